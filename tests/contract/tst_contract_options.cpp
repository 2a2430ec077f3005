// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What we rely on from a server whose options are others than those of centrifugo.json. Each case
// starts one of its own.

#include "contract/contractconnection.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

const QString Token = QStringLiteral("token");
const QString Subject = QStringLiteral("sub");

QJsonObject withUser(QJsonObject claims)
{
    claims.insert(Subject, QStringLiteral("42"));
    return claims;
}

} // namespace

class ContractOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void insecureClientsNeedNoTokenAndNoRights();
    void insecureConnectionsDoNotExpire();
    void anInsecureApiNeedsNoKey();
    void nobodyMayConnectWithoutToken();
    void aHeaderMayNameTheUser();
    void channelsOfAnotherTypeAreNoStreams_data();
    void channelsOfAnotherTypeAreNoStreams();
    void tokensWithoutUserMayBeRefused();
    void aQueueThatIsFullClosesWith3008();
    void recoveryStopsAtItsLimit();
    void aPageOfHistoryStopsAtItsLimit();
    void connectionsPastTheLimitAreRefusedAtTheUpgrade();
    void subscriptionTokensMayHaveAKeyOfTheirOwn();
    void theAudienceOfATokenIsCompared_data();
    void theAudienceOfATokenIsCompared();
    void theIssuerOfATokenIsCompared_data();
    void theIssuerOfATokenIsCompared();
    void inTransportModeAnErrorHasItsStatus();
    void messagesMayBeLarger();
};

void ContractOptions::initTestCase()
{
    if (!ContractServer::canStart()) {
        QSKIP("There is no server to start with options of its own.");
    }
}

void ContractOptions::insecureClientsNeedNoTokenAndNoRights()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.insecure"), true);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    QVERIFY(connection.open());
    QCOMPARE(connection.errorOf(QStringLiteral("connect"), {}), 0);
    const QString closed = ContractServer::newChannel(QStringLiteral("closed"));
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, closed}}), 0);
    QCOMPARE(connection.errorOf(QStringLiteral("publish"), {{Channel, closed}, {Data, 1}}), 0);
    const QJsonObject info = connection.takePush(QStringLiteral("pub"))
                                 .value(u"pub")
                                 .toObject()
                                 .value(u"info")
                                 .toObject();
    QVERIFY(!info.value(u"client").toString().isEmpty());
    QCOMPARE(info.value(u"user").toString(), QString());
    QCOMPARE(connection.errorOf(QStringLiteral("presence_stats"),
                                {{Channel, ContractServer::newChannel(QStringLiteral("people"))}}),
             0);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, QStringLiteral("$private")}}), 103);
    ContractConnection wrong(server);
    wrong.connectWith(QStringLiteral("no-token"));
    QCOMPARE(wrong.waitForClose(), 3500);
}

void ContractOptions::insecureConnectionsDoNotExpire()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.insecure"), true);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    const QJsonObject reply = connection.connectAs(ContractServer::newUser());
    QVERIFY(reply.contains(u"connect"));
    QVERIFY(!reply.value(u"connect").toObject().contains(u"expires"));
}

void ContractOptions::anInsecureApiNeedsNoKey()
{
    ContractServer server;
    server.setOption(QStringLiteral("http_api.insecure"), true);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    for (const Headers &headers : {Headers{}, Headers{{"X-API-Key", "wrong"}}}) {
        QCOMPARE(server.post(QStringLiteral("info"), "{}", headers).status, 200);
    }
}

void ContractOptions::nobodyMayConnectWithoutToken()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.allow_anonymous_connect_without_token"), true);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    QVERIFY(connection.open());
    QCOMPARE(connection.errorOf(QStringLiteral("connect"), {}), 0);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, ContractServer::newChannel({})}}), 103);
    const QString limited = ContractServer::newChannel(QStringLiteral("people"));
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, limited + QStringLiteral("#42")}}), 103);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, limited + QLatin1Char('#')}}), 0);
}

/** As a proxy in front of the server does, which knows its users. */
void ContractOptions::aHeaderMayNameTheUser()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.user_id_http_header"), QStringLiteral("X-User-ID"));
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QNetworkRequest request(server.webSocketUrl());
    request.setRawHeader("X-User-ID", "42");
    ContractConnection connection(server);
    QVERIFY(connection.open(request));
    QCOMPARE(connection.errorOf(QStringLiteral("connect"), {}), 0);
    const QString limited = ContractServer::newChannel(QStringLiteral("people"));
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, limited + QStringLiteral("#42")}}), 0);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, limited + QStringLiteral("#43")}}), 103);
    ContractConnection nobody(server);
    QVERIFY(nobody.open());
    nobody.send(QStringLiteral("{\"id\":1,\"connect\":{}}"));
    QCOMPARE(nobody.waitForClose(), 3501);
}

