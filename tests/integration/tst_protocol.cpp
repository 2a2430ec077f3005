// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/client.h"
#include "centrifuge/clock.h"
#include "centrifuge/token.h"
#include "centrifuge/transport/websockettransport.h"
#include "integration/watcher.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const SystemClock Time;

std::chrono::seconds now()
{
    return std::chrono::duration_cast<std::chrono::seconds>(Time.wall());
}

/** A client of the SDK on the real server, and the payloads that it was sent. */
class Peer
{
public:
    Peer(const TestServer &server, WireFormat wire, const QStringList &channels = {})
    {
        ClientOptions options;
        options.urls = {server.webSocketUrl()};
        options.wireFormat = wire;
        options.allowPublish = true;
        options.tokenProvider = [channels](const TokenReply &reply) {
            TokenClaims claims;
            claims.user = u"alice"_s;
            claims.channels = channels;
            reply(mintToken(claims, TestServer::Secret, now()));
        };
        client = std::make_unique<Client>(options, webSocketTransports(), Time);
        client->connectToServer();
    }

    Subscription *subscribe(const QString &channel, const SubscriptionOptions &options = {})
    {
        Subscription *subscription = client->newSubscription(channel, options);
        QObject::connect(
            subscription, &Subscription::publicationReceived, subscription,
            [this](const PublicationEvent &event) { payloads.append(event.publication.data); });
        QObject::connect(subscription, &Subscription::subscribed, subscription,
                         [this](const SubscribedEvent &event) { last = event; });
        subscription->subscribe();
        return subscription;
    }

    std::unique_ptr<Client> client;
    QByteArrayList payloads;
    SubscribedEvent last;
};

/** A channel that this run of a test has for itself. */
QString fresh(const QString &name, WireFormat wire)
{
    return u"%1-%2"_s.arg(name).arg(int(wire));
}

bool isSubscribed(const Subscription *subscription)
{
    return subscription->state() == Subscription::State::Subscribed;
}

} // namespace

/** What the client can ask of the real engine. */
class TestProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPrivateChannelIsWatchedWithAMintedToken_data() { addWireFormats(); }
    void aPrivateChannelIsWatchedWithAMintedToken();
    void aPrivateChannelIsRefusedWithoutASecret();
    void aSubscriptionTokenIsRenewed_data() { addWireFormats(); }
    void aSubscriptionTokenIsRenewed();
    void presenceAndHistoryAreAnswered_data() { addWireFormats(); }
    void presenceAndHistoryAreAnswered();
    void aClientPublishesWhereItMay_data() { addWireFormats(); }
    void aClientPublishesWhereItMay();
    void patchesAreRestored_data() { addWireFormats(); }
    void patchesAreRestored();
    void aFilterKeepsOthersAway_data() { addWireFormats(); }
    void aFilterKeepsOthersAway();
    void theServersSubscriptionsRecover_data() { addWireFormats(); }
    void theServersSubscriptionsRecover();
    void theChannelsOfATokenAreShown_data() { addWireFormats(); }
    void theChannelsOfATokenAreShown();
    void aRefusedPositionStartsAnew_data() { addWireFormats(); }
    void aRefusedPositionStartsAnew();

private:
    TestServer m_server;
};

void TestProtocol::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("no local server was built");
    }
    const QJsonObject all{{u"name"_s, u"all"_s},
                          {u"history_size"_s, 100},
                          {u"history_ttl"_s, u"300s"_s},
                          {u"force_recovery"_s, true},
                          {u"presence"_s, true},
                          {u"delta_publish"_s, true},
                          {u"allowed_delta_types"_s, QJsonArray{u"fossil"_s}},
                          {u"allow_tags_filter"_s, true},
                          {u"allow_subscribe_for_client"_s, true},
                          {u"allow_publish_for_subscriber"_s, true},
                          {u"allow_presence_for_subscriber"_s, true},
                          {u"allow_history_for_subscriber"_s, true}};
    QJsonObject channel = m_server.config()[u"channel"_s].toObject();
    QJsonArray namespaces = channel[u"namespaces"_s].toArray();
    namespaces.append(all);
    channel[u"namespaces"_s] = namespaces;
    m_server.config()[u"channel"_s] = channel;
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void TestProtocol::aPrivateChannelIsWatchedWithAMintedToken()
{
    QFETCH(WireFormat, wire);
    const QString channel = fresh(u"$history:secret"_s, wire);
    Watcher watcher(wire);
    watcher.start(serverConnection(m_server), {channel});
    QTRY_COMPARE(watcher.channel(channel).state, ChannelState::Subscribed);
    QVERIFY(m_server.publish(channel, "{\"a\":1}"));
    QTRY_COMPARE(watcher.payloads(channel), QByteArrayList{"{\"a\":1}"});
}

