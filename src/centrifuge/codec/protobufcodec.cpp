// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufcodec.h"

#include "centrifuge/codec/protobufreader.h"

#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

#include <iterator>
#include <string>

// Field numbers are those of client.proto of github.com/centrifugal/protocol v0.23.1.

namespace Centrifuge {

namespace {

/** A bit of `subscribe.flag`. */
constexpr std::uint64_t RejectUnrecoveredFlag = 2;

void writeText(protozero::pbf_writer &writer, std::uint32_t number, const QString &text)
{
    if (!text.isEmpty()) {
        const QByteArray utf8 = text.toUtf8();
        writer.add_bytes(number, utf8.constData(), static_cast<std::size_t>(utf8.size()));
    }
}

void writeFlag(protozero::pbf_writer &writer, std::uint32_t number, bool value)
{
    if (value) {
        writer.add_bool(number, true);
    }
}

void writeNumber(protozero::pbf_writer &writer, std::uint32_t number, std::uint64_t value)
{
    if (value > 0) {
        writer.add_uint64(number, value);
    }
}

void writePayload(protozero::pbf_writer &writer, std::uint32_t number, const QByteArray &data)
{
    if (!data.isEmpty()) {
        writer.add_bytes(number, data.constData(), static_cast<std::size_t>(data.size()));
    }
}

/** One entry of the map `subs` of a connect. */
void writeRecovery(protozero::pbf_writer &writer, const QString &channel,
                   const StreamPosition &position)
{
    protozero::pbf_writer entry(writer, 3);
    writeText(entry, 1, channel);
    protozero::pbf_writer subscription(entry, 2);
    subscription.add_bool(3, true);
    writeText(subscription, 6, position.epoch);
    writeNumber(subscription, 7, position.offset);
}

void writeHeader(protozero::pbf_writer &writer, const QString &name, const QString &value)
{
    protozero::pbf_writer entry(writer, 6);
    writeText(entry, 1, name);
    writeText(entry, 2, value);
}

/** `node` as the field `number`. */
void writeFilter(protozero::pbf_writer &parent, std::uint32_t number, const FilterNode &node)
{
    protozero::pbf_writer writer(parent, number);
    writeText(writer, 1, node.operation);
    writeText(writer, 2, node.key);
    writeText(writer, 3, node.comparison);
    writeText(writer, 4, node.value);
    for (const QString &value : node.values) {
        const QByteArray utf8 = value.toUtf8(); // empty ones count, too
        writer.add_bytes(5, utf8.constData(), static_cast<std::size_t>(utf8.size()));
    }
    for (const FilterNode &child : node.nodes) {
        writeFilter(writer, 6, child);
    }
}

/** Present even where it is empty, which a nested writer would leave out. */
void writePosition(protozero::pbf_writer &parent, std::uint32_t number,
                   const StreamPosition &position)
{
    std::string content;
    protozero::pbf_writer writer(content);
    writeNumber(writer, 1, position.offset);
    writeText(writer, 2, position.epoch);
    parent.add_message(number, content);
}

/** Writes the fields of a request and returns the field of Command that holds it. */
struct RequestWriter
{
    protozero::pbf_writer &writer;

    std::uint32_t operator()(const ConnectCommand &request) const
    {
        writeText(writer, 1, request.token);
        writePayload(writer, 2, request.data);
        for (auto entry = request.recoverFrom.cbegin(); entry != request.recoverFrom.cend();
             ++entry) {
            writeRecovery(writer, entry.key(), entry.value());
        }
        writeText(writer, 4, request.name);
        writeText(writer, 5, request.version);
        for (auto header = request.headers.cbegin(); header != request.headers.cend(); ++header) {
            writeHeader(writer, header.key(), header.value());
        }
        return 4;
    }

