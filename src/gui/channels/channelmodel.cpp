// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelmodel.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/watch/sessiontext.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

/** If more ranges of rows are removed, the model is reset: each costs a pass over all rows. */
constexpr std::size_t MaxRanges = 4;

/** Only what did happen to the stream of the channel. */
QStringList streamFacts(const ChannelStatus &status)
{
    QStringList facts;
    if (status.backlog > 0) {
        facts += ChannelModel::tr("%1 of them backlog").arg(groupedNumber(status.backlog));
    }
    if (status.recovered > 0) {
        facts += ChannelModel::tr("%1 of them recovered").arg(groupedNumber(status.recovered));
    }
    if (status.fetched > 0) {
        facts += ChannelModel::tr("%1 fetched from the history").arg(groupedNumber(status.fetched));
    }
    if (status.duplicates > 0) {
        facts +=
            ChannelModel::tr("%1 sent twice and left out").arg(groupedNumber(status.duplicates));
    }
    if (status.epochChanges > 0) {
        facts += ChannelModel::tr("the stream started over (epoch changed %1 times)")
                     .arg(status.epochChanges);
    }
    return facts;
}

QStringList gapFacts(const ChannelStatus &status)
{
    QStringList facts;
    if (status.hasGap) {
        facts += status.missing == 1
            ? ChannelModel::tr("1 message is missing (Backspace acknowledges)")
            : ChannelModel::tr("%1 messages are missing (Backspace acknowledges)")
                  .arg(groupedNumber(status.missing));
    }
    if (status.hasPossibleGap) {
        facts += ChannelModel::tr("messages may be missing");
    }
    if (status.sinceLastWatched > 0) {
        facts += ChannelModel::tr("%1 since you last watched (Fetch is in the menu)")
                     .arg(groupedNumber(status.sinceLastWatched));
    }
    return facts;
}

} // namespace

ChannelModel::ChannelModel(WindowController &controller, QObject *parent)
    : QAbstractItemModel(parent)
    , m_controller(controller)
{
    update();
    m_timer.setInterval(1s);
    m_timer.start();
    connect(&m_timer, &QTimer::timeout, this, &ChannelModel::countRates);
    connect(&controller, &WindowController::channelsChanged, this, &ChannelModel::update);
    connect(&controller, &WindowController::cleared, this, &ChannelModel::update);
    connect(&controller, &WindowController::statusChanged, this, &ChannelModel::update);
    // At once: the session of a removed watcher is deleted.
    connect(&controller.group(), &WatchGroup::removed, this, &ChannelModel::updateWatchers);
}

ChannelModel::~ChannelModel() = default;

QModelIndex ChannelModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return parent.isValid()
        ? createIndex(row, column, m_watchers.at(std::size_t(parent.row())).get())
        : createIndex(row, column);
}

QModelIndex ChannelModel::parent(const QModelIndex &index) const
{
    const Watcher *watcher = watcherOf(index);
    return watcher == nullptr ? QModelIndex() : indexOf(*watcher);
}

/** Null for a watcher, and for an invalid index. */
ChannelModel::Watcher *ChannelModel::watcherOf(const QModelIndex &channel) const
{
    return static_cast<Watcher *>(channel.internalPointer());
}

QModelIndex ChannelModel::indexOf(const Watcher &watcher) const
{
    const auto found =
        std::find_if(m_watchers.cbegin(), m_watchers.cend(),
                     [&watcher](const auto &each) { return each.get() == &watcher; });
    return createIndex(int(found - m_watchers.cbegin()), 0);
}

int ChannelModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return int(m_watchers.size());
    }
    return isWatcher(parent) ? int(m_watchers.at(std::size_t(parent.row()))->rows.size()) : 0;
}

int ChannelModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool ChannelModel::isWatcher(const QModelIndex &index)
{
    return index.isValid() && index.internalPointer() == nullptr;
}

WatchSession *ChannelModel::watcherAt(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return nullptr;
    }
    const Watcher *watcher = watcherOf(index);
    return watcher != nullptr ? watcher->session : m_watchers.at(std::size_t(index.row()))->session;
}

