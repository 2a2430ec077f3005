// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/servertest.h"
#include "support/testprogram.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

namespace {

QStringList watchLine(const QString &channel, const QStringList &options = {})
{
    return QStringList{QStringLiteral("watch"), channel, QStringLiteral("--user"),
                       QStringLiteral("alice")}
    + options;
}

/** A terminal whose other side a test reads. */
class Terminal
{
public:
    Terminal()
        : m_master(::posix_openpt(O_RDWR | O_NOCTTY))
    {
        ::grantpt(m_master);
        ::unlockpt(m_master);
        m_slave = ::open(::ptsname(m_master), O_RDWR | O_NOCTTY); // keeps what was written
    }
    ~Terminal()
    {
        ::close(m_slave);
        ::close(m_master);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    QString path() const { return QString::fromLocal8Bit(::ptsname(m_master)); }
    QByteArray readAvailable()
    {
        QByteArray result;
        pollfd watched{m_master, POLLIN, 0};
        while (::poll(&watched, 1, 0) > 0) {
            char buffer[4096];
            const ssize_t size = ::read(m_master, buffer, sizeof buffer);
            if (size <= 0) {
                break;
            }
            result.append(buffer, size);
        }
        return result;
    }

private:
    const int m_master;
    int m_slave = -1;
};

} // namespace

/** What `watch` prints. tst_cli_watchends looks at how it ends. */
class TestCliWatch : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void printsEveryEventAsJson_data();
    void printsEveryEventAsJson();
    void printsPublicationsAsText();
    void keepsTheBytesOfData_data();
    void keepsTheBytesOfData();
    void printsBytesThatAreNoJson();
    void showsHostileTextAsText();
    void escapesJsonOnATerminal();
    void printsTags();
    void replaysTheHistoryOnlyWhenAsked();
    void replaysMoreThanTheServerRecovers();
    void usesAReadyTokenOfAFile();
    void usesAReadyTokenOfTheEnvironment();
    void keepsSecretsToItself_data();
    void keepsSecretsToItself();

private:
    QByteArray mintedToken();
    void expectUsed(const QByteArray &token, const QStringList &options,
                    QProcessEnvironment environment);
};

void TestCliWatch::printsEveryEventAsJson_data()
{
    QTest::addColumn<QString>("wire");
    QTest::newRow("protobuf") << QStringLiteral("protobuf");
    QTest::newRow("json") << QStringLiteral("json");
}

