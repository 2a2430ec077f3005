// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "fuzz/codecproperties.h"

#include "text/utf8.h"
#include "text/views.h"

#include <cstdlib>
#include <optional>
#include <vector>

using namespace Centrifuge;

namespace Fuzz {

namespace {

struct Decoded
{
    bool isReadable = false;
    std::vector<Message> messages;
};

Decoded decode(const Codec &codec, const QByteArray &frame)
{
    Decoded decoded;
    decoded.isReadable = bool(codec.decode(
        frame, [&decoded](Message &&message) { decoded.messages.push_back(std::move(message)); }));
    return decoded;
}

/** What a plain publication would be as a message, if it is no message that can't be read. */
std::optional<PublicationPush> toMessage(const PlainPublication &plain)
{
    if (!Text::isUtf8(Text::view(plain.channel))) {
        return std::nullopt;
    }
    PublicationPush push;
    push.channel = QString::fromUtf8(plain.channel);
    push.publication.data = plain.data.toByteArray();
    push.publication.offset = plain.offset;
    return push;
}

Decoded decodeOfferingPlain(const Codec &codec, const QByteArray &frame)
{
    Decoded decoded;
    const auto keep = [&decoded](Message &&message) {
        decoded.messages.push_back(std::move(message));
    };
    decoded.isReadable = bool(codec.decode(frame, keep, [&decoded](const PlainPublication &plain) {
        const auto push = toMessage(plain);
        if (push) {
            decoded.messages.emplace_back(*push);
        }
        return push.has_value();
    }));
    return decoded;
}

bool isSame(const Message &one, const Message &other)
{
    const auto *push = std::get_if<PublicationPush>(&one);
    const auto *otherPush = std::get_if<PublicationPush>(&other);
    return one.index() == other.index()
        && (push == nullptr
            || (push->channel == otherPush->channel
                && push->publication == otherPush->publication));
}

qsizetype payloadSize(const Message &message)
{
    if (const auto *push = std::get_if<PublicationPush>(&message)) {
        return push->publication.data.size();
    }
    const auto *undecodable = std::get_if<UndecodableMessage>(&message);
    return undecodable != nullptr ? undecodable->bytes.size() : 0;
}

} // namespace

QByteArray bytes(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
}

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

void checkDecoding(const Codec &codec, const QByteArray &frame)
{
    const Decoded first = decode(codec, frame);
    require(first.messages.size() <= static_cast<std::size_t>(frame.size()) + 1);
    for (const Message &message : first.messages) {
        require(payloadSize(message) <= frame.size());
    }
    for (const Decoded &again : {decode(codec, frame), decodeOfferingPlain(codec, frame)}) {
        require(first.isReadable == again.isReadable);
        require(first.messages.size() == again.messages.size());
        for (std::size_t i = 0; i < first.messages.size(); ++i) {
            require(isSame(first.messages[i], again.messages[i]));
        }
    }
}

} // namespace Fuzz
