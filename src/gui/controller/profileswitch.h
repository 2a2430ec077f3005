// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/keptsessions.h"
#include "gui/controller/sessiontarget.h"
#include "monitor/profile/profile.h"
#include "monitor/watch/watchedpositions.h"

#include <QObject>
#include <QTimer>

#include <optional>

class IoThread;
class ProfileStore;
class QSettings;
class SecretKeeper;
class WindowController;
struct ProfileVisit;

/**
 * The profile in use: that of the environment, of the local server, or one of the user's. Switches
 * the window to another profile and remembers the last one. Main thread.
 */
class ProfileSwitch : public QObject
{
    Q_OBJECT

public:
    /** All outlive this. `settings` stores the id of the last profile and the positions of its
     * channels. */
    ProfileSwitch(WindowController &controller, ProfileStore &store, SecretKeeper &secrets,
                  QSettings &settings, QObject *parent = nullptr);
    ~ProfileSwitch() override;

    ProfileStore &store() { return m_store; }
    SecretKeeper &secrets() { return m_secrets; }
    /** How the window was left at each profile, by key(). */
    KeptSessions &kept() { return m_kept; }
    /** For what connects to try a profile. */
    IoThread &io();

    /** The connection of the CENTRIFUGO_* variables; offered when any of them is set. */
    void setEnvironment(const ConnectionSettings &environment);
    bool hasEnvironment() const;

    /** The user's own profile in use; nothing for the built-in ones. */
    const std::optional<Profile> &profile() const { return m_profile; }
    /** The user's own profiles, those used last first. */
    QList<Profile> recentProfiles() const;
    /** The name of the profile in use, built-in or not; empty for none. */
    QString name() const;
    ConnectionSettings::Source source() const;
    /** Of the profile in use, built-in or not. */
    QString key() const;
    /** Whether the window is at the profile of key(): the local server may still be starting, or no
     * profile be chosen yet. */
    bool isSettled() const;
    /** Keeps who watches what now for the next visit of the profile. */
    void keepVisit();

    void chooseEnvironment();
    /** Connects as chooseEnvironment() does; the last profile is still remembered. */
    void useEnvironment();
    void chooseLocalServer();
    /** Switches to the profile; emits secretsNeeded() or failed() if that is not possible. */
    void choose(const QString &id);
    /** Switches to the profile of the last session; false if it does not exist any more. */
    bool chooseLast();
    /** Server and user of a stored profile, for a watcher beside those of the profile in use. */
    Centrifuge::Result<SessionTarget> targetOf(const QString &id) const;
    /** Switches to `profile`, whether it is stored or not. */
    void use(const Profile &profile);

Q_SIGNALS:
    void changed();
    /** Secrets have to be typed: give them to SecretKeeper::setSession(), then choose() again. */
    void secretsNeeded(const Profile &profile);
    void failed(const QString &message);

private:
    void leave();
    void savePositions();
    void rememberUse(const QString &id);
    void updateFromStore();
    void forgetDeleted();
    SessionTarget target(const ProfileVisit &visit, const QString &name) const;
    ProfileVisit visitOf(const QString &key) const;
    QString environmentKey() const;
    QStringList channelsAddedByHand(const Profile &profile) const;

    WindowController &m_controller;
    ProfileStore &m_store;
    SecretKeeper &m_secrets;
    QSettings &m_settings;
    ConnectionSettings m_environment;
    std::optional<Profile> m_profile;
    QStringList m_profileChannels; ///< of the profile when it was chosen
    bool m_isLocalServer = false; ///< chosen; the server may still be starting
    KeptSessions m_kept;
    WatchedPositions m_positions;
    QTimer m_saveTimer; ///< saves the positions now and then, in case of a crash
};
