// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/transport.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QPointer>

#include <atomic>
#include <memory>

/**
 * A server without a socket, for clients in the I/O thread; JSON only. A test can let its
 * connection end with any error, and block the main thread meanwhile.
 *
 * It accepts `connect` unless told otherwise, and answers `subscribe` by the name of the channel:
 * `refused…` with 103, `mute…` not at all, `kept…` as recoverable, others without history.
 * `history` is refused with 103, that of `…unread` is not answered.
 */
class InMemoryServer
{
public:
    /** The answer to `connect` without its id; set before the session starts. */
    QByteArray connectAnswer = R"("connect":{"client":"c1","version":"test"})";
    /** The answer for `kept…` after the first; tells whether the recovery worked. */
    QByteArray recoveryAnswer =
        R"("subscribe":{"recoverable":true,"epoch":"e1","was_recovering":true,"recovered":true})";

    Centrifuge::TransportFactory factory()
    {
        return [state = m_state, this](QObject *parent) {
            auto *transport = new FakeTransport(state, *this, parent);
            const QMutexLocker lock(&state->mutex);
            state->current = transport;
            ++state->made;
            return transport;
        };
    }

    /** From now on `refused…` is answered as everything else. */
    void refuseNoMore() { m_state->refuses = false; }
    int transportsMade() const { return m_state->made; }
    QByteArray tokenSeen() const
    {
        const QMutexLocker lock(&m_state->mutex);
        return m_state->token;
    }
    QList<QByteArray> commandsSeen() const
    {
        const QMutexLocker lock(&m_state->mutex);
        return m_state->commands;
    }
    /** Sends a frame to the client over the newest transport. */
    void push(const QByteArray &frame)
    {
        withTransport([frame](FakeTransport &transport) { Q_EMIT transport.frameReceived(frame); });
    }
    bool isAsked(const QString &muteChannel) const
    {
        const QMutexLocker lock(&m_state->mutex);
        return m_state->muteIds.contains(muteChannel);
    }
    /** Answers the subscribe of a `mute…` channel after all. */
    void answer(const QString &channel)
    {
        const QMutexLocker lock(&m_state->mutex);
        const int id = m_state->muteIds.value(channel);
        QPointer<FakeTransport> transport = m_state->current;
        QMetaObject::invokeMethod(transport, [transport, id] {
            Q_EMIT transport->frameReceived("{\"id\":" + QByteArray::number(id)
                                            + ",\"subscribe\":{}}");
        });
    }
    void drop(const Centrifuge::Error &reason)
    {
        withTransport([reason](FakeTransport &transport) { transport.end(reason); });
    }

private:
    class FakeTransport;
    struct State
    {
        QMutex mutex; // the test and the I/O thread both look
        QPointer<FakeTransport> current;
        std::atomic<int> made = 0;
        std::atomic<bool> refuses = true;
        QByteArray token;
        QList<QByteArray> commands;
        QHash<QString, int> muteIds;
        QHash<QString, int> subscribes;
    };

    class FakeTransport : public Centrifuge::Transport
    {
    public:
        FakeTransport(std::shared_ptr<State> state, const InMemoryServer &server, QObject *parent)
            : Transport(parent)
            , m_state(std::move(state))
            , m_connectAnswer(server.connectAnswer)
            , m_recoveryAnswer(server.recoveryAnswer)
        {
        }

        void open(const Centrifuge::TransportRequest &) override
        {
            QMetaObject::invokeMethod(
                this, [this] { Q_EMIT opened(); }, Qt::QueuedConnection);
        }
        void send(const QByteArray &frame) override
        {
            const QList<QByteArray> lines = frame.split('\n');
            for (const QByteArray &line : lines) {
                if (!line.isEmpty()) {
                    obey(line);
                }
            }
        }
        void close() override
        {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    end({Centrifuge::ErrorLayer::WebSocket, 1000, {}, false});
                },
                Qt::QueuedConnection);
        }
        void abort() override { m_isOver = true; }

        void end(const Centrifuge::Error &reason)
        {
            if (!std::exchange(m_isOver, true)) {
                Q_EMIT closed(reason);
            }
        }

    private:
        void obey(const QByteArray &line)
        {
            const QJsonObject command = QJsonDocument::fromJson(line).object();
            const int id = command.value(QStringLiteral("id")).toInt();
            const QMutexLocker lock(&m_state->mutex);
            m_state->commands.append(line);
            if (command.contains(QStringLiteral("connect"))) {
                m_state->token = command.value(QStringLiteral("connect"))
                                     .toObject()
                                     .value(QStringLiteral("token"))
                                     .toString()
                                     .toLatin1();
                reply(id, m_connectAnswer);
            } else if (command.contains(QStringLiteral("subscribe"))) {
                subscribe(id,
                          command.value(QStringLiteral("subscribe"))
                              .toObject()
                              .value(QStringLiteral("channel"))
                              .toString());
            } else if (command.contains(QStringLiteral("history"))) {
                if (!line.contains("unread\"")) {
                    reply(id, R"("error":{"code":103,"message":"permission denied"})");
                }
            } else if (command.contains(QStringLiteral("unsubscribe"))) {
                reply(id, R"("unsubscribe":{})");
            }
        }
        void subscribe(int id, const QString &channel)
        {
            const bool isFirst = m_state->subscribes[channel]++ == 0;
            if (channel.startsWith(QStringLiteral("mute"))) {
                m_state->muteIds.insert(channel, id);
            } else if (channel.startsWith(QStringLiteral("refused")) && m_state->refuses) {
                reply(id, R"("error":{"code":103,"message":"permission denied"})");
            } else if (channel.startsWith(QStringLiteral("kept"))) {
                reply(id,
                      isFirst ? QByteArray(R"("subscribe":{"recoverable":true,"epoch":"e1"})")
                              : m_recoveryAnswer);
            } else {
                reply(id, R"("subscribe":{})");
            }
        }
        void reply(int id, const QByteArray &answer)
        {
            const QByteArray frame = "{\"id\":" + QByteArray::number(id) + ',' + answer + '}';
            QMetaObject::invokeMethod(
                this, [this, frame] { Q_EMIT frameReceived(frame); }, Qt::QueuedConnection);
        }

        const std::shared_ptr<State> m_state;
        const QByteArray m_connectAnswer;
        const QByteArray m_recoveryAnswer;
        bool m_isOver = false;
    };

    template <typename Call> void withTransport(Call call)
    {
        const QMutexLocker lock(&m_state->mutex);
        QPointer<FakeTransport> transport = m_state->current;
        QMetaObject::invokeMethod(
            transport, [transport, call] { call(*transport); }, Qt::QueuedConnection);
    }

    std::shared_ptr<State> m_state = std::make_shared<State>();
};
