// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/subscribeattempt.h"

#include "centrifuge/client/clientoptions.h"
#include "centrifuge/client/serversubscriptions.h"
#include "centrifuge/client/stepreporter.h"
#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/client/subscriptionprivate.h"
#include "centrifuge/client/subscriptionregistry.h"
#include "centrifuge/codes.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/** Keeps the commands that a client would send. */
class FakeHost final : public SubscriptionHost
{
public:
    explicit FakeHost(const FakeClock &clock)
        : m_clock(clock)
        , m_steps(clock, nullptr)
    {
        m_options.random = [] { return 0.0; };
    }

    const ClientOptions &options() const override { return m_options; }
    const Clock &clock() const override { return m_clock; }
    StepReporter &steps() override { return m_steps; }
    bool canSend() const override { return true; }
    void call(Request request, CallHandler handler) override
    {
        commands.append(std::get<SubscribeCommand>(request));
        handlers.append(std::move(handler));
    }
    void flush() override { }
    void endConnection(const Error &, std::uint32_t) override { }
    void loseConnection(const StateChange &) override { }

    void setWireFormat(WireFormat format) { m_options.wireFormat = format; }

    QList<SubscribeCommand> commands;
    QList<CallHandler> handlers;

private:
    const Clock &m_clock;
    StepReporter m_steps;
    ClientOptions m_options;
};

/** An attempt for "news", and what becomes of it as lines of text. */
class AttemptFixture final : public SubscribeListener
{
public:
    explicit AttemptFixture(SubscriptionOptions given = {})
        : options(std::move(given))
    {
    }

    void sendSubscribe() override { events.append(u"due"_s); }
    void readSubscribeReply(CallResult result, std::chrono::nanoseconds) override
    {
        events.append(result ? u"accepted"_s : u"error %1"_s.arg(result.error().code));
    }
    void rejectSubscribe(const StateChange &change) override
    {
        events.append(u"rejected %1 %2"_s.arg(change.code).arg(change.reason));
    }
    void reportFailure(const Error &error) override { events.append(u"failed "_s + error.message); }

    QStringList takeEvents() { return std::exchange(events, {}); }

    const QString channel = u"news"_s;
    const SubscriptionOptions options;
    FakeClock clock;
    FakeHost host{clock};
    QObject parent;
    QStringList events;
    SubscriptionToken token{channel, options};
    SubscriptionRegistry registry{host};
    ServerSubscriptions serverSubscriptions{host, registry, nullptr};
    Subscription subscription{channel, options,
                              SubscriptionContext{host, registry, serverSubscriptions}, nullptr};
    SubscriptionStream stream{subscription, options};
    SubscribeAttempt attempt{*this, {channel, options, token, stream}, host, parent};
};

SubscriptionOptions withToken(const SubscriptionTokenProvider &provider)
{
    SubscriptionOptions options;
    options.tokenProvider = provider;
    return options;
}

} // namespace

