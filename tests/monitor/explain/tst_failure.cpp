// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/failure.h"

#include "centrifuge/codes.h"
#include "monitor/entry/eventtext.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/watch/arrivals.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

/** Which rows tell of a failure, and the lines in which it is explained. */
class TestFailure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFailureOfARow_data();
    void tellsTheFailureOfARow();
    void keepsWhoAnswered();
    void writesOneLineForEachPart();
    void namesTheApi();
};

void TestFailure::tellsTheFailureOfARow_data()
{
    QTest::addColumn<Arrival>("row");
    QTest::addColumn<bool>("isFailure");
    QTest::addColumn<int>("code");
    QTest::addColumn<ExplainedStep>("step");
    const auto layerOf = [](std::uint32_t code) {
        return code < FirstErrorCode ? ErrorLayer::Local : ErrorLayer::Server;
    };
    const auto connection = [layerOf](SessionState state, std::uint32_t code) {
        return connectionArrival(state, {code, u"words"_s, layerOf(code)});
    };
    const auto subscription = [layerOf](ChannelState state, std::uint32_t code) {
        return subscriptionArrival("news", state, {code, u"words"_s, layerOf(code)});
    };
    const Error refused{ErrorLayer::Tcp, 0, u"refused"_s, true};
    const auto connect = ExplainedStep::Connect;
    const auto subscribe = ExplainedStep::Subscribe;
    QTest::newRow("an attempt") << errorArrival({}, refused) << true << 0 << connect;
    QTest::newRow("an attempt to subscribe")
        << errorArrival("news", {ErrorLayer::Server, 100, {}, true}) << true << 100 << subscribe;
    QTest::newRow("refused") << connection(SessionState::Refused, 3500) << true << 3500 << connect;
    QTest::newRow("thrown out, and comes back")
        << connection(SessionState::Connecting, 3012) << true << 3012 << connect;
    QTest::newRow("disabled, which says itself what lacks")
        << connection(SessionState::Disabled, 0) << false << 0 << connect;
    QTest::newRow("connecting") << connection(SessionState::Connecting, 0) << false << 0 << connect;
    QTest::newRow("the network's end")
        << connection(SessionState::Connecting, 1) << false << 0 << connect;
    QTest::newRow("live") << connection(SessionState::Live, 0) << false << 0 << connect;
    QTest::newRow("a refused channel")
        << subscription(ChannelState::Unsubscribed, 103) << true << 103 << subscribe;
    QTest::newRow("an ended subscription") << subscription(ChannelState::Unsubscribed, 2000) << true
                                           << 2000 << ExplainedStep::Unsubscribed;
    QTest::newRow("subscribed anew") << subscription(ChannelState::Subscribing, 2500) << true
                                     << 2500 << ExplainedStep::Unsubscribed;
    QTest::newRow("ended by us") << subscription(ChannelState::Unsubscribed, 0) << false << 0
                                 << subscribe;
    QTest::newRow("subscribed") << subscription(ChannelState::Subscribed, 0) << false << 0
                                << subscribe;
    const auto serversOwn = [](Arrival row) {
        row.setCode(ErrorLayer::Server, 42);
        return row;
    };
    QTest::newRow("refused by the server with a low number")
        << serversOwn(connection(SessionState::Refused, 42)) << true << 42 << connect;
    QTest::newRow("ended by the server with a low number")
        << serversOwn(subscription(ChannelState::Unsubscribed, 42)) << true << 42
        << ExplainedStep::Unsubscribed;
    QTest::newRow("sent back by the server with a low number")
        << serversOwn(subscription(ChannelState::Subscribing, 42)) << true << 42
        << ExplainedStep::Unsubscribed;
    Arrival publication;
    publication.channel = "news";
    QTest::newRow("a publication") << publication << false << 0 << connect;
}

void TestFailure::tellsTheFailureOfARow()
{
    QFETCH(const Arrival, row);
    QFETCH(const bool, isFailure);
    const auto failure = failureOf(entryOf(row));
    QCOMPARE(failure.has_value(), isFailure);
    if (failure) {
        QTEST(failure->error.code, "code");
        QTEST(failure->step, "step");
        QCOMPARE(failure->error.layer, entryOf(row).errorLayer());
        QCOMPARE(failure->channel, QString::fromStdString(row.channel));
    }
}

void TestFailure::keepsWhoAnswered()
{
    for (const bool isProxys : {false, true}) {
        const Error error{ErrorLayer::Http, 503, u"words"_s, true, isProxys};
        const Arrival row = errorArrival({}, error);
        QCOMPARE(entryError(entryOf(row)), error);
    }
}

void TestFailure::writesOneLineForEachPart()
{
    const Explanation all{u"title"_s, u"cause"_s, u"fix"_s, u"{}"_s, false};
    QCOMPARE(explanationLines(all, u"ws://h\u202e"_s),
             QStringList(
                 {u"  at ws://h\\u202e: title"_s, u"  why: cause"_s, u"  fix: fix"_s, u"  {}"_s}));
    const Explanation short_{u"title"_s, u"cause"_s, u"fix"_s, {}, false};
    QCOMPARE(explanationLines(short_, u"ws://h"_s).size(), 3);
}

void TestFailure::namesTheApi()
{
    ConnectionSettings connection;
    connection.apiUrl = QUrl(u"https://user:CANARY@h.test/api?api_key=CANARY"_s);
    const ExplanationContext context = publishContext(connection, u"news"_s);
    QCOMPARE(context.url, u"https://h.test/api"_s);
    QCOMPARE(context.step, ExplainedStep::Publish);
    QCOMPARE(context.channel, u"news"_s);
}

REALTIME_TEST(TestFailure, QCoreApplication)
#include "tst_failure.moc"