const ChannelStatus &ChannelModel::statusAt(const QModelIndex &index) const
{
    return watcherOf(index)->rows.at(index.row()).status;
}

bool ChannelModel::isRefused(const ChannelStatus &status)
{
    return status.state == ChannelState::Unsubscribed && status.code != 0;
}

bool ChannelModel::contains(const WatchSession &watcher, const QString &channel) const
{
    return std::any_of(m_watchers.cbegin(), m_watchers.cend(), [&](const auto &each) {
        return each->session == &watcher && each->rowOf.contains(channel);
    });
}

QVariant ChannelModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Watcher *watcher = watcherOf(index);
    if (watcher == nullptr) {
        return watcherData(*m_watchers.at(std::size_t(index.row())), role);
    }
    const Row &row = watcher->rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return labelText(row.status.channel);
    case Qt::AccessibleTextRole:
        return description(*watcher, row);
    case Qt::ToolTipRole:
        return plainToolTip(description(*watcher, row));
    case StatusRole:
        return QVariant::fromValue(row.status);
    case RateRole:
        return row.rate;
    case LastMessageRole:
        return qint64(row.lastMessage.count());
    case SilenceRole:
        return qint64(row.lastMessage.count() == 0 ? -1
                                                   : std::chrono::floor<std::chrono::seconds>(
                                                         m_controller.now() - row.lastMessage)
                                                         .count());
    default:
        return {};
    }
}

QVariant ChannelModel::watcherData(const Watcher &watcher, int role) const
{
    const SessionStatus &status = watcher.session->status();
    const auto describe = [&] {
        const QString reason =
            codeAndReason(publicCode(status.layer, status.code), labelText(status.reason));
        QStringList parts{labelText(watcher.session->watcher()), statusText(status)};
        if (!reason.isEmpty()) {
            parts += reason;
        }
        return parts.join(QStringLiteral(" \u00b7 "));
    };
    switch (role) {
    case Qt::DisplayRole:
        return labelText(watcher.session->watcher());
    case Qt::AccessibleTextRole:
        return describe();
    case Qt::ToolTipRole:
        return plainToolTip(describe());
    case WatcherRole:
        return QVariant::fromValue(status);
    case NameRole:
        return watcher.session->watcher();
    default:
        return {};
    }
}

QString ChannelModel::description(const Watcher &watcher, const Row &row) const
{
    const ChannelStatus &status = row.status;
    QStringList parts{labelText(status.channel)};
    switch (status.state) {
    case ChannelState::Subscribed:
        parts += (status.isServerSide ? tr("subscribed by the server, %1 received")
                                      : tr("subscribed, %1 received"))
                     .arg(groupedNumber(status.received));
        break;
    case ChannelState::Subscribing:
        parts += tr("subscribing");
        break;
    case ChannelState::Unsubscribed:
        parts += tr("not subscribed");
        break;
    }
    if (status.code != 0) {
        parts += codeAndReason(publicCode(status.layer, status.code), labelText(status.reason));
    }
    parts += gapFacts(status);
    parts += streamFacts(status);
    const ChannelOptions options = watcher.session->request().optionsOf(status.channel);
    if (options != ChannelOptions()) {
        parts += tr("options: %1").arg(labelText(channelLineText({{}, options}).trimmed()));
    }
    return parts.join(QStringLiteral(" · "));
}

void ChannelModel::update()
{
    ++m_updateCount;
    updateWatchers();
    for (const auto &watcher : m_watchers) {
        updateChannels(*watcher);
    }
    if (!m_watchers.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_watchers.size()) - 1, 0));
    }
}

