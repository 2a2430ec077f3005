// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/httpanswer.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using ReaderState = HttpAnswerReader::State;

namespace {

constexpr qsizetype Largest = 1000;

/** Feeds `bytes` in pieces of `size`; stops where it stands. */
ReaderState feed(HttpAnswerReader &reader, const QByteArray &bytes, qsizetype size)
{
    for (qsizetype at = 0; at < bytes.size() && reader.state() == ReaderState::Reading;
         at += size) {
        reader.add(QByteArrayView(bytes).sliced(at, std::min(size, bytes.size() - at)));
    }
    return reader.state();
}

} // namespace

Q_DECLARE_METATYPE(Centrifuge::HttpAnswerReader::State)

class TestHttpAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void stopsAtItsLimits_data();
    void stopsAtItsLimits();
    void keepsTheHeaders();
};

void TestHttpAnswer::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ReaderState>("state"); // after the connection ended
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("keepsAlive");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const auto row = [](const char *name, const QByteArray &bytes, ReaderState state, int status,
                        const QByteArray &body, bool keepsAlive) {
        QTest::newRow(name) << bytes << state << status << body << keepsAlive;
    };
    row("a length", ok + "Content-Length: 2\r\n\r\n{}", ReaderState::Complete, 200, "{}", true);
    row("no body", ok + "Content-Length: 0\r\n\r\n", ReaderState::Complete, 200, "", true);
    row("bare line feeds", "HTTP/1.1 200 OK\ncontent-length: 2\n\n{}", ReaderState::Complete, 200,
        "{}", true);
    row("no reason phrase", "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", ReaderState::Complete, 404,
        "", true);
    row("an old version", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", ReaderState::Complete,
        200, "{}", false);
    row("a connection that closes", ok + "Connection: x, Close\r\nContent-Length: 2\r\n\r\n{}",
        ReaderState::Complete, 200, "{}", false);
    row("up to the end", ok + "\r\n{\"a\":1}", ReaderState::Complete, 200, "{\"a\":1}", false);
    row("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n1 \r\n}\r\n0\r\n\r\n",
        ReaderState::Complete, 200, "{}", true);
    row("chunks win over a length",
        ok + "Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nA: b\r\n\r\n",
        ReaderState::Complete, 200, "{}", true);
    row("interim answers",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nA: b\r\n\r\n" + ok
            + "Content-Length: 2\r\n\r\n{}",
        ReaderState::Complete, 200, "{}", true);
    row("no content", "HTTP/1.1 204 No Content\r\n\r\n", ReaderState::Complete, 204, "", true);
    row("another protocol", "HTTP/1.1 101 Switching\r\n\r\n", ReaderState::Complete, 101, "",
        false);
    row("cut in the status", "HTTP/1.1 2", ReaderState::Reading, 0, "", false);
    row("cut in the head", ok + "Content-Len", ReaderState::Reading, 200, "", false);
    row("cut in the body", ok + "Content-Length: 5\r\n\r\n{}", ReaderState::Reading, 200, "{}",
        false);
    row("cut between chunks", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        ReaderState::Reading, 200, "{}", false);
    row("more behind", ok + "Content-Length: 2\r\n\r\n{}x", ReaderState::Complete, 200, "{}",
        false);
    row("nothing", "", ReaderState::Reading, 0, "", false);
    row("TLS", QByteArray("\x15\x03\x01\x00\x02\x02\x50", 7), ReaderState::NotHttp, 0, "", false);
    row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", ReaderState::NotHttp, 0, "", false);
    row("HTTP/2", "HTTP/2 200\r\n\r\n", ReaderState::NotHttp, 0, "", false);
    row("no number", "HTTP/1.1 abc OK\r\n\r\n", ReaderState::NotHttp, 0, "", false);
    row("a small number", "HTTP/1.1 099 OK\r\n\r\n", ReaderState::NotHttp, 0, "", false);
    row("no colon", ok + "what\r\n\r\n", ReaderState::NotHttp, 200, "", false);
    row("a negative length", ok + "Content-Length: -1\r\n\r\n", ReaderState::NotHttp, 200, "",
        false);
    row("two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        ReaderState::NotHttp, 200, "", false);
    row("a negative chunk", ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", ReaderState::NotHttp,
        200, "", false);
    row("no size of a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n\r\n", ReaderState::NotHttp,
        200, "", false);
    row("a chunk without its end", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n",
        ReaderState::NotHttp, 200, "{}", false);
}

