// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What we rely on from the HTTP API of a server.

#include "contract/contractconnection.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

const QString Publish = QStringLiteral("publish");
const QString User = QStringLiteral("user");
const QString Unsubscribe = QStringLiteral("unsubscribe");

} // namespace

class ContractApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWrongKeyIsStatus401();
    void theKeyMayComeAsAuthorization();
    void anUnknownMethodIsStatus404();
    void getIsStatus405();
    void aBodyThatIsNotJsonIsStatus400();
    void anErrorComesWithStatus200();
    void inTransportModeAnErrorHasItsStatus();
    void publishingWithoutDataIsError107();
    void anIdempotencyKeyPublishesOnce();
    void anOlderVersionIsNotDelivered();
    void broadcastAnswersForEachChannel();
    void batchAnswersForEachCommand();
    void presenceListsWhoIsThere();
    void presenceOfNobodyIsAnEmptyList();
    void presenceThatIsOffIsError108();
    void presenceOfAnUnknownNamespaceIsError102();
    void channelsListsThoseWithSubscribers();
    void channelsWithoutSubscribersIsAnEmptyList();
    void aPatternThatIsNoneIsError100();
    void infoNamesTheNode();
    void disconnectClosesWith3503();
    void disconnectClosesWithACodeOfOurs();
    void disconnectingNobodyIsFine();
    void unsubscribePushesItsCode();
    void unsubscribePushesAlsoWhereNobodySubscribed();
    void unsubscribeWithoutChannelEndsNothing();
    void subscribePushesTheSubscription();
    void subscribingOnceMoreIsPushedAgain();
    void recoverSinceTellsThePositionAndBringsNothing();
    void refreshPushesTheNewLifetime();

private:
    ContractServer m_server;
};

void ContractApi::initTestCase()
{
    if (!ContractServer::isAvailable()) {
        QSKIP("There is no server to test.");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void ContractApi::aWrongKeyIsStatus401()
{
    for (const Headers &headers : {Headers{}, Headers{{"X-API-Key", "wrong"}}}) {
        const HttpAnswer answer = m_server.post(QStringLiteral("info"), "{}", headers);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.body, QByteArray());
    }
}

void ContractApi::theKeyMayComeAsAuthorization()
{
    const QByteArray key = m_server.keyHeader().first().second;
    const HttpAnswer answer =
        m_server.post(QStringLiteral("info"), "{}", {{"Authorization", "apikey " + key}});
    QCOMPARE(answer.status, 200);
}

void ContractApi::anUnknownMethodIsStatus404()
{
    const HttpAnswer answer = m_server.post(QStringLiteral("nothing"), "{}");
    QCOMPARE(answer.status, 404);
    QVERIFY2(answer.contentType.startsWith("text/plain"), answer.contentType.constData());
}

void ContractApi::getIsStatus405()
{
    QCOMPARE(m_server.get(QStringLiteral("info")).status, 405);
}

void ContractApi::aBodyThatIsNotJsonIsStatus400()
{
    const HttpAnswer answer = m_server.post(Publish, "{");
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.contentType.startsWith("text/plain"), answer.contentType.constData());
}

void ContractApi::anErrorComesWithStatus200()
{
    const HttpAnswer answer =
        m_server.post(Publish, {{Channel, QStringLiteral("nowhere:x")}, {Data, 1}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.errorCode(), 102);
    QVERIFY(!answer.object().contains(u"result"));
}

void ContractApi::inTransportModeAnErrorHasItsStatus()
{
    Headers headers = m_server.keyHeader();
    headers.emplaceBack("X-Centrifugo-Error-Mode", "transport");
    const HttpAnswer answer =
        m_server.post(Publish, R"({"channel":"nowhere:x","data":1})", headers);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.object().value(u"code").toInt(), 102);
    QVERIFY(!answer.object().contains(u"error"));
}

void ContractApi::publishingWithoutDataIsError107()
{
    QCOMPARE(m_server.post(Publish, {{Channel, ContractServer::newChannel({})}}).errorCode(), 107);
}

void ContractApi::anIdempotencyKeyPublishesOnce()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    const QJsonObject request{
        {Channel, channel}, {Data, 1}, {QStringLiteral("idempotency_key"), channel}};
    QCOMPARE(m_server.post(Publish, request).result().value(u"offset").toInt(), 1);
    QCOMPARE(m_server.post(Publish, request).result().value(u"offset").toInt(), 1);
    QCOMPARE(m_server.publish(channel, "2").value(u"offset").toInt(), 2);
}

void ContractApi::anOlderVersionIsNotDelivered()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    const QString version = QStringLiteral("version");
    m_server.post(Publish, {{Channel, channel}, {Data, 1}, {version, 5}});
    const HttpAnswer older = m_server.post(Publish, {{Channel, channel}, {Data, 2}, {version, 4}});
    QCOMPARE(older.result().value(u"offset").toInt(), 1);
}

