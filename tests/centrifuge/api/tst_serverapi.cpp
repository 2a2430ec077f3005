// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "serverapifixture.h"

#include "centrifuge/transport/httpclient.h"
#include "support/testprogram.h"

using namespace Centrifuge;
using namespace std::chrono_literals;

class TestServerApi : public ServerApiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void publishes();
    void sendsTheDataByteForByte_data();
    void sendsTheDataByteForByte();
    void sendsTagsAndTheKeyAgainstRepetition();
    void findsThePathOfTheMethod_data();
    void findsThePathOfTheMethod();
    void readsChunkedAnswers();
    void sendsNoCookies();
    void opensNoSocketWhenDisabled();
    void sendsNoKeyWhereNoneIsNeeded_data();
    void sendsNoKeyWhereNoneIsNeeded();
    void saysWhenAKeyIsWanted();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void asksForTheHistory();
    void tellsHowTheHistoryFailed_data();
    void tellsHowTheHistoryFailed();
    void callsNoHandlerAfterItsEnd();
    void mayBeDeletedByAHandler();
};

void TestServerApi::publishes()
{
    m_server->setJson(R"({"result":{"offset":18446744073709551615,"epoch":"rrKS"}})");
    runAgainstServer();
    QVERIFY(m_result->isOk());
    const StreamPosition expected{~0ULL, QStringLiteral("rrKS")};
    QCOMPARE(m_result->value().position, expected);
    QVERIFY(m_result->value().answeredAt > m_result->value().sentAt);
    QCOMPARE(m_server->requests().size(), 1);
    const HttpRequest &sent = m_server->requests().constFirst();
    QCOMPARE(sent.method, QByteArray("POST"));
    QCOMPARE(sent.path, QByteArray("/api/publish"));
    QCOMPARE(sent.headers.value("x-api-key"), QByteArray(Key));
    QCOMPARE(sent.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(sent.headers.value("accept-encoding"), QByteArray("identity"));
    QCOMPARE(sent.body, QByteArray(R"({"channel":"chat","data":{}})"));
}

void TestServerApi::sendsTheDataByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("white space and order") << QByteArray("{ \"b\":1,\n\t\"a\" : 1.0 }");
    QTest::newRow("numbers") << QByteArray("[12345678901234567890,1e400,-0]");
    QTest::newRow("duplicates") << QByteArray(R"({"a":1,"a":2})");
    QTest::newRow("lone surrogate") << QByteArray(R"("\ud800")");
    QTest::newRow("deep") << QByteArray(5000, '[') + QByteArray(5000, ']');
}

void TestServerApi::sendsTheDataByteForByte()
{
    QFETCH(QByteArray, data);
    run(api(m_server->url(QStringLiteral("/api"))), request(data));
    QVERIFY(m_result->isOk());
    QCOMPARE(m_server->requests().constFirst().body,
             QByteArray(R"({"channel":"chat","data":)" + data + '}'));
}

void TestServerApi::sendsTagsAndTheKeyAgainstRepetition()
{
    PublishRequest publishRequest = request("1");
    publishRequest.channel = QStringLiteral("a\"b");
    publishRequest.tags.insert(QStringLiteral("rm-id"), QStringLiteral("x\ny"));
    publishRequest.tags.insert(QStringLiteral("z"), QString());
    publishRequest.idempotencyKey = QStringLiteral("once");
    run(api(m_server->url(QStringLiteral("/api"))), publishRequest);
    QVERIFY(m_result->isOk());
    QCOMPARE(m_server->requests().constFirst().body,
             QByteArray(R"({"channel":"a\"b","data":1,"tags":{"rm-id":"x\u000ay","z":""},)"
                        R"("idempotency_key":"once"})"));
}

void TestServerApi::findsThePathOfTheMethod_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << QStringLiteral("/api") << QByteArray("/api/publish");
    QTest::newRow("slash at the end") << QStringLiteral("/api/") << QByteArray("/api/publish");
    QTest::newRow("at the root") << QString() << QByteArray("/publish");
    QTest::newRow("root with slash") << QStringLiteral("/") << QByteArray("/publish");
    QTest::newRow("deeper") << QStringLiteral("/a/b%20c/api") << QByteArray("/a/b%20c/api/publish");
    QTest::newRow("fragment") << QStringLiteral("/api#x") << QByteArray("/api/publish");
}

