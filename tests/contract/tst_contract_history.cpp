// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What we rely on from a server where a channel keeps history: positions, recovery, pages, delta.

#include "contract/contractconnection.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

const QString History = QStringLiteral("history");

QList<int> valuesOf(const QJsonArray &publications)
{
    QList<int> values;
    for (const auto &publication : publications) {
        values.append(publication.toObject().value(u"data").toInt());
    }
    return values;
}

} // namespace

class ContractHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPublishTellsOffsetAndEpoch();
    void aPushTellsTheSameOffset();
    void onlyTheFirstPublicationTellsTheEpoch();
    void skippingHistoryTellsNoOffset();
    void aSubscriptionTellsWhereTheStreamStands();
    void recoveryBringsWhatWasMissed();
    void recoveryFromNothingBringsAllThatIsKept();
    void recoveryOfAnotherEpochSaysItFailed();
    void recoveryBeyondTheHistorySaysItFailed();
    void recoveryThatMustNotFailIsError112();
    void cacheRecoveryBringsTheLatest();
    void aPageOfHistoryGoesForward();
    void aPageOfHistoryGoesBackward();
    void aPageGoesOnFromAPosition();
    void historyWithoutLimitTellsOnlyThePosition();
    void historyOfAnotherEpochIsError112();
    void historyThatIsOffIsError108();
    void removingHistoryKeepsThePosition();
    void deltaComesAsPatchesOfTheText();
    void deltaIsNotGrantedWhereItIsOff();

private:
    ContractServer m_server;
};

