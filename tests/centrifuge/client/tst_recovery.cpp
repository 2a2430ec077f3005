// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Positions: what a subscription asks for after an interruption and what it delivers then.

#include "newsfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksFromTheLastPublicationOn();
    void asksForNothingWhereTheChannelIsNotRecoverable();
    void keepsThePositionOverUnsubscribe();
    void deliversWhatWasMissedAfterTheEvent();
    void tellsAGap();
    void asksForNoRecoveryThatTheQueueDoesNotTake();
    void replaysTheBacklogOnceWhenAsked();
    void continuesAfterTheLastDeliveredOne();
    void dropsDuplicates();
    void keepsThePositionMonotonicWhateverOffsetTheReplyHas();
    void keepsTheEpochWhenARecoveredReplyHasNone();
    void recoversAfterInsufficientState();
    void startsAnewWhenThePositionIsRefused();
    void asksTheProgramForThePosition();
    void givesUpAPositionThatBringsAnUnreadableMessageTwice();
    void givesUpAStartThatBringsAnUnreadableMessageTwice();
    void givesUpAPositionAskedForBehindTheConnect();
};

void TestRecovery::asksFromTheLastPublicationOn()
{
    News f(accepted("e", 7));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{7, u"e"_s}));
    f.transport()->receive(push(8));
    f.transport()->receive(push(9));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{9, u"e"_s}));
    f.comeBack(accepted("e", 9, R"(,"was_recovering":true,"recovered":true)"));
    QCOMPARE(askedFor(f), u"e 9"_s);
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s}));
    QVERIFY(f.last.wasRecovering && f.last.recovered && !f.last.epochChanged);
}

void TestRecovery::asksForNothingWhereTheChannelIsNotRecoverable()
{
    News f(R"("subscribe":{"epoch":"e","offset":7})");
    f.transport()->receive(push(8));
    QCOMPARE(f.news->position(), std::optional<StreamPosition>());
    f.comeBack(accepted("e", 8));
    QCOMPARE(askedFor(f), u"none"_s);
}

void TestRecovery::keepsThePositionOverUnsubscribe()
{
    News f(accepted("e", 7));
    f.news->unsubscribe();
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    f.news->subscribe();
    QCOMPARE(askedFor(f), u"e 7"_s);
}

void TestRecovery::deliversWhatWasMissedAfterTheEvent()
{
    News f(accepted("e", 7));
    f.comeBack(accepted("e", 7,
                        R"(,"was_recovering":true,"recovered":true,"publications":[)"
                            + publication(8) + ',' + publication(9) + ']'));
    f.transport()->receive(push(10));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, u"news recovered 8 1"_s, u"news recovered 9 1"_s,
                          u"news publication 10 1"_s}));
    QCOMPARE(f.last.recoveredCount, 2U);
    QCOMPARE(f.last.position, (StreamPosition{9, u"e"_s}));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{10, u"e"_s}));
}

void TestRecovery::tellsAGap()
{
    News f(accepted("e", 7));
    f.comeBack(accepted("e", 900, R"(,"was_recovering":true)"));
    QVERIFY(f.last.wasRecovering);
    QVERIFY(!f.last.recovered);
    QVERIFY(!f.last.epochChanged);
    QCOMPARE(f.news->position(), std::optional(StreamPosition{900, u"e"_s}));
    f.takeEvents();
    f.transport()->receive(push(901));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 901 1"_s}));
}

/** 3008 before the answer: with the same recovery it would be the same again. */
void TestRecovery::asksForNoRecoveryThatTheQueueDoesNotTake()
{
    ClientOptions client;
    client.skipTooLargeRecovery = true;
    News f(accepted("e", 7), {}, client);
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(askedFor(f), u"e 7"_s);
    f.transport()->endByServer(3008, u"slow"_s);
    f.reconnect();
    QCOMPARE(askedFor(f), u"none"_s);
    f.transport()->reply(u"subscribe news"_s, accepted("e", 900));
    QVERIFY(f.last.recoverySkipped);
    QVERIFY(!f.last.wasRecovering && !f.last.epochChanged);
    QCOMPARE(f.last.position, (StreamPosition{900, u"e"_s}));
    f.comeBack(accepted("e", 900, R"(,"was_recovering":true,"recovered":true)"));
    QCOMPARE(askedFor(f), u"e 900"_s); // only that one
    QVERIFY(!f.last.recoverySkipped);
}

