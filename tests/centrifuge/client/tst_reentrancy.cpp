// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What a handler of a client's signal may do: anything.

#include "centrifuge/transport/websockettransport.h"
#include "clientfixture.h"
#include "support/testprogram.h"

#include <QPointer>
#include <QRegularExpression>
#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

using ClientState = Client::State;

namespace {

/** A life with everything in it. Stops where the client is gone or disconnected. */
void liveThrough(ClientFixture &f)
{
    const auto isOver = [&f] {
        return !f.client || f.client->state() == ClientState::Disconnected;
    };
    const auto step = [&](auto action) {
        if (!isOver()) {
            action();
        }
    };
    f.subscribe(u"news"_s);
    if (f.client) {
        f.client->connectToServer();
    }
    step([&] { f.transport()->breakDown(); });
    step([&] { f.client->retryNow(); });
    step([&] { f.connectWith(R"("connect":{"client":"c1","expires":true,"ttl":60})"); });
    step([&] {
        f.transport()->reply(u"subscribe news"_s,
                             R"("subscribe":{"recoverable":true,"epoch":"e","offset":2,)"
                             R"("publications":[{"data":1,"offset":3},{"data":2,"offset":4}]})");
    });
    step([&] {
        f.transport()->receive(R"({"push":{"channel":"news","pub":{"data":1,"offset":5}}})"
                               "\n"
                               R"({"push":{"channel":"news","pub":{"data":)"
                               "\n"
                               R"({"push":{"channel":"news","pub":{"data":3,"offset":7}}})");
    });
    step([&] { f.transport()->breakDown(); });
    step([&] { f.reconnect(); });
    step([&] {
        f.transport()->reply(u"subscribe news"_s, R"("error":{"code":103,"message":"no"})");
    });
}

/** Does `action` at the first event that begins with `moment`; returns what came after it. */
class Interruption : public QObject
{
public:
    Interruption(ClientFixture &fixture, QString moment, std::function<void()> action)
        : m_fixture(fixture)
        , m_moment(std::move(moment))
        , m_action(std::move(action))
    {
        fixture.onRecord = [this](const QString &event) {
            if (!m_isDone && event.contains(m_moment)) {
                m_isDone = true;
                m_fixture.events.clear();
                m_action();
            }
        };
    }
    bool isDone() const { return m_isDone; }

private:
    ClientFixture &m_fixture;
    const QString m_moment;
    const std::function<void()> m_action;
    bool m_isDone = false;
};

} // namespace

class TestReentrancy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsHandlersDisconnectAtAnyMoment_data();
    void letsHandlersDisconnectAtAnyMoment();
    void letsHandlersDestroyTheClientAtAnyMoment_data();
    void letsHandlersDestroyTheClientAtAnyMoment();
    void letsHandlersDestroyTheSubscriptionAtAnyMoment_data();
    void letsHandlersDestroyTheSubscriptionAtAnyMoment();
    void letsHandlersUnsubscribeAndSubscribeAtAnyMoment_data();
    void letsHandlersUnsubscribeAndSubscribeAtAnyMoment();
    void letsHandlersDisconnectAndConnectAtAnyMoment_data();
    void letsHandlersDisconnectAndConnectAtAnyMoment();
    void letsHandlersDestroyTheClientWhileItsSocketOpens();
    void letsTheNetworksChangeEndTheClient();
    void asksNothingOfAConnectionThatTheNetworksChangeBroughtAbout();
};

void TestReentrancy::letsHandlersDisconnectAtAnyMoment_data()
{
    QTest::addColumn<QString>("moment");
    for (const char *moment :
         {"connecting 0", "error", "retry", "connected", "expiry", "news subscribed",
          "news recovered 3", "news recovered 4", "news publication 5", "undecodable",
          "connecting 1", "news subscribing 1", "news unsubscribed"}) {
        QTest::newRow(moment) << QString::fromLatin1(moment);
    }
}

void TestReentrancy::letsHandlersDisconnectAtAnyMoment()
{
    QFETCH(QString, moment);
    ClientFixture f;
    const Interruption interruption(f, moment, [&f] { f.client->disconnectFromServer(); });
    liveThrough(f);
    QVERIFY(interruption.isDone());
    QCOMPARE(f.client->state(), ClientState::Disconnected);
    f.events.removeAll(u"news subscribing 1 transport closed"_s);
    QCOMPARE(f.takeEvents(), QStringList({u"disconnected 0 disconnect called"_s}));
    QCOMPARE(f.clock.activeTimers(), 0);
}

