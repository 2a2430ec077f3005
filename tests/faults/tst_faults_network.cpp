// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What networks and machines do to a connection: split, delay, stall, lose, change, sleep.

#include "faults/byteproxy.h"
#include "faults/liveclient.h"
#include "support/fakeclock.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QTest>
#include <QTestEventLoop>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Steps;

namespace {

/** All kinds of frames: an upgrade, replies, batches, pings. Ends with publication 8. */
Script conversation(WireFormat wire)
{
    const WireMessages says(wire);
    const QByteArray long_ = '"' + QByteArray(200, 'x') + '"'; // a length of two bytes
    return {upgrade(),
            expect("connect"),
            reply(says.connect(25)),
            expect("subscribe news"),
            reply(says.subscribeKept(4)),
            frame(says.batch({says.push("5", 5), says.ping(), says.push("6", 6)})),
            frame(says.ping()),
            frame(says.push(long_, 7)),
            frame(says.push("\"\xc3\xa9\xf0\x9f\x98\x80\"", 8))};
}

const QString LastEvent = QStringLiteral("news publication 8 \"\u00e9\U0001F600\"");

QStringList conversationEvents()
{
    return {u"news subscribing 0 subscribe called"_s,
            u"connecting 0 connect called"_s,
            u"connected c1"_s,
            u"news subscribed"_s,
            u"news publication 5 5"_s,
            u"news publication 6 6"_s,
            u"news publication 7 \"%1\""_s.arg(QString(200, u'x')),
            LastEvent};
}

/** Waits without the steps of QTRY, for loops over every byte. */
bool becomes(LiveClient &live, const std::function<bool()> &condition)
{
    if (condition()) {
        return true;
    }
    QTestEventLoop loop;
    live.onEvent = [&] {
        if (condition()) {
            loop.exitLoop();
        }
    };
    loop.enterLoop(20);
    live.onEvent = {};
    return condition();
}

} // namespace

class TestFaultsNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFramesSplitAtEveryByte_data() { addBothWires(); }
    void readsFramesSplitAtEveryByte();
    void readsFramesByteByByte_data() { addBothWires(); }
    void readsFramesByteByByte();
    void survivesACutAfterEveryByte_data();
    void survivesACutAfterEveryByte();
    void waitsForDelayedBytes();
    void findsABlackHoleByItsSilence();
    void findsABlackHoleAtOnceWhenTheNetworkChanges();
    void keepsALivingConnectionWhenTheNetworkChanges();
    void goesOnAfterAStall();
    void endsOnAHalfClose();
    void comesBackWhenNobodyListenedForAWhile();
    void tellsThatNobodyListens();
    void retriesAtOnceWhenTheNetworkComesBack();
    void wakesUpWithUnreadBytes();
    void wakesUpToADeadConnection();
    void wakesUpWithATimerOverdue();
};

void TestFaultsNetwork::readsFramesSplitAtEveryByte()
{
    QFETCH(WireFormat, wire);
    constexpr int Most = 1000;
    ScriptedServer server(QList<Script>(Most, conversation(wire)));
    ByteProxy proxy(server.port());
    qint64 size = 0;
    for (qint64 split = 0; split == 0 || split < size; ++split) {
        proxy.splitAfter(split);
        LiveClient live(hastyOptions(proxy.url(), wire));
        live.subscribe(u"news"_s);
        live.client().connectToServer();
        QVERIFY2(becomes(live, [&live] { return live.events().contains(LastEvent); }),
                 qPrintable(u"split after byte %1"_s.arg(split)));
        QCOMPARE(live.events(), conversationEvents());
        size = std::max(size, proxy.forwarded());
    }
    QVERIFY(size > 400);
    QVERIFY(size < Most);
    QCOMPARE(server.connectionCount(), int(size));
}

void TestFaultsNetwork::readsFramesByteByByte()
{
    QFETCH(WireFormat, wire);
    ScriptedServer server({conversation(wire)});
    ByteProxy proxy(server.port());
    proxy.deliverByteByByte();
    LiveClient live(hastyOptions(proxy.url(), wire));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(LastEvent), 1, Patience);
    QCOMPARE(live.events(), conversationEvents());
}

void TestFaultsNetwork::survivesACutAfterEveryByte_data()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<ByteProxy::Cut>("cut");
    QTest::newRow("a hang-up, Protobuf") << WireFormat::Protobuf << ByteProxy::Cut::HangUp;
    QTest::newRow("a hang-up, JSON") << WireFormat::Json << ByteProxy::Cut::HangUp;
    QTest::newRow("a reset, Protobuf") << WireFormat::Protobuf << ByteProxy::Cut::Reset;
    QTest::newRow("a reset, JSON") << WireFormat::Json << ByteProxy::Cut::Reset;
}

