// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using SubscriptionState = Subscription::State;

class TestSubscription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForWhatItsOptionsSay();
    void endsWhenItsDataWouldBreakTheWire();
    void existsOncePerChannel();
    void subscribesWhileConnected();
    void sendsNothingBeforeTheConnectReply();
    void deliversOnlyWhileSubscribed();
    void deliversJoinsAndLeaves();

    void decidesByTheSubscribeError_data();
    void decidesByTheSubscribeError();
    void backsOffPerSubscription();
    void beginsTheBackOffAnewAfterSuccess();
    void reconnectsWhenTheSubscribeIsNotAnswered();
    void resubscribesAfterAReconnect();
    void forgetsTheRetryWithTheConnection();
};

void TestSubscription::asksForWhatItsOptionsSay()
{
    SubscriptionOptions options;
    options.positioned = true;
    options.joinLeave = false;
    options.data = R"({"a":1})";
    ClientFixture f;
    f.subscribe(u"plain"_s, options);
    options = {};
    options.recover = true;
    options.since = {7, u"e"_s};
    f.subscribe(u"recovered"_s, options);
    f.connectWith();
    QCOMPARE(f.transport()->frames.last(),
             R"({"id":2,"subscribe":{"channel":"plain","data":{"a":1},"positioned":true,)"
             R"("recoverable":true}})"
             "\n"
             R"({"id":3,"subscribe":{"channel":"recovered","recover":true,"epoch":"e","offset":7,)"
             R"("recoverable":true,"join_leave":true}})"
             "\n");
}

void TestSubscription::endsWhenItsDataWouldBreakTheWire()
{
    SubscriptionOptions options;
    options.data = "1}},{";
    ClientFixture f;
    f.subscribe(u"news"_s, options);
    f.connectWith();
    QVERIFY(f.takeEvents().last().startsWith("news unsubscribed 12"_L1));
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestSubscription::existsOncePerChannel()
{
    ClientFixture f;
    Subscription *news = f.client->newSubscription(u"news"_s);
    QVERIFY(news);
    QCOMPARE(news->channel(), u"news"_s);
    QCOMPARE(news->state(), SubscriptionState::Unsubscribed);
    QVERIFY(!f.client->newSubscription(u"news"_s));
    QCOMPARE(f.client->subscription(u"news"_s), news);
    QVERIFY(!f.client->subscription(u"sport"_s));
    f.connectWith();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestSubscription::subscribesWhileConnected()
{
    ClientFixture f;
    f.connectWith();
    Subscription *news = f.subscribe(u"news"_s);
    QCOMPARE(news->state(), SubscriptionState::Subscribing);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe news"_s}));
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    QCOMPARE(news->state(), SubscriptionState::Subscribed);
}

void TestSubscription::sendsNothingBeforeTheConnectReply()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.subscribe(u"news"_s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    f.connectWith();
    QCOMPARE(f.transport()->words().last(), u"subscribe news"_s);
}

void TestSubscription::deliversOnlyWhileSubscribed()
{
    const QByteArray push = R"({"push":{"channel":"news","pub":{"data":1}}})";
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.takeEvents();
    f.transport()->receive(push);
    QCOMPARE(f.takeEvents(), QStringList());
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.transport()->receive(push);
    f.transport()->receive(R"({"push":{"channel":"New","pub":{"data":1}}})");
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s, u"news publication 0 1"_s}));
    news->unsubscribe();
    f.takeEvents();
    f.transport()->receive(push);
    QCOMPARE(f.takeEvents(), QStringList());
}

void TestSubscription::deliversJoinsAndLeaves()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.takeEvents();
    const QByteArray join = R"({"push":{"channel":"news","join":{"info":{"user":"u"}}}})";
    f.transport()->receive(join);
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.transport()->receive(join);
    f.transport()->receive(R"({"push":{"channel":"news","leave":{"info":{"user":"v"}}}})");
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, u"news join u"_s, u"news leave v"_s}));
}

