// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "serverapifixture.h"
#include "support/testprogram.h"

#include <QAbstractSocket>
#include <QTimer>

using namespace Centrifuge;
using namespace std::chrono_literals;

/** How the API's calls fail, and how that is told. */
class TestServerApiErrors : public ServerApiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void understandsAnswers_data();
    void understandsAnswers();
    void doesNotFollowARedirect();
    void keepsForeignTextOutOfItsOwn();
    void neverRepeatsTheApiKey();
    void explainsARefusedConnection();
    void explainsAnUnknownHost();
    void explainsAMissingCertificate();
    void explainsAnEarlyEnd();
    void doesNotKnowTheOutcomeAfterATimeout();
    void isNotKeptWaitingByDrippingBytes();
    void stopsReadingAHugeAnswer();
    void tellsFailedFromUnknown();
    void saysWhichLayerRefused_data();
    void saysWhichLayerRefused();
};

void TestServerApiErrors::understandsAnswers_data()
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
                                 << ErrorLayer::Protocol << 0 << QString();
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
    QTest::newRow("an error with a code that is none")
        << ok << json << QByteArray(R"({"error":{"code":12,"message":"x"}})")
        << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("something follows")
        << ok << json << QByteArray(R"({"result":{}}{})") << ErrorLayer::Protocol << 0 << QString();
    QTest::newRow("wrong key") << QByteArray("401 Unauthorized") << text << QByteArray()
                               << ErrorLayer::Http << 401 << QStringLiteral("API key");
    QTest::newRow("wrong path") << QByteArray("404 Not Found") << text
                                << QByteArray("404 page not found\n") << ErrorLayer::Http << 404
                                << QStringLiteral("404");
    QTest::newRow("transport mode") << QByteArray("400 Bad Request") << json
                                    << QByteArray(R"({"code":107,"message":"bad request"})")
                                    << ErrorLayer::Server << 107 << QStringLiteral("bad request");
    QTest::newRow("transport mode, a status of its own")
        << QByteArray("404 Not Found") << json
        << QByteArray(R"({"code":102,"message":"unknown channel"})") << ErrorLayer::Server << 102
        << QStringLiteral("refused the publish: unknown channel");
    QTest::newRow("transport mode, internal error")
        << QByteArray("500 Internal Server Error") << json
        << QByteArray(R"({"code":100,"message":"internal server error"})") << ErrorLayer::Server
        << 100 << QStringLiteral("failed at the publish: internal server error");
    QTest::newRow("the JSON of a gateway")
        << QByteArray("404 Not Found") << json << QByteArray(R"({"code":404,"message":"no route"})")
        << ErrorLayer::Http << 404 << QStringLiteral("404");
    QTest::newRow("JSON and more")
        << QByteArray("404 Not Found") << json << QByteArray(R"({"code":102,"message":"x"} {})")
        << ErrorLayer::Http << 404 << QStringLiteral("404");
    QTest::newRow("long text") << QByteArray("502 Bad Gateway") << text << QByteArray(5000, 'x')
                               << ErrorLayer::Http << 502 << QString(200, u'x');
    QTest::newRow("no content") << QByteArray("204 No Content") << text << QByteArray()
                                << ErrorLayer::Http << 204 << QStringLiteral("204");
}

void TestServerApiErrors::understandsAnswers()
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

void TestServerApiErrors::doesNotFollowARedirect()
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

/** A place-holder in what the server sent is no place-holder of ours. */
void TestServerApiErrors::keepsForeignTextOutOfItsOwn()
{
    const QUrl base = m_server->url(QString());
    m_server->setAnswer("302 Found", "Location: /a%252Fb%2512%251/api\r\n", {});
    runAgainstServer();
    QCOMPARE(error().message,
             QStringLiteral("The server redirects to %1/a%252Fb%2512%251/api (HTTP status 302). "
                            "Redirects are not followed; set the address of the HTTP API itself.")
                 .replace(QLatin1String("%1/a"), base.toString() + QLatin1String("/a")));
    m_calls = 0;
    m_server->setAnswer("418 Teapot", "Content-Type: text/plain\r\n", "%1 %2 %L1");
    runAgainstServer();
    QCOMPARE(error().message,
             QStringLiteral("The server answered with HTTP status 418: %1 %2 %L1"));
    m_calls = 0;
    m_server->setAnswer("413 Big", "Server: a%1b%2\r\nContent-Type: text/plain\r\n", "%1 %2");
    runAgainstServer();
    QCOMPARE(error().message,
             QStringLiteral("The message is too large (HTTP status 413): a proxy before the server "
                            "(a%1b%2) limits the size of a request. The answer says: %1 %2"));
}

void TestServerApiErrors::neverRepeatsTheApiKey()
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

void TestServerApiErrors::explainsARefusedConnection()
{
    const QUrl url = m_server->url(QStringLiteral("/api"));
    m_server->close();
    run(api(url));
    QCOMPARE(error().layer, ErrorLayer::Tcp);
    QVERIFY(error().temporary);
    QVERIFY(!mayHaveReachedServer(error()));
    QVERIFY(error().message.contains(QStringLiteral("127.0.0.1")));
}

