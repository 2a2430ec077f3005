// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What clients of Centrifugo got wrong about the connection; each test bears the pitfall's name.

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestPitfallsOfConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lateCloseOfAnOldSocketIsVoid();
    void handshakeThatIsNeverAnsweredIsGivenUp();
    void connectThatIsNeverAnsweredIsGivenUp();
    void staleConnectNeverGoesOutWithTheNext();
    void wakingFromSleepReadsTheSocketFirst();
    void wakingFromSleepNoticesADeadConnection();
    void changeOfTheNetworkIsNotSatOut();
    void endlessRetriesAreTold();
    void foreignDataWhileConnectingClosesAtOnce();
};

void TestPitfallsOfConnections::lateCloseOfAnOldSocketIsVoid()
{
    ClientFixture f;
    f.connectWith();
    const QPointer<FakeTransport> old = f.transport();
    old->receive(R"({"push":{"disconnect":{"code":3001}}})");
    f.reconnect();
    f.takeEvents();
    old->forceFrame(R"({"id":1,"error":{"code":101}})");
    old->forceEnd({ErrorLayer::Server, 3500, u"late"_s, false});
    QCOMPARE(f.takeEvents(), QStringList());
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestPitfallsOfConnections::handshakeThatIsNeverAnsweredIsGivenUp()
{
    ClientFixture f;
    f.client->connectToServer();
    f.takeEvents();
    const QPointer<FakeTransport> mute = f.transport();
    f.clock.advance(4999ms);
    QCOMPARE(f.takeEvents(), QStringList());
    f.clock.advance(1ms);
    QCOMPARE(f.takeEvents(), QStringList({u"error 6 0"_s, u"retry 1 500"_s}));
    QVERIFY(mute->isAborted);
}

void TestPitfallsOfConnections::connectThatIsNeverAnsweredIsGivenUp()
{
    ClientFixture f;
    f.client->connectToServer();
    f.clock.advance(4s);
    f.transport()->accept();
    f.takeEvents();
    f.clock.advance(4999ms);
    QCOMPARE(f.takeEvents(), QStringList());
    const QPointer<FakeTransport> mute = f.transport();
    f.clock.advance(1ms);
    QCOMPARE(f.takeEvents(), QStringList({u"error 6 0"_s, u"retry 1 500"_s}));
    QVERIFY(mute->isAborted);
}

void TestPitfallsOfConnections::staleConnectNeverGoesOutWithTheNext()
{
    ClientFixture f;
    f.client->connectToServer(); // never opens
    f.clock.advance(5s);
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    f.clock.advance(5s); // opens, is never answered
    f.client->retryNow();
    f.connectWith();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    QCOMPARE(f.transport()->last(u"connect"_s).value("id"_L1).toInt(), 1);
}

void TestPitfallsOfConnections::wakingFromSleepReadsTheSocketFirst()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25})");
    f.subscribe(u"news"_s);
    f.takeEvents();
    f.clock.sleep(1h);
    f.clock.advance(0s); // all time limits are overdue, and the answers lie in the socket
    QCOMPARE(f.takeEvents(), QStringList());
    f.transport()->receive("{}");
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.clock.advance(30s);
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s}));
}

void TestPitfallsOfConnections::wakingFromSleepNoticesADeadConnection()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25})");
    f.takeEvents();
    f.clock.sleep(1h);
    f.clock.advance(100ms);
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 2 no ping"_s, u"retry 1 500"_s}));
}

void TestPitfallsOfConnections::changeOfTheNetworkIsNotSatOut()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25})");
    f.takeEvents();
    f.client->networkChanged();
    f.transport()->reply(u"unsubscribe _alive"_s, R"("unsubscribe":{})");
    f.clock.advance(10s);
    QCOMPARE(f.takeEvents(), QStringList());
    f.client->networkChanged(); // after 5 seconds instead of 35
    f.clock.advance(5s);
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 2 no ping"_s, u"retry 1 500"_s}));
    f.client->networkChanged();
    QCOMPARE(f.transports.count(), 2);
}

void TestPitfallsOfConnections::endlessRetriesAreTold()
{
    ClientFixture f;
    f.client->connectToServer();
    f.takeEvents();
    for (int attempt = 1; attempt <= 5; ++attempt) {
        f.transport()->end({ErrorLayer::Http, 502, u"bad gateway"_s, true});
        QCOMPARE(f.takeEvents(), QStringList({u"error 4 502"_s, u"retry %1 500"_s.arg(attempt)}));
        f.client->retryNow();
    }
}

void TestPitfallsOfConnections::foreignDataWhileConnectingClosesAtOnce()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.takeEvents();
    f.transport()->receive("<html>Welcome to our network</html>");
    QCOMPARE(f.takeEvents(), QStringList({u"error 7 0"_s, u"retry 1 500"_s}));
}

REALTIME_TEST(TestPitfallsOfConnections, QCoreApplication)
#include "tst_pitfallsofconnections.moc"
