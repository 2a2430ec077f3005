// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/protobufreader.h"

#include <protozero/pbf_reader.hpp>

// Field numbers are those of client.proto of github.com/centrifugal/protocol v0.23.1. Readers
// switch over number *and* wire type: protozero only asserts that a getter fits the type on the
// wire.

namespace Centrifuge {

namespace {

using protozero::data_view;
using protozero::pbf_reader;
using protozero::pbf_wire_type;

constexpr std::uint32_t varint(std::uint32_t number)
{
    return protozero::tag_and_type(number, pbf_wire_type::varint);
}

constexpr std::uint32_t bytes(std::uint32_t number)
{
    return protozero::tag_and_type(number, pbf_wire_type::length_delimited);
}

/** Broken in a way protozero does not see. */
struct BrokenMessage : protozero::exception
{
    const char *what() const noexcept override { return "too many entries in one list"; }
};

QString toText(const data_view &view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QByteArray toBytes(const data_view &view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

// Not get_bool(): it looks at the first byte only, even where there is none.
bool toBool(pbf_reader &reader)
{
    return reader.get_uint64() != 0;
}

ClientInfo readClientInfo(pbf_reader reader)
{
    ClientInfo info;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(1):
            info.user = toText(reader.get_view());
            break;
        case bytes(2):
            info.client = toText(reader.get_view());
            break;
        case bytes(3):
            info.connectionInfo = toBytes(reader.get_view());
            break;
        case bytes(4):
            info.channelInfo = toBytes(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    return info;
}

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

void readTag(pbf_reader reader, Tags &tags)
{
    QString key;
    QString value;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(1):
            key = toText(reader.get_view());
            break;
        case bytes(2):
            value = toText(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    tags.insert(key, value);
}

Publication readPublication(pbf_reader reader)
{
    Publication publication;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(4):
            publication.data = toBytes(reader.get_view());
            break;
        case bytes(5):
            publication.info = readClientInfo(reader.get_message());
            break;
        case varint(6):
            publication.offset = reader.get_uint64();
            break;
        case bytes(7):
            readTag(reader.get_message(), publication.tags);
            break;
        case bytes(14):
            publication.epoch = toText(reader.get_view());
            break;
        default:
            reader.skip();
        }
    }
    return publication;
}

/** The key of one entry of a map of channels. */
QString readMapKey(pbf_reader reader)
{
    QString key;
    while (reader.next()) {
        if (reader.tag_and_type() == bytes(1)) {
            key = toText(reader.get_view());
        } else {
            reader.skip();
        }
    }
    return key;
}

ConnectResult readConnectResult(pbf_reader reader)
{
    ConnectResult result;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(1):
            result.client = toText(reader.get_view());
            break;
        case bytes(2):
            result.version = toText(reader.get_view());
            break;
        case varint(3):
            result.expires = toBool(reader);
            break;
        case varint(4):
            result.ttl = reader.get_uint32();
            break;
        case bytes(5):
            result.data = toBytes(reader.get_view());
            break;
        case bytes(6):
            result.serverSideChannels.append(readMapKey(reader.get_message()));
            break;
        case varint(7):
            result.ping = reader.get_uint32();
            break;
        case varint(8):
            result.pong = toBool(reader);
            break;
        case bytes(10):
            result.node = toText(reader.get_view());
            break;
        default:
            reader.skip();
        }
        if (static_cast<std::size_t>(result.serverSideChannels.size()) > MaxListEntries) {
            throw BrokenMessage();
        }
    }
    return result;
}

SubscribeResult readSubscribeResult(pbf_reader reader)
{
    SubscribeResult result;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case varint(1):
            result.expires = toBool(reader);
            break;
        case varint(2):
            result.ttl = reader.get_uint32();
            break;
        case varint(3):
            result.recoverable = toBool(reader);
            break;
        case bytes(6):
            result.position.epoch = toText(reader.get_view());
            break;
        case bytes(7):
            result.publications.push_back(readPublication(reader.get_message()));
            break;
        case varint(8):
            result.recovered = toBool(reader);
            break;
        case varint(9):
            result.position.offset = reader.get_uint64();
            break;
        case varint(10):
            result.positioned = toBool(reader);
            break;
        case bytes(11):
            result.data = toBytes(reader.get_view());
            break;
        case varint(12):
            result.wasRecovering = toBool(reader);
            break;
        default:
            reader.skip();
        }
        if (result.publications.size() > MaxListEntries) {
            throw BrokenMessage();
        }
    }
    return result;
}