void TestProtocol::aPrivateChannelIsRefusedWithoutASecret()
{
    TokenClaims claims;
    claims.user = u"alice"_s;
    ConnectionSettings settings = serverConnection(m_server);
    settings.token = Secret(mintToken(claims, TestServer::Secret, now()).value().toUtf8());
    settings.tokenHmacSecret = {};
    Watcher watcher(WireFormat::Protobuf);
    watcher.start(settings, {u"$secret"_s});
    QTRY_COMPARE(watcher.channel(u"$secret"_s).code, 103U);
}

void TestProtocol::aSubscriptionTokenIsRenewed()
{
    QFETCH(WireFormat, wire);
    int asked = 0;
    SubscriptionOptions options;
    options.tokenProvider = [&asked](const QString &channel, const TokenReply &reply) {
        ++asked;
        reply(mintSubscriptionToken({u"alice"_s, channel, asked == 1 ? 2s : 3600s, {}},
                                    TestServer::Secret, now()));
    };
    Peer peer(m_server, wire);
    Subscription *own = peer.subscribe(fresh(u"$renewed"_s, wire), options);
    QTRY_VERIFY(isSubscribed(own));
    QSignalSpy left(own, &Subscription::subscribing);
    QSignalSpy failed(own, &Subscription::errorOccurred);
    QTRY_COMPARE(asked, 2);
    bool isAnswered = false; // after the refresh, for replies come in order here
    peer.client->presence(own->channel(), [&isAnswered](const auto &) { isAnswered = true; });
    QTRY_VERIFY(isAnswered);
    QVERIFY(isSubscribed(own));
    QCOMPARE(failed.count(), 0);
    QCOMPARE(left.count(), 0);
}

void TestProtocol::presenceAndHistoryAreAnswered()
{
    QFETCH(WireFormat, wire);
    const QString channel = fresh(u"all:asked"_s, wire);
    Peer peer(m_server, wire);
    Subscription *all = peer.subscribe(channel);
    QTRY_VERIFY(isSubscribed(all));
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(m_server.publish(channel, QByteArray::number(i)));
    }
    std::optional<PresenceResult> presence;
    std::optional<PresenceStatsResult> stats;
    std::optional<HistoryResult> history;
    std::optional<Error> refusal;
    peer.client->presence(channel, [&](const auto &result) { presence = result.value(); });
    peer.client->presenceStats(channel, [&](const auto &result) { stats = result.value(); });
    peer.client->history(channel, {2, {}, true},
                         [&](const auto &result) { history = result.value(); });
    peer.client->history(channel, {1, StreamPosition{1, u"wrong"_s}, false},
                         [&](const auto &result) { refusal = result.error(); });
    QTRY_VERIFY(presence && stats && history && refusal);
    QCOMPARE(presence->clients.first().user, u"alice"_s);
    QCOMPARE(stats->clients, 1U);
    QCOMPARE(history->position.offset, 3U);
    QCOMPARE(history->publications.size(), std::size_t(2));
    QCOMPARE(history->publications.front().data, QByteArray("3"));
    QCOMPARE(refusal->code, 112);
}

void TestProtocol::aClientPublishesWhereItMay()
{
    QFETCH(WireFormat, wire);
    Peer peer(m_server, wire);
    Subscription *all = peer.subscribe(fresh(u"all:own"_s, wire));
    Subscription *plain = peer.subscribe(fresh(u"plain:own"_s, wire));
    QTRY_VERIFY(isSubscribed(all) && isSubscribed(plain));
    bool isPublished = false;
    int code = 0;
    peer.client->publish(all->channel(), "{\"mine\":true}",
                         [&](const auto &result) { isPublished = result.isOk(); });
    peer.client->publish(plain->channel(), "{}",
                         [&](const auto &result) { code = result ? -1 : result.error().code; });
    QTRY_COMPARE(code, 103);
    QVERIFY(isPublished);
    QCOMPARE(peer.payloads, QByteArrayList{"{\"mine\":true}"});
}