void ContractOptions::channelsOfAnotherTypeAreNoStreams_data()
{
    QTest::addColumn<QString>("nameSpace");
    QTest::addColumn<int>("code");
    QTest::newRow("a map") << QStringLiteral("map") << 103;
    QTest::newRow("a shared poll") << QStringLiteral("poll") << 107;
}

/** What the explanations of 103 and 107 say. */
void ContractOptions::channelsOfAnotherTypeAreNoStreams()
{
    QFETCH(const QString, nameSpace);
    QFETCH(const int, code);
    if (!ContractProgram::isAvailable()) {
        QSKIP("The local server has streams only.");
    }
    const QString type = QStringLiteral("subscription_type");
    const QString name = QStringLiteral("name");
    const QString open = QStringLiteral("allow_subscribe_for_client");
    ContractServer server;
    server.setOption(
        QStringLiteral("channel.namespaces"),
        QJsonArray{QJsonObject{{name, QStringLiteral("map")},
                               {type, QStringLiteral("map")},
                               {open, true},
                               {QStringLiteral("map"),
                                QJsonObject{{QStringLiteral("mode"), QStringLiteral("ephemeral")},
                                            {QStringLiteral("key_ttl"), QStringLiteral("60s")}}}},
                   QJsonObject{
                       {name, QStringLiteral("poll")},
                       {type, QStringLiteral("shared_poll")},
                       {open, true},
                       {QStringLiteral("shared_poll"),
                        QJsonObject{{QStringLiteral("mode"), QStringLiteral("versioned")},
                                    {QStringLiteral("refresh_interval"), QStringLiteral("1s")}}}}});
    server.setOption(QStringLiteral("shared_poll.hmac_secret_key"), QStringLiteral("any"));
    server.setOption(QStringLiteral("channel.proxy.shared_poll_refresh.endpoint"),
                     QStringLiteral("http://127.0.0.1:9/"));
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    QVERIFY(connection.connectAs(QStringLiteral("42")).contains(u"connect"));
    const QString channel = ContractServer::newChannel(nameSpace);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, channel}}), code);
    QCOMPARE(server.post(QStringLiteral("publish"), QJsonObject{{Channel, channel}, {Data, 1}})
                 .errorCode(),
             107);
}

void ContractOptions::tokensWithoutUserMayBeRefused()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.disallow_anonymous_connection_tokens"), true);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    connection.connectWith(server.token(QJsonObject()));
    QCOMPARE(connection.waitForClose(), 3507);
}

void ContractOptions::aQueueThatIsFullClosesWith3008()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.queue_max_size"), 10'000);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    server.publish(channel, '"' + QByteArray(9'000, 'x') + '"');
    QVERIFY(!connection.takePush(QStringLiteral("pub")).isEmpty());
    server.publish(channel, '"' + QByteArray(11'000, 'x') + '"');
    QCOMPARE(connection.waitForClose(), 3008);
}

void ContractOptions::recoveryStopsAtItsLimit()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.recovery_max_publication_limit"), 2);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    QJsonValue epoch;
    for (int i = 0; i < 4; ++i) {
        epoch = server.publish(channel, "1").value(u"epoch");
    }
    for (const int offset : {1, 2}) {
        ContractConnection connection(server);
        connection.connectAs(ContractServer::newUser());
        const QJsonObject subscribed = connection.subscribe(channel,
                                                            {{QStringLiteral("recover"), true},
                                                             {QStringLiteral("offset"), offset},
                                                             {QStringLiteral("epoch"), epoch}});
        QCOMPARE(subscribed.value(u"was_recovering").toBool(), true);
        QCOMPARE(subscribed.value(u"recovered").toBool(), offset == 2);
    }
}

void ContractOptions::aPageOfHistoryStopsAtItsLimit()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.history_max_publication_limit"), 2);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    for (int i = 0; i < 4; ++i) {
        server.publish(channel, "1");
    }
    ContractConnection connection(server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    for (const int limit : {-1, 3}) {
        const QJsonObject page = connection
                                     .call(QStringLiteral("history"),
                                           {{Channel, channel}, {QStringLiteral("limit"), limit}})
                                     .value(u"history")
                                     .toObject();
        QCOMPARE(page.value(u"publications").toArray().size(), 2);
    }
}

void ContractOptions::connectionsPastTheLimitAreRefusedAtTheUpgrade()
{
    ContractServer server;
    server.setOption(QStringLiteral("client.connection_limit"), 1);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection first(server);
    QVERIFY(!first.connectAs(ContractServer::newUser()).isEmpty());
    ContractConnection second(server);
    QVERIFY(!second.open());
    QVERIFY2(second.errorString().contains(QLatin1String("503")), qPrintable(second.errorString()));
}

