// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/protobufcodec.h"

#include "centrifuge/codec/protobuffields.h"
#include "centrifuge/codec/protobufreader.h"

#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

#include <iterator>
#include <string>

namespace Centrifuge {

namespace {

namespace Field = Protobuf::Field;

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
    protozero::pbf_writer entry(writer, Field::ConnectRequest::Subs);
    writeText(entry, Field::MapEntry::Key, channel);
    protozero::pbf_writer subscription(entry, Field::MapEntry::Value);
    subscription.add_bool(Field::SubscribeRequest::Recover, true);
    writeText(subscription, Field::SubscribeRequest::Epoch, position.epoch);
    writeNumber(subscription, Field::SubscribeRequest::Offset, position.offset);
}

void writeHeader(protozero::pbf_writer &writer, const QString &name, const QString &value)
{
    protozero::pbf_writer entry(writer, Field::ConnectRequest::Headers);
    writeText(entry, Field::MapEntry::Key, name);
    writeText(entry, Field::MapEntry::Value, value);
}

/** `node` as the field `number`. */
void writeFilter(protozero::pbf_writer &parent, std::uint32_t number, const FilterNode &node)
{
    protozero::pbf_writer writer(parent, number);
    writeText(writer, Field::FilterNode::Op, node.operation);
    writeText(writer, Field::FilterNode::Key, node.key);
    writeText(writer, Field::FilterNode::Cmp, node.comparison);
    writeText(writer, Field::FilterNode::Val, node.value);
    for (const QString &value : node.values) {
        const QByteArray utf8 = value.toUtf8(); // empty ones count, too
        writer.add_bytes(Field::FilterNode::Vals, utf8.constData(),
                         static_cast<std::size_t>(utf8.size()));
    }
    for (const FilterNode &child : node.nodes) {
        writeFilter(writer, Field::FilterNode::Nodes, child);
    }
}

/** Present even where it is empty, which a nested writer would leave out. */
void writePosition(protozero::pbf_writer &parent, std::uint32_t number,
                   const StreamPosition &position)
{
    std::string content;
    protozero::pbf_writer writer(content);
    writeNumber(writer, Field::StreamPosition::Offset, position.offset);
    writeText(writer, Field::StreamPosition::Epoch, position.epoch);
    parent.add_message(number, content);
}

/** Writes the fields of a request and returns the field of Command that holds it. */
struct ProtobufRequestWriter
{
    protozero::pbf_writer &writer;

    std::uint32_t operator()(const ConnectCommand &request) const
    {
        writeText(writer, Field::ConnectRequest::Token, request.token);
        writePayload(writer, Field::ConnectRequest::Data, request.data);
        for (auto entry = request.recoverFrom.cbegin(); entry != request.recoverFrom.cend();
             ++entry) {
            writeRecovery(writer, entry.key(), entry.value());
        }
        writeText(writer, Field::ConnectRequest::Name, request.name);
        writeText(writer, Field::ConnectRequest::Version, request.version);
        for (auto header = request.headers.cbegin(); header != request.headers.cend(); ++header) {
            writeHeader(writer, header.key(), header.value());
        }
        return Field::Command::Connect;
    }

    std::uint32_t operator()(const SubscribeCommand &request) const
    {
        writeText(writer, Field::SubscribeRequest::Channel, request.channel);
        writeText(writer, Field::SubscribeRequest::Token, request.token);
        if (request.recoverFrom) {
            writer.add_bool(Field::SubscribeRequest::Recover, true);
            writeText(writer, Field::SubscribeRequest::Epoch, request.recoverFrom->epoch);
            writeNumber(writer, Field::SubscribeRequest::Offset, request.recoverFrom->offset);
        }
        writePayload(writer, Field::SubscribeRequest::Data, request.data);
        writeFlag(writer, Field::SubscribeRequest::Positioned, request.positioned);
        writeFlag(writer, Field::SubscribeRequest::Recoverable, request.recoverable);
        writeFlag(writer, Field::SubscribeRequest::JoinLeave, request.joinLeave);
        if (request.delta) {
            writer.add_bytes(Field::SubscribeRequest::Delta, "fossil");
        }
        if (request.filter) {
            writeFilter(writer, Field::SubscribeRequest::Tf, *request.filter);
        }
        writeNumber(writer, Field::SubscribeRequest::Flag,
                    request.rejectUnrecovered ? RejectUnrecoveredFlag : 0);
        return Field::Command::Subscribe;
    }

    std::uint32_t operator()(const UnsubscribeCommand &request) const
    {
        writeText(writer, Field::UnsubscribeRequest::Channel, request.channel);
        return Field::Command::Unsubscribe;
    }

    std::uint32_t operator()(const PublishCommand &request) const
    {
        writeText(writer, Field::PublishRequest::Channel, request.channel);
        writePayload(writer, Field::PublishRequest::Data, request.data);
        return Field::Command::Publish;
    }

    std::uint32_t operator()(const PresenceCommand &request) const
    {
        writeText(writer, Field::PresenceRequest::Channel, request.channel);
        return Field::Command::Presence;
    }

    std::uint32_t operator()(const PresenceStatsCommand &request) const
    {
        writeText(writer, Field::PresenceStatsRequest::Channel, request.channel);
        return Field::Command::PresenceStats;
    }

    std::uint32_t operator()(const HistoryCommand &request) const
    {
        writeText(writer, Field::HistoryRequest::Channel, request.channel);
        if (request.limit != 0) {
            writer.add_int32(Field::HistoryRequest::Limit, request.limit);
        }
        if (request.since) {
            writePosition(writer, Field::HistoryRequest::Since, *request.since);
        }
        writeFlag(writer, Field::HistoryRequest::Reverse, request.reverse);
        return Field::Command::History;
    }

    std::uint32_t operator()(const RpcCommand &request) const
    {
        writePayload(writer, Field::RpcRequest::Data, request.data);
        writeText(writer, Field::RpcRequest::Method, request.method);
        return Field::Command::Rpc;
    }

    std::uint32_t operator()(const SendCommand &request) const
    {
        writePayload(writer, Field::SendRequest::Data, request.data);
        return Field::Command::Send;
    }

    std::uint32_t operator()(const RefreshCommand &request) const
    {
        writeText(writer, Field::RefreshRequest::Token, request.token);
        return Field::Command::Refresh;
    }

    std::uint32_t operator()(const SubscriptionRefreshCommand &request) const
    {
        writeText(writer, Field::SubRefreshRequest::Channel, request.channel);
        writeText(writer, Field::SubRefreshRequest::Token, request.token);
        return Field::Command::SubRefresh;
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
        writer.add_uint32(Field::Command::Id, command.id);
    }
    std::string request;
    protozero::pbf_writer requestWriter(request);
    if (const std::uint32_t number =
            std::visit(ProtobufRequestWriter{requestWriter}, command.request)) {
        writer.add_message(number, request); // also an empty one, such as connect without anything
    }
    std::string frame;
    protozero::write_varint(std::back_inserter(frame), message.size());
    frame += message;
    return QByteArray::fromStdString(frame);
}

Outcome ProtobufCodec::split(const QByteArray &frame, const MessageSink &sink,
                             const PlainPublicationSink &plain) const
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
