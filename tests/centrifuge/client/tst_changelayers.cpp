// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Each change of a state names the layer that its code belongs to.

#include "centrifuge/codes.h"
#include "clientfixture.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/** Connected and subscribed to "news"; keeps the last change of each. */
class ChangesFixture : public ClientFixture
{
public:
    ChangesFixture()
    {
        const auto keepClient = [this](const StateChange &change) { ofClient = change; };
        const auto keepNews = [this](const StateChange &change) { ofNews = change; };
        QObject::connect(client.get(), &Client::connecting, client.get(), keepClient);
        QObject::connect(client.get(), &Client::disconnected, client.get(), keepClient);
        news = client->newSubscription(u"news"_s);
        QObject::connect(news, &Subscription::subscribing, news, keepNews);
        QObject::connect(news, &Subscription::unsubscribed, news, keepNews);
        news->subscribe();
        connectWith();
    }
    void accept() { transport()->reply(u"subscribe news"_s, R"("subscribe":{})"); }

    Subscription *news = nullptr;
    StateChange ofClient;
    StateChange ofNews;
};

} // namespace

class TestChangeLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLocalWhereTheProgramAskedForIt()
    {
        ChangesFixture f;
        QCOMPARE(f.ofClient, (StateChange{ClientCode::Called, u"connect called"_s}));
        QCOMPARE(f.ofNews, (StateChange{ClientCode::Called, u"subscribe called"_s}));
        f.news->unsubscribe();
        QCOMPARE(f.ofNews, (StateChange{ClientCode::Called, u"unsubscribe called"_s}));
    }

    void isTheLayerInWhichTheConnectionBroke()
    {
        ChangesFixture f;
        f.transport()->breakDown();
        QCOMPARE(f.ofClient,
                 (StateChange{ClientCode::TransportClosed, u"reset"_s, ErrorLayer::Tcp}));
    }

    void isATimeoutWhereNobodyAnswered()
    {
        ChangesFixture f;
        f.clock.advance(5s);
        QCOMPARE(f.ofClient,
                 (StateChange{ClientCode::SubscribeTimeout, u"subscribe timeout"_s,
                              ErrorLayer::Timeout}));
    }

    void isTheServersWhereItEndsTheConnection_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("for a while") << 3001;
        QTest::newRow("for good") << 3500;
        QTest::newRow("by the application") << 4500;
    }
    void isTheServersWhereItEndsTheConnection()
    {
        QFETCH(int, code);
        ChangesFixture f;
        f.transport()->endByServer(code, u"why"_s);
        QCOMPARE(f.ofClient, (StateChange{std::uint32_t(code), u"why"_s, ErrorLayer::Server}));
        QVERIFY(f.ofClient.isFromServer());
    }

    void isTheServersWhereItRefusesTheSubscription()
    {
        ChangesFixture f;
        f.transport()->reply(u"subscribe news"_s, R"("error":{"code":103,"message":"no"})");
        QCOMPARE(f.ofNews, (StateChange{ErrorCode::PermissionDenied, u"no"_s, ErrorLayer::Server}));
    }

    void isTheServersWhereItEndsTheSubscription_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("for a while") << 2500;
        QTest::newRow("for good") << 2000;
    }
    void isTheServersWhereItEndsTheSubscription()
    {
        QFETCH(int, code);
        ChangesFixture f;
        f.accept();
        f.transport()->receive(R"({"push":{"channel":"news","unsubscribe":{"code":)"
                               + QByteArray::number(code) + R"(,"reason":"why"}}})");
        QCOMPARE(f.ofNews, (StateChange{std::uint32_t(code), u"why"_s, ErrorLayer::Server}));
    }
};

REALTIME_TEST(TestChangeLayers, QCoreApplication)
#include "tst_changelayers.moc"
