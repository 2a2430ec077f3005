// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "serverapifixture.h"
#include "support/testprogram.h"

using namespace Centrifuge;
using namespace std::chrono_literals;

/** The calls that ask who and what is on the server. What they have in common with a publish, such
 * as addresses and timeouts, is in the tests of that. */
class TestServerQueries : public ServerApiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void asks_data();
    void asks();
    void readsPresence();
    void readsPresenceStats();
    void readsChannels();
    void readsNodes();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void passesOnTheServersError();
    void namesAWrongKey();
    void neverRepeatsTheKey();
    void stopsAtALongList_data();
    void stopsAtALongList();
    void takesALongList();
    void asksOnceEvenIfTheConnectionEnds();
    void endsInTime();
    void isCancelledWithTheApi();
    void isDisabledWithoutAKey();

private:
    enum class Question { Presence, PresenceStats, Channels, Info };

    /** The method with this argument, without an answer yet. */
    bool ask(Question question, const QString &argument = {});
    void wait(Question question, const QString &argument = {})
    {
        QVERIFY(ask(question, argument));
        QCOMPARE(m_calls, 0); // only from the event loop
        QTRY_COMPARE(m_calls, 1);
    }
    template <typename T> auto keep(std::optional<T> &value)
    {
        return [this, &value](const Result<T> &result) {
            ++m_calls;
            if (result) {
                value = result.value();
            } else {
                m_result = PublishResult(result.error());
            }
        };
    }

    std::optional<PresenceResult> m_presence;
    std::optional<PresenceStatsResult> m_stats;
    std::optional<ChannelsResult> m_channels;
    std::optional<InfoResult> m_info;
};

bool TestServerQueries::ask(Question question, const QString &argument)
{
    if (!m_api) {
        api(m_server->url(QStringLiteral("/api")));
    }
    m_presence.reset();
    m_stats.reset();
    m_channels.reset();
    m_info.reset();
    switch (question) {
    case Question::Presence:
        return m_api->presence(argument, keep(m_presence));
    case Question::PresenceStats:
        return m_api->presenceStats(argument, keep(m_stats));
    case Question::Channels:
        return m_api->channels(argument, keep(m_channels));
    case Question::Info:
        break;
    }
    return m_api->info(keep(m_info));
}

void TestServerQueries::asks_data()
{
    QTest::addColumn<int>("question");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, Question question, const char *argument, const char *path,
                        const char *body) {
        QTest::newRow(name) << int(question) << QString::fromUtf8(argument) << QByteArray(path)
                            << QByteArray(body);
    };
    row("presence", Question::Presence, "a\"b", "/api/presence", R"({"channel":"a\"b"})");
    row("presence stats", Question::PresenceStats, "news", "/api/presence_stats",
        R"({"channel":"news"})");
    row("channels", Question::Channels, "", "/api/channels", "{}");
    row("a pattern", Question::Channels, "user#*", "/api/channels", R"({"pattern":"user#*"})");
    row("info", Question::Info, "", "/api/info", "{}");
}

void TestServerQueries::asks()
{
    QFETCH(const int, question);
    QFETCH(const QString, argument);
    wait(Question(question), argument);
    QCOMPARE(m_server->requests().size(), 1);
    const HttpRequest &request = m_server->requests().constFirst();
    QCOMPARE(request.method, QByteArray("POST"));
    QTEST(request.path, "path");
    QTEST(request.body, "body");
    QCOMPARE(request.headers.value("x-api-key"), QByteArray(Key));
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
}

void TestServerQueries::readsPresence()
{
    m_server->setJson(R"({"result":{"new":[1],"presence":{
        "c1":{"client":"c1","user":"alice","conn_info":{"n": 1e400},"chan_info":[2]},
        "c2":{"client":"c2"}}}})");
    wait(Question::Presence, QStringLiteral("news"));
    QVERIFY(m_presence);
    const QMap<QString, ClientInfo> expected{
        {QStringLiteral("c1"),
         {QStringLiteral("alice"), QStringLiteral("c1"), R"({"n": 1e400})", "[2]"}},
        {QStringLiteral("c2"), {QString(), QStringLiteral("c2"), {}, {}}}};
    QCOMPARE(m_presence->clients, expected);
}

