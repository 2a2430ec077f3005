// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What we rely on from a server in a channel: who may subscribe, what arrives, who is there.

#include "contract/contractconnection.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QTest>

class ContractChannels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPublicationReachesEachSubscriberAsItWas();
    void aChannelWithoutHistoryHasNoPosition();
    void aRefusalHasItsCode_data();
    void aRefusalHasItsCode();
    void subscribingTwiceIsError105();
    void theChannelLimitIsError106();
    void aUserLimitedChannelIsForItsUsers();
    void aPrivateChannelWantsItsToken();
    void anExpiredSubscriptionTokenIsError109();
    void aSubscriptionTokenForAnotherUserClosesWith3500();
    void aSubscriptionTokenForAnotherChannelClosesWith3500();
    void subRefreshGivesANewLifetime();
    void nothingArrivesAfterUnsubscribe();
    void unsubscribingWhereNobodySubscribedIsFine();
    void joinsAndLeavesArePushed();
    void presenceListsWhoIsThere();
    void presenceStatsCountThem();
    void presenceThatIsOffIsError108();
    void aClientMayNotPublish();
    void aPublicationByAClientNamesIt();
    void aTagsFilterLetsOnlyMatchesThrough();
    void aTagsFilterIsRefusedWithoutAWord_data();
    void aTagsFilterIsRefusedWithoutAWord();
    void numbersKeepTheirText();
    void anyJsonValueIsData_data();
    void anyJsonValueIsData();

private:
    ContractServer m_server;
};

void ContractChannels::initTestCase()
{
    if (!ContractServer::isAvailable()) {
        QSKIP("There is no server to test.");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void ContractChannels::aPublicationReachesEachSubscriberAsItWas()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection first(m_server);
    ContractConnection second(m_server);
    for (ContractConnection *connection : {&first, &second}) {
        connection->connectAs(ContractServer::newUser());
        connection->subscribe(channel);
    }
    m_server.post(
        QStringLiteral("publish"),
        {{QStringLiteral("channel"), channel},
         {QStringLiteral("data"), QJsonObject{{QStringLiteral("text"), 1}}},
         {QStringLiteral("tags"), QJsonObject{{QStringLiteral("k"), QStringLiteral("v")}}}});
    for (ContractConnection *connection : {&first, &second}) {
        const QJsonObject push = connection->takePush(QStringLiteral("pub"));
        QCOMPARE(push.value(u"channel").toString(), channel);
        const QJsonObject publication = push.value(u"pub").toObject();
        QCOMPARE(publication.value(u"data").toObject().value(u"text").toInt(), 1);
        QCOMPARE(publication.value(u"tags").toObject().value(u"k").toString(), QStringLiteral("v"));
    }
}

void ContractChannels::aChannelWithoutHistoryHasNoPosition()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed = connection.subscribe(channel);
    QVERIFY(!subscribed.contains(u"recoverable"));
    QVERIFY(!subscribed.contains(u"epoch"));
    QVERIFY(m_server.publish(channel, "1").isEmpty());
    const QJsonObject push = connection.takePush(QStringLiteral("pub"));
    QVERIFY(!push.value(u"pub").toObject().contains(u"offset"));
}

void ContractChannels::aRefusalHasItsCode_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("code");
    QTest::newRow("no such namespace") << QStringLiteral("nowhere:x") << 102;
    QTest::newRow("closed to clients") << QStringLiteral("closed:x") << 103;
    QTest::newRow("too long") << QString(300, QLatin1Char('x')) << 107;
    QTest::newRow("not ASCII") << QStringLiteral("caf\u00e9") << 107;
    QTest::newRow("not as channel_regex wants") << QStringLiteral("named:X1") << 107;
    QTest::newRow("as channel_regex wants") << QStringLiteral("named:x") << 0;
    QTest::newRow("private, no token") << QStringLiteral("$private") << 103;
}

void ContractChannels::aRefusalHasItsCode()
{
    QFETCH(QString, channel);
    QFETCH(int, code);
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    QCOMPARE(
        connection.errorOf(QStringLiteral("subscribe"), {{QStringLiteral("channel"), channel}}),
        code);
}

