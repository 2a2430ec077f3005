// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsonreader.h"

#include "centrifuge/codec/jsonelision.h"
#include "centrifuge/codec/jsonresults.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace Centrifuge {

namespace {

using namespace Json;

/** Join and Leave have the same shape. */
ClientInfo readPresenceChange(object members)
{
    ClientInfo info;
    eachMember(members, [&info](std::string_view name, value json) {
        if (name == "info") {
            info = readClientInfo(json.get_object());
        }
    });
    return info;
}

SubscribePush readSubscribe(object members)
{
    SubscribePush push;
    eachMember(members, [&push](std::string_view name, value json) {
        if (name == "recoverable") {
            push.recoverable = json.get_bool();
        } else if (name == "epoch") {
            push.position.epoch = toText(json);
        } else if (name == "offset") {
            push.position.offset = json.get_uint64();
        } else if (name == "positioned") {
            push.positioned = json.get_bool();
        } else if (name == "data") {
            push.data = toBytes(json);
        }
    });
    return push;
}

MessagePush readMessagePush(object members)
{
    MessagePush push;
    eachMember(members, [&push](std::string_view name, value json) {
        if (name == "data") {
            push.data = toBytes(json);
        }
    });
    return push;
}

struct ChannelSetter
{
    const QString &channel;

    template <typename T> void operator()(T &message) const
    {
        if constexpr (requires { message.channel; }) {
            message.channel = channel;
        }
    }
};

/** `channel` receives the channel as soon as it is known. */
Message readPush(object members, QString &channel)
{
    Message push = UnknownPush{};
    eachMember(members, [&](std::string_view name, value json) {
        if (name == "channel") {
            channel = toText(json);
        } else if (name == "pub") {
            push = PublicationPush{{}, readPublication(json.get_object())};
        } else if (name == "join") {
            push = JoinPush{{}, readPresenceChange(json.get_object())};
        } else if (name == "leave") {
            push = LeavePush{{}, readPresenceChange(json.get_object())};
        } else if (name == "unsubscribe") {
            push = readCode<UnsubscribePush>(json.get_object(), "reason", &UnsubscribePush::reason);
        } else if (name == "subscribe") {
            push = readSubscribe(json.get_object());
        } else if (name == "message") {
            push = readMessagePush(json.get_object());
        } else if (name == "disconnect") {
            push = readCode<DisconnectPush>(json.get_object(), "reason", &DisconnectPush::reason);
        } else if (name == "refresh") {
            push = readExpiry<RefreshPush>(json.get_object());
        }
    });
    std::visit(ChannelSetter{channel}, push);
    return push;
}

/** What is known of a message that turns out to be malformed. */
struct Known
{
    std::uint32_t id = 0;
    QString channel; ///< of a push
};

Message readMessage(object members, Known &known)
{
    std::optional<ReplyResult> result;
    std::optional<Message> push;
    bool isEmpty = true;
    eachMember(members, [&](std::string_view name, value json) {
        isEmpty = false;
        if (name == "id") {
            known.id = toUint32(json);
        } else if (name == "push") {
            push = readPush(json.get_object(), known.channel);
        } else if (!result || !std::holds_alternative<ReplyError>(*result)) {
            auto found = readResult(name, json); // an error outweighs a result
            result = found ? std::move(found) : std::move(result);
        }
    });
    if (known.id > 0) {
        return Reply{known.id, result ? std::move(*result) : UnknownResult{}};
    }
    if (push) {
        return std::move(*push);
    }
    return isEmpty ? Message(PingMessage{}) : Message(UnknownPush{});
}

/** False when there is more than that. */
bool readPlainContent(object members, PlainPublication &publication)
{
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        value json = member.value();
        if (name == "data") {
            publication.data = toView(json);
        } else if (name == "offset") {
            publication.offset = json.get_uint64();
        } else {
            return false;
        }
    }
    return true;
}

/** False when it is something else. */
bool readPlainPush(object members, PlainPublication &publication)
{
    bool isPublication = false;
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        value json = member.value();
        if (name == "channel") {
            publication.channel = std::string_view(json.get_string());
        } else if (name == "pub" && !isPublication
                   && readPlainContent(json.get_object(), publication)) {
            isPublication = true;
        } else {
            return false;
        }
    }
    return isPublication;
}

