// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "fuzz/codecproperties.h"

#include <cstdlib>
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
    const Decoded second = decode(codec, frame);
    require(first.isReadable == second.isReadable);
    require(first.messages.size() == second.messages.size());
    for (std::size_t i = 0; i < first.messages.size(); ++i) {
        require(first.messages[i].index() == second.messages[i].index());
    }
}

} // namespace Fuzz
