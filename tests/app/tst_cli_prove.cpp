// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/servertest.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

#include <csignal>

/** `publish --prove`: only a publication that came back is a success. */
class TestCliProve : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void provesWhatCameBack_data();
    void provesWhatCameBack();
    void provesForEveryUser_data();
    void provesForEveryUser();
    void refusesSeveralUsersOfOneToken();
    void printsEveryEventWithJson();
    void tagsUnlessToldNotTo_data();
    void tagsUnlessToldNotTo();
    void subscribesAsTheUserGiven();
    void publishesNothingWhenItMayNotSubscribe_data();
    void publishesNothingWhenItMayNotSubscribe();
    void publishesNothingWithoutSecretAndToken();
    void saysRejected();
    void saysNotSeen();
    void saysUnknown();
    void publishesNothingBeforeItIsSubscribed();
    void saysWhyItNeverPublished_data();
    void saysWhyItNeverPublished();
    void endsBySignal();

private:
    QJsonObject lastObject(const CliResult &result)
    {
        return result.objects().value(result.lines().size() - 1);
    }
};

void TestCliProve::provesWhatCameBack_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("matchedBy");
    for (const char *wire : {" --wire protobuf", " --wire json"}) {
        const auto row = [wire](const char *name, const char *line, const char *state,
                                const char *matchedBy) {
            QTest::addRow("%s,%s", name, wire)
                << words(line) + words(wire).mid(1) << QString::fromLatin1(state)
                << QString::fromLatin1(matchedBy);
        };
        row("by position", "publish history:prove {\"a\":1} --prove", "proven", "position");
        row("by position without a tag", "publish history:prove {} --prove --no-tag", "proven",
            "position");
        row("by tag", "publish plain:prove {} --prove", "proven", "tag");
        row("by payload only", "publish plain:prove {} --prove --no-tag", "likely", "payload");
    }
}

void TestCliProve::provesWhatCameBack()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, state);
    const CliResult result = runCli(arguments, m_server.environment());
    QCOMPARE(result.exitCode, state == QStringLiteral("proven") ? 0 : 1);
    QVERIFY(result.lines().size() >= 1);
    const QJsonObject trip = lastObject(result);
    QCOMPARE(trip.keys(),
             (QStringList{QStringLiteral("api_ms"), QStringLiteral("code"), QStringLiteral("kind"),
                          QStringLiteral("matched_by"), QStringLiteral("push_ms"),
                          QStringLiteral("reason"), QStringLiteral("state")}));
    QCOMPARE(trip.value(QStringLiteral("kind")).toString(), QStringLiteral("round_trip"));
    QCOMPARE(trip.value(QStringLiteral("state")).toString(), state);
    QTEST(trip.value(QStringLiteral("matched_by")).toString(), "matchedBy");
    QVERIFY(trip.value(QStringLiteral("api_ms")).toDouble() > 0);
    QVERIFY(trip.value(QStringLiteral("push_ms")).toDouble() > 0);
    QVERIFY(trip.value(QStringLiteral("code")).isNull());
    QVERIFY(trip.value(QStringLiteral("reason")).isNull());
}

void TestCliProve::provesForEveryUser_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QStringList>("watchers");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("all") << QStringLiteral("plain:prove") << 0 << QStringLiteral("proven")
                         << QStringList{QStringLiteral("alice seen"), QStringLiteral("bob seen")}
                         << QByteArray();
    QTest::newRow("one is refused")
        << QStringLiteral("plain:#bob") << 1 << QStringLiteral("not_seen")
        << QStringList{QStringLiteral("alice refused"), QStringLiteral("bob seen")}
        << QByteArray("alice: refused (103 permission denied)\n");
    QTest::newRow("all are refused")
        << QStringLiteral("plain:#carol") << 1 << QStringLiteral("not_sent") << QStringList()
        << QByteArray("bob: plain:#carol: unsubscribed (103: permission denied)\n");
}

void TestCliProve::provesForEveryUser()
{
    QFETCH(const QString, channel);
    QFETCH(const QByteArray, words);
    const CliResult result =
        runCli({QStringLiteral("publish"), channel, QStringLiteral("{}"), QStringLiteral("--prove"),
                QStringLiteral("--user"), QStringLiteral("alice"), QStringLiteral("--user"),
                QStringLiteral("bob")},
               m_server.environment());
    QTEST(result.exitCode, "exitCode");
    const QJsonObject trip = lastObject(result);
    QTEST(trip.value(QStringLiteral("state")).toString(), "state");
    QStringList watchers;
    for (const QJsonValue &value : trip.value(QStringLiteral("watchers")).toArray()) {
        watchers += value[QStringLiteral("watcher")].toString() + u' '
            + value[QStringLiteral("state")].toString();
    }
    QTEST(watchers, "watchers");
    QVERIFY2(result.err.contains(words), result.err.constData());
    const bool isPublished = result.out.contains("published ");
    QCOMPARE(isPublished, !watchers.isEmpty());
}

