// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/websocketreceiver.h"

#include "centrifuge/codes.h"
#include "text/utf8.h"
#include "text/views.h"

#include <QRandomGenerator>
#include <QStringDecoder>
#include <QtEndian>

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace Centrifuge {

namespace {

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

constexpr unsigned char FinalBit = 0x80;
constexpr unsigned char ReservedBits = 0x70;
constexpr unsigned char OpcodeBits = 0x0f;
constexpr unsigned char MaskBit = 0x80;
constexpr unsigned char SizeBits = 0x7f;
constexpr qsizetype ShortHeader = 2;
constexpr unsigned char Size16 = 126; // the size follows in 16 bits, ...
constexpr unsigned char Size64 = 127; // ... in 64
constexpr quint64 LargestControl = 125;
/** What reads the message needs room behind it, and would copy it for that. */
constexpr qsizetype Padding = simdjson::SIMDJSON_PADDING;

/** As RFC 6455 and the registry of IANA allow them on the wire. */
bool isCloseCode(int code)
{
    const bool isStandard =
        code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    return isStandard || (code >= 3000 && code <= 4999);
}

} // namespace

void WebSocketReceiver::start(QIODevice *device, qint64 limit)
{
    m_device = device;
    m_limit = limit;
    connect(device, &QIODevice::readyRead, this, &WebSocketReceiver::readAll);
    readAll();
}

void WebSocketReceiver::stop()
{
    if (m_device) {
        m_device->disconnect(this);
        m_device = nullptr;
    }
}

void WebSocketReceiver::readAll()
{
    const QPointer<WebSocketReceiver> alive(this);
    while (alive && m_device && (m_isInPayload ? readPayload() : readHeader())) { }
}

/** Its first two bytes tell how long it is. */
qsizetype WebSocketReceiver::neededHeaderSize() const
{
    if (m_headerSize < ShortHeader) {
        return ShortHeader;
    }
    const unsigned char shortSize = static_cast<unsigned char>(m_header.at(1)) & SizeBits;
    return ShortHeader + (shortSize == Size16 ? 2 : shortSize == Size64 ? 8 : 0);
}

/** False when more has to come. */
bool WebSocketReceiver::readHeader()
{
    while (m_headerSize < neededHeaderSize()) {
        const qint64 read =
            m_device->read(m_header.data() + m_headerSize, neededHeaderSize() - m_headerSize);
        if (read <= 0) {
            return false;
        }
        m_headerSize += read;
    }
    const unsigned char shortSize = static_cast<unsigned char>(m_header.at(1)) & SizeBits;
    const char *longSize = m_header.data() + ShortHeader;
    quint64 size = shortSize;
    bool isShortest = true;
    if (shortSize == Size16) {
        size = qFromBigEndian<quint16>(longSize);
        isShortest = size >= Size16;
    } else if (shortSize == Size64) {
        size = qFromBigEndian<quint64>(longSize);
        isShortest = size > 0xffff;
    }
    return checkHeader(size, isShortest);
}

/** False when the connection ends here. */
bool WebSocketReceiver::checkHeader(quint64 size, bool isSizeShortest)
{
    const unsigned char first = static_cast<unsigned char>(m_header.at(0));
    const int opcode = first & OpcodeBits;
    const bool isFinal = (first & FinalBit) != 0;
    const bool isMasked = (static_cast<unsigned char>(m_header.at(1)) & MaskBit) != 0;
    const bool isKnown = opcode <= Binary || (opcode >= Close && opcode <= Pong);
    const bool isInOrder = isControl() ? isFinal && size <= LargestControl
                                       : (opcode == Continuation) == (m_messageOpcode != 0);
    constexpr quint64 HighestBit = quint64(1) << 63;
    if ((first & ReservedBits) != 0 || isMasked || !isKnown || !isInOrder || !isSizeShortest
        || (size & HighestBit) != 0) {
        failProtocol(CloseCode::ProtocolError,
                     tr("The server sent a frame that WebSocket does not allow."));
        return false;
    }
    if (!isControl()) {
        if (size > quint64(m_limit - m_message.size())) {
            stop();
            Q_EMIT limitExceeded();
            return false;
        }
        m_messageOpcode = opcode == Continuation ? m_messageOpcode : opcode;
        if (isFinal) { // memory that is not written to costs nothing yet
            m_message.reserve(m_message.size() + qsizetype(size) + Padding);
        }
    }
    m_left = qsizetype(size);
    m_isInPayload = true;
    return true;
}

bool WebSocketReceiver::readPayload()
{
    QByteArray &target = isControl() ? m_control : m_message;
    const qsizetype size = target.size();
    const qsizetype more = std::min<qsizetype>(m_left, m_device->bytesAvailable());
    if (more > 0) {
        target.resize(size + more);
        const qint64 read = m_device->read(target.data() + size, more);
        target.resize(size + std::max<qint64>(read, 0));
        m_left -= target.size() - size;
    }
    if (m_left > 0) {
        return false;
    }
    endFrame();
    return true;
}

/** Slots may destroy this; nothing is touched behind a signal. */
void WebSocketReceiver::endFrame()
{
    const unsigned char first = static_cast<unsigned char>(m_header.at(0));
    m_headerSize = 0;
    m_isInPayload = false;
    switch (first & OpcodeBits) {
    case Close:
        readClose();
        break;
    case Ping:
        sendPong();
        break;
    case Pong:
        m_control.clear();
        break;
    default:
        if ((first & FinalBit) != 0) {
            endMessage();
        }
    }
}

void WebSocketReceiver::endMessage()
{
    const QByteArray message = std::exchange(m_message, {});
    if (std::exchange(m_messageOpcode, 0) == Text && !Text::isUtf8(Text::view(message))) {
        failProtocol(CloseCode::InvalidPayload, tr("The server sent a text that is not UTF-8."));
        return;
    }
    Q_EMIT messageReceived(message);
}

void WebSocketReceiver::readClose()
{
    const QByteArray payload = std::exchange(m_control, {});
    if (payload.isEmpty()) {
        stop();
        Q_EMIT closeReceived(CloseCode::Normal, {});
        return;
    }
    const int code = payload.size() < 2 ? 0 : qFromBigEndian<quint16>(payload.constData());
    if (!isCloseCode(code)) {
        failProtocol(CloseCode::ProtocolError,
                     payload.size() < 2
                         ? tr("The server closed with a close frame of one byte.")
                         : tr("The server closed with %1, which is no close code.").arg(code));
        return;
    }
    const QByteArray reason = payload.sliced(2);
    if (!Text::isUtf8(Text::view(reason))) {
        failProtocol(CloseCode::InvalidPayload,
                     tr("The server closed with a text that is not UTF-8."));
        return;
    }
    stop();
    Q_EMIT closeReceived(code, QString::fromUtf8(reason));
}

/** A client masks all it sends. */
void WebSocketReceiver::sendPong()
{
    QByteArray payload = std::exchange(m_control, {});
    char mask[4];
    qToBigEndian(QRandomGenerator::system()->generate(), mask);
    for (qsizetype i = 0; i < payload.size(); ++i) {
        payload[i] = char(payload.at(i) ^ mask[i % 4]);
    }
    const char start[] = {char(FinalBit | Pong),
                          char(MaskBit | static_cast<unsigned char>(payload.size()))};
    m_device->write(QByteArray(start, sizeof start) + QByteArray(mask, sizeof mask) + payload);
}

void WebSocketReceiver::failProtocol(int code, const QString &reason)
{
    stop();
    Q_EMIT protocolViolated(code, reason);
}

} // namespace Centrifuge
