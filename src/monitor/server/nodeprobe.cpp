// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/nodeprobe.h"

#include "monitor/entry/entry.h"
#include "monitor/explain/failure.h"
#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/platform/tr.h"
#include "monitor/watch/journalfeed.h"

#include <QUuid>

#include <algorithm>
#include <charconv>
#include <optional>

namespace {

/** What is received is looked at at once, and need not be kept. */
JournalLimits smallJournal()
{
    JournalLimits limits;
    limits.bytes = std::size_t(1) << 20;
    limits.entries = 1000;
    limits.segmentEntries = 500;
    limits.segmentBytes = std::size_t(1) << 18;
    return limits;
}

struct ProbeMessage
{
    int from = 0;
    quint32 round = 0;
};

/** A JSON string, so that it is harmless whatever the channel demands: "realtime-monitor 1 27" */
constexpr char MessagePrefix[] = "\"realtime-monitor ";

QByteArray messageData(const ProbeMessage &message)
{
    return MessagePrefix + QByteArray::number(message.from) + ' '
        + QByteArray::number(message.round) + '"';
}

std::optional<ProbeMessage> readMessage(std::string_view data)
{
    if (!data.starts_with(MessagePrefix)) {
        return std::nullopt;
    }
    const char *const end = data.data() + data.size();
    ProbeMessage message;
    const auto from =
        std::from_chars(data.data() + std::size(MessagePrefix) - 1, end, message.from);
    if (from.ec != std::errc() || from.ptr == end) {
        return std::nullopt;
    }
    const auto round = std::from_chars(from.ptr + 1, end, message.round);
    return round.ec == std::errc() ? std::optional(message) : std::nullopt;
}

/** With `$` where a subscription token can be minted, which lets us in whatever is allowed there.
 */
QString privateChannel(const ConnectionSettings &connection)
{
    const bool hasToken = connection.mintsTokens() && !connection.subscriptionSecret().isEmpty();
    return (hasToken ? QStringLiteral("$") : QString()) + QStringLiteral("realtime-monitor-probe-")
        + QUuid::createUuid().toString(QUuid::Id128).first(12);
}

} // namespace

/** One address, with a connection and an API of its own. */
struct NodeProbe::Node
{
    Node(IoThread &io, const ServerNode &address)
        : server(address)
        , journal(smallJournal())
        , feed(io, journal)
        , session(feed)
        , publisher(io)
    {
    }

    const ServerNode server;
    Journal journal;
    JournalFeed feed;
    WatchSession session;
    Publisher publisher;
    QHash<quint64, quint32> rounds; ///< of publishes under way, by id
};

NodeProbe::NodeProbe(IoThread &io, QObject *parent)
    : QObject(parent)
    , m_io(io)
{
    m_timer.setInterval(RoundTime);
    connect(&m_timer, &QTimer::timeout, this, &NodeProbe::beginRound);
}

NodeProbe::~NodeProbe()
{
    stop();
}

void NodeProbe::start(const std::vector<ServerNode> &nodes, const WatchRequest &request)
{
    stop();
    QStringList names;
    for (const ServerNode &node : nodes) {
        names.append(node.name);
    }
    m_matrix.start(names);
    m_round = 0;
    m_channel = nodes.empty() ? QString() : privateChannel(nodes.front().connection);
    for (const ServerNode &server : nodes) {
        m_nodes.push_back(std::make_unique<Node>(m_io, server));
        connectNode(int(m_nodes.size()) - 1);
    }
    for (const auto &node : m_nodes) {
        WatchRequest own;
        own.connection = node->server.connection;
        own.user = request.user;
        own.timeToLive = request.timeToLive;
        own.wireFormat = request.wireFormat;
        own.channels = QStringList{m_channel};
        own.defaultOptions.joinLeave = false;
        own.defaultOptions.recoverable = false;
        node->publisher.setConnection(own.connection);
        node->publisher.setTimeout(RoundTime / 2);
        node->session.start(own);
    }
    m_timer.start();
    Q_EMIT changed();
}