void TestServerApiErrors::explainsAnUnknownHost()
{
    run(api(QUrl(QStringLiteral("http://no-such-host.invalid/api"))));
    QCOMPARE(error().layer, ErrorLayer::NameResolution);
    QVERIFY(error().message.contains(QStringLiteral("no-such-host.invalid")));
    QVERIFY(!mayHaveReachedServer(error()));
}

void TestServerApiErrors::explainsAMissingCertificate()
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

void TestServerApiErrors::explainsAnEarlyEnd()
{
    m_server->setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":{}}");
    m_server->closeAfterAnswer();
    runAgainstServer();
    QCOMPARE(error().layer, ErrorLayer::Tcp);
    QVERIFY(mayHaveReachedServer(error()));
}

void TestServerApiErrors::doesNotKnowTheOutcomeAfterATimeout()
{
    m_server->setAnswer({});
    run(api(m_server->url(QStringLiteral("/api")), 50ms));
    QCOMPARE(error().layer, ErrorLayer::Timeout);
    QVERIFY(mayHaveReachedServer(error()));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestServerApiErrors::isNotKeptWaitingByDrippingBytes()
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

void TestServerApiErrors::stopsReadingAHugeAnswer()
{
    m_server->setAnswer("200 OK", {}, QByteArray(4 << 20, ' ') + R"({"result":{}})");
    runAgainstServer();
    QCOMPARE(error().layer, ErrorLayer::Protocol);
    QVERIFY(error().message.contains(QStringLiteral("larger")));
}

void TestServerApiErrors::tellsFailedFromUnknown()
{
    QVERIFY(mayHaveReachedServer({ErrorLayer::Timeout, 0, {}, true}));
    QVERIFY(mayHaveReachedServer({ErrorLayer::Http, 502, {}, true}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Http, 401, {}, false}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Http, 302, {}, false}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Server, 102, {}, false}));
    QVERIFY(mayHaveReachedServer({ErrorLayer::Server, 100, {}, true}));
    QVERIFY(mayHaveReachedServer({ErrorLayer::Http, 408, {}, false}));
    QVERIFY(!mayHaveReachedServer({ErrorLayer::Local, 4, {}, false}));
    QVERIFY(
        !mayHaveReachedServer({ErrorLayer::Tcp, QAbstractSocket::SocketTimeoutError, {}, true}));
    QVERIFY(wasRefused({ErrorLayer::Http, 401, {}, false}));
    QVERIFY(wasRefused({ErrorLayer::Server, 102, {}, false}));
    QVERIFY(!wasRefused({ErrorLayer::Server, 100, {}, true}));
    QVERIFY(!wasRefused({ErrorLayer::Http, 503, {}, true}));
    QVERIFY(!wasRefused({ErrorLayer::Tcp, QAbstractSocket::ConnectionRefusedError, {}, true}));
    QVERIFY(
        mayHaveReachedServer({ErrorLayer::Tcp, QAbstractSocket::RemoteHostClosedError, {}, true}));
}

void TestServerApiErrors::saysWhichLayerRefused_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("words");
    const QByteArray text = "Content-Type: text/plain\r\n";
    const QByteArray html = "Content-Type: text/html\r\n";
    QTest::newRow("413 of a named proxy")
        << QByteArray("413 Request Entity Too Large") << html + "Server: nginx/1.22.1\r\n"
        << QByteArray("<html><h1>413</h1></html>")
        << QStringList({QStringLiteral("too large"),
                        QStringLiteral("a proxy before the server "
                                       "(nginx/1.22.1) limits")});
    QTest::newRow("413 of an unknown layer")
        << QByteArray("413 Too Large") << text << QByteArray("http: request body too large\n")
        << QStringList({QStringLiteral("the server or a proxy before it limits"),
                        QStringLiteral("says: http: request body too large")});
    QTest::newRow("400 in the server's words")
        << QByteArray("400 Bad Request") << text << QByteArray("error decoding request\n")
        << QStringList(
               {QStringLiteral("not understood"), QStringLiteral("says: error decoding request")});
    QTest::newRow("400 of a proxy")
        << QByteArray("400 Bad Request") << html + "Via: 1.1 gate\r\n"
        << QByteArray("<html>")
        << QStringList({QStringLiteral("a proxy before the server (1.1 gate)")});
    QTest::newRow("502") << QByteArray("502 Bad Gateway") << html << QByteArray("<html>")
                         << QStringList({QStringLiteral("does not answer")});
    QTest::newRow("405") << QByteArray("405 Not Allowed") << text << QByteArray()
                         << QStringList({QStringLiteral("no POST")});
}

void TestServerApiErrors::saysWhichLayerRefused()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, words);
    m_server->setAnswer(status, headers, body);
    runAgainstServer();
    QCOMPARE(error().layer, ErrorLayer::Http);
    QCOMPARE(error().code, status.left(3).toInt());
    for (const QString &expected : words) {
        QVERIFY2(error().message.contains(expected), qPrintable(error().message));
    }
    QVERIFY(!error().message.contains(u'<'));
}

REALTIME_TEST(TestServerApiErrors, QCoreApplication)
#include "tst_serverapierrors.moc"
