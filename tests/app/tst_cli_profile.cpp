// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace {

const auto Name = QStringLiteral("Staging");

QJsonObject fromVariable(const char *variable)
{
    return {{QStringLiteral("from"), QStringLiteral("environment")},
            {QStringLiteral("name"), QString::fromLatin1(variable)}};
}

/** A profile as the window writes it. */
QJsonObject profileTo(const QString &webSocketUrl)
{
    return {{QStringLiteral("id"), QStringLiteral("1")},
            {QStringLiteral("name"), Name},
            {QStringLiteral("web_socket_urls"), QJsonArray{webSocketUrl}},
            {QStringLiteral("users"), QJsonArray{QStringLiteral("carol")}},
            {QStringLiteral("token_lifetime"), 60},
            {QStringLiteral("wire"), QStringLiteral("json")},
            {QStringLiteral("secrets"),
             QJsonObject{{QStringLiteral("token_hmac_secret"), fromVariable("RM_TEST_HMAC")},
                         {QStringLiteral("api_key"), fromVariable("RM_TEST_KEY")}}}};
}

} // namespace

/** --profile and REALTIME_MONITOR_PROFILE. */
class TestCliProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void mintsWithTheProfilesSecret();
    void goesBeforeTheEnvironment_data();
    void goesBeforeTheEnvironment();
    void theLineGoesBeforeTheProfile();
    void namesTheMissingSecret_data();
    void namesTheMissingSecret();
    void namesTheMissingSecretOfChannels();
    void refusesWhatItCanNotUse_data();
    void refusesWhatItCanNotUse();
    void refusesATokenFileBesideIt();
    void watchesAndPublishes();
    void asksTheServer();

private:
    void write(const QByteArray &content) const;
    void writeProfile(const QString &webSocketUrl) const;
    CliResult run(const QStringList &arguments) const { return runCli(arguments, m_environment); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void TestCliProfile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_environment = TestServer::emptyEnvironment();
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->path());
    m_environment.insert(QStringLiteral("RM_TEST_HMAC"), QLatin1String(TestServer::Secret));
    m_environment.insert(QStringLiteral("RM_TEST_KEY"), QLatin1String(TestServer::ApiKey));
    writeProfile(QStringLiteral("ws://127.0.0.1:9/connection/websocket"));
}

void TestCliProfile::write(const QByteArray &content) const
{
    const QString folder = m_folder->filePath(QStringLiteral("realtime-monitor"));
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + QStringLiteral("/profiles.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void TestCliProfile::writeProfile(const QString &webSocketUrl) const
{
    const QJsonObject root{{QStringLiteral("version"), 1},
                           {QStringLiteral("profiles"), QJsonArray{profileTo(webSocketUrl)}}};
    write(QJsonDocument(root).toJson());
}

void TestCliProfile::mintsWithTheProfilesSecret()
{
    const CliResult result = run({QStringLiteral("token"), QStringLiteral("--profile"), Name});
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.exitCode, 0);
    const QJsonObject claims =
        QJsonDocument::fromJson(
            QByteArray::fromBase64(result.out.split('.').value(1), QByteArray::Base64UrlEncoding))
            .object();
    QCOMPARE(claims.value(QStringLiteral("sub")).toString(), QStringLiteral("carol"));
    const qint64 life =
        claims.value(QStringLiteral("exp")).toInteger() - QDateTime::currentSecsSinceEpoch();
    QVERIFY(life > 0 && life <= 60);
}

void TestCliProfile::goesBeforeTheEnvironment_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("by option") << QString() << QStringList{QStringLiteral("--profile"), Name};
    QTest::newRow("by variable") << Name << QStringList();
    QTest::newRow("option before variable")
        << QStringLiteral("Nowhere") << QStringList{QStringLiteral("--profile"), Name};
}

void TestCliProfile::goesBeforeTheEnvironment()
{
    QFETCH(const QString, variable);
    QFETCH(const QStringList, options);
    m_environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), QStringLiteral("other"));
    m_environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), QStringLiteral("not a URL at all"));
    m_environment.insert(QStringLiteral("REALTIME_MONITOR_PROFILE"), variable);
    const QStringList mint{QStringLiteral("token"), QStringLiteral("--user"),
                           QStringLiteral("carol")};
    const CliResult result = run(mint + options);
    QCOMPARE(result.err, QByteArray());
    QCOMPARE(result.exitCode, 0);
    QProcessEnvironment plain = TestServer::emptyEnvironment();
    plain.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), QStringLiteral("other"));
    QVERIFY(runCli(mint, plain).out.split('.').value(2) != result.out.split('.').value(2));
}

void TestCliProfile::theLineGoesBeforeTheProfile()
{
    const CliResult result = run({QStringLiteral("token"), QStringLiteral("--profile"), Name,
                                  QStringLiteral("--user"), QStringLiteral("dave")});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(QByteArray::fromBase64(result.out.split('.').value(1), QByteArray::Base64UrlEncoding)
                .contains("dave"));
}