void ContractHistory::initTestCase()
{
    if (!ContractServer::isAvailable()) {
        QSKIP("There is no server to test.");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void ContractHistory::aPublishTellsOffsetAndEpoch()
{
    const QString channel = ContractServer::newChannel(History);
    const QJsonObject first = m_server.publish(channel, "1");
    const QJsonObject second = m_server.publish(channel, "2");
    QCOMPARE(first.value(u"offset").toInt(), 1);
    QCOMPARE(second.value(u"offset").toInt(), 2);
    QVERIFY(!first.value(u"epoch").toString().isEmpty());
    QCOMPARE(second.value(u"epoch"), first.value(u"epoch"));
}

void ContractHistory::aPushTellsTheSameOffset()
{
    const QString channel = ContractServer::newChannel(History);
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed = connection.subscribe(channel);
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(m_server.publish(channel, "1").value(u"epoch"), subscribed.value(u"epoch"));
        const QJsonObject push = connection.takePush(QStringLiteral("pub"));
        QCOMPARE(push.value(u"pub").toObject().value(u"offset").toInt(), i);
    }
}

void ContractHistory::onlyTheFirstPublicationTellsTheEpoch()
{
    const QString channel = ContractServer::newChannel(History);
    ContractConnection live(m_server);
    live.connectAs(ContractServer::newUser());
    const QJsonValue epoch = live.subscribe(channel).value(u"epoch");
    QJsonArray pushed;
    for (const char *data : {"1", "2"}) {
        m_server.publish(channel, data);
        pushed.append(live.takePush(QStringLiteral("pub")).value(u"pub"));
    }
    ContractConnection late(m_server);
    late.connectAs(ContractServer::newUser());
    const QJsonArray recovered = late.subscribe(channel, {{QStringLiteral("recover"), true}})
                                     .value(u"publications")
                                     .toArray();
    const QJsonArray page =
        late.call(QStringLiteral("history"),
                  {{QStringLiteral("channel"), channel}, {QStringLiteral("limit"), 10}})
            .value(u"history")
            .toObject()
            .value(u"publications")
            .toArray();
    for (const QJsonArray &publications : {pushed, recovered, page}) {
        QCOMPARE(publications.size(), 2);
        QCOMPARE(publications.at(0).toObject().value(u"epoch"), epoch);
        QVERIFY(!publications.at(1).toObject().contains(u"epoch"));
    }
}

void ContractHistory::skippingHistoryTellsNoOffset()
{
    const QString channel = ContractServer::newChannel(History);
    const HttpAnswer answer = m_server.post(QStringLiteral("publish"),
                                            {{QStringLiteral("channel"), channel},
                                             {QStringLiteral("data"), 1},
                                             {QStringLiteral("skip_history"), true}});
    QVERIFY(answer.object().contains(u"result"));
    QVERIFY(!answer.result().contains(u"offset"));
}

void ContractHistory::aSubscriptionTellsWhereTheStreamStands()
{
    const QString channel = ContractServer::newChannel(History);
    const QJsonObject published = m_server.publish(channel, "1");
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed = connection.subscribe(channel);
    QCOMPARE(subscribed.value(u"recoverable").toBool(), true);
    QCOMPARE(subscribed.value(u"positioned").toBool(), true);
    QCOMPARE(subscribed.value(u"offset").toInt(), 1);
    QCOMPARE(subscribed.value(u"epoch"), published.value(u"epoch"));
    QVERIFY(!subscribed.contains(u"was_recovering"));
}

void ContractHistory::recoveryBringsWhatWasMissed()
{
    const QString channel = ContractServer::newChannel(History);
    const QJsonValue epoch = m_server.publish(channel, "1").value(u"epoch");
    m_server.publish(channel, "2");
    m_server.publish(channel, "3");
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed = connection.subscribe(channel,
                                                        {{QStringLiteral("recover"), true},
                                                         {QStringLiteral("offset"), 1},
                                                         {QStringLiteral("epoch"), epoch}});
    QCOMPARE(subscribed.value(u"was_recovering").toBool(), true);
    QCOMPARE(subscribed.value(u"recovered").toBool(), true);
    QCOMPARE(valuesOf(subscribed.value(u"publications").toArray()), (QList<int>{2, 3}));
}

void ContractHistory::recoveryFromNothingBringsAllThatIsKept()
{
    const QString channel = ContractServer::newChannel(History);
    m_server.publish(channel, "1");
    m_server.publish(channel, "2");
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed =
        connection.subscribe(channel, {{QStringLiteral("recover"), true}});
    QCOMPARE(subscribed.value(u"recovered").toBool(), true);
    QCOMPARE(valuesOf(subscribed.value(u"publications").toArray()), (QList<int>{1, 2}));
}

void ContractHistory::recoveryOfAnotherEpochSaysItFailed()
{
    const QString channel = ContractServer::newChannel(History);
    const QJsonValue epoch = m_server.publish(channel, "1").value(u"epoch");
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed =
        connection.subscribe(channel,
                             {{QStringLiteral("recover"), true},
                              {QStringLiteral("offset"), 1},
                              {QStringLiteral("epoch"), QStringLiteral("wrong")}});
    QCOMPARE(subscribed.value(u"was_recovering").toBool(), true);
    QVERIFY(!subscribed.contains(u"recovered"));
    QVERIFY(!subscribed.contains(u"publications"));
    QCOMPARE(subscribed.value(u"offset").toInt(), 1);
    QCOMPARE(subscribed.value(u"epoch"), epoch);
}

void ContractHistory::recoveryBeyondTheHistorySaysItFailed()
{
    constexpr int MoreThanKept = 110;
    const QString channel = ContractServer::newChannel(History);
    QJsonValue epoch;
    for (int i = 0; i < MoreThanKept; ++i) {
        epoch = m_server.publish(channel, "1").value(u"epoch");
    }
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed = connection.subscribe(channel,
                                                        {{QStringLiteral("recover"), true},
                                                         {QStringLiteral("offset"), 1},
                                                         {QStringLiteral("epoch"), epoch}});
    QCOMPARE(subscribed.value(u"was_recovering").toBool(), true);
    QVERIFY(!subscribed.contains(u"recovered"));
    QCOMPARE(subscribed.value(u"offset").toInt(), MoreThanKept);
}

void ContractHistory::recoveryThatMustNotFailIsError112()
{
    constexpr int RejectUnrecovered = 2;
    const QString channel = ContractServer::newChannel(History);
    m_server.publish(channel, "1");
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    QCOMPARE(connection.errorOf(QStringLiteral("subscribe"),
                                {{QStringLiteral("channel"), channel},
                                 {QStringLiteral("recover"), true},
                                 {QStringLiteral("offset"), 1},
                                 {QStringLiteral("epoch"), QStringLiteral("wrong")},
                                 {QStringLiteral("flag"), RejectUnrecovered}}),
             112);
}

void ContractHistory::cacheRecoveryBringsTheLatest()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("cache"));
    for (const char *data : {"1", "2", "3"}) {
        m_server.publish(channel, data);
    }
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed =
        connection.subscribe(channel, {{QStringLiteral("recover"), true}});
    QCOMPARE(subscribed.value(u"recovered").toBool(), true);
    QCOMPARE(valuesOf(subscribed.value(u"publications").toArray()), (QList<int>{3}));
}

void ContractHistory::aPageOfHistoryGoesForward()
{
    const QString channel = ContractServer::newChannel(History);
    for (const char *data : {"1", "2", "3"}) {
        m_server.publish(channel, data);
    }
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    const QJsonObject page =
        connection
            .call(QStringLiteral("history"),
                  {{QStringLiteral("channel"), channel}, {QStringLiteral("limit"), 2}})
            .value(u"history")
            .toObject();
    QCOMPARE(valuesOf(page.value(u"publications").toArray()), (QList<int>{1, 2}));
    QCOMPARE(page.value(u"offset").toInt(), 3);
}

void ContractHistory::aPageOfHistoryGoesBackward()
{
    const QString channel = ContractServer::newChannel(History);
    for (const char *data : {"1", "2", "3"}) {
        m_server.publish(channel, data);
    }
    const QJsonObject page = m_server
                                 .post(QStringLiteral("history"),
                                       {{QStringLiteral("channel"), channel},
                                        {QStringLiteral("limit"), 2},
                                        {QStringLiteral("reverse"), true}})
                                 .result();
    QCOMPARE(valuesOf(page.value(u"publications").toArray()), (QList<int>{3, 2}));
}

