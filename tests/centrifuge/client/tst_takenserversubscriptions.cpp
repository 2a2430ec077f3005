// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Subscriptions of channels to which the server subscribes the connection by itself: 105 means that
// we have the channel.

#include "clientfixture.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray takenReply(const QByteArray &subscriptions)
{
    return R"("connect":{"client":"c1","subs":{)" + subscriptions + "}}";
}

QByteArray takenStream(int offset, const QByteArray &more = {})
{
    return R"("news":{"recoverable":true,"epoch":"e","offset":)" + QByteArray::number(offset) + more
        + '}';
}

const QByteArray AlreadySubscribed = R"("error":{"code":105,"message":"already subscribed"})";
const QByteArray ServerUnsubscribe = R"("unsubscribe":{"code":2000,"reason":"server unsubscribe"})";

/** How many commands went out on the present connection that begin so. */
qsizetype sent(const ClientFixture &f, const QString &command)
{
    return f.transport()->words().filter(QRegularExpression(u"^%1\\b"_s.arg(command))).size();
}

/** What the last command of that name asked to recover, "" for nothing. */
QString askedBy(const ClientFixture &f, const QString &command)
{
    QJsonObject asked =
        f.transport()
            ->last(command == u"subscribe"_s ? u"subscribe news"_s : command)[command]
            .toObject();
    if (command == u"connect"_s) {
        asked = asked["subs"_L1]["news"_L1].toObject();
    }
    return asked["recover"_L1].toBool()
        ? u"%1 %2"_s.arg(asked["epoch"_L1].toString()).arg(asked["offset"_L1].toInteger())
        : QString();
}

} // namespace

class TestTakenServerSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areNotAskedForAgain();
    void bringWhatWasMissed();
    void areTakenWhereTheyAreAlready();
    void areTakenWithTheirPushBehindTheError();
    void areBelievedWithoutAPush();
    void replaceOneOfOurOwn();
    void becomeOurOwnWhenTheServerEndsThem();
    void becomeOurOwnWhenTheNextConnectionLacksThem();
    void areNotOursToEnd();
    void areTakenOnceMore();
    void areHeardByWhomTheyArriveFor();
    void waitForTheConnectWithOptimisticSubscribes();
    void tellTheInterruptionOnce();
    void surviveAHandlerThatDestroysTheClient_data();
    void surviveAHandlerThatDestroysTheClient();
};

void TestTakenServerSubscriptions::areNotAskedForAgain()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    QSignalSpy subscribed(news, &Subscription::subscribed);
    f.connectWith(takenReply(takenStream(3)));
    QCOMPARE(
        f.takeEvents(),
        QStringList({u"news subscribing 0 subscribe called"_s, u"connecting 0 connect called"_s,
                     u"connected c1"_s, u"news subscribed"_s}));
    const auto event = subscribed.at(0).at(0).value<SubscribedEvent>();
    QVERIFY(event.isServerSide && event.recoverable);
    QCOMPARE(event.position, (StreamPosition{3, u"e"_s}));
    QVERIFY(news->isServerSide());
    QCOMPARE(sent(f, u"subscribe"_s), 0);

    f.transport()->receive(jsonPublicationAt("news", 4));
    f.transport()->receive(jsonPublicationAt("news", 4));
    f.transport()->receive(jsonPush("news", R"("join":{"info":{"user":"u"}})"));
    f.transport()->receive(jsonPush("news", R"("leave":{"info":{"user":"u"}})"));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news publication 4 1"_s, u"news join u"_s, u"news leave u"_s}));
    QCOMPARE(news->position(), std::optional(StreamPosition{4, u"e"_s}));
}

void TestTakenServerSubscriptions::bringWhatWasMissed()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    f.transport()->receive(jsonPublicationAt("news", 4));
    f.transport()->breakDown();
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(askedBy(f, u"connect"_s), u"e 4"_s);
    f.takeEvents();
    f.transport()->reply(
        u"connect"_s,
        takenReply(takenStream(
            5,
            R"(,"was_recovering":true,"recovered":true,"publications":[{"data":1,"offset":5}])")));
    QCOMPARE(f.takeEvents(),
             QStringList({u"connected c1"_s, u"news subscribed"_s, u"news recovered 5 1"_s}));
}