/** RefreshResult and the Refresh push differ only in their numbers. */
template <typename T>
T readExpiry(pbf_reader reader, std::uint32_t expiresNumber, std::uint32_t ttlNumber)
{
    T result;
    while (reader.next()) {
        if (reader.tag_and_type() == varint(expiresNumber)) {
            result.expires = toBool(reader);
        } else if (reader.tag_and_type() == varint(ttlNumber)) {
            result.ttl = reader.get_uint32();
        } else {
            reader.skip();
        }
    }
    return result;
}

struct CodeAndText
{
    std::uint32_t code = 0;
    QString text;
    bool flag = false;
};

/** Error, Unsubscribe and Disconnect: a code, then a text, then (Error, Disconnect) a flag. */
CodeAndText readCodeAndText(pbf_reader reader, std::uint32_t codeNumber)
{
    CodeAndText result;
    while (reader.next()) {
        if (reader.tag_and_type() == varint(codeNumber)) {
            result.code = reader.get_uint32();
        } else if (reader.tag_and_type() == bytes(codeNumber + 1)) {
            result.text = toText(reader.get_view());
        } else if (reader.tag_and_type() == varint(codeNumber + 2)) {
            result.flag = toBool(reader);
        } else {
            reader.skip();
        }
    }
    return result;
}

Message makePush(const QString &channel, std::uint32_t kind, const data_view &view)
{
    switch (kind) {
    case bytes(4):
        return PublicationPush{channel, readPublication(pbf_reader(view))};
    case bytes(5):
        return JoinPush{channel, readPresenceChange(pbf_reader(view))};
    case bytes(6):
        return LeavePush{channel, readPresenceChange(pbf_reader(view))};
    case bytes(7): {
        CodeAndText content = readCodeAndText(pbf_reader(view), 2);
        return UnsubscribePush{channel, content.code, std::move(content.text)};
    }
    case bytes(11): {
        CodeAndText content = readCodeAndText(pbf_reader(view), 1);
        return DisconnectPush{content.code, std::move(content.text)};
    }
    case bytes(12):
        return readExpiry<RefreshPush>(pbf_reader(view), 1, 2);
    default:
        return UnknownPush{};
    }
}

/** The channel may stand after the content, so the content is read last. */
Message readPush(pbf_reader reader, QString &channel)
{
    std::uint32_t kind = 0;
    data_view content;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
        case bytes(2):
            channel = toText(reader.get_view());
            break;
        case bytes(4):
        case bytes(5):
        case bytes(6):
        case bytes(7):
        case bytes(11):
        case bytes(12):
            kind = reader.tag_and_type();
            content = reader.get_view();
            break;
        default:
            reader.skip();
        }
    }
    return makePush(channel, kind, content);
}

ReplyResult readError(pbf_reader reader)
{
    CodeAndText content = readCodeAndText(reader, 1);
    return ReplyError{content.code, std::move(content.text), content.flag};
}

/** One message; `channel` receives the channel of a push as soon as it is known. */
Message readMessage(pbf_reader reader, QString &channel)
{
    Reply reply;
    data_view push;
    bool isPush = false;
    bool isEmpty = true;
    while (reader.next()) {
        isEmpty = false;
        switch (reader.tag_and_type()) {
        case varint(1):
            reply.id = reader.get_uint32();
            break;
        case bytes(2):
            reply.result = readError(reader.get_message());
            break;
        case bytes(4):
            push = reader.get_view();
            isPush = true;
            break;
        case bytes(5):
            reply.result = readConnectResult(reader.get_message());
            break;
        case bytes(6):
            reply.result = readSubscribeResult(reader.get_message());
            break;
        case bytes(7):
            reader.skip();
            reply.result = UnsubscribeResult{};
            break;
        case bytes(14):
            reply.result = readExpiry<RefreshResult>(reader.get_message(), 3, 4);
            break;
        default:
            reader.skip();
        }
    }
    if (reply.id > 0) {
        return reply;
    }
    if (isPush) {
        return readPush(pbf_reader(push), channel);
    }
    return isEmpty ? Message(PingMessage{}) : Message(UnknownPush{});
}

} // namespace

Message readProtobufMessage(QByteArrayView bytesOfMessage)
{
    const data_view view(bytesOfMessage.data(), static_cast<std::size_t>(bytesOfMessage.size()));
    QString channel;
    try {
        return readMessage(pbf_reader(view), channel);
    } catch (const protozero::exception &exception) {
        return UndecodableMessage{channel, toBytes(view), QString::fromLatin1(exception.what())};
    }
}

} // namespace Centrifuge
