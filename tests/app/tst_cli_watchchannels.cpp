// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "centrifuge/token.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QByteArray Partial = "\"state\":\"partial\"";
const QString Given = QStringLiteral("closed:given"); // nobody may subscribe to it by himself

} // namespace

/** What becomes of `watch`, `record` and `publish --prove` when not every channel is subscribed,
 * and of channels to which the server subscribes by itself. */
class TestCliWatchChannels : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goesOnWhileAChannelIsLeft();
    void endsWithTheLastChannel();
    void endsWithTheFirstRefusalWhenStrict();
    void isNotLiveAtTheTimeoutWithoutAllChannels();
    void recordsOnWhenTheServerEndsAChannel();
    void watchesWhatTheTokenSubscribes_data() { wireFormats(); }
    void watchesWhatTheTokenSubscribes();
    void provesWhatTheTokenSubscribes_data() { wireFormats(); }
    void provesWhatTheTokenSubscribes();
    void beginsWithTheHistoryOfWhatTheTokenSubscribes_data();
    void beginsWithTheHistoryOfWhatTheTokenSubscribes();
    void beginsWithTheHistoryOfWhatNobodyNamed();

private:
    static void wireFormats();
    /** The arguments, with a token file of which the server subscribes to `channel`. */
    QStringList withToken(const QStringList &arguments, const QString &channel = Given) const;

    /** The server ends alice's subscription. */
    bool isEnded(const QByteArray &channel) const;

    QTemporaryDir m_folder;
};

void TestCliWatchChannels::init()
{
    ServerTest::init();
    QVERIFY(m_folder.isValid());
}

void TestCliWatchChannels::wireFormats()
{
    QTest::addColumn<QString>("wire");
    QTest::newRow("protobuf") << QStringLiteral("protobuf");
    QTest::newRow("json") << QStringLiteral("json");
}

QStringList TestCliWatchChannels::withToken(const QStringList &arguments,
                                            const QString &channel) const
{
    Centrifuge::TokenClaims claims;
    claims.user = QStringLiteral("alice");
    claims.channels = QStringList{channel};
    const auto token = Centrifuge::mintToken(
        claims, TestServer::Secret, std::chrono::seconds(QDateTime::currentSecsSinceEpoch()));
    QFile file(m_folder.filePath(QStringLiteral("token")));
    if (!token || !file.open(QIODevice::WriteOnly)) {
        qFatal("no token");
    }
    file.write(token.value().toUtf8());
    return arguments + QStringList{QStringLiteral("--token-file"), file.fileName()};
}

bool TestCliWatchChannels::isEnded(const QByteArray &channel) const
{
    return m_server
        .call(QStringLiteral("unsubscribe"), R"({"user":"alice","channel":")" + channel + "\"}")
        .contains("result");
}

void TestCliWatchChannels::goesOnWhileAChannelIsLeft()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("watch plain:left user#bob --user alice --json --count 1"));
    QVERIFY(cli.waitForLine(Partial));
    QVERIFY(m_server.publish(QStringLiteral("plain:left"), "1"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY(!result.out.contains(Live));
    QVERIFY2(result.err.contains("user#bob: unsubscribed (103: permission denied)"),
             result.err.constData());
    QVERIFY2(result.err.contains("partial (1 of 2 channels are subscribed)"),
             result.err.constData());
}

void TestCliWatchChannels::endsWithTheLastChannel()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("watch plain:one plain:two user#bob --user alice --json"));
    QVERIFY(cli.waitForLine(Partial));
    QVERIFY(isEnded("plain:one"));
    QVERIFY(cli.waitForWords("plain:one: unsubscribed (2000: server unsubscribe)"));
    QVERIFY(m_server.publish(QStringLiteral("plain:two"), "1"));
    QVERIFY(cli.waitForLine("\"channel\":\"plain:two\",\"offset\":null"));
    QVERIFY(isEnded("plain:two"));
    QCOMPARE(cli.waitForEnd().exitCode, 1);
}

void TestCliWatchChannels::endsWithTheFirstRefusalWhenStrict()
{
    const CliResult result =
        runCli(words("watch plain:a user#bob --user alice --strict"), m_server.environment());
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.err.contains("103: permission denied"));
}

void TestCliWatchChannels::isNotLiveAtTheTimeoutWithoutAllChannels()
{
    const CliResult result =
        runCli(words("watch plain:a user#bob --user alice --timeout 1"), m_server.environment());
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("not every channel is subscribed"), result.err.constData());
}

void TestCliWatchChannels::recordsOnWhenTheServerEndsAChannel()
{
    const QString file = m_folder.filePath(QStringLiteral("on.rtm"));
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(words("record plain:gone plain:stays --user alice --count 1 --output")
              + QStringList{file});
    QVERIFY(cli.waitForWords("live"));
    QVERIFY(isEnded("plain:gone"));
    QVERIFY(cli.waitForWords("plain:gone: unsubscribed (2000: server unsubscribe)"));
    QVERIFY(m_server.publish(QStringLiteral("plain:stays"), "1"));
    QCOMPARE(cli.waitForEnd().exitCode, 0);
}

