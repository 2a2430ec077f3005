// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "subscriptionprovider.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using SubscriptionState = Subscription::State;

using Answer = std::function<void(const TokenReply &)>;

Q_DECLARE_METATYPE(Answer)

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

    void survivesAProviderThatDestroysIt_data();
    void survivesAProviderThatDestroysIt();
};

void TestSubscriptionToken::asksOnlyWhenConnectedAndSubscribesWithTheToken()
{
    FakeSubscriptionProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    QCOMPARE(provider.channels, QStringList());
    f.connectWith();
    QCOMPARE(provider.channels, QStringList({u"$a"_s}));
    QCOMPARE(sentToken(f), u"token1"_s);
}

void TestSubscriptionToken::keepsTheTokenOverAReconnect()
{
    FakeSubscriptionProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(sentToken(f), u"token1"_s);
    QCOMPARE(provider.replies.size(), 1);
}

void TestSubscriptionToken::sendsNothingUntilTheTokenIsThere()
{
    FakeSubscriptionProvider provider;
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
    FakeSubscriptionProvider provider;
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
    FakeSubscriptionProvider provider;
    ClientFixture f;
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    provider.replies.at(0)(u"second"_s);
    provider.replies.at(0)(NoNetwork);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe $a"_s}));
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    QCOMPARE(a->state(), SubscriptionState::Subscribed);
}

void TestSubscriptionToken::endsWhenThereWillBeNoToken_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("event");
    const auto local = [](LocalError code) -> Answer {
        return [code](const TokenReply &reply) {
            reply(Error{ErrorLayer::Local, int(code), u"words"_s, false});
        };
    };
    const Answer empty = [](const TokenReply &reply) { reply(QString()); };
    QTest::newRow("unauthorized") << local(LocalError::Unauthorized)
                                  << u"$a unsubscribed 1 words"_s;
    QTest::newRow("no secret") << local(LocalError::MissingSecret) << u"$a unsubscribed 1 words"_s;
    QTest::newRow("an empty token") << empty << u"$a unsubscribed 1 unauthorized"_s;
}

void TestSubscriptionToken::endsWhenThereWillBeNoToken()
{
    QFETCH(Answer, answer);
    FakeSubscriptionProvider provider;
    provider.answersAtOnce = false;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.takeEvents();
    answer(provider.replies.at(0));
    QTEST(f.takeEvents().join(u'|'), "event");
    f.clock.advance(1min);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestSubscriptionToken::retriesWhenTheProviderFailsForNow()
{
    FakeSubscriptionProvider provider;
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
    FakeSubscriptionProvider provider;
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
    FakeSubscriptionProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    f.transport()->receive(push);
    f.clock.advance(500ms);
    f.connectIfLost();
    QCOMPARE(sentToken(f), u"token2"_s);
}

void TestSubscriptionToken::usesTheGivenTokenFirst()
{
    FakeSubscriptionProvider provider;
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
        f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
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
    FakeSubscriptionProvider provider;
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
    FakeSubscriptionProvider provider;
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
    FakeSubscriptionProvider provider;
    ClientFixture f;
    for (const QString &channel : {u"$a"_s, u"$b"_s, u"c"_s}) {
        f.subscribe(channel, provider.options());
    }
    f.connectWith();
    QCOMPARE(f.transport()->frames.size(), 2); // connect, and all the rest
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe $a"_s, u"subscribe $b"_s, u"subscribe c"_s}));
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
    const ClientFixture::Act refresh = [](ClientFixture &each) {
        each.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
        each.transport()->reply(u"subscribe b"_s, R"("subscribe":{})");
        each.clock.advance(54s);
    };
    f.whileAlive({a ? refresh : [](ClientFixture &) {}});
    QVERIFY(!a);
    QCOMPARE(!f.client, destroysClient);
}

REALTIME_TEST(TestSubscriptionToken, QCoreApplication)
#include "tst_subscriptiontoken.moc"
