// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/transport/transport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <array>

/** A transport without a socket: the test plays the server. Meant for the JSON format. */
class FakeTransport : public Centrifuge::Transport
{
public:
    using Transport::Transport;

    void open(const Centrifuge::TransportRequest &newRequest) override { request = newRequest; }
    void send(const QByteArray &frame) override
    {
        if (isOpen) {
            frames.append(frame);
        }
    }
    void close() override { closeCount += 1; }
    void abort() override
    {
        isAborted = true;
        isOpen = false;
    }

    // What the server does. Like the real one, nothing comes after abort(); `force` does it anyway.
    void accept()
    {
        isOpen = !isAborted;
        if (isOpen) {
            Q_EMIT opened();
        }
    }
    void receive(const QByteArray &frame)
    {
        if (isOpen) {
            Q_EMIT frameReceived(frame);
        }
    }
    void end(const Centrifuge::Error &reason)
    {
        if (!isAborted) {
            isOpen = false;
            Q_EMIT closed(reason);
        }
    }
    void endByServer(int code, const QString &reason)
    {
        end({Centrifuge::ErrorLayer::Server, code, reason, true});
    }
    void breakDown() { end({Centrifuge::ErrorLayer::Tcp, 1, QStringLiteral("reset"), true}); }
    void forceFrame(const QByteArray &frame) { Q_EMIT frameReceived(frame); }
    void forceEnd(const Centrifuge::Error &reason) { Q_EMIT closed(reason); }

    /** All commands in the order they were sent. */
    QList<QJsonObject> commands() const
    {
        QList<QJsonObject> result;
        for (const QByteArray &frame : frames) {
            for (const QByteArray &line : frame.split('\n')) {
                if (!line.isEmpty()) {
                    result.append(QJsonDocument::fromJson(line).object());
                }
            }
        }
        return result;
    }
    /** The commands as words: "connect", "subscribe news", "history news", "refresh", "pong". */
    QStringList words() const
    {
        QStringList result;
        for (const QJsonObject &command : commands()) {
            result.append(word(command));
        }
        return result;
    }
    /** The last command of that word; empty when there is none. */
    QJsonObject last(const QString &wanted) const
    {
        QJsonObject found;
        for (const QJsonObject &command : commands()) {
            if (word(command) == wanted) {
                found = command;
            }
        }
        return found;
    }
    /** Answers the last command of that word, `content` being for example `"subscribe":{}`. */
    void reply(const QString &wanted, const QByteArray &content)
    {
        replyTo(last(wanted).value(QStringLiteral("id")).toInt(), content);
    }
    void replyTo(int id, const QByteArray &content)
    {
        receive("{\"id\":" + QByteArray::number(id) + ',' + content + '}');
    }

    Centrifuge::TransportRequest request;
    QList<QByteArray> frames;
    int closeCount = 0;
    bool isOpen = false;
    bool isAborted = false;

private:
    static constexpr std::array Names{"connect",     "subscribe", "unsubscribe", "refresh",
                                      "sub_refresh", "publish",   "presence",    "presence_stats",
                                      "history",     "rpc",       "send"};

    static QString word(const QJsonObject &command)
    {
        for (const char *name : Names) {
            const QJsonValue request = command.value(QLatin1String(name));
            if (request.isObject()) {
                const QString channel = request[QStringLiteral("channel")].toString();
                return QStringLiteral("%1 %2").arg(QLatin1String(name), channel).trimmed();
            }
        }
        return QStringLiteral("pong");
    }
};

/** Makes fake transports and keeps hold of them. */
class FakeTransports
{
public:
    Centrifuge::TransportFactory factory()
    {
        return [this](QObject *parent) {
            auto *transport = new FakeTransport(parent);
            m_made.append(transport);
            return transport;
        };
    }
    qsizetype count() const { return m_made.size(); }
    FakeTransport *at(qsizetype index) const { return m_made.at(index); }
    FakeTransport *last() const { return m_made.isEmpty() ? nullptr : m_made.last().data(); }

private:
    QList<QPointer<FakeTransport>> m_made;
};