void TestServerApi::findsThePathOfTheMethod()
{
    QFETCH(QString, base);
    run(api(m_server->url(base)));
    QTEST(m_server->requests().constFirst().path, "path");
}

void TestServerApi::readsChunkedAnswers()
{
    m_server->setAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "5\r\n{\"res\r\n18\r\nult\":{\"offset\":7,\"x\":1}}\r\n0\r\n\r\n");
    runAgainstServer();
    QVERIFY(m_result->isOk());
    QCOMPARE(m_result->value().position.offset, std::uint64_t(7));
}

void TestServerApi::sendsNoCookies()
{
    m_server->setAnswer("200 OK", "Set-Cookie: a=b\r\n", R"({"result":{}})");
    ServerApi &serverApi = api(m_server->url(QStringLiteral("/api")));
    run(serverApi);
    m_calls = 0;
    run(serverApi);
    QVERIFY(!m_server->requests().constLast().headers.contains("cookie"));
}

void TestServerApi::opensNoSocketWhenDisabled()
{
    ServerApi disabled({.url = m_server->url(QStringLiteral("/api")), .apiKey = {}, .timeout = 5s},
                       m_clock);
    QVERIFY(!disabled.isEnabled());
    QVERIFY(!disabled.publish(request(), [this](const PublishResult &) { ++m_calls; }));
    QVERIFY(!disabled.findChild<HttpClient *>());
    // Whatever it might have sent would be there before the answer to this one.
    ServerApi &enabled = api(m_server->url(QStringLiteral("/api")));
    QVERIFY(!enabled.findChild<HttpClient *>());
    run(enabled);
    QVERIFY(enabled.findChild<HttpClient *>());
    QCOMPARE(m_server->connectionCount(), 1);
    QCOMPARE(m_calls, 1);
}

void TestServerApi::sendsNoKeyWhereNoneIsNeeded_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("one that is there all the same") << QByteArray(Key);
}

void TestServerApi::sendsNoKeyWhereNoneIsNeeded()
{
    QFETCH(const QByteArray, key);
    ServerApiOptions options{m_server->url(QStringLiteral("/api")), key};
    options.needsKey = false;
    ServerApi open(options, m_clock);
    QVERIFY(open.isEnabled());
    run(open);
    QVERIFY(m_result->isOk());
    QVERIFY(!m_server->requests().constFirst().headers.contains("x-api-key"));
}

/** A key that was not sent is not a wrong one. */
void TestServerApi::saysWhenAKeyIsWanted()
{
    ServerApiOptions options{m_server->url(QStringLiteral("/api")), {}};
    options.needsKey = false;
    ServerApi open(options, m_clock);
    m_server->setAnswer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    run(open);
    QVERIFY(!m_result->isOk());
    const QString message = m_result->error().message;
    QVERIFY2(message.contains(QStringLiteral("wants an API key, and none was sent")),
             qPrintable(message));
}

void TestServerApi::refusesWhatCannotBeSent_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("data");
    const QUrl good = QUrl(QStringLiteral("http://127.0.0.1:9/api"));
    QTest::newRow("no address") << QUrl() << QByteArray("k") << QByteArray("{}");
    QTest::newRow("file") << QUrl(QStringLiteral("file:///etc/hostname")) << QByteArray("k")
                          << QByteArray("{}");
    QTest::newRow("WebSocket") << QUrl(QStringLiteral("ws://127.0.0.1/")) << QByteArray("k")
                               << QByteArray("{}");
    QTest::newRow("line break in the key") << good << QByteArray("k\r\nX: y") << QByteArray("{}");
    QTest::newRow("not JSON") << good << QByteArray("k") << QByteArray("{");
    QTest::newRow("no data") << good << QByteArray("k") << QByteArray();
    QTest::newRow("leaves the field")
        << good << QByteArray("k") << QByteArray(R"(1,"channel":"other")");
}

void TestServerApi::refusesWhatCannotBeSent()
{
    QFETCH(QUrl, url);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, data);
    ServerApi serverApi({.url = url, .apiKey = key, .timeout = 5s}, m_clock);
    run(serverApi, request(data));
    QCOMPARE(error().layer, ErrorLayer::Local);
    QCOMPARE(error().code, static_cast<int>(LocalError::BadArgument));
    QVERIFY(!serverApi.findChild<HttpClient *>());
}

