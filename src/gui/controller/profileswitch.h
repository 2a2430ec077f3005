// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/sessiontarget.h"
#include "monitor/profile/profile.h"
#include "monitor/watch/watchedpositions.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

class ProfileStore;
class QSettings;
class SecretKeeper;
class WindowController;

/**
 * Which profile the window uses: the environment's, the local server's, or one of the user's. Moves
 * the window to another one and remembers the last. Main thread.
 */
class ProfileSwitch : public QObject
{
    Q_OBJECT

public:
    /** All outlive this. `settings` keeps the id of the last profile and where its channels were
     * left. */
    ProfileSwitch(WindowController &controller, ProfileStore &store, SecretKeeper &secrets,
                  QSettings &settings, QObject *parent = nullptr);
    ~ProfileSwitch() override;

    ProfileStore &store() { return m_store; }
    SecretKeeper &secrets() { return m_secrets; }

    /** What CENTRIFUGO_* say; offered when any of them is set. */
    void setEnvironment(const ConnectionSettings &environment);
    bool hasEnvironment() const;

    /** The user's own profile in use; nothing for the built-in ones. */
    const std::optional<Profile> &profile() const { return m_profile; }
    /** The name of whichever is in use; empty for none. */
    QString name() const;
    ConnectionSettings::Source source() const;

    void chooseEnvironment();
    void chooseLocalServer();
    /** Switches to the profile; explains why it can't, or asks for missing secrets first. */
    void choose(const QString &id);
    /** Goes to the profile of the last time; false when there is none any more. */
    bool chooseLast();
    /** Uses `profile` whatever its place in the list, for the command line. */
    void use(const Profile &profile);

Q_SIGNALS:
    void changed();
    /** Secrets of the profile have to be typed; setSession() of the keeper, then choose() again. */
    void secretsNeeded(const Profile &profile);
    void failed(const QString &message);

private:
    /** What the user had there. */
    struct Visit
    {
        QString user;
        QStringList channels;
    };

    void rememberVisit();
    void savePositions();
    void updateFromStore();
    SessionTarget target(const QString &key, const QString &name) const;
    QString key() const;
    QStringList channelsAddedByHand(const Profile &profile) const;

    WindowController &m_controller;
    ProfileStore &m_store;
    SecretKeeper &m_secrets;
    QSettings &m_settings;
    ConnectionSettings m_environment;
    std::optional<Profile> m_profile;
    QStringList m_profileChannels; ///< that it named when it was chosen
    bool m_isLocalServer = false; ///< chosen; it may still be starting
    QHash<QString, Visit> m_visits; ///< by key()
    WatchedPositions m_positions;
    QTimer m_saveTimer; ///< so that a crash costs little
};