void TestTakenServerSubscriptions::areTakenWhereTheyAreAlready()
{
    ClientFixture f;
    f.connectWith(takenReply(takenStream(3)));
    f.transport()->receive(jsonPublicationAt("news", 4));
    f.takeEvents();
    Subscription *news = f.subscribe(u"news"_s);
    QCOMPARE(news->position(), std::optional(StreamPosition{4, u"e"_s}));
    f.transport()->receive(jsonPublicationAt("news", 4));
    f.transport()->receive(jsonPublicationAt("news", 5));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribing 0 subscribe called"_s, u"news subscribed"_s,
                          u"news publication 5 1"_s}));
    QCOMPARE(sent(f, u"subscribe"_s), 0);
}

/** The server had subscribed us a moment before; its push comes behind the answer to our own. */
void TestTakenServerSubscriptions::areTakenWithTheirPushBehindTheError()
{
    ClientFixture f;
    f.connectWith();
    Subscription *news = f.subscribe(u"news"_s);
    f.takeEvents();
    f.transport()->reply(u"subscribe news"_s, AlreadySubscribed);
    f.transport()->receive(
        jsonPush("news", R"("subscribe":{"recoverable":true,"epoch":"e","offset":7})"));
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s}));
    QVERIFY(news->isServerSide());
    f.clock.advance(60s);
    QCOMPARE(sent(f, u"subscribe"_s), 1);
    QCOMPARE(news->position(), std::optional(StreamPosition{7, u"e"_s}));
}

void TestTakenServerSubscriptions::areBelievedWithoutAPush()
{
    ClientFixture f;
    f.connectWith();
    Subscription *news = f.subscribe(u"news"_s);
    f.takeEvents();
    f.transport()->reply(u"subscribe news"_s, AlreadySubscribed);
    QCOMPARE(news->state(), Subscription::State::Subscribing);
    f.clock.advance(1s);
    QCOMPARE(sent(f, u"subscribe"_s), 2);
    f.transport()->reply(u"subscribe news"_s, AlreadySubscribed);
    f.transport()->receive(jsonPublicationAt("news", 1));
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s, u"news publication 1 1"_s}));
    QVERIFY(news->isServerSide());
}

/** What a `subscribe` of the API does to a connection that has the channel by itself. */
void TestTakenServerSubscriptions::replaceOneOfOurOwn()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s,
                         R"("subscribe":{"recoverable":true,"epoch":"e","offset":3})");
    QVERIFY(!news->isServerSide());
    f.takeEvents();
    f.transport()->receive(
        jsonPush("news", R"("subscribe":{"recoverable":true,"epoch":"e","offset":3})"));
    f.transport()->receive(jsonPublicationAt("news", 4));
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s, u"news publication 4 1"_s}));
    QVERIFY(news->isServerSide());
    QCOMPARE(news->position(), std::optional(StreamPosition{4, u"e"_s}));
}

void TestTakenServerSubscriptions::becomeOurOwnWhenTheServerEndsThem()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    f.transport()->receive(jsonPublicationAt("news", 4));
    f.takeEvents();
    f.transport()->receive(jsonPush("news", ServerUnsubscribe));
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribing 2000 server unsubscribe"_s}));
    QVERIFY(!news->isServerSide());
    QCOMPARE(f.client->serverChannels(), QStringList());
    QCOMPARE(askedBy(f, u"subscribe"_s), u"e 4"_s); // nothing is lost between the two
    f.transport()->reply(u"subscribe news"_s,
                         R"("error":{"code":103,"message":"permission denied"})");
    QCOMPARE(f.takeEvents(), QStringList({u"news unsubscribed 103 permission denied"_s}));
}

void TestTakenServerSubscriptions::becomeOurOwnWhenTheNextConnectionLacksThem()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    f.transport()->breakDown();
    f.takeEvents();
    f.reconnect();
    QCOMPARE(f.takeEvents(),
             QStringList({u"connected c1"_s, u"news subscribing 2000 server unsubscribe"_s}));
    QCOMPARE(askedBy(f, u"subscribe"_s), u"e 3"_s);
    QCOMPARE(sent(f, u"subscribe"_s), 1);
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{"recoverable":true,"epoch":"e"})");
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s}));
}

void TestTakenServerSubscriptions::areNotOursToEnd()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    f.transport()->receive(jsonPublicationAt("news", 4));
    f.takeEvents();
    f.client->removeSubscription(news);
    f.transport()->receive(jsonPublicationAt("news", 4)); // it knows its place
    f.transport()->receive(jsonPublicationAt("news", 5));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news unsubscribed 0 unsubscribe called"_s, u"news server subscribed"_s,
                          u"news server publication 5"_s}));
    QCOMPARE(f.lastServerEvent.position, (StreamPosition{4, u"e"_s}));
    QCOMPARE(sent(f, u"unsubscribe"_s), 0);
}

