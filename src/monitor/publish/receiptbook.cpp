// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/receiptbook.h"

#include "monitor/entry/entry.h"
#include "monitor/publish/roundtriptracker.h"

#include <algorithm>

namespace {

using ReceiptState = WatcherReceipt::State;

/** Whether two pushes are of one message, by position or by tag; nothing where these do not tell.
 */
std::optional<bool> areOneByKey(const PushFingerprint &left, const PushFingerprint &right)
{
    if (left.hasPosition() && right.hasPosition()) {
        return left.offset == right.offset && left.epoch == right.epoch;
    }
    if (!left.tag.empty() || !right.tag.empty()) {
        return left.tag == right.tag;
    }
    return std::nullopt;
}

bool haveOnePayload(const PushFingerprint &left, const PushFingerprint &right)
{
    return left.payloadSize == right.payloadSize
        && (!left.isKept || !right.isKept || left.looseHash == right.looseHash);
}

/** Null where the row is of nobody who waits. */
WatcherReceipt *waitingAt(RoundTrip &trip, std::string_view watcher)
{
    const QString name = QString::fromUtf8(watcher);
    const auto found = std::ranges::find(trip.watchers, name, &WatcherReceipt::watcher);
    return found != trip.watchers.end() && found->state == ReceiptState::Waiting ? &*found
                                                                                 : nullptr;
}

} // namespace

bool ReceiptBook::Open::isMessageOf(const PushFingerprint &push) const
{
    if (!proof || proof->channel != push.channel
        || std::ranges::find(seen, push.watcher) != seen.end()) {
        return false;
    }
    const auto byKey = areOneByKey(*proof, push);
    return byKey ? *byKey : push.at >= startedAt && haveOnePayload(*proof, push);
}

ReceiptBook::Open *ReceiptBook::at(quint64 id)
{
    const auto found = std::ranges::find(m_open, id, &Open::id);
    return found == m_open.end() ? nullptr : &*found;
}

const ReceiptBook::Open *ReceiptBook::at(quint64 id) const
{
    const auto found = std::ranges::find(m_open, id, &Open::id);
    return found == m_open.end() ? nullptr : &*found;
}

void ReceiptBook::open(quint64 id)
{
    m_open.push_back({id, {}, {}, {}, {}});
    if (m_open.size() > Limit) {
        m_open.pop_front();
    }
}

void ReceiptBook::prove(const RoundTrip &trip, const PushFingerprint &push,
                        std::chrono::nanoseconds deadline)
{
    if (at(trip.id) == nullptr) { // its time was over
        open(trip.id);
    }
    Open &entry = *at(trip.id);
    entry.proof = push;
    entry.startedAt = trip.startedAt;
    entry.deadline = deadline;
    entry.seen.clear();
}

void ReceiptBook::close(quint64 id)
{
    std::erase_if(m_open, [id](const Open &entry) { return entry.id == id; });
}

std::vector<quint64> ReceiptBook::ids() const
{
    std::vector<quint64> ids;
    for (const Open &entry : m_open) {
        ids.push_back(entry.id);
    }
    return ids;
}

std::optional<quint64> ReceiptBook::find(const PushFingerprint &push) const
{
    const auto found = std::ranges::find_if(
        m_open, [&push](const Open &entry) { return entry.isMessageOf(push); });
    return found == m_open.end() ? std::nullopt : std::optional(found->id);
}

bool ReceiptBook::isOf(quint64 id, const PushFingerprint &push) const
{
    const Open *entry = at(id);
    return entry != nullptr && entry->isMessageOf(push);
}

void ReceiptBook::note(quint64 id, const PushFingerprint &push)
{
    if (Open *entry = at(id)) {
        entry->seen.push_back(push.watcher);
    }
}

std::vector<quint64> ReceiptBook::due(std::chrono::nanoseconds now) const
{
    std::vector<quint64> ids;
    for (const Open &entry : m_open) {
        if (entry.proof && entry.deadline <= now) {
            ids.push_back(entry.id);
        }
    }
    return ids;
}

std::optional<std::chrono::nanoseconds> ReceiptBook::nextDeadline() const
{
    std::optional<std::chrono::nanoseconds> next;
    for (const Open &entry : m_open) {
        if (entry.proof && (!next || entry.deadline < *next)) {
            next = entry.deadline;
        }
    }
    return next;
}

void noteReceipt(RoundTrip &trip, const PushFingerprint &push)
{
    if (trip.watchers.empty()) {
        return; // nobody asked
    }
    const QString name = QString::fromStdString(push.watcher);
    auto found = std::ranges::find(trip.watchers, name, &WatcherReceipt::watcher);
    if (found == trip.watchers.end()) { // came later
        trip.watchers.push_back({name});
        found = std::prev(trip.watchers.end());
    }
    const bool isLikely = trip.matchedBy == RoundTrip::Match::Payload;
    found->state = isLikely ? ReceiptState::Likely : ReceiptState::Seen;
    found->pushTime = std::max(std::chrono::nanoseconds(0), push.at - trip.startedAt);
}

bool followWatcher(RoundTrip &trip, const Entry &row)
{
    WatcherReceipt *receipt = waitingAt(trip, row.watcher);
    const bool isChannel = row.kind == EntryKind::Subscription;
    if (receipt == nullptr || (isChannel && trip.channel != QString::fromUtf8(row.channel))) {
        return false;
    }
    const bool isRefused = isChannel
        ? row.channelState() == ChannelState::Unsubscribed && row.code() != 0
        : row.sessionState() == SessionState::Refused;
    if (isRefused) {
        receipt->state = ReceiptState::Refused;
        receipt->code = row.publicCode();
        receipt->reason = QString::fromUtf8(row.payload);
        return true;
    }
    const bool isUp = isChannel
        ? row.channelState() == ChannelState::Subscribed
        : row.sessionState() == SessionState::Live || row.sessionState() == SessionState::Partial;
    receipt->wasInterrupted = receipt->wasInterrupted || !isUp; // the push may be recovered
    return false;
}

void endReceipts(RoundTrip &trip)
{
    for (WatcherReceipt &receipt : trip.watchers) {
        if (receipt.state == ReceiptState::Waiting) {
            receipt.state = receipt.wasInterrupted ? ReceiptState::Away : ReceiptState::Missing;
        }
    }
}
