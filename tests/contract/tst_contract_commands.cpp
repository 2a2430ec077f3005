// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What we rely on from the HTTP API of a server for requests that hold their methods: POST to the
// API itself, which some clients use alone, and batches. And what is refused, and how.

#include "contract/contractconnection.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

const QString Batch = QStringLiteral("batch");

} // namespace

class ContractCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aCommandHoldsItsMethod_data();
    void aCommandHoldsItsMethod();
    void commandsAreAnsweredLineByLine();
    void anErrorOfACommandComesWithStatus200();
    void aCommandThatIsNoneIsStatus400_data();
    void aCommandThatIsNoneIsStatus400();
    void commandsNeedTheKey();
    void getIsStatus405WithoutABody();
    void anEmptyBatchHasNoReplies_data();
    void anEmptyBatchHasNoReplies();
    void aBatchCommandThatIsNoneHasItsError_data();
    void aBatchCommandThatIsNoneHasItsError();
    void wrongParametersRefuseTheWholeBatch();
    void ofTwoMethodsInACommandTheFirstRuns();
    void rpcWithoutMethodIsError107();
    void broadcastWithoutDataFailsInEachChannel();
    void aLimitBeyond32BitsIsStatus400();
    void methodsForMapsAreNotForOrdinaryChannels();
    void aPublicationBeyond10MiBIsAccepted();
    void historyIsEncodedAgain();
    void infoCountsAsCentrifugo();

private:
    HttpAnswer post(const QByteArray &body) { return m_server.post(QString(), body); }

    ContractServer m_server;
};

void ContractCommands::initTestCase()
{
    if (!ContractServer::isAvailable()) {
        QSKIP("There is no server to test.");
    }
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
}

void ContractCommands::aCommandHoldsItsMethod_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray params = R"("params":{"channel":"x","data":1}})";
    QTest::newRow("by name") << R"({"method":"publish",)" + params
                             << QByteArray(R"({"result":{}})");
    QTest::newRow("with an id") << R"({"id":7,"method":"publish",)" + params
                                << QByteArray(R"({"id":7,"result":{}})");
    QTest::newRow("by number") << R"({"method":0,)" + params << QByteArray(R"({"result":{}})");
    QTest::newRow("in any case") << R"({"method":"PubLish",)" + params
                                 << QByteArray(R"({"result":{}})");
    QTest::newRow("publish is the default") << '{' + params << QByteArray(R"({"result":{}})");
    QTest::newRow("channels") << QByteArray(R"({"method":"channels","params":{"pattern":"none"}})")
                              << QByteArray(R"({"result":{"channels":{}}})");
}

void ContractCommands::aCommandHoldsItsMethod()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, answer);
    const HttpAnswer got = post(body);
    QCOMPARE(got.status, 200);
    QCOMPARE(got.body, answer);
    QVERIFY2(got.contentType.startsWith("application/json"), got.contentType.constData());
}

void ContractCommands::commandsAreAnsweredLineByLine()
{
    const QByteArray publish = R"({"method":"publish","params":{"channel":"x","data":1}})";
    QCOMPARE(post(publish + '\n' + publish).body, QByteArray("{\"result\":{}}\n{\"result\":{}}"));
    QCOMPARE(post(publish + '{').status, 400);
}

void ContractCommands::anErrorOfACommandComesWithStatus200()
{
    const QByteArray wrong = R"({"method":"publish","params":{"channel":1}})";
    QCOMPARE(post(R"({"method":"publish","params":{"channel":"nowhere:x","data":1}})").errorCode(),
             102);
    QCOMPARE(post(R"({"method":"publish"})").errorCode(), 107);
    QCOMPARE(post(wrong).errorCode(), 107);
    QCOMPARE(post(R"({"method":"rpc","params":{}})").errorCode(), 107);
    QCOMPARE(post(R"({"method":"connections","params":{}})").errorCode(), 104);
    QCOMPARE(post(R"({"method":99})").errorCode(), 104);
    Headers transport = m_server.keyHeader();
    transport.emplaceBack("X-Centrifugo-Error-Mode", "transport");
    const HttpAnswer answer = m_server.post(QString(), wrong, transport);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.errorCode(), 107);
}

void ContractCommands::aCommandThatIsNoneIsStatus400_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"", "[]", "{", R"({"method":"nothing"})", R"({"method":null})", R"({"method":1.0})"}) {
        QTest::newRow(body) << QByteArray(body);
    }
}

void ContractCommands::aCommandThatIsNoneIsStatus400()
{
    QFETCH(QByteArray, body);
    QCOMPARE(post(body).status, 400);
}

void ContractCommands::commandsNeedTheKey()
{
    const HttpAnswer answer = m_server.post(QString(), R"({"method":"info"})", Headers());
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.body, QByteArray());
}

void ContractCommands::getIsStatus405WithoutABody()
{
    for (const QString &method : {QString(), QStringLiteral("publish"), Batch}) {
        const HttpAnswer answer = m_server.get(method);
        QCOMPARE(answer.status, 405);
        QCOMPARE(answer.body, QByteArray());
    }
}

void ContractCommands::anEmptyBatchHasNoReplies_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"{}", "null", R"({"commands":[]})", R"({"commands":null})"}) {
        QTest::newRow(body) << QByteArray(body);
    }
}

void ContractCommands::anEmptyBatchHasNoReplies()
{
    QFETCH(QByteArray, body);
    const HttpAnswer answer = m_server.post(Batch, body);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("{}"));
}