/** Wherever the first connection ends, the second one tells the rest, and nothing twice. */
void TestFaultsNetwork::survivesACutAfterEveryByte()
{
    QFETCH(WireFormat, wire);
    QFETCH(ByteProxy::Cut, cut);
    const WireMessages says(wire);
    constexpr qint64 Step = 3;
    qint64 size = Step;
    for (qint64 end = 1; end < size; end += Step) {
        ScriptedServer server({conversation(wire)});
        int resumed = 0;
        server.answerSubscribe = [&](int, const QString &) {
            resumed = 1;
            return says.subscribeKept(8); // from wherever it stood: the rest is not at issue here
        };
        ByteProxy proxy(server.port());
        proxy.cutAfter(end, cut);
        LiveClient live(hastyOptions(proxy.url(), wire));
        Subscription *news = live.subscribe(u"news"_s);
        live.client().connectToServer();
        QVERIFY2(becomes(live,
                         [&] {
                             return resumed == 1
                                 && news->state() == Subscription::State::Subscribed;
                         }),
                 qPrintable(u"cut after byte %1"_s.arg(end)));
        QCOMPARE(proxy.connectionCount(), 2);
        QStringList heard = live.eventsLike(u"news publication"_s);
        QCOMPARE(heard, conversationEvents().mid(4, heard.size())); // a beginning, in order
        QCOMPARE(live.eventsLike(u"undecodable"_s), QStringList());
        if (end == 1) {
            ScriptedServer whole({conversation(wire)});
            ByteProxy counter(whole.port());
            LiveClient other(hastyOptions(counter.url(), wire));
            other.subscribe(u"news"_s);
            other.client().connectToServer();
            QVERIFY(becomes(other, [&other] { return other.events().contains(LastEvent); }));
            size = counter.forwarded();
        }
    }
    QVERIFY(size > 400);
}

