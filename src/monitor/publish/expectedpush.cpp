// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/expectedpush.h"

std::string positionKey(const std::string &channel, const std::string &epoch, std::uint64_t offset)
{
    std::string key = channel;
    key += '\0';
    key += epoch;
    key += '\0';
    key += std::to_string(offset);
    return key;
}

bool ExpectedPush::isAt(const PushFingerprint &push) const
{
    return !position.empty() && push.hasPosition()
        && positionKey(push.channel, push.epoch, push.offset) == position;
}

bool ExpectedPush::hasTag(const PushFingerprint &push) const
{
    return !tag.empty() && push.tag == tag && push.channel == channel;
}

bool ExpectedPush::hasPayload(const PushFingerprint &push) const
{
    return push.payloadSize == payloadSize && push.looseHash == looseHash && push.tag.empty()
        && push.channel == channel;
}
