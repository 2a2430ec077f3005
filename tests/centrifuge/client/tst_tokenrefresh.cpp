// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "providerfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestTokenRefresh : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mintsAnewBeforeEveryAttempt();
    void retriesWithANewTokenWhenItHasExpired();
    void retriesWithANewTokenWhenTheConnectionHasExpired();
    void usesOnlyTheFirstAnswerOfAProvider();
    void endsWithoutATokenOnlyWhenThereWillBeNone_data();
    void endsWithoutATokenOnlyWhenThereWillBeNone();
    void neverRefreshesAStaticToken();

    void refreshesBeforeExpiry_data();
    void refreshesBeforeExpiry();
    void refreshesAgainAfterARefresh();
    void stopsRefreshingWhenTheServerSaysItDoesNotExpire();
    void refreshesByTheExpiryOfARefreshPush();
    void retriesARefreshThatFailsForNow_data();
    void retriesARefreshThatFailsForNow();
    void disconnectsWhenTheRefreshIsRefused();
    void disconnectsWhenThereIsNoTokenToRefreshWith();
    void retriesWhenTheProviderFailsForNow();
    void surviveAProviderThatDestroysTheClient();
};

void TestTokenRefresh::mintsAnewBeforeEveryAttempt()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.client->connectToServer();
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"token2"_s);
    f.transport()->breakDown();
    f.reconnect();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"token3"_s);
}

void TestTokenRefresh::retriesWithANewTokenWhenItHasExpired()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.client->connectToServer();
    f.takeEvents();
    f.transport()->accept();
    f.transport()->reply(u"connect"_s, R"("error":{"code":109,"message":"token expired"})");
    QCOMPARE(f.takeEvents(), QStringList({u"error 8 109"_s, u"retry 1 500"_s}));
    f.reconnect();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"token2"_s);
}

void TestTokenRefresh::retriesWithANewTokenWhenTheConnectionHasExpired()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith();
    f.transport()->endByServer(3005, u"connection expired"_s);
    f.reconnect();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"token2"_s);
}

void TestTokenRefresh::usesOnlyTheFirstAnswerOfAProvider()
{
    FakeProvider provider(false);
    ClientFixture f(provider.options());
    f.client->connectToServer();
    provider.replies.at(0)(u"first"_s);
    provider.replies.at(0)(u"second"_s);
    provider.replies.at(0)(NoNetwork);
    QCOMPARE(f.transports.count(), 1);
    f.connectWith();
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestTokenRefresh::endsWithoutATokenOnlyWhenThereWillBeNone_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QStringList>("events");
    const QStringList end{u"disconnected 1 words"_s};
    QTest::newRow("unauthorized") << Error{ErrorLayer::Local, int(LocalError::Unauthorized),
                                           u"words"_s, false}
                                  << end;
    QTest::newRow("no secret") << Error{ErrorLayer::Local, int(LocalError::MissingSecret),
                                        u"words"_s, false}
                               << end;
    QTest::newRow("claims that can't be")
        << Error{ErrorLayer::Local, int(LocalError::BadArgument), u"words"_s, false} << end;
    QTest::newRow("a failure for now")
        << NoNetwork << QStringList({u"error 2 1"_s, u"retry 1 500"_s});
}

void TestTokenRefresh::endsWithoutATokenOnlyWhenThereWillBeNone()
{
    QFETCH(Error, error);
    ClientOptions options;
    options.tokenProvider = [error](const TokenReply &reply) { reply(error); };
    ClientFixture f(options);
    f.client->connectToServer();
    QTEST(f.takeEvents().mid(1), "events");
    QCOMPARE(f.transports.count(), 0);
}

void TestTokenRefresh::neverRefreshesAStaticToken()
{
    ClientOptions options;
    options.token = u"static"_s;
    ClientFixture f(options);
    f.connectWith(AcceptedConnect);
    QCOMPARE(f.takeEvents().last(), u"expiry 60"_s);
    f.clock.advance(1h);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
}

void TestTokenRefresh::refreshesBeforeExpiry_data()
{
    QTest::addColumn<int>("timeToLive");
    QTest::addColumn<int>("delay");
    QTest::newRow("an hour: a tenth earlier") << 3600 << 3240000;
    QTest::newRow("a minute") << 60 << 54000;
    QTest::newRow("three seconds: a second earlier") << 3 << 2000;
    QTest::newRow("one second: half of it") << 1 << 500;
}

void TestTokenRefresh::refreshesBeforeExpiry()
{
    QFETCH(int, timeToLive);
    QFETCH(int, delay);
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(R"("connect":{"expires":true,"ttl":)" + QByteArray::number(timeToLive) + '}');
    f.clock.advance(std::chrono::milliseconds(delay - 1));
    QCOMPARE(provider.count(), 1);
    f.clock.advance(1ms);
    QCOMPARE(provider.count(), 2);
    QCOMPARE(sentToken(f.transport(), u"refresh"_s), u"token2"_s);
}