void TestSubscription::decidesByTheSubscribeError_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("event");
    QTest::newRow("permission denied")
        << QByteArray(R"({"code":103,"message":"no"})") << u"news unsubscribed 103 no"_s;
    QTest::newRow("unknown channel")
        << QByteArray(R"({"code":102,"message":"no"})") << u"news unsubscribed 102 no"_s;
    QTest::newRow("temporary") << QByteArray(R"({"code":100,"message":"no","temporary":true})")
                               << u"news error 8 100"_s;
    QTest::newRow("token expired and no provider")
        << QByteArray(R"({"code":109,"message":"no"})") << u"news unsubscribed 109 no"_s;
    QTest::newRow("a local number")
        << QByteArray(R"({"code":5,"message":"no"})") << u"news error 8 5"_s;
}

void TestSubscription::decidesByTheSubscribeError()
{
    QFETCH(QByteArray, error);
    QFETCH(QString, event);
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.takeEvents();
    f.transport()->reply(u"subscribe news"_s, "\"error\":" + error);
    QCOMPARE(f.takeEvents(), QStringList({event}));
    const bool isFinal = event.startsWith("news unsubscribed"_L1);
    QCOMPARE(news->state(),
             isFinal ? SubscriptionState::Unsubscribed : SubscriptionState::Subscribing);
    f.clock.advance(3s);
    QCOMPARE(f.transport()->words().count(u"subscribe news"_s), isFinal ? 1 : 2);
}

void TestSubscription::backsOffPerSubscription()
{
    ClientOptions options;
    options.random = [] { return 0.9999; };
    ClientFixture f(options);
    f.subscribe(u"news"_s);
    f.connectWith();
    const QByteArray error = R"("error":{"code":100,"temporary":true})";
    for (const auto delay : {1000ms, 1500ms, 2500ms, 4500ms}) {
        f.transport()->reply(u"subscribe news"_s, error);
        const auto sent = f.transport()->commands().size();
        f.clock.advance(delay - 1ms);
        QCOMPARE(f.transport()->commands().size(), sent);
        f.clock.advance(1ms);
        QCOMPARE(f.transport()->commands().size(), sent + 1);
    }
    f.subscribe(u"sport"_s);
    f.transport()->reply(u"subscribe sport"_s, error);
    f.clock.advance(1000ms);
    QCOMPARE(f.transport()->words().count(u"subscribe sport"_s), 2);
}

void TestSubscription::beginsTheBackOffAnewAfterSuccess()
{
    ClientOptions options;
    options.random = [] { return 0.9999; };
    ClientFixture f(options);
    f.subscribe(u"news"_s);
    f.connectWith();
    const QByteArray error = R"("error":{"code":100,"temporary":true})";
    for (const auto delay : {1000ms, 1500ms}) {
        f.transport()->reply(u"subscribe news"_s, error);
        f.clock.advance(delay);
    }
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.transport()->receive(
        R"({"push":{"channel":"news","unsubscribe":{"code":2500,"reason":"insufficient"}}})");
    f.transport()->reply(u"subscribe news"_s, error);
    const auto sent = f.transport()->commands().size();
    f.clock.advance(1000ms);
    QCOMPARE(f.transport()->commands().size(), sent + 1);
}

void TestSubscription::reconnectsWhenTheSubscribeIsNotAnswered()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.takeEvents();
    f.clock.advance(4999ms);
    QCOMPARE(f.takeEvents(), QStringList());
    f.clock.advance(1ms);
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 3 subscribe timeout"_s, u"retry 1 500"_s}));
}

void TestSubscription::resubscribesAfterAReconnect()
{
    ClientFixture f;
    f.subscribe(u"a"_s);
    f.subscribe(u"b"_s);
    Subscription *c = f.subscribe(u"c"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe a"_s, R"("subscribe":{})");
    f.transport()->reply(u"subscribe c"_s, R"("subscribe":{})");
    c->unsubscribe();
    f.takeEvents();
    f.transport()->breakDown(); // with b in flight
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 1 reset"_s, u"a subscribing 1 transport closed"_s,
                          u"retry 1 500"_s}));
    f.reconnect();
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe a"_s, u"subscribe b"_s}));
    f.transport()->reply(u"subscribe b"_s, R"("subscribe":{})");
    QCOMPARE(f.takeEvents(), QStringList({u"connected c1"_s, u"b subscribed"_s}));
}

void TestSubscription::forgetsTheRetryWithTheConnection()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("error":{"code":100,"temporary":true})");
    f.transport()->breakDown();
    f.reconnect();
    f.clock.advance(2s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe news"_s}));
}

REALTIME_TEST(TestSubscription, QCoreApplication)
#include "tst_subscription.moc"
