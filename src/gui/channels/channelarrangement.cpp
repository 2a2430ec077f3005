// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelarrangement.h"

#include "gui/channels/alikenames.h"
#include "gui/channels/channelmodel.h"
#include "gui/widgets/labeltext.h"

#include <QCollator>

#include <algorithm>

namespace {

/** Fewer channels of a namespace are no group. */
constexpr int SmallestGroup = 2;

/** What Centrifugo takes for the namespace; empty for none. */
QString namespaceOf(const QString &channel)
{
    return channel.left(std::max<qsizetype>(0, channel.indexOf(u':')));
}

} // namespace

void ChannelNode::add(std::unique_ptr<ChannelNode> child)
{
    child->parent = this;
    child->row = int(children.size());
    children.push_back(std::move(child));
}

QString ChannelNode::shownName() const
{
    const bool isBelowNamespace = parent->kind == Kind::Namespace;
    return labelText(isBelowNamespace ? name.mid(parent->name.size() + 1) : name);
}

ChannelNodes ChannelArrangement::arranged()
{
    ChannelNodes watchers;
    for (int row = 0; row < m_source.rowCount(); ++row) {
        auto watcher = std::make_unique<ChannelNode>();
        watcher->kind = ChannelNode::Kind::Watcher;
        watcher->row = row;
        watcher->sourceRow = row;
        watcher->session = m_source.watcherAt(m_source.index(row, 0));
        arrangeChannels(*watcher);
        watchers.push_back(std::move(watcher));
    }
    return watchers;
}

void ChannelArrangement::arrangeChannels(ChannelNode &watcher)
{
    const QModelIndex source = m_source.index(watcher.sourceRow, 0);
    const bool hasGroups = isGrouped && m_source.rowCount(source) >= GroupedFrom;
    const auto sizes = hasGroups ? namespaceSizes(source) : QHash<QString, int>();
    QHash<QString, ChannelNode *> groups;
    auto refused = std::make_unique<ChannelNode>();
    refused->kind = ChannelNode::Kind::Refused;
    refused->session = watcher.session;
    for (auto &channel : foundChannels(watcher)) {
        const QString name = namespaceOf(channel->name);
        if (hasGroups && channel->isRefused) {
            refused->add(std::move(channel));
        } else if (!hasGroups || name.isEmpty() || sizes.value(name) < SmallestGroup) {
            watcher.add(std::move(channel));
        } else {
            ChannelNode *&group = groups[name];
            if (group == nullptr) {
                auto added = std::make_unique<ChannelNode>();
                added->kind = ChannelNode::Kind::Namespace;
                added->session = watcher.session;
                added->name = name;
                group = added.get();
                watcher.add(std::move(added));
            }
            group->add(std::move(channel));
        }
    }
    if (!refused->children.empty()) {
        watcher.add(std::move(refused));
    }
    findAlike(watcher);
}

/** Of all channels, so that a search changes no group. */
QHash<QString, int> ChannelArrangement::namespaceSizes(const QModelIndex &watcher) const
{
    QHash<QString, int> sizes;
    for (int row = 0; row < m_source.rowCount(watcher); ++row) {
        ++sizes[namespaceOf(m_source.statusAt(m_source.index(row, 0, watcher)).channel)];
    }
    return sizes;
}

void ChannelArrangement::findAlike(const ChannelNode &parent)
{
    QStringList names;
    for (const auto &child : parent.children) {
        findAlike(*child);
        names += child->kind == ChannelNode::Kind::Channel ? child->shownName() : QString();
    }
    const QList<int> alike = alikeBeginnings(names);
    for (const auto &child : parent.children) {
        child->alike = alike.at(child->row);
    }
}

/** What the search finds, sorted. */
ChannelNodes ChannelArrangement::foundChannels(const ChannelNode &watcher)
{
    const QModelIndex source = m_source.index(watcher.sourceRow, 0);
    ChannelNodes channels;
    for (int row = 0; row < m_source.rowCount(source); ++row) {
        const QModelIndex index = m_source.index(row, 0, source);
        const ChannelStatus &status = m_source.statusAt(index);
        if (!status.channel.contains(search, Qt::CaseInsensitive)) {
            continue;
        }
        auto channel = std::make_unique<ChannelNode>();
        channel->sourceRow = row;
        channel->session = watcher.session;
        channel->name = status.channel;
        channel->isRefused = ChannelModel::isRefused(status);
        channel->count = keptCount({watcher.session, status.channel}, index);
        channels.push_back(std::move(channel));
    }
    sort(channels);
    return channels;
}

/** As it was when the rows were sorted. */
double ChannelArrangement::keptCount(const CountKey &key, const QModelIndex &channel)
{
    if (!followsCounts()) {
        return 0;
    }
    const auto known = m_counts.constFind(key);
    return known != m_counts.cend() ? *known : *m_counts.insert(key, countOf(channel));
}

double ChannelArrangement::countOf(const QModelIndex &channel) const
{
    return channel
        .data(order == Order::Rate ? ChannelModel::RateRole : ChannelModel::LastMessageRole)
        .toDouble();
}

/** Channels with equal counts keep the order in which they were added. */
void ChannelArrangement::sort(ChannelNodes &channels) const
{
    if (order != Order::Name) {
        std::ranges::stable_sort(channels, std::greater(),
                                 [](const auto &each) { return each->count; });
        return;
    }
    QCollator collator{QLocale(QLocale::English)}; // that of C knows no numbers
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<std::pair<QCollatorSortKey, std::unique_ptr<ChannelNode>>> sorted;
    for (auto &channel : channels) {
        const QCollatorSortKey key = collator.sortKey(channel->name);
        sorted.emplace_back(key, std::move(channel));
    }
    std::ranges::stable_sort(
        sorted, [](const auto &one, const auto &other) { return one.first < other.first; });
    std::ranges::transform(sorted, channels.begin(),
                           [](auto &each) { return std::move(each.second); });
}