void ContractHistory::aPageGoesOnFromAPosition()
{
    const QString channel = ContractServer::newChannel(History);
    QJsonValue epoch;
    for (const char *data : {"1", "2", "3"}) {
        epoch = m_server.publish(channel, data).value(u"epoch");
    }
    const QJsonObject since{{QStringLiteral("offset"), 1}, {QStringLiteral("epoch"), epoch}};
    const QJsonObject page = m_server
                                 .post(QStringLiteral("history"),
                                       {{QStringLiteral("channel"), channel},
                                        {QStringLiteral("limit"), 10},
                                        {QStringLiteral("since"), since}})
                                 .result();
    QCOMPARE(valuesOf(page.value(u"publications").toArray()), (QList<int>{2, 3}));
}

void ContractHistory::historyWithoutLimitTellsOnlyThePosition()
{
    const QString channel = ContractServer::newChannel(History);
    m_server.publish(channel, "1");
    const QJsonObject page =
        m_server.post(QStringLiteral("history"), {{QStringLiteral("channel"), channel}}).result();
    QCOMPARE(page.value(u"publications").toArray().size(), 0);
    QCOMPARE(page.value(u"offset").toInt(), 1);
}

void ContractHistory::historyOfAnotherEpochIsError112()
{
    const QString channel = ContractServer::newChannel(History);
    m_server.publish(channel, "1");
    const QJsonObject since{{QStringLiteral("offset"), 1},
                            {QStringLiteral("epoch"), QStringLiteral("wrong")}};
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    QCOMPARE(connection.errorOf(QStringLiteral("history"),
                                {{QStringLiteral("channel"), channel},
                                 {QStringLiteral("limit"), 10},
                                 {QStringLiteral("since"), since}}),
             112);
}

void ContractHistory::historyThatIsOffIsError108()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("open"));
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    connection.subscribe(channel);
    QCOMPARE(connection.errorOf(QStringLiteral("history"), {{QStringLiteral("channel"), channel}}),
             108);
    QCOMPARE(m_server.post(QStringLiteral("history"), {{QStringLiteral("channel"), channel}})
                 .errorCode(),
             108);
}

void ContractHistory::removingHistoryKeepsThePosition()
{
    const QString channel = ContractServer::newChannel(History);
    m_server.publish(channel, "1");
    const HttpAnswer removed =
        m_server.post(QStringLiteral("history_remove"), {{QStringLiteral("channel"), channel}});
    QVERIFY(removed.object().contains(u"result"));
    const QJsonObject page =
        m_server
            .post(QStringLiteral("history"),
                  {{QStringLiteral("channel"), channel}, {QStringLiteral("limit"), 10}})
            .result();
    QCOMPARE(page.value(u"publications").toArray().size(), 0);
    QCOMPARE(page.value(u"offset").toInt(), 1);
}

void ContractHistory::deltaComesAsPatchesOfTheText()
{
    const QByteArray text = R"({"text":"lorem ipsum dolor sit amet consectetur adipiscing","n":%})";
    const QString channel = ContractServer::newChannel(QStringLiteral("delta"));
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed =
        connection.subscribe(channel, {{QStringLiteral("delta"), QStringLiteral("fossil")}});
    QCOMPARE(subscribed.value(u"delta").toBool(), true);
    for (const char *number : {"1", "2"}) {
        m_server.post(QStringLiteral("publish"),
                      "{\"channel\":\"" + channel.toUtf8() + "\",\"delta\":true,\"data\":"
                          + QByteArray(text).replace('%', number) + '}');
    }
    const QJsonObject full = connection.takePush(QStringLiteral("pub")).value(u"pub").toObject();
    const QJsonObject patch = connection.takePush(QStringLiteral("pub")).value(u"pub").toObject();
    QVERIFY(!full.contains(u"delta"));
    QCOMPARE(full.value(u"data").toString().toUtf8(), QByteArray(text).replace('%', "1"));
    QCOMPARE(patch.value(u"delta").toBool(), true);
    QVERIFY(patch.value(u"data").toString().endsWith(u';'));
    QVERIFY(patch.value(u"data").toString().size() < text.size());
}

void ContractHistory::deltaIsNotGrantedWhereItIsOff()
{
    ContractConnection connection(m_server);
    connection.connectAs(ContractServer::newUser());
    const QJsonObject subscribed = connection.subscribe(
        ContractServer::newChannel(History), {{QStringLiteral("delta"), QStringLiteral("fossil")}});
    QVERIFY(!subscribed.isEmpty());
    QVERIFY(!subscribed.contains(u"delta"));
}

REALTIME_TEST(ContractHistory, QCoreApplication)

#include "tst_contract_history.moc"
