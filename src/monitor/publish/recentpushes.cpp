// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/recentpushes.h"

#include "monitor/entry/entry.h"
#include "monitor/publish/roundtriptracker.h"

#include <QByteArrayView>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>

std::uint64_t exactHash(std::string_view payload)
{
    return std::hash<std::string_view>{}(payload);
}

std::uint64_t looseHash(std::string_view payload)
{
    if (payload.find_first_of("\r\n") == std::string_view::npos) {
        return exactHash(payload);
    }
    std::string spaced(payload);
    std::replace_if(
        spaced.begin(), spaced.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    return exactHash(spaced);
}

std::string roundTripTag(std::string_view tags)
{
    if (tags.find(RoundTripTagKey) == std::string_view::npos) {
        return {};
    }
    const QByteArray text(tags.data(), static_cast<qsizetype>(tags.size()));
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    return object.value(QLatin1String(RoundTripTagKey)).toString().toStdString();
}

PushFingerprint fingerprintOf(const Entry &entry)
{
    PushFingerprint push;
    push.channel = entry.channel;
    push.epoch = entry.epoch;
    push.watcher = entry.watcher;
    push.tag = roundTripTag(entry.tags);
    push.offset = entry.offset;
    push.payloadSize = entry.payloadSize();
    push.isKept = (entry.flags & NotKept) == 0;
    push.payloadHash = exactHash(entry.payload);
    push.looseHash = looseHash(entry.payload);
    push.at = entry.monotonic;
    return push;
}

void RecentPushes::add(PushFingerprint push)
{
    m_pushes.push_back(std::move(push));
    if (m_pushes.size() > Limit) {
        m_pushes.pop_front();
    }
}

bool RecentPushes::take(const std::function<bool(const PushFingerprint &)> &fits,
                        PushFingerprint &taken)
{
    const auto found = std::find_if(m_pushes.begin(), m_pushes.end(), fits);
    if (found == m_pushes.end()) {
        return false;
    }
    taken = std::move(*found);
    m_pushes.erase(found);
    return true;
}

void RecentPushes::forgetBefore(std::chrono::nanoseconds time)
{
    while (!m_pushes.empty() && m_pushes.front().at < time) {
        m_pushes.pop_front();
    }
}
