// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// How a subscription ends, by us or by the server.

#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using SubscriptionState = Subscription::State;

class TestUnsubscribe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unsubscribesOnTheWire();
    void sendsNoUnsubscribeForWhatTheServerDoesNotKnow();
    void reconnectsWhenTheUnsubscribeFails_data();
    void reconnectsWhenTheUnsubscribeFails();
    void waitsForTheUnsubscribeBeforeItSubscribesAgain();
    void obeysTheServersUnsubscribe_data();
    void obeysTheServersUnsubscribe();
    void disappearsWhenRemoved();
    void leavesTheChannelWhenDeleted();
};

void TestUnsubscribe::unsubscribesOnTheWire()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    news->unsubscribe();
    news->unsubscribe();
    QCOMPARE(f.takeEvents(), QStringList({u"news unsubscribed 0 unsubscribe called"_s}));
    QCOMPARE(f.transport()->words(),
             QStringList({u"connect"_s, u"subscribe news"_s, u"unsubscribe news"_s}));
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    f.clock.advance(1min);
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestUnsubscribe::sendsNoUnsubscribeForWhatTheServerDoesNotKnow()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("error":{"code":100,"temporary":true})");
    news->unsubscribe();
    f.clock.advance(1min);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"subscribe news"_s}));
}

void TestUnsubscribe::reconnectsWhenTheUnsubscribeFails_data()
{
    QTest::addColumn<ClientFixture::Act>("answer");
    const ClientFixture::Act error = [](ClientFixture &f) {
        f.transport()->reply(u"unsubscribe news"_s, R"("error":{"code":107,"message":"m"})");
    };
    const ClientFixture::Act nothing = [](ClientFixture &f) { f.clock.advance(5s); };
    QTest::newRow("an error") << error;
    QTest::newRow("nothing") << nothing;
}

void TestUnsubscribe::reconnectsWhenTheUnsubscribeFails()
{
    QFETCH(ClientFixture::Act, answer);
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    news->unsubscribe();
    f.takeEvents();
    answer(f);
    QCOMPARE(f.takeEvents(), QStringList({u"connecting 4 unsubscribe error"_s, u"retry 1 500"_s}));
}

void TestUnsubscribe::waitsForTheUnsubscribeBeforeItSubscribesAgain()
{
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    news->unsubscribe();
    news->subscribe();
    QCOMPARE(f.transport()->words().last(), u"unsubscribe news"_s);
    f.transport()->reply(u"unsubscribe news"_s, R"("unsubscribe":{})");
    QCOMPARE(f.transport()->words().last(), u"subscribe news"_s);
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    QCOMPARE(news->state(), SubscriptionState::Subscribed);
}

void TestUnsubscribe::obeysTheServersUnsubscribe_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("terminal");
    QTest::newRow("server unsubscribe") << 2000 << true;
    QTest::newRow("last terminal") << 2499 << true;
    QTest::newRow("insufficient state") << 2500 << false;
    QTest::newRow("subscription expired") << 2501 << false;
}

void TestUnsubscribe::obeysTheServersUnsubscribe()
{
    QFETCH(int, code);
    QFETCH(bool, terminal);
    ClientFixture f;
    Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    f.transport()->receive(R"({"push":{"channel":"news","unsubscribe":{"reason":"r","code":)"
                           + QByteArray::number(code) + "}}}");
    const QString state = terminal ? u"unsubscribed"_s : u"subscribing"_s;
    QCOMPARE(f.takeEvents(), QStringList({u"news %1 %2 r"_s.arg(state).arg(code)}));
    QCOMPARE(news->state(),
             terminal ? SubscriptionState::Unsubscribed : SubscriptionState::Subscribing);
    f.clock.advance(1s);
    QCOMPARE(f.transport()->words().count(u"subscribe news"_s), terminal ? 1 : 2);
    QCOMPARE(f.transport()->words().count(u"unsubscribe news"_s), 0);
}

void TestUnsubscribe::disappearsWhenRemoved()
{
    ClientFixture f;
    const QPointer<Subscription> news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    f.takeEvents();
    f.client->removeSubscription(news);
    f.client->removeSubscription(news);
    f.client->removeSubscription(nullptr);
    QCOMPARE(f.takeEvents(), QStringList({u"news unsubscribed 0 unsubscribe called"_s}));
    QVERIFY(!f.client->subscription(u"news"_s));
    news->subscribe(); // no effect any more
    QCOMPARE(news->state(), SubscriptionState::Unsubscribed);
    QTRY_VERIFY(news.isNull());
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestUnsubscribe::leavesTheChannelWhenDeleted()
{
    ClientFixture f;
    const Subscription *news = f.subscribe(u"news"_s);
    f.connectWith();
    f.transport()->reply(u"subscribe news"_s, R"("subscribe":{})");
    delete news;
    QCOMPARE(f.transport()->words().last(), u"unsubscribe news"_s);
    QVERIFY(!f.client->subscription(u"news"_s));
}

REALTIME_TEST(TestUnsubscribe, QCoreApplication)
#include "tst_unsubscribe.moc"