void TestServerApi::asksForTheHistory()
{
    const QByteArray answer = R"({"result":{"publications":[{"data":{"n": 1.0},"offset":3,)"
                              R"("tags":{"k":"v"}}],"epoch":"e1","offset":7}})";
    const QByteArray question =
        R"({"channel":"a\"b","limit":100,"since":{"offset":5,"epoch":"e1"}})";
    m_server->setJson(answer);
    std::optional<Result<HistoryResult>> history;
    const auto keep = [&history](const Result<HistoryResult> &result) { history = result; };
    const StreamPosition since{5, QStringLiteral("e1")};
    QVERIFY(api(m_server->url(QStringLiteral("/api")))
                .history({QStringLiteral("a\"b"), 100, since}, keep));
    QTRY_VERIFY(history.has_value());
    QVERIFY(history->isOk());
    QCOMPARE(history->value().publications.size(), std::size_t(1));
    QCOMPARE(history->value().publications.front().data, QByteArray("{\"n\": 1.0}"));
    QCOMPARE(history->value().publications.front().offset, std::uint64_t(3));
    const StreamPosition top{7, QStringLiteral("e1")};
    QCOMPARE(history->value().position, top);
    const HttpRequest &sent = m_server->requests().constFirst();
    QCOMPARE(sent.path, QByteArray("/api/history"));
    QCOMPARE(sent.body, question);
}

void TestServerApi::tellsHowTheHistoryFailed_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("code");
    QTest::newRow("error") << QByteArray(
        R"({"error":{"code":112,"message":"unrecoverable position"}})")
                           << int(ErrorLayer::Server) << 112;
    QTest::newRow("both") << QByteArray(R"({"result":{},"error":{"code":108,"message":"x"}})")
                          << int(ErrorLayer::Server) << 108;
    QTest::newRow("neither") << QByteArray("{}") << int(ErrorLayer::Protocol) << 0;
    QTest::newRow("no object") << QByteArray("[1]") << int(ErrorLayer::Protocol) << 0;
    QTest::newRow("more behind") << QByteArray(R"({"result":{}} {})") << int(ErrorLayer::Protocol)
                                 << 0;
    QTest::newRow("wrong type") << QByteArray(R"({"result":{"publications":3}})")
                                << int(ErrorLayer::Protocol) << 0;
}

void TestServerApi::tellsHowTheHistoryFailed()
{
    QFETCH(QByteArray, answer);
    m_server->setJson(answer);
    std::optional<Result<HistoryResult>> history;
    const auto keep = [&history](const Result<HistoryResult> &result) { history = result; };
    QVERIFY(api(m_server->url(QStringLiteral("/api"))).history({QStringLiteral("news")}, keep));
    QTRY_VERIFY(history.has_value());
    QVERIFY(!history->isOk());
    QTEST(int(history->error().layer), "layer");
    QTEST(history->error().code, "code");
}

void TestServerApi::callsNoHandlerAfterItsEnd()
{
    m_server->setAnswer({});
    ServerApi &serverApi = api(m_server->url(QStringLiteral("/api")));
    QVERIFY(serverApi.publish(request(), [this](const PublishResult &) { ++m_calls; }));
    QTRY_COMPARE(m_server->requests().size(), 1);
    QVERIFY(serverApi.publish(request("no JSON"), [this](const PublishResult &) { ++m_calls; }));
    m_api.reset();
    QCoreApplication::processEvents();
    m_server->setJson(R"({"result":{}})");
    runAgainstServer();
    QCOMPARE(m_calls, 1);
}

void TestServerApi::mayBeDeletedByAHandler()
{
    ServerApi &serverApi = api(m_server->url(QStringLiteral("/api")));
    QVERIFY(serverApi.publish(request(), [this](const PublishResult &) {
        m_api.reset();
        ++m_calls;
    }));
    QTRY_COMPARE(m_calls, 1);
    QVERIFY(!m_api);
}

REALTIME_TEST(TestServerApi, QCoreApplication)
#include "tst_serverapi.moc"
