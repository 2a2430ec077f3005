// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "contract/contractserver.h"

#include <QJsonArray>
#include <QList>
#include <QNetworkRequest>
#include <QStringList>
#include <QWebSocket>

#include <optional>

// Names of Centrifugo's methods and parameters that several cases need.
inline const QString Channel = QStringLiteral("channel");
inline const QString Data = QStringLiteral("data");
inline const QString Subscribe = QStringLiteral("subscribe");

/**
 * A client that knows nothing but JSON frames, so that each case says what stands on the wire.
 * Answers pings unless told otherwise. Waits run the event loop, with a limit.
 */
class ContractConnection
{
public:
    explicit ContractConnection(const ContractServer &server);

    /** Only the WebSocket; false when the upgrade failed. */
    bool open(const QStringList &subprotocols = {});
    bool open(const QNetworkRequest &request, const QStringList &subprotocols = {});
    /** open() and `connect` with the token; the reply. */
    QJsonObject connectWith(const QString &token);
    QJsonObject connectAs(const QString &user) { return connectWith(m_server.token(user)); }

    /** Sends {"id":…,"<name>":parameters} and waits for its reply; empty when none came. */
    QJsonObject call(const QString &name, const QJsonObject &parameters);
    /** The error code of the reply; 0 for none, -1 when no reply came. */
    int errorOf(const QString &name, const QJsonObject &parameters);
    QJsonObject subscribe(const QString &channel) { return subscribe(channel, {}); }
    /** The `subscribe` member of the reply. */
    QJsonObject subscribe(const QString &channel, QJsonObject options);
    void send(const QString &frame);
    void stopAnsweringPings() { m_answersPings = false; }

    /** The first push not taken yet with such a member, in order; empty when none came. */
    QJsonObject takePush(const QString &kind);
    /** Whether no such push has come by the time a later command was answered. */
    bool hasPush(const QString &kind) const;
    int pings() const { return m_pings; }
    bool waitForPing();
    /** The close code, once the server closed; -1 when it did not. */
    int waitForClose();
    QString closeReason() const { return m_socket.closeReason(); }
    QString subprotocol() const { return m_socket.subprotocol(); }
    QString errorString() const { return m_socket.errorString(); }
    const QStringList &frames() const { return m_frames; }

private:
    void read(const QString &frame);

    const ContractServer &m_server;
    QWebSocket m_socket;
    QStringList m_frames;
    QList<QJsonObject> m_replies;
    QList<QJsonObject> m_pushes;
    int m_pings = 0;
    int m_lastId = 0;
    bool m_answersPings = true;
};