std::optional<PlainPublication> readPlainMessage(object members)
{
    PlainPublication publication;
    bool isPublication = false;
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        value json = member.value();
        if (name != "push" || isPublication || !readPlainPush(json.get_object(), publication)) {
            return std::nullopt;
        }
        isPublication = true;
    }
    return isPublication ? std::optional(publication) : std::nullopt;
}

/**
 * The id where the parser gave up before it came to it, as in a line that is cut off: servers write
 * it at the very start. 0 when it is not there in full.
 */
std::uint32_t leadingId(QByteArrayView line)
{
    constexpr QByteArrayView Start = "{\"id\":";
    if (!line.startsWith(Start)) {
        return 0;
    }
    std::uint64_t id = 0;
    for (const char c : line.sliced(Start.size())) {
        if (c == ',' || c == '}') {
            return static_cast<std::uint32_t>(id);
        }
        if (c < '0' || c > '9') {
            return 0;
        }
        id = id * 10 + static_cast<std::uint64_t>(c - '0');
        if (id > std::numeric_limits<std::uint32_t>::max()) {
            return 0;
        }
    }
    return 0;
}

/** The parser's buffers are kept per thread; nothing of one message stays in it for the next. */
simdjson::ondemand::parser &threadParser()
{
    thread_local simdjson::ondemand::parser parser;
    return parser;
}

} // namespace

JsonReader::JsonReader(const QByteArray &frame)
    : m_padded(frame)
{
    constexpr auto Padding = static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    // What QString::toUtf8() returns has so much room behind its text that no copy is needed.
    if (m_padded.data_ptr().freeSpaceAtEnd() < Padding) {
        m_padded.reserve(frame.size() + Padding);
    }
}

QByteArrayView JsonReader::line(qsizetype start, qsizetype end) const
{
    return QByteArrayView(m_padded).sliced(start, end - start).trimmed();
}

/** With the memory behind it that may be read. */
simdjson::padded_string_view JsonReader::padded(QByteArrayView line, const Elision &elision) const
{
    using simdjson::padded_string_view;
    if (!elision.isEmpty()) {
        return padded_string_view(elision.memory().constData(), elision.size(),
                                  static_cast<std::size_t>(elision.memory().size()));
    }
    const auto left = static_cast<std::size_t>(m_padded.constEnd() - line.data());
    return padded_string_view(line.data(), static_cast<std::size_t>(line.size()),
                              left + simdjson::SIMDJSON_PADDING);
}

/** After a large frame the parser's buffers, several times its size, are given back. */
JsonReader::~JsonReader()
{
    constexpr qsizetype KeptBytes = qsizetype(4) * 1024 * 1024;
    if (m_padded.size() > KeptBytes) {
        threadParser() = simdjson::ondemand::parser();
    }
}

std::optional<PlainPublication> JsonReader::readPlain(qsizetype start, qsizetype end) const
{
    const QByteArrayView text = line(start, end);
    if (!text.startsWith("{\"push\"")) {
        return std::nullopt; // servers write it so; what is written otherwise is no mistake
    }
    try {
        const Elision elision(text);
        simdjson::ondemand::document document = threadParser().iterate(padded(text, elision));
        const auto publication = readPlainMessage(document.get_object());
        const bool isAtEnd = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
        return publication && isAtEnd ? publication : std::nullopt;
    } catch (const simdjson::simdjson_error &) {
        return std::nullopt; // read() tells what is wrong
    }
}

std::optional<Message> JsonReader::read(qsizetype start, qsizetype end) const
{
    const QByteArrayView line = this->line(start, end);
    if (line.isEmpty()) {
        return std::nullopt;
    }
    Known known;
    try {
        const Elision elision(line);
        simdjson::ondemand::document document = threadParser().iterate(padded(line, elision));
        Message message = readMessage(document.get_object(), known);
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            fail(simdjson::TAPE_ERROR);
        }
        return message;
    } catch (const simdjson::simdjson_error &exception) {
        const QString why = QString::fromLatin1(exception.what());
        const std::uint32_t id = known.id > 0 ? known.id : leadingId(line);
        const QByteArray bytes =
            line.first(std::min(line.size(), MaxUndecodableBytes)).toByteArray();
        if (id > 0) {
            return Reply{id, UndecodableResult{bytes, why}};
        }
        return UndecodableMessage{known.channel, bytes, why};
    }
}

} // namespace Centrifuge
