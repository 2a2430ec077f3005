// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What clients of Centrifugo got wrong about subscriptions; each test bears the pitfall's name.

#include "newsfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestPitfallsOfSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subscribeNeverOvertakesTheUnsubscribe();
    void subscribeFromTheHandlerNeverOvertakesTheUnsubscribe();
    void subscribeIsNeverSentTwice();
    void staleSubscribeReplyIsVoid();
    void nothingIsDeliveredAfterUnsubscribe();
    void nothingIsRecoveredAfterUnsubscribe();
    void nothingIsDeliveredAfterDisconnect();
    void positionMovesBeforeTheEvent();
    void serverUnsubscribeOfWhatIsNotSubscribedIsIgnored();
    void missingEpochIsAdoptedFromTheFirstPublication();
    void knownEpochIsNeverReplacedByAPublication();
    void epochChangeIsTold();
    void corruptDeltaCostsNothingButASubscribe();
    void unsubscribeWhileConnectingSendsNothing();
    void handlersThatChangeTheStateKeepTheOrder();
};

void TestPitfallsOfSubscriptions::subscribeNeverOvertakesTheUnsubscribe()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.client->removeSubscription(news);
    Subscription *other = f.subscribe(u"news"_s);
    QVERIFY(other != news);
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    QCOMPARE(f.transport()->words(),
             QStringList(
                 {u"connect"_s, u"subscribe news"_s, u"unsubscribe news"_s, u"subscribe news"_s}));
    QCOMPARE(other->state(), Subscription::State::Subscribed);
}

void TestPitfallsOfSubscriptions::subscribeFromTheHandlerNeverOvertakesTheUnsubscribe()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    connect(news, &Subscription::unsubscribed, news, [news] { news->subscribe(); });
    news->unsubscribe();
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    QCOMPARE(f.transport()->words().mid(2),
             QStringList({u"unsubscribe news"_s, u"subscribe news"_s}));
}

void TestPitfallsOfSubscriptions::subscribeIsNeverSentTwice()
{
    ClientFixture f;
    Subscription *news = nullptr;
    f.onRecord = [&](const QString &event) {
        if (event == "connected c1"_L1) {
            news = f.subscribe(u"news"_s); // sent at once, and once more with all others?
        }
    };
    f.connectWith();
    news->subscribe();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe news"_s}));
}

void TestPitfallsOfSubscriptions::staleSubscribeReplyIsVoid()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    const int first = f.transport()->last(u"subscribe news"_s)["id"_L1].toInt();
    news->unsubscribe();
    news->subscribe();
    f.takeEvents();
    f.transport()->replyTo(first, R"("subscribe":{})");
    f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":1}}})");
    QCOMPARE(f.takeEvents(), QStringList());
    QCOMPARE(news->state(), Subscription::State::Subscribing);
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s}));
}

void TestPitfallsOfSubscriptions::nothingIsDeliveredAfterUnsubscribe()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    connect(news, &Subscription::publicationReceived, news, [news] { news->unsubscribe(); });
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":1}}})"
                           "\n"
                           R"({"push":{"channel":"news","pub":{"data":2}}})");
    QCOMPARE(f.takeEvents(),
             QStringList({u"news publication 0 1"_s, u"news unsubscribed 0 unsubscribe called"_s}));
}

void TestPitfallsOfSubscriptions::nothingIsRecoveredAfterUnsubscribe()
{
    News f(accepted("e", 7));
    QObject::connect(f.news, &Subscription::publicationReceived, f.news,
                     [&f] { f.news->unsubscribe(); });
    f.comeBack(accepted("e", 7,
                        R"(,"was_recovering":true,"recovered":true,"publications":[)"
                            + publication(8) + ',' + publication(9) + ']'));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, u"news recovered 8 1"_s,
                          u"news unsubscribed 0 unsubscribe called"_s}));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{8, u"e"_s}));
}

void TestPitfallsOfSubscriptions::nothingIsDeliveredAfterDisconnect()
{
    News f(accepted("e", 7));
    QObject::connect(f.news, &Subscription::publicationReceived, f.news,
                     [&f] { f.client->disconnectFromServer(); });
    f.transport()->receive(push(8) + '\n' + push(9));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news publication 8 1"_s, u"disconnected 0 disconnect called"_s,
                          u"news subscribing 1 transport closed"_s}));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{8, u"e"_s}));
}

