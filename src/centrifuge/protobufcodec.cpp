// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/protobufcodec.h"

#include "centrifuge/protobufreader.h"

#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>

#include <iterator>
#include <string>

// Field numbers are those of client.proto of github.com/centrifugal/protocol v0.23.1.

namespace Centrifuge {

namespace {

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

struct RequestWriter
{
    protozero::pbf_writer &command;

    void operator()(const ConnectCommand &request) const
    {
        protozero::pbf_writer writer(command, 4);
        writeText(writer, 1, request.token);
        writeText(writer, 4, request.name);
        writeText(writer, 5, request.version);
    }

    void operator()(const SubscribeCommand &request) const
    {
        protozero::pbf_writer writer(command, 5);
        writeText(writer, 1, request.channel);
        writeText(writer, 2, request.token);
        if (request.recoverFrom) {
            writer.add_bool(3, true);
            writeText(writer, 6, request.recoverFrom->epoch);
            if (request.recoverFrom->offset > 0) {
                writer.add_uint64(7, request.recoverFrom->offset);
            }
        }
        writeFlag(writer, 9, request.positioned);
        writeFlag(writer, 10, request.recoverable);
        writeFlag(writer, 11, request.joinLeave);
    }

    void operator()(const UnsubscribeCommand &request) const
    {
        protozero::pbf_writer writer(command, 6);
        writeText(writer, 1, request.channel);
    }

    void operator()(const RefreshCommand &request) const
    {
        protozero::pbf_writer writer(command, 14);
        writeText(writer, 1, request.token);
    }

    void operator()(const PongCommand &) const { }
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
    if (command.id > 0) {
        protozero::pbf_writer writer(message);
        writer.add_uint32(1, command.id);
        std::visit(RequestWriter{writer}, command.request);
    }
    std::string frame;
    protozero::write_varint(std::back_inserter(frame), message.size());
    frame += message;
    return QByteArray::fromStdString(frame);
}

Outcome ProtobufCodec::decode(const QByteArray &frame, const MessageSink &sink) const
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
        sink(readProtobufMessage(message));
    }
    return success();
}

} // namespace Centrifuge
