// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace {

/** The two addresses, without any key or secret. */
QProcessEnvironment addressesOf(const TestServer &server)
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), server.webSocketUrl().toString());
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"), server.apiUrl().toString());
    return environment;
}

QJsonObject openNamespace()
{
    return {{QStringLiteral("history_size"), 10},
            {QStringLiteral("history_ttl"), QStringLiteral("300s")},
            {QStringLiteral("force_recovery"), true},
            {QStringLiteral("allow_tags_filter"), true},
            {QStringLiteral("allowed_delta_types"), QJsonArray{QStringLiteral("fossil")}},
            {QStringLiteral("delta_publish"), true},
            {QStringLiteral("allow_subscribe_for_client"), true},
            {QStringLiteral("allow_subscribe_for_anonymous"), true}};
}

} // namespace

/** Servers that want no token, no key, or keys and claims of their own. */
class TestCliAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void watchesWithoutToken_data();
    void watchesWithoutToken();
    void saysThatNoTokenIsNotNoUser();
    void saysThatATokenIsWanted();
    void provesWithoutAnySecret();
    void fetchesTheHistoryWithoutKey();
    void namesTheUserByAHeader();
    void keepsKeysApart_data();
    void keepsKeysApart();
    void givesWhatTheServerDemands();
    void takesTheOptionsOfASubscription_data();
    void takesTheOptionsOfASubscription();
    void takesTheOptionsOfAProfile();
    void asksForJoinsUnlessTold_data();
    void asksForJoinsUnlessTold();

private:
    bool start();
    CliResult run(const QStringList &arguments) { return runCli(arguments, m_environment); }
    void writeProfile(const QJsonObject &members);
    QList<QByteArray> watchedPayloads(const QStringList &options);

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void TestCliAccess::init()
{
    if (!TestServer::isAvailable()) {
        QSKIP("no local server");
    }
    m_server = std::make_unique<TestServer>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server->addNamespace(QStringLiteral("open"), openNamespace());
}

bool TestCliAccess::start()
{
    const bool isStarted = m_server->start();
    m_environment = addressesOf(*m_server);
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->path());
    return isStarted;
}

void TestCliAccess::writeProfile(const QJsonObject &members)
{
    QJsonObject profile{
        {QStringLiteral("id"), QStringLiteral("1")},
        {QStringLiteral("name"), QStringLiteral("P")},
        {QStringLiteral("web_socket_urls"), QJsonArray{m_server->webSocketUrl().toString()}}};
    for (auto member = members.constBegin(); member != members.constEnd(); ++member) {
        profile.insert(member.key(), member.value());
    }
    const QString folder = m_folder->filePath(QStringLiteral("realtime-monitor"));
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + QStringLiteral("/profiles.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QJsonObject root{{QStringLiteral("version"), 1},
                           {QStringLiteral("profiles"), QJsonArray{profile}}};
    file.write(QJsonDocument(root).toJson());
}

void TestCliAccess::watchesWithoutToken_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QStringList>("arguments");
    const QString anonymous = QStringLiteral("client.allow_anonymous_connect_without_token");
    const QString noToken = QStringLiteral("CENTRIFUGO_NO_TOKEN");
    const QString secret = QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET");
    QTest::newRow("let in") << anonymous << QString() << words("open:a --no-token");
    QTest::newRow("insecure") << QStringLiteral("client.insecure") << QString()
                              << words("closed:a --no-token");
    QTest::newRow("by a variable") << anonymous << noToken << words("open:a");
    QTest::newRow("although there is a secret")
        << anonymous << secret << words("open:a --no-token");
}

void TestCliAccess::watchesWithoutToken()
{
    QFETCH(const QString, option);
    QFETCH(const QString, variable);
    QFETCH(const QStringList, arguments);
    m_server->setOption(option, true);
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    if (!variable.isEmpty()) {
        m_environment.insert(
            variable,
            QStringLiteral("1").repeated(variable.endsWith(QLatin1String("SECRET")) ? 8 : 1));
    }
    CliProcess cli;
    cli.setEnvironment(m_environment);
    cli.start(QStringList{QStringLiteral("watch")} + arguments + words("--json --count 1"));
    QVERIFY2(cli.waitForLine("\"state\":\"live\""), cli.soFar().err.constData());
    QVERIFY(m_server->publish(arguments.constFirst(), "1"));
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.err.contains("connecting without a token"), result.err.constData());
}

