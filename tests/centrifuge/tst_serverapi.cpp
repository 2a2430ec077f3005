// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/clock.h"
#include "centrifuge/serverapi.h"
#include "support/fakehttpserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>
#include <QTimer>

#include <memory>
#include <optional>

using namespace Centrifuge;
using namespace std::chrono_literals;

namespace {

const char Key[] = "CANARY-key-51c2";

PublishRequest request(const QByteArray &data = "{}")
{
    return {QStringLiteral("chat"), data, {}, {}};
}

} // namespace

class TestServerApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void publishes();
    void sendsTheDataByteForByte_data();
    void sendsTheDataByteForByte();
    void sendsTagsAndTheKeyAgainstRepetition();
    void findsThePathOfTheMethod_data();
    void findsThePathOfTheMethod();
    void readsChunkedAnswers();
    void understandsAnswers_data();
    void understandsAnswers();
    void doesNotFollowARedirect();
    void neverRepeatsTheApiKey();
    void sendsNoCookies();
    void explainsARefusedConnection();
    void explainsAnUnknownHost();
    void explainsAMissingCertificate();
    void explainsAnEarlyEnd();
    void doesNotKnowTheOutcomeAfterATimeout();
    void isNotKeptWaitingByDrippingBytes();
    void stopsReadingAHugeAnswer();
    void opensNoSocketWhenDisabled();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void callsNoHandlerAfterItsEnd();
    void mayBeDeletedByAHandler();
    void tellsFailedFromUnknown();

private:
    ServerApi &api(const QUrl &url, std::chrono::milliseconds timeout = 5s)
    {
        m_api = std::make_unique<ServerApi>(ServerApiOptions{url, Key, timeout}, m_clock);
        return *m_api;
    }
    /** Publishes and waits for the end. */
    void run(ServerApi &serverApi, const PublishRequest &publishRequest = request())
    {
        QVERIFY(serverApi.publish(publishRequest, [this](const PublishResult &result) {
            m_result = result;
            ++m_calls;
        }));
        QCOMPARE(m_calls, 0);
        QTRY_COMPARE(m_calls, 1);
    }
    void runAgainstServer() { run(api(m_server->url(QStringLiteral("/api")))); }
    const Error &error() const { return m_result->error(); }

    SystemClock m_clock;
    std::unique_ptr<FakeHttpServer> m_server;
    std::unique_ptr<ServerApi> m_api;
    std::optional<PublishResult> m_result;
    int m_calls = 0;
};

void TestServerApi::init()
{
    m_server = std::make_unique<FakeHttpServer>();
    m_server->setJson(R"({"result":{}})");
    m_result.reset();
    m_calls = 0;
}

void TestServerApi::cleanup()
{
    if (m_result && !m_result->isOk()) {
        QVERIFY(!error().message.isEmpty());
        QVERIFY(!error().message.contains(QString::fromLatin1(Key)));
    }
    m_api.reset();
    m_server.reset();
}

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

