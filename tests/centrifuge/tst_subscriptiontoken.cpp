// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/token.h"
#include "clientfixture.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using State = Subscription::State;

namespace {

const Error NoNetwork{ErrorLayer::Tcp, 1, u"no network"_s, true};
const QByteArray Accepted = R"("subscribe":{"expires":true,"ttl":60})";
const QByteArray Expired = R"("error":{"code":109,"message":"token expired"})";

/** Asked for tokens of channels; answers at once with numbered ones, or when the test says so. */
class FakeProvider
{
public:
    SubscriptionOptions options()
    {
        SubscriptionOptions options;
        options.tokenProvider = [this](const QString &channel, const TokenReply &reply) {
            channels.append(channel);
            replies.append(reply);
            if (answersAtOnce) {
                reply(u"token%1"_s.arg(replies.size()));
            }
        };
        return options;
    }

    QStringList channels;
    QList<TokenReply> replies;
    bool answersAtOnce = true;
};

QString sentToken(const ClientFixture &f, const QString &command = u"subscribe"_s)
{
    return f.transport()->last(command + u" $a"_s)[command][u"token"_s].toString();
}

/** Expires so long after FakeClock's start. */
QString realToken(std::chrono::seconds timeToLive)
{
    return mintSubscriptionToken({u"42"_s, u"$a"_s, timeToLive, {}}, "secret", 1000s).value();
}

} // namespace

class TestSubscriptionToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnlyWhenConnectedAndSubscribesWithTheToken();
    void keepsTheTokenOverAReconnect();
    void sendsNothingUntilTheTokenIsThere();
    void voidsATokenThatCameForAnEarlierAttempt();
    void usesOnlyTheFirstAnswerOfAProvider();
    void endsWhenThereWillBeNoToken_data();
    void endsWhenThereWillBeNoToken();
    void retriesWhenTheProviderFailsForNow();
    void asksAnewAfterTheTokenHasExpired();
    void asksAnewAfterTheServerEndedIt_data();
    void asksAnewAfterTheServerEndedIt();
    void usesTheGivenTokenFirst();
    void neverDropsAStaticToken();
    void replacesATokenThatHasVisiblyExpired();
    void doesNotSendANewTokenThatHasExpired();
    void batchesTheSubscribesOfTokensThatAreThere();

    void refreshesBeforeExpiry();
    void refreshesNothingWithoutAProvider();
    void retriesARefreshThatFailsForNow_data();
    void retriesARefreshThatFailsForNow();
    void unsubscribesWhenTheRefreshIsRefused_data();
    void unsubscribesWhenTheRefreshIsRefused();
    void doesNotRefreshWithAnExpiredToken();
    void stopsRefreshingWhenItEnds();
    void survivesAProviderThatDestroysIt_data();
    void survivesAProviderThatDestroysIt();
};

void TestSubscriptionToken::asksOnlyWhenConnectedAndSubscribesWithTheToken()
{
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    QCOMPARE(provider.channels, QStringList());
    f.connectWith();
    QCOMPARE(provider.channels, QStringList({u"$a"_s}));
    QCOMPARE(sentToken(f), u"token1"_s);
}

void TestSubscriptionToken::keepsTheTokenOverAReconnect()
{
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(sentToken(f), u"token1"_s);
    QCOMPARE(provider.replies.size(), 1);
}

void TestSubscriptionToken::sendsNothingUntilTheTokenIsThere()
{
    FakeProvider provider;
    provider.answersAtOnce = false;
    ClientFixture f;
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    a->unsubscribe();
    a->subscribe();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s})); // nothing to unsubscribe from
    provider.replies.last()(u"late"_s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe $a"_s}));
    QCOMPARE(sentToken(f), u"late"_s);
}

