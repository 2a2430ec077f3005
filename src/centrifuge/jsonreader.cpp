// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/jsonreader.h"

#include <simdjson.h>

#include <limits>
#include <string_view>

// Names are those of client.proto of github.com/centrifugal/protocol v0.23.1; each member may be
// absent, in any order, and unknown ones are skipped. Payloads are cut out as they are: simdjson
// walks over them without converting a number or a string.

namespace Centrifuge {

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

/** Readers throw simdjson's exception; it is caught in JsonReader::read. */
[[noreturn]] void fail(simdjson::error_code code)
{
    throw simdjson::simdjson_error(code);
}

QString toText(value json)
{
    const std::string_view text = json.get_string();
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::uint32_t toUint32(value json)
{
    const std::uint64_t number = json.get_uint64();
    if (number > std::numeric_limits<std::uint32_t>::max()) {
        fail(simdjson::NUMBER_OUT_OF_RANGE);
    }
    return static_cast<std::uint32_t>(number);
}

/** The bytes of a value exactly as received, without the white space around them. */
QByteArray toBytes(value json)
{
    std::string_view raw;
    switch (json.type()) {
    case simdjson::ondemand::json_type::object:
        raw = json.get_object().value().raw_json();
        break;
    case simdjson::ondemand::json_type::array:
        raw = json.get_array().value().raw_json();
        break;
    default:
        raw = json.raw_json_token();
    }
    raw = raw.substr(0, raw.find_last_not_of(" \t\r\n") + 1);
    return {raw.data(), static_cast<qsizetype>(raw.size())};
}

/** Calls `read(name, value)` for each member. */
template <typename Read> void eachMember(object members, const Read &read)
{
    for (auto member : members) {
        const std::string_view name = member.unescaped_key();
        read(name, member.value().value());
    }
}

ClientInfo readClientInfo(object members)
{
    ClientInfo info;
    eachMember(members, [&info](std::string_view name, value json) {
        if (name == "user") {
            info.user = toText(json);
        } else if (name == "client") {
            info.client = toText(json);
        } else if (name == "conn_info") {
            info.connectionInfo = toBytes(json);
        } else if (name == "chan_info") {
            info.channelInfo = toBytes(json);
        }
    });
    return info;
}

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

Tags readTags(object members)
{
    Tags tags;
    eachMember(members, [&tags](std::string_view name, value json) {
        tags.insert(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                    toText(json));
    });
    return tags;
}

Publication readPublication(object members)
{
    Publication publication;
    eachMember(members, [&publication](std::string_view name, value json) {
        if (name == "data") {
            publication.data = toBytes(json);
        } else if (name == "offset") {
            publication.offset = json.get_uint64();
        } else if (name == "info") {
            publication.info = readClientInfo(json.get_object());
        } else if (name == "tags") {
            publication.tags = readTags(json.get_object());
        } else if (name == "epoch") {
            publication.epoch = toText(json);
        }
    });
    return publication;
}

std::vector<Publication> readPublications(simdjson::ondemand::array list)
{
    std::vector<Publication> publications;
    for (auto element : list) {
        if (publications.size() == MaxListEntries) {
            fail(simdjson::CAPACITY);
        }
        publications.push_back(readPublication(element.get_object()));
    }
    return publications;
}

QStringList readNames(object members)
{
    QStringList names;
    eachMember(members, [&names](std::string_view name, value) {
        if (static_cast<std::size_t>(names.size()) == MaxListEntries) {
            fail(simdjson::CAPACITY);
        }
        names.append(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    });
    return names;
}

ConnectResult readConnectResult(object members)
{
    ConnectResult result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "client") {
            result.client = toText(json);
        } else if (name == "version") {
            result.version = toText(json);
        } else if (name == "expires") {
            result.expires = json.get_bool();
        } else if (name == "ttl") {
            result.ttl = toUint32(json);
        } else if (name == "data") {
            result.data = toBytes(json);
        } else if (name == "subs") {
            result.serverSideChannels = readNames(json.get_object());
        } else if (name == "ping") {
            result.ping = toUint32(json);
        } else if (name == "pong") {
            result.pong = json.get_bool();
        } else if (name == "node") {
            result.node = toText(json);
        }
    });
    return result;
}

