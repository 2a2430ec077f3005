// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

class ProfileSwitch;

/**
 * Keeps how the window is left, for each profile: who watches what, and what its parts (panes,
 * columns, drafts …) add with keep(). It is restored when the profile is chosen again, after a
 * restart, too. Saved a second after a change, so that little is lost with the process. Secrets
 * never belong into it. Main thread.
 */
class WindowState : public QObject
{
    Q_OBJECT

public:
    /** One part of the window. */
    struct Part
    {
        enum class Kind {
            Layout, ///< how the window looks: a new profile begins with what was used last
            Content ///< what it holds: restored only where it was left
        };

        QString name; ///< of the member in the file; never changes
        Kind kind = Kind::Content;
        std::function<QJsonValue()> save;
        /** The value may be damaged or of another version. */
        std::function<void(const QJsonValue &)> restore;
    };

    /** `profiles` outlives this. */
    explicit WindowState(ProfileSwitch &profiles, QObject *parent = nullptr);

    void keep(const Part &part);
    /** Restores the layout that was used last; to be called when all parts are there. */
    void start();

    /** To be called by parts after a change. */
    void touch();
    void saveNow();

private:
    void follow();
    void collect();
    void restore(const QJsonObject &session, bool onlyLayout);

    ProfileSwitch &m_profiles;
    std::vector<Part> m_parts;
    QString m_key; ///< of the profile whose state the parts show; empty before the first
    QTimer m_pause; ///< from the first change until everything is saved
};
