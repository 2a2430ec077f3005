// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codes.h"
#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using ClientState = Client::State;

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectsSubscribesAndDelivers();
    void introducesItself();
    void saysConnectingOnceHoweverOftenItIsCalled();

    void retriesWithBackoffWithoutLeavingConnecting();
    void retriesNowWhenAsked();
    void doesNotStartASecondAttemptBesideTheFirst();
    void startsOverWithShortDelaysAfterAStableConnection();
    void growsTheDelayWhenConnectionsBreakAtOnce();

    void decidesByTheConnectError_data();
    void decidesByTheConnectError();
    void decidesByTheCloseCode_data();
    void decidesByTheCloseCode();
    void decidesByTheCloseCodeBeforeTheConnectReply_data() { decidesByTheCloseCode_data(); }
    void decidesByTheCloseCodeBeforeTheConnectReply();
    void takesADisconnectPushLikeACloseCode();

    void keepsSubscriptionsWhileDisconnected();
    void closesPolitelyAndConnectsAnewAtOnce();
    void cancelsTheRetryOnDisconnect();
    void deliversMessagesOfNoChannel();
    void triesTheNextAddressAfterEachFailure();
    void endsWhenNoAddressCanEverBeConnectedTo();
    void abortsWithoutAWordWhenDestroyed();
    void sendsItsDataWithConnect();
    void endsWhenItsDataWouldBreakTheWire();
    void saysGoodbyeWhenAHandlerEndsIt();
};

void TestClient::connectsSubscribesAndDelivers()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.subscribe(u"sport"_s);
    f.connectWith();
    QCOMPARE(f.transport()->frames.size(), 2); // both subscribes in one frame
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":{"n":1}}}})");
    QCOMPARE(
        f.takeEvents(),
        QStringList({u"news subscribing 0 subscribe called"_s,
                     u"sport subscribing 0 subscribe called"_s, u"connecting 0 connect called"_s,
                     u"connected c1"_s, u"news subscribed"_s, u"news publication 0 {\"n\":1}"_s}));
}

void TestClient::introducesItself()
{
    ClientOptions options;
    options.token = u"static"_s;
    options.name = u"a name that is too long"_s;
    options.version = u"1.2"_s;
    options.frameLimit = 1000;
    ClientFixture f(options);
    f.client->connectToServer();
    QCOMPARE(f.transport()->request.url, QUrl(u"ws://server/connection/websocket"_s));
    QCOMPARE(f.transport()->request.frameLimit, 1000);
    QCOMPARE(f.client->state(), ClientState::Connecting);
    f.transport()->accept();
    QCOMPARE(f.transport()->frames,
             QList<QByteArray>({R"({"id":1,"connect":{"token":"static",)"
                                R"("name":"a name that is t","version":"1.2"}})"
                                "\n"}));
}

void TestClient::saysConnectingOnceHoweverOftenItIsCalled()
{
    ClientFixture f;
    f.client->connectToServer();
    f.client->connectToServer();
    f.connectWith();
    f.client->connectToServer();
    f.client->retryNow();
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 0 connect called"_s, u"connected c1"_s}));
    QCOMPARE(f.transports.count(), 1);
}

void TestClient::retriesWithBackoffWithoutLeavingConnecting()
{
    ClientOptions options;
    options.random = [] { return 0.9999; };
    ClientFixture f(options);
    f.client->connectToServer();
    f.transport()->breakDown();
    f.clock.advance(999ms);
    QCOMPARE(f.transports.count(), 1);
    f.clock.advance(2ms);
    QCOMPARE(f.transports.count(), 2);
    f.transport()->breakDown();
    f.clock.advance(1500ms);
    QCOMPARE(f.transports.count(), 3);
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 0 connect called"_s, u"error 2 1"_s, u"retry 1 1000"_s,
                          u"error 2 1"_s, u"retry 2 1500"_s}));
}

void TestClient::retriesNowWhenAsked()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->breakDown();
    f.client->retryNow();
    QCOMPARE(f.transports.count(), 2);
    f.clock.advance(4s);
    QCOMPARE(f.transports.count(), 2); // the timer of the retry is gone
}

void TestClient::doesNotStartASecondAttemptBesideTheFirst()
{
    ClientFixture f;
    f.client->retryNow();
    QCOMPARE(f.transports.count(), 0);
    f.client->connectToServer();
    f.client->retryNow();
    f.transport()->accept();
    f.client->retryNow();
    QCOMPARE(f.transports.count(), 1);
}

void TestClient::startsOverWithShortDelaysAfterAStableConnection()
{
    ClientFixture f;
    f.client->connectToServer();
    for (int i = 0; i < 5; ++i) {
        f.transport()->breakDown();
        f.client->retryNow();
    }
    f.connectWith();
    f.clock.advance(60s);
    f.takeEvents();
    f.transport()->breakDown();
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 1 reset"_s, u"retry 1 500"_s}));
}