void ContractChannels::subscribingTwiceIsError105()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    QCOMPARE(
        connection.errorOf(QStringLiteral("subscribe"), {{QStringLiteral("channel"), channel}}),
        105);
}

void ContractChannels::theChannelLimitIsError106()
{
    constexpr int Limit = 128;
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    for (int i = 0; i < Limit; ++i) {
        QCOMPARE(connection.errorOf(QStringLiteral("subscribe"),
                                    {{QStringLiteral("channel"), ContractServer::newChannel({})}}),
                 0);
    }
    QCOMPARE(connection.errorOf(QStringLiteral("subscribe"),
                                {{QStringLiteral("channel"), ContractServer::newChannel({})}}),
             106);
}

void ContractChannels::aUserLimitedChannelIsForItsUsers()
{
    const QString user = ContractServer::newUser();
    const QString channel = ContractServer::newChannel(QStringLiteral("people"));
    ContractConnection connection(m_server);
    connection.connectAs(user);
    QCOMPARE(connection.errorOf(
                 QStringLiteral("subscribe"),
                 {{QStringLiteral("channel"), channel + QStringLiteral("#somebody,") + user}}),
             0);
    QCOMPARE(
        connection.errorOf(QStringLiteral("subscribe"),
                           {{QStringLiteral("channel"), channel + QStringLiteral("#somebody")}}),
        103);
}

void ContractChannels::aPrivateChannelWantsItsToken()
{
    const QString user = ContractServer::newUser();
    const QString channel = u'$' + ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    QString forged = m_server.subscriptionToken(user, channel);
    forged.replace(forged.size() - 3, 1, forged.at(forged.size() - 3) == u'A' ? u'B' : u'A');
    QCOMPARE(connection.errorOf(
                 QStringLiteral("subscribe"),
                 {{QStringLiteral("channel"), channel}, {QStringLiteral("token"), forged}}),
             103);
    const QJsonObject subscribed = connection.subscribe(
        channel, {{QStringLiteral("token"), m_server.subscriptionToken(user, channel)}});
    QCOMPARE(subscribed.value(u"expires").toBool(), true);
    QVERIFY(subscribed.value(u"ttl").toInt() > 590);
    m_server.publish(channel, "1");
    QVERIFY(!connection.takePush(QStringLiteral("pub")).isEmpty());
}

void ContractChannels::anExpiredSubscriptionTokenIsError109()
{
    const QString user = ContractServer::newUser();
    const QString channel = u'$' + ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    const QString token = m_server.token({{QStringLiteral("sub"), user},
                                          {QStringLiteral("channel"), channel},
                                          {QStringLiteral("exp"), ContractServer::inSeconds(-60)}});
    QCOMPARE(connection.errorOf(
                 QStringLiteral("subscribe"),
                 {{QStringLiteral("channel"), channel}, {QStringLiteral("token"), token}}),
             109);
}

void ContractChannels::aSubscriptionTokenForAnotherUserClosesWith3500()
{
    const QString channel = u'$' + ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(
        channel,
        {{QStringLiteral("token"), m_server.subscriptionToken(QStringLiteral("other"), channel)}});
    QCOMPARE(connection.waitForClose(), 3500);
}

void ContractChannels::aSubscriptionTokenForAnotherChannelClosesWith3500()
{
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(user);
    connection.subscribe(
        u'$' + ContractServer::newChannel({}),
        {{QStringLiteral("token"), m_server.subscriptionToken(user, QStringLiteral("$other"))}});
    QCOMPARE(connection.waitForClose(), 3500);
}

void ContractChannels::subRefreshGivesANewLifetime()
{
    const QString user = ContractServer::newUser();
    const QString channel = u'$' + ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(user);
    const QString token = m_server.subscriptionToken(user, channel);
    connection.subscribe(channel, {{QStringLiteral("token"), token}});
    const QJsonObject reply =
        connection.call(QStringLiteral("sub_refresh"),
                        {{QStringLiteral("channel"), channel}, {QStringLiteral("token"), token}});
    QCOMPARE(reply.value(u"sub_refresh").toObject().value(u"expires").toBool(), true);
    QVERIFY(reply.value(u"sub_refresh").toObject().value(u"ttl").toInt() > 500);
}