void TestCliProve::refusesSeveralUsersOfOneToken()
{
    const CliResult result =
        runCli(words("publish plain:prove {} --prove --user a --user b --no-token"),
               m_server.environment());
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains("a secret that signs their tokens"), result.err.constData());
}

void TestCliProve::printsEveryEventWithJson()
{
    const CliResult result =
        runCli(words("publish history:prove {} --prove --json"), m_server.environment());
    QCOMPARE(result.exitCode, 0);
    QByteArray kinds;
    const QList<QJsonObject> objects = result.objects();
    for (const QJsonObject &object : objects) {
        const QString kind = object.value(QStringLiteral("kind")).toString();
        QVERIFY2(!kind.isEmpty(), result.out.constData());
        kinds += kind.toLatin1() + ' ';
    }
    QVERIFY2(kinds.contains("published "), kinds.constData());
    QVERIFY2(kinds.contains("publication "), kinds.constData());
    QVERIFY2(kinds.endsWith("round_trip "), kinds.constData());
}

void TestCliProve::tagsUnlessToldNotTo_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("isTagged");
    QTest::newRow("by default") << QStringList() << true;
    QTest::newRow("told not to") << words("--no-tag") << false;
}

void TestCliProve::tagsUnlessToldNotTo()
{
    QFETCH(const QStringList, options);
    QFETCH(const bool, isTagged);
    CliProcess watcher;
    watcher.setEnvironment(m_server.environment());
    watcher.start(words("watch history:tag --user alice --json --count 1"));
    QVERIFY(watcher.waitForLine("\"state\":\"live\""));
    runCli(words("publish history:tag {} --prove") + options, m_server.environment());
    const CliResult watched = watcher.waitForEnd();
    QCOMPARE(watched.out.contains("\"tags\":{\"rm-id\":\""), isTagged);
    QCOMPARE(watched.out.contains("\"tags\":{}"), !isTagged);
}

void TestCliProve::subscribesAsTheUserGiven()
{
    const CliResult result =
        runCli(words("publish user#alice {} --prove --user alice"), m_server.environment());
    QCOMPARE(result.exitCode, 0);
}

void TestCliProve::publishesNothingWhenItMayNotSubscribe_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("code");
    const QString good = QLatin1String(TestServer::Secret);
    QTest::newRow("another user's channel") << good << QStringLiteral("history:a#alice") << 103;
    QTest::newRow("unknown namespace") << good << QStringLiteral("unknown:a") << 102;
    QTest::newRow("wrong secret") << QStringLiteral("wrong-secret-1234")
                                  << QStringLiteral("history:refused") << 3500;
}

void TestCliProve::publishesNothingWhenItMayNotSubscribe()
{
    QFETCH(const QString, secret);
    QFETCH(const QString, channel);
    QFETCH(const int, code);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), secret);
    const CliResult result = runCli({QStringLiteral("publish"), channel, QStringLiteral("{}"),
                                     QStringLiteral("--prove"), QStringLiteral("--json")},
                                    environment);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(lastObject(result).value(QStringLiteral("kind")).toString(),
             QStringLiteral("round_trip"));
    QCOMPARE(lastObject(result).value(QStringLiteral("state")).toString(),
             QStringLiteral("not_sent"));
    QVERIFY(!lastObject(result).value(QStringLiteral("reason")).toString().isEmpty());
    QCOMPARE(lastObject(result).value(QStringLiteral("code")).toInt(), code);
    QVERIFY2(result.err.contains(QByteArray::number(code) + ": "), result.err.constData());
    QVERIFY(result.err.contains("nothing was published"));
    QVERIFY(!m_server
                 .call(QStringLiteral("history"),
                       "{\"limit\":-1,\"channel\":\"" + channel.toUtf8() + "\"}")
                 .contains("\"data\""));
}

