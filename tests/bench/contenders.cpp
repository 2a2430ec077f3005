// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "bench/contenders.h"

#include "bench/rawsocket.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/watchsession.h"

#include <QCoreApplication>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <sys/resource.h>

#include <optional>
#include <string>
#include <vector>

using Centrifuge::WireFormat;

namespace Bench {

namespace {

constexpr std::size_t Replies = 2; // to connect and subscribe, in frames of their own

double cpuNanoseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto nanoseconds = [](const timeval &time) {
        return double(time.tv_sec) * 1e9 + double(time.tv_usec) * 1e3;
    };
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
}

QString subprotocol(WireFormat format)
{
    return format == WireFormat::Json ? QStringLiteral("centrifuge-json")
                                      : QStringLiteral("centrifuge-protobuf");
}

/** Splits a stream of unmasked WebSocket frames and counts those that are complete. */
class FrameCounter
{
public:
    void read(std::string_view bytes)
    {
        if (m_toSkip >= bytes.size()) {
            m_toSkip -= bytes.size();
            m_count += m_toSkip == 0 ? 1 : 0;
            return;
        }
        if (m_toSkip > 0) {
            bytes.remove_prefix(m_toSkip);
            m_toSkip = 0;
            ++m_count;
        }
        m_header.append(bytes);
        std::string_view rest = m_header;
        while (const std::optional<std::size_t> size = frameSize(rest)) {
            if (*size > rest.size()) {
                m_toSkip = *size - rest.size();
                rest = {};
                break;
            }
            rest.remove_prefix(*size);
            ++m_count;
        }
        m_header = std::string(rest);
    }
    std::size_t count() const { return m_count; }

private:
    static std::optional<std::size_t> frameSize(std::string_view bytes)
    {
        if (bytes.size() < 2) {
            return {};
        }
        const auto byte = [&bytes](std::size_t at) { return std::size_t(std::uint8_t(bytes[at])); };
        const std::size_t shortSize = byte(1);
        const std::size_t lengthBytes = shortSize < 126 ? 0 : shortSize == 126 ? 2 : 8;
        if (lengthBytes == 0) {
            return shortSize + 2;
        }
        if (bytes.size() < 2 + lengthBytes) {
            return {};
        }
        std::size_t size = 0;
        for (std::size_t i = 0; i < lengthBytes; ++i) {
            size = (size << 8U) | byte(2 + i);
        }
        return size + 2 + lengthBytes;
    }

    std::string m_header; ///< of a frame whose header or body is not complete yet
    std::size_t m_toSkip = 0; ///< of a frame whose header was read
    std::size_t m_count = 0;
};

} // namespace

namespace {

/** As after some minutes of watching: from then on the memory of the oldest serves the newest. */
void fill(Journal &journal)
{
    Arrival arrival;
    arrival.channel = "bench";
    arrival.payload = std::string(1000, 'x');
    const std::vector<Arrival> batch(1000, arrival);
    while (journal.counters().trimmed == 0) {
        journal.append(batch);
    }
}

} // namespace

double receiveIntoJournal(const QUrl &url, WireFormat format, const Load &load)
{
    IoThread io;
    Journal journal;
    fill(journal);
    const std::uint64_t before = journal.counters().publications;
    JournalFeed feed(io, journal);
    WatchSession session(feed);
    double start = 0;
    QObject::connect(&session, &WatchSession::channelChanged, [&](const ChannelStatus &status) {
        if (status.state == ChannelState::Subscribed) {
            start = cpuNanoseconds();
        }
    });
    QObject::connect(&feed, &JournalFeed::entriesAppended, [&] {
        if (journal.counters().publications >= before + load.publications) {
            QCoreApplication::quit();
        }
    });
    QObject::connect(&feed, &JournalFeed::overloaded,
                     [](std::chrono::milliseconds, quint64 dropped) {
                         if (dropped > 0) {
                             QCoreApplication::exit(1);
                         }
                     });
    WatchRequest request;
    request.connection.source = ConnectionSettings::Source::Environment;
    request.connection.webSocketUrl = url;
    request.connection.token = Secret("token");
    request.channels = {QStringLiteral("bench")};
    request.wireFormat = format;
    session.start(request);
    const bool isComplete = QCoreApplication::exec() == 0;
    const double nanoseconds = cpuNanoseconds() - start;
    session.close();
    return isComplete ? nanoseconds / double(load.publications) : -1;
}

double receiveBare(const QUrl &url, WireFormat format, const Load &load)
{
    QWebSocket socket;
    std::size_t frames = 0;
    double start = 0;
    const std::size_t expected = load.publications / load.messagesPerFrame + Replies;
    const auto count = [&] {
        ++frames;
        if (frames == 1) {
            socket.sendBinaryMessage("subscribe");
        } else if (frames == Replies) {
            start = cpuNanoseconds();
        } else if (frames == expected) {
            QCoreApplication::quit();
        }
    };
    QObject::connect(&socket, &QWebSocket::connected,
                     [&socket] { socket.sendBinaryMessage("connect"); });
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, count);
    QObject::connect(&socket, &QWebSocket::textMessageReceived, count);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({subprotocol(format)});
    socket.open(url, options);
    QCoreApplication::exec();
    return (cpuNanoseconds() - start) / double(load.publications);
}

double receiveFrames(const QUrl &url, WireFormat format, const Load &load)
{
    RawSocket socket = RawSocket::connectTo(std::uint16_t(url.port()));
    const QByteArray request = "GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority)
        + " HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: bench\r\n"
          "Sec-WebSocket-Protocol: "
        + subprotocol(format).toLatin1() + "\r\n\r\n";
    socket.write(request.toStdString());
    socket.read(); // the answer to the upgrade comes in one piece, and nothing after it yet
    socket.write("connect");
    FrameCounter counter;
    counter.read(socket.read());
    socket.write("subscribe");
    const double start = cpuNanoseconds();
    const std::size_t expected = load.publications / load.messagesPerFrame + Replies;
    while (counter.count() < expected) {
        const std::string_view bytes = socket.read();
        if (bytes.empty()) {
            return -1;
        }
        counter.read(bytes);
    }
    return (cpuNanoseconds() - start) / double(load.publications);
}

} // namespace Bench
