// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/websockettransport.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "websocketpeers.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

class TestWebSocketTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Error>(); }

    void carriesProtobufInBinaryFrames();
    void carriesJsonInTextFrames();
    void introducesItselfWithoutOrigin();
    void refusesAServerWithoutProtobuf();
    void saysWhichLayerFailed_data();
    void saysWhichLayerFailed();
    void saysHowTheUpgradeFailed_data();
    void saysHowTheUpgradeFailed();
    void saysThatTlsFailed();
    void fallsSilentAfterAFailedUpgrade();
    void waitsOnAMutePeerUntilAborted();
    void tellsCloseCodes_data();
    void tellsCloseCodes();
    void closesOnMessagesThatAreTooLarge();
    void blamesTheServersLimitOnlyForWhatItSays();
    void closesOnTextThatIsNotUtf8();
    void tellsALostConnection();
    void closesPolitely();
    void closesWithinASecondOnAPeerThatDoesNotRead();
    void endsWhenThePeerClosesWithoutHangingUp();
    void saysNothingAfterAbort();
    void mayDieInItsOwnSignals_data();
    void mayDieInItsOwnSignals();
    void ignoresFramesBeforeOpenAndAfterTheEnd();
};

void TestWebSocketTransport::carriesProtobufInBinaryFrames()
{
    const QByteArray frame = QByteArray::fromHex("00ff0a0d80");
    Peer peer;
    Subject subject(peer.url(), WireFormat::Protobuf);
    QTRY_COMPARE(subject.opened.size(), 1);
    QTRY_VERIFY(peer.socket);
    QCOMPARE(peer.socket->subprotocol(), u"centrifuge-protobuf"_s);
    subject.transport->send(frame);
    QTRY_COMPARE(peer.binaries, QByteArrayList({frame}));
    peer.socket->sendBinaryMessage(frame);
    QTRY_COMPARE(subject.frames.size(), 1);
    QCOMPARE(subject.frames.first().first().toByteArray(), frame);
}

void TestWebSocketTransport::carriesJsonInTextFrames()
{
    const QByteArray frame = "{\"a\":\"\xc3\xa9\xf0\x9f\x98\x80\"}\n{}";
    Peer peer;
    Subject subject(peer.url(), WireFormat::Json);
    QTRY_COMPARE(subject.opened.size(), 1);
    QTRY_VERIFY(peer.socket);
    QCOMPARE(peer.socket->subprotocol(), u"centrifuge-json"_s);
    subject.transport->send(frame);
    QTRY_COMPARE(peer.texts, QStringList({QString::fromUtf8(frame)}));
    peer.socket->sendTextMessage(QString::fromUtf8(frame));
    QTRY_COMPARE(subject.frames.size(), 1);
    QCOMPARE(subject.frames.first().first().toByteArray(), frame);
}

void TestWebSocketTransport::introducesItselfWithoutOrigin()
{
    RawPeer peer;
    Subject subject(peer.url());
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    QVERIFY(!peer.request.toLower().contains("\norigin:")); // an unknown one is answered with 403
    QVERIFY(peer.request.contains("Sec-WebSocket-Protocol: centrifuge-protobuf\r\n"));
    QVERIFY(peer.request.startsWith("GET /connection/websocket HTTP/1.1\r\n"));
}

void TestWebSocketTransport::refusesAServerWithoutProtobuf()
{
    Peer peer(QStringList{});
    Subject subject(peer.url());
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().layer, ErrorLayer::Protocol);
    QCOMPARE(subject.opened.size(), 0);
    Subject json(peer.url(), WireFormat::Json); // the server's default
    QTRY_COMPARE(json.opened.size(), 1);
}

void TestWebSocketTransport::saysWhichLayerFailed_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<ErrorLayer>("layer");
    QTcpServer closed;
    closed.listen(QHostAddress::LocalHost);
    QTest::newRow("nobody listens") << urlOf(closed.serverPort()) << ErrorLayer::Tcp;
    QTest::newRow("no such host") << QUrl(u"ws://does-not-exist.invalid/"_s)
                                  << ErrorLayer::NameResolution;
    QTest::newRow("not a WebSocket address") << QUrl(u"http://127.0.0.1/"_s) << ErrorLayer::Local;
    QTest::newRow("no address at all") << QUrl() << ErrorLayer::Local;
}

void TestWebSocketTransport::saysWhichLayerFailed()
{
    QFETCH(QUrl, url);
    Subject subject(url);
    QTRY_COMPARE_WITH_TIMEOUT(subject.closed.size(), 1, Patience);
    QTEST(subject.end().layer, "layer");
    QVERIFY(!subject.end().message.isEmpty());
}

