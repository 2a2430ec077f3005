// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// How a subscription token is renewed while subscribed.

#include "subscriptionprovider.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using SubscriptionState = Subscription::State;

using Refusal = std::function<void(ClientFixture &, FakeSubscriptionProvider &)>;

Q_DECLARE_METATYPE(Refusal)

class TestSubscriptionRefresh : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refreshesBeforeExpiry();
    void refreshesNothingWithoutAProvider();
    void retriesARefreshThatFailsForNow_data();
    void retriesARefreshThatFailsForNow();
    void unsubscribesWhenTheRefreshIsRefused_data();
    void unsubscribesWhenTheRefreshIsRefused();
    void doesNotRefreshWithAnExpiredToken();
    void stopsRefreshingWhenItEnds();
};

void TestSubscriptionRefresh::refreshesBeforeExpiry()
{
    FakeSubscriptionProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
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

void TestSubscriptionRefresh::refreshesNothingWithoutAProvider()
{
    SubscriptionOptions options;
    options.token = u"static"_s;
    ClientFixture f;
    f.subscribe(u"$a"_s, options);
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    f.clock.advance(1h);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe $a"_s}));
}

void TestSubscriptionRefresh::retriesARefreshThatFailsForNow_data()
{
    QTest::addColumn<ClientFixture::Act>("fail");
    QTest::addColumn<QString>("event");
    const auto answer = [](const QByteArray &error) -> ClientFixture::Act {
        return [error](ClientFixture &f) {
            f.transport()->reply(u"sub_refresh $a"_s, "\"error\":" + error);
        };
    };
    const ClientFixture::Act none = [](ClientFixture &f) { f.clock.advance(5s); };
    QTest::newRow("temporary") << answer(R"({"code":100,"temporary":true})") << u"$a error 8 100"_s;
    QTest::newRow("token expired") << answer(R"({"code":109})") << u"$a error 8 109"_s;
    QTest::newRow("no answer") << none << u"$a error 6 0"_s;
}

void TestSubscriptionRefresh::retriesARefreshThatFailsForNow()
{
    QFETCH(ClientFixture::Act, fail);
    FakeSubscriptionProvider provider;
    ClientOptions options;
    options.random = [] { return 0.5; };
    ClientFixture f(options);
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    f.takeEvents();
    f.clock.advance(54s);
    fail(f);
    QTEST(f.takeEvents().join(u'|'), "event");
    f.clock.advance(14999ms); // 10 s, and half as much
    QCOMPARE(provider.replies.size(), 2);
    f.clock.advance(1ms);
    QCOMPARE(sentToken(f, u"sub_refresh"_s), u"token3"_s);
    QCOMPARE(a->state(), SubscriptionState::Subscribed);
}

void TestSubscriptionRefresh::unsubscribesWhenTheRefreshIsRefused_data()
{
    QTest::addColumn<Refusal>("refuse");
    QTest::addColumn<QString>("event");
    const Refusal byServer = [](ClientFixture &f, FakeSubscriptionProvider &provider) {
        provider.replies.last()(u"token2"_s);
        f.transport()->reply(u"sub_refresh $a"_s, R"("error":{"code":103,"message":"no"})");
    };
    const Refusal byProvider = [](ClientFixture &, FakeSubscriptionProvider &provider) {
        provider.replies.last()(QString());
    };
    QTest::newRow("by the server") << byServer << u"$a unsubscribed 103 no"_s;
    QTest::newRow("by the provider") << byProvider << u"$a unsubscribed 1 unauthorized"_s;
}

void TestSubscriptionRefresh::unsubscribesWhenTheRefreshIsRefused()
{
    QFETCH(Refusal, refuse);
    FakeSubscriptionProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    f.takeEvents();
    provider.answersAtOnce = false;
    f.clock.advance(54s);
    refuse(f, provider);
    QTEST(f.takeEvents().join(u'|'), "event");
    QCOMPARE(f.transport()->words().last(), u"unsubscribe $a"_s); // the server still has it
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestSubscriptionRefresh::doesNotRefreshWithAnExpiredToken()
{
    FakeSubscriptionProvider provider;
    ClientFixture f;
    f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
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

void TestSubscriptionRefresh::stopsRefreshingWhenItEnds()
{
    FakeSubscriptionProvider provider;
    ClientFixture f;
    Subscription *a = f.subscribe(u"$a"_s, provider.options());
    f.connectWith();
    f.transport()->reply(u"subscribe $a"_s, AcceptedSubscribe);
    provider.answersAtOnce = false;
    f.clock.advance(54s);
    a->unsubscribe();
    provider.replies.last()(u"late"_s);
    f.transport()->reply(u"unsubscribe $a"_s, R"("unsubscribe":{})");
    f.clock.advance(1h);
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe $a"_s, u"unsubscribe $a"_s}));
}

REALTIME_TEST(TestSubscriptionRefresh, QCoreApplication)
#include "tst_subscriptionrefresh.moc"