void TestCliWatch::printsEveryEventAsJson()
{
    QFETCH(const QString, wire);
    const QString channel = QStringLiteral("history:events-") + wire;
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(watchLine(channel,
                        {QStringLiteral("--json"), QStringLiteral("--count"), QStringLiteral("1"),
                         QStringLiteral("--wire"), wire}));
    QVERIFY(cli.waitForLine(Live));
    QVERIFY(m_server.publish(channel, "{\"a\":1}"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);

    QByteArrayList kinds;
    QJsonObject publication;
    const QList<QJsonObject> objects = result.objects();
    for (const QJsonObject &object : objects) {
        const QString kind = object.value(QStringLiteral("kind")).toString();
        const QString state = object.value(QStringLiteral("state")).toString();
        if (kind == QStringLiteral("publication")) {
            publication = object;
        }
        if (kind == QStringLiteral("state") || kind == QStringLiteral("publication")) {
            kinds.append((state.isEmpty() ? kind : state).toLatin1());
        } else if (kind == QStringLiteral("subscription")) {
            kinds.append("channel " + state.toLatin1());
        }
    }
    kinds.removeAll("channel subscribing");
    QCOMPARE(kinds.join(','), QByteArray("connecting,channel subscribed,live,publication,offline"));
    QCOMPARE(publication.value(QStringLiteral("channel")).toString(), channel);
    QCOMPARE(publication.value(QStringLiteral("offset")).toInt(), 1);
    QVERIFY(!publication.value(QStringLiteral("epoch")).toString().isEmpty());
    static const QRegularExpression time(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"));
    QVERIFY(time.match(publication.value(QStringLiteral("received_at")).toString()).hasMatch());
}

void TestCliWatch::printsPublicationsAsText()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(watchLine(QStringLiteral("history:text"), words("plain:text --count 2")));
    QVERIFY(cli.waitForWords("live"));
    QVERIFY(m_server.publish(QStringLiteral("history:text"), "{\"a\": \"%1\"}"));
    QVERIFY(cli.waitForLine("history:text"));
    QVERIFY(m_server.publish(QStringLiteral("plain:text"), "2"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.lines().size(), 2);
    static const QRegularExpression time(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z "));
    QString first = QString::fromUtf8(result.lines().at(0));
    QString second = QString::fromUtf8(result.lines().at(1));
    QVERIFY(time.match(first).hasMatch());
    QCOMPARE(first.remove(time), QStringLiteral("history:text 1 {\"a\": \"%1\"}"));
    QCOMPARE(second.remove(time), QStringLiteral("plain:text - 2"));
}

void TestCliWatch::keepsTheBytesOfData_data()
{
    QTest::addColumn<QString>("wire");
    QTest::addColumn<QByteArray>("data");
    for (const char *wire : {"protobuf", "json"}) {
        const auto row = [wire](const char *name, const QByteArray &data) {
            QTest::addRow("%s, %s", wire, name) << QString::fromLatin1(wire) << data;
        };
        row("a number beyond double", "{\"n\":1e400}");
        row("duplicate keys", "{\"a\":1,\"a\":2}");
        row("20 digits", "12345678901234567890");
        row("inner spaces", "{ \"a\" :  [ ] }");
        row("escapes", "\"\\u00e9\\/\xC3\xA9\"");
        row("C1 and bidi", "\"\xC2\x9B\xE2\x80\xAE\"");
        row("null", "null");
    }
}

void TestCliWatch::keepsTheBytesOfData()
{
    QFETCH(const QString, wire);
    QFETCH(const QByteArray, data);
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(watchLine(QStringLiteral("news"),
                        {QStringLiteral("--json"), QStringLiteral("--count"), QStringLiteral("1"),
                         QStringLiteral("--wire"), wire}));
    QVERIFY(cli.waitForLine(Live));
    QVERIFY(m_server.publish(QStringLiteral("news"), data));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.out.contains("\"data\":" + data + "}\n"), result.out.constData());
}

void TestCliWatch::printsBytesThatAreNoJson()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(watchLine(QStringLiteral("news"), words("--json --count 2")));
    QVERIFY(cli.waitForLine(Live));
    const QByteArray bytes("\xFF\x00\n{", 4);
    QVERIFY(m_server.publishBinary(QStringLiteral("news"), bytes));
    QVERIFY(m_server.publishBinary(QStringLiteral("news"), "{\r\n\"a\":1}"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.out.contains("\"data_base64\":\"" + bytes.toBase64() + "\"}\n"));
    QVERIFY(result.out.contains("\"data\":{  \"a\":1}}\n"));
}

void TestCliWatch::showsHostileTextAsText()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(watchLine(QStringLiteral("news"), words("--count 1")));
    QVERIFY(cli.waitForWords("live"));
    const QByteArray hostile =
        "\x1B]52;c;eA==\x07\r\n\x7F\xC2\x9B\xE2\x80\xAE\xE2\x80\x8B\xEF\xBB\xBF\xC3\xA9";
    QVERIFY(m_server.publishBinary(QStringLiteral("news"), hostile));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.lines().size(), 1);
    QVERIFY2(result.out.endsWith(" news - \\u001b]52;c;eA==\\u0007\\u000d\\u000a\\u007f\\u009b"
                                 "\\u202e\\u200b\\ufeff\xC3\xA9\n"),
             result.out.constData());
}

void TestCliWatch::escapesJsonOnATerminal()
{
    Terminal terminal;
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.process().setStandardOutputFile(terminal.path());
    cli.start(watchLine(QStringLiteral("news"), words("--json --count 1")));
    QVERIFY(cli.waitForWords("live"));
    QVERIFY(m_server.publish(QStringLiteral("news"), "[\t\"\xC2\x9B\xE2\x80\xAE\x7F\"]"));
    QCOMPARE(cli.waitForEnd().exitCode, 0);
    const QByteArray out = terminal.readAvailable();
    QVERIFY2(out.contains("\"data\":[ \"\\u009b\\u202e\\u007f\"]}"), out.constData());
}

void TestCliWatch::printsTags()
{
    CliProcess cli;
    cli.setEnvironment(m_server.environment());
    cli.start(watchLine(QStringLiteral("news"), words("--json --count 1")));
    QVERIFY(cli.waitForLine(Live));
    m_server.call(QStringLiteral("publish"),
                  "{\"channel\":\"news\",\"data\":1,\"tags\":{\"k\":\"v\\u0007\"}}");
    const CliResult result = cli.waitForEnd();
    QVERIFY2(result.out.contains("\"tags\":{\"k\":\"v\\u0007\"}"), result.out.constData());
}

