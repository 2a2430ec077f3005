// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/connection.h"

#include "centrifuge/clock.h"
#include "centrifuge/codes.h"

#include <QPointer>

using namespace std::chrono_literals;

namespace Centrifuge {

namespace {

/** The server closes with 1009 above 64 KiB, its default. */
constexpr qsizetype LargestFrame = 32 * 1024;

} // namespace

Connection::Connection(ConnectionOptions options, const TransportFactory &transports,
                       const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_clock(clock)
    , m_codec(createCodec(m_options.request.wireFormat))
    , m_transport(transports(this))
    , m_calls(new PendingCalls(m_options.timeout, clock, this))
    , m_timer(clock.createTimer(this))
{
    connect(m_timer, &Timer::timeout, this, &Connection::checkTimeout);
    connect(m_transport, &Transport::opened, this, &Connection::start);
    connect(m_transport, &Transport::stepObserved, this, &Connection::stepObserved);
    connect(m_transport, &Transport::frameReceived, this, &Connection::readFrame);
    connect(m_transport, &Transport::closed, this,
            [this](const Error &reason) { end(reason, ClientCode::TransportClosed); });
}

Connection::~Connection()
{
    disconnect(m_transport, nullptr, this, nullptr);
    m_transport->abort();
}

void Connection::open()
{
    m_handshakeDue = m_clock.monotonic() + m_options.timeout;
    m_timer->start(m_options.timeout);
    m_transport->open(m_options.request);
}

void Connection::start()
{
    if (m_isOver || m_isOpen) {
        return;
    }
    m_timer->stop();
    m_isOpen = true;
    Q_EMIT opened();
}

void Connection::call(Request request, CallHandler handler, WhenLost whenLost)
{
    if (m_isOpen && !m_isOver) {
        const std::uint32_t id = m_calls->add(std::move(handler), whenLost);
        m_queue.append(m_codec->encode({id, std::move(request)}));
    }
}

void Connection::send(Request request)
{
    if (m_isOpen && !m_isOver) {
        m_queue.append(m_codec->encode({0, std::move(request)}));
    }
}

void Connection::sendPong()
{
    if (!std::exchange(m_hasPonged, true)) {
        send(PongCommand{});
    }
}

void Connection::flush()
{
    if (!m_isReading) {
        sendQueue();
    }
}

void Connection::sendQueue()
{
    const QList<QByteArray> commands = std::exchange(m_queue, {});
    QByteArray frame;
    for (const QByteArray &command : commands) {
        if (!frame.isEmpty() && frame.size() + command.size() > LargestFrame) {
            m_transport->send(frame);
            frame.clear();
        }
        frame.append(command);
    }
    if (!frame.isEmpty()) {
        m_transport->send(frame);
    }
}

void Connection::setIdleTimeout(std::chrono::milliseconds timeout)
{
    m_idleTimeout = timeout;
    m_timer->start(timeout);
}

std::vector<CallHandler> Connection::takeFailing()
{
    return m_calls->takeFailing();
}

void Connection::drop()
{
    stopListening();
    m_transport->abort();
    deleteLater();
}

void Connection::shutDown()
{
    sendQueue(); // what was asked for in a handler, such as to unsubscribe
    stopListening();
    if (!m_isOpen) {
        m_transport->abort();
        deleteLater();
        return;
    }
    connect(m_transport, &Transport::closed, this, &QObject::deleteLater);
    m_transport->close();
}

void Connection::readFrame(const QByteArray &frame)
{
    if (m_isOver) {
        return;
    }
    // A slot may delete this object; what the function needs afterwards is held in locals.
    const QPointer<Connection> alive(this);
    const std::shared_ptr<const Codec> codec = m_codec;
    const QByteArray bytes = frame;
    const auto receivedAt = m_clock.monotonic();
    m_lastFrameAt = receivedAt;
    m_grace.reset();
    m_hasPonged = false;
    m_isReading = true;
    const auto read = [this, &alive, receivedAt](Message &&message) {
        if (alive && !m_isOver) {
            dispatch(std::move(message), receivedAt);
        }
    };
    const auto readPlain = [this, &alive, receivedAt](PlainPublication publication) {
        publication.receivedAt = receivedAt;
        const bool isOver = !alive || m_isOver;
        return isOver || (m_plainSink && m_plainSink(publication));
    };
    // By reference, for they are too large for a std::function without memory of its own.
    const Outcome outcome = codec->decode(bytes, std::ref(read), std::ref(readPlain));
    if (!alive || m_isOver) {
        return;
    }
    m_isReading = false;
    if (!outcome) {
        end(outcome.error(), ClientCode::BadProtocol);
        return;
    }
    flush();
}

void Connection::dispatch(Message &&message, std::chrono::nanoseconds receivedAt)
{
    if (auto *reply = std::get_if<Reply>(&message)) {
        m_calls->finish(std::move(*reply), receivedAt);
    } else {
        Q_EMIT messageReceived(message, receivedAt);
    }
}

void Connection::checkTimeout()
{
    const auto due = m_isOpen ? m_lastFrameAt + m_idleTimeout : m_handshakeDue;
    const auto left = due - m_clock.monotonic();
    if (left > 0ns) {
        m_timer->start(std::chrono::ceil<std::chrono::milliseconds>(left));
        return;
    }
    if (m_grace.begin(-left)) {
        m_timer->start(WakeupGrace::Length);
        return;
    }
    if (!m_isOpen) {
        end({ErrorLayer::Timeout, 0,
             tr("The WebSocket handshake was not answered within %1 ms.")
                 .arg(m_options.timeout.count()),
             true},
            ClientCode::TransportClosed);
        return;
    }
    end({ErrorLayer::Timeout, 0, QStringLiteral("no ping"), true}, ClientCode::NoPing);
}

void Connection::end(const Error &error, std::uint32_t code)
{
    if (m_isOver) {
        return;
    }
    stopListening();
    m_transport->abort();
    Q_EMIT ended(error, code);
}

void Connection::stopListening()
{
    m_isOver = true;
    m_timer->stop();
    m_calls->stop();
    m_queue.clear();
}

} // namespace Centrifuge
