// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What a hostile peer can make a transport hold has a limit.

#include "support/testprogram.h"
#include "websocketpeers.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

class TestTransportLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Error>(); }

    void dropsAnAnswerWithoutAnEnd_data();
    void dropsAnAnswerWithoutAnEnd();
    void takesALongAnswerAndWhatComesRightBehindIt();
    void dropsAPeerThatNeverReads_data();
    void dropsAPeerThatNeverReads();
};

void TestTransportLimits::dropsAnAnswerWithoutAnEnd_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("sentence");
    const QString noEnd = u"The answer to the WebSocket upgrade has more than 64 KB and no end."_s;
    const QByteArray accepted = "HTTP/1.1 101 Switching Protocols\r\n";
    QTest::newRow("a status line without an end")
        << QByteArray("HTTP/1.1 101 ") << QByteArray(1000, 'x') << noEnd;
    QTest::newRow("a header without an end")
        << accepted + "X-Long: " << QByteArray(1000, 'x') << noEnd;
    QTest::newRow("headers without an end")
        << accepted << QByteArray("X-One: more\r\n").repeated(80) << noEnd;
    QTest::newRow("nothing but line ends") << QByteArray() << QByteArray("\r\n").repeated(500)
                                           << u"What answers there does not speak HTTP."_s;
}

void TestTransportLimits::dropsAnAnswerWithoutAnEnd()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, more);
    RawPeer peer;
    Subject subject(peer.url());
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    qint64 sent = 0;
    const auto flood = [&] {
        while (peer.socket && peer.socket->isOpen() && peer.socket->bytesToWrite() < 100'000) {
            sent += peer.socket->write(more);
        }
    };
    peer.socket->write(start);
    connect(peer.socket, &QTcpSocket::bytesWritten, this, flood);
    flood();
    QTRY_COMPARE(subject.closed.size(), 1);
    QCOMPARE(subject.end().layer, ErrorLayer::Protocol);
    QTEST(subject.end().message, "sentence");
    QVERIFY2(sent < 20'000'000,
             qPrintable(QString::number(sent))); // the system's buffers, and ours
}

void TestTransportLimits::takesALongAnswerAndWhatComesRightBehindIt()
{
    RudePeer peer;
    Subject subject(peer.url(), WireFormat::Json, 1'000'000);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    QByteArray answer = acceptance(peer.request);
    answer.insert(answer.indexOf("\r\n") + 2, "X-Long: " + QByteArray(7000, 'x') + "\r\n");
    const QByteArray large = '"' + QByteArray(300'000, 'x') + '"';
    peer.socket->write(answer + webSocketFrame(Opcode::Text, large)
                       + webSocketFrame(Opcode::Text, "{}"));
    QTRY_COMPARE(subject.frames.size(), 2);
    QCOMPARE(subject.frames.at(0).first().toByteArray(), large);
    QCOMPARE(subject.frames.at(1).first().toByteArray(), "{}");
}

void TestTransportLimits::dropsAPeerThatNeverReads_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("pings of WebSocket") << webSocketFrame(Opcode::Ping, QByteArray(100, 'p'));
    QTest::newRow("pings of WebSocket without a payload") << webSocketFrame(Opcode::Ping, {});
    QTest::newRow("pings of Centrifugo, which the owner of the transport answers")
        << webSocketFrame(Opcode::Text, "{}");
}

void TestTransportLimits::dropsAPeerThatNeverReads()
{
    QFETCH(QByteArray, frame);
    RudePeer peer;
    Subject subject(peer.url(), WireFormat::Json);
    QTRY_VERIFY(peer.request.endsWith("\r\n\r\n"));
    disconnect(peer.socket, &QTcpSocket::readyRead, nullptr, nullptr);
    peer.socket->setReadBufferSize(1);
    peer.accept();
    QTRY_COMPARE(subject.opened.size(), 1);
    connect(subject.transport.get(), &Transport::frameReceived, this,
            [&] { subject.transport->send("{}"); });
    const QByteArray many = frame.repeated(100'000 / frame.size());
    qint64 sent = 0;
    const auto flood = [&] {
        while (peer.socket && peer.socket->isOpen() && peer.socket->bytesToWrite() < 200'000) {
            sent += peer.socket->write(many);
        }
    };
    connect(peer.socket, &QTcpSocket::bytesWritten, this, flood);
    flood();
    QTRY_COMPARE_WITH_TIMEOUT(subject.closed.size(), 1, 30'000);
    QCOMPARE(
        subject.end(),
        (Error{ErrorLayer::WebSocket, QWebSocketProtocol::CloseCodePolicyViolated,
               u"The server sends, but does not read: more than 16 MB for it wait here."_s, true}));
    QVERIFY2(sent < 100'000'000, qPrintable(QString::number(sent)));
}

REALTIME_TEST(TestTransportLimits, QCoreApplication)
#include "tst_transportlimits.moc"
