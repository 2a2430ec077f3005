// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/websocketreceiver.h"
#include "support/protobufbytes.h"
#include "support/testprogram.h"
#include "support/wire.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Centrifuge;
using namespace ProtobufBytes;
using namespace Qt::StringLiterals;

namespace {

/** A receiver and all its signals, as lines. */
class ReceiverSubject
{
public:
    explicit ReceiverSubject(qint64 limit = 1000)
        : receiver(std::make_unique<WebSocketReceiver>())
    {
        QObject::connect(receiver.get(), &WebSocketReceiver::messageReceived, &wire,
                         [this](const QByteArray &message) {
                             events.append(u"message "_s + QString::fromUtf8(message));
                         });
        QObject::connect(receiver.get(), &WebSocketReceiver::closeReceived, &wire,
                         [this](int code, const QString &reason) {
                             events.append(u"close %1 "_s.arg(code) + reason);
                         });
        QObject::connect(receiver.get(), &WebSocketReceiver::protocolViolated, &wire,
                         [this](int code) { events.append(u"violated %1"_s.arg(code)); });
        QObject::connect(receiver.get(), &WebSocketReceiver::limitExceeded, &wire,
                         [this] { events.append(u"limit"_s); });
        receiver->start(&wire, limit);
    }

    Wire wire;
    QStringList events;
    std::unique_ptr<WebSocketReceiver> receiver;
};

} // namespace

class TestWebSocketReceiver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFrames_data();
    void readsFrames();
    void readsFramesByteByByte_data() { readsFrames_data(); }
    void readsFramesByteByByte();
    void readsWhatIsThereAlready();
    void answersPings();
    void growsWithWhatCame();
    void leavesRoomBehindAMessage();
    void mayBeDestroyedByItsSlots();
};

void TestWebSocketReceiver::readsFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const QStringList &events) {
        QTest::newRow(name) << bytes << events;
    };
    row("a text", hex("81027b7d"), {u"message {}"_s});
    row("binary", hex("82027b7d"), {u"message {}"_s});
    row("an empty one", hex("8100"), {u"message "_s});
    row("two at once", hex("8101618101 62"), {u"message a"_s, u"message b"_s});
    row("three fragments", hex("010161 000162 800163"), {u"message abc"_s});
    row("a ping and a pong between fragments", hex("010161 890170 8a0170 800162"),
        {u"message ab"_s});
    row("a character in two fragments", hex("0101c3 8001a9"), {u"message \u00e9"_s});
    row("126 bytes", hex("817e007e") + QByteArray(126, 'x'), {u"message "_s + QString(126, u'x')});
    row("as many as allowed", hex("817e03e8") + QByteArray(1000, 'x'),
        {u"message "_s + QString(1000, u'x')});
    row("one byte more", hex("817e03e9") + QByteArray(1001, 'x'), {u"limit"_s});
    row("fragments with one byte more",
        hex("017e01f4") + QByteArray(500, 'x') + hex("807e01f5") + QByteArray(501, 'x'),
        {u"limit"_s});
    row("exabytes", hex("817f3fffffffffffffff") + "{", {u"limit"_s});
    row("a size with the highest bit", hex("817fffffffffffffffff") + "{", {u"violated 1002"_s});
    row("a size that is not the shortest of 16 bits", hex("817e00027b7d"), {u"violated 1002"_s});
    row("a size that is not the shortest of 64 bits", hex("817f00000000000000027b7d"),
        {u"violated 1002"_s});
    row("a reserved bit", hex("c1027b7d"), {u"violated 1002"_s});
    row("an opcode that there is not", hex("83027b7d"), {u"violated 1002"_s});
    row("a control opcode that there is not", hex("8b00"), {u"violated 1002"_s});
    row("masked, as only a client does", hex("818201020304 7a7f"), {u"violated 1002"_s});
    row("a fragment that continues nothing", hex("80027b7d"), {u"violated 1002"_s});
    row("a message within a message", hex("01017b 81027b7d"), {u"violated 1002"_s});
    row("a fragmented ping", hex("090178"), {u"violated 1002"_s});
    row("a ping that is too long", hex("897e0080") + QByteArray(128, 'x'), {u"violated 1002"_s});
    row("a text that is not UTF-8", hex("8102c328"), {u"violated 1007"_s});
    row("binary that is not UTF-8", hex("8202c328"), {u"message \ufffd("_s});
    row("a close without a code", hex("8800"), {u"close 1000 "_s});
    row("a close with a code", hex("880203e8"), {u"close 1000 "_s});
    row("a close with a reason", hex("88050bb9627965"), {u"close 3001 bye"_s});
    row("a close of a service that restarts", hex("880203f4"), {u"close 1012 "_s});
    row("a close of one byte", hex("880103"), {u"violated 1002"_s});
    row("a close with a code that there is not", hex("88020001"), {u"violated 1002"_s});
    row("a close with a code that is not sent", hex("880203ee"), {u"violated 1002"_s});
    row("a close whose reason is not UTF-8", hex("880403e8c328"), {u"violated 1007"_s});
    row("nothing behind a close", hex("8800 81027b7d"), {u"close 1000 "_s});
}

