// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/pendingcalls.h"
#include "centrifuge/codec/codec.h"
#include "centrifuge/transport/transport.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace Centrifuge {

class Clock;
class Timer;

struct ConnectionOptions
{
    TransportRequest request;
    std::chrono::milliseconds timeout{5000}; ///< for the handshake and for each command
};

/**
 * Sends commands and receives messages over a transport: frames, the queue of commands, pending
 * calls and time limits. Made anew for each attempt by its Session, so that nothing of an old one
 * can reach a new one. I/O thread.
 */
class Connection : public QObject
{
    Q_OBJECT

public:
    Connection(ConnectionOptions options, const TransportFactory &transports, const Clock &clock,
               QObject *parent);
    ~Connection() override;

    /** Is offered plain publications before they become messages. To be set before open(). */
    void setPlainSink(PlainPublicationSink sink) { m_plainSink = std::move(sink); }

    void open();
    /** Queues a command until flush(). Only once opened. */
    void call(Request request, CallHandler handler, WhenLost whenLost = WhenLost::Forget);
    /** Queues a command that has no answer until flush(). Only once opened. */
    void send(Request request);
    /** Sends what is queued in as few frames as the server accepts. While a frame is being read, it
     * is sent afterwards, with what the rest of the frame causes. */
    void flush();
    /** At most once per frame: a second pong would be unsolicited (3501). */
    void sendPong();
    /** From now on the connection ends when nothing is received for so long. */
    void setIdleTimeout(std::chrono::milliseconds timeout);

    /** The handlers of the pending calls with WhenLost::Fail. */
    std::vector<CallHandler> takeFailing();
    /** Drops the connection at once; no signal and no answer follows. Deletes itself later. */
    void drop();
    /** As drop(), but with the closing handshake of the transport. */
    void shutDown();

Q_SIGNALS:
    void opened();
    void stepObserved(const Centrifuge::ConnectionStep &step);
    /** Everything but replies. */
    void messageReceived(const Centrifuge::Message &message, std::chrono::nanoseconds receivedAt);
    /** The end, once. The code is one of ClientCode. */
    void ended(const Centrifuge::Error &error, std::uint32_t code);

private:
    void start();
    void readFrame(const QByteArray &frame);
    void dispatch(Message &&message, std::chrono::nanoseconds receivedAt);
    void checkTimeout();
    void end(const Error &error, std::uint32_t code);
    void stopListening();
    void sendQueue();

    const ConnectionOptions m_options;
    const Clock &m_clock;
    std::shared_ptr<const Codec> m_codec; ///< shared with a frame that is being read
    PlainPublicationSink m_plainSink;
    Transport *m_transport;
    PendingCalls *m_calls;
    Timer *m_timer; ///< for the handshake, then for the idle time-out
    QList<QByteArray> m_queue;
    std::chrono::nanoseconds m_handshakeDue{0};
    std::chrono::nanoseconds m_idleTimeout{0};
    std::chrono::nanoseconds m_lastFrameAt{0};
    bool m_hasPonged = false; ///< in reply to the frame that is being read
    bool m_isReading = false;
    bool m_isOpen = false;
    bool m_isOver = false;
    WakeupGrace m_grace;
};

} // namespace Centrifuge
