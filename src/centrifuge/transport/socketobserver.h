// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/connectionstep.h"

#include <QAbstractSocket>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslError>

#include <optional>

namespace Centrifuge {

/**
 * Watches the socket of another owner on its way to an upgraded connection and emits each step.
 * Until then it lets the socket keep what the owner reads (a transaction of QIODevice), for the
 * owner does not hand out how the upgrade was answered; no more than `LargestAnswer` is read of
 * that. Owned by the transport of one attempt; I/O thread. Slots may destroy it.
 */
class SocketObserver : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 LargestAnswer = qint64(64) * 1024;

    using QObject::QObject;

    /** Right after the owner has begun to connect. Null: the steps can't be observed. */
    void watch(QAbstractSocket *socket);
    /** The upgrade is accepted. */
    void finish();
    /** The attempt ended; so does the step that was under way. */
    void fail(const Error &error);
    void stop();

    /** That of the owner; null where it can't be observed, or is gone. */
    QAbstractSocket *socket() const { return m_socket; }
    bool isTcpOpen() const { return m_isTcpOpen; }
    /** The peer has answered the upgrade request with as much as is kept of it, and no end. */
    bool isAnswerFull();
    /** What waits to be sent, encrypted or not. */
    qint64 bytesToWrite() const;
    /** The beginning of what came after the upgrade request; only when it has failed. */
    QByteArray takeAnswer();
    /** What is wrong with the peer's certificate. */
    QList<QSslError> tlsErrors() const;

Q_SIGNALS:
    void stepObserved(const Centrifuge::ConnectionStep &step);
    /** After the owner has read it, and answered. */
    void bytesReceived();

private:
    using Kind = ConnectionStep::Kind;
    using State = ConnectionStep::State;

    void readResolved();
    void readConnected();
    void readEncrypted();
    void begin(Kind kind);
    void end(State state, const QString &detail, const Error &error = {});
    void report(Kind kind, State state, const QString &detail, const Error &error = {});

    QPointer<QAbstractSocket> m_socket;
    std::optional<Kind> m_step; ///< under way
    bool m_isTcpOpen = false;
};

} // namespace Centrifuge
