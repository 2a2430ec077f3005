// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Positions: what a subscription asks for after an interruption and what it delivers then.

#include "clientfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/** A publication with the data 1. */
QByteArray publication(int offset, const QByteArray &epoch = {})
{
    return "{\"data\":1,\"epoch\":\"" + epoch + "\",\"offset\":" + QByteArray::number(offset) + '}';
}

QByteArray push(int offset, const QByteArray &epoch = {})
{
    return R"({"push":{"channel":"news","pub":)" + publication(offset, epoch) + "}}";
}

QByteArray accepted(const QByteArray &epoch, int offset, const QByteArray &more = {})
{
    return "\"subscribe\":{\"recoverable\":true,\"epoch\":\"" + epoch
        + "\",\"offset\":" + QByteArray::number(offset) + more + '}';
}

/** The recovery part of the last subscribe, for example "e 7"; "none" where it asks for none. */
QString askedFor(const ClientFixture &f)
{
    const QJsonValue request = f.transport()->last(u"subscribe news"_s)["subscribe"_L1];
    if (!request["recover"_L1].toBool()) {
        return u"none"_s;
    }
    return u"%1 %2"_s.arg(request["epoch"_L1].toString()).arg(request["offset"_L1].toInteger());
}

/** A fixture with `news` subscribed by `reply`. */
class News : public ClientFixture
{
public:
    explicit News(const QByteArray &reply, const SubscriptionOptions &options = {})
    {
        news = subscribe(u"news"_s, options);
        QObject::connect(news, &Subscription::subscribed, news,
                         [this](const SubscribedEvent &event) { last = event; });
        connectWith();
        transport()->reply(u"subscribe news"_s, reply);
        takeEvents();
    }
    void comeBack(const QByteArray &reply)
    {
        transport()->breakDown();
        reconnect();
        takeEvents();
        transport()->reply(u"subscribe news"_s, reply);
    }

    Subscription *news;
    SubscribedEvent last;
};

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksFromTheLastPublicationOn();
    void asksForNothingWhereTheChannelIsNotRecoverable();
    void keepsThePositionOverUnsubscribe();
    void deliversWhatWasMissedAfterTheEvent();
    void tellsAHole();
    void tellsANewEpoch();
    void replaysTheBacklogOnceWhenAsked();
    void movesThePositionBeforeItDelivers();
    void stopsTheRecoveredPublicationsOnUnsubscribe();
    void continuesAfterTheLastDeliveredOne();
    void dropsDuplicates();
    void keepsThePositionMonotonicWhateverOffsetTheReplyHas();
    void adoptsTheEpochOfTheFirstPublicationOnlyWhenNoneIsKnown();
    void keepsAKnownEpochWhenAPublicationBringsAnother();
    void keepsTheEpochWhenARecoveredReplyHasNone();
    void dropsThePositionWhenTheStateIsInvalidated_data();
    void dropsThePositionWhenTheStateIsInvalidated();
    void recoversAfterInsufficientState();
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

void TestRecovery::tellsAHole()
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

void TestRecovery::tellsANewEpoch()
{
    News f(accepted("e", 7));
    f.comeBack(accepted("new", 2, R"(,"was_recovering":true)"));
    QVERIFY(f.last.epochChanged);
    f.takeEvents();
    f.transport()->receive(push(3)); // below the old offset
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 3 1"_s}));
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

void TestRecovery::movesThePositionBeforeItDelivers()
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

void TestRecovery::stopsTheRecoveredPublicationsOnUnsubscribe()
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

void TestRecovery::adoptsTheEpochOfTheFirstPublicationOnlyWhenNoneIsKnown()
{
    News f(accepted({}, 0));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{0, QString()}));
    f.transport()->receive(push(1, "e"));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{1, u"e"_s}));
    f.transport()->receive(push(2));
    f.comeBack(accepted("e", 2));
    QCOMPARE(askedFor(f), u"e 2"_s);
}

void TestRecovery::keepsAKnownEpochWhenAPublicationBringsAnother()
{
    News f(accepted("e", 7));
    f.transport()->receive(push(1, "new"));
    f.transport()->receive(push(2));
    QCOMPARE(f.takeEvents(), QStringList({u"news publication 1 1"_s, u"news publication 2 1"_s}));
    // So that the server refuses to recover, which tells the hole.
    QCOMPARE(f.news->position(), std::optional(StreamPosition{2, u"e"_s}));
}

void TestRecovery::keepsTheEpochWhenARecoveredReplyHasNone()
{
    News f(accepted("e", 7));
    f.comeBack(accepted({}, 0, R"(,"was_recovering":true,"recovered":true)"));
    QCOMPARE(f.news->position(), std::optional(StreamPosition{7, u"e"_s}));
    QVERIFY(!f.last.epochChanged);
}

void TestRecovery::dropsThePositionWhenTheStateIsInvalidated_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("of the subscription")
        << QByteArray(R"({"push":{"channel":"news","unsubscribe":{"code":2502}}})");
    QTest::newRow("of the connection, as a push")
        << QByteArray(R"({"push":{"disconnect":{"code":3014}}})");
    QTest::newRow("of the connection, as a close code") << QByteArray();
}

void TestRecovery::dropsThePositionWhenTheStateIsInvalidated()
{
    QFETCH(QByteArray, frame);
    News f(accepted("e", 7));
    if (frame.isEmpty()) {
        f.transport()->endByServer(3014, u"state invalidated"_s);
    } else {
        f.transport()->receive(frame);
    }
    QCOMPARE(f.news->position(), std::optional<StreamPosition>());
    f.clock.advance(1s);
    if (f.client->state() == Client::State::Connecting) {
        f.connectWith();
    }
    QCOMPARE(askedFor(f), u"none"_s);
}

void TestRecovery::recoversAfterInsufficientState()
{
    News f(accepted("e", 7));
    f.transport()->receive(R"({"push":{"channel":"news","unsubscribe":{"code":2500}}})");
    f.clock.advance(1s);
    QCOMPARE(f.transport()->words().count(u"subscribe news"_s), 2);
    QCOMPARE(askedFor(f), u"e 7"_s);
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