void ContractApi::broadcastAnswersForEachChannel()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    const HttpAnswer answer = m_server.post(
        QStringLiteral("broadcast"),
        {{QStringLiteral("channels"), QJsonArray{channel, QStringLiteral("nowhere:x")}},
         {Data, 1}});
    const QJsonArray responses = answer.result().value(u"responses").toArray();
    QCOMPARE(responses.size(), 2);
    QCOMPARE(responses.at(0).toObject().value(u"result").toObject().value(u"offset").toInt(), 1);
    QCOMPARE(responses.at(1).toObject().value(u"error").toObject().value(u"code").toInt(), 102);
}

void ContractApi::batchAnswersForEachCommand()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    const QJsonObject good{{Publish, QJsonObject{{Channel, channel}, {Data, 1}}}};
    const QJsonObject bad{
        {Publish, QJsonObject{{Channel, QStringLiteral("nowhere:x")}, {Data, 1}}}};
    const HttpAnswer answer = m_server.post(QStringLiteral("batch"),
                                            {{QStringLiteral("commands"), QJsonArray{good, bad}}});
    const QJsonArray replies = answer.object().value(u"replies").toArray();
    QCOMPARE(replies.size(), 2);
    QCOMPARE(replies.at(0).toObject().value(u"publish").toObject().value(u"offset").toInt(), 1);
    QCOMPARE(replies.at(1).toObject().value(u"error").toObject().value(u"code").toInt(), 102);
}

void ContractApi::presenceListsWhoIsThere()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("people"));
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(user);
    connection.subscribe(channel);
    const QJsonObject presence = m_server.post(QStringLiteral("presence"), {{Channel, channel}})
                                     .result()
                                     .value(u"presence")
                                     .toObject();
    QCOMPARE(presence.size(), 1);
    QCOMPARE(presence.begin().value().toObject().value(u"user").toString(), user);
    const QJsonObject stats =
        m_server.post(QStringLiteral("presence_stats"), {{Channel, channel}}).result();
    QCOMPARE(stats.value(u"num_clients").toInt(), 1);
    QCOMPARE(stats.value(u"num_users").toInt(), 1);
}

/** The members are there even then, so that an answer without them is none. */
void ContractApi::presenceOfNobodyIsAnEmptyList()
{
    const QJsonObject channel{{Channel, ContractServer::newChannel(QStringLiteral("people"))}};
    QCOMPARE(m_server.post(QStringLiteral("presence"), channel).result(),
             (QJsonObject{{QStringLiteral("presence"), QJsonObject()}}));
    QCOMPARE(m_server.post(QStringLiteral("presence_stats"), channel).result(),
             (QJsonObject{{QStringLiteral("num_clients"), 0}, {QStringLiteral("num_users"), 0}}));
}

void ContractApi::presenceOfAnUnknownNamespaceIsError102()
{
    const HttpAnswer answer =
        m_server.post(QStringLiteral("presence"), {{Channel, QStringLiteral("nowhere:x")}});
    QCOMPARE(answer.errorCode(), 102);
}

void ContractApi::presenceThatIsOffIsError108()
{
    QCOMPARE(m_server
                 .post(QStringLiteral("presence"),
                       {{Channel, ContractServer::newChannel(QStringLiteral("open"))}})
                 .errorCode(),
             108);
}

void ContractApi::channelsListsThoseWithSubscribers()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    const QJsonObject channels =
        m_server.post(QStringLiteral("channels"), {{QStringLiteral("pattern"), channel}})
            .result()
            .value(u"channels")
            .toObject();
    QCOMPARE(channels.keys(), QStringList{channel});
    QCOMPARE(channels.value(channel).toObject().value(u"num_clients").toInt(), 1);
}

void ContractApi::channelsWithoutSubscribersIsAnEmptyList()
{
    const QJsonObject pattern{{QStringLiteral("pattern"), ContractServer::newChannel({})}};
    QCOMPARE(m_server.post(QStringLiteral("channels"), pattern).result(),
             (QJsonObject{{QStringLiteral("channels"), QJsonObject()}}));
}

void ContractApi::aPatternThatIsNoneIsError100()
{
    const QJsonObject pattern{{QStringLiteral("pattern"), QStringLiteral("a[")}};
    QCOMPARE(m_server.post(QStringLiteral("channels"), pattern).errorCode(), 100);
}

void ContractApi::infoNamesTheNode()
{
    const QJsonArray nodes =
        m_server.post(QStringLiteral("info"), QJsonObject()).result().value(u"nodes").toArray();
    QVERIFY(!nodes.isEmpty());
    const QJsonObject node = nodes.first().toObject();
    for (const char *text : {"uid", "name", "version"}) {
        QVERIFY2(!node.value(QLatin1String(text)).toString().isEmpty(), text);
    }
    for (const char *number : {"num_clients", "num_users", "num_channels", "num_subs"}) {
        QVERIFY2(node.value(QLatin1String(number)).isDouble(), number);
    }
}

