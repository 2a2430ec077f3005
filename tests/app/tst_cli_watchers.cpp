// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/servertest.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

const QByteArray Watcher = "\"watcher\":\"";

QByteArray liveAs(const QByteArray &watcher)
{
    return Watcher + watcher + "\"," + Live;
}

QStringList watchersOf(const CliResult &result, const QString &kind)
{
    QStringList watchers;
    for (const QJsonObject &event : result.objects()) {
        if (event.value(QStringLiteral("kind")) == kind) {
            watchers += event.value(QStringLiteral("watcher")).toString();
        }
    }
    watchers.sort();
    return watchers;
}

} // namespace

/** `watch` and `record` with several watchers: --user more than once, and --watcher. */
class TestCliWatchers : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyEventSaysWhoseItIs();
    void oneUserHasNoName();
    void theSameUserTwiceHasTwoNames();
    void textSaysWhoseItIs();
    void goesOnWhileOneMayWatch_data();
    void goesOnWhileOneMayWatch();
    void endsWhenAllAreRefused();
    void isNotLiveAtTheTimeoutWithoutAll();
    void watchesByAnotherProfile();
    void aRefusedWatcherIsNamed_data();
    void aRefusedWatcherIsNamed();
    void watchesByProfilesAlone();
    void isDisabledWithoutTheSecretOfOne();
    void explainsOnceWhatFailsAgain();
    void recordsWhoseRowItIs();
    void refusesWhatNobodyCanWatch_data();
    void refusesWhatNobodyCanWatch();

private:
    void start(CliProcess &cli, const QStringList &arguments) const;
    CliResult run(const QStringList &arguments) const { return runCli(arguments, m_environment); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

/** Profiles: Other is by another secret of the same server, Stranger by one that it does not
 * know, Dark at another where nobody listens, Nobody has no user, Poor no secret. */
void TestCliWatchers::init()
{
    ServerTest::init();
    m_folder = std::make_unique<QTemporaryDir>();
    m_environment = m_server.environment();
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->path());
    m_environment.insert(QStringLiteral("RM_TEST_HMAC"), QLatin1String(TestServer::Secret));
    m_environment.insert(QStringLiteral("RM_TEST_WRONG"), QStringLiteral("quite another secret"));
    QJsonArray profiles;
    const auto add = [&profiles](const char *name, const QString &url, const QJsonArray &users,
                                 const char *variable) {
        const QJsonObject secret{{QStringLiteral("from"), QStringLiteral("environment")},
                                 {QStringLiteral("name"), QLatin1String(variable)}};
        profiles += QJsonObject{{QStringLiteral("id"), QString::number(profiles.size() + 1)},
                                {QStringLiteral("name"), QLatin1String(name)},
                                {QStringLiteral("web_socket_urls"), QJsonArray{url}},
                                {QStringLiteral("users"), users},
                                {QStringLiteral("wire"), QStringLiteral("json")},
                                {QStringLiteral("secrets"),
                                 QJsonObject{{QStringLiteral("token_hmac_secret"), secret}}}};
    };
    const QString url = m_server.webSocketUrl().toString();
    add("Other", url, {QStringLiteral("carol")}, "RM_TEST_HMAC");
    add("Stranger", url, {QStringLiteral("mallory")}, "RM_TEST_WRONG");
    add("Nobody", url, {}, "RM_TEST_HMAC");
    add("Dark", QStringLiteral("ws://127.0.0.1:7/connection/websocket"), {QStringLiteral("erin")},
        "RM_TEST_HMAC");
    add("Poor", url, {QStringLiteral("dave")}, "RM_TEST_MISSING");
    const QString folder = m_folder->filePath(QStringLiteral("realtime-monitor"));
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + QStringLiteral("/profiles.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("version"), 1},
                                         {QStringLiteral("profiles"), profiles}})
                   .toJson());
}

void TestCliWatchers::start(CliProcess &cli, const QStringList &arguments) const
{
    cli.setEnvironment(m_environment);
    cli.start(arguments);
}

