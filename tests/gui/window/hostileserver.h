// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "support/protobufbytes.h"
#include "support/scriptedserver.h"

/**
 * A server that puts `words` into every text of the protocol (Protobuf only). It refuses channels
 * with `refused` in their names, leaves those with `silent` without an answer, and accepts others.
 */
class HostileServer : public ScriptedServer
{
public:
    explicit HostileServer(const QByteArray &words)
        : m_words(words)
    {
        using namespace ProtobufBytes;
        connectAnswer = field(5, field(1, QByteArray("c1")) + field(2, words));
        answerSubscribe = [words](int, const QString &channel) {
            if (channel.contains(u"silent")) {
                return QByteArray();
            }
            return channel.contains(u"refused") ? field(2, field(1, quint64(103)) + field(2, words))
                                                : field(6, QByteArray());
        };
    }

    void publish(const QByteArray &channel, const QByteArray &data)
    {
        using namespace ProtobufBytes;
        push(field(2, channel) + field(4, field(4, data)));
    }
    void unsubscribe(const QByteArray &channel)
    {
        using namespace ProtobufBytes;
        push(field(2, channel) + field(7, field(2, quint64(2000)) + field(3, m_words)));
    }
    /** For good. */
    void disconnectClient()
    {
        using namespace ProtobufBytes;
        push(field(11, field(1, quint64(3500)) + field(2, m_words)));
    }

private:
    void push(const QByteArray &content)
    {
        play({Steps::frame(ProtobufBytes::message(ProtobufBytes::field(4, content)))});
    }

    const QByteArray m_words;
};
