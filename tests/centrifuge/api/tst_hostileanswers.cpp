// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// Answers of the HTTP API that never end.

#include "serverapifixture.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

using namespace Centrifuge;
using namespace std::chrono_literals;

namespace {

/** Takes requests and then sends `piece` after `begin` for as long as anyone reads. */
class EndlessServer : public QTcpServer
{
public:
    EndlessServer(QByteArray begin, QByteArray piece)
        : m_piece(std::move(piece))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, begin] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++ended; });
            connect(socket, &QTcpSocket::bytesWritten, this, [this, socket] { goOn(*socket); });
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, begin] {
                if (socket->readAll().startsWith("POST")) {
                    ++posts;
                    socket->write(begin);
                    goOn(*socket);
                }
            });
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/api").arg(serverPort())); }

    int posts = 0;
    int ended = 0; ///< connections that the client dropped
    qint64 sent = 0;

private:
    void goOn(QTcpSocket &socket)
    {
        if (socket.bytesToWrite() == 0 && socket.state() == QAbstractSocket::ConnectedState) {
            sent += socket.write(m_piece);
        }
    }

    const QByteArray m_piece;
};

} // namespace

class TestHostileAnswers : public ServerApiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void dropsWhatNeverEnds_data();
    void dropsWhatNeverEnds();
    void endsAtOnce_data() { dropsWhatNeverEnds_data(); }
    void endsAtOnce();
};

void TestHostileAnswers::dropsWhatNeverEnds_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("piece");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    const QByteArray text(4096, 'x');
    QTest::newRow("a status line") << QByteArray("HTTP/1.1 200 ") << text;
    QTest::newRow("a header") << ok + "A: " << text;
    QTest::newRow("headers") << ok << QByteArray("A: b\r\n").repeated(500);
    QTest::newRow("interim answers")
        << QByteArray() << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100);
    QTest::newRow("an extension of a chunk") << chunked + "1;" << text;
    QTest::newRow("chunks") << chunked << "1000\r\n" + text + "\r\n";
    QTest::newRow("trailers") << chunked + "0\r\n" << QByteArray("A: b\r\n").repeated(500);
    QTest::newRow("a body") << ok + "\r\n" << text;
}

void TestHostileAnswers::dropsWhatNeverEnds()
{
    QFETCH(const QByteArray, begin);
    QFETCH(const QByteArray, piece);
    EndlessServer server(begin, piece);
    run(api(server.url()));
    QCOMPARE(error().layer, ErrorLayer::Protocol);
    QCOMPARE(error().message,
             QStringLiteral("The answer is larger than any of Centrifugo's; the connection was "
                            "closed."));
    QVERIFY(mayHaveReachedServer(error()));
    QTRY_COMPARE(server.ended, 1);
    QCOMPARE(server.posts, 1);
    // What a limit lets pass, and what the two sockets hold.
    QVERIFY2(server.sent < (16 << 20), qPrintable(QString::number(server.sent)));
}

/** Nobody waits for the network when the program ends. */
void TestHostileAnswers::endsAtOnce()
{
    QFETCH(const QByteArray, begin);
    EndlessServer server(begin, QByteArray());
    ServerApi &serverApi = api(server.url());
    QVERIFY(serverApi.publish(request(), [this](const PublishResult &) { ++m_calls; }));
    QTRY_COMPARE(server.posts, 1);
    QElapsedTimer timer;
    timer.start();
    m_api.reset();
    QVERIFY(timer.elapsed() < 1000);
    QTRY_COMPARE(server.ended, 1);
    QCOMPARE(m_calls, 0);
}

REALTIME_TEST(TestHostileAnswers, QCoreApplication)
#include "tst_hostileanswers.moc"