void TestCliProfile::namesTheMissingSecret_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("variable");
    const auto line = [](const char *words) {
        return QString::fromLatin1(words).split(u' ')
            + QStringList{QStringLiteral("--profile"), Name};
    };
    QTest::newRow("token") << line("token") << QByteArray("RM_TEST_HMAC");
    QTest::newRow("watch") << line("watch news") << QByteArray("RM_TEST_HMAC");
    QTest::newRow("publish") << line("publish news 1") << QByteArray("RM_TEST_KEY");
    QTest::newRow("presence") << line("presence news") << QByteArray("RM_TEST_KEY");
    QTest::newRow("channels") << line("channels") << QByteArray("RM_TEST_KEY");
    QTest::newRow("info") << line("info") << QByteArray("RM_TEST_KEY");
}

void TestCliProfile::namesTheMissingSecret()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, variable);
    m_environment.remove(QStringLiteral("RM_TEST_HMAC"));
    m_environment.remove(QStringLiteral("RM_TEST_KEY"));
    m_environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QStringLiteral("of elsewhere"));
    m_environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"), QStringLiteral("other"));
    const CliResult result = run(arguments);
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.err.contains(variable), result.err.constData());
    QVERIFY(!result.err.contains("CENTRIFUGO_"));
    QCOMPARE(result.out, QByteArray());
}

/** The other secret is not used in its place. */
void TestCliProfile::namesTheMissingSecretOfChannels()
{
    TestServer server;
    if (!TestServer::isAvailable()) {
        QSKIP("no local server");
    }
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QJsonObject profile = profileTo(server.webSocketUrl().toString());
    QJsonObject secrets = profile.value(QStringLiteral("secrets")).toObject();
    secrets.insert(QStringLiteral("subscription_token_hmac_secret"),
                   fromVariable("RM_TEST_CHANNELS"));
    profile.insert(QStringLiteral("secrets"), secrets);
    write(QJsonDocument(QJsonObject{{QStringLiteral("version"), 1},
                                    {QStringLiteral("profiles"), QJsonArray{profile}}})
              .toJson());
    const QStringList byProfile{QStringLiteral("--profile"), Name};
    const CliResult watch =
        run(QStringList{QStringLiteral("watch"), QStringLiteral("$plain:a")} + byProfile);
    QCOMPARE(watch.exitCode, 1);
    QVERIFY2(watch.err.contains("RM_TEST_CHANNELS is not set"), watch.err.constData());
    const CliResult token =
        run(QStringList{QStringLiteral("token"), QStringLiteral("--subscription"),
                        QStringLiteral("$plain:a")}
            + byProfile);
    QCOMPARE(token.exitCode, 3);
    QVERIFY2(token.err.contains("RM_TEST_CHANNELS is not set"), token.err.constData());
    QCOMPARE(token.out, QByteArray());
    // Connection tokens do not need it.
    QCOMPARE(run(QStringList{QStringLiteral("token")} + byProfile).exitCode, 0);
}

void TestCliProfile::refusesWhatItCanNotUse_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("another name") << QByteArray("{\"version\":1,\"profiles\":[]}")
                                  << QByteArray("no profile Staging");
    QTest::newRow("a broken file")
        << QByteArray("{\"version\":1,\n\"profiles\":") << QByteArray("line 2");
    QTest::newRow("a secret in a URL")
        << QByteArray("{\"version\":1,\"profiles\":[{\"id\":\"1\",\"name\":\"Staging\","
                      "\"web_socket_urls\":[\"ws://canary@a.test\"]}]}")
        << QByteArray("user name or password");
}

void TestCliProfile::refusesWhatItCanNotUse()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, words);
    write(content);
    const CliResult result =
        run({QStringLiteral("watch"), QStringLiteral("news"), QStringLiteral("--profile"), Name});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains(words), result.err.constData());
    QVERIFY(!result.err.contains("canary"));
    QFile file(m_folder->filePath(QStringLiteral("realtime-monitor/profiles.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

void TestCliProfile::refusesATokenFileBesideIt()
{
    const CliResult result =
        run({QStringLiteral("watch"), QStringLiteral("news"), QStringLiteral("--profile"), Name,
             QStringLiteral("--token-file"), QStringLiteral("/dev/null")});
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.err.contains("--token-file"));
}

void TestCliProfile::watchesAndPublishes()
{
    TestServer server;
    if (!TestServer::isAvailable()) {
        QSKIP("no local server");
    }
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    writeProfile(server.webSocketUrl().toString());
    const CliResult result =
        run({QStringLiteral("publish"), QStringLiteral("history:a"), QStringLiteral("{\"a\":1}"),
             QStringLiteral("--prove"), QStringLiteral("--profile"), Name});
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY(result.lines().constLast().contains("proven"));
    QVERIFY(!holdsSecret(result.out + result.err));
}

/** The API key is enough for that. */
void TestCliProfile::asksTheServer()
{
    TestServer server;
    if (!TestServer::isAvailable()) {
        QSKIP("no local server");
    }
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    writeProfile(server.webSocketUrl().toString());
    m_environment.remove(QStringLiteral("RM_TEST_HMAC"));
    m_environment.insert(QStringLiteral("CENTRIFUGO_API_KEY"), QStringLiteral("of elsewhere"));
    for (const char *line : {"presence news", "channels", "info"}) {
        const CliResult result = run(words(line) + QStringList{QStringLiteral("--profile"), Name});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QCOMPARE(result.err, QByteArray());
    }
}

REALTIME_TEST(TestCliProfile, QCoreApplication)
#include "tst_cli_profile.moc"