void TestRecovery::replaysTheBacklogOnceWhenAsked()
{
    SubscriptionOptions options;
    options.recover = true;
    News f(accepted("e", 0,
                    R"(,"was_recovering":true,"recovered":true,"publications":[)"
                        + publication(1, "e") + ',' + publication(2) + ']'),
           options);
    QCOMPARE(askedFor(f), u" 0"_s);
    QVERIFY(!f.last.epochChanged);
    QCOMPARE(f.last.recoveredCount, 2U);
    QCOMPARE(f.news->position(), std::optional(StreamPosition{2, u"e"_s}));
    f.comeBack(R"("subscribe":{})");
    QCOMPARE(askedFor(f), u"e 2"_s);
    f.comeBack(R"("subscribe":{})");
    QCOMPARE(askedFor(f), u"none"_s); // not from the start again
}

void TestRecovery::continuesAfterTheLastDeliveredOne()
{
    News f(accepted("e", 7));
    f.onRecord = [&f](const QString &event) {
        if (event == "news recovered 8 1"_L1) {
            f.client->disconnectFromServer();
        }
    };
    f.comeBack(accepted("e", 7,
                        R"(,"was_recovering":true,"recovered":true,"publications":[)"
                            + publication(8) + ',' + publication(9) + ']'));
    f.connectWith();
    QCOMPARE(askedFor(f), u"e 8"_s);
}

void TestRecovery::dropsDuplicates()
{
    News f(accepted("e", 7));
    f.transport()->receive(push(7));
    f.transport()->receive(push(8));
    f.transport()->receive(push(8, "e"));
    f.transport()->receive(push(9));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 8 1"_s, u"news publication 9 1"_s}));
    f.comeBack(accepted("e", 9,
                        R"(,"was_recovering":true,"recovered":true,"publications":[)"
                            + publication(9) + ',' + publication(10) + ']'));
    QCOMPARE(f.takeEvents(), QStringList({u"news subscribed"_s, u"news recovered 10 1"_s}));
    QCOMPARE(f.last.recoveredCount, 1U);
}

void TestRecovery::keepsThePositionMonotonicWhateverOffsetTheReplyHas()
{
    News f(accepted("e", 7));
    f.comeBack(accepted("e", 9, // the top instead of the position asked for
                        R"(,"was_recovering":true,"recovered":true,"publications":[)"
                            + publication(8) + ',' + publication(9) + ']'));
    QCOMPARE(f.takeEvents(),
             QStringList({u"news subscribed"_s, u"news recovered 8 1"_s, u"news recovered 9 1"_s}));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{9, u"e"_s}));
}

void TestRecovery::keepsTheEpochWhenARecoveredReplyHasNone()
{
    News f(accepted("e", 7));
    f.comeBack(accepted({}, 0, R"(,"was_recovering":true,"recovered":true)"));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{7, u"e"_s}));
    QVERIFY(!f.last.epochChanged);
    QCOMPARE(f.last.position, (StreamPosition{7, u"e"_s})); // the program hears it, too
}

void TestRecovery::recoversAfterInsufficientState()
{
    News f(accepted("e", 7));
    f.transport()->receive(R"({"push":{"channel":"news","unsubscribe":{"code":2500}}})");
    f.clock.advance(1s);
    QCOMPARE(f.transport()->words().count(u"subscribe news"_s), 2);
    QCOMPARE(askedFor(f), u"e 7"_s);
}

