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
 * Observes a socket that belongs to QWebSocket until the connection is upgraded, and emits each
 * step. QWebSocket does not give access to the answer to the upgrade, so a transaction of QIODevice
 * keeps what it reads, up to `LargestAnswer`. Owned by the transport of one attempt; I/O thread.
 * Slots may destroy it.
 */
class SocketObserver : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 LargestAnswer = qint64(64) * 1024;

    using QObject::QObject;

    /** To be called right after connecting has begun. Null: the steps can't be observed. */
    void watch(QAbstractSocket *socket);
    /** The upgrade is accepted. */
    void finish();
    /** The attempt has failed, and with it the step under way. */
    void fail(const Error &error);
    void stop();

    /** Null where it can't be observed, or no longer exists. */
    QAbstractSocket *socket() const { return m_socket; }
    bool isTcpOpen() const { return m_isTcpOpen; }
    /** The answer to the upgrade request has reached `LargestAnswer` and is not complete. */
    bool isAnswerFull();
    /** What is not sent yet, encrypted or not. */
    qint64 bytesToWrite() const;
    /** The beginning of the answer to the upgrade request; only when that has failed. */
    QByteArray takeAnswer();
    /** What is wrong with the peer's certificate. */
    QList<QSslError> tlsErrors() const;

Q_SIGNALS:
    void stepObserved(const Centrifuge::ConnectionStep &step);
    /** Emitted after QWebSocket has read them. */
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