void TestCliWatch::replaysTheHistoryOnlyWhenAsked()
{
    const QString channel = QStringLiteral("history:backlog");
    QVERIFY(m_server.publish(channel, "\"first\""));
    QVERIFY(m_server.publish(channel, "\"second\""));
    const CliResult without =
        runCli(watchLine(channel, words("--timeout 1")), m_server.environment());
    QCOMPARE(without.exitCode, 0);
    QCOMPARE(without.out, QByteArray());
    const CliResult with =
        runCli(watchLine(channel, words("--recover --count 2")), m_server.environment());
    QCOMPARE(with.exitCode, 0);
    QCOMPARE(with.lines().size(), 2);
    QVERIFY(with.lines().at(0).endsWith(" 1 \"first\""));
    QVERIFY(with.lines().at(1).endsWith(" 2 \"second\""));
}

void TestCliWatch::replaysMoreThanTheServerRecovers()
{
    const QString channel = QStringLiteral("history:long");
    constexpr int Many = 310; // of which the server recovers at most 300
    for (int number = 1; number <= Many; ++number) {
        QVERIFY(m_server.publish(channel, QByteArray::number(number)));
    }
    for (const char *option : {"--recover", "--recover=all"}) {
        const CliResult result =
            runCli(watchLine(channel,
                             {QString::fromLatin1(option), QStringLiteral("--count"),
                              QString::number(Many)}),
                   m_server.environment());
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.lines().size(), Many);
        QVERIFY(result.lines().first().endsWith(" 1 1"));
        QVERIFY(result.lines().last().endsWith(" 310 310"));
    }
    const CliResult wrong =
        runCli(watchLine(channel, words("--recover=some")), m_server.environment());
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.err.contains("takes no value or =all"));
}

/** Only alice may subscribe to the channel, so the token is what counts. */
void TestCliWatch::expectUsed(const QByteArray &token, const QStringList &options,
                              QProcessEnvironment environment)
{
    environment.remove(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    const CliResult result = runCli(words("watch user#alice --timeout 2") + options, environment);
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY(!result.err.contains(token));
}

QByteArray TestCliWatch::mintedToken()
{
    return runCli(words("token --user alice"), m_server.environment()).out;
}

void TestCliWatch::usesAReadyTokenOfAFile()
{
    const QByteArray token = mintedToken();
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("token")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(token);
    file.close();
    expectUsed(token.trimmed(), {QStringLiteral("--token-file"), file.fileName()},
               m_server.environment());
}

void TestCliWatch::usesAReadyTokenOfTheEnvironment()
{
    const QByteArray token = mintedToken().trimmed();
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("CENTRIFUGO_TOKEN"), QString::fromLatin1(token));
    expectUsed(token, {}, environment);
}

void TestCliWatch::keepsSecretsToItself_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("watch") << watchLine(QStringLiteral("news"), words("--json --timeout 1"));
    QTest::newRow("watch, wire in JSON")
        << watchLine(QStringLiteral("news"), words("--json --timeout 1 --wire json"));
    QTest::newRow("watch, refused") << watchLine(QStringLiteral("user#bob"));
    QTest::newRow("publish") << words("publish news {} --json");
    QTest::newRow("prove") << words("publish news {} --prove");
}

void TestCliWatch::keepsSecretsToItself()
{
    QFETCH(const QStringList, arguments);
    QProcessEnvironment environment = m_server.environment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(arguments);
    const QByteArray commandLine = cli.commandLine();
    const CliResult result = cli.waitForEnd();
    QVERIFY2(result.exitCode >= 0, result.err.right(2000).constData());
    QVERIFY(commandLine.isEmpty() || commandLine.contains("news") || commandLine.contains("bob"));
    QVERIFY(!holdsSecret(commandLine));
    QVERIFY2(!holdsSecret(result.err), result.err.constData());
    QVERIFY2(!holdsSecret(result.out), result.out.constData());
    QVERIFY(result.err.contains("qt.")); // the rule was at work
}

REALTIME_TEST(TestCliWatch, QCoreApplication)
#include "tst_cli_watch.moc"