void TestSubscriptionToken::voidsATokenThatCameForAnEarlierAttempt()
{
    FakeProvider provider;
    provider.answersAtOnce = false;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(provider.replies.size(), 2);
    provider.replies.at(0)(u"old"_s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    provider.replies.at(1)(u"new"_s);
    QCOMPARE(sentToken(f), u"new"_s);
    f.client.reset();
    provider.replies.at(1)(u"after the end"_s);
}

void TestSubscriptionToken::usesOnlyTheFirstAnswerOfAProvider()
{
    FakeProvider provider;
    ClientFixture f;
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    provider.replies.at(0)(u"second"_s);
    provider.replies.at(0)(NoNetwork);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe $a"_s}));
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    QCOMPARE(a->state(), State::Subscribed);
}

void TestSubscriptionToken::endsWhenThereWillBeNoToken_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("event");
    const auto local = [](LocalError code) {
        return Error{ErrorLayer::Local, int(code), u"words"_s, false};
    };
    QTest::newRow("unauthorized") << local(LocalError::Unauthorized)
                                  << u"$a unsubscribed 1 words"_s;
    QTest::newRow("no secret") << local(LocalError::MissingSecret) << u"$a unsubscribed 1 words"_s;
    QTest::newRow("an empty token") << Error() << u"$a unsubscribed 1 unauthorized"_s;
}

