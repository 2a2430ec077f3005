// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufreader.h"

#include "centrifuge/codec/protobufresults.h"

#include <algorithm>

namespace Centrifuge {

namespace {

using namespace Protobuf;

/** Join and Leave have the same shape. */
ClientInfo readPresenceChange(pbf_reader reader)
{
    ClientInfo info;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(1)) {
            info = readClientInfo(reader.get_message());
        } else {
            reader.skip();
        }
    }
    return info;
}

SubscribePush readSubscribe(pbf_reader reader)
{
    SubscribePush push;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case varint(1):
            push.recoverable = toBool(reader);
            break;
        case bytes(4):
            push.position.epoch = toText(reader.get_view());
            break;
        case varint(5):
            push.position.offset = reader.get_uint64();
            break;
        case varint(6):
            push.positioned = toBool(reader);
            break;
        case bytes(7):
            push.data = toBytes(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    return push;
}

MessagePush readMessagePush(pbf_reader reader)
{
    MessagePush push;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(1)) {
            push.data = toBytes(reader.get_view());
        } else {
            reader.skip();
        }
    }
    return push;
}

Message makePush(const QString &channel, std::uint32_t kind, const data_view &view)
{
    const pbf_reader reader(view);
    switch (kind) {
    case bytes(4):
        return PublicationPush{channel, readPublication(reader)};
    case bytes(5):
        return JoinPush{channel, readPresenceChange(reader)};
    case bytes(6):
        return LeavePush{channel, readPresenceChange(reader)};
    case bytes(7): {
        CodeAndText content = readCodeAndText(reader, 2);
        return UnsubscribePush{channel, content.code, std::move(content.text)};
    }
    case bytes(8):
        return readMessagePush(reader);
    case bytes(9): {
        SubscribePush push = readSubscribe(reader);
        push.channel = channel;
        return push;
    }
    case bytes(11): {
        CodeAndText content = readCodeAndText(reader, 1);
        return DisconnectPush{content.code, std::move(content.text)};
    }
    case bytes(12):
        return readExpiry<RefreshPush>(reader, 1, 2);
    default:
        return UnknownPush{};
    }
}

bool isPushContent(std::uint32_t kind)
{
    return kind >= bytes(4) && kind <= bytes(12) && kind % 8 == bytes(0) % 8;
}

/** The channel may stand after the content, so the content is read last. */
Message readPush(pbf_reader reader, QString &channel)
{
    std::uint32_t kind = 0;
    data_view content;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(2)) {
            channel = toText(reader.get_view());
        } else if (isPushContent(reader.tag_and_type())) {
            kind = reader.tag_and_type();
            content = reader.get_view();
        } else {
            reader.skip();
        }
    }
    return makePush(channel, kind, content);
}

/** The members of a Reply, also as far as they were read when it is malformed. */
struct Envelope
{
    std::uint32_t id = 0;
    std::uint32_t kind = 0; ///< the field that holds the content; an error outweighs a result
    data_view content;
    bool isEmpty = true;
    QString channel; ///< of a push
};

void readEnvelope(pbf_reader reader, Envelope &envelope)
{
    while (reader.next()) {
        envelope.isEmpty = false;
        if (reader.tag_and_type() == varint(1)) {
            envelope.id = reader.get_uint32();
        } else if (reader.wire_type() == protozero::pbf_wire_type::length_delimited
                   && envelope.kind != bytes(2)
                   && (reader.tag() == 2 || (reader.tag() >= 4 && reader.tag() <= 15))) {
            envelope.kind = reader.tag_and_type();
            envelope.content = reader.get_view();
        } else {
            reader.skip();
        }
    }
}

QByteArray beginningOf(const data_view &view)
{
    return QByteArray(view.data(),
                      std::min(static_cast<qsizetype>(view.size()), MaxUndecodableBytes));
}

QByteArrayView toView(const data_view &view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

/** False when there is more than that. */
bool readPlainContent(pbf_reader reader, PlainPublication &publication)
{
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(4)) {
            publication.data = toView(reader.get_view());
        } else if (reader.tag_and_type() == varint(6)) {
            publication.offset = reader.get_uint64();
        } else {
            return false;
        }
    }
    return true;
}

std::optional<PlainPublication> readPlainPush(pbf_reader reader)
{
    PlainPublication publication;
    std::optional<data_view> content;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(2)) {
            publication.channel = toView(reader.get_view());
        } else if (reader.tag_and_type() == bytes(4)) {
            content = reader.get_view();
        } else {
            return std::nullopt;
        }
    }
    if (!content || !readPlainContent(pbf_reader(*content), publication)) {
        return std::nullopt;
    }
    return publication;
}

Message readContent(Envelope &envelope)
{
    if (envelope.id > 0) {
        return Reply{envelope.id, readResult(envelope.kind, envelope.content)};
    }
    if (envelope.kind == bytes(4)) {
        return readPush(pbf_reader(envelope.content), envelope.channel);
    }
    return envelope.isEmpty ? Message(PingMessage{}) : Message(UnknownPush{});
}

} // namespace

Message readProtobufMessage(QByteArrayView bytesOfMessage)
{
    const data_view view(bytesOfMessage.data(), static_cast<std::size_t>(bytesOfMessage.size()));
    Envelope envelope;
    try {
        readEnvelope(pbf_reader(view), envelope);
        return readContent(envelope);
    } catch (const protozero::exception &exception) {
        const QString why = QString::fromLatin1(exception.what());
        if (envelope.id > 0) {
            return Reply{envelope.id, UndecodableResult{beginningOf(view), why}};
        }
        return UndecodableMessage{envelope.channel, beginningOf(view), why};
    }
}

std::optional<PlainPublication> readPlainPublication(QByteArrayView bytesOfMessage)
{
    try {
        pbf_reader reply(bytesOfMessage.data(), static_cast<std::size_t>(bytesOfMessage.size()));
        if (!reply.next() || reply.tag_and_type() != bytes(4)) {
            return std::nullopt;
        }
        const pbf_reader push = reply.get_message();
        return reply.next() ? std::nullopt : readPlainPush(push);
    } catch (const protozero::exception &) {
        return std::nullopt; // readProtobufMessage() tells what is wrong
    }
}

} // namespace Centrifuge
