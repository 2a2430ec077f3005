// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/noticecenter.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

#include <cerrno>

using namespace std::chrono_literals;
using Task = NoticeCenter::FailedTask;
using Topic = Notice::Topic;

class TestNoticeCenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFailureReplacesTheOther();
    void overloadReplacesNothing();
    void dismissedOverloadStaysHiddenUntilItStartsAgain();
    void spillIsShownOnce();
    void spillReplacesNothing();
    void spillThatEndsIsRemoved();
    void clearingTheConnectionKeepsOtherNotices();

private:
    IoThread m_io;
    Journal m_journal;
    WatchGroup m_group{m_io, m_journal};
};

void TestNoticeCenter::newestFailureReplacesTheOther()
{
    NoticeCenter notices(m_group);
    const QSignalSpy changes(&notices, &NoticeCenter::changed);
    notices.showFailure(Task::Record, QStringLiteral("no space"));
    notices.showFailure(Task::Record, QStringLiteral("no space"));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(notices.current().explanation.cause, QStringLiteral("no space"));
    notices.showDemoTrafficRefused(QStringLiteral("Live"));
    QCOMPARE(notices.current().topic, Topic::DemoTraffic);
    QVERIFY(notices.current().explanation.title.contains(QLatin1String("Live")));
    notices.clearDemoTraffic();
    QVERIFY(notices.current().isEmpty());
    QCOMPARE(changes.size(), 3);
}

void TestNoticeCenter::overloadReplacesNothing()
{
    NoticeCenter notices(m_group);
    notices.showFailure(Task::OpenFile, QStringLiteral("no recording"));
    notices.overload().add(250ms, 3);
    QCOMPARE(notices.current().topic, Topic::File);
    notices.dismiss();
    notices.overload().add(250ms, 3);
    QCOMPARE(notices.current().topic, Topic::Overload);
    QVERIFY(notices.current().isSerious);
    notices.overload().reset();
    QVERIFY(notices.current().isEmpty());
}

void TestNoticeCenter::dismissedOverloadStaysHiddenUntilItStartsAgain()
{
    NoticeCenter notices(m_group);
    notices.overload().add(250ms, 0);
    notices.dismiss();
    notices.overload().add(250ms, 0);
    QVERIFY(notices.current().isEmpty());
    notices.overload().reset();
    notices.overload().add(250ms, 0);
    QCOMPARE(notices.current().topic, Topic::Overload);
}

void TestNoticeCenter::spillIsShownOnce()
{
    NoticeCenter notices(m_group);
    notices.showSpill(SpillProblem::DiskFull, ENOSPC, QStringLiteral("/spill"));
    QCOMPARE(notices.current().topic, Topic::Journal);
    QVERIFY(notices.current().explanation.cause.contains(QLatin1String("/spill")));
    notices.dismiss();
    notices.showSpill(SpillProblem::DiskFull, ENOSPC, QStringLiteral("/spill"));
    QVERIFY(notices.current().isEmpty());
}

void TestNoticeCenter::spillReplacesNothing()
{
    NoticeCenter notices(m_group);
    notices.showFailure(Task::UseProfile, QStringLiteral("no secret"));
    notices.showSpill(SpillProblem::TooSlow, 0, QStringLiteral("/spill"));
    QCOMPARE(notices.current().topic, Topic::Connection);
    notices.dismiss();
    notices.showSpill(SpillProblem::TooSlow, 0, QStringLiteral("/spill"));
    QCOMPARE(notices.current().topic, Topic::Journal); // it still has to be said
}

void TestNoticeCenter::spillThatEndsIsRemoved()
{
    NoticeCenter notices(m_group);
    notices.showSpill(SpillProblem::Failed, EIO, QStringLiteral("/spill"));
    notices.showSpill(SpillProblem::None, 0, QStringLiteral("/spill"));
    QVERIFY(notices.current().isEmpty());
}

void TestNoticeCenter::clearingTheConnectionKeepsOtherNotices()
{
    NoticeCenter notices(m_group);
    notices.showFailure(Task::Record, QStringLiteral("no space"));
    notices.clearConnection();
    QCOMPARE(notices.current().topic, Topic::File);
    notices.showFailure(Task::UseProfile, QStringLiteral("no secret"));
    notices.clearConnection();
    QVERIFY(notices.current().isEmpty());
}

REALTIME_TEST(TestNoticeCenter, QCoreApplication)
#include "tst_noticecenter.moc"
