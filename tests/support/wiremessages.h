// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/values.h"
#include "support/protobufbytes.h"

#include <QTest>

/** A push in the JSON format; `content` is for example `"join":{…}`. */
inline QByteArray jsonPush(const QByteArray &channel, const QByteArray &content)
{
    return R"({"push":{"channel":")" + channel + "\"," + content + "}}";
}

/** The same with a publication of these members. */
inline QByteArray jsonPublication(const QByteArray &channel, const QByteArray &members)
{
    return jsonPush(channel, "\"pub\":{" + members + '}');
}

/** The same with data and an offset, and `more` members. */
inline QByteArray jsonPublicationOf(const QByteArray &channel, const QByteArray &data, int offset,
                                    const QByteArray &more = {})
{
    return jsonPublication(channel,
                           "\"data\":" + data + ",\"offset\":" + QByteArray::number(offset) + more);
}

/** The same with data 1. */
inline QByteArray jsonPublicationAt(const QByteArray &channel, int offset,
                                    const QByteArray &more = {})
{
    return jsonPublicationOf(channel, "1", offset, more);
}

/** What a server says, in both wire formats, for scripts that are played in both. */
class WireMessages
{
public:
    explicit WireMessages(Centrifuge::WireFormat wire)
        : m_isJson(wire == Centrifuge::WireFormat::Json)
    {
    }

    /** Content of the reply to connect; `ping` in seconds, with pongs. */
    QByteArray connect(int ping = 0) const
    {
        using namespace ProtobufBytes;
        if (!m_isJson) {
            return field(5,
                         field(1, QByteArray("c1"))
                             + (ping > 0 ? field(7, quint64(ping)) + field(8, quint64(1)) : ""));
        }
        return R"("connect":{"client":"c1")"
            + (ping > 0 ? ",\"pong\":true,\"ping\":" + QByteArray::number(ping) : QByteArray())
            + '}';
    }

    /** Content of the reply to connect where the server itself subscribes us to "own". */
    QByteArray connectWithOwn(int offset) const
    {
        using namespace ProtobufBytes;
        if (!m_isJson) {
            const QByteArray stream =
                field(3, quint64(1)) + field(6, QByteArray("e")) + field(9, quint64(offset));
            return field(5,
                         field(1, QByteArray("c1"))
                             + field(6, field(1, QByteArray("own")) + field(2, stream)));
        }
        return R"("connect":{"client":"c1","subs":{"own":{"recoverable":true,"epoch":"e",)"
               R"("offset":)"
            + QByteArray::number(offset) + "}}}";
    }

    /** Content of the reply to a subscribe of a channel without history. */
    QByteArray subscribe() const
    {
        return m_isJson ? QByteArray(R"("subscribe":{})") : ProtobufBytes::field(6, QByteArray());
    }
    /** The same with history: the stream is at `offset` of the epoch "e". */
    QByteArray subscribeKept(int offset) const
    {
        using namespace ProtobufBytes;
        if (!m_isJson) {
            return field(
                6, field(3, quint64(1)) + field(6, QByteArray("e")) + field(9, quint64(offset)));
        }
        return R"("subscribe":{"recoverable":true,"epoch":"e","offset":)"
            + QByteArray::number(offset) + '}';
    }
    /** The same after an interruption: `publications` are those that were missed. */
    QByteArray subscribeRecovered(int offset, const QByteArrayList &publications) const
    {
        using namespace ProtobufBytes;
        if (m_isJson) {
            return R"("subscribe":{"recoverable":true,"epoch":"e","was_recovering":true,)"
                   R"("recovered":true,"offset":)"
                + QByteArray::number(offset) + ",\"publications\":[" + publications.join(',')
                + "]}";
        }
        QByteArray result = field(3, quint64(1)) + field(6, QByteArray("e")) + field(8, quint64(1))
            + field(9, quint64(offset)) + field(12, quint64(1));
        for (const QByteArray &publication : publications) {
            result += field(7, publication);
        }
        return field(6, result);
    }

    /** One publication; on JSON `data` goes in as it is. */
    QByteArray publication(const QByteArray &data, int offset = 0) const
    {
        using namespace ProtobufBytes;
        if (!m_isJson) {
            return field(4, data) + (offset > 0 ? field(6, quint64(offset)) : "");
        }
        return "{\"data\":" + data
            + (offset > 0 ? ",\"offset\":" + QByteArray::number(offset) : QByteArray()) + '}';
    }
    /** A message that brings one publication of "news". */
    QByteArray push(const QByteArray &data, int offset = 0) const
    {
        using namespace ProtobufBytes;
        if (!m_isJson) {
            return message(
                field(4, field(2, QByteArray("news")) + field(4, publication(data, offset))));
        }
        return jsonPush("news", "\"pub\":" + publication(data, offset));
    }
    QByteArray ping() const { return m_isJson ? QByteArray("{}") : QByteArray(1, '\0'); }

    /** One frame of several messages. */
    QByteArray batch(const QByteArrayList &messages) const
    {
        return messages.join(m_isJson ? "\n" : "");
    }

private:
    const bool m_isJson;
};

/** Rows "Protobuf" and "JSON" with a column `wire`. */
inline void addBothWires()
{
    QTest::addColumn<Centrifuge::WireFormat>("wire");
    QTest::newRow("Protobuf") << Centrifuge::WireFormat::Protobuf;
    QTest::newRow("JSON") << Centrifuge::WireFormat::Json;
}
