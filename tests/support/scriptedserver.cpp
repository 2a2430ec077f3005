// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/scriptedserver.h"

#include "support/heardcommands.h"
#include "support/protobufbytes.h"
#include "support/socketends.h"
#include "support/websocketframes.h"

#include <limits>

using namespace ProtobufBytes;

namespace Steps {

Step awaitRequest()
{
    return {Step::Kind::AwaitRequest};
}

Step upgrade()
{
    return {Step::Kind::Upgrade, {}, 1};
}

Step upgradeWith(const QByteArray &headers)
{
    return {Step::Kind::Upgrade, headers};
}

Step expect(const QByteArray &word)
{
    return {Step::Kind::Expect, word};
}

Step reply(const QByteArray &content)
{
    return {Step::Kind::Reply, content};
}

Step frame(const QByteArray &payload)
{
    return {Step::Kind::Frame, payload};
}

Step bytes(const QByteArray &bytes)
{
    return {Step::Kind::Bytes, bytes};
}

Step closeWith(int code, const QByteArray &reason)
{
    return {Step::Kind::Close, reason, code};
}

Step hangUp()
{
    return {Step::Kind::HangUp};
}

Step halfClose()
{
    return {Step::Kind::HalfClose};
}

Step reset()
{
    return {Step::Kind::Reset};
}

Step stayMute()
{
    return {Step::Kind::StayMute};
}

Step stopReading()
{
    return {Step::Kind::StopReading};
}

Script connecting(const QByteArray &more)
{
    return {upgrade(), expect("connect"),
            reply(R"("connect":{"client":"c1","version":"scripted")" + more + '}')};
}

} // namespace Steps

/** One client's socket. */
class ScriptedServer::Connection : public QObject
{
public:
    Connection(QTcpSocket *socket, Script script, ScriptedServer &server, int number)
        : QObject(&server)
        , m_server(server)
        , m_socket(socket)
        , m_number(number)
        , m_script(std::move(script))
    {
        m_socket->setParent(this);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(m_socket, &QTcpSocket::readyRead, this, &Connection::read);
        goOn();
    }

    void play(const Script &script)
    {
        m_script += script;
        m_isMute = false;
        goOn();
    }
    const QList<HeardCommand> &commands() const { return m_commands; }
    int closeCode() const { return m_closeCode; }
    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }

private:
    void read()
    {
        if (m_isDeaf) {
            return;
        }
        m_received += m_socket->readAll();
        goOn();
    }
    void goOn()
    {
        while (!m_script.isEmpty() && perform(m_script.first())) {
            m_script.removeFirst();
        }
        const bool isIdle = m_script.isEmpty() && !m_isMute && isConnected();
        if (isIdle && !m_isUpgraded && hasRequest()) {
            accept(protocolHeader());
        }
        hearFrames();
    }
    bool perform(const Step &step);
    void hearFrames();
    void hear(const HeardCommand &command);
    void behave();
    QByteArray usualAnswer(const HeardCommand &command) const;
    bool hasRequest() const { return m_isUpgraded || m_received.contains("\r\n\r\n"); }
    QByteArray protocolHeader() const;
    void accept(const QByteArray &headers);
    void answer(const QByteArray &content);
    void sendFrame(const QByteArray &payload)
    {
        m_socket->write(webSocketFrame(m_isJson ? Opcode::Text : Opcode::Binary, payload));
    }
    void close(int code, const QByteArray &reason);

    ScriptedServer &m_server;
    QTcpSocket *m_socket; ///< a child
    const int m_number;
    Script m_script; ///< what is left of it
    QByteArray m_received;
    QList<HeardCommand> m_commands;
    qsizetype m_handled = 0; ///< of the commands
    quint32 m_lastId = 0;
    int m_closeCode = 0;
    bool m_isJson = true;
    bool m_isUpgraded = false;
    bool m_isMute = false;
    bool m_isDeaf = false;
};

bool ScriptedServer::Connection::perform(const Step &step)
{
    switch (step.kind) {
    case Step::Kind::AwaitRequest:
        return hasRequest();
    case Step::Kind::Upgrade:
        if (!hasRequest()) {
            return false;
        }
        accept(step.code == 1 ? protocolHeader() : step.bytes);
        return true;
    case Step::Kind::Expect:
        return false; // hear() removes it
    case Step::Kind::Reply:
        answer(step.bytes);
        return true;
    case Step::Kind::Frame:
        sendFrame(step.bytes);
        return true;
    case Step::Kind::Bytes:
        m_socket->write(step.bytes);
        return true;
    case Step::Kind::Close:
        close(step.code, step.bytes);
        return true;
    case Step::Kind::HangUp:
        m_socket->disconnectFromHost();
        return true;
    case Step::Kind::HalfClose:
        shutDownWriting(*m_socket);
        return true;
    case Step::Kind::Reset:
        resetConnection(*m_socket);
        return true;
    case Step::Kind::StayMute:
        m_isMute = true;
        return true;
    case Step::Kind::StopReading:
        m_isDeaf = true;
        m_socket->setReadBufferSize(1);
        return true;
    }
    return true;
}