void ContractChannels::nothingArrivesAfterUnsubscribe()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    QCOMPARE(
        connection.errorOf(QStringLiteral("unsubscribe"), {{QStringLiteral("channel"), channel}}),
        0);
    m_server.publish(channel, "1");
    const QString other = ContractServer::newChannel({});
    connection.subscribe(other);
    m_server.publish(other, "2");
    QCOMPARE(connection.takePush(QStringLiteral("pub")).value(u"channel").toString(), other);
}

void ContractChannels::unsubscribingWhereNobodySubscribedIsFine()
{
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    QCOMPARE(connection.errorOf(QStringLiteral("unsubscribe"),
                                {{QStringLiteral("channel"), ContractServer::newChannel({})}}),
             0);
}

void ContractChannels::joinsAndLeavesArePushed()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("people"));
    const auto userOf = [](const QJsonObject &push, const QString &kind) {
        return push.value(kind).toObject().value(u"info").toObject().value(u"user").toString();
    };
    const QString watcher = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(watcher);
    connection.subscribe(channel);
    const QString join = QStringLiteral("join");
    QCOMPARE(userOf(connection.takePush(join), join), watcher);

    const QString visitor = ContractServer::newUser();
    ContractConnection other(m_server);
    other.connectAs(visitor);
    other.subscribe(channel);
    QCOMPARE(userOf(connection.takePush(join), join), visitor);
    other.call(QStringLiteral("unsubscribe"), {{QStringLiteral("channel"), channel}});
    const QString leave = QStringLiteral("leave");
    QCOMPARE(userOf(connection.takePush(leave), leave), visitor);
}

void ContractChannels::presenceListsWhoIsThere()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("people"));
    ContractConnection connection(m_server);
    const QJsonObject claims{
        {QStringLiteral("sub"), QStringLiteral("ann")},
        {QStringLiteral("info"), QJsonObject{{QStringLiteral("name"), QStringLiteral("Ann")}}}};
    const QJsonObject reply = connection.connectWith(m_server.token(claims));
    const QString client = reply.value(u"connect").toObject().value(u"client").toString();
    connection.subscribe(channel);
    const QJsonObject presence =
        connection.call(QStringLiteral("presence"), {{QStringLiteral("channel"), channel}})
            .value(u"presence")
            .toObject()
            .value(u"presence")
            .toObject();
    QCOMPARE(presence.keys(), QStringList{client});
    const QJsonObject info = presence.value(client).toObject();
    QCOMPARE(info.value(u"user").toString(), QStringLiteral("ann"));
    QCOMPARE(info.value(u"conn_info").toObject().value(u"name").toString(), QStringLiteral("Ann"));
}

void ContractChannels::presenceStatsCountThem()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("people"));
    const QString user = ContractServer::newUser();
    ContractConnection first(m_server);
    ContractConnection second(m_server);
    for (ContractConnection *connection : {&first, &second}) {
        connection->connectAs(user);
        connection->subscribe(channel);
    }
    const QJsonObject stats =
        first.call(QStringLiteral("presence_stats"), {{QStringLiteral("channel"), channel}})
            .value(u"presence_stats")
            .toObject();
    QCOMPARE(stats.value(u"num_clients").toInt(), 2);
    QCOMPARE(stats.value(u"num_users").toInt(), 1);
}

void ContractChannels::presenceThatIsOffIsError108()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("open"));
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    QCOMPARE(connection.errorOf(QStringLiteral("presence"), {{QStringLiteral("channel"), channel}}),
             108);
}

void ContractChannels::aClientMayNotPublish()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    QCOMPARE(
        connection.errorOf(QStringLiteral("publish"),
                           {{QStringLiteral("channel"), channel}, {QStringLiteral("data"), 1}}),
        103);
}

