// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/reconnector.h"

#include "centrifuge/client/clientoptions.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/** Two endpoints, and half of the longest delay. */
ClientOptions twoEndpoints()
{
    ClientOptions options;
    options.urls = {QUrl(u"ws://first"_s), QUrl(u"ws://second"_s)};
    options.random = [] { return 0.5; };
    return options;
}

} // namespace

class TestReconnector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsLongerAfterEachFailure()
    {
        const FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        const auto first = reconnector.schedule();
        const auto second = reconnector.schedule();
        QCOMPARE(first.attempt, 1);
        QCOMPARE(first.delay, 750ms);
        QCOMPARE(second.attempt, 2);
        QCOMPARE(second.delay, 1000ms);
        reconnector.reset();
        QCOMPARE(reconnector.schedule().delay, 750ms);
    }

    void saysWhenTheAttemptIsDue()
    {
        FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        const QSignalSpy due(&reconnector, &Reconnector::attemptDue);
        reconnector.schedule();
        QVERIFY(reconnector.isScheduled());
        clock.advance(749ms);
        QCOMPARE(due.count(), 0);
        clock.advance(1ms);
        QCOMPARE(due.count(), 1);
        QVERIFY(!reconnector.isScheduled());
    }

    void forgetsAnAttemptThatIsCancelled()
    {
        FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        const QSignalSpy due(&reconnector, &Reconnector::attemptDue);
        reconnector.schedule();
        reconnector.cancel();
        clock.advance(1h);
        QCOMPARE(due.count(), 0);
    }

    void triesOneUrlAfterTheOther()
    {
        const FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        QCOMPARE(reconnector.url(), options.urls[0]);
        reconnector.moveToNextUrl();
        QCOMPARE(reconnector.url(), options.urls[1]);
        reconnector.moveToNextUrl();
        QCOMPARE(reconnector.url(), options.urls[0]);
        reconnector.moveToNextUrl();
        reconnector.reset();
        QCOMPARE(reconnector.url(), options.urls[0]);
    }

    void survivesThatThereIsNoUrl()
    {
        const FakeClock clock;
        ClientOptions options = twoEndpoints();
        options.urls.clear();
        Reconnector reconnector(options, clock, nullptr);
        reconnector.moveToNextUrl();
        QCOMPARE(reconnector.url(), QUrl());
        QVERIFY(!reconnector.rejectUrl());
    }

    void givesUpWhenAllUrlsAreRejectedInARow()
    {
        const FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        QVERIFY(reconnector.rejectUrl());
        reconnector.acceptUrl();
        QVERIFY(reconnector.rejectUrl());
        QVERIFY(!reconnector.rejectUrl());
    }

    void countsAShortConnectionAsAFailure()
    {
        FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        reconnector.schedule();
        reconnector.startConnection();
        clock.advance(9999ms);
        QVERIFY(!reconnector.endConnection());
        QCOMPARE(reconnector.url(), options.urls[1]);
        QCOMPARE(reconnector.schedule().attempt, 2);
    }

    void forgetsFailuresAfterAConnectionThatLasted()
    {
        FakeClock clock;
        const ClientOptions options = twoEndpoints();
        Reconnector reconnector(options, clock, nullptr);
        reconnector.schedule();
        reconnector.startConnection();
        clock.advance(10s);
        QVERIFY(reconnector.endConnection());
        QCOMPARE(reconnector.url(), options.urls[0]);
        QCOMPARE(reconnector.schedule().attempt, 1);
    }
};

REALTIME_TEST(TestReconnector, QCoreApplication)
#include "tst_reconnector.moc"
