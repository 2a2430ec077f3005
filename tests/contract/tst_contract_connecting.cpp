// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What we rely on from a server while connecting. Sources: Centrifugo's documentation of the client
// protocol and of authentication.

#include "contract/contractconnection.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QTest>

class ContractConnecting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theReplyTellsClientAndPingInterval();
    void aTokenWithExpiryTellsItsLifetime();
    void channelsOfTheTokenAreSubscribed();
    void commandsMayFollowConnectInOneFrame();
    void theOfferedSubprotocolIsEchoed_data();
    void theOfferedSubprotocolIsEchoed();
    void aForbiddenOriginIsRefusedAtTheUpgrade();
    void aTokenThatIsNotAcceptedClosesWith3500_data();
    void aTokenThatIsNotAcceptedClosesWith3500();
    void anExpiredTokenIsError109();
    void aTokenOfTheFutureIsError109();
    void connectingWithoutTokenClosesWith3501();
    void aSecondConnectClosesWith3501();
    void aCommandBeforeConnectCloses();
    void aPongNobodyAskedForClosesWith3501();
    void pingsComeAndPongsKeepTheConnection();
    void aMissingPongClosesWith3012();
    void silenceAfterTheUpgradeClosesWith3502();
    void aFrameThatIsTooLargeClosesWith1009();
    void refreshGivesANewLifetime();
    void refreshForAnotherUserClosesWith3500();
    void refreshWithOtherChannelsClosesWith3010();
    void aMessageWithoutHandlerClosesWith3508();
    void rpcWithoutHandlerIsError108();

private:
    ContractServer m_server;
};

void ContractConnecting::initTestCase()
{
    if (!ContractServer::isAvailable()) {
        QSKIP("There is no server to test.");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void ContractConnecting::theReplyTellsClientAndPingInterval()
{
    ContractConnection connection(m_server);
    const QJsonObject reply = connection.connectAs(ContractServer::newUser());
    const QJsonObject result = reply.value(u"connect").toObject();
    QVERIFY(!result.value(u"client").toString().isEmpty());
    QCOMPARE(result.value(u"ping").toInt(), 3);
    QCOMPARE(result.value(u"pong").toBool(), true);
}

void ContractConnecting::aTokenWithExpiryTellsItsLifetime()
{
    ContractConnection connection(m_server);
    const QJsonObject reply = connection.connectAs(ContractServer::newUser());
    const QJsonObject result = reply.value(u"connect").toObject();
    QCOMPARE(result.value(u"expires").toBool(), true);
    const int timeToLive = result.value(u"ttl").toInt();
    QVERIFY2(timeToLive > 590 && timeToLive <= 600, qPrintable(QString::number(timeToLive)));
}

void ContractConnecting::channelsOfTheTokenAreSubscribed()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    const QJsonObject reply =
        connection.connectWith(m_server.token({{QStringLiteral("sub"), ContractServer::newUser()},
                                               {QStringLiteral("channels"), QJsonArray{channel}}}));
    QVERIFY(reply.value(u"connect").toObject().value(u"subs").toObject().contains(channel));
    m_server.publish(channel, "1");
    QCOMPARE(connection.takePush(QStringLiteral("pub")).value(u"channel").toString(), channel);
}

void ContractConnecting::commandsMayFollowConnectInOneFrame()
{
    ContractConnection connection(m_server);
    QVERIFY(connection.open());
    connection.send(
        QStringLiteral("{\"id\":101,\"connect\":{\"token\":\"%1\"}}\n"
                       "{\"id\":102,\"subscribe\":{\"channel\":\"%2\"}}")
            .arg(m_server.token(ContractServer::newUser()), ContractServer::newChannel({})));
    QTRY_VERIFY(connection.frames().join(u' ').contains(QLatin1String("\"id\":102")));
    QVERIFY(!connection.frames().join(u' ').contains(QLatin1String("error")));
}

void ContractConnecting::theOfferedSubprotocolIsEchoed_data()
{
    QTest::addColumn<QString>("offered");
    QTest::newRow("JSON") << QStringLiteral("centrifuge-json");
    QTest::newRow("Protobuf") << QStringLiteral("centrifuge-protobuf");
}

void ContractConnecting::theOfferedSubprotocolIsEchoed()
{
    QFETCH(QString, offered);
    ContractConnection connection(m_server);
    QVERIFY(connection.open({offered}));
    QCOMPARE(connection.subprotocol(), offered);
}

void ContractConnecting::aForbiddenOriginIsRefusedAtTheUpgrade()
{
    ContractConnection connection(m_server);
    QNetworkRequest request(m_server.webSocketUrl());
    request.setRawHeader("Origin", "http://forbidden.example");
    QVERIFY(!connection.open(request));
    QVERIFY2(connection.errorString().contains(QLatin1String("403")),
             qPrintable(connection.errorString()));
    request.setRawHeader("Origin", "http://allowed.example");
    QVERIFY(connection.open(request));
}

void ContractConnecting::aTokenThatIsNotAcceptedClosesWith3500_data()
{
    QTest::addColumn<QString>("token");
    const ContractServer &server = m_server;
    QString forged = server.token(ContractServer::newUser());
    forged.replace(forged.size() - 3, 1, forged.at(forged.size() - 3) == u'A' ? u'B' : u'A');
    QTest::newRow("bad signature") << forged;
    QTest::newRow("no token at all") << QStringLiteral("no-token");
    QTest::newRow("unsigned") << QStringLiteral("eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiJ9.");
    QTest::newRow("the user is a number") << server.token({{QStringLiteral("sub"), 42}});
    QTest::newRow("the audience is a number") << server.token({{QStringLiteral("aud"), 42}});
    QTest::newRow("it is for a subscription")
        << server.subscriptionToken(QStringLiteral("42"), QStringLiteral("news"));
}

void ContractConnecting::aTokenThatIsNotAcceptedClosesWith3500()
{
    QFETCH(QString, token);
    ContractConnection connection(m_server);
    connection.connectWith(token);
    QCOMPARE(connection.waitForClose(), 3500);
    QCOMPARE(connection.closeReason(), QStringLiteral("invalid token"));
}

void ContractConnecting::anExpiredTokenIsError109()
{
    ContractConnection connection(m_server);
    QVERIFY(connection.open());
    const QString token = m_server.token({{QStringLiteral("sub"), ContractServer::newUser()},
                                          {QStringLiteral("exp"), ContractServer::inSeconds(-60)}});
    QCOMPARE(connection.errorOf(QStringLiteral("connect"), {{QStringLiteral("token"), token}}),
             109);
}

void ContractConnecting::aTokenOfTheFutureIsError109()
{
    ContractConnection connection(m_server);
    QVERIFY(connection.open());
    const QString token = m_server.token({{QStringLiteral("sub"), ContractServer::newUser()},
                                          {QStringLiteral("nbf"), ContractServer::inSeconds(600)}});
    QCOMPARE(connection.errorOf(QStringLiteral("connect"), {{QStringLiteral("token"), token}}),
             109);
}

void ContractConnecting::connectingWithoutTokenClosesWith3501()
{
    ContractConnection connection(m_server);
    QVERIFY(connection.open());
    connection.call(QStringLiteral("connect"), {});
    QCOMPARE(connection.waitForClose(), 3501);
}

void ContractConnecting::aSecondConnectClosesWith3501()
{
    ContractConnection connection(m_server);
    const QString token = m_server.token(ContractServer::newUser());
    QVERIFY(!connection.connectWith(token).isEmpty());
    connection.call(QStringLiteral("connect"), {{QStringLiteral("token"), token}});
    QCOMPARE(connection.waitForClose(), 3501);
}

void ContractConnecting::aCommandBeforeConnectCloses()
{
    ContractConnection connection(m_server);
    QVERIFY(connection.open());
    connection.call(QStringLiteral("subscribe"),
                    {{QStringLiteral("channel"), ContractServer::newChannel({})}});
    QCOMPARE(connection.waitForClose(), 3501);
}

void ContractConnecting::aPongNobodyAskedForClosesWith3501()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    connection.send(QStringLiteral("{}"));
    QCOMPARE(connection.waitForClose(), 3501);
}

