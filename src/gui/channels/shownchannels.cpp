// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/shownchannels.h"

#include "gui/channels/channelmodel.h"
#include "gui/widgets/labeltext.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto SortInterval = 2s;

} // namespace

ShownChannels::ShownChannels(ChannelModel &source, QObject *parent)
    : QAbstractItemModel(parent)
    , m_source(source)
    , m_arrangement(source)
{
    m_timer.setInterval(SortInterval);
    connect(&m_timer, &QTimer::timeout, this, &ShownChannels::sortAnew);
    connect(&source, &QAbstractItemModel::rowsInserted, this, &ShownChannels::rearrange);
    connect(&source, &QAbstractItemModel::rowsRemoved, this, &ShownChannels::rearrange);
    connect(&source, &QAbstractItemModel::modelReset, this, &ShownChannels::rearrange);
    connect(&source, &QAbstractItemModel::dataChanged, this, &ShownChannels::followData);
    rearrange();
}

ShownChannels::~ShownChannels() = default;

void ShownChannels::setSearch(const QString &text)
{
    if (m_arrangement.search != text) {
        m_arrangement.search = text;
        rearrange();
    }
}

void ShownChannels::setOrder(Order order)
{
    if (m_arrangement.order == order) {
        return;
    }
    m_arrangement.order = order;
    m_arrangement.sortAnew();
    rearrange();
    if (m_arrangement.followsCounts()) {
        m_timer.start();
    } else {
        m_timer.stop();
    }
    Q_EMIT arrangementChanged();
}

void ShownChannels::setGrouped(bool grouped)
{
    if (m_arrangement.isGrouped != grouped) {
        m_arrangement.isGrouped = grouped;
        rearrange();
        Q_EMIT arrangementChanged();
    }
}

void ShownChannels::sortAnew()
{
    if (!m_isHeld) {
        m_arrangement.sortAnew();
        rearrange();
    }
}

ChannelNode *ShownChannels::nodeOf(const QModelIndex &index)
{
    return static_cast<ChannelNode *>(index.internalPointer());
}

const ChannelNodes &ShownChannels::childrenOf(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->children : m_watchers;
}

QModelIndex ShownChannels::sourceOf(const ChannelNode &node) const
{
    switch (node.kind) {
    case ChannelNode::Kind::Watcher:
        return m_source.index(node.sourceRow, 0);
    case ChannelNode::Kind::Channel: {
        const ChannelNode *watcher = node.parent;
        while (watcher->kind != ChannelNode::Kind::Watcher) {
            watcher = watcher->parent;
        }
        return m_source.index(node.sourceRow, 0, m_source.index(watcher->sourceRow, 0));
    }
    default:
        return {};
    }
}

QModelIndex ShownChannels::sourceOf(const QModelIndex &index) const
{
    return index.isValid() ? sourceOf(*nodeOf(index)) : QModelIndex();
}

bool ShownChannels::isGroup(const QModelIndex &index)
{
    return index.data(GroupRole).isValid();
}

bool ShownChannels::isRefusedGroup(const QModelIndex &index)
{
    return index.isValid() && nodeOf(index)->kind == ChannelNode::Kind::Refused;
}

QModelIndex ShownChannels::watcherOf(const QModelIndex &index)
{
    QModelIndex watcher = index;
    while (watcher.parent().isValid()) {
        watcher = watcher.parent();
    }
    return watcher;
}

QModelIndex ShownChannels::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent)
        ? createIndex(row, column, childrenOf(parent)[std::size_t(row)].get())
        : QModelIndex();
}

QModelIndex ShownChannels::parent(const QModelIndex &index) const
{
    ChannelNode *parent = index.isValid() ? nodeOf(index)->parent : nullptr;
    return parent == nullptr ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int ShownChannels::rowCount(const QModelIndex &parent) const
{
    return int(childrenOf(parent).size());
}

int ShownChannels::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ShownChannels::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ChannelNode &node = *nodeOf(index);
    const bool isChannel = node.kind == ChannelNode::Kind::Channel;
    if (isChannel && role == Qt::DisplayRole) {
        return node.shownName();
    }
    if (isChannel && role == AlikeRole) {
        return node.alike;
    }
    if (isChannel || node.kind == ChannelNode::Kind::Watcher) {
        return sourceOf(node).data(role);
    }
    const QString title =
        node.kind == ChannelNode::Kind::Refused ? tr("Refused") : labelText(node.name) + u':';
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case GroupRole:
        return int(node.children.size());
    case Qt::AccessibleTextRole:
        return tr("%1 channels: %2").arg(title, groupedNumber(node.children.size()));
    default:
        return {};
    }
}

/** Keeps what views remember of the rows: selected, expanded and the root. */
void ShownChannels::rearrange()
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    const ChannelNodes old = std::exchange(m_watchers, m_arrangement.arranged());
    QHash<ChannelNode::Key, ChannelNode *> places;
    const auto collect = [&places](const auto &self, const ChannelNodes &nodes) -> void {
        for (const auto &node : nodes) {
            places.insert(node->key(), node.get());
            self(self, node->children);
        }
    };
    collect(collect, m_watchers);
    QModelIndexList after;
    for (const QModelIndex &index : before) {
        ChannelNode *place = places.value(nodeOf(index)->key());
        after += place == nullptr ? QModelIndex() : createIndex(place->row, index.column(), place);
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void ShownChannels::followData()
{
    if (isRefusalNew()) {
        rearrange();
    } else {
        announceData({});
    }
}

void ShownChannels::announceData(const QModelIndex &parent)
{
    const int rows = rowCount(parent);
    if (rows == 0) {
        return;
    }
    Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, 0, parent));
    for (const auto &child : childrenOf(parent)) {
        announceData(createIndex(child->row, 0, child.get()));
    }
}

/** Whether a channel is refused now or is not any more. */
bool ShownChannels::isRefusalNew() const
{
    const auto differs = [this](const auto &self, const ChannelNodes &nodes) -> bool {
        return std::ranges::any_of(nodes, [&](const auto &node) {
            return node->kind == ChannelNode::Kind::Channel
                ? node->isRefused != ChannelModel::isRefused(m_source.statusAt(sourceOf(*node)))
                : self(self, node->children);
        });
    };
    return m_arrangement.isGrouped && differs(differs, m_watchers);
}