void TestClient::growsTheDelayWhenConnectionsBreakAtOnce()
{
    ClientOptions options;
    options.random = [] { return 0.9999; };
    ClientFixture f(options);
    f.connectWith();
    std::chrono::nanoseconds last{0};
    for (int i = 0; i < 5; ++i) {
        const auto start = f.clock.monotonic();
        const auto made = f.transports.count();
        f.transport()->breakDown();
        while (f.transports.count() == made) {
            f.clock.advance(100ms);
        }
        QVERIFY(f.clock.monotonic() - start > last);
        last = f.clock.monotonic() - start;
        f.connectWith();
    }
}

void TestClient::decidesByTheConnectError_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const char *error, const QStringList &events) {
        QTest::newRow(name) << QByteArray(error) << events;
    };
    row("temporary by its flag", R"({"code":100,"message":"m","temporary":true})",
        {u"error 8 100"_s, u"retry 1 500"_s});
    row("an application's, temporary", R"({"code":1000,"message":"m","temporary":true})",
        {u"error 8 1000"_s, u"retry 1 500"_s});
    row("a local number", R"({"code":7,"message":"m"})", {u"error 8 7"_s, u"retry 1 500"_s});
    row("unauthorized", R"({"code":101,"message":"m"})", {u"disconnected 101 m"_s});
    row("permission denied", R"({"code":103,"message":"m"})", {u"disconnected 103 m"_s});
    row("an application's, permanent", R"({"code":1000,"message":"m"})",
        {u"disconnected 1000 m"_s});
    row("a static token that has expired", R"({"code":109,"message":"m"})",
        {u"disconnected 109 m"_s});
}

void TestClient::decidesByTheConnectError()
{
    QFETCH(QByteArray, error);
    ClientFixture f;
    f.client->connectToServer();
    f.takeEvents();
    f.transport()->accept();
    const QPointer<FakeTransport> transport = f.transport();
    transport->reply(u"connect"_s, "\"error\":" + error);
    QTEST(f.takeEvents(), "events");
    QVERIFY(transport->isAborted); // the server would only hang up after 5 s
}

void TestClient::decidesByTheCloseCode_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("terminal");
    QTest::addColumn<QStringList>("events");
    const QString lost = u"news subscribing 1 transport closed"_s;
    const auto retried = [&lost](const char *name, int code) {
        QTest::newRow(name) << code << false
                            << QStringList{u"connecting %1 words"_s.arg(code), lost,
                                           u"retry 1 500"_s};
    };
    const auto ended = [&lost](const char *name, int code) {
        QTest::newRow(name) << code << true
                            << QStringList{u"disconnected %1 words"_s.arg(code), lost};
    };
    retried("shutdown", 3001);
    retried("connection expired", 3005);
    retried("last before terminal", 3499);
    ended("invalid token", 3500);
    ended("force disconnect", 3503);
    retried("an application's", 4000);
    ended("an application's, terminal", 4500);
}

void TestClient::decidesByTheCloseCode()
{
    QFETCH(int, code);
    QFETCH(bool, terminal);
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    f.transport()->endByServer(code, u"words"_s);
    QTEST(f.takeEvents(), "events");
    f.clock.advance(1h);
    QCOMPARE(f.transports.count() > 1, !terminal);
}

void TestClient::decidesByTheCloseCodeBeforeTheConnectReply()
{
    QFETCH(int, code);
    QFETCH(bool, terminal);
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.takeEvents();
    f.transport()->endByServer(code, u"words"_s);
    QCOMPARE(f.takeEvents(),
             terminal ? QStringList({u"disconnected %1 words"_s.arg(code)})
                      : QStringList({u"error 8 %1"_s.arg(code), u"retry 1 500"_s}));
}

void TestClient::takesADisconnectPushLikeACloseCode()
{
    ClientFixture f;
    f.connectWith();
    f.takeEvents();
    f.transport()->receive(R"({"push":{"disconnect":{"code":3011,"reason":"words"}}})");
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 3011 words"_s, u"retry 1 500"_s}));
    f.reconnect();
    f.takeEvents();
    f.transport()->receive(R"({"push":{"disconnect":{"code":3503,"reason":"words"}}})");
    QCOMPARE(f.takeEvents(), QStringList({u"disconnected 3503 words"_s}));
}

void TestClient::keepsSubscriptionsWhileDisconnected()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    f.client->disconnectFromServer();
    f.client->disconnectFromServer();
    QCOMPARE(f.takeEvents(),
             QStringList({u"disconnected 0 disconnect called"_s,
                          u"news subscribing 1 transport closed"_s}));
    QCOMPARE(news->state(), Subscription::State::Subscribing);
    f.connectWith();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe news"_s}));
}