void TestCliProve::publishesNothingWithoutSecretAndToken()
{
    QProcessEnvironment environment = m_server.environment();
    environment.remove(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    const CliResult result = runCli(words("publish history:none {} --prove"), environment);
    QCOMPARE(result.exitCode, 3);
    QVERIFY(result.err.contains("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    QVERIFY(!m_server.call(QStringLiteral("history"), "{\"limit\":-1,\"channel\":\"history:none\"}")
                 .contains("\"data\""));
}

void TestCliProve::saysRejected()
{
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QStringLiteral("wrong"));
    const CliResult result = runCli(words("publish plain:a {} --prove"), environment);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(lastObject(result).value(QStringLiteral("state")).toString(),
             QStringLiteral("rejected"));
    QCOMPARE(lastObject(result).value(QStringLiteral("code")).toInt(), 401);
    QVERIFY2(result.err.contains("401"), result.err.constData());
}

void TestCliProve::saysNotSeen()
{
    TestServer elsewhere; // the API leads to another server than the socket
    QVERIFY2(elsewhere.start(), qPrintable(elsewhere.errorText()));
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"), elsewhere.apiUrl().toString());
    const CliResult result = runCli(words("publish plain:a {} --prove --timeout 1"), environment);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(lastObject(result).value(QStringLiteral("state")).toString(),
             QStringLiteral("not_seen"));
    QVERIFY(lastObject(result).value(QStringLiteral("api_ms")).toDouble() > 0);
    QVERIFY(lastObject(result).value(QStringLiteral("push_ms")).isNull());
}

void TestCliProve::saysUnknown()
{
    QTcpServer mute; // accepts and never answers
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"),
                       QStringLiteral("http://127.0.0.1:%1/api").arg(mute.serverPort()));
    const CliResult result = runCli(words("publish plain:a {} --prove --timeout 1"), environment);
    QCOMPARE(result.exitCode, 4);
    QCOMPARE(lastObject(result).value(QStringLiteral("state")).toString(),
             QStringLiteral("unknown"));
}

void TestCliProve::publishesNothingBeforeItIsSubscribed()
{
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"),
                       QStringLiteral("ws://127.0.0.1:%1/x").arg(mute.serverPort()));
    const CliResult result =
        runCli(words("publish history:early {} --prove --timeout 1"), environment);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(lastObject(result).value(QStringLiteral("state")).toString(),
             QStringLiteral("not_sent"));
    QCOMPARE(lastObject(result).value(QStringLiteral("reason")).toString(),
             QStringLiteral("The channel was not subscribed within 1 s at ws://127.0.0.1:%1/x.")
                 .arg(mute.serverPort()));
    QVERIFY(result.err.contains("nothing was published"));
    QVERIFY(
        !m_server.call(QStringLiteral("history"), "{\"limit\":-1,\"channel\":\"history:early\"}")
             .contains("\"data\""));
}

void TestCliProve::saysWhyItNeverPublished_data()
{
    QTest::addColumn<QString>("variable"); // CENTRIFUGO_WS_URL is tried until the limit
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("reason");
    const QString webSocket = QStringLiteral("CENTRIFUGO_WS_URL");
    const QString api = QStringLiteral("CENTRIFUGO_API_URL");
    QTest::newRow("no server") << webSocket << QStringLiteral("ws://127.0.0.1:1/x")
                               << QStringLiteral("refused");
    QTest::newRow("no TLS there") << webSocket
                                  << QStringLiteral("wss://127.0.0.1:%1/x").arg(m_server.port())
                                  << QStringLiteral("TLS");
    QTest::newRow("no API") << api << QStringLiteral("http://127.0.0.1:1/api")
                            << QStringLiteral("Nothing accepts connections at 127.0.0.1, port 1.");
    QTest::newRow("no TLS at the API")
        << api << QStringLiteral("https://127.0.0.1:%1/api").arg(m_server.port())
        << QStringLiteral("TLS");
}

void TestCliProve::saysWhyItNeverPublished()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, address);
    QFETCH(const QString, reason);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(variable, address);
    const bool isTriedAgain = variable == u"CENTRIFUGO_WS_URL";
    const char *limit = isTriedAgain ? "3" : "30"; // enough for a loaded machine
    QStringList arguments = words("publish history:never {} --prove --timeout");
    arguments.append(QString::fromLatin1(limit));
    const CliResult result = runCli(arguments, environment);
    QCOMPARE(result.exitCode, 1);
    const QJsonObject trip = lastObject(result);
    QCOMPARE(trip.value(QStringLiteral("state")).toString(), QStringLiteral("not_sent"));
    const QString said = trip.value(QStringLiteral("reason")).toString();
    QVERIFY2(said.contains(reason), qPrintable(said));
    QVERIFY(
        !m_server.call(QStringLiteral("history"), "{\"limit\":-1,\"channel\":\"history:never\"}")
             .contains("\"data\""));
}

void TestCliProve::endsBySignal()
{
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"),
                       QStringLiteral("http://127.0.0.1:%1/api").arg(mute.serverPort()));
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(words("publish plain:a {} --prove --json"));
    QVERIFY(cli.waitForLine("\"state\":\"live\""));
    cli.send(SIGINT);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
}

REALTIME_TEST(TestCliProve, QCoreApplication)
#include "tst_cli_prove.moc"