void TestWebSocketReceiver::readsFrames()
{
    QFETCH(QByteArray, bytes);
    ReceiverSubject subject;
    subject.wire.deliver(bytes);
    QTEST(subject.events, "events");
}

void TestWebSocketReceiver::readsFramesByteByByte()
{
    QFETCH(QByteArray, bytes);
    ReceiverSubject subject;
    for (const char byte : bytes) {
        subject.wire.deliver(QByteArray(1, byte));
    }
    QTEST(subject.events, "events");
}

void TestWebSocketReceiver::readsWhatIsThereAlready()
{
    Wire wire;
    wire.deliver(hex("81027b7d"));
    WebSocketReceiver receiver;
    const QSignalSpy messages(&receiver, &WebSocketReceiver::messageReceived);
    receiver.start(&wire, 1000);
    QCOMPARE(messages.size(), 1);
    receiver.stop();
    wire.deliver(hex("81027b7d"));
    QCOMPARE(messages.size(), 1);
}

/** With the payload of the ping, masked. */
void TestWebSocketReceiver::answersPings()
{
    ReceiverSubject subject;
    subject.wire.deliver(hex("8900") + hex("890470696e67"));
    const QByteArray answered = subject.wire.answered;
    QCOMPARE(answered.size(), 6 + 10);
    QCOMPARE(answered.first(2), hex("8a80"));
    QCOMPARE(answered.sliced(6, 2), hex("8a84"));
    QByteArray payload = answered.sliced(12);
    for (qsizetype i = 0; i < payload.size(); ++i) {
        payload[i] = char(payload.at(i) ^ answered.at(8 + i));
    }
    QCOMPARE(payload, "ping");
    QCOMPARE(subject.events, QStringList());
}

/** What a header announces is not believed until it comes; a message is one run of bytes. */
void TestWebSocketReceiver::growsWithWhatCame()
{
    constexpr qsizetype Size = 20'000'000;
    ReceiverSubject subject(Size);
    QByteArray size(8, '\0');
    for (int i = 0; i < 8; ++i) {
        size[i] = char(quint64(Size) >> (56 - 8 * i));
    }
    QList<qsizetype> sizes;
    subject.wire.deliver(hex("827f") + size);
    QObject::connect(subject.receiver.get(), &WebSocketReceiver::messageReceived, &subject.wire,
                     [&sizes](const QByteArray &message) { sizes.append(message.size()); });
    for (qsizetype sent = 0; sent < Size; sent += 1'000'000) {
        QCOMPARE(sizes, QList<qsizetype>());
        subject.wire.deliver(QByteArray(1'000'000, 'x'));
        QCOMPARE(subject.wire.bytesAvailable(), 0); // taken as it comes
    }
    QCOMPARE(sizes, QList<qsizetype>{Size});
}

/** What simdjson needs; else the message would be copied for it. */
void TestWebSocketReceiver::leavesRoomBehindAMessage()
{
    constexpr qsizetype Padding = 64;
    ReceiverSubject subject(100'000);
    QList<qsizetype> room;
    QObject::connect(
        subject.receiver.get(), &WebSocketReceiver::messageReceived, &subject.wire,
        [&room](QByteArray message) { room.append(message.data_ptr().freeSpaceAtEnd()); });
    subject.wire.deliver(hex("817ec350") + QByteArray(50'000, 'x'));
    subject.wire.deliver(hex("017ec350") + QByteArray(50'000, 'x') + hex("807e0100")
                         + QByteArray(256, 'x'));
    QCOMPARE(room.size(), 2);
    QVERIFY(room.at(0) >= Padding);
    QVERIFY(room.at(1) >= Padding);
}

void TestWebSocketReceiver::mayBeDestroyedByItsSlots()
{
    for (const char *bytes : {"81027b7d81027b7d", "880081027b7d", "8102c328"}) {
        ReceiverSubject subject;
        const auto destroy = [&subject] { subject.receiver.reset(); };
        QObject::connect(subject.receiver.get(), &WebSocketReceiver::messageReceived, &subject.wire,
                         destroy);
        QObject::connect(subject.receiver.get(), &WebSocketReceiver::closeReceived, &subject.wire,
                         destroy);
        QObject::connect(subject.receiver.get(), &WebSocketReceiver::protocolViolated,
                         &subject.wire, destroy);
        subject.wire.deliver(hex(bytes));
        QCOMPARE(subject.events.size(), 1);
        QVERIFY(subject.receiver == nullptr);
    }
}

REALTIME_TEST(TestWebSocketReceiver, QCoreApplication)
#include "tst_websocketreceiver.moc"