void TestServerApi::understandsAnswers_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const QByteArray ok = "200 OK";
    const QByteArray json = "application/json";
    const QByteArray text = "text/plain; charset=utf-8";
    QTest::newRow("error inside a 200")
        << ok << json << QByteArray(R"({"error":{"code":102,"message":"unknown channel"}})")
        << ErrorLayer::Server << 102 << QStringLiteral("unknown channel");
    QTest::newRow("error and result")
        << ok << json << QByteArray(R"({"result":{},"error":{"code":100,"message":"x"}})")
        << ErrorLayer::Server << 100 << QStringLiteral("x");
    QTest::newRow("empty error") << ok << json << QByteArray(R"({"error":{}})")
                                 << ErrorLayer::Server << 0 << QString();
    QTest::newRow("no result") << ok << json << QByteArray("{}") << ErrorLayer::Protocol << 0
                               << QStringLiteral("not one of Centrifugo's");
    QTest::newRow("null result") << ok << json << QByteArray(R"({"result":null})")
                                 << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("result is text")
        << ok << json << QByteArray(R"({"result":"ok"})") << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("offset over 64 bits")
        << ok << json << QByteArray(R"({"result":{"offset":18446744073709551616}})")
        << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("a list") << ok << json << QByteArray("[]") << ErrorLayer::Protocol << 0
                            << QString();
    QTest::newRow("deep") << ok << json << QByteArray(200'000, '[') << ErrorLayer::Protocol << 0
                          << QString();
    QTest::newRow("empty") << ok << json << QByteArray() << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("a web page") << ok << QByteArray("text/html")
                                << QByteArray("<html><b>Sign in</b></html>") << ErrorLayer::Protocol
                                << 0 << QStringLiteral("address");
    QTest::newRow("something follows")
        << ok << json << QByteArray(R"({"result":{}}{})") << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("wrong key") << QByteArray("401 Unauthorized") << text << QByteArray()
                               << ErrorLayer::Http << 401 << QStringLiteral("API key");
    QTest::newRow("wrong path") << QByteArray("404 Not Found") << text
                                << QByteArray("404 page not found\n") << ErrorLayer::Http << 404
                                << QStringLiteral("404");
    QTest::newRow("transport mode") << QByteArray("400 Bad Request") << json
                                    << QByteArray(R"({"code":107,"message":"bad request"})")
                                    << ErrorLayer::Http << 400 << QStringLiteral("bad request");
    QTest::newRow("long text") << QByteArray("502 Bad Gateway") << text << QByteArray(5000, 'x')
                               << ErrorLayer::Http << 502 << QString(200, u'x');
    QTest::newRow("no content") << QByteArray("204 No Content") << text << QByteArray()
                                << ErrorLayer::Http << 204 << QStringLiteral("204");
}

void TestServerApi::understandsAnswers()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    m_server->setAnswer(status, "Content-Type: " + type + "\r\n", body);
    runAgainstServer();
    QVERIFY(!m_result->isOk());
    QTEST(error().layer, "layer");
    QTEST(error().code, "code");
    QVERIFY2(error().message.contains(words), qPrintable(error().message));
    QVERIFY(error().message.size() < 400);
    QVERIFY(!error().message.contains(u'<'));
}

void TestServerApi::doesNotFollowARedirect()
{
    FakeHttpServer other;
    QUrl target = other.url(QStringLiteral("/login?token=CANARY"));
    target.setUserInfo(QStringLiteral("CANARY:CANARY"));
    for (const QByteArray status : {"302 Found", "307 Temporary Redirect", "308 Permanent"}) {
        m_calls = 0;
        m_server->setAnswer(status, "Location: " + target.toEncoded() + "\r\n", {});
        runAgainstServer();
        QCOMPARE(error().layer, ErrorLayer::Http);
        QCOMPARE(error().code, status.left(3).toInt());
        QVERIFY(error().message.contains(other.url(QStringLiteral("/login")).toString()));
        QVERIFY(!error().message.contains(QStringLiteral("CANARY")));
    }
    QCOMPARE(other.connectionCount(), 0);
}

void TestServerApi::neverRepeatsTheApiKey()
{
    m_server->setJson(R"({"error":{"code":107,"message":"bad key CANARY-key-51c2!"}})");
    runAgainstServer();
    QVERIFY(error().message.contains(QStringLiteral("bad key")));
    QVERIFY(!error().message.contains(QStringLiteral("CANARY")));
    m_calls = 0;
    m_server->setAnswer("500 Oops", "Content-Type: text/plain\r\n", "key CANARY-key-51c2");
    runAgainstServer();
    QVERIFY(!error().message.contains(QStringLiteral("CANARY")));
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

void TestServerApi::explainsARefusedConnection()
{
    const QUrl url = m_server->url(QStringLiteral("/api"));
    m_server->close();
    run(api(url));
    QCOMPARE(error().layer, ErrorLayer::Tcp);
    QVERIFY(error().temporary);
    QVERIFY(!mayHaveReachedServer(error()));
    QVERIFY(error().message.contains(QStringLiteral("127.0.0.1")));
}

void TestServerApi::explainsAnUnknownHost()
{
    run(api(QUrl(QStringLiteral("http://no-such-host.invalid/api"))));
    QCOMPARE(error().layer, ErrorLayer::NameResolution);
    QVERIFY(error().message.contains(QStringLiteral("no-such-host.invalid")));
    QVERIFY(!mayHaveReachedServer(error()));
}

void TestServerApi::explainsAMissingCertificate()
{
    m_server->setAnswer("this is no TLS at all, whatever a client may have hoped for\r\n\r\n");
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain,
            [&plain] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    run(api(QUrl(QStringLiteral("https://127.0.0.1:%1/api").arg(plain.serverPort()))));
    QCOMPARE(error().layer, ErrorLayer::Tls);
    QVERIFY(!mayHaveReachedServer(error()));
}

void TestServerApi::explainsAnEarlyEnd()
{
    m_server->setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":{}}");
    m_server->closeAfterAnswer();
    runAgainstServer();
    QCOMPARE(error().layer, ErrorLayer::Tcp);
    QVERIFY(mayHaveReachedServer(error()));
}

