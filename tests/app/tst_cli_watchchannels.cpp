// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "centrifuge/token.h"
#include "support/servertest.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QByteArray Live = "\"state\":\"live\"";
const QByteArray Partial = "\"state\":\"partial\"";
const QString Given = QStringLiteral("closed:given"); // nobody may subscribe to it by himself

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

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

private:
    static void wireFormats();
    /** The arguments, with a token file of which the server subscribes to Given. */
    QStringList withToken(const QStringList &arguments) const;

    /** The server ends alice's subscription. */
    bool isEnded(const QByteArray &channel) const;

    QTemporaryDir m_folder;
};

void TestCliWatchChannels::init()
{
    QVERIFY(m_folder.isValid());
}

void TestCliWatchChannels::wireFormats()
{
    QTest::addColumn<QString>("wire");
    QTest::newRow("protobuf") << QStringLiteral("protobuf");
    QTest::newRow("json") << QStringLiteral("json");
}

QStringList TestCliWatchChannels::withToken(const QStringList &arguments) const
{
    Centrifuge::TokenClaims claims;
    claims.user = QStringLiteral("alice");
    claims.channels = QStringList{Given};
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

QTEST_GUILESS_MAIN(TestCliWatchChannels)
#include "tst_cli_watchchannels.moc"