void TestReentrancy::letsHandlersDestroyTheClientAtAnyMoment()
{
    QFETCH(QString, moment);
    ClientFixture f;
    const Interruption interruption(f, moment, [&f] { delete f.client.release(); });
    liveThrough(f);
    QVERIFY(interruption.isDone());
    QCOMPARE(f.takeEvents(), QStringList());
    QCOMPARE(f.clock.activeTimers(), 0);
}

void TestReentrancy::letsHandlersDestroyTheClientAtAnyMoment_data()
{
    letsHandlersDisconnectAtAnyMoment_data();
}

void TestReentrancy::letsHandlersDestroyTheSubscriptionAtAnyMoment_data()
{
    letsHandlersDisconnectAtAnyMoment_data();
}

void TestReentrancy::letsHandlersDestroyTheSubscriptionAtAnyMoment()
{
    QFETCH(QString, moment);
    ClientFixture f;
    const Interruption interruption(f, moment, [&f] { delete f.client->subscription(u"news"_s); });
    liveThrough(f);
    QVERIFY(interruption.isDone());
    QVERIFY(f.takeEvents().filter(QRegularExpression(u"^news "_s)).isEmpty());
    QCOMPARE(f.client->state(), ClientState::Connected);
}

void TestReentrancy::letsHandlersUnsubscribeAndSubscribeAtAnyMoment_data()
{
    letsHandlersDisconnectAtAnyMoment_data();
}

void TestReentrancy::letsHandlersUnsubscribeAndSubscribeAtAnyMoment()
{
    QFETCH(QString, moment);
    ClientFixture f;
    const Interruption interruption(f, moment, [&f] {
        Subscription *news = f.client->subscription(u"news"_s);
        news->unsubscribe();
        news->subscribe();
    });
    liveThrough(f);
    QVERIFY(interruption.isDone());
    QCOMPARE(f.client->state(), ClientState::Connected);
    QVERIFY(f.client->subscription(u"news"_s)->state() != Subscription::State::Subscribed);
}

void TestReentrancy::letsHandlersDisconnectAndConnectAtAnyMoment_data()
{
    letsHandlersDisconnectAtAnyMoment_data();
}

void TestReentrancy::letsHandlersDisconnectAndConnectAtAnyMoment()
{
    QFETCH(QString, moment);
    ClientFixture f;
    const Interruption interruption(f, moment, [&f] {
        f.client->disconnectFromServer();
        f.client->connectToServer();
    });
    liveThrough(f);
    QVERIFY(interruption.isDone());
    QVERIFY(f.client->state() != ClientState::Disconnected);
    f.clock.advance(std::chrono::hours(1));
    QVERIFY(f.transports.count() > 2);
}

void TestReentrancy::letsHandlersDestroyTheClientWhileItsSocketOpens()
{
    ClientOptions options;
    options.urls = {QUrl(u"ws://127.0.0.1/a%0D%0Ab"_s)}; // QWebSocket refuses it within open()
    const FakeClock clock;
    const QPointer<Client> client = new Client(options, webSocketTransports(), clock);
    connect(client, &Client::errorOccurred, this, [&client] { delete client.data(); });
    client->connectToServer();
    QVERIFY(client.isNull());
}

void TestReentrancy::letsTheNetworksChangeEndTheClient()
{
    std::unique_ptr<ClientFixture> f;
    int asked = 0;
    ClientOptions options;
    options.tokenProvider = [&](const TokenReply &reply) {
        if (++asked == 1) {
            reply(u"token"_s);
        } else {
            delete f->client.release();
        }
    };
    f = std::make_unique<ClientFixture>(options);
    f->client->connectToServer();
    f->transport()->breakDown();
    f->client->networkChanged();
    QCOMPARE(asked, 2);
    QVERIFY(!f->client);
}

/** Whoever has just answered need not be asked whether it is there. */
void TestReentrancy::asksNothingOfAConnectionThatTheNetworksChangeBroughtAbout()
{
    std::unique_ptr<ClientFixture> f;
    int asked = 0;
    ClientOptions options;
    options.tokenProvider = [&](const TokenReply &reply) {
        reply(u"token"_s);
        if (++asked == 2) {
            f->connectWith();
        }
    };
    f = std::make_unique<ClientFixture>(options);
    f->client->connectToServer();
    f->transport()->breakDown();
    f->client->networkChanged();
    QCOMPARE(f->client->state(), ClientState::Connected);
    QCOMPARE(f->transport()->words(), QStringList({u"connect"_s}));
}

REALTIME_TEST(TestReentrancy, QCoreApplication)
#include "tst_reentrancy.moc"