void TestTakenServerSubscriptions::areTakenOnceMore()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    news->unsubscribe();
    f.takeEvents();
    news->subscribe();
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribing 0 subscribe called"_s, u"news subscribed"_s}));
    f.onRecord = [news](const QString &event) {
        if (event.startsWith(u"news unsubscribed")) {
            news->subscribe(); // at once, from within
        }
    };
    news->unsubscribe();
    QCOMPARE(f.takeEvents(),
             QStringList({u"news unsubscribed 0 unsubscribe called"_s,
                          u"news subscribing 0 subscribe called"_s, u"news subscribed"_s}));
    QCOMPARE(news->state(), Subscription::State::Subscribed);
}

/** A handler wants the channel as soon as it hears of it: what was recovered is for it, too. */
void TestTakenServerSubscriptions::areHeardByWhomTheyArriveFor()
{
    ClientFixture f;
    f.connectWith(takenReply(takenStream(3)));
    f.transport()->breakDown();
    f.onRecord = [&f](const QString &event) {
        if (event == "news server subscribed"_L1) {
            f.subscribe(u"news"_s);
        }
    };
    f.takeEvents();
    f.client->retryNow();
    f.connectWith(takenReply(takenStream(
        5, R"(,"was_recovering":true,"recovered":true,"publications":[{"data":1,"offset":4}])")));
    QCOMPARE(f.takeEvents(),
             QStringList({u"connected c1"_s, u"news server subscribed"_s,
                          u"news subscribing 0 subscribe called"_s, u"news subscribed"_s,
                          u"news recovered 4 1"_s}));
    QCOMPARE(f.client->subscription(u"news"_s)->position(),
             std::optional(StreamPosition{5, u"e"_s}));
}

void TestTakenServerSubscriptions::waitForTheConnectWithOptimisticSubscribes()
{
    ClientOptions options;
    options.optimisticSubscriptions = true;
    ClientFixture f(options);
    f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    QCOMPARE(sent(f, u"subscribe"_s), 1); // nothing was known yet
    f.takeEvents();
    f.transport()->reply(u"subscribe news"_s, AlreadySubscribed);
    f.transport()->receive(jsonPublicationAt("news", 4));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 4 1"_s}));
    f.transport()->breakDown();
    f.client->retryNow();
    f.connectWith(takenReply(takenStream(4)));
    QCOMPARE(sent(f, u"subscribe"_s), 0); // on the new one
}

void TestTakenServerSubscriptions::tellTheInterruptionOnce()
{
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.connectWith(takenReply(takenStream(3)));
    f.takeEvents();
    f.transport()->breakDown();
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 1 reset"_s, u"news subscribing 1 transport closed"_s,
                          u"retry 1 500"_s}));
}

void TestTakenServerSubscriptions::surviveAHandlerThatDestroysTheClient_data()
{
    QTest::addColumn<QString>("moment");
    QTest::addColumn<ClientFixture::Act>("next");
    const auto row = [](const char *moment, const ClientFixture::Act &next) {
        QTest::newRow(moment) << QString::fromLatin1(moment) << next;
    };
    const auto unsubscribe = [](ClientFixture &f) {
        f.client->subscription(u"news"_s)->unsubscribe();
    };
    row("news subscribed", unsubscribe);
    row("news subscribing 2000",
        [](ClientFixture &f) { f.transport()->receive(jsonPush("news", ServerUnsubscribe)); });
    row("news unsubscribed 0", unsubscribe);
    row("news server subscribed", unsubscribe);
}

void TestTakenServerSubscriptions::surviveAHandlerThatDestroysTheClient()
{
    QFETCH(QString, moment);
    QFETCH(ClientFixture::Act, next);
    ClientFixture f;
    f.subscribe(u"news"_s);
    f.onRecord = [&](const QString &event) {
        if (event.startsWith(moment)) {
            f.client.reset();
        }
    };
    f.connectWith(takenReply(takenStream(3)));
    f.whileAlive({next});
    QVERIFY(!f.client);
}

REALTIME_TEST(TestTakenServerSubscriptions, QCoreApplication)
#include "tst_takenserversubscriptions.moc"
