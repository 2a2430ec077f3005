// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/noticecenter.h"

#include "gui/controller/spillnotice.h"
#include "monitor/explain/failure.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchsession.h"

NoticeCenter::NoticeCenter(const WatchSession &session, const JournalFeed &feed, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_refusedChannels(session)
{
    connect(&session, &WatchSession::statusChanged, this, &NoticeCenter::updateStatus);
    connect(&session, &WatchSession::failed, this, &NoticeCenter::showConnectionFailure);
    connect(&feed, &JournalFeed::overloaded, &m_overload, &OverloadMeter::add);
    connect(&session, &WatchSession::channelChanged, &m_refusedChannels,
            &RefusedChannels::channelChanged);
    connect(&session, &WatchSession::channelRemoved, &m_refusedChannels,
            &RefusedChannels::channelRemoved);
    connect(&m_refusedChannels, &RefusedChannels::refused, this, &NoticeCenter::show);
    connect(&m_refusedChannels, &RefusedChannels::noticeChanged, this,
            &NoticeCenter::updateRefusedChannels);
    connect(&m_overload, &OverloadMeter::changed, this, &NoticeCenter::updateOverload);
}

void NoticeCenter::updateStatus(const SessionStatus &status)
{
    if (isConnected(status.state)) {
        clear(Notice::Topic::Connection);
    } else if (status.state == SessionState::Connecting
               && m_current.topic == Notice::Topic::Connection) {
        Notice changed = m_current;
        changed.retryAt = status.retryAt;
        show(changed);
    } else if (status.state == SessionState::Refused) {
        showConnectionFailure(stateError(status.layer, status.code, status.reason));
    }
}

void NoticeCenter::showConnectionFailure(const Centrifuge::Error &error)
{
    Notice notice;
    notice.topic = Notice::Topic::Connection;
    notice.explanation = explain(error, failureContext(m_session, ExplainedStep::Connect));
    notice.offersRetry = true;
    notice.retryAt = m_session.status().retryAt;
    show(notice);
}

void NoticeCenter::updateRefusedChannels(const Notice &notice)
{
    if (m_current.topic == Notice::Topic::Channel) { // else it was dismissed
        show(notice);
    }
}

void NoticeCenter::showLocalServerFailure(const QString &message)
{
    const Centrifuge::Error error{Centrifuge::ErrorLayer::Local, 0, message, false};
    Notice notice;
    notice.topic = Notice::Topic::LocalServer;
    notice.explanation = explain(error, failureContext(m_session, ExplainedStep::LocalServer));
    notice.offersRetry = whyNoLocalServer().isEmpty();
    if (!notice.offersRetry) { // starting it again would not help
        notice.explanation.fix =
            tr("Set CENTRIFUGO_WS_URL and the other variables to use another server.");
    }
    show(notice);
}

void NoticeCenter::showDemoTrafficRefused(const QString &profileName)
{
    Notice notice;
    notice.topic = Notice::Topic::DemoTraffic;
    notice.explanation.title = tr("No demo traffic here: %1 is PRODUCTION").arg(profileName);
    notice.explanation.cause = tr("Demo traffic is never sent to a profile with that mark.");
    notice.explanation.fix = tr("Choose another profile, or the local server.");
    show(notice);
}

void NoticeCenter::showFailure(FailedTask task, const QString &message)
{
    Notice notice;
    notice.explanation.cause = message;
    switch (task) {
    case FailedTask::UseProfile:
        notice.topic = Notice::Topic::Connection;
        notice.explanation.title = tr("The profile can't be used");
        notice.explanation.fix = tr("Change it under Manage profiles, then choose it again.");
        break;
    case FailedTask::Record:
        notice.topic = Notice::Topic::File;
        notice.explanation.title = tr("Recording failed");
        notice.explanation.fix = tr("Check the folder and the disk, then record again.");
        break;
    case FailedTask::OpenFile:
        notice.topic = Notice::Topic::File;
        notice.explanation.title = tr("The file can't be opened");
        notice.explanation.fix = tr("Choose a recording (.rtm), or JSON lines of this program.");
        break;
    }
    show(notice);
}

/** Overload passes by itself, and the counters show it as well. */
void NoticeCenter::updateOverload()
{
    if (!m_overload.isActive()) {
        m_isOverloadDismissed = false;
        clear(Notice::Topic::Overload);
    } else if (!m_isOverloadDismissed && isFreeFor(Notice::Topic::Overload)) {
        show(overloadNotice(m_overload));
    }
}

void NoticeCenter::showSpill(SpillProblem problem, int error, const QString &folder)
{
    if (problem == m_shownSpill
        || (problem != SpillProblem::None && !isFreeFor(Notice::Topic::Journal))) {
        return;
    }
    m_shownSpill = problem;
    if (problem == SpillProblem::None) {
        clear(Notice::Topic::Journal);
    } else {
        show(spillNotice(problem, error, folder));
    }
}

void NoticeCenter::clearConnection()
{
    m_refusedChannels.clear();
    clear(Notice::Topic::Connection);
    clear(Notice::Topic::Channel);
}

void NoticeCenter::dismiss()
{
    m_isOverloadDismissed |= m_current.topic == Notice::Topic::Overload;
    show({});
}

void NoticeCenter::show(const Notice &notice)
{
    if (m_current != notice) {
        m_current = notice;
        Q_EMIT changed();
    }
}

void NoticeCenter::clear(Notice::Topic topic)
{
    if (m_current.topic == topic) {
        show({});
    }
}

bool NoticeCenter::isFreeFor(Notice::Topic topic) const
{
    return m_current.isEmpty() || m_current.topic == topic;
}