void TestPitfallsOfSubscriptions::positionMovesBeforeTheEvent()
{
    News f(accepted("e", 7));
    std::optional<StreamPosition> seen;
    QObject::connect(f.news, &Subscription::publicationReceived, f.news, [&] {
        seen = f.news->position();
        f.news->unsubscribe();
        f.news->subscribe();
    });
    f.transport()->receive(push(8));
    QCOMPARE(seen, std::optional(StreamPosition{8, u"e"_s}));
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    QCOMPARE(askedFor(f), u"e 8"_s);
}

void TestPitfallsOfSubscriptions::serverUnsubscribeOfWhatIsNotSubscribedIsIgnored()
{
    const QByteArray push = R"({"push":{"channel":"news","unsubscribe":{"code":2000}}})";
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.takeEvents();
    f.transport()->receive(push);
    QCOMPARE(news->state(), Subscription::State::Subscribing);
    news->unsubscribe();
    f.takeEvents();
    f.transport()->receive(push);
    QCOMPARE(f.takeEvents(), QStringList());
}

void TestPitfallsOfSubscriptions::missingEpochIsAdoptedFromTheFirstPublication()
{
    News f(accepted({}, 0));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{0, QString()}));
    f.transport()->receive(push(1, "e"));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{1, u"e"_s}));
    f.transport()->receive(push(2));
    f.comeBack(accepted("e", 2));
    QCOMPARE(askedFor(f), u"e 2"_s);
}

void TestPitfallsOfSubscriptions::knownEpochIsNeverReplacedByAPublication()
{
    News f(accepted("e", 7));
    f.transport()->receive(push(1, "new"));
    f.transport()->receive(push(2));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 1 1"_s, u"news publication 2 1"_s}));
    // So that the server refuses to recover, which tells the gap.
    QCOMPARE(f.news->position(), std::optional(StreamPosition{2, u"e"_s}));
}

void TestPitfallsOfSubscriptions::epochChangeIsTold()
{
    News f(accepted("e", 7));
    f.comeBack(accepted("new", 2, R"(,"was_recovering":true)"));
    QVERIFY(f.last.epochChanged);
    f.takeEvents();
    f.transport()->receive(push(3)); // below the old offset
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 3 1"_s}));
}

void TestPitfallsOfSubscriptions::corruptDeltaCostsNothingButASubscribe()
{
    SubscriptionOptions options;
    options.delta = true;
    News f(accepted("e", 0, R"(,"delta":true)"), options);
    f.transport()->receive(
        R"({"push":{"channel":"news","pub":{"data":"{\"a\":\"\u00e9\"}","offset":1}}})");
    f.transport()->receive(
        R"({"push":{"channel":"news","pub":{"data":"9\n9:{\"a\":\"\ufffd\"0;","offset":2,"delta":true}}})");
    f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":"3","offset":3}}})");
    QCOMPARE(f.takeEvents(),
             QStringList({u"news publication 1 {\"a\":\"\u00e9\"}"_s, u"news error 7 0"_s,
                          u"news subscribing 5 delta does not fit"_s}));
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    QCOMPARE(askedFor(f), u"e 1"_s);
    QVERIFY(
        !f.transport()->last(u"subscribe news"_s)["subscribe"_L1].toObject().contains("delta"_L1));
    f.transport()->reply(u"subscribe news"_s,
                         accepted("e", 1,
                                  R"(,"was_recovering":true,"recovered":true,"publications":[)"
                                      + publication(2) + ',' + publication(3) + ']'));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, u"news recovered 2 1"_s, u"news recovered 3 1"_s}));
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestPitfallsOfSubscriptions::unsubscribeWhileConnectingSendsNothing()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.client->connectToServer();
    news->unsubscribe();
    f.transport()->accept();
    news->subscribe();
    news->unsubscribe();
    f.connectWith();
    f.clock.advance(1min); // nothing is waiting for an answer
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestPitfallsOfSubscriptions::handlersThatChangeTheStateKeepTheOrder()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.onRecord = [&](const QString &event) {
        if (event.startsWith("connecting 1"_L1)) {
            f.client->disconnectFromServer();
            news->unsubscribe();
        }
    };
    f.takeEvents();
    f.transport()->breakDown();
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 1 reset"_s, u"disconnected 0 disconnect called"_s,
                          u"news subscribing 1 transport closed"_s,
                          u"news unsubscribed 0 unsubscribe called"_s}));
    f.clock.advance(1min);
    QCOMPARE(f.transports.count(), 1);
}

REALTIME_TEST(TestPitfallsOfSubscriptions, QCoreApplication)
#include "tst_pitfallsofsubscriptions.moc"