/** Watchers are added at the end. */
void ChannelModel::updateWatchers()
{
    const QList<WatchSession *> sessions = m_controller.group().sessions();
    for (int row = int(m_watchers.size()) - 1; row >= 0; --row) {
        if (!sessions.contains(m_watchers.at(std::size_t(row))->session)) {
            beginRemoveRows({}, row, row);
            const auto gone = std::move(m_watchers.at(std::size_t(row)));
            m_watchers.erase(m_watchers.begin() + row);
            endRemoveRows();
        }
    }
    for (qsizetype row = qsizetype(m_watchers.size()); row < sessions.size(); ++row) {
        beginInsertRows({}, int(row), int(row));
        m_watchers.push_back(std::make_unique<Watcher>());
        m_watchers.back()->session = sessions.at(row);
        endInsertRows();
    }
}

/** Keeps the order of the rows; new channels are appended. */
void ChannelModel::updateChannels(Watcher &watcher)
{
    QList<ChannelStatus> added;
    for (const ChannelStatus &status : watcher.session->channels()) {
        const auto known = watcher.rowOf.constFind(status.channel);
        if (known == watcher.rowOf.cend()) {
            added.append(status);
            continue;
        }
        Row &row = watcher.rows[*known];
        if (status.received > row.status.received) {
            row.lastMessage = m_controller.now();
        }
        row.status = status;
        row.lastUpdate = m_updateCount;
    }
    removeGone(watcher);
    if (!watcher.rows.isEmpty()) {
        const QModelIndex parent = indexOf(watcher);
        Q_EMIT dataChanged(index(0, 0, parent), index(int(watcher.rows.size()) - 1, 0, parent));
    }
    append(watcher, added);
}

void ChannelModel::removeGone(Watcher &watcher)
{
    std::vector<std::pair<int, int>> gone; // first and last row
    for (int row = 0; row < int(watcher.rows.size()); ++row) {
        if (watcher.rows.at(row).lastUpdate == m_updateCount) {
            continue;
        }
        watcher.rowOf.remove(watcher.rows.at(row).status.channel);
        if (!gone.empty() && gone.back().second == row - 1) {
            gone.back().second = row;
        } else {
            gone.emplace_back(row, row);
        }
    }
    if (gone.size() > MaxRanges) {
        beginResetModel();
        watcher.rows.removeIf([this](const Row &row) { return row.lastUpdate != m_updateCount; });
        numberRows(watcher);
        endResetModel();
        return;
    }
    const QModelIndex parent = indexOf(watcher);
    for (auto range = gone.crbegin(); range != gone.crend(); ++range) {
        beginRemoveRows(parent, range->first, range->second);
        watcher.rows.remove(range->first, range->second - range->first + 1);
        numberRows(watcher);
        endRemoveRows();
    }
}

void ChannelModel::append(Watcher &watcher, const QList<ChannelStatus> &added)
{
    if (added.isEmpty()) {
        return;
    }
    const int first = int(watcher.rows.size());
    beginInsertRows(indexOf(watcher), first, first + int(added.size()) - 1);
    for (const ChannelStatus &status : added) {
        watcher.rowOf.insert(status.channel, int(watcher.rows.size()));
        const auto last = status.received > 0 ? m_controller.now() : std::chrono::nanoseconds(0);
        watcher.rows.append({status, status.received, 0, last, m_updateCount});
    }
    endInsertRows();
}

void ChannelModel::numberRows(Watcher &watcher) const
{
    for (int row = 0; row < int(watcher.rows.size()); ++row) {
        if (watcher.rows.at(row).lastUpdate == m_updateCount) {
            watcher.rowOf.insert(watcher.rows.at(row).status.channel, row);
        }
    }
}

void ChannelModel::countRates()
{
    update();
    for (const auto &watcher : m_watchers) {
        for (Row &row : watcher->rows) {
            const quint64 received = row.status.received;
            const auto fresh = double(received - std::min(row.countedBefore, received));
            row.rate = fresh > 0 && row.rate > 0 ? (row.rate + fresh) / 2 : fresh;
            row.countedBefore = received;
        }
        if (!watcher->rows.isEmpty()) {
            const QModelIndex parent = indexOf(*watcher);
            Q_EMIT dataChanged(index(0, 0, parent),
                               index(int(watcher->rows.size()) - 1, 0, parent));
        }
    }
}
