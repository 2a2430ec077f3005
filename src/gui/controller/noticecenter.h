// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"
#include "gui/controller/overloadmeter.h"
#include "gui/controller/refusedchannels.h"
#include "monitor/journal/journallimits.h"

#include <QObject>

#include <map>
#include <memory>
#include <set>

class WatchGroup;
class WatchSession;

/**
 * Decides which problem the notice strip of a window shows: the newest one, except that overload
 * and a full disk never replace another, nor another watcher's connection that of the first. When a
 * problem is over, one that is left is shown again, unless the user has closed it. Main thread.
 */
class NoticeCenter : public QObject
{
    Q_OBJECT

public:
    /** Something the user asked for that failed. */
    enum class FailedTask { UseProfile, AddWatcher, Record, OpenFile, KeepState, Mark };

    /** Follows the watchers of `group`, which outlives this. */
    explicit NoticeCenter(WatchGroup &group, QObject *parent = nullptr);

    /** Empty when there is no problem. */
    const Notice &current() const { return m_current; }
    OverloadMeter &overload() { return m_overload; }
    const OverloadMeter &overload() const { return m_overload; }

    void showFailure(FailedTask task, const QString &message);
    void showLocalServerFailure(const QString &message);
    void clearLocalServer() { clear(Notice::Topic::LocalServer); }
    /** Demo traffic was refused because the profile is marked as production. */
    void showDemoTrafficRefused(const QString &profileName);
    void clearDemoTraffic() { clear(Notice::Topic::DemoTraffic); }
    /** Shows a problem of keeping entries on disk once. `error` is an errno or 0. */
    void showSpill(SpillProblem problem, int error, const QString &folder);
    /** Call at most once per frame after channels have changed. */
    void updateChannels();
    /** Removes notices about the first connection and its channels, which is closed or replaced. */
    void clearConnection();
    /** The user closed the notice. Dismissed overload stays hidden until it starts again. */
    void dismiss();

Q_SIGNALS:
    void changed();

private:
    void follow(const WatchSession &session);
    void forget(const WatchSession &session);
    void updateStatus(const WatchSession &session);
    void showConnectionFailure(const WatchSession &session, const Centrifuge::Error &error);
    void showOf(const WatchSession &session, Notice notice);
    void clearOf(const WatchSession &session, Notice::Topic topic);
    void updateRefused();
    void showRemaining();
    QString nameOf(const WatchSession &session) const;
    const WatchSession &sessionOf(const Notice &notice) const;
    QStringList affectedBy(const WatchSession &session, const Notice &notice) const;
    void updateOverload();
    void show(const Notice &notice);
    void clear(Notice::Topic topic);
    /** Whether a notice of `topic` would hide no other. */
    bool isFreeFor(Notice::Topic topic) const;

    WatchGroup &m_group;
    std::map<const WatchSession *, std::unique_ptr<RefusedChannels>> m_refusedChannels;
    std::set<const WatchSession *> m_dismissed; ///< whose problem the user closed
    OverloadMeter m_overload;
    Notice m_current;
    SpillProblem m_shownSpill = SpillProblem::None;
    bool m_isOverloadDismissed = false;
};