void TestProtocol::patchesAreRestored()
{
    QFETCH(WireFormat, wire);
    const QString channel = fresh(u"all:patched"_s, wire);
    SubscriptionOptions options;
    options.delta = true;
    Peer peer(m_server, wire);
    Subscription *all = peer.subscribe(channel, options);
    QTRY_VERIFY(isSubscribed(all));
    QVERIFY(peer.last.delta);
    QByteArrayList sent;
    for (int i = 0; i < 10; ++i) {
        sent.append("{\"text\":\"" + QByteArray(200, 'x') + "\",\"n\":" + QByteArray::number(i)
                    + '}');
        QVERIFY(m_server.publish(channel, sent.last()));
    }
    QTRY_COMPARE(peer.payloads, sent);
    peer.client->disconnectFromServer();
    for (int i = 10; i < 15; ++i) {
        sent.append("{\"text\":\"" + QByteArray(200, 'x') + "\",\"n\":" + QByteArray::number(i)
                    + '}');
        QVERIFY(m_server.publish(channel, sent.last()));
    }
    peer.client->connectToServer();
    QTRY_COMPARE(peer.payloads, sent);
    QVERIFY(peer.last.recovered);
}

void TestProtocol::aFilterKeepsOthersAway()
{
    QFETCH(WireFormat, wire);
    const QString channel = fresh(u"all:filtered"_s, wire);
    SubscriptionOptions options;
    options.filter = FilterNode{{}, u"kind"_s, u"eq"_s, u"good"_s, {}, {}};
    Peer peer(m_server, wire);
    Subscription *all = peer.subscribe(channel, options);
    QTRY_VERIFY(isSubscribed(all));
    for (const QString &kind : {u"bad"_s, u"good"_s}) {
        m_server.callObject(u"publish"_s,
                            {{u"channel"_s, channel},
                             {u"data"_s, kind},
                             {u"tags"_s, QJsonObject{{u"kind"_s, kind}}}});
    }
    QTRY_COMPARE(peer.payloads, QByteArrayList{"\"good\""});
}

void TestProtocol::theServersSubscriptionsRecover()
{
    QFETCH(WireFormat, wire);
    const QString channel = fresh(u"history:server"_s, wire);
    Peer peer(m_server, wire, {channel});
    QByteArrayList payloads;
    connect(peer.client.get(), &Client::serverPublicationReceived, this,
            [&](const QString &, const PublicationEvent &event) {
                payloads.append(event.publication.data);
            });
    QSignalSpy subscribed(peer.client.get(), &Client::serverSubscribed);
    QTRY_COMPARE(subscribed.count(), 1);
    QVERIFY(m_server.publish(channel, "1"));
    QTRY_COMPARE(payloads, QByteArrayList{"1"});
    peer.client->disconnectFromServer();
    QVERIFY(m_server.publish(channel, "2"));
    peer.client->connectToServer();
    QTRY_COMPARE(payloads, QByteArrayList({"1", "2"}));
    QVERIFY(subscribed.last().at(1).value<SubscribedEvent>().recovered);
    QSignalSpy unsubscribed(peer.client.get(), &Client::serverUnsubscribed);
    m_server.callObject(u"unsubscribe"_s, {{u"user"_s, u"alice"_s}, {u"channel"_s, channel}});
    QTRY_COMPARE(unsubscribed.count(), 1);
}

void TestProtocol::theChannelsOfATokenAreShown()
{
    QFETCH(WireFormat, wire);
    const QString channel = fresh(u"history:shown"_s, wire);
    TokenClaims claims;
    claims.user = u"alice"_s;
    claims.channels = {channel};
    ConnectionSettings settings = serverConnection(m_server);
    settings.token = Secret(mintToken(claims, TestServer::Secret, now()).value().toUtf8());
    Watcher watcher(wire);
    watcher.start(settings, {});
    QTRY_COMPARE(watcher.state(), SessionState::Live);
    QVERIFY(m_server.publish(channel, "1"));
    QTRY_COMPARE(watcher.payloads(channel), QByteArrayList{"1"});
    QVERIFY(watcher.count(EntryKind::Subscription) > 0);
}

void TestProtocol::aRefusedPositionStartsAnew()
{
    QFETCH(WireFormat, wire);
    SubscriptionOptions options;
    options.recover = true;
    options.since = {5, u"wrong"_s};
    options.rejectUnrecovered = true;
    Peer peer(m_server, wire);
    Subscription *history = peer.subscribe(fresh(u"history:refused"_s, wire), options);
    QSignalSpy failed(history, &Subscription::errorOccurred);
    QTRY_VERIFY(isSubscribed(history));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.first().first().value<Error>().code, 112);
    QVERIFY(!peer.last.wasRecovering);
}

REALTIME_TEST(TestProtocol, QCoreApplication)
#include "tst_protocol.moc"