    std::uint32_t operator()(const SubscribeCommand &request) const
    {
        writeText(writer, 1, request.channel);
        writeText(writer, 2, request.token);
        if (request.recoverFrom) {
            writer.add_bool(3, true);
            writeText(writer, 6, request.recoverFrom->epoch);
            writeNumber(writer, 7, request.recoverFrom->offset);
        }
        writePayload(writer, 8, request.data);
        writeFlag(writer, 9, request.positioned);
        writeFlag(writer, 10, request.recoverable);
        writeFlag(writer, 11, request.joinLeave);
        if (request.delta) {
            writer.add_bytes(12, "fossil");
        }
        if (request.filter) {
            writeFilter(writer, 13, *request.filter);
        }
        writeNumber(writer, 14, request.rejectUnrecovered ? RejectUnrecoveredFlag : 0);
        return 5;
    }

    std::uint32_t operator()(const UnsubscribeCommand &request) const
    {
        writeText(writer, 1, request.channel);
        return 6;
    }

    std::uint32_t operator()(const PublishCommand &request) const
    {
        writeText(writer, 1, request.channel);
        writePayload(writer, 2, request.data);
        return 7;
    }

    std::uint32_t operator()(const PresenceCommand &request) const
    {
        writeText(writer, 1, request.channel);
        return 8;
    }

    std::uint32_t operator()(const PresenceStatsCommand &request) const
    {
        writeText(writer, 1, request.channel);
        return 9;
    }

    std::uint32_t operator()(const HistoryCommand &request) const
    {
        writeText(writer, 1, request.channel);
        if (request.limit != 0) {
            writer.add_int32(7, request.limit);
        }
        if (request.since) {
            writePosition(writer, 8, *request.since);
        }
        writeFlag(writer, 9, request.reverse);
        return 10;
    }

    std::uint32_t operator()(const RpcCommand &request) const
    {
        writePayload(writer, 1, request.data);
        writeText(writer, 2, request.method);
        return 13;
    }

    std::uint32_t operator()(const SendCommand &request) const
    {
        writePayload(writer, 1, request.data);
        return 12;
    }

    std::uint32_t operator()(const RefreshCommand &request) const
    {
        writeText(writer, 1, request.token);
        return 14;
    }

    std::uint32_t operator()(const SubscriptionRefreshCommand &request) const
    {
        writeText(writer, 1, request.channel);
        writeText(writer, 2, request.token);
        return 15;
    }

    std::uint32_t operator()(const PongCommand &) const { return 0; }
};

Outcome brokenFrame(const QString &why)
{
    return Error{ErrorLayer::Protocol, 0,
                 QStringLiteral("The server sent a frame that cannot be read: %1.").arg(why), true};
}

} // namespace

QByteArray ProtobufCodec::encode(const Command &command) const
{
    std::string message;
    protozero::pbf_writer writer(message);
    if (command.id > 0) {
        writer.add_uint32(1, command.id);
    }
    std::string request;
    protozero::pbf_writer requestWriter(request);
    if (const std::uint32_t number = std::visit(RequestWriter{requestWriter}, command.request)) {
        writer.add_message(number, request); // also an empty one, such as connect without anything
    }
    std::string frame;
    protozero::write_varint(std::back_inserter(frame), message.size());
    frame += message;
    return QByteArray::fromStdString(frame);
}

Outcome ProtobufCodec::split(const QByteArray &frame, const MessageSink &sink,
                             const PlainSink &plain) const
{
    const char *position = frame.constBegin();
    const char *const end = frame.constEnd();
    while (position != end) {
        std::uint64_t length = 0;
        try {
            length = protozero::decode_varint(&position, end);
        } catch (const protozero::exception &) {
            return brokenFrame(QStringLiteral("a message length is broken"));
        }
        if (length > static_cast<std::uint64_t>(end - position)) {
            return brokenFrame(QStringLiteral("a message is longer than its frame"));
        }
        const QByteArrayView message(position, static_cast<qsizetype>(length));
        position += length;
        const auto publication = plain ? readPlainPublication(message) : std::nullopt;
        if (!publication || !plain(*publication)) {
            sink(readProtobufMessage(message));
        }
    }
    return success();
}

} // namespace Centrifuge
