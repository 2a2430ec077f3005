// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What clients of Centrifugo got wrong about tokens; each test bears the pitfall's name.

#include "newsfixture.h"
#include "providerfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestPitfallsOfTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void olderAttemptNeverConnectsAsThePreviousUser();
    void lateTokenNeverDoublesTheRefresh();
    void staticTokenIsNeverDroppedAndNeverLoops();
    void stateInvalidatedComesAsAPushOrAsACloseCode_data();
    void stateInvalidatedComesAsAPushOrAsACloseCode();
    void stateInvalidatedResetsTheServersSubscriptionsToo();
    void logoutKeepsNeitherTokenNorSubscriptions();
    void refreshedTokenWithOtherChannelsReconnects();
};

void TestPitfallsOfTokens::olderAttemptNeverConnectsAsThePreviousUser()
{
    FakeProvider provider(false);
    ClientFixture f(provider.options());
    f.client->connectToServer();
    f.client->disconnectFromServer();
    f.client->connectToServer();
    provider.replies.at(0)(u"of the previous user"_s);
    QCOMPARE(f.transports.count(), 0);
    provider.replies.at(1)(u"of this user"_s);
    QCOMPARE(f.transports.count(), 1);
    f.connectWith();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"of this user"_s);
    f.client->disconnectFromServer();
    provider.replies.at(1)(u"again"_s);
    QCOMPARE(f.client->state(), Client::State::Disconnected);
    f.client.reset();
    provider.replies.at(1)(u"after the end"_s);
}

void TestPitfallsOfTokens::lateTokenNeverDoublesTheRefresh()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    provider.setAnswersAtOnce(false);
    f.clock.advance(54s);
    const TokenReply late = provider.replies.last();
    provider.setAnswersAtOnce(true);
    f.transport()->breakDown();
    f.client->retryNow();
    f.connectWith(AcceptedConnect);
    const auto asked = provider.count();
    late(u"late"_s);
    late(NoNetwork);
    f.clock.advance(53s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    f.clock.advance(1s);
    QCOMPARE(provider.count(), asked + 1);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s, u"refresh"_s}));
}

void TestPitfallsOfTokens::staticTokenIsNeverDroppedAndNeverLoops()
{
    ClientOptions options;
    options.token = u"static"_s;
    ClientFixture f(options);
    f.connectWith();
    f.transport()->endByServer(3014, u"state invalidated"_s);
    f.reconnect();
    f.transport()->endByServer(3005, u"connection expired"_s);
    f.client->retryNow();
    f.transport()->accept();
    f.transport()->reply(u"connect"_s, R"("error":{"code":109,"message":"token expired"})");
    QCOMPARE(f.takeEvents().last(), u"disconnected 109 token expired"_s); // no loop
    f.connectWith();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"static"_s);
}

void TestPitfallsOfTokens::stateInvalidatedComesAsAPushOrAsACloseCode_data()
{
    QTest::addColumn<ClientFixture::Act>("invalidate");
    const auto row = [](const char *name, const ClientFixture::Act &invalidate) {
        QTest::newRow(name) << invalidate;
    };
    row("of the subscription", [](ClientFixture &f) {
        f.transport()->receive(R"({"push":{"channel":"news","unsubscribe":{"code":2502}}})");
    });
    row("of the connection, as a push", [](ClientFixture &f) {
        f.transport()->receive(R"({"push":{"disconnect":{"code":3014}}})");
    });
    row("of the connection, as a close code",
        [](ClientFixture &f) { f.transport()->endByServer(3014, u"state invalidated"_s); });
}

void TestPitfallsOfTokens::stateInvalidatedComesAsAPushOrAsACloseCode()
{
    QFETCH(ClientFixture::Act, invalidate);
    News f(accepted("e", 7));
    invalidate(f);
    QCOMPARE(f.news->position(), std::optional<StreamPosition>());
    f.clock.advance(1s);
    f.connectIfLost();
    QCOMPARE(askedFor(f), u"none"_s);
}

void TestPitfallsOfTokens::stateInvalidatedResetsTheServersSubscriptionsToo()
{
    ClientFixture f;
    f.connectWith(
        R"("connect":{"client":"c1","subs":{"own":{"recoverable":true,"epoch":"e","offset":3}}})");
    f.transport()->breakDown();
    f.client->retryNow();
    f.transport()->accept();
    QCOMPARE(
        f.transport()->last(u"connect"_s)["connect"_L1]["subs"_L1]["own"_L1]["offset"_L1].toInt(),
        3);
    f.transport()->reply(
        u"connect"_s,
        R"("connect":{"client":"c1","subs":{"own":{"recoverable":true,"epoch":"e","offset":3}}})");
    f.transport()->endByServer(3014, u"state invalidated"_s);
    f.client->retryNow();
    f.transport()->accept();
    QVERIFY(!f.transport()->last(u"connect"_s)["connect"_L1].toObject().contains("subs"_L1));
}

void TestPitfallsOfTokens::logoutKeepsNeitherTokenNorSubscriptions()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    SubscriptionOptions options;
    options.tokenProvider = [](const QString &, const TokenReply &reply) { reply(u"sub"_s); };
    Subscription *own = f.subscribe(u"$own"_s, options);
    f.connectWith();
    f.transport()->reply(u"subscribe $own"_s, R"("subscribe":{})");
    f.client->removeSubscription(own);
    f.client->disconnectFromServer();
    f.connectWith();
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"token2"_s);
    QCOMPARE(f.transport()->words(), QStringList({u"connect"_s}));
    QVERIFY(!f.client->subscription(u"$own"_s));
}

void TestPitfallsOfTokens::refreshedTokenWithOtherChannelsReconnects()
{
    FakeProvider provider;
    ClientFixture f(provider.options());
    f.connectWith(AcceptedConnect);
    f.clock.advance(54s);
    QCOMPARE(sentToken(f.transport(), u"refresh"_s), u"token2"_s);
    f.takeEvents();
    f.transport()->endByServer(3010, u"insufficient state"_s); // the server's design
    QCOMPARE(f.takeEvents(),
             QStringList({u"connecting 3010 insufficient state"_s, u"retry 1 500"_s}));
    f.clock.advance(500ms);
    f.connectWith(AcceptedConnect);
    QCOMPARE(sentToken(f.transport(), u"connect"_s), u"token3"_s);
}

REALTIME_TEST(TestPitfallsOfTokens, QCoreApplication)
#include "tst_pitfallsoftokens.moc"