void TestHttpAnswer::reads()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype size : {qsizetype(1), qsizetype(7), bytes.size() + 1}) {
        HttpAnswerReader reader(Largest);
        feed(reader, bytes, size);
        if (size == 1 && reader.state() == ReaderState::Complete && bytes.endsWith('x')) {
            reader.add("x");
        }
        QTEST(reader.end(), "state");
        QTEST(reader.answer().status, "status");
        QTEST(reader.answer().body, "body");
        if (size > bytes.size()) {
            QTEST(reader.keepsAlive(), "keepsAlive");
        }
    }
}

void TestHttpAnswer::stopsAtItsLimits_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("endless");
    QTest::addColumn<qsizetype>("most"); // bytes that are taken
    constexpr qsizetype head = HttpAnswerReader::LargestHead;
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("a status line") << QByteArray("HTTP/1.1 200 ") << QByteArray("x") << head;
    QTest::newRow("one header") << ok + "A: " << QByteArray("x") << head;
    QTest::newRow("many headers") << ok << QByteArray("A: b\r\n") << head;
    QTest::newRow("interim answers")
        << QByteArray() << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") << head;
    QTest::newRow("an extension of a chunk")
        << chunked + "1;" << QByteArray("x") << HttpAnswerReader::LongestChunkLine + 100;
    QTest::newRow("zeros before a size")
        << chunked << QByteArray("0") << HttpAnswerReader::LongestChunkLine + 100;
    QTest::newRow("small chunks") << chunked << QByteArray("1\r\nx\r\n") << 6 * Largest + 100;
    QTest::newRow("trailers") << chunked + "0\r\n" << QByteArray("A: b\r\n") << head;
    QTest::newRow("a body without a length") << ok + "\r\n" << QByteArray("x") << Largest + 100;
    QTest::newRow("a large body") << ok + "Content-Length: 1001\r\n\r\n"
                                  << QByteArray("x") << qsizetype(100);
    QTest::newRow("a huge body") << ok + "Content-Length: 99999999999999999999999\r\n\r\n"
                                 << QByteArray("x") << qsizetype(100);
    QTest::newRow("a large chunk") << chunked + "3E9\r\n" << QByteArray("x") << qsizetype(100);
}

void TestHttpAnswer::stopsAtItsLimits()
{
    QFETCH(const QByteArray, begin);
    QFETCH(const QByteArray, endless);
    QFETCH(const qsizetype, most);
    HttpAnswerReader reader(Largest);
    qsizetype taken = begin.size();
    reader.add(begin);
    while (reader.state() == ReaderState::Reading && taken <= most) {
        reader.add(endless);
        taken += endless.size();
    }
    QCOMPARE(reader.state(), ReaderState::TooLarge);
    QVERIFY(!reader.keepsAlive());
    QVERIFY(reader.answer().body.size() <= Largest);
}

void TestHttpAnswer::keepsTheHeaders()
{
    HttpAnswerReader reader(Largest);
    reader.add(
        "HTTP/1.1 302 Found\r\nLocation:  /a \r\nX: 1\r\n 2\r\nX: 3\r\nContent-Length: 0\r\n\r\n");
    QCOMPARE(reader.state(), ReaderState::Complete);
    QCOMPARE(reader.answer().header("LOCATION"), QByteArray("/a"));
    QCOMPARE(reader.answer().header("x"), QByteArray("1 2"));
    QCOMPARE(reader.answer().header("y"), QByteArray());
    QCOMPARE(reader.answer().headers.size(), 4);
}

REALTIME_TEST(TestHttpAnswer, QCoreApplication)
#include "tst_httpanswer.moc"
