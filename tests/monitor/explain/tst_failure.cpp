// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/failure.h"

#include "monitor/entry/eventtext.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/watch/arrivals.h"
#include "support/entrybuilders.h"
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
    void findsNoneInOtherRows_data();
    void findsNoneInOtherRows();
    void keepsWhoAnswered();
    void writesOneLineForEachPart();
    void namesTheApi();
};

namespace {

/** What produces such a code. */
ErrorLayer layerOf(std::uint32_t code)
{
    return code < PackedEntry::FirstServerCode ? ErrorLayer::Local : ErrorLayer::Server;
}

Arrival connectionRow(SessionState state, std::uint32_t code)
{
    return connectionArrival(state, {code, u"words"_s, layerOf(code)});
}

Arrival subscriptionRow(ChannelState state, std::uint32_t code)
{
    return subscriptionArrival("news", state, {code, u"words"_s, layerOf(code)});
}

} // namespace

void TestFailure::tellsTheFailureOfARow_data()
{
    QTest::addColumn<Arrival>("row");
    QTest::addColumn<int>("code");
    QTest::addColumn<ExplainedStep>("step");
    const Error refused{ErrorLayer::Tcp, 0, u"refused"_s, true};
    const auto connect = ExplainedStep::Connect;
    const auto subscribe = ExplainedStep::Subscribe;
    const auto unsubscribed = ExplainedStep::Unsubscribed;
    QTest::newRow("an attempt") << errorArrival({}, refused) << 0 << connect;
    QTest::newRow("an attempt to subscribe")
        << errorArrival("news", {ErrorLayer::Server, 100, {}, true}) << 100 << subscribe;
    QTest::newRow("refused") << connectionRow(SessionState::Refused, 3500) << 3500 << connect;
    QTest::newRow("thrown out, and comes back")
        << connectionRow(SessionState::Connecting, 3012) << 3012 << connect;
    QTest::newRow("a refused channel")
        << subscriptionRow(ChannelState::Unsubscribed, 103) << 103 << subscribe;
    QTest::newRow("an ended subscription")
        << subscriptionRow(ChannelState::Unsubscribed, 2000) << 2000 << unsubscribed;
    QTest::newRow("subscribed anew")
        << subscriptionRow(ChannelState::Subscribing, 2500) << 2500 << unsubscribed;
    const auto serversOwn = [](Arrival row) {
        row.setCode(ErrorLayer::Server, 42);
        return row;
    };
    QTest::newRow("refused by the server with a low number")
        << serversOwn(connectionRow(SessionState::Refused, 42)) << 42 << connect;
    QTest::newRow("ended by the server with a low number")
        << serversOwn(subscriptionRow(ChannelState::Unsubscribed, 42)) << 42 << unsubscribed;
    QTest::newRow("sent back by the server with a low number")
        << serversOwn(subscriptionRow(ChannelState::Subscribing, 42)) << 42 << unsubscribed;
}

void TestFailure::tellsTheFailureOfARow()
{
    QFETCH(const Arrival, row);
    const auto failure = failureOf(entryOf(row));
    QVERIFY(failure.has_value());
    QTEST(failure->error.code, "code");
    QTEST(failure->step, "step");
    QCOMPARE(failure->error.layer, entryOf(row).errorLayer());
    QCOMPARE(failure->channel, QString::fromStdString(row.channel));
}

void TestFailure::findsNoneInOtherRows_data()
{
    QTest::addColumn<Arrival>("row");
    QTest::newRow("disabled, which says itself what lacks")
        << connectionRow(SessionState::Disabled, 0);
    QTest::newRow("connecting") << connectionRow(SessionState::Connecting, 0);
    QTest::newRow("the network's end") << connectionRow(SessionState::Connecting, 1);
    QTest::newRow("live") << connectionRow(SessionState::Live, 0);
    QTest::newRow("ended by us") << subscriptionRow(ChannelState::Unsubscribed, 0);
    QTest::newRow("subscribed") << subscriptionRow(ChannelState::Subscribed, 0);
    QTest::newRow("a publication") << publication("1");
}

void TestFailure::findsNoneInOtherRows()
{
    QFETCH(const Arrival, row);
    QVERIFY(!failureOf(entryOf(row)).has_value());
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
    const ExplanationContext query = queryContext(connection, {});
    QCOMPARE(query.url, context.url);
    QCOMPARE(query.step, ExplainedStep::Query);
    QCOMPARE(query.channel, QString());
}

REALTIME_TEST(TestFailure, QCoreApplication)
#include "tst_failure.moc"