void ContractChannels::aPublicationByAClientNamesIt()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("open"));
    const QString user = ContractServer::newUser();
    ContractConnection connection(m_server);
    connection.connectAs(user);
    connection.subscribe(channel);
    QCOMPARE(
        connection.errorOf(QStringLiteral("publish"),
                           {{QStringLiteral("channel"), channel}, {QStringLiteral("data"), 1}}),
        0);
    const QJsonObject push = connection.takePush(QStringLiteral("pub"));
    QCOMPARE(push.value(u"pub").toObject().value(u"info").toObject().value(u"user").toString(),
             user);
}

void ContractChannels::aTagsFilterLetsOnlyMatchesThrough()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("filter"));
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel,
                         {{QStringLiteral("tf"),
                           QJsonObject{{QStringLiteral("key"), QStringLiteral("room")},
                                       {QStringLiteral("cmp"), QStringLiteral("eq")},
                                       {QStringLiteral("val"), QStringLiteral("7")}}}});
    for (const int room : {6, 7}) {
        m_server.post(QStringLiteral("publish"),
                      {{QStringLiteral("channel"), channel},
                       {QStringLiteral("data"), room},
                       {QStringLiteral("tags"),
                        QJsonObject{{QStringLiteral("room"), QString::number(room)}}}});
    }
    QCOMPARE(
        connection.takePush(QStringLiteral("pub")).value(u"pub").toObject().value(u"data").toInt(),
        7);
}

void ContractChannels::aTagsFilterIsRefusedWithoutAWord_data()
{
    QTest::addColumn<QString>("nameSpace");
    QTest::addColumn<QByteArray>("filter");
    const QString allowed = QStringLiteral("filter");
    QTest::newRow("where it is not allowed")
        << QStringLiteral("open") << QByteArray(R"({"key":"a","cmp":"eq","val":"1"})");
    QTest::newRow("an unknown comparison")
        << allowed << QByteArray(R"({"key":"a","cmp":"like","val":"1"})");
    QTest::newRow("nothing to compare with") << allowed << QByteArray(R"({"key":"a","cmp":"eq"})");
    QTest::newRow("existence with a value")
        << allowed << QByteArray(R"({"key":"a","cmp":"ex","val":"1"})");
    QTest::newRow("and of nothing") << allowed << QByteArray(R"({"op":"and"})");
    QTest::newRow("no tag") << allowed << QByteArray(R"({"cmp":"eq","val":"1"})");
}

/** This is why the program checks a filter before it sends it. */
void ContractChannels::aTagsFilterIsRefusedWithoutAWord()
{
    QFETCH(const QString, nameSpace);
    QFETCH(const QByteArray, filter);
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    QCOMPARE(connection.errorOf(QStringLiteral("subscribe"),
                                {{QStringLiteral("channel"), ContractServer::newChannel(nameSpace)},
                                 {QStringLiteral("tf"), QJsonDocument::fromJson(filter).object()}}),
             107);
}

void ContractChannels::numbersKeepTheirText()
{
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    m_server.publish(channel, R"({"a":1.0,"b":12345678901234567890123,"c":1e400})");
    const auto text = QLatin1String(R"("a":1.0,"b":12345678901234567890123,"c":1e400)");
    QTRY_VERIFY(connection.frames().last().contains(text));
}

void ContractChannels::anyJsonValueIsData_data()
{
    QTest::addColumn<QByteArray>("data");
    for (const char *value : {"null", "0", "\"text\"", "[]", "{}", "false"}) {
        QTest::newRow(value) << QByteArray(value);
    }
}

void ContractChannels::anyJsonValueIsData()
{
    QFETCH(QByteArray, data);
    const QString channel = ContractServer::newChannel({});
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    m_server.publish(channel, data);
    QVERIFY(!connection.takePush(QStringLiteral("pub")).isEmpty());
    QVERIFY2(connection.frames().last().contains(QLatin1String("\"data\":" + data)),
             qPrintable(connection.frames().last()));
}

REALTIME_TEST(ContractChannels, QCoreApplication)

#include "tst_contract_channels.moc"