void TestServerQueries::readsPresenceStats()
{
    m_server->setJson(R"({"result":{"num_users":2,"num_clients":3}})");
    wait(Question::PresenceStats, QStringLiteral("news"));
    QVERIFY(m_stats);
    QCOMPARE(m_stats->clients, 3U);
    QCOMPARE(m_stats->users, 2U);
}

void TestServerQueries::readsChannels()
{
    m_server->setJson(
        R"({"result":{"channels":{"news":{"num_clients":12},"\u0000":{"num_clients":1}}}})");
    wait(Question::Channels);
    QVERIFY(m_channels);
    const QMap<QString, std::uint32_t> expected{{QStringLiteral("news"), 12},
                                                {QString(QChar(u'\0')), 1}};
    QCOMPARE(m_channels->clients, expected);
}

void TestServerQueries::readsNodes()
{
    m_server->setJson(R"({"result":{"nodes":[
        {"uid":"u1","name":"a_8000","version":"6.9.1","num_clients":5,"num_users":4,
         "num_channels":3,"num_subs":9,"uptime":70,"metrics":{"interval":60,"items":{"x":0.5}}},
        {"uid":"u2","name":"b_8000"}]}})");
    wait(Question::Info);
    QVERIFY(m_info);
    const std::vector<NodeInfo> expected{
        {QStringLiteral("u1"), QStringLiteral("a_8000"), QStringLiteral("6.9.1"), 5, 4, 3, 9, 70s},
        {QStringLiteral("u2"), QStringLiteral("b_8000"), {}, 0, 0, 0, 0, 0s}};
    QCOMPARE(m_info->nodes, expected);
}