SubscribeResult readSubscribeResult(object members)
{
    SubscribeResult result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "expires") {
            result.expires = json.get_bool();
        } else if (name == "ttl") {
            result.ttl = toUint32(json);
        } else if (name == "recoverable") {
            result.recoverable = json.get_bool();
        } else if (name == "epoch") {
            result.position.epoch = toText(json);
        } else if (name == "publications") {
            result.publications = readPublications(json.get_array());
        } else if (name == "recovered") {
            result.recovered = json.get_bool();
        } else if (name == "offset") {
            result.position.offset = json.get_uint64();
        } else if (name == "positioned") {
            result.positioned = json.get_bool();
        } else if (name == "data") {
            result.data = toBytes(json);
        } else if (name == "was_recovering") {
            result.wasRecovering = json.get_bool();
        }
    });
    return result;
}

template <typename T> T readExpiry(object members)
{
    T result;
    eachMember(members, [&result](std::string_view name, value json) {
        if (name == "expires") {
            result.expires = json.get_bool();
        } else if (name == "ttl") {
            result.ttl = toUint32(json);
        }
    });
    return result;
}

/** The code and the text of `T`; the text is called `textName`. */
template <typename T> T readCode(object members, std::string_view textName, QString T::*text)
{
    T result;
    eachMember(members, [&](std::string_view name, value json) {
        if (name == "code") {
            result.code = toUint32(json);
        } else if (name == textName) {
            result.*text = toText(json);
        } else if constexpr (std::is_same_v<T, ReplyError>) {
            if (name == "temporary") {
                result.temporary = json.get_bool();
            }
        }
    });
    return result;
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
        } else if (name == "disconnect") {
            push = readCode<DisconnectPush>(json.get_object(), "reason", &DisconnectPush::reason);
        } else if (name == "refresh") {
            push = readExpiry<RefreshPush>(json.get_object());
        }
    });
    std::visit(ChannelSetter{channel}, push);
    return push;
}

Message readMessage(object members, QString &channel)
{
    Reply reply;
    std::optional<Message> push;
    bool isEmpty = true;
    eachMember(members, [&](std::string_view name, value json) {
        isEmpty = false;
        if (name == "id") {
            reply.id = toUint32(json);
        } else if (name == "error") {
            reply.result = readCode<ReplyError>(json.get_object(), "message", &ReplyError::message);
        } else if (name == "push") {
            push = readPush(json.get_object(), channel);
        } else if (name == "connect") {
            reply.result = readConnectResult(json.get_object());
        } else if (name == "subscribe") {
            reply.result = readSubscribeResult(json.get_object());
        } else if (name == "unsubscribe") {
            reply.result = UnsubscribeResult{};
        } else if (name == "refresh") {
            reply.result = readExpiry<RefreshResult>(json.get_object());
        }
    });
    if (reply.id > 0) {
        return reply;
    }
    if (push) {
        return std::move(*push);
    }
    return isEmpty ? Message(PingMessage{}) : Message(UnknownPush{});
}

/** The parser's buffers are kept per thread; nothing of one message stays in it for the next. */
simdjson::ondemand::parser &threadParser()
{
    thread_local simdjson::ondemand::parser parser;
    return parser;
}

} // namespace

JsonReader::JsonReader(const QByteArray &frame)
    : m_size(frame.size())
{
    m_padded.reserve(static_cast<std::size_t>(frame.size()) + simdjson::SIMDJSON_PADDING);
    m_padded.assign(frame.constData(), static_cast<std::size_t>(frame.size()));
    m_padded.append(simdjson::SIMDJSON_PADDING, ' ');
}

std::optional<Message> JsonReader::read(qsizetype start, qsizetype end) const
{
    const QByteArrayView line = QByteArrayView(m_padded.data() + start, end - start).trimmed();
    if (line.isEmpty()) {
        return std::nullopt;
    }
    QString channel;
    try {
        const auto size = static_cast<std::size_t>(line.size());
        const auto left = static_cast<std::size_t>(m_padded.data() + m_padded.size() - line.data());
        simdjson::ondemand::document document =
            threadParser().iterate(simdjson::padded_string_view(line.data(), size, left));
        Message message = readMessage(document.get_object(), channel);
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            fail(simdjson::TAPE_ERROR);
        }
        return message;
    } catch (const simdjson::simdjson_error &exception) {
        return UndecodableMessage{channel, line.toByteArray(),
                                  QString::fromLatin1(exception.what())};
    }
}

} // namespace Centrifuge