/** With a secret an empty user is a token for nobody, which a server may refuse. */
void TestCliAccess::saysThatNoTokenIsNotNoUser()
{
    m_server->setOption(QStringLiteral("client.allow_anonymous_connect_without_token"), true);
    m_server->setOption(QStringLiteral("client.disallow_anonymous_connection_tokens"), true);
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    m_environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                         QLatin1String(TestServer::Secret));
    const CliResult empty = run(words("watch open:a --user= --timeout 20"));
    QCOMPARE(empty.exitCode, 1);
    QVERIFY2(empty.err.contains("connecting without a user's name"), empty.err.constData());
    QVERIFY2(empty.err.contains("refused (3507"), empty.err.constData());
    const CliResult neither = run(words("watch open:a"));
    QCOMPARE(neither.exitCode, 2);
    QVERIFY2(neither.err.contains("--user U, a ready token, or --no-token"),
             neither.err.constData());
    m_environment.remove(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    const CliResult nothing = run(words("watch open:a --user a"));
    QCOMPARE(nothing.exitCode, 3);
    QVERIFY2(nothing.err.contains("--no-token"), nothing.err.constData());
}

void TestCliAccess::saysThatATokenIsWanted()
{
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    const CliResult refused = run(words("watch open:a --no-token --timeout 20"));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("why: The connection sends no token, as was asked for"),
             refused.err.constData());
    const CliResult key = run(words("publish open:a 1 --no-api-key"));
    QCOMPARE(key.exitCode, 1);
    QVERIFY2(key.err.contains("The server wants an API key (HTTP 401)"), key.err.constData());
    const CliResult none = run(words("publish open:a 1"));
    QCOMPARE(none.exitCode, 3);
    QVERIFY2(none.err.contains("--no-api-key"), none.err.constData());
}

void TestCliAccess::provesWithoutAnySecret()
{
    m_server->setOption(QStringLiteral("client.insecure"), true);
    m_server->setOption(QStringLiteral("http_api.insecure"), true);
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    m_environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_HMAC_SECRET"),
                         QLatin1String(TestServer::Secret)); // for the subscription token
    for (const char *line : {"publish $open:a 1 --prove --no-token --no-api-key",
                             "publish open:a 1 --prove --no-token --no-api-key",
                             "publish plain:a 1 --prove --no-token --no-api-key"}) {
        const CliResult result = run(words(line));
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QVERIFY(result.lines().constLast().contains("\"proven\""));
    }
    m_environment.insert(QStringLiteral("CENTRIFUGO_NO_TOKEN"), QStringLiteral("1"));
    m_environment.insert(QStringLiteral("CENTRIFUGO_NO_API_KEY"), QStringLiteral("1"));
    QCOMPARE(run(words("publish open:a 1 --prove")).exitCode, 0);
}

/** The user may not read it: it is read through the API. */
void TestCliAccess::fetchesTheHistoryWithoutKey()
{
    m_server->setOption(QStringLiteral("client.allow_anonymous_connect_without_token"), true);
    m_server->setOption(QStringLiteral("client.recovery_max_publication_limit"), 1);
    m_server->setOption(QStringLiteral("http_api.insecure"), true);
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(m_server->publish(QStringLiteral("open:old"), QByteArray::number(i)));
    }
    const CliResult result =
        run(words("watch open:old --no-token --no-api-key --recover --count 3 --timeout 20"));
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QCOMPARE(result.lines().size(), 3);
}

/** As with a connect proxy, the client does not know who it is. */
void TestCliAccess::namesTheUserByAHeader()
{
    m_server->setOption(QStringLiteral("client.user_id_http_header"), QStringLiteral("X-User-ID"));
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    writeProfile({{QStringLiteral("no_token"), true},
                  {QStringLiteral("headers"),
                   QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("X-User-ID")},
                                          {QStringLiteral("value"), QStringLiteral("bob")}}}}});
    const CliResult own = run(words("watch user#bob --profile P --timeout 2"));
    QVERIFY2(own.exitCode == 0, own.err.constData());
    const CliResult other = run(words("watch user#eve --profile P --timeout 20"));
    QCOMPARE(other.exitCode, 1);
    QVERIFY2(other.err.contains("unless a connect proxy or a header names one"),
             other.err.constData());
}

void TestCliAccess::keepsKeysApart_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("the right one") << QStringLiteral("key-of-channels") << 0 << QByteArray();
    QTest::newRow("another") << QStringLiteral("another-secret") << 1
                             << QByteArray("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET");
    QTest::newRow("that of connections")
        << QString() << 1 << QByteArray("it has a secret of its own for these");
}

void TestCliAccess::keepsKeysApart()
{
    QFETCH(const QString, secret);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, says);
    m_server->setOption(QStringLiteral("client.subscription_token.enabled"), true);
    m_server->setOption(QStringLiteral("client.subscription_token.hmac_secret_key"),
                        QStringLiteral("key-of-channels"));
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    m_environment = m_server->environment();
    m_environment.insert(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET"), secret);
    const CliResult result = run(words("watch $plain:a --user alice --strict --timeout 2"));
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY2(result.err.contains(says), result.err.constData());
    QVERIFY(!result.err.contains("key-of-channels") && !result.err.contains("another-secret"));
}

