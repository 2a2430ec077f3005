// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/noticecenter.h"

#include "gui/controller/spillnotice.h"
#include "gui/widgets/labeltext.h"
#include "monitor/explain/failure.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

NoticeCenter::NoticeCenter(WatchGroup &group, QObject *parent)
    : QObject(parent)
    , m_group(group)
{
    follow(group.first());
    connect(&group, &WatchGroup::added, this, [this](WatchSession *session) { follow(*session); });
    connect(&group, &WatchGroup::removed, this,
            [this](WatchSession *session) { forget(*session); });
    connect(&group, &WatchGroup::statusChanged, this,
            [this](WatchSession *session) { updateStatus(*session); });
    connect(&group, &WatchGroup::failed, this,
            [this](WatchSession *session, const Centrifuge::Error &error) {
                showConnectionFailure(*session, error);
            });
    connect(&group, &WatchGroup::channelChanged, this,
            [this](WatchSession *session, const ChannelStatus &status) {
                m_refusedChannels.at(session)->channelChanged(status);
            });
    connect(&group, &WatchGroup::channelRemoved, this,
            [this](WatchSession *session) { m_refusedChannels.at(session)->channelRemoved(); });
    connect(&group.feed(), &JournalFeed::overloaded, &m_overload, &OverloadMeter::add);
    connect(&m_overload, &OverloadMeter::changed, this, &NoticeCenter::updateOverload);
}

void NoticeCenter::follow(const WatchSession &session)
{
    auto refused = std::make_unique<RefusedChannels>(session);
    connect(refused.get(), &RefusedChannels::refused, this,
            [this, &session](const Notice &notice) { showOf(session, notice); });
    connect(refused.get(), &RefusedChannels::noticeChanged, this, &NoticeCenter::updateRefused);
    m_refusedChannels.emplace(&session, std::move(refused));
}

void NoticeCenter::forget(const WatchSession &session)
{
    m_refusedChannels.erase(&session);
    m_dismissed.erase(&session);
    if (!m_current.watcher.isEmpty() && m_current.watcher == session.watcher()) {
        show({});
        showRemaining();
    }
}

/** Empty for the first watcher, of whom the notice says nothing. */
QString NoticeCenter::nameOf(const WatchSession &session) const
{
    return &session == &m_group.first() ? QString() : session.watcher();
}

/** Whose problem it is. */
const WatchSession &NoticeCenter::sessionOf(const Notice &notice) const
{
    const WatchSession *session = notice.watcher.isEmpty() ? nullptr : m_group.find(notice.watcher);
    return session != nullptr ? *session : m_group.first();
}

/** The watchers who were refused the same channel for the same reason; at least this one. */
QStringList NoticeCenter::affectedBy(const WatchSession &session, const Notice &notice) const
{
    QStringList names;
    for (const WatchSession *each : m_group.sessions()) {
        const Notice &other = m_refusedChannels.at(each)->notice();
        const bool isSame = notice.topic == Notice::Topic::Channel
            && other.topic == Notice::Topic::Channel && other.channel == notice.channel
            && other.explanation.title == notice.explanation.title;
        if (each == &session || isSame) {
            names.append(labelText(each->watcher()));
        }
    }
    return names;
}

void NoticeCenter::showOf(const WatchSession &session, Notice notice)
{
    constexpr qsizetype MaxNames = 3;
    m_dismissed.erase(&session);
    notice.watcher = nameOf(session);
    const bool isFirstsConnection =
        m_current.topic == Notice::Topic::Connection && m_current.watcher.isEmpty();
    if (!notice.watcher.isEmpty() && isFirstsConnection) {
        return; // most likely for the same reason
    }
    const QStringList names = affectedBy(session, notice);
    if (names.size() > 1 || !notice.watcher.isEmpty()) {
        QString who = names.mid(0, MaxNames).join(QStringLiteral(", "));
        if (names.size() > MaxNames) {
            who = tr("%1 and %2 more").arg(who).arg(names.size() - MaxNames);
        }
        notice.explanation.title = tr("%1: %2").arg(who, notice.explanation.title);
    }
    show(notice);
}