void TestFaultsNetwork::waitsForDelayedBytes()
{
    ScriptedServer server({conversation(WireFormat::Json)});
    ByteProxy proxy(server.port());
    proxy.delay(60ms);
    LiveClient live(hastyOptions(proxy.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(LastEvent), 1);
    QCOMPARE(live.events(), conversationEvents());
}

void TestFaultsNetwork::findsABlackHoleByItsSilence()
{
    ScriptedServer server(
        {connecting(R"(,"ping":1,"pong":true)"), connecting(R"(,"ping":25,"pong":true)")});
    ByteProxy proxy(server.port());
    ClientOptions options = hastyOptions(proxy.url());
    options.maxServerPingDelay = 50ms;
    LiveClient live(options);
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    proxy.swallow();
    QTRY_COMPARE(live.count(u"connecting 2 no ping"_s), 1);
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(proxy.connectionCount(), 2);
}

void TestFaultsNetwork::findsABlackHoleAtOnceWhenTheNetworkChanges()
{
    ScriptedServer server({connecting(R"(,"ping":25,"pong":true)")});
    ByteProxy proxy(server.port());
    ClientOptions options = hastyOptions(proxy.url());
    options.timeout = 300ms;
    LiveClient live(options);
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    proxy.swallow();
    live.client().networkChanged();
    QTRY_COMPARE_WITH_TIMEOUT(live.count(u"connecting 2 no ping"_s), 1, 5000); // not after 35 s
    QTRY_VERIFY(live.isConnected());
}

void TestFaultsNetwork::keepsALivingConnectionWhenTheNetworkChanges()
{
    ScriptedServer server({connecting(R"(,"ping":25,"pong":true)")});
    LiveClient live(hastyOptions(server.url()));
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    live.client().networkChanged();
    QTRY_COMPARE(server.words(0).size(), 2); // it asked, and was answered
    Subscription *news = live.subscribe(u"news"_s);
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(live.eventsLike(u"connecting"_s).size(), 1);
}

void TestFaultsNetwork::goesOnAfterAStall()
{
    const WireMessages says(WireFormat::Json);
    ScriptedServer server({Script{upgrade(), expect("connect"), reply(says.connect(25)),
                                  expect("subscribe news"), reply(says.subscribeKept(0))}});
    ByteProxy proxy(server.port());
    LiveClient live(hastyOptions(proxy.url()));
    Subscription *news = live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(news->state(), Subscription::State::Subscribed);
    proxy.stall();
    const qint64 before = proxy.forwarded();
    constexpr int Count = 500;
    for (int i = 1; i <= Count; ++i) {
        server.play({frame(says.push('"' + QByteArray(1000, 'x') + '"', i))});
    }
    live.client().history(u"news"_s, {}, {}); // goes nowhere for now, either
    QTRY_VERIFY(proxy.isFull()); // what can go on its way has gone
    QCOMPARE(proxy.forwarded(), before);
    QCOMPARE(live.eventsLike(u"news publication"_s), QStringList());
    proxy.resume();
    QTRY_COMPARE(live.eventsLike(u"news publication"_s).size(), Count);
    QTRY_COMPARE(server.words(0).last(), u"history news"_s);
    QCOMPARE(news->position()->offset, quint64(Count));
    QCOMPARE(proxy.connectionCount(), 1);
}

void TestFaultsNetwork::endsOnAHalfClose()
{
    ScriptedServer server;
    ByteProxy proxy(server.port());
    LiveClient live(hastyOptions(proxy.url()));
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    proxy.halfClose();
    QTRY_COMPARE(live.eventsLike(u"connecting 1 "_s).size(), 1);
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(proxy.connectionCount(), 2);
}

void TestFaultsNetwork::comesBackWhenNobodyListenedForAWhile()
{
    ScriptedServer server;
    ByteProxy proxy(server.port());
    LiveClient live(hastyOptions(proxy.url()));
    live.subscribe(u"news"_s);
    live.client().connectToServer();
    QTRY_COMPARE(live.count(u"news subscribed"_s), 1);
    proxy.refuse();
    proxy.cut(ByteProxy::Cut::Reset);
    QTRY_VERIFY(live.retries() > 10);
    QCOMPARE(live.state(), Client::State::Connecting);
    QCOMPARE(live.eventsLike(u"connecting 1"_s).size(), 1); // told once, the attempts are errors
    QVERIFY(proxy.listenAgain());
    QTRY_COMPARE(live.count(u"news subscribed"_s), 2);
    QCOMPARE(proxy.connectionCount(), 2);
}

void TestFaultsNetwork::tellsThatNobodyListens()
{
    ScriptedServer server;
    ByteProxy proxy(server.port());
    proxy.refuse();
    LiveClient live(hastyOptions(proxy.url()));
    live.client().connectToServer();
    QTRY_VERIFY(live.retries() >= 3);
    QCOMPARE(live.lastError().layer, ErrorLayer::Tcp);
    QVERIFY(!live.lastError().message.isEmpty());
}

void TestFaultsNetwork::retriesAtOnceWhenTheNetworkComesBack()
{
    ScriptedServer server;
    ByteProxy proxy(server.port());
    proxy.refuse();
    ClientOptions options = hastyOptions(proxy.url());
    options.minReconnectDelay = 10min;
    options.maxReconnectDelay = 10min;
    LiveClient live(options);
    live.client().connectToServer();
    QTRY_COMPARE(live.retries(), 1);
    QVERIFY(proxy.listenAgain());
    live.client().networkChanged();
    QTRY_VERIFY(live.isConnected());
}

void TestFaultsNetwork::wakesUpWithUnreadBytes()
{
    ScriptedServer server({connecting(R"(,"ping":25,"pong":true)")});
    FakeClock clock;
    LiveClient live(hastyOptions(server.url()), clock);
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    server.play({frame("{}")}); // lies in the socket while we sleep
    clock.sleep(8h);
    clock.advance(0ms); // wakes: the time limit is long over
    QCOMPARE(live.state(), Client::State::Connected);
    QTRY_COMPARE(server.words(0).count(u"pong"_s), 1);
    clock.advance(1s);
    QCOMPARE(live.state(), Client::State::Connected);
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultsNetwork::wakesUpToADeadConnection()
{
    ScriptedServer server({connecting(R"(,"ping":25,"pong":true)")});
    FakeClock clock;
    LiveClient live(hastyOptions(server.url()), clock);
    live.client().connectToServer();
    QTRY_VERIFY(live.isConnected());
    clock.sleep(8h);
    clock.advance(1s); // and nothing had come
    QCOMPARE(live.events().last(), u"connecting 2 no ping"_s);
    clock.advance(5ms);
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(server.connectionCount(), 2);
}

void TestFaultsNetwork::wakesUpWithATimerOverdue()
{
    ScriptedServer server({Script{upgrade(), expect("connect"), stayMute()}});
    FakeClock clock;
    LiveClient live(hastyOptions(server.url()), clock);
    live.client().connectToServer();
    QTRY_COMPARE(server.words(0), QStringList({u"connect"_s}));
    server.play({reply(R"("connect":{"client":"c1"})")}); // in time, but unread
    clock.sleep(8h);
    clock.advance(0ms);
    QTRY_VERIFY(live.isConnected());
    QCOMPARE(live.eventsLike(u"error"_s), QStringList());
    QCOMPARE(server.connectionCount(), 1);
}

REALTIME_TEST(TestFaultsNetwork, QCoreApplication)
#include "tst_faults_network.moc"