void TestSubscriptionToken::endsWhenThereWillBeNoToken()
{
    QFETCH(Error, error);
    FakeProvider provider;
    provider.answersAtOnce = false;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.takeEvents();
    if (error == Error()) {
        provider.replies.at(0)(QString());
    } else {
        provider.replies.at(0)(error);
    }
    QTEST(f.takeEvents().join(u'|'), "event");
    f.clock.advance(1min);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestSubscriptionToken::retriesWhenTheProviderFailsForNow()
{
    FakeProvider provider;
    provider.answersAtOnce = false;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.takeEvents();
    provider.replies.at(0)(NoNetwork);
    QCOMPARE(f.takeEvents(), QStringList({u"$a error 2 1"_s}));
    f.clock.advance(500ms);
    QCOMPARE(provider.replies.size(), 2);
    provider.replies.at(1)(u"better"_s);
    QCOMPARE(sentToken(f), u"better"_s);
}

void TestSubscriptionToken::asksAnewAfterTheTokenHasExpired()
{
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.takeEvents();
    f.transport()->reply(u"subscribe $a"_s, Expired);
    QCOMPARE(f.takeEvents(), QStringList({u"$a error 8 109"_s}));
    f.clock.advance(500ms);
    QCOMPARE(sentToken(f), u"token2"_s);
}

void TestSubscriptionToken::asksAnewAfterTheServerEndedIt_data()
{
    QTest::addColumn<QByteArray>("push");
    QTest::newRow("expired") << QByteArray(
        R"({"push":{"channel":"$a","unsubscribe":{"code":2501}}})");
    QTest::newRow("invalidated") << QByteArray(
        R"({"push":{"channel":"$a","unsubscribe":{"code":2502}}})");
    QTest::newRow("the whole connection invalidated")
        << QByteArray(R"({"push":{"disconnect":{"code":3014}}})");
}

void TestSubscriptionToken::asksAnewAfterTheServerEndedIt()
{
    QFETCH(QByteArray, push);
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    f.transport()->receive(push);
    f.clock.advance(500ms);
    if (f.client->state() == Client::State::Connecting) {
        f.connectWith();
    }
    QCOMPARE(sentToken(f), u"token2"_s);
}

void TestSubscriptionToken::usesTheGivenTokenFirst()
{
    FakeProvider provider;
    SubscriptionOptions options = provider.options();
    options.token = u"given"_s;
    ClientFixture f;
    f.subscribe(u"$a"_s, options);
    f.connectWith();
    QCOMPARE(sentToken(f), u"given"_s);
    f.transport()->reply(u"subscribe $a"_s, Expired);
    f.clock.advance(500ms);
    QCOMPARE(sentToken(f), u"token1"_s);
}

void TestSubscriptionToken::neverDropsAStaticToken()
{
    SubscriptionOptions options;
    options.token = u"static"_s;
    ClientFixture f;
    Subscription *a = f.subscribe(u"$a"_s, options);
    f.connectWith();
    for (const char *push : {R"({"push":{"channel":"$a","unsubscribe":{"code":2502}}})",
                             R"({"push":{"channel":"$a","unsubscribe":{"code":2501}}})"}) {
        f.transport()->reply(u"subscribe $a"_s, Accepted);
        f.transport()->receive(push);
        f.clock.advance(500ms);
        QCOMPARE(sentToken(f), u"static"_s);
    }
    f.transport()->receive(R"({"push":{"disconnect":{"code":3014}}})");
    f.reconnect();
    QCOMPARE(sentToken(f), u"static"_s);
    f.transport()->reply(u"subscribe $a"_s, Expired);
    QCOMPARE(f.takeEvents().last(), u"$a unsubscribed 109 token expired"_s); // no loop
    a->subscribe();
    QCOMPARE(sentToken(f), u"static"_s);
}

void TestSubscriptionToken::replacesATokenThatHasVisiblyExpired()
{
    FakeProvider provider;
    SubscriptionOptions options = provider.options();
    options.token = realToken(60s);
    ClientFixture f;
    f.subscribe(u"$a"_s, options);
    f.connectWith();
    QCOMPARE(sentToken(f), options.token);
    f.transport()->reply(u"subscribe $a"_s, R"("subscribe":{})");
    f.transport()->breakDown();
    f.clock.advance(60s);
    f.connectWith();
    QCOMPARE(sentToken(f), u"token1"_s);
}

void TestSubscriptionToken::doesNotSendANewTokenThatHasExpired()
{
    FakeProvider provider;
    provider.answersAtOnce = false;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.clock.advance(10s);
    f.takeEvents();
    provider.replies.at(0)(realToken(5s));
    QCOMPARE(f.takeEvents(), QStringList({u"$a error 0 0"_s}));
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    f.clock.advance(500ms);
    provider.replies.at(1)(realToken(60s));
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe $a"_s}));
}

void TestSubscriptionToken::batchesTheSubscribesOfTokensThatAreThere()
{
    FakeProvider provider;
    ClientFixture f;
    for (const QString &channel : {u"$a"_s, u"$b"_s, u"c"_s}) {
        f.subscribe(channel, provider.options());
    }
    f.connectWith();
    QCOMPARE(f.transport()->frames.size(), 2); // connect, and all the rest
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe $a"_s, u"subscribe $b"_s, u"subscribe c"_s}));
}

void TestSubscriptionToken::refreshesBeforeExpiry()
{
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    f.clock.advance(53999ms);
    QCOMPARE(provider.replies.size(), 1);
    f.clock.advance(1ms);
    QCOMPARE(sentToken(f, u"sub_refresh"_s), u"token2"_s);
    f.transport()->reply(u"sub_refresh $a"_s, R"("sub_refresh":{"expires":true,"ttl":60})");
    f.clock.advance(54s);
    QCOMPARE(sentToken(f, u"sub_refresh"_s), u"token3"_s);
    f.transport()->reply(u"sub_refresh $a"_s, R"("sub_refresh":{})");
    f.clock.advance(1h);
    QCOMPARE(provider.replies.size(), 3);
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(sentToken(f), u"token3"_s); // the newest
}

void TestSubscriptionToken::refreshesNothingWithoutAProvider()
{
    SubscriptionOptions options;
    options.token = u"static"_s;
    ClientFixture f;
    f.subscribe(u"$a"_s, options);
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    f.clock.advance(1h);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe $a"_s}));
}

void TestSubscriptionToken::retriesARefreshThatFailsForNow_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("event");
    QTest::newRow("temporary") << QByteArray(R"({"code":100,"temporary":true})")
                               << u"$a error 8 100"_s;
    QTest::newRow("token expired") << QByteArray(R"({"code":109})") << u"$a error 8 109"_s;
    QTest::newRow("no answer") << QByteArray() << u"$a error 6 0"_s;
}