void TestServerQueries::refusesWhatIsNoAnswer_data()
{
    QTest::addColumn<int>("question");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, Question question, const char *body) {
        QTest::newRow(name) << int(question) << QByteArray(body);
    };
    row("no presence", Question::Presence, R"({"result":{}})");
    row("null in its place", Question::Presence, R"({"result":{"presence":null}})");
    row("a list in its place", Question::Presence, R"({"result":{"presence":[]}})");
    row("a client that is a number", Question::Presence, R"({"result":{"presence":{"c":1}}})");
    row("no count of users", Question::PresenceStats, R"({"result":{"num_clients":1}})");
    row("no count of clients", Question::PresenceStats, R"({"result":{"num_users":1}})");
    row("a negative count", Question::PresenceStats,
        R"({"result":{"num_clients":-1,"num_users":1}})");
    row("no channels", Question::Channels, R"({"result":{"presence":{}}})");
    row("a channel without a count", Question::Channels, R"({"result":{"channels":{"a":{}}}})");
    row("a count beyond 32 bits", Question::Channels,
        R"({"result":{"channels":{"a":{"num_clients":4294967296}}}})");
    row("no nodes", Question::Info, R"({"result":{}})");
    row("a node that is text", Question::Info, R"({"result":{"nodes":["a"]}})");
    row("another program", Question::Info, R"({"status":"ok"})");
    row("half of it", Question::Info, R"({"result":{"nodes":[{"uid":"a"})");
    row("a list of answers", Question::Info, "[]");
    row("something follows", Question::Info, R"({"result":{"nodes":[]}} {})");
    row("deep", Question::Info, QByteArray(200'000, '[').constData());
    row("no error code", Question::Info, R"({"error":{}})");
}

void TestServerQueries::refusesWhatIsNoAnswer()
{
    QFETCH(const int, question);
    QFETCH(const QByteArray, body);
    m_server->setJson(body);
    wait(Question(question), QStringLiteral("a"));
    QVERIFY(m_result);
    QCOMPARE(error().layer, ErrorLayer::Protocol);
    QCOMPARE(error().code, 0);
    QCOMPARE(error().message,
             QStringLiteral("The answer is not one of Centrifugo's: is this the address of its "
                            "HTTP API?"));
}

void TestServerQueries::passesOnTheServersError()
{
    m_server->setJson(R"({"error":{"code":108,"message":"not available"}})");
    for (const Question question : {Question::Presence, Question::PresenceStats}) {
        m_calls = 0;
        wait(question, QStringLiteral("a"));
        QCOMPARE(error().layer, ErrorLayer::Server);
        QCOMPARE(error().code, 108);
        QCOMPARE(error().message, QStringLiteral("not available"));
    }
    m_server->setAnswer("404 Not Found", "Content-Type: application/json\r\n",
                        R"({"code":102,"message":"unknown channel"})");
    m_calls = 0;
    wait(Question::Presence, QStringLiteral("a:b"));
    QCOMPARE(error().code, 102); // with `error_mode: transport`
}

void TestServerQueries::namesAWrongKey()
{
    m_server->setAnswer("401 Unauthorized", "Content-Type: text/plain\r\n", {});
    wait(Question::Info);
    QCOMPARE(error().layer, ErrorLayer::Http);
    QCOMPARE(error().code, 401);
    QVERIFY(error().message.contains(QStringLiteral("API key")));
}

/** cleanup() looks for it. */
void TestServerQueries::neverRepeatsTheKey()
{
    m_server->setJson(QByteArray(R"({"error":{"code":100,"message":"not )") + Key + "\"}}");
    wait(Question::Channels);
    QCOMPARE(error().message, QStringLiteral("not \u2022\u2022\u2022"));
}

void TestServerQueries::stopsAtALongList_data()
{
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("length"); // of each name
    QTest::newRow("too many entries") << 65'537 << 6;
    QTest::newRow("too many bytes") << 20 << 900'000;
    QTest::newRow("too long a name") << 1 << 1'048'577;
}

void TestServerQueries::stopsAtALongList()
{
    QFETCH(const int, entries);
    QFETCH(const int, length);
    QByteArrayList channels;
    for (int i = 0; i < entries; ++i) {
        channels.append('"' + QByteArray::number(i).rightJustified(length, 'x')
                        + R"(":{"num_clients":1})");
    }
    m_server->setJson(R"({"result":{"channels":{)" + channels.join(',') + "}}}");
    wait(Question::Channels);
    QVERIFY(m_result);
    QCOMPARE(error().layer, ErrorLayer::Protocol);
    QCOMPARE(error().code, ListTooLarge);
    QCOMPARE(error().message,
             QStringLiteral("The server's answer is longer than what is read of a list: 16 MB or "
                            "65536 entries."));
}

void TestServerQueries::takesALongList()
{
    QByteArrayList clients;
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray id = QByteArray::number(i);
        clients.append('"' + id + R"(":{"client":")" + id + R"(","user":"u","conn_info":{"a":")"
                       + QByteArray(1'000, 'x') + "\"}}");
    }
    m_server->setJson(R"({"result":{"presence":{)" + clients.join(',') + "}}}");
    wait(Question::Presence, QStringLiteral("a"));
    QVERIFY(m_presence);
    QCOMPARE(m_presence->clients.size(), 10'000);
}

void TestServerQueries::asksOnceEvenIfTheConnectionEnds()
{
    m_server->setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"result\":");
    m_server->closeAfterAnswer();
    wait(Question::Presence, QStringLiteral("a"));
    QCOMPARE(error().layer, ErrorLayer::Tcp);
    QCOMPARE(error().message,
             QStringLiteral("The connection was closed before the answer was complete."));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestServerQueries::endsInTime()
{
    m_server->setAnswer({});
    api(m_server->url(QStringLiteral("/api")), 50ms);
    wait(Question::Info);
    QCOMPARE(error().layer, ErrorLayer::Timeout);
}

void TestServerQueries::isCancelledWithTheApi()
{
    m_server->setAnswer({});
    QVERIFY(ask(Question::Info));
    QTRY_COMPARE(m_server->requests().size(), 1);
    auto *const socket = m_server->findChild<QTcpSocket *>();
    QVERIFY(socket != nullptr);
    m_api.reset();
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_calls, 0);
}

void TestServerQueries::isDisabledWithoutAKey()
{
    ServerApi disabled({.url = m_server->url(QStringLiteral("/api")), .apiKey = {}}, m_clock);
    const auto never = [](const auto &) { QFAIL("called"); };
    QVERIFY(!disabled.presence(QStringLiteral("a"), never));
    QVERIFY(!disabled.presenceStats(QStringLiteral("a"), never));
    QVERIFY(!disabled.channels({}, never));
    QVERIFY(!disabled.info(never));
    QCOMPARE(m_server->connectionCount(), 0);
}

REALTIME_TEST(TestServerQueries, QCoreApplication)
#include "tst_serverqueries.moc"