void TestCliAccess::givesWhatTheServerDemands()
{
    m_server->setOption(QStringLiteral("client.token.audience"), QStringLiteral("app"));
    m_server->setOption(QStringLiteral("client.token.issuer"), QStringLiteral("me"));
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    m_environment = m_server->environment();
    const QStringList line = words("watch plain:a $plain:b --user alice --strict --timeout 2");
    const CliResult without = run(line);
    QCOMPARE(without.exitCode, 1);
    QVERIFY2(without.err.contains("CENTRIFUGO_TOKEN_CLAIMS"), without.err.constData());
    const QString claims = QStringLiteral("{\"aud\":\"app\",\"iss\":\"me\"}");
    m_environment.insert(QStringLiteral("CENTRIFUGO_TOKEN_CLAIMS"), claims);
    m_environment.insert(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS"), claims);
    const CliResult with = run(line);
    QVERIFY2(with.exitCode == 0, with.err.constData());
    m_environment.remove(QStringLiteral("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS"));
    QCOMPARE(run(line).exitCode, 1);
}

QList<QByteArray> TestCliAccess::watchedPayloads(const QStringList &options)
{
    CliProcess cli;
    cli.setEnvironment(m_environment);
    cli.start(words("watch open:a --user alice --json --count 1") + options);
    QList<QByteArray> payloads;
    if (!cli.waitForLine("\"state\":\"live\"")) {
        return {cli.soFar().err};
    }
    for (const char *side : {"buy", "sell"}) {
        m_server->call(QStringLiteral("publish"),
                       QByteArray(R"({"channel":"open:a","data":")") + side
                           + R"(","tags":{"side":")" + side + R"(","price":"10"}})");
    }
    for (const QJsonObject &line : cli.waitForEnd().objects()) {
        if (line.contains(QStringLiteral("data"))) {
            payloads.append(line.value(QStringLiteral("data")).toString().toUtf8());
        }
    }
    return payloads;
}

void TestCliAccess::takesTheOptionsOfASubscription_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("first");
    QTest::newRow("none") << QStringList() << QByteArray("buy");
    QTest::newRow("a tags filter") << words("--filter-tags side=sell") << QByteArray("sell");
    QTest::newRow("a number") << words("--filter-tags side=sell,price>=9") << QByteArray("sell");
    QTest::newRow("Centrifugo's form")
        << words("--filter-tags {\"key\":\"side\",\"cmp\":\"sw\",\"val\":\"se\"}")
        << QByteArray("sell");
    QTest::newRow("deltas") << words("--delta") << QByteArray("buy");
    QTest::newRow("deltas as JSON") << words("--delta --wire json") << QByteArray("buy");
    QTest::newRow("the others") << words("--positioned --no-recovery --no-join-leave")
                                << QByteArray("buy");
}

void TestCliAccess::takesTheOptionsOfASubscription()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, first);
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    m_environment = m_server->environment();
    QCOMPARE(watchedPayloads(options), QList<QByteArray>{first});
}

void TestCliAccess::takesTheOptionsOfAProfile()
{
    m_server->setOption(QStringLiteral("client.allow_anonymous_connect_without_token"), true);
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    writeProfile({{QStringLiteral("no_token"), true},
                  {QStringLiteral("channel_options"),
                   QJsonObject{{QStringLiteral("open:a"),
                                QJsonObject{{QStringLiteral("tags_filter"),
                                             QStringLiteral("side=sell")}}}}}});
    QCOMPARE(watchedPayloads(words("--profile P")), QList<QByteArray>{"sell"});
    // The line goes before the profile.
    QCOMPARE(watchedPayloads(words("--profile P --filter-tags side=buy")),
             QList<QByteArray>{"buy"});
}

void TestCliAccess::asksForJoinsUnlessTold_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("joins");
    QTest::newRow("asked for") << QStringList() << 1;
    QTest::newRow("not asked for") << words("--no-join-leave") << 0;
}

/** One's own join comes right behind the answer to the subscribe. */
void TestCliAccess::asksForJoinsUnlessTold()
{
    QFETCH(const QStringList, options);
    QFETCH(const int, joins);
    m_server->addNamespace(QStringLiteral("people"),
                           {{QStringLiteral("presence"), true},
                            {QStringLiteral("join_leave"), true},
                            {QStringLiteral("allow_presence_for_subscriber"), true},
                            {QStringLiteral("allow_subscribe_for_client"), true}});
    QVERIFY2(start(), qPrintable(m_server->errorText()));
    m_environment = m_server->environment();
    const CliResult result = run(words("watch people:a --user alice --json --timeout 1") + options);
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(int(result.out.count("\"kind\":\"join\"")), joins);
}

REALTIME_TEST(TestCliAccess, QCoreApplication)
#include "tst_cli_access.moc"