void ContractApi::disconnectClosesWith3503()
{
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(user);
    m_server.post(QStringLiteral("disconnect"), {{User, user}});
    QCOMPARE(connection.waitForClose(), 3503);
    QCOMPARE(connection.closeReason(), QStringLiteral("force disconnect"));
}

void ContractApi::disconnectClosesWithACodeOfOurs()
{
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(user);
    const QJsonObject code{{QStringLiteral("code"), 4321},
                           {QStringLiteral("reason"), QStringLiteral("custom")}};
    m_server.post(QStringLiteral("disconnect"),
                  {{User, user}, {QStringLiteral("disconnect"), code}});
    QCOMPARE(connection.waitForClose(), 4321);
    QCOMPARE(connection.closeReason(), QStringLiteral("custom"));
}

void ContractApi::disconnectingNobodyIsFine()
{
    const HttpAnswer answer =
        m_server.post(QStringLiteral("disconnect"), {{User, ContractServer::newUser()}});
    QVERIFY(answer.object().contains(u"result"));
}

void ContractApi::unsubscribePushesItsCode()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    connection.subscribe(channel);
    m_server.post(QStringLiteral("unsubscribe"), {{User, user}, {Channel, channel}});
    const QJsonObject push = connection.takePush(QStringLiteral("unsubscribe"));
    QCOMPARE(push.value(u"channel").toString(), channel);
    QCOMPARE(push.value(u"unsubscribe").toObject().value(u"code").toInt(), 2000);
}

void ContractApi::unsubscribePushesAlsoWhereNobodySubscribed()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    m_server.post(Unsubscribe, {{User, user}, {Channel, channel}});
    QCOMPARE(connection.takePush(Unsubscribe).value(u"channel").toString(), channel);
}

void ContractApi::unsubscribeWithoutChannelEndsNothing()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    connection.subscribe(channel);
    QVERIFY(m_server.post(Unsubscribe, {{User, user}}).object().contains(u"result"));
    const QJsonObject push = connection.takePush(Unsubscribe);
    QVERIFY(push.contains(Unsubscribe));
    QVERIFY(!push.contains(Channel));
    m_server.publish(channel, "1");
    QCOMPARE(connection.takePush(QStringLiteral("pub")).value(u"channel").toString(), channel);
}

void ContractApi::subscribingOnceMoreIsPushedAgain()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    connection.subscribe(channel);
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer answer = m_server.post(Subscribe, {{User, user}, {Channel, channel}});
        QVERIFY(answer.object().contains(u"result"));
        QCOMPARE(connection.takePush(Subscribe).value(u"channel").toString(), channel);
    }
    m_server.publish(channel, "1");
    QVERIFY(!connection.takePush(QStringLiteral("pub")).isEmpty());
    QVERIFY(!connection.hasPush(QStringLiteral("pub"))); // once, and not three times
}

void ContractApi::recoverSinceTellsThePositionAndBringsNothing()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    QJsonValue epoch;
    for (const char *data : {"1", "2", "3"}) {
        epoch = m_server.publish(channel, data).value(u"epoch");
    }
    ContractConnection connection(m_server);
    connection.connectAs(user);
    const QJsonObject since{{QStringLiteral("offset"), 1}, {QStringLiteral("epoch"), epoch}};
    m_server.post(Subscribe,
                  {{User, user}, {Channel, channel}, {QStringLiteral("recover_since"), since}});
    const QJsonObject subscribed = connection.takePush(Subscribe).value(Subscribe).toObject();
    QCOMPARE(subscribed.value(u"offset").toInt(), 1);
    QVERIFY(!subscribed.contains(u"publications"));
    m_server.publish(channel, "4");
    const QJsonObject push = connection.takePush(QStringLiteral("pub")).value(u"pub").toObject();
    QCOMPARE(push.value(u"offset").toInt(), 4);
}

void ContractApi::subscribePushesTheSubscription()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    ContractConnection connection(m_server);
    connection.connectAs(user);
    m_server.post(QStringLiteral("subscribe"), {{User, user}, {Channel, channel}});
    const QJsonObject push = connection.takePush(QStringLiteral("subscribe"));
    QCOMPARE(push.value(u"channel").toString(), channel);
    QCOMPARE(push.value(u"subscribe").toObject().value(u"recoverable").toBool(), true);
    m_server.publish(channel, "1");
    QCOMPARE(connection.takePush(QStringLiteral("pub")).value(u"channel").toString(), channel);
}

void ContractApi::refreshPushesTheNewLifetime()
{
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(user);
    m_server.post(QStringLiteral("refresh"),
                  {{User, user}, {QStringLiteral("expire_at"), ContractServer::inSeconds(60)}});
    const QJsonObject refresh =
        connection.takePush(QStringLiteral("refresh")).value(u"refresh").toObject();
    QCOMPARE(refresh.value(u"expires").toBool(), true);
    QVERIFY(refresh.value(u"ttl").toInt() > 50);
}

REALTIME_TEST(ContractApi, QCoreApplication)

#include "tst_contract_api.moc"
