// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/bothways.h"
#include "centrifuge/transport/websocketpeers.h"
#include "support/fakehttpserver.h"
#include "support/testprogram.h"

using namespace Centrifuge;
using namespace Qt::StringLiterals;

class TestNetworkOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsTheHeaders();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void neverRepeatsASecretHeader();
    void explainsTheUpgrade_data();
    void explainsTheUpgrade();
    void readsAFrameThatComesWithTheAcceptance();
    void tellsTheStepsWithoutTls();
    void tellsThatANameHasNoAddress();
};

void TestNetworkOptions::sendsTheHeaders()
{
    NetworkOptions options;
    options.origin = "https://app.example:8443";
    options.headers = {{"X-Tenant", "a b\tc"}, {"Authorization", "Bearer x"}};
    RawPeer peer;
    FakeHttpServer server;
    server.setJson(R"({"result":{}})");
    const WebSocketWay webSocket(peer.url(), options);
    const HttpWay http(server.url(u"/api"_s), options);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n") && http.end);
    QVERIFY(peer.request.contains("\r\nOrigin: https://app.example:8443\r\n"));
    QVERIFY(peer.request.contains("\r\nX-Tenant: a b\tc\r\n"));
    QVERIFY(peer.request.contains("\r\nAuthorization: Bearer x\r\n"));
    QCOMPARE(peer.request.count("Host: "), 1);
    const auto sent = server.requests().constFirst().headers;
    QCOMPARE(sent.value("origin"), QByteArray("https://app.example:8443"));
    QCOMPARE(sent.value("x-tenant"), QByteArray("a b\tc"));
    QCOMPARE(sent.value("authorization"), QByteArray("Bearer x"));
    QCOMPARE(sent.value("x-api-key"), QByteArray("CANARY-key-51c2"));
}

void TestNetworkOptions::refusesWhatCannotBeSent_data()
{
    QTest::addColumn<NetworkOptions>("options");
    const auto header = [](const QByteArray &name, const QByteArray &value = "x") {
        NetworkOptions options;
        options.headers = {{name, value}};
        QTest::newRow(name.isEmpty() ? "no name" : (name + ": " + value.toPercentEncoding()))
            << options;
    };
    for (const char *name :
         {"Host", "upgrade", "Connection", "Sec-WebSocket-Key", "sec-websocket-protocol",
          "X-API-Key", "Content-Length", "Content-Type", "Transfer-Encoding", "Proxy-Authorization",
          "Origin", "Accept-Encoding", "", "a b", "a:b", "a\r\nb", "\xc3\xa9"}) {
        header(name);
    }
    header("A", "x\r\nB: y");
    header("A", "x\ny");
    header("A", QByteArray("x\0y", 3));
    NetworkOptions options;
    options.headers = {{"A", "1"}, {"a", "2"}};
    QTest::newRow("twice") << options;
    for (const char *origin : {"example.com", "https://", "https://a.b/path", "https://u:p@a.b",
                               "https://a.b\r\nX: y"}) {
        QTest::newRow(origin) << NetworkOptions{{}, origin};
    }
    options = {};
    options.proxy = {ProxyOptions::Kind::Http, {}, 1};
    QTest::newRow("a proxy without host") << options;
    options.proxy = {ProxyOptions::Kind::Socks5, u"a"_s, 0};
    QTest::newRow("a proxy without port") << options;
    options.proxy = {ProxyOptions::Kind::Http, u"a\r\nb"_s, 1};
    QTest::newRow("a proxy with a line break") << options;
}

void TestNetworkOptions::refusesWhatCannotBeSent()
{
    QFETCH(NetworkOptions, options);
    RawPeer peer;
    FakeHttpServer server;
    const WebSocketWay webSocket(peer.url(), options);
    const HttpWay http(server.url(u"/api"_s), options);
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, ErrorLayer::Local);
        QCOMPARE(end.code, int(LocalError::BadArgument));
        QVERIFY(!end.message.isEmpty());
    }
    QVERIFY(webSocket.steps.isEmpty());
    QCOMPARE(server.connectionCount(), 0);
}

