// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufreader.h"

#include "centrifuge/codec/protobuffields.h"
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
        if (reader.tag_and_type() == bytes(Field::Join::Info)) {
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
        case varint(Field::Subscribe::Recoverable):
            push.recoverable = toBool(reader);
            break;
        case bytes(Field::Subscribe::Epoch):
            push.position.epoch = toText(reader.get_view());
            break;
        case varint(Field::Subscribe::Offset):
            push.position.offset = reader.get_uint64();
            break;
        case varint(Field::Subscribe::Positioned):
            push.positioned = toBool(reader);
            break;
        case bytes(Field::Subscribe::Data):
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
        if (reader.tag_and_type() == bytes(Field::Message::Data)) {
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
    case bytes(Field::Push::Pub):
        return PublicationPush{channel, readPublication(reader)};
    case bytes(Field::Push::Join):
        return JoinPush{channel, readPresenceChange(reader)};
    case bytes(Field::Push::Leave):
        return LeavePush{channel, readPresenceChange(reader)};
    case bytes(Field::Push::Unsubscribe): {
        CodeAndText content = readCodeAndText(reader, Field::Unsubscribe::Code);
        return UnsubscribePush{channel, content.code, std::move(content.text)};
    }
    case bytes(Field::Push::Message):
        return readMessagePush(reader);
    case bytes(Field::Push::Subscribe): {
        SubscribePush push = readSubscribe(reader);
        push.channel = channel;
        return push;
    }
    case bytes(Field::Push::Disconnect): {
        CodeAndText content = readCodeAndText(reader, Field::Disconnect::Code);
        return DisconnectPush{content.code, std::move(content.text)};
    }
    case bytes(Field::Push::Refresh):
        return readExpiry<RefreshPush>(reader, Field::Refresh::Expires, Field::Refresh::Ttl);
    default:
        return UnknownPush{};
    }
}

bool isPushContent(std::uint32_t kind)
{
    return kind >= bytes(Field::Push::Pub) && kind <= bytes(Field::Push::Refresh)
        && kind % 8 == bytes(0) % 8;
}

/** The channel may stand after the content, so the content is read last. */
Message readPush(pbf_reader reader, QString &channel)
{
    std::uint32_t kind = 0;
    data_view content;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(Field::Push::Channel)) {
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

bool isReplyContent(std::uint32_t field)
{
    return field == Field::Reply::Error
        || (field >= Field::Reply::Push && field <= Field::Reply::SubRefresh);
}

void readEnvelope(pbf_reader reader, Envelope &envelope)
{
    while (reader.next()) {
        envelope.isEmpty = false;
        if (reader.tag_and_type() == varint(Field::Reply::Id)) {
            envelope.id = reader.get_uint32();
        } else if (reader.wire_type() == protozero::pbf_wire_type::length_delimited
                   && envelope.kind != bytes(Field::Reply::Error) && isReplyContent(reader.tag())) {
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
        if (reader.tag_and_type() == bytes(Field::Publication::Data)) {
            publication.data = toView(reader.get_view());
        } else if (reader.tag_and_type() == varint(Field::Publication::Offset)) {
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
        if (reader.tag_and_type() == bytes(Field::Push::Channel)) {
            publication.channel = toView(reader.get_view());
        } else if (reader.tag_and_type() == bytes(Field::Push::Pub)) {
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
    if (envelope.kind == bytes(Field::Reply::Push)) {
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
        if (!reply.next() || reply.tag_and_type() != bytes(Field::Reply::Push)) {
            return std::nullopt;
        }
        const pbf_reader push = reply.get_message();
        return reply.next() ? std::nullopt : readPlainPush(push);
    } catch (const protozero::exception &) {
        return std::nullopt; // readProtobufMessage() tells what is wrong
    }
}

} // namespace Centrifuge
