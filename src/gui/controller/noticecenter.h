// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/notice.h"
#include "gui/controller/overloadmeter.h"
#include "gui/controller/refusedchannels.h"
#include "monitor/journal/journallimits.h"

#include <QObject>

class WatchSession;
struct ChannelStatus;
struct SessionStatus;

/**
 * Decides which problem the notice strip of a window shows: the newest one, except that overload
 * and a full disk never replace another. Main thread.
 */
class NoticeCenter : public QObject
{
    Q_OBJECT

public:
    /** Something the user asked for that failed. */
    enum class FailedTask { UseProfile, Record, OpenFile };

    /** Follows `session`, which outlives this. */
    NoticeCenter(const WatchSession &session, const JournalFeed &feed, QObject *parent = nullptr);

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
    void updateChannels() { m_refusedChannels.update(); }
    /** Removes notices about the connection and its channels, which is closed or replaced. */
    void clearConnection();
    /** The user closed the notice. Dismissed overload stays hidden until it starts again. */
    void dismiss();

Q_SIGNALS:
    void changed();

private:
    void updateStatus(const SessionStatus &status);
    void showConnectionFailure(const Centrifuge::Error &error);
    void updateRefusedChannels(const Notice &notice);
    void updateOverload();
    void show(const Notice &notice);
    void clear(Notice::Topic topic);
    /** Whether a notice of `topic` would hide no other. */
    bool isFreeFor(Notice::Topic topic) const;

    const WatchSession &m_session;
    RefusedChannels m_refusedChannels;
    OverloadMeter m_overload;
    Notice m_current;
    SpillProblem m_shownSpill = SpillProblem::None;
    bool m_isOverloadDismissed = false;
};