void TestRecovery::startsAnewWhenThePositionIsRefused()
{
    SubscriptionOptions options;
    options.rejectUnrecovered = true;
    News f(accepted("e", 7), options);
    f.comeBack(R"("error":{"code":112,"message":"unrecoverable position"})");
    QCOMPARE(f.transport()->last(u"subscribe news"_s)["subscribe"_L1]["flag"_L1].toInt(), 2);
    QCOMPARE(f.takeEvents(), QStringList({u"news error 8 112"_s}));
    f.clock.advance(500ms);
    QCOMPARE(askedFor(f), u"none"_s);
    f.transport()->reply(u"subscribe news"_s, R"("error":{"code":112,"message":"again"})");
    QCOMPARE(f.takeEvents(), QStringList({u"news unsubscribed 112 again"_s})); // no loop
}

void TestRecovery::asksTheProgramForThePosition()
{
    QList<PositionReply> replies;
    SubscriptionOptions options;
    options.positionProvider = [&](const QString &, const PositionReply &reply) {
        replies.append(reply);
    };
    ClientFixture f;
    f.subscribe(u"news"_s, options);
    f.connectWith();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    f.takeEvents();
    replies.at(0)(Error{ErrorLayer::Tcp, 1, u"no database"_s, true});
    QCOMPARE(f.takeEvents(), QStringList({u"news error 2 1"_s}));
    f.clock.advance(500ms);
    replies.at(1)(StreamPosition{5, u"e"_s});
    QCOMPARE(askedFor(f), u"e 5"_s);
    f.transport()->reply(u"subscribe news"_s, R"("error":{"code":112,"message":"m"})");
    f.clock.advance(5s);
    replies.at(2)(StreamPosition{9, u"f"_s});
    QCOMPARE(askedFor(f), u"f 9"_s);
    f.transport()->reply(u"subscribe news"_s, accepted("f", 9));
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(askedFor(f), u"f 9"_s); // ours by now
    QCOMPARE(replies.size(), 3);
}

void TestRecovery::givesUpAPositionThatBringsAnUnreadableMessageTwice()
{
    const Error notUtf8{ErrorLayer::WebSocket, 1007, u"not UTF-8"_s, true};
    News f(accepted("e", 7));
    Subscription *calm = f.subscribe(u"calm"_s);
    f.transport()->reply(u"subscribe calm"_s, accepted("e", 1));
    f.clock.advance(1min);
    f.transport()->end(notUtf8);
    f.reconnect();
    f.transport()->reply(u"subscribe calm"_s,
                         accepted("e", 1,
                                  R"(,"was_recovering":true,"recovered":true,"publications":[)"
                                      + publication(2) + ']'));
    QCOMPARE(askedFor(f), u"e 7"_s);
    f.transport()->end(notUtf8);
    QCOMPARE(calm->position(), std::optional(StreamPosition{2, u"e"_s})); // it went on
    f.reconnect();
    QCOMPARE(askedFor(f), u"none"_s);
    f.transport()->reply(u"subscribe news"_s, accepted("e", 9));
    QVERIFY(f.last.skippedUnreadable);
    f.comeBack(accepted("e", 9, R"(,"was_recovering":true,"recovered":true)"));
    QVERIFY(!f.last.skippedUnreadable); // said once
}

void TestRecovery::givesUpAStartThatBringsAnUnreadableMessageTwice()
{
    SubscriptionOptions options;
    options.recover = true;
    ClientFixture f;
    f.subscribe(u"news"_s, options);
    f.connectWith();
    for (const QString &expected : {u" 0"_s, u" 0"_s, u"none"_s}) {
        QCOMPARE(askedFor(f), expected);
        f.transport()->end({ErrorLayer::WebSocket, 1007, {}, true});
        f.reconnect();
    }
}

void TestRecovery::givesUpAPositionAskedForBehindTheConnect()
{
    ClientOptions options;
    options.optimisticSubscriptions = true;
    ClientFixture f(options);
    f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, accepted("e", 7));
    f.transport()->breakDown();
    for (const QString &expected : {u"e 7"_s, u"e 7"_s, u"none"_s}) {
        f.client->retryNow();
        f.transport()->accept();
        QCOMPARE(askedFor(f), expected);
        f.transport()->receive("broken");
    }
}

REALTIME_TEST(TestRecovery, QCoreApplication)
#include "tst_recovery.moc"