void TestNetworkOptions::neverRepeatsASecretHeader()
{
    NetworkOptions options;
    options.headers = {{"Authorization", "Bearer CANARY-header"}};
    const QByteArray answer =
        "HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\nContent-Length: 25\r\n"
        "\r\nno such user CANARY-header";
    RawPeer peer(answer);
    FakeHttpServer server;
    server.setAnswer(answer);
    const WebSocketWay webSocket(peer.url(), options);
    const HttpWay http(server.url(u"/api"_s), options);
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end, webSocket.steps.last().error}) {
        QVERIFY2(end.message.contains(u"no such user"_s), qPrintable(end.message));
        QVERIFY(!end.message.contains(u"CANARY-header"_s));
    }
}

void TestNetworkOptions::explainsTheUpgrade_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QString>("words");
    const QByteArray own = "https://a.example";
    QTest::newRow("403 for an origin") << QByteArray("403 Forbidden\r\n\r\n") << own
                                       << u"does not allow the origin https://a.example"_s;
    QTest::newRow("403 without origin")
        << QByteArray("403 Forbidden\r\n\r\n") << QByteArray() << u"a proxy or firewall did it"_s;
    QTest::newRow("404") << QByteArray("404 Not Found\r\n\r\n") << own
                         << u"/connection/websocket"_s;
    QTest::newRow("502 of a named proxy")
        << QByteArray("502 Bad Gateway\r\nServer: nginx/1.22\r\nContent-Type: text/html\r\n\r\n"
                      "<html>Bad <b>Gateway</b></html>")
        << own << u"Answered by: nginx/1.22."_s;
    QTest::newRow("words of the peer")
        << QByteArray("400 Bad\r\nContent-Type: text/plain\r\n\r\nmissing\n key") << own
        << u"The answer says: missing key"_s;
    QTest::newRow("a web page") << QByteArray("200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
                                << own << u"A web page came"_s;
    QTest::newRow("a redirect") << QByteArray(
        "302 Found\r\nLocation: https://u:p@b.test/x?t=1\r\n\r\n")
                                << own << u"to https://b.test/x (HTTP status 302)"_s;
}

void TestNetworkOptions::explainsTheUpgrade()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, origin);
    QFETCH(QString, words);
    RawPeer peer("HTTP/1.1 " + answer);
    const WebSocketWay way(peer.url(), {{}, origin});
    QTRY_VERIFY(way.end);
    QCOMPARE(way.end->layer, ErrorLayer::Http);
    QCOMPARE(way.end->code, answer.left(3).toInt());
    QVERIFY2(way.end->message.contains(words), qPrintable(way.end->message));
    QVERIFY(!way.end->message.contains(u'<'));
    QCOMPARE(way.words().last(), u"upgrade failed"_s);
    QCOMPARE(way.steps.last().error, *way.end);
}

void TestNetworkOptions::readsAFrameThatComesWithTheAcceptance()
{
    RawPeer peer;
    const std::unique_ptr<Transport> transport(webSocketTransports()(nullptr));
    QByteArrayList frames;
    connect(transport.get(), &Transport::frameReceived, this,
            [&frames](const QByteArray &frame) { frames.append(frame); });
    transport->open({peer.url(), WireFormat::Json});
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    peer.socket->write(acceptance(peer.request) + QByteArray::fromHex("81027b7d81015b"));
    QTRY_COMPARE(frames, QByteArrayList({"{}", "["}));
    peer.socket->write(QByteArray::fromHex("81015d"));
    QTRY_COMPARE(frames, QByteArrayList({"{}", "[", "]"}));
}

void TestNetworkOptions::tellsTheStepsWithoutTls()
{
    Peer peer;
    const WebSocketWay way(peer.url(), {});
    QTRY_VERIFY(way.end);
    QCOMPARE(way.words(),
             QStringList({u"name not observed"_s, u"tcp started"_s, u"tcp done"_s,
                          u"upgrade started"_s, u"upgrade done"_s}));
    for (qsizetype i = 1; i < way.steps.size(); ++i) {
        QVERIFY(way.steps[i].at >= way.steps[i - 1].at);
    }
}

void TestNetworkOptions::tellsThatANameHasNoAddress()
{
    const WebSocketWay way(QUrl(u"ws://no-such-host.invalid/"_s), {});
    QTRY_VERIFY(way.end);
    QCOMPARE(way.end->layer, ErrorLayer::NameResolution);
    QCOMPARE(way.words(), QStringList({u"name started"_s, u"name failed"_s}));
}

REALTIME_TEST(TestNetworkOptions, QCoreApplication)
#include "tst_networkoptions.moc"