void TestCliWatchers::everyEventSaysWhoseItIs()
{
    CliProcess cli;
    start(cli, words("watch plain:x --user alice --user bob --json --count 4"));
    QVERIFY(cli.waitForLine(liveAs("alice")));
    QVERIFY(cli.waitForLine(liveAs("bob")));
    QVERIFY(m_server.publish(QStringLiteral("plain:x"), "1"));
    QVERIFY(m_server.publish(QStringLiteral("plain:x"), "2"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0); // after four receptions of two messages
    for (const QByteArray &line : result.lines()) {
        QVERIFY2(line.contains(Watcher), line.constData());
    }
    const QStringList twice{QStringLiteral("alice"), QStringLiteral("alice"), QStringLiteral("bob"),
                            QStringLiteral("bob")};
    QCOMPARE(watchersOf(result, QStringLiteral("publication")), twice);
    const QByteArray offline = R"({"kind":"state","watcher":"bob","state":"offline")";
    QVERIFY2(result.out.contains(offline), result.out.constData());
    QVERIFY2(result.err.contains("bob: plain:x: subscribed\n"), result.err.constData());
    QVERIFY(!holdsSecret(result.out + result.err));
}

void TestCliWatchers::oneUserHasNoName()
{
    CliProcess cli;
    start(cli, words("watch plain:x --user alice --json --count 1"));
    QVERIFY(cli.waitForLine(Live));
    QVERIFY(m_server.publish(QStringLiteral("plain:x"), "1"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(!result.out.contains("watcher"), result.out.constData());
    QVERIFY2(!result.err.contains("alice:"), result.err.constData());
}

void TestCliWatchers::theSameUserTwiceHasTwoNames()
{
    CliProcess cli;
    start(cli, words("watch plain:x --user alice --user alice --user= --json --count 1"));
    QVERIFY(cli.waitForLine("\"watcher\":\"alice\""));
    QVERIFY(cli.waitForLine("\"watcher\":\"alice (2)\""));
    QVERIFY(cli.waitForLine("\"watcher\":\"anonymous\""));
    cli.send(SIGINT);
    QCOMPARE(cli.waitForEnd().exitCode, 130);
}

void TestCliWatchers::textSaysWhoseItIs()
{
    CliProcess cli;
    start(cli, words("watch plain:x --user alice --user bob --filter watcher:bob --count 1"));
    QVERIFY(cli.waitForWords("alice: live"));
    QVERIFY(cli.waitForWords("bob: live"));
    QVERIFY(m_server.publish(QStringLiteral("plain:x"), "{\"a\":1}"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    const QRegularExpression line(QStringLiteral("^\\S+Z bob plain:x - \\{\"a\":1\\}\n$"));
    QVERIFY2(line.match(QString::fromUtf8(result.out)).hasMatch(), result.out.constData());
}

void TestCliWatchers::goesOnWhileOneMayWatch_data()
{
    QTest::addColumn<bool>("isStrict");
    QTest::newRow("goes on") << false;
    QTest::newRow("ends when strict") << true;
}

/** Only bob may subscribe to the channel of bob. */
void TestCliWatchers::goesOnWhileOneMayWatch()
{
    QFETCH(const bool, isStrict);
    CliProcess cli;
    const QStringList strict = isStrict ? QStringList{QStringLiteral("--strict")} : QStringList();
    start(cli, words("watch plain:#bob --user alice --user bob --json --count 1") + strict);
    QVERIFY(cli.waitForWords("alice: plain:#bob: unsubscribed (103: permission denied)"));
    if (!isStrict) {
        QVERIFY(cli.waitForLine(liveAs("bob")));
        QVERIFY(m_server.publish(QStringLiteral("plain:#bob"), "1"));
    }
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, isStrict ? 1 : 0);
    QCOMPARE(watchersOf(result, QStringLiteral("publication")).size(), isStrict ? 0 : 1);
}

void TestCliWatchers::endsWhenAllAreRefused()
{
    const CliResult result = run(words("watch plain:#carol --user alice --user bob"));
    QCOMPARE(result.exitCode, 1);
    for (const char *watcher : {"alice", "bob"}) {
        const QByteArray refusal = ": plain:#carol: unsubscribed (103: permission denied)";
        QVERIFY2(result.err.contains(watcher + refusal), result.err.constData());
    }
}

void TestCliWatchers::isNotLiveAtTheTimeoutWithoutAll()
{
    const CliResult result =
        run(words("watch plain:x plain:#bob --user alice --user bob --timeout 2"));
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("time is up after 2 s and not live: alice\n"),
             result.err.constData());
}

void TestCliWatchers::watchesByAnotherProfile()
{
    CliProcess cli;
    start(cli, words("watch plain:x --user alice --watcher far=Other --json --count 2"));
    QVERIFY(cli.waitForLine(liveAs("alice")));
    QVERIFY(cli.waitForLine(liveAs("far")));
    QVERIFY(cli.soFar().out.contains("connecting as carol"));
    QVERIFY(m_server.publish(QStringLiteral("plain:x"), "1"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(watchersOf(result, QStringLiteral("publication")),
             (QStringList{QStringLiteral("alice"), QStringLiteral("far")}));
}

void TestCliWatchers::aRefusedWatcherIsNamed_data()
{
    goesOnWhileOneMayWatch_data();
}

void TestCliWatchers::aRefusedWatcherIsNamed()
{
    QFETCH(const bool, isStrict);
    CliProcess cli;
    const QStringList strict = isStrict ? QStringList{QStringLiteral("--strict")} : QStringList();
    start(cli,
          words("watch plain:x --user alice --watcher odd=Stranger --json --count 1") + strict);
    QVERIFY(cli.waitForWords("odd: refused (3500: invalid token)"));
    if (!isStrict) {
        QVERIFY(cli.waitForLine(liveAs("alice")));
        QVERIFY(m_server.publish(QStringLiteral("plain:x"), "1"));
    }
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, isStrict ? 1 : 0);
    QVERIFY(!result.err.contains("quite another"));
}

/** Without a user of its own the connection of the environment is none of them. */
void TestCliWatchers::watchesByProfilesAlone()
{
    const CliResult result = run(words("watch plain:x --watcher odd=Stranger --watcher b=Stranger "
                                       "--json"));
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(watchersOf(result, QStringLiteral("state")),
             (QStringList{QStringLiteral("b"), QStringLiteral("b"), QStringLiteral("odd"),
                          QStringLiteral("odd")}));
    QCOMPARE(result.out.count("\"state\":\"refused\""), 2);
}

void TestCliWatchers::isDisabledWithoutTheSecretOfOne()
{
    const CliResult result = run(words("watch plain:x --user alice --watcher poor=Poor --json"));
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.err.contains("RM_TEST_MISSING"), result.err.constData());
    QVERIFY2(!result.out.contains(Live), result.out.constData());
}

/** Each watcher tries again and again; the explanations for two addresses alternate. */
void TestCliWatchers::explainsOnceWhatFailsAgain()
{
    m_environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"),
                         QStringLiteral("ws://127.0.0.1:9/connection/websocket"));
    CliProcess cli;
    start(cli, words("watch plain:x --user alice --user bob --watcher dark=Dark --json"));
    for (const char *watcher : {"alice", "bob", "dark"}) {
        const QByteArray error = "{\"kind\":\"error\"," + Watcher + watcher + '"';
        QVERIFY(cli.waitForLine(error));
        QVERIFY(cli.waitForWords(QByteArray(watcher) + ": failed, tcp"));
    }
    QVERIFY(cli.waitFor([&cli] { return cli.soFar().err.count(": failed, tcp") >= 9; }));
    cli.send(SIGINT);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 130);
    QCOMPARE(result.err.count("  why: "), 2); // for each of the two addresses
}

void TestCliWatchers::recordsWhoseRowItIs()
{
    const QString file = m_folder->filePath(QStringLiteral("a.rtm"));
    CliProcess cli;
    start(cli,
          words("record plain:x --user alice --user bob --count 2 --output") + QStringList{file});
    QVERIFY(cli.waitForWords("alice: live"));
    QVERIFY(cli.waitForWords("bob: live"));
    QVERIFY(m_server.publish(QStringLiteral("plain:x"), "1"));
    QCOMPARE(cli.waitForEnd().exitCode, 0);
    const CliResult found =
        run({QStringLiteral("grep"), QStringLiteral("watcher:bob kind:publication"), file,
             QStringLiteral("--json")});
    QCOMPARE(found.exitCode, 0);
    QCOMPARE(found.lines().size(), 1);
    QCOMPARE(watchersOf(found, QStringLiteral("publication")), QStringList{QStringLiteral("bob")});
    QFile content(file);
    QVERIFY(content.open(QIODevice::ReadOnly));
    QVERIFY(content.readAll().contains("alice, bob")); // who watched, among the metadata
}

void TestCliWatchers::refusesWhatNobodyCanWatch_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *options, const char *words) {
        QTest::newRow(options) << QString::fromLatin1(options) << QByteArray(words);
    };
    row("--watcher bob", "--watcher takes NAME=PROFILE");
    row("--watcher =Other", "--watcher takes NAME=PROFILE");
    row("--watcher bob=", "--watcher takes NAME=PROFILE");
    row("--watcher a=Gone", "There is no profile Gone in");
    row("--watcher a=Nobody", "the profile Nobody has no user who could be the watcher a");
    row("--watcher a=Other --watcher a=Other", "two watchers have the same name");
    row("--user a --user b --no-token", "needs a secret that signs their tokens");
}

void TestCliWatchers::refusesWhatNobodyCanWatch()
{
    QFETCH(const QString, options);
    QFETCH(const QByteArray, words);
    const CliResult result = run(::words("watch plain:x") + options.split(u' '));
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains(words), result.err.constData());
}

REALTIME_TEST(TestCliWatchers, QCoreApplication)
#include "tst_cli_watchers.moc"
