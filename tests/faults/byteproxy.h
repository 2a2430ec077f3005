// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <optional>

/**
 * Stands before a server and does to the bytes what networks do: delays, splits, cuts, stalls and
 * loses them; never changes or reorders any. What is set holds for all connections, also for later
 * ones, and concerns the way from the server to the client where nothing else is said.
 */
class ByteProxy : public QObject
{
public:
    enum class Cut { HangUp, Reset };

    explicit ByteProxy(quint16 serverPort);
    ~ByteProxy() override;

    QUrl url() const;
    int connectionCount() const { return m_accepted; }
    /** Bytes that went to the client of the newest connection. */
    qint64 forwarded() const;

    void deliverByteByByte() { m_chunk = 1; }
    /** Once in each connection what comes after so many bytes waits a moment. */
    void splitAfter(qint64 count) { m_split = count; }
    void delay(std::chrono::milliseconds wait) { m_delay = wait; }
    /** Whether as much as it may hold waits for the client of the newest connection. */
    bool isFull() const;
    /** Cuts the connection that carries the last of so many bytes from now on. */
    void cutAfter(qint64 count, Cut cut);

    bool isCutPlanned() const { return m_cut.has_value(); }

    void cut(Cut cut); ///< all that are open, now
    void halfClose(); ///< the server's side of all that are open, now
    /** Nothing passes, in both directions, and nothing is lost; both sides feel the pressure. */
    void stall();
    void resume();
    /** From now on whatever the open connections carry vanishes, in both directions. */
    void swallow();
    void refuse(); ///< nobody listens any more
    bool listenAgain(); ///< at the same port

private:
    class Link;
    struct CutPlan
    {
        qint64 left;
        Cut cut;
    };

    void accept();

    QTcpServer m_server;
    const quint16 m_serverPort;
    quint16 m_port = 0;
    QList<Link *> m_links; ///< children
    int m_accepted = 0;
    qint64 m_chunk = 0; ///< 0 = as it comes
    std::optional<qint64> m_split;
    std::optional<CutPlan> m_cut;
    std::chrono::milliseconds m_delay{0};
    bool m_isStalled = false;
};
