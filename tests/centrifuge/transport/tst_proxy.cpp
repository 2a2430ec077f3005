// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/bothways.h"
#include "securepeer.h"
#include "support/fakehttpserver.h"
#include "support/fakeproxy.h"
#include "support/testprogram.h"

using namespace Centrifuge;
using namespace Qt::StringLiterals;

namespace {

const char Secret[] = "CANARY-proxy-77";

QUrl address(const QString &scheme)
{
    return QUrl(scheme + u"://server.test:8443/connection/websocket"_s); // no DNS knows it
}

} // namespace

/** Through proxies to a host whose name only the proxy can resolve. */
class TestProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void leadsToTheServer_data();
    void leadsToTheServer();
    void forwardsPlainHttp();
    void showsTheUserOnlyWhenAsked_data();
    void showsTheUserOnlyWhenAsked();
    void saysThatTheProxyWantsALogin_data();
    void saysThatTheProxyWantsALogin();
    void saysThatTheProxyDoesNotOpenTheWay();
    void saysThatNoProxyIsThere_data();
    void saysThatNoProxyIsThere();

private:
    static void kinds()
    {
        QTest::addColumn<FakeProxy::Kind>("kind");
        QTest::newRow("HTTP") << FakeProxy::Kind::Http;
        QTest::newRow("SOCKS5") << FakeProxy::Kind::Socks5;
    }
    NetworkOptions through(FakeProxy::Kind kind, quint16 port) const
    {
        NetworkOptions options;
        options.tls.caPem = m_authority.certificate();
        options.proxy.kind =
            kind == FakeProxy::Kind::Http ? ProxyOptions::Kind::Http : ProxyOptions::Kind::Socks5;
        options.proxy.host = u"127.0.0.1"_s;
        options.proxy.port = port;
        return options;
    }

    const TestAuthority m_authority;
    std::unique_ptr<SecurePeer> m_peer;
};

Q_DECLARE_METATYPE(FakeProxy::Kind)

void TestProxy::init()
{
    m_peer = std::make_unique<SecurePeer>(SecureTerms{m_authority.issue({"DNS:server.test"})});
}

void TestProxy::leadsToTheServer_data()
{
    kinds();
}

void TestProxy::leadsToTheServer()
{
    QFETCH(FakeProxy::Kind, kind);
    FakeProxy proxy(kind, m_peer->port());
    const NetworkOptions options = through(kind, proxy.serverPort());
    const WebSocketWay webSocket(address(u"wss"_s), options);
    QTRY_VERIFY(webSocket.end);
    QCOMPARE(*webSocket.end, Error{});
    QCOMPARE(webSocket.words(),
             QStringList({u"name not observed"_s, u"tcp started"_s, u"tcp done"_s, u"tls started"_s,
                          u"tls done"_s, u"upgrade started"_s, u"upgrade done"_s}));
    QVERIFY2(webSocket.steps[2].detail.contains(u"proxy"_s), qPrintable(webSocket.steps[2].detail));
    const HttpWay http(address(u"https"_s), options);
    QTRY_VERIFY(http.end);
    QCOMPARE(*http.end, Error{});
    QCOMPARE(proxy.targets, QByteArrayList({"server.test:8443", "server.test:8443"}));
}

void TestProxy::forwardsPlainHttp()
{
    FakeHttpServer server;
    server.setJson(R"({"result":{}})");
    FakeProxy proxy(FakeProxy::Kind::Http, server.serverPort());
    const HttpWay http(address(u"http"_s), through(FakeProxy::Kind::Http, proxy.serverPort()));
    QTRY_VERIFY(http.end);
    QCOMPARE(*http.end, Error{});
    QCOMPARE(proxy.targets, QByteArrayList({"server.test:8443"}));
}

void TestProxy::showsTheUserOnlyWhenAsked_data()
{
    kinds();
}

void TestProxy::showsTheUserOnlyWhenAsked()
{
    QFETCH(FakeProxy::Kind, kind);
    FakeProxy proxy(kind, m_peer->port());
    proxy.demand("ann", Secret);
    NetworkOptions options = through(kind, proxy.serverPort());
    options.proxy.user = u"ann"_s;
    options.proxy.password = QString::fromLatin1(Secret);
    const WebSocketWay webSocket(address(u"wss"_s), options);
    const HttpWay http(address(u"https"_s), options);
    QTRY_VERIFY(webSocket.end && http.end);
    QCOMPARE(*webSocket.end, Error{});
    QCOMPARE(*http.end, Error{});
    QVERIFY(!m_peer->request.contains(Secret));
    QVERIFY(!m_peer->request.toLower().contains("proxy-"));
}

void TestProxy::saysThatTheProxyWantsALogin_data()
{
    QTest::addColumn<FakeProxy::Kind>("kind");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("words");
    QTest::newRow("HTTP, none") << FakeProxy::Kind::Http << QString() << u"demands a user name"_s;
    QTest::newRow("HTTP, a wrong one") << FakeProxy::Kind::Http << u"bob"_s << u"does not accept"_s;
    QTest::newRow("SOCKS5, a wrong one")
        << FakeProxy::Kind::Socks5 << u"bob"_s << u"does not accept"_s;
}

void TestProxy::saysThatTheProxyWantsALogin()
{
    QFETCH(FakeProxy::Kind, kind);
    QFETCH(QString, user);
    FakeProxy proxy(kind, m_peer->port());
    proxy.demand("ann", "right");
    NetworkOptions options = through(kind, proxy.serverPort());
    options.proxy.user = user;
    options.proxy.password = user.isEmpty() ? QString() : QString::fromLatin1(Secret);
    const WebSocketWay webSocket(address(u"wss"_s), options);
    const HttpWay http(address(u"https"_s), options);
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QFETCH(QString, words);
        QVERIFY2(end.message.contains(words), qPrintable(end.message));
        QVERIFY(end.message.contains(u"127.0.0.1:%1"_s.arg(proxy.serverPort())));
        QVERIFY(!end.message.contains(u"CANARY"_s));
        QCOMPARE(end.layer, ErrorLayer::Tcp);
    }
    QVERIFY(!mayHaveReachedServer(*http.end));
    QCOMPARE(webSocket.words().last(), u"tcp failed"_s);
    QVERIFY(m_peer->request.isEmpty());
}

void TestProxy::saysThatTheProxyDoesNotOpenTheWay()
{
    FakeProxy proxy(FakeProxy::Kind::Http, m_peer->port());
    proxy.refuse("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    const NetworkOptions options = through(FakeProxy::Kind::Http, proxy.serverPort());
    const WebSocketWay webSocket(address(u"wss"_s), options);
    const HttpWay http(address(u"https"_s), options);
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QVERIFY2(end.message.contains(u"proxy"_s, Qt::CaseInsensitive), qPrintable(end.message));
    }
    QCOMPARE(webSocket.words().last(), u"tcp failed"_s);
}

void TestProxy::saysThatNoProxyIsThere_data()
{
    kinds();
}

void TestProxy::saysThatNoProxyIsThere()
{
    QFETCH(FakeProxy::Kind, kind);
    FakeProxy proxy(kind, m_peer->port());
    const NetworkOptions options = through(kind, proxy.serverPort());
    proxy.close();
    const WebSocketWay webSocket(address(u"wss"_s), options);
    const HttpWay http(address(u"https"_s), options);
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, ErrorLayer::Tcp);
        QVERIFY2(end.message.contains(u"accepts no connections"_s), qPrintable(end.message));
    }
    QVERIFY(!mayHaveReachedServer(*http.end));
}

REALTIME_TEST(TestProxy, QCoreApplication)
#include "tst_proxy.moc"
