// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/testprogram.h"

#include <QTest>

/** What is the same for all commands: help, version, wrong usage, no display. */
class TestCliUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsHelp_data();
    void showsHelp();
    void showsTheVersion();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void refusesABrokenEnvironment_data();
    void refusesABrokenEnvironment();
    void refusesArgumentsThatAreNotUtf8();
    void saysThatThereIsNoDisplay();
};

void TestCliUsage::showsHelp_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *command, const QByteArray &words) {
        const QString name = QString::fromLatin1(command);
        QTest::newRow(command) << (name.isEmpty() ? QStringList() : QStringList{name}) << words;
    };
    row("", "--screenshot FILE");
    row("", "--import FILE");
    row("", "\n  REALTIME_MONITOR_PROFILE\n");
    row("token", "--info JSON");
    row("watch", "--count N");
    row("publish", "--no-tag");
    row("presence", "presence CHANNEL");
    row("channels", "channels [PATTERN]");
    row("info", "--timeout S");
    row("", "\n  channels [PATTERN] ");
    row("server", "--env-file FILE");
}

void TestCliUsage::showsHelp()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, words);
    for (const QString &option : {QStringLiteral("--help"), QStringLiteral("-h")}) {
        const CliResult result = runCli(arguments + QStringList{option});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.err, QByteArray());
        QVERIFY(result.out.startsWith("Usage: realtime-monitor"));
        QVERIFY2(result.out.contains(words), result.out.constData());
    }
}

void TestCliUsage::showsTheVersion()
{
    const CliResult result = runCli({QStringLiteral("--version")});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.out.startsWith("realtime-monitor "));
    QCOMPARE(result.lines().size(), 1);
}

void TestCliUsage::refusesWrongUsage_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *line, const QByteArray &words) {
        QTest::newRow(line) << QString::fromLatin1(line) << words;
    };
    row("CANARY", "no such command");
    row("--CANARY", "no such option");
    row("--secret=CANARY", "no option --secret");
    row("--api-key CANARY", "no option --api-key");
    row("watch news --user alice --secret CANARY", "no option --secret");
    row("watch news --user alice -sCANARY", "no such option");
    row("watch news --user alice --json=CANARY", "--json takes no value");
    row("watch news --user", "--user needs a value");
    row("watch --user alice", "needs CHANNEL");
    row("watch news", "--user");
    row("watch news --user alice --ttl CANARY", "--ttl takes a whole number");
    row("watch news --user alice --ttl 0", "--ttl takes a whole number");
    row("watch news --user alice --count 0", "--count takes a whole number");
    row("watch news --user alice --timeout -1", "--timeout takes a whole number");
    row("watch news --user alice --wire CANARY", "--wire takes protobuf or json");
    row("watch news --user alice --frame-limit 0",
        "--frame-limit takes a whole number from 1 to 1024");
    row("watch news --user alice --publication-limit CANARY",
        "--publication-limit takes a whole number from 1 to 512");
    row("watch news --user alice --prove", "no option --prove");
    row("watch news --user alice --token-file /no/CANARY-file", "/no/CANARY-file");
    row("record news --user alice --output x --rotate CANARY", "--rotate takes a size");
    row("record news --user alice --output x --rotate 63K", "--rotate takes a size");
    row("record news --user alice --output x --keep 3", "--keep goes with --rotate");
    row("record news --user alice --output x --rotate 1h --keep 0", "--keep takes a whole number");
    row("grep -tennis x.rtm", "stands behind --: grep -- '-word' FILE");
    row("grep -x x.rtm", "stands behind --: grep -- '-word' FILE");
    row("publish news", "needs CHANNEL DATA");
    row("publish news 1 CANARY", "more arguments");
    row("publish news CANARY 2", "single quotes");
    row("publish news -5", "publish CHANNEL -- -5");
    row("publish news -5.5e1", "publish CHANNEL -- -5");
    row("publish news -CANARY", "no such option");
    row("publish news @/no/CANARY-file", "nothing is sent: /no/CANARY-file can't be read");
    row("publish news @/", "nothing is sent: / is no plain file");
    row("publish news @", "without the name of a file");
    row("publish news 1 --no-tag", "--no-tag goes with --prove");
    row("publish news 1 --user alice", "--user goes with --prove");
    row("publish news CANARY", "not JSON");
    row("presence", "presence needs CHANNEL");
    row("presence news CANARY", "more arguments");
    row("presence news --timeout 0", "--timeout takes a whole number");
    row("presence news --user CANARY", "no option --user");
    row("channels a CANARY", "more arguments");
    row("channels --json=CANARY", "--json takes no value");
    row("info CANARY", "more arguments");
    row("token", "--user");
    row("token CANARY --user alice", "more arguments");
    row("token --user alice --info CANARY", "--info takes a JSON value");
    row("server --port 65536", "--port takes a whole number");
    row("server CANARY", "more arguments");
    row("--timeout 5", "--timeout goes with --screenshot");
    row("--import", "--import needs a value");
    row("watch news --user alice --import x", "no option --import");
}

void TestCliUsage::refusesWrongUsage()
{
    QFETCH(const QString, line);
    QFETCH(const QByteArray, words);
    const CliResult result = runCli(line.split(u' '));
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains(words), result.err.constData());
    // A path is no secret and has to be named; everything else may be one.
    QVERIFY2(!result.err.contains("CANARY") || result.err.contains("/no/CANARY-file"),
             result.err.constData());
}

void TestCliUsage::refusesABrokenEnvironment_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("a scheme") << QStringLiteral("CENTRIFUGO_WS_URL")
                              << QStringLiteral("http://localhost/x");
    QTest::newRow("user info") << QStringLiteral("CENTRIFUGO_API_URL")
                               << QStringLiteral("http://u:CANARY@localhost/api");
}

void TestCliUsage::refusesABrokenEnvironment()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(name, value);
    const CliResult result = runCli({QStringLiteral("watch"), QStringLiteral("news"),
                                     QStringLiteral("--user"), QStringLiteral("alice")},
                                    environment);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains(name.toLatin1()), result.err.constData());
    QVERIFY2(!result.err.contains("CANARY"), result.err.constData());
}

void TestCliUsage::refusesArgumentsThatAreNotUtf8()
{
    // QProcess cannot pass such bytes, a shell can.
    QProcess shell;
    shell.setProcessEnvironment(TestServer::emptyEnvironment());
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("exec \"$REALTIME_PROGRAM\" publish news \"$(printf '\"\\377\"')\"")});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 2);
    QVERIFY(shell.readAllStandardError().contains("not UTF-8"));
}

void TestCliUsage::saysThatThereIsNoDisplay()
{
    const CliResult result = runCli({});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("no display"), result.err.constData());
}

REALTIME_TEST(TestCliUsage, QCoreApplication)
#include "tst_cli_usage.moc"
