// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/codec.h"
#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/** Time limits, pings and frames, seen through the client. */
class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersPingsOnlyWhenTheServerWantsIt();
    void answersThePingsOfAFrameOnce();
    void reconnectsWhenPingsStayAway();
    void livesOnWhileAnythingArrives();
    void doesNotExpectPingsThatWereNotPromised();
    void survivesAMessageThatCannotBeDecoded();
    void reconnectsOnAFrameThatCannotBeDecoded();
    void dropsThePositionsThatBringAnUnreadableMessageAgain();
    void treatsAnAnswerOfTheWrongKindAsUnreadable();
    void failsTheCallOfABrokenReplyAtOnce();
    void staysBelowTheFrameLimitOfTheServer();
    void stampsArrivalsWithTheClock();
};

void TestConnection::answersPingsOnlyWhenTheServerWantsIt()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25,"pong":true})");
    f.transport()->receive("{}");
    QCOMPARE(f.transport()->frames.mid(1), QList<QByteArray>({"{}\n"}));
    f.client->disconnectFromServer();
    f.connectWith(R"("connect":{"client":"c1","ping":25})");
    f.transport()->receive("{}");
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestConnection::answersThePingsOfAFrameOnce()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25,"pong":true})");
    f.transport()->receive("{}\n{}\n{}");
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"pong"_s}));
    f.transport()->receive("{}");
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"pong"_s, u"pong"_s}));
}

void TestConnection::reconnectsWhenPingsStayAway()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25,"pong":true})");
    f.clock.advance(20s);
    f.transport()->receive("{}");
    f.takeEvents();
    f.clock.advance(34999ms);
    QCOMPARE(f.takeEvents(), QStringList());
    f.clock.advance(1ms);
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 2 no ping"_s, u"retry 1 500"_s}));
}

void TestConnection::livesOnWhileAnythingArrives()
{
    ClientFixture f;
    f.connectWith(R"("connect":{"client":"c1","ping":25})");
    f.takeEvents();
    for (int i = 0; i < 10; ++i) {
        f.clock.advance(30s);
        f.transport()->receive(R"({"push":{"channel":"c","pub":{"data":1}}})");
    }
    QCOMPARE(f.takeEvents(), QStringList());
}

void TestConnection::doesNotExpectPingsThatWereNotPromised()
{
    ClientFixture f;
    f.connectWith();
    f.takeEvents();
    f.clock.advance(24h);
    QCOMPARE(f.takeEvents(), QStringList());
}

void TestConnection::survivesAMessageThatCannotBeDecoded()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    const QByteArray broken = R"({"push":{"channel":"news","pub":{"data":)";
    f.transport()->receive(broken
                           + "\n"
                             R"({"push":{"channel":"news","pub":{"data":2}}})");
    QCOMPARE(
        f.takeEvents(),
        QStringList({u"undecodable  "_s + QString::fromUtf8(broken), u"news publication 0 2"_s}));
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestConnection::reconnectsOnAFrameThatCannotBeDecoded()
{
    ClientOptions options;
    options.wireFormat = WireFormat::Protobuf;
    ClientFixture f(options, ClientFixture::Wire::AsGiven);
    f.client->connectToServer();
    f.transport()->accept();
    f.transport()->receive(QByteArray::fromHex("0808012a040a026331")); // connect reply, client c1
    f.takeEvents();
    f.transport()->receive(QByteArray::fromHex("ff01")); // announces more than there is
    QCOMPARE(f.takeEvents().first(2).first(), u"error 7 0"_s);
    QCOMPARE(f.client->state(), Client::State::Connecting);
    QCOMPARE(f.transports.count(), 1);
    f.clock.advance(500ms);
    QCOMPARE(f.transports.count(), 2);
}

void TestConnection::dropsThePositionsThatBringAnUnreadableMessageAgain()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s,
                         R"("subscribe":{"recoverable":true,"epoch":"e","offset":7})");
    f.clock.advance(60s);
    const Error tooLarge{ErrorLayer::Protocol, FrameLimitExceeded, u"too large"_s, true};
    f.transport()->end(tooLarge);
    QVERIFY(news->position());
    f.reconnect();
    QCOMPARE(f.transport()->last(u"subscribe news"_s)["subscribe"_L1]["offset"_L1].toInt(), 7);
    f.transport()->end(tooLarge);
    QVERIFY(!news->position());
    f.reconnect();
    QVERIFY(!f.transport()->last(u"subscribe news"_s)["subscribe"_L1]["recover"_L1].toBool());
}

void TestConnection::treatsAnAnswerOfTheWrongKindAsUnreadable()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.takeEvents();
    f.transport()->reply(u"connect"_s, R"("subscribe":{})");
    QCOMPARE(f.takeEvents(), QStringList({u"error 7 0"_s, u"retry 1 500"_s}));
    f.subscribe(u"news"_s);
    f.reconnect();
    f.takeEvents();
    f.transport()->reply(u"subscribe news"_s, R"("refresh":{})");
    QCOMPARE(f.takeEvents().first(), u"error 7 0"_s);
    QCOMPARE(f.client->state(), Client::State::Connecting);
}

void TestConnection::failsTheCallOfABrokenReplyAtOnce()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.takeEvents();
    f.transport()->reply(u"connect"_s, R"("connect":{"ttl":"soon"})");
    QCOMPARE(f.takeEvents(), QStringList({u"error 7 0"_s, u"retry 1 500"_s}));
    f.subscribe(u"news"_s);
    f.reconnect();
    f.takeEvents();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{"offset":"x"})");
    QCOMPARE(f.takeEvents().first(), u"error 7 0"_s);
    QCOMPARE(f.client->state(), Client::State::Connecting);
}

void TestConnection::staysBelowTheFrameLimitOfTheServer()
{
    ClientFixture f;
    const QString longName(200, u'x');
    for (int i = 0; i < 1000; ++i) {
        f.subscribe(longName + QString::number(i));
    }
    f.connectWith();
    QCOMPARE(f.transport()->commands().size(), 1001);
    QVERIFY(f.transport()->frames.size() < 20);
    for (const QByteArray &frame : std::as_const(f.transport()->frames)) {
        QVERIFY(frame.size() <= 65536);
    }
}

void TestConnection::stampsArrivalsWithTheClock()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    QList<std::chrono::nanoseconds> times;
    connect(news, &Subscription::publicationReceived, this, [&](const PublicationEvent &event) {
        times.append(event.receivedAt);
        f.clock.advance(1ms); // a slow handler must not move the stamp of the frame
    });
    f.connectWith();
    f.clock.advance(123ms);
    const auto now = f.clock.monotonic();
    f.transport()->reply(u"subscribe news"_s,
                         R"("subscribe":{"recoverable":true,"epoch":"e",)"
                         R"("offset":2,"publications":[{"data":1,"offset":3}]})");
    QCOMPARE(times, QList({now}));
    f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":1}}})"
                           "\n"
                           R"({"push":{"channel":"news","pub":{"data":1}}})");
    QCOMPARE(times, QList({now, now + 1ms, now + 1ms}));
}

REALTIME_TEST(TestConnection, QCoreApplication)
#include "tst_connection.moc"