/** The channels of a watcher were answered otherwise than before. */
void NoticeCenter::updateRefused()
{
    if (m_current.topic != Notice::Topic::Channel) {
        return;
    }
    const WatchSession &session = sessionOf(m_current);
    const Notice &notice = m_refusedChannels.at(&session)->notice();
    if (notice.isEmpty()) {
        clear(Notice::Topic::Channel);
    } else {
        showOf(session, notice);
    }
}

/** A connection that is refused, else refused channels. */
void NoticeCenter::showRemaining()
{
    for (const WatchSession *session : m_group.sessions()) {
        const SessionStatus &status = session->status();
        if (status.state == SessionState::Refused && !m_dismissed.contains(session)) {
            showConnectionFailure(*session, stateError(status.layer, status.code, status.reason));
            return;
        }
    }
    for (const WatchSession *session : m_group.sessions()) {
        const Notice &notice = m_refusedChannels.at(session)->notice();
        if (!notice.isEmpty() && !m_dismissed.contains(session)) {
            showOf(*session, notice);
            return;
        }
    }
}

void NoticeCenter::clearOf(const WatchSession &session, Notice::Topic topic)
{
    if (m_current.watcher == nameOf(session)) {
        clear(topic);
    }
}

void NoticeCenter::updateStatus(const WatchSession &session)
{
    const SessionStatus &status = session.status();
    if (isConnected(status.state)) {
        m_dismissed.erase(&session);
        clearOf(session, Notice::Topic::Connection);
    } else if (status.state == SessionState::Connecting
               && m_current.topic == Notice::Topic::Connection
               && m_current.watcher == nameOf(session)) {
        Notice changed = m_current;
        changed.retryAt = status.retryAt;
        show(changed);
    } else if (status.state == SessionState::Refused) {
        showConnectionFailure(session, stateError(status.layer, status.code, status.reason));
    }
}

void NoticeCenter::showConnectionFailure(const WatchSession &session,
                                         const Centrifuge::Error &error)
{
    Notice notice;
    notice.topic = Notice::Topic::Connection;
    notice.explanation = explain(error, failureContext(session, ExplainedStep::Connect));
    notice.offersRetry = true;
    notice.retryAt = session.status().retryAt;
    showOf(session, notice);
}

void NoticeCenter::updateChannels()
{
    for (const auto &[session, refused] : m_refusedChannels) {
        refused->update();
    }
}

void NoticeCenter::showLocalServerFailure(const QString &message)
{
    const Centrifuge::Error error{Centrifuge::ErrorLayer::Local, 0, message, false};
    Notice notice;
    notice.topic = Notice::Topic::LocalServer;
    notice.explanation =
        explain(error, failureContext(m_group.first(), ExplainedStep::LocalServer));
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
    case FailedTask::AddWatcher:
        notice.topic = Notice::Topic::Watcher;
        notice.explanation.title = tr("The watcher can't be added");
        break;
    case FailedTask::Record:
        notice.topic = Notice::Topic::File;
        notice.explanation.title = tr("Recording failed");
        notice.explanation.fix = tr("Check the folder and the disk, then record again.");
        break;
    case FailedTask::KeepState:
        notice.topic = Notice::Topic::File;
        notice.explanation.title = tr("How the window was left can't be kept");
        break;
    case FailedTask::OpenFile:
        notice.topic = Notice::Topic::File;
        notice.explanation.title = tr("The file can't be opened");
        notice.explanation.fix = tr("Choose a recording (.rtm), or JSON lines of this program.");
        break;
    case FailedTask::Mark:
        notice.topic = Notice::Topic::Journal;
        notice.explanation.title = tr("A rule stopped marking");
        notice.explanation.fix = tr("Make its filter stricter, or clear the log.");
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
    const WatchSession &first = m_group.first();
    m_dismissed.insert(&first); // until there is news of it
    m_refusedChannels.at(&first)->clear();
    clearOf(first, Notice::Topic::Connection);
    clearOf(first, Notice::Topic::Channel);
}

void NoticeCenter::dismiss()
{
    m_isOverloadDismissed |= m_current.topic == Notice::Topic::Overload;
    if (m_current.topic == Notice::Topic::Connection || m_current.topic == Notice::Topic::Channel) {
        m_dismissed.insert(&sessionOf(m_current));
    }
    show({});
    showRemaining();
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
        showRemaining();
    }
}

bool NoticeCenter::isFreeFor(Notice::Topic topic) const
{
    return m_current.isEmpty() || m_current.topic == topic;
}