void TestWebSocketTransport::saysHowTheUpgradeFailed_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<int>("code");
    const auto status = [](const char *line) {
        return QByteArray("HTTP/1.1 ") + line + "\r\nContent-Length: 2\r\n\r\nno";
    };
    QTest::newRow("401") << status("401 Unauthorized") << ErrorLayer::Http << 401;
    QTest::newRow("403, an unwanted origin") << status("403 Forbidden") << ErrorLayer::Http << 403;
    QTest::newRow("404, a wrong path") << status("404 Not Found") << ErrorLayer::Http << 404;
    QTest::newRow("400") << status("400 Bad Request") << ErrorLayer::Http << 400;
    QTest::newRow("502, a proxy without server")
        << status("502 Bad Gateway") << ErrorLayer::Http << 502;
    QTest::newRow("301 is not followed")
        << status("301 Moved\r\nLocation: ws://127.0.0.1:1/") << ErrorLayer::Http << 301;
    QTest::newRow("200, a captive portal")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Log in</html>")
        << ErrorLayer::Http << 200;
    QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << ErrorLayer::Protocol
                              << 0;
}

void TestWebSocketTransport::saysHowTheUpgradeFailed()
{
    QFETCH(QByteArray, answer);
    RawPeer peer(answer);
    Subject subject(peer.url());
    QTRY_COMPARE(subject.closed.size(), 1);
    QTEST(subject.end().layer, "layer");
    QTEST(subject.end().code, "code");
    QVERIFY(subject.end().temporary);
}

void TestWebSocketTransport::saysThatTlsFailed()
{
    QTcpServer server; // speaks no TLS
    server.listen(QHostAddress::LocalHost);
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    Subject subject(urlOf(server.serverPort(), u"wss"_s));
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().layer, ErrorLayer::Tls);
    QVERIFY(!subject.end().message.isEmpty());
}

void TestWebSocketTransport::fallsSilentAfterAFailedUpgrade()
{
    RawPeer peer("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    Subject subject(peer.url());
    QTRY_COMPARE(subject.closed.size(), 1);
    QTRY_COMPARE(peer.socket->state(), QAbstractSocket::UnconnectedState); // we hung up
    QCOMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.opened.size(), 0);
}

void TestWebSocketTransport::waitsOnAMutePeerUntilAborted()
{
    RawPeer peer;
    Subject subject(peer.url());
    QTRY_VERIFY(!peer.request.isEmpty());
    subject.transport->abort(); // the time limit is the owner's
    subject.transport->abort();
    QTRY_COMPARE(peer.socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(subject.closed.size(), 0);
}

void TestWebSocketTransport::tellsCloseCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, int code, const QString &reason, ErrorLayer layer) {
        QTest::newRow(name) << code << reason << layer << reason;
    };
    row("normal", 1000, u"bye"_s, ErrorLayer::WebSocket);
    row("going away", 1001, u"bye"_s, ErrorLayer::WebSocket);
    row("shutdown", 3001, u"shutdown"_s, ErrorLayer::Server);
    row("invalid token", 3500, u"invalid token"_s, ErrorLayer::Server);
    row("an application's", 4321, u"custom \u00e9"_s, ErrorLayer::Server);
    row("the last", 4999, u"custom"_s, ErrorLayer::Server);
    QTest::newRow("too large for the server, which does not say so")
        << 1009 << QString() << ErrorLayer::WebSocket
        << u"The connection was closed with code 1009."_s;
}

void TestWebSocketTransport::tellsCloseCodes()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    Peer peer;
    Subject subject(peer.url());
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.socket->close(QWebSocketProtocol::CloseCode(code), reason);
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().code, code);
    QTEST(subject.end().layer, "layer");
    QTEST(subject.end().message, "message");
}

void TestWebSocketTransport::closesOnMessagesThatAreTooLarge()
{
    Peer peer;
    Subject subject(peer.url(), WireFormat::Protobuf, 1000);
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.socket->sendBinaryMessage(QByteArray(1000, 'x'));
    QTRY_COMPARE(subject.frames.size(), 1);
    peer.socket->sendBinaryMessage(QByteArray(1001, 'x'));
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end(),
             (Error{ErrorLayer::Protocol, FrameLimitExceeded,
                    u"The server sent more at once than the frame limit set here, 1000 bytes."_s,
                    true}));
    QCOMPARE(subject.frames.size(), 1);
}

/** 1009 from the server is about what we sent. */
void TestWebSocketTransport::blamesTheServersLimitOnlyForWhatItSays()
{
    Peer peer;
    Subject subject(peer.url());
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.socket->close(QWebSocketProtocol::CloseCodeTooMuchData);
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().layer, ErrorLayer::WebSocket);
    QCOMPARE(subject.end().code, 1009);
}