void ContractConnecting::pingsComeAndPongsKeepTheConnection()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    QVERIFY(connection.waitForPing());
    QVERIFY(connection.waitForPing());
    QCOMPARE(connection.errorOf(QStringLiteral("unsubscribe"),
                                {{QStringLiteral("channel"), QStringLiteral("x")}}),
             0);
}

void ContractConnecting::aMissingPongClosesWith3012()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    connection.stopAnsweringPings();
    QCOMPARE(connection.waitForClose(), 3012);
}

void ContractConnecting::silenceAfterTheUpgradeClosesWith3502()
{
    constexpr int Delay = 2'000; // stale_close_delay
    ContractConnection connection(m_server);
    QVERIFY(connection.open());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(connection.waitForClose(), 3502);
    QVERIFY2(timer.elapsed() > Delay / 2, qPrintable(QString::number(timer.elapsed())));
}

void ContractConnecting::aFrameThatIsTooLargeClosesWith1009()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    connection.send(QStringLiteral("{\"id\":2,\"rpc\":{\"data\":\"%1\"}}")
                        .arg(QString(70'000, QLatin1Char('x'))));
    QCOMPARE(connection.waitForClose(), 1009);
}

void ContractConnecting::refreshGivesANewLifetime()
{
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(user).isEmpty());
    const QJsonObject reply = connection.call(QStringLiteral("refresh"),
                                              {{QStringLiteral("token"), m_server.token(user)}});
    QCOMPARE(reply.value(u"refresh").toObject().value(u"expires").toBool(), true);
    QVERIFY(reply.value(u"refresh").toObject().value(u"ttl").toInt() > 590);
}

void ContractConnecting::refreshForAnotherUserClosesWith3500()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    connection.call(QStringLiteral("refresh"),
                    {{QStringLiteral("token"), m_server.token(ContractServer::newUser())}});
    QCOMPARE(connection.waitForClose(), 3500);
}

void ContractConnecting::refreshWithOtherChannelsClosesWith3010()
{
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(user).isEmpty());
    const QString token =
        m_server.token({{QStringLiteral("sub"), user},
                        {QStringLiteral("exp"), ContractServer::inSeconds(600)},
                        {QStringLiteral("channels"), QJsonArray{ContractServer::newChannel({})}}});
    connection.call(QStringLiteral("refresh"), {{QStringLiteral("token"), token}});
    QCOMPARE(connection.waitForClose(), 3010);
}

void ContractConnecting::aMessageWithoutHandlerClosesWith3508()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    connection.send(QStringLiteral("{\"send\":{\"data\":1}}"));
    QCOMPARE(connection.waitForClose(), 3508);
}

void ContractConnecting::rpcWithoutHandlerIsError108()
{
    ContractConnection connection(m_server);
    QVERIFY(!connection.connectAs(ContractServer::newUser()).isEmpty());
    QCOMPARE(connection.errorOf(QStringLiteral("rpc"),
                                {{QStringLiteral("method"), QStringLiteral("x")}}),
             108);
}

REALTIME_TEST(ContractConnecting, QCoreApplication)

#include "tst_contract_connecting.moc"