void ContractOptions::subscriptionTokensMayHaveAKeyOfTheirOwn()
{
    const QByteArray secret = "another-secret";
    const QString channel = QStringLiteral("$private");
    ContractServer server;
    server.setOption(QStringLiteral("client.subscription_token"),
                     QJsonObject{{QStringLiteral("enabled"), true},
                                 {QStringLiteral("hmac_secret_key"), QString::fromUtf8(secret)}});
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    connection.connectAs(QStringLiteral("42"));
    const QString ofConnections = server.subscriptionToken(QStringLiteral("42"), channel);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, channel}, {Token, ofConnections}}), 103);
    const QString ofItsOwn = ContractServer::token(withUser({{Channel, channel}}), secret);
    QCOMPARE(connection.errorOf(Subscribe, {{Channel, channel}, {Token, ofItsOwn}}), 0);
}

void ContractOptions::theAudienceOfATokenIsCompared_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::newRow("text") << QStringLiteral("client.token.audience") << QStringLiteral("app-1");
    QTest::newRow("expression") << QStringLiteral("client.token.audience_regex")
                                << QStringLiteral("^app-[0-9]$");
}

void ContractOptions::theAudienceOfATokenIsCompared()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    const QString audience = QStringLiteral("aud");
    const QString channel = QStringLiteral("$private");
    ContractServer server;
    server.setOption(option, value);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    const QJsonArray several{QStringLiteral("other"), QStringLiteral("app-1")};
    for (const QJsonValue &right : {QJsonValue(QStringLiteral("app-1")), QJsonValue(several)}) {
        ContractConnection connection(server);
        QVERIFY(connection.connectWith(server.token(withUser({{audience, right}})))
                    .contains(u"connect"));
        const QString good = server.token(withUser({{audience, right}, {Channel, channel}}));
        const QString bad = server.token(withUser({{Channel, channel}}));
        QCOMPARE(connection.errorOf(Subscribe, {{Channel, channel}, {Token, bad}}), 103);
        QCOMPARE(connection.errorOf(Subscribe, {{Channel, channel}, {Token, good}}), 0);
    }
    for (const QJsonObject &wrong :
         {QJsonObject(), QJsonObject{{audience, QStringLiteral("other")}},
          QJsonObject{{audience, QJsonArray()}}}) {
        ContractConnection connection(server);
        connection.connectWith(server.token(withUser(wrong)));
        QCOMPARE(connection.waitForClose(), 3500);
    }
}

void ContractOptions::theIssuerOfATokenIsCompared_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::newRow("text") << QStringLiteral("client.token.issuer") << QStringLiteral("app-1");
    QTest::newRow("expression") << QStringLiteral("client.token.issuer_regex")
                                << QStringLiteral("^app-[0-9]$");
}

void ContractOptions::theIssuerOfATokenIsCompared()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    const QString issuer = QStringLiteral("iss");
    ContractServer server;
    server.setOption(option, value);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection right(server);
    QVERIFY(right.connectWith(server.token(withUser({{issuer, QStringLiteral("app-1")}})))
                .contains(u"connect"));
    for (const QJsonObject &claims :
         {QJsonObject(), QJsonObject{{issuer, QStringLiteral("other")}}}) {
        ContractConnection wrong(server);
        wrong.connectWith(server.token(withUser(claims)));
        QCOMPARE(wrong.waitForClose(), 3500);
    }
}

void ContractOptions::inTransportModeAnErrorHasItsStatus()
{
    ContractServer server;
    server.setOption(QStringLiteral("http_api.error_mode"), QStringLiteral("transport"));
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    const QByteArray body = R"({"channel":"nowhere:x","data":1})";
    const HttpAnswer answer = server.post(QStringLiteral("publish"), body);
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.object().value(u"code").toInt(), 102);
    const HttpAnswer command =
        server.post(QString(), R"({"method":"publish","params":)" + body + '}');
    QCOMPARE(command.status, 200);
    QCOMPARE(command.errorCode(), 102);
}

void ContractOptions::messagesMayBeLarger()
{
    ContractServer server;
    server.setOption(QStringLiteral("websocket.message_size_limit"), 200'000);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    ContractConnection connection(server);
    connection.connectAs(ContractServer::newUser());
    const QString channel = ContractServer::newChannel(QStringLiteral("open"));
    connection.subscribe(channel);
    QCOMPARE(connection.errorOf(QStringLiteral("publish"),
                                {{Channel, channel}, {Data, QString(100'000, QLatin1Char('x'))}}),
             0);
}

REALTIME_TEST(ContractOptions, QCoreApplication)

#include "tst_contract_options.moc"