void ScriptedServer::Connection::hearFrames()
{
    if (!m_isUpgraded) {
        return;
    }
    while (const auto frame = takeFrame(m_received)) {
        if (frame->opcode == Opcode::Close) {
            const QByteArray &code = frame->payload;
            m_closeCode = code.size() < 2 ? 1005
                                          : int(static_cast<unsigned char>(code[0])) << 8
                    | static_cast<unsigned char>(code[1]);
            m_socket->disconnectFromHost();
            return;
        }
        const QList<HeardCommand> commands = commandsIn(frame->payload, m_isJson);
        for (const HeardCommand &command : commands) {
            m_commands.append(command);
        }
    }
    while (m_handled < m_commands.size()) {
        hear(m_commands.at(m_handled++));
    }
}

/** The script comes first; what it does not wait for is answered as usual. */
void ScriptedServer::Connection::hear(const HeardCommand &command)
{
    const bool isExpected = !m_script.isEmpty() && m_script.first().kind == Step::Kind::Expect
        && command.word == QString::fromUtf8(m_script.first().bytes);
    if (!isExpected) {
        if (const QByteArray usual = usualAnswer(command); !m_isMute && !usual.isEmpty()) {
            m_lastId = command.id;
            answer(usual);
        }
        return;
    }
    m_lastId = command.id;
    m_script.removeFirst();
    while (!m_script.isEmpty() && m_script.first().kind != Step::Kind::Expect
           && perform(m_script.first())) {
        m_script.removeFirst();
    }
}

QByteArray ScriptedServer::Connection::usualAnswer(const HeardCommand &command) const
{
    if (command.word == u"connect") {
        if (!m_server.connectAnswer.isEmpty()) {
            return m_server.connectAnswer;
        }
        return m_isJson ? QByteArray(R"("connect":{"client":"c1","version":"scripted"})")
                        : field(5, field(1, QByteArray("c1")));
    }
    if (command.word.startsWith(u"subscribe ")) {
        const QString channel = command.word.mid(10);
        return m_server.answerSubscribe ? m_server.answerSubscribe(m_number, channel)
            : m_isJson                  ? QByteArray(R"("subscribe":{})")
                                        : field(6, QByteArray());
    }
    if (command.word.startsWith(u"history ")) { // not for this user
        return m_isJson ? QByteArray(R"("error":{"code":103,"message":"permission denied"})")
                        : field(2, field(1, quint64(103)));
    }
    if (command.word.startsWith(u"unsubscribe ")) {
        return m_isJson ? QByteArray(R"("unsubscribe":{})") : field(7, QByteArray());
    }
    return {};
}

void ScriptedServer::Connection::answer(const QByteArray &content)
{
    sendFrame(m_isJson ? "{\"id\":" + QByteArray::number(m_lastId) + ',' + content + '}'
                       : message(field(1, quint64(m_lastId)) + content));
}

QByteArray ScriptedServer::Connection::protocolHeader() const
{
    return "Sec-WebSocket-Protocol: " + headerIn(m_received, "Sec-WebSocket-Protocol") + "\r\n";
}

void ScriptedServer::Connection::accept(const QByteArray &headers)
{
    m_isJson = headerIn(m_received, "Sec-WebSocket-Protocol") == "centrifuge-json";
    m_socket->write(upgradeAnswer(m_received, headers));
    m_received.remove(0, m_received.indexOf("\r\n\r\n") + 4);
    m_isUpgraded = true;
}

void ScriptedServer::Connection::close(int code, const QByteArray &reason)
{
    const char number[]{char(code >> 8), char(code & 0xff)};
    m_socket->write(webSocketFrame(Opcode::Close, QByteArray(number, 2) + reason));
    m_isMute = true; // the client's close frame makes it hang up
}

ScriptedServer::ScriptedServer(QList<Script> scripts)
    : m_scripts(std::move(scripts))
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
}

ScriptedServer::~ScriptedServer() = default;

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        const Script script = m_scripts.isEmpty() ? Script() : m_scripts.takeFirst();
        m_connections.append(new Connection(socket, script, *this, int(m_connections.size())));
    }
}

QUrl ScriptedServer::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(port()));
}

void ScriptedServer::play(const Script &script)
{
    if (!m_connections.isEmpty()) {
        m_connections.last()->play(script);
    }
}

QList<HeardCommand> ScriptedServer::commands() const
{
    QList<HeardCommand> all;
    for (const Connection *connection : m_connections) {
        all += connection->commands();
    }
    return all;
}

QStringList ScriptedServer::words(int connection) const
{
    QStringList words;
    if (connection < m_connections.size()) {
        for (const HeardCommand &command : m_connections.at(connection)->commands()) {
            words.append(command.word);
        }
    }
    return words;
}

QByteArray ScriptedServer::lastCommand(const QString &word) const
{
    QByteArray found;
    for (const HeardCommand &command : commands()) {
        if (command.word == word) {
            found = command.bytes;
        }
    }
    return found;
}

int ScriptedServer::closeCode() const
{
    return m_connections.isEmpty() ? 0 : m_connections.last()->closeCode();
}

bool ScriptedServer::isConnected() const
{
    return !m_connections.isEmpty() && m_connections.last()->isConnected();
}