void NodeProbe::stop()
{
    m_timer.stop();
    m_matrix.cancelRound();
    for (const auto &node : m_nodes) {
        node->session.disconnect(this);
        node->feed.disconnect(this);
        node->publisher.disconnect(this);
    }
    if (!m_nodes.empty()) {
        m_nodes.clear();
        Q_EMIT changed();
    }
}

void NodeProbe::connectNode(int place)
{
    Node &node = *m_nodes[std::size_t(place)];
    connect(&node.session, &WatchSession::statusChanged, this,
            [this, place] { followNode(place); });
    connect(&node.session, &WatchSession::channelChanged, this,
            [this, place] { followNode(place); });
    connect(&node.feed, &JournalFeed::entriesArrived, this,
            [this, place](std::span<const Entry> rows) { followRows(place, rows); });
    connect(&node.publisher, &Publisher::finished, this,
            [this, place](quint64 id, const Centrifuge::PublishResult &result) {
                takePublished(place, id, result);
            });
}

/** The first round does not wait for the timer once every connection is decided. */
void NodeProbe::followNode(int place)
{
    m_matrix.setListening(place, whyNotListening(*m_nodes[std::size_t(place)]));
    const bool areDecided = std::ranges::none_of(m_nodes, [this](const auto &node) {
        const auto channel = node->session.channel(m_channel);
        return channel && channel->state == ChannelState::Subscribing;
    });
    if (m_round == 0 && areDecided) {
        m_timer.start();
        beginRound();
    }
    Q_EMIT changed();
}

QString NodeProbe::whyNotListening(const Node &node) const
{
    const SessionStatus &status = node.session.status();
    const auto channel = node.session.channel(m_channel);
    if (channel && channel->state == ChannelState::Subscribed) {
        return {};
    }
    const auto explained = [&node](Centrifuge::ErrorLayer layer, quint32 code,
                                   const QString &reason, ExplainedStep step, const QString &name) {
        return explain(stateError(layer, code, reason), failureContext(node.session, step, name))
            .title;
    };
    if (status.state == SessionState::Refused) {
        return explained(status.layer, status.code, status.reason, ExplainedStep::Connect, {});
    }
    if (channel && channel->state == ChannelState::Unsubscribed && channel->code != 0) {
        return explained(channel->layer, channel->code, channel->reason, ExplainedStep::Subscribe,
                         m_channel);
    }
    const QList<TimelineAttempt> &attempts = node.session.timeline().attempts();
    return status.retryAttempt > 0 || attempts.size() > 1 ? Tr::tr("there is no connection to it")
                                                          : Tr::tr("it is being connected to");
}

void NodeProbe::followRows(int place, std::span<const Entry> rows)
{
    for (const Entry &row : rows) {
        if (row.kind != EntryKind::Publication) {
            continue;
        }
        if (const auto message = readMessage(row.payload)) {
            m_matrix.setSeen(message->from, place, message->round, row.monotonic);
        }
    }
}

void NodeProbe::takePublished(int place, quint64 id, const Centrifuge::PublishResult &result)
{
    Node &node = *m_nodes[std::size_t(place)];
    const quint32 round = node.rounds.take(id);
    if (result) {
        m_matrix.setPublished(place, round, result.value().sentAt);
    } else {
        const ExplanationContext context = publishContext(node.server.connection, m_channel);
        m_matrix.setNotPublished(place, explain(result.error(), context).title);
    }
    Q_EMIT changed();
}

void NodeProbe::beginRound()
{
    m_matrix.endRound();
    m_matrix.beginRound(++m_round);
    for (std::size_t place = 0; place < m_nodes.size(); ++place) {
        publish(int(place));
    }
    Q_EMIT changed();
}

void NodeProbe::publish(int place)
{
    Node &node = *m_nodes[std::size_t(place)];
    Centrifuge::PublishRequest request;
    request.channel = m_channel;
    request.data = messageData({place, m_round});
    if (const quint64 id = node.publisher.publish(request)) {
        node.rounds.insert(id, m_round);
    } else {
        m_matrix.setNotPublished(place, node.server.connection.whyNoPublish());
    }
}