void TestServerApi::doesNotKnowTheOutcomeAfterATimeout()
{
    m_server->setAnswer({});
    run(api(m_server->url(QStringLiteral("/api")), 50ms));
    QCOMPARE(error().layer, ErrorLayer::Timeout);
    QVERIFY(mayHaveReachedServer(error()));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestServerApi::isNotKeptWaitingByDrippingBytes()
{
    QTcpServer dripping;
    QVERIFY(dripping.listen(QHostAddress::LocalHost));
    connect(&dripping, &QTcpServer::newConnection, &dripping, [&dripping] {
        QTcpSocket *socket = dripping.nextPendingConnection();
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        auto *timer = new QTimer(socket);
        connect(timer, &QTimer::timeout, socket, [socket] { socket->write(" "); });
        timer->start(5);
    });
    run(api(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(dripping.serverPort())), 100ms));
    QCOMPARE(error().layer, ErrorLayer::Timeout);
}

void TestServerApi::stopsReadingAHugeAnswer()
{
    m_server->setAnswer("200 OK", {}, QByteArray(4 << 20, ' ') + R"({"result":{}})");
    runAgainstServer();
    QCOMPARE(error().layer, ErrorLayer::Protocol);
    QVERIFY(error().message.contains(QStringLiteral("larger")));
}

void TestServerApi::opensNoSocketWhenDisabled()
{
    ServerApi disabled({m_server->url(QStringLiteral("/api")), {}, 5s}, m_clock);
    QVERIFY(!disabled.isEnabled());
    QVERIFY(!disabled.publish(request(), [this](const PublishResult &) { ++m_calls; }));
    QVERIFY(!disabled.findChild<QNetworkAccessManager *>());
    // Whatever it might have sent would be there before the answer to this one.
    ServerApi &enabled = api(m_server->url(QStringLiteral("/api")));
    QVERIFY(!enabled.findChild<QNetworkAccessManager *>());
    run(enabled);
    QVERIFY(enabled.findChild<QNetworkAccessManager *>());
    QCOMPARE(m_server->connectionCount(), 1);
    QCOMPARE(m_calls, 1);
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
    ServerApi serverApi({url, key, 5s}, m_clock);
    run(serverApi, request(data));
    QCOMPARE(error().layer, ErrorLayer::Local);
    QCOMPARE(error().code, static_cast<int>(LocalError::BadArgument));
    QVERIFY(!serverApi.findChild<QNetworkAccessManager *>());
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

void TestServerApi::tellsFailedFromUnknown()
{
    QVERIFY(mayHaveReachedServer({ErrorLayer::Timeout, 0, {}, true}));
    QVERIFY(mayHaveReachedServer({ErrorLayer::Http, 502, {}, true}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Http, 401, {}, false}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Http, 302, {}, false}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Server, 102, {}, false}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Local, 4, {}, false}));
    QVERIFY(
        mayHaveReachedServer({ErrorLayer::Tcp, QNetworkReply::RemoteHostClosedError, {}, true}));
}

QTEST_GUILESS_MAIN(TestServerApi)
#include "tst_serverapi.moc"