void TestWebSocketTransport::closesOnTextThatIsNotUtf8()
{
    RudePeer peer;
    Subject subject(peer.url(), WireFormat::Json);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    peer.accept();
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.write("8102c328"); // a text frame with a broken sequence
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().layer, ErrorLayer::WebSocket);
    QCOMPARE(subject.end().code, 1007);
}

void TestWebSocketTransport::tellsALostConnection()
{
    RudePeer peer;
    Subject subject(peer.url(), WireFormat::Json);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    peer.accept();
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.socket->abort();
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().layer, ErrorLayer::Tcp);
    QVERIFY(!subject.end().message.isEmpty());
}

void TestWebSocketTransport::closesPolitely()
{
    Peer peer;
    Subject subject(peer.url());
    QTRY_COMPARE(subject.opened.size(), 1);
    QTRY_VERIFY(peer.socket);
    QSignalSpy gone(peer.socket, &QWebSocket::disconnected);
    subject.transport->send("last words");
    subject.transport->close();
    subject.transport->close();
    QTRY_COMPARE(subject.closed.size(), 1);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(peer.binaries, QByteArrayList({"last words"}));
    QCOMPARE(peer.socket->closeCode(), QWebSocketProtocol::CloseCodeNormal);
}

void TestWebSocketTransport::closesWithinASecondOnAPeerThatDoesNotRead()
{
    RudePeer peer;
    Subject subject(peer.url(), WireFormat::Json);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    peer.accept();
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.socket->setReadBufferSize(1);
    subject.transport->send(QByteArray(64 * 1024 * 1024, 'x')); // more than the system buffers
    QElapsedTimer timer;
    timer.start();
    subject.transport->close();
    QTRY_COMPARE(subject.closed.size(), 1);
    QVERIFY(timer.elapsed() >= 900);
    QVERIFY(timer.elapsed() < 3000);
}

void TestWebSocketTransport::endsWhenThePeerClosesWithoutHangingUp()
{
    RudePeer peer;
    Subject subject(peer.url(), WireFormat::Json);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    peer.accept();
    QTRY_COMPARE(subject.opened.size(), 1);
    peer.write("88040dac6e6f"); // close, 3500, "no"
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end(), (Error{ErrorLayer::Server, 3500, u"no"_s, true}));
}

void TestWebSocketTransport::saysNothingAfterAbort()
{
    Peer peer;
    Subject subject(peer.url());
    QTRY_COMPARE(subject.opened.size(), 1);
    QTRY_VERIFY(peer.socket);
    QSignalSpy gone(peer.socket, &QWebSocket::disconnected);
    peer.socket->sendBinaryMessage("on its way");
    peer.socket->flush();
    subject.transport->abort();
    subject.transport->abort();
    subject.transport->close();
    subject.transport->send("nothing");
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(subject.frames.size(), 0);
    QCOMPARE(subject.closed.size(), 0);
}

void TestWebSocketTransport::mayDieInItsOwnSignals_data()
{
    QTest::addColumn<QString>("moment");
    QTest::newRow("opened") << u"opened"_s;
    QTest::newRow("a frame with more behind it") << u"frame"_s;
    QTest::newRow("closed") << u"closed"_s;
}

void TestWebSocketTransport::mayDieInItsOwnSignals()
{
    QFETCH(QString, moment);
    Peer peer;
    const QPointer<Transport> transport = webSocketTransports()(nullptr);
    int frames = 0;
    const auto kill = [&](const QString &now) {
        if (now == moment) {
            delete transport.data();
        }
    };
    connect(transport, &Transport::opened, this, [&] { kill(u"opened"_s); });
    connect(transport, &Transport::frameReceived, this, [&] {
        ++frames;
        kill(u"frame"_s);
    });
    connect(transport, &Transport::closed, this, [&] { kill(u"closed"_s); });
    transport->open({peer.url(), WireFormat::Protobuf, 1000});
    QTRY_VERIFY(peer.socket);
    peer.socket->sendBinaryMessage("one");
    peer.socket->sendBinaryMessage("two");
    peer.socket->close();
    QTRY_VERIFY(transport.isNull());
    QCOMPARE(frames, moment == "opened"_L1 ? 0 : moment == "frame"_L1 ? 1 : 2);
}

void TestWebSocketTransport::ignoresFramesBeforeOpenAndAfterTheEnd()
{
    Peer peer;
    Subject subject(peer.url());
    subject.transport->send("too early");
    QTRY_COMPARE(subject.opened.size(), 1);
    subject.transport->send("in time");
    QTRY_COMPARE(peer.binaries, QByteArrayList({"in time"}));
    peer.socket->close();
    QTRY_COMPARE(subject.closed.size(), 1);
    subject.transport->send("too late");
    subject.transport->close();
    QCOMPARE(subject.closed.size(), 1);
}

REALTIME_TEST(TestWebSocketTransport, QCoreApplication)
#include "tst_websockettransport.moc"