class TestSubscribeAttempt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queuesWhatTheOptionsAskFor()
    {
        SubscriptionOptions options;
        options.token = u"token"_s;
        options.recover = true;
        options.since = {7, u"e"_s};
        options.positioned = true;
        AttemptFixture f(options);
        QVERIFY(f.attempt.queue());
        const SubscribeCommand &command = f.host.commands.at(0);
        QCOMPARE(command.channel, u"news"_s);
        QCOMPARE(command.token, u"token"_s);
        QVERIFY(command.positioned);
        QVERIFY(command.recoverFrom == options.since);
        QVERIFY(f.attempt.isInFlight());
    }

    void handsOnTheReply()
    {
        AttemptFixture f;
        QVERIFY(f.attempt.queue());
        f.host.handlers.at(0)(ReplyResult(SubscribeResult{}), {});
        QCOMPARE(f.takeEvents(), QStringList{u"accepted"_s});
        QVERIFY(!f.attempt.isUnderWay());
    }

    void ignoresTheReplyOfACancelledAttempt()
    {
        AttemptFixture f;
        QVERIFY(f.attempt.queue());
        f.attempt.cancel();
        QVERIFY(!f.attempt.isUnderWay());
        f.host.handlers.at(0)(ReplyResult(SubscribeResult{}), {});
        QCOMPARE(f.takeEvents(), QStringList());
    }

    void requestsATokenFirst()
    {
        TokenReply reply;
        AttemptFixture f(
            withToken([&reply](const QString &, const auto &given) { reply = given; }));
        QVERIFY(!f.attempt.queue());
        QVERIFY(f.attempt.isUnderWay());
        QVERIFY(!f.attempt.isInFlight());
        reply(u"fresh"_s);
        QCOMPARE(f.takeEvents(), QStringList{u"due"_s});
        QVERIFY(f.attempt.queue());
        QCOMPARE(f.host.commands.at(0).token, u"fresh"_s);
    }

    void usesTheFirstAnswerOnly()
    {
        TokenReply reply;
        AttemptFixture f(
            withToken([&reply](const QString &, const auto &given) { reply = given; }));
        QVERIFY(!f.attempt.queue());
        reply(u"first"_s);
        reply(u"second"_s);
        QCOMPARE(f.takeEvents(), QStringList{u"due"_s});
        QCOMPARE(f.token.text(), u"first"_s);
    }

    void isRejectedWithoutAToken_data()
    {
        QTest::addColumn<bool>("isEmpty");
        QTest::addColumn<QString>("event");
        QTest::newRow("empty") << true << u"rejected 1 unauthorized"_s;
        QTest::newRow("never") << false << u"rejected 1 no secret"_s;
    }
    void isRejectedWithoutAToken()
    {
        QFETCH(bool, isEmpty);
        const Result<QString> answer = isEmpty
            ? Result<QString>(QString())
            : Result<QString>(localError(LocalError::MissingSecret, u"no secret"_s));
        AttemptFixture f(
            withToken([&answer](const QString &, const auto &reply) { reply(answer); }));
        QVERIFY(!f.attempt.queue());
        QTEST(f.takeEvents().join(u'|'), "event");
    }

    void triesAgainWhereTheProviderMayYetHaveOne()
    {
        const Error offline{ErrorLayer::Tcp, 1, u"offline"_s, true};
        AttemptFixture f(
            withToken([&offline](const QString &, const auto &reply) { reply(offline); }));
        QVERIFY(!f.attempt.queue());
        QCOMPARE(f.takeEvents(), QStringList{u"failed offline"_s});
        QVERIFY(f.attempt.isUnderWay());
        f.clock.advance(500ms);
        QCOMPARE(f.takeEvents(), QStringList{u"due"_s});
        QVERIFY(!f.attempt.isUnderWay());
    }

    void requestsAPosition()
    {
        SubscriptionOptions options;
        options.positionProvider = [](const QString &, const PositionReply &reply) {
            reply(StreamPosition{3, u"e"_s});
        };
        AttemptFixture f(options);
        QVERIFY(!f.attempt.queue());
        QCOMPARE(f.takeEvents(), QStringList{u"due"_s});
        QVERIFY(f.attempt.queue());
        QVERIFY(f.host.commands.at(0).recoverFrom == StreamPosition({3, u"e"_s}));
        QVERIFY(f.host.commands.at(0).rejectUnrecovered);
    }

    void refusesDataThatIsNotJson()
    {
        SubscriptionOptions options;
        options.data = "{";
        AttemptFixture f(options);
        f.host.setWireFormat(WireFormat::Json);
        QVERIFY(!f.attempt.queue());
        QCOMPARE(f.takeEvents(),
                 QStringList{u"rejected 12 The data for the subscribe is not JSON."_s});
        f.host.setWireFormat(WireFormat::Protobuf);
        QVERIFY(f.attempt.queue());
    }
};

REALTIME_TEST(TestSubscribeAttempt, QCoreApplication)
#include "tst_subscribeattempt.moc"