void TestTokenRefresh::refreshesAgainAfterARefresh()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    for (int i = 2; i < 6; ++i) {
        f.takeEvents();
        f.clock.advance(54s);
        QCOMPARE(sentToken(f.transport(), u"refresh"_s), u"token%1"_s.arg(i));
        f.transport()->reply(u"refresh"_s, R"("refresh":{"expires":true,"ttl":60})");
        QCOMPARE(f.takeEvents(), QStringList({u"expiry 60"_s}));
    }
}

void TestTokenRefresh::stopsRefreshingWhenTheServerSaysItDoesNotExpire()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    f.clock.advance(54s);
    f.transport()->reply(u"refresh"_s, R"("refresh":{})");
    f.clock.advance(24h);
    QCOMPARE(provider.count(), 2);
}

void TestTokenRefresh::refreshesByTheExpiryOfARefreshPush()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    f.clock.advance(50s);
    f.transport()->receive(R"({"push":{"refresh":{"expires":true,"ttl":600}}})");
    QCOMPARE(f.takeEvents().last(), u"expiry 600"_s);
    f.clock.advance(539s);
    QCOMPARE(provider.count(), 1);
    f.clock.advance(1s);
    QCOMPARE(provider.count(), 2);
}

void TestTokenRefresh::retriesARefreshThatFailsForNow_data()
{
    QTest::addColumn<ClientFixture::Act>("fail");
    QTest::addColumn<QString>("event");
    const auto answer = [](const QByteArray &error) -> ClientFixture::Act {
        return
            [error](ClientFixture &f) { f.transport()->reply(u"refresh"_s, "\"error\":" + error); };
    };
    const ClientFixture::Act none = [](ClientFixture &f) { f.clock.advance(5s); };
    QTest::newRow("temporary") << answer(R"({"code":100,"message":"m","temporary":true})")
                               << u"error 8 100"_s;
    QTest::newRow("expired meanwhile")
        << answer(R"({"code":109,"message":"m"})") << u"error 8 109"_s;
    QTest::newRow("no answer") << none << u"error 6 0"_s;
}

void TestTokenRefresh::retriesARefreshThatFailsForNow()
{
    QFETCH(ClientFixture::Act, fail);
    FakeProvider provider;
    ClientOptions options = provider.options();
    options.random = [] { return 0.5; };
    ClientFixture f(options);
    f.connectWith(AcceptedConnect);
    f.takeEvents();
    f.clock.advance(54s);
    fail(f);
    const QStringList events = f.takeEvents();
    QCOMPARE(events.size(), 1);
    QTEST(events.first(), "event");
    f.clock.advance(7499ms);
    QCOMPARE(provider.count(), 2);
    f.clock.advance(1ms);
    QCOMPARE(sentToken(f.transport(), u"refresh"_s), u"token3"_s);
    QCOMPARE(f.client->state(), Client::State::Connected);
}

void TestTokenRefresh::disconnectsWhenTheRefreshIsRefused()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    f.takeEvents();
    f.clock.advance(54s);
    f.transport()->reply(u"refresh"_s, R"("error":{"code":110,"message":"expired"})");
    QCOMPARE(f.takeEvents(), QStringList({u"disconnected 110 expired"_s}));
}

void TestTokenRefresh::disconnectsWhenThereIsNoTokenToRefreshWith()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    provider.setAnswersAtOnce(false);
    f.takeEvents();
    f.clock.advance(54s);
    provider.replies.last()(QString());
    QCOMPARE(f.takeEvents(), QStringList({u"disconnected 1 unauthorized"_s}));
    QCOMPARE(f.clock.activeTimers(), 0);
}

void TestTokenRefresh::retriesWhenTheProviderFailsForNow()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    provider.setAnswersAtOnce(false);
    f.takeEvents();
    f.clock.advance(54s);
    provider.replies.last()(NoNetwork);
    QCOMPARE(f.takeEvents(), QStringList({u"error 2 1"_s}));
    f.clock.advance(5s);
    provider.replies.last()(u"better"_s);
    QCOMPARE(sentToken(f.transport(), u"refresh"_s), u"better"_s);
}

void TestTokenRefresh::surviveAProviderThatDestroysTheClient()
{
    ClientFixture *fixture = nullptr;
    int left = 1;
    ClientOptions options;
    options.tokenProvider = [&](const TokenReply &reply) {
        if (left-- == 0) {
            fixture->client.reset();
        }
        reply(u"token"_s);
    };
    ClientFixture f(options);
    fixture = &f;
    f.connectWith(AcceptedConnect);
    f.clock.advance(54s);
    QVERIFY(!f.client);

    left = 0;
    ClientFixture g(options);
    fixture = &g;
    g.client->connectToServer();
    QVERIFY(!g.client);
    QCOMPARE(g.transports.count(), 0);
}

REALTIME_TEST(TestTokenRefresh, QCoreApplication)
#include "tst_tokenrefresh.moc"
