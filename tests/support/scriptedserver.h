// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QPointer>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

/** One thing that a ScriptedServer does on a connection. Made by the functions below. */
struct Step
{
    enum class Kind {
        AwaitRequest,
        Upgrade,
        Expect,
        Reply,
        Frame,
        Bytes,
        Close,
        HangUp,
        HalfClose,
        Reset,
        StayMute,
        StopReading
    };

    Kind kind;
    QByteArray bytes = {};
    int code = 0;
};

using Script = QList<Step>;

Q_DECLARE_METATYPE(Script)

namespace Steps {

Step awaitRequest(); ///< for what is not an upgrade: goes on when the request is whole
Step upgrade(); ///< awaits the request and accepts it, with the subprotocol that was asked for
Step upgradeWith(const QByteArray &headers); ///< the same with these lines, each ended by CR LF
Step expect(const QByteArray &word); ///< goes on after a command such as "subscribe news"
Step reply(const QByteArray &content); ///< answers the last command; without the id
Step frame(const QByteArray &payload); ///< one message, text or binary as the wire format wants it
Step bytes(const QByteArray &bytes); ///< as they are, onto the socket
Step closeWith(int code, const QByteArray &reason = {}); ///< a close frame, then it hangs up
Step hangUp(); ///< FIN without a close frame, both ways
Step halfClose(); ///< FIN; goes on reading
Step reset(); ///< RST
Step stayMute(); ///< answers nothing any more by itself
Step stopReading(); ///< what the client sends stays in the buffers

/** Up to the reply to connect; `more` goes into it, for example `,"ping":1`. */
Script connecting(const QByteArray &more = {});

} // namespace Steps

/** A command as the server heard it. */
struct HeardCommand
{
    quint32 id = 0;
    QString word; ///< "connect", "subscribe news", "pong"
    QByteArray bytes; ///< of the one command
};

/**
 * A WebSocket server that does what a script says, byte by byte where it must, and behaves itself
 * where the script ends: accepts, answers connect, subscribe and unsubscribe, and refuses history.
 * The n-th connection plays the n-th script, further ones none. Speaks both wire formats; scripts
 * and answers are written in the one that the client uses.
 */
class ScriptedServer : public QObject
{
public:
    explicit ScriptedServer(QList<Script> scripts = {});
    ~ScriptedServer() override;

    QUrl url() const;
    quint16 port() const { return m_server.serverPort(); }

    /** Goes on with these steps on the newest connection. */
    void play(const Script &script);

    int connectionCount() const { return int(m_connections.size()); }
    QList<HeardCommand> commands() const; ///< of all connections
    QStringList words(int connection) const; ///< of one, counted from 0
    QByteArray lastCommand(const QString &word) const;
    /** The code of the close frame that the client sent on the newest connection; 0 for none. */
    int closeCode() const;
    bool isConnected() const; ///< the newest connection is not at its end

    /** What it answers by itself, without the id, nothing where that is empty; the default accepts
     * without history. */
    std::function<QByteArray(int connection, const QString &channel)> answerSubscribe;
    QByteArray connectAnswer; ///< empty: the default

private:
    class Connection;

    void accept();

    QTcpServer m_server;
    QList<Script> m_scripts;
    QList<Connection *> m_connections; ///< children
};