void TestSubscriptionToken::retriesARefreshThatFailsForNow()
{
    QFETCH(QByteArray, error);
    FakeProvider provider;
    ClientOptions options;
    options.random = [] { return 0.5; };
    ClientFixture f(options);
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    f.takeEvents();
    f.clock.advance(54s);
    if (error.isEmpty()) {
        f.clock.advance(5s);
    } else {
        f.transport()->reply(u"sub_refresh $a"_s, "\"error\":" + error);
    }
    QTEST(f.takeEvents().join(u'|'), "event");
    f.clock.advance(14999ms); // 10 s, and half as much
    QCOMPARE(provider.replies.size(), 2);
    f.clock.advance(1ms);
    QCOMPARE(sentToken(f, u"sub_refresh"_s), u"token3"_s);
    QCOMPARE(a->state(), State::Subscribed);
}

void TestSubscriptionToken::unsubscribesWhenTheRefreshIsRefused_data()
{
    QTest::addColumn<bool>("isByServer");
    QTest::addColumn<QString>("event");
    QTest::newRow("by the server") << true << u"$a unsubscribed 103 no"_s;
    QTest::newRow("by the provider") << false << u"$a unsubscribed 1 unauthorized"_s;
}

void TestSubscriptionToken::unsubscribesWhenTheRefreshIsRefused()
{
    QFETCH(bool, isByServer);
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    f.takeEvents();
    provider.answersAtOnce = isByServer;
    f.clock.advance(54s);
    if (isByServer) {
        f.transport()->reply(u"sub_refresh $a"_s, R"("error":{"code":103,"message":"no"})");
    } else {
        provider.replies.last()(QString());
    }
    QTEST(f.takeEvents().join(u'|'), "event");
    QCOMPARE(f.transport()->words().last(), u"unsubscribe $a"_s); // the server still has it
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestSubscriptionToken::doesNotRefreshWithAnExpiredToken()
{
    FakeProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    provider.answersAtOnce = false;
    f.takeEvents();
    f.clock.advance(54s);
    provider.replies.last()(realToken(10s));
    QCOMPARE(f.takeEvents(), QStringList({u"$a error 0 0"_s}));
    QVERIFY(f.transport()->last(u"sub_refresh $a"_s).isEmpty());
    f.clock.advance(10s);
    provider.replies.last()(realToken(1h));
    QCOMPARE(sentToken(f, u"sub_refresh"_s), realToken(1h));
}

void TestSubscriptionToken::stopsRefreshingWhenItEnds()
{
    FakeProvider provider;
    ClientFixture f;
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, Accepted);
    provider.answersAtOnce = false;
    f.clock.advance(54s);
    a->unsubscribe();
    provider.replies.last()(u"late"_s);
    f.transport()->reply(u"unsubscribe $a"_s, R"("unsubscribe":{})");
    f.clock.advance(1h);
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe $a"_s, u"unsubscribe $a"_s}));
}

void TestSubscriptionToken::survivesAProviderThatDestroysIt_data()
{
    QTest::addColumn<int>("calls");
    QTest::addColumn<bool>("destroysClient");
    QTest::newRow("the subscription, at the start") << 0 << false;
    QTest::newRow("the client, at the start") << 0 << true;
    QTest::newRow("the subscription, at the refresh") << 1 << false;
    QTest::newRow("the client, at the refresh") << 1 << true;
}

void TestSubscriptionToken::survivesAProviderThatDestroysIt()
{
    QFETCH(int, calls);
    QFETCH(bool, destroysClient);
    ClientFixture f;
    QPointer<Subscription> a;
    SubscriptionOptions options;
    options.tokenProvider = [&](const QString &, const TokenReply &reply) {
        if (calls-- == 0) {
            if (destroysClient) {
                f.client.reset();
            } else {
                delete a;
            }
        }
        reply(u"token"_s);
    };
    a = f.subscribe(u"$a"_s, options);
    f.subscribe(u"b"_s);
    f.connectWith();
    if (a) {
        f.transport()->reply(u"subscribe $a"_s, Accepted);
        f.transport()->reply(u"subscribe b"_s, R"("subscribe":{})");
        f.clock.advance(54s);
    }
    QVERIFY(!a);
    QCOMPARE(!f.client, destroysClient);
}

QTEST_GUILESS_MAIN(TestSubscriptionToken)
#include "tst_subscriptiontoken.moc"