void TestClient::closesPolitelyAndConnectsAnewAtOnce()
{
    ClientFixture f;
    f.connectWith();
    const QPointer<FakeTransport> old = f.transport();
    f.client->disconnectFromServer();
    QCOMPARE(old->closeCount, 1);
    f.connectWith();
    f.takeEvents();
    old->forceFrame(R"({"push":{"disconnect":{"code":3503}}})");
    old->end({ErrorLayer::WebSocket, 1000, {}, true});
    QCOMPARE(f.takeEvents(), QStringList());
    QCOMPARE(f.client->state(), ClientState::Connected);
    QTRY_VERIFY(old.isNull());
}

void TestClient::cancelsTheRetryOnDisconnect()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->breakDown();
    f.client->disconnectFromServer();
    f.clock.advance(1h);
    QCOMPARE(f.transports.count(), 1);
    QCOMPARE(f.clock.activeTimers(), 0);
}

void TestClient::deliversMessagesOfNoChannel()
{
    ClientFixture f;
    f.client->connectToServer();
    f.transport()->accept();
    f.transport()->receive(R"({"push":{"message":{"data":"early"}}})");
    f.connectWith();
    f.takeEvents();
    f.transport()->receive(R"({"push":{"message":{"data":{"a":1}}}})");
    QCOMPARE(f.takeEvents(), QStringList({u"message {\"a\":1}"_s}));
}

void TestClient::triesTheNextAddressAfterEachFailure()
{
    ClientOptions options;
    options.urls = {QUrl(u"ws://a"_s), QUrl(u"ws://b"_s)};
    ClientFixture f(options);
    f.client->connectToServer();
    QStringList hosts;
    for (int i = 0; i < 3; ++i) {
        hosts.append(f.transport()->request.url.host());
        f.transport()->breakDown();
        f.client->retryNow();
    }
    QCOMPARE(hosts, QStringList({u"a"_s, u"b"_s, u"a"_s}));
    QCOMPARE(f.client->url().host(), u"b"_s);
    f.connectWith();
    f.clock.advance(1min);
    f.transport()->breakDown();
    f.client->retryNow();
    QCOMPARE(f.transport()->request.url.host(), u"b"_s); // it was good
    f.connectWith();
    f.transport()->breakDown();
    f.client->retryNow();
    QCOMPARE(f.transport()->request.url.host(), u"a"_s); // it broke at once
}

void TestClient::endsWhenNoAddressCanEverBeConnectedTo()
{
    const Error useless{ErrorLayer::Local, int(LocalError::BadArgument), u"not ws"_s, false};
    ClientOptions options;
    options.urls = {QUrl(u"http://a"_s), QUrl(u"ws://b"_s)};
    ClientFixture f(options);
    f.client->connectToServer();
    f.transport()->end(useless);
    f.client->retryNow();
    f.transport()->breakDown(); // b may be back one day
    f.client->retryNow();
    f.transport()->end(useless);
    QCOMPARE(f.client->state(), ClientState::Connecting);
    f.client->retryNow();
    f.takeEvents();
    f.transport()->end(useless);
    QCOMPARE(f.takeEvents(), QStringList({u"disconnected 12 not ws"_s}));
    f.clock.advance(1h);
    QCOMPARE(f.transports.count(), 4);
}

void TestClient::abortsWithoutAWordWhenDestroyed()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith();
    f.takeEvents();
    bool isAborted = false;
    QObject::connect(f.transport(), &QObject::destroyed, this, [&] { isAborted = true; });
    f.client.reset();
    QVERIFY(isAborted);
    QCOMPARE(f.takeEvents(), QStringList());
}

void TestClient::sendsItsDataWithConnect()
{
    ClientOptions options;
    options.data = R"({"a":1})";
    ClientFixture f(options);
    f.connectWith();
    QCOMPARE(f.transport()->last(u"connect"_s)["connect"_L1]["data"_L1]["a"_L1].toInt(), 1);
}

void TestClient::endsWhenItsDataWouldBreakTheWire()
{
    ClientOptions options;
    options.data = "1}}";
    ClientFixture f(options);
    f.client->connectToServer();
    QCOMPARE(f.client->state(), ClientState::Disconnected);
    QCOMPARE(f.transports.count(), 0);
}

void TestClient::saysGoodbyeWhenAHandlerEndsIt()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    QObject::connect(news, &Subscription::subscribed, this, [&] {
        news->unsubscribe();
        f.client->disconnectFromServer();
    });
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    QCOMPARE(f.transport()->words().last(), u"unsubscribe news"_s); // in the middle of a frame
    QCOMPARE(f.transport()->closeCount, 1);
}

REALTIME_TEST(TestClient, QCoreApplication)
#include "tst_client.moc"
