// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/awaitedpushes.h"

namespace {

quint64 idAt(const std::unordered_map<std::string, quint64> &index, const std::string &key)
{
    const auto found = index.find(key);
    return found == index.end() ? 0 : found->second;
}

} // namespace

void AwaitedPushes::add(ExpectedPush expected)
{
    const quint64 id = expected.id;
    if (!expected.tag.empty()) {
        m_byTag.insert_or_assign(expected.tag, id);
    }
    m_pushes.insert_or_assign(id, std::move(expected));
    m_waiters.push_back(id);
}

ExpectedPush *AwaitedPushes::find(quint64 id)
{
    const auto found = m_pushes.find(id);
    return found == m_pushes.end() ? nullptr : &found->second;
}

void AwaitedPushes::forget(quint64 id)
{
    const ExpectedPush *expected = find(id);
    if (expected == nullptr) {
        return;
    }
    const auto eraseOwn = [id](auto &index, const std::string &key) {
        const auto found = index.find(key);
        if (found != index.end() && found->second == id) {
            index.erase(found);
        }
    };
    eraseOwn(m_byTag, expected->tag);
    eraseOwn(m_byPosition, expected->position);
    std::erase(m_waiters, id);
    m_pushes.erase(id);
}

void AwaitedPushes::setPosition(ExpectedPush &expected, const Centrifuge::StreamPosition &position)
{
    if (position.offset != 0 && !position.epoch.isEmpty()) {
        expected.position =
            positionKey(expected.channel, position.epoch.toStdString(), position.offset);
        m_byPosition.insert_or_assign(expected.position, expected.id);
    }
}

quint64 AwaitedPushes::atPositionOf(const PushFingerprint &push) const
{
    return m_byPosition.empty() || !push.hasPosition()
        ? 0
        : idAt(m_byPosition, positionKey(push.channel, push.epoch, push.offset));
}

quint64 AwaitedPushes::withTagOf(const PushFingerprint &push) const
{
    return m_byTag.empty() || push.tag.empty() ? 0 : idAt(m_byTag, push.tag);
}

void AwaitedPushes::stopWaiting(quint64 id)
{
    std::erase(m_waiters, id);
}

std::optional<std::chrono::nanoseconds> AwaitedPushes::nextDeadline() const
{
    std::optional<std::chrono::nanoseconds> next;
    for (const quint64 id : m_waiters) {
        const auto deadline = m_pushes.at(id).deadline;
        if (deadline && (!next || *deadline < *next)) {
            next = deadline;
        }
    }
    return next;
}
