// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/publish/expectedreceipts.h"

#include "monitor/entry/entry.h"
#include "monitor/profile/tagsfilter.h"
#include "monitor/publish/tagsmatch.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

namespace {

using State = WatcherReceipt::State;

/** Only of a subscription that the watcher asked for: the server's own has no filter. */
bool isFilteredOut(const WatchSession &session, const Centrifuge::PublishRequest &request)
{
    const QString text = session.request().optionsOf(request.channel).tagsFilter;
    const auto filter = readTagsFilter(text);
    return !text.isEmpty() && filter && !matchesTags(filter.value(), request.tags);
}

template <typename Status> void setRefusal(WatcherReceipt &receipt, const Status &status)
{
    receipt.state = State::Refused;
    receipt.code = publicCode(status.layer, status.code);
    receipt.reason = status.reason;
}

WatcherReceipt receiptOf(const WatchSession &session, const Centrifuge::PublishRequest &request)
{
    const SessionStatus &status = session.status();
    const auto channel = session.channel(request.channel);
    WatcherReceipt receipt{session.watcher()};
    if (status.state == SessionState::Refused) {
        setRefusal(receipt, status);
    } else if (!channel) {
        receipt.state = State::NotSubscribed;
    } else if (!isConnected(status.state) || channel->state == ChannelState::Subscribing) {
        receipt.state = State::Away;
    } else if (channel->state == ChannelState::Unsubscribed && channel->code != 0) {
        setRefusal(receipt, *channel);
    } else if (channel->state == ChannelState::Unsubscribed) {
        receipt.state = State::NotSubscribed;
    } else if (!channel->isServerSide && isFilteredOut(session, request)) {
        receipt.state = State::Filtered;
    }
    return receipt;
}

} // namespace

WatcherReceipts expectedReceipts(const WatchGroup &group, const Centrifuge::PublishRequest &request)
{
    WatcherReceipts receipts;
    for (const WatchSession *session : group.sessions()) {
        receipts.push_back(receiptOf(*session, request));
    }
    return receipts;
}