void ContractCommands::aBatchCommandThatIsNoneHasItsError_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<int>("code");
    QTest::newRow("null") << QByteArray("null") << 107;
    QTest::newRow("empty") << QByteArray("{}") << 104;
    QTest::newRow("a method of null") << QByteArray(R"({"publish":null})") << 104;
    QTest::newRow("an unknown method") << QByteArray(R"({"nothing":1})") << 104;
    QTest::newRow("rpc without method") << QByteArray(R"({"rpc":{}})") << 107;
}

void ContractCommands::aBatchCommandThatIsNoneHasItsError()
{
    QFETCH(QByteArray, command);
    QFETCH(int, code);
    const QByteArray good = R"({"publish":{"channel":"x","data":1}})";
    for (const char *parallel : {"false", "true"}) {
        const HttpAnswer answer = m_server.post(
            Batch, R"({"commands":[)" + command + ',' + good + R"(],"parallel":)" + parallel + '}');
        const QJsonArray replies = answer.object().value(u"replies").toArray();
        QCOMPARE(replies.size(), 2);
        QCOMPARE(replies.at(0).toObject().value(u"error").toObject().value(u"code").toInt(), code);
        QVERIFY(replies.at(1).toObject().contains(u"publish"));
    }
}

void ContractCommands::wrongParametersRefuseTheWholeBatch()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    const QByteArray good = R"({"publish":{"channel":")" + channel.toUtf8() + R"(","data":1}})";
    for (const char *bad : {R"({"publish":{"channel":1}})", R"({"info":{},"broadcast":1})", "1"}) {
        QCOMPARE(m_server.post(Batch, R"({"commands":[)" + good + ',' + bad + "]}").status, 400);
    }
    QCOMPARE(m_server.publish(channel, "2").value(u"offset").toInt(), 1);
}

void ContractCommands::ofTwoMethodsInACommandTheFirstRuns()
{
    const HttpAnswer answer = m_server.post(
        Batch,
        R"({"commands":[{"channels":{"pattern":"none"},"PUBLISH":{"channel":"x","data":1}}]})");
    QCOMPARE(answer.body, QByteArray(R"({"replies":[{"publish":{}}]})"));
}

void ContractCommands::rpcWithoutMethodIsError107()
{
    const QString rpc = QStringLiteral("rpc");
    QCOMPARE(m_server.post(rpc, "{}").errorCode(), 107);
    QCOMPARE(m_server.post(rpc, R"({"method":"x"})").errorCode(), 104);
    QCOMPARE(m_server.post(rpc, R"({"method":1})").status, 400);
}

void ContractCommands::broadcastWithoutDataFailsInEachChannel()
{
    const QJsonArray responses =
        m_server.post(QStringLiteral("broadcast"), R"({"channels":["x","nowhere:x",""]})")
            .result()
            .value(u"responses")
            .toArray();
    QList<int> codes;
    for (const auto &response : responses) {
        codes.append(response.toObject().value(u"error").toObject().value(u"code").toInt());
    }
    QCOMPARE(codes, (QList<int>{107, 102, 107}));
}

void ContractCommands::aLimitBeyond32BitsIsStatus400()
{
    const auto history = [this](const QByteArray &limit) {
        return m_server.post(QStringLiteral("history"),
                             R"({"channel":"history:none","limit":)" + limit + '}');
    };
    QCOMPARE(history("2147483647").status, 200);
    QVERIFY(history("2147483647").object().contains(u"result"));
    QVERIFY(history("-2").object().contains(u"result"));
    QCOMPARE(history("2147483648").status, 400);
    QCOMPARE(history("-2147483649").status, 400);
}

void ContractCommands::methodsForMapsAreNotForOrdinaryChannels()
{
    QCOMPARE(m_server
                 .post(QStringLiteral("shared_poll_publish"),
                       R"({"channel":"x","key":"k","version":1,"data":1})")
                 .errorCode(),
             107);
    for (const char *method : {"map_publish", "map_remove", "map_read_state", "map_read_stream",
                               "map_stats", "map_clear"}) {
        QCOMPARE(m_server.post(QLatin1String(method), R"({"channel":"x","key":"k"})").errorCode(),
                 107);
        QCOMPARE(m_server.post(QLatin1String(method), R"({"channel":"nowhere:x","key":"k"})")
                     .errorCode(),
                 102);
    }
}

void ContractCommands::aPublicationBeyond10MiBIsAccepted()
{
    const QByteArray data = '"' + QByteArray(12 << 20, 'x') + '"';
    const HttpAnswer answer =
        m_server.post(QStringLiteral("publish"), R"({"channel":"x","data":)" + data + '}');
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.object().contains(u"result"));
}

void ContractCommands::historyIsEncodedAgain()
{
    const QString channel = ContractServer::newChannel(QStringLiteral("history"));
    m_server.publish(channel, R"({ "a" : "<&>" , "b":1.0})");
    const HttpAnswer answer = m_server.post(
        QStringLiteral("history"), R"({"limit":1,"channel":")" + channel.toUtf8() + R"("})");
    QVERIFY2(answer.body.contains(R"("data":{"a":"\u003c\u0026\u003e","b":1.0})"),
             answer.body.constData());
}

void ContractCommands::infoCountsAsCentrifugo()
{
    const QByteArray body = post(R"({"method":"info"})").body;
    QVERIFY2(body.contains("\"centrifugo."), body.constData());
}

REALTIME_TEST(ContractCommands, QCoreApplication)

#include "tst_contract_commands.moc"
