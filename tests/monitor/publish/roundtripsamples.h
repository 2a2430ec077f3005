// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entry.h"
#include "monitor/publish/roundtriptracker.h"

#include <string>

/** A push as the journal has it; owns the bytes. */
struct TestPush
{
    std::string channel = "news";
    std::string payload = "{\"a\":1}";
    std::string epoch;
    std::uint64_t offset = 0;
    std::string tags;
    std::uint8_t flags = 0;

    Entry entry(const Centrifuge::Clock &clock) const
    {
        Entry entry;
        entry.monotonic = clock.monotonic();
        entry.channel = channel;
        entry.payload = payload;
        entry.epoch = epoch;
        entry.offset = offset;
        entry.tags = tags;
        entry.flags = flags;
        return entry;
    }
};

inline Centrifuge::PublishRequest request(const QString &tag = {},
                                          const QByteArray &data = "{\"a\":1}")
{
    Centrifuge::PublishRequest request;
    request.channel = QStringLiteral("news");
    request.data = data;
    if (!tag.isEmpty()) {
        request.tags.insert(QLatin1String(RoundTripTagKey), tag);
    }
    return request;
}

inline Centrifuge::PublishResult accepted(std::uint64_t offset = 0, const QString &epoch = {})
{
    Centrifuge::PublishReply reply;
    reply.position = {offset, epoch};
    return reply;
}

inline Centrifuge::PublishResult failure(Centrifuge::ErrorLayer layer, int code = 0)
{
    return Centrifuge::Error{layer, code, QStringLiteral("words"), false};
}

inline std::string tagged(const char *tag)
{
    return std::string("{\"other\":\"x\",\"rm-id\":\"") + tag + "\"}";
}