/** Ours would be refused with 105, or 103 as here; the server's is as good. */
void TestCliWatchChannels::watchesWhatTheTokenSubscribes()
{
    QFETCH(const QString, wire);
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(withToken({QStringLiteral("watch"), Given, QStringLiteral("--json"),
                         QStringLiteral("--count"), QStringLiteral("1"), QStringLiteral("--wire"),
                         wire}));
    QVERIFY(cli.waitForLine(Live));
    QVERIFY(m_server.publish(Given, "1"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.out.contains(
        "\"state\":\"subscribed\",\"code\":0,\"reason\":\"\",\"server_side\":true"));
    QVERIFY(result.out.contains("\"channel\":\"closed:given\",\"offset\""));
    QVERIFY(!result.out.contains("105"));
}

void TestCliWatchChannels::provesWhatTheTokenSubscribes()
{
    QFETCH(const QString, wire);
    const CliResult result =
        runCli(withToken({QStringLiteral("publish"), Given, QStringLiteral("1"),
                          QStringLiteral("--prove"), QStringLiteral("--wire"), wire}),
               m_server.environment());
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.out.contains("\"state\":\"proven\""));
}

void TestCliWatchChannels::beginsWithTheHistoryOfWhatTheTokenSubscribes_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<bool>("hasKey");
    QTest::addColumn<QString>("wire");
    QTest::addColumn<QByteArray>("why"); // nothing came
    const QJsonObject kept{{QStringLiteral("history_size"), 100},
                           {QStringLiteral("history_ttl"), QStringLiteral("300s")}};
    QJsonObject allowed = kept;
    allowed.insert(QStringLiteral("allow_history_for_subscriber"), true);
    QJsonObject recoverable = allowed;
    recoverable.insert(QStringLiteral("force_recovery"), true);
    const QByteArray none;
    for (const char *wire : {"json", "protobuf"}) {
        const auto row = [wire](const char *name, const QJsonObject &options, bool hasKey,
                                const QByteArray &why) {
            QTest::addRow("%s, %s", name, wire)
                << options << hasKey << QString::fromLatin1(wire) << why;
        };
        row("by the right of the user", allowed, false, none);
        row("by the right of the user, recoverable", recoverable, false, none);
        row("by the API", kept, true, none);
        row("by nobody", kept, false, "this user may not read the channel's history (103)");
    }
}

/** A connection can't ask for it when it does not know the channel yet, so the history is read. */
void TestCliWatchChannels::beginsWithTheHistoryOfWhatTheTokenSubscribes()
{
    QFETCH(const QJsonObject, options);
    QFETCH(const bool, hasKey);
    QFETCH(const QString, wire);
    QFETCH(const QByteArray, why);
    const QString channel = QStringLiteral("given:a");
    TestServer server;
    server.addNamespace(QStringLiteral("given"), options); // a client may not subscribe
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    for (const char *number : {"1", "2", "3"}) {
        QVERIFY(server.publish(channel, number));
    }
    QProcessEnvironment environment = server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"),
                       hasKey ? QLatin1String(TestServer::ApiKey) : QLatin1String());
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(withToken({QStringLiteral("watch"), channel, QStringLiteral("--json"),
                         QStringLiteral("--recover"), QStringLiteral("--wire"), wire,
                         QStringLiteral("--count"),
                         why.isEmpty() ? QStringLiteral("4") : QStringLiteral("1")},
                        channel));
    QVERIFY2(why.isEmpty() ? cli.waitForLine("\"offset\":3") : cli.waitForWords(why),
             (cli.soFar().out + cli.soFar().err).constData());
    QVERIFY(server.publish(channel, "4"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QByteArrayList data;
    for (const QJsonObject &object : result.objects()) {
        if (object.value(QStringLiteral("kind")).toString() == QStringLiteral("publication")) {
            data.append(QByteArray::number(object.value(QStringLiteral("data")).toInt()));
        }
    }
    QCOMPARE(data.join(' '), QByteArray(why.isEmpty() ? "1 2 3 4" : "4"));
    QVERIFY2(!result.out.contains("gap"), result.out.constData());
}

/** The server subscribes to one more. */
void TestCliWatchChannels::beginsWithTheHistoryOfWhatNobodyNamed()
{
    const QString channel = QStringLiteral("history:unnamed");
    QVERIFY(m_server.publish(channel, "1"));
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(
        withToken({QStringLiteral("watch"), QStringLiteral("plain:named"), QStringLiteral("--json"),
                   QStringLiteral("--recover"), QStringLiteral("--count"), QStringLiteral("1")},
                  channel));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.out.contains("\"channel\":\"history:unnamed\",\"offset\":1,"),
             result.out.constData());
}

REALTIME_TEST(TestCliWatchChannels, QCoreApplication)
#include "tst_cli_watchchannels.moc"
