// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelmodel.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entrytext.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

/** If more ranges of rows are removed, the model is reset: each costs a pass over all rows. */
constexpr std::size_t MaxRanges = 16;

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
    : QAbstractListModel(parent)
    , m_controller(controller)
{
    update();
    m_timer.setInterval(1s);
    m_timer.start();
    connect(&m_timer, &QTimer::timeout, this, &ChannelModel::countRates);
    connect(&controller, &WindowController::channelsChanged, this, &ChannelModel::update);
    connect(&controller, &WindowController::cleared, this, &ChannelModel::update);
    connect(&controller, &WindowController::statusChanged, this, &ChannelModel::update);
}

int ChannelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ChannelModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return labelText(row.status.channel);
    case Qt::AccessibleTextRole:
        return description(row);
    case Qt::ToolTipRole:
        return plainToolTip(description(row));
    case StatusRole:
        return QVariant::fromValue(row.status);
    case RateRole:
        return row.rate;
    default:
        return {};
    }
}

QString ChannelModel::description(const Row &row) const
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
    const ChannelOptions options = m_controller.session().request().optionsOf(status.channel);
    if (options != ChannelOptions()) {
        parts += tr("options: %1").arg(labelText(channelLineText({{}, options}).trimmed()));
    }
    return parts.join(QStringLiteral(" · "));
}

/** Keeps the order of the rows; new channels are appended. */
void ChannelModel::update()
{
    ++m_updateCount;
    QList<ChannelStatus> added;
    for (const ChannelStatus &status : m_controller.channels()) {
        const auto known = m_rowOf.constFind(status.channel);
        if (known == m_rowOf.cend()) {
            added.append(status);
            continue;
        }
        Row &row = m_rows[*known];
        row.status = status;
        row.lastUpdate = m_updateCount;
    }
    removeGone();
    if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    }
    append(added);
}

void ChannelModel::removeGone()
{
    std::vector<std::pair<int, int>> gone; // first and last row
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows.at(row).lastUpdate == m_updateCount) {
            continue;
        }
        m_rowOf.remove(m_rows.at(row).status.channel);
        if (!gone.empty() && gone.back().second == row - 1) {
            gone.back().second = row;
        } else {
            gone.emplace_back(row, row);
        }
    }
    if (gone.size() > MaxRanges) {
        beginResetModel();
        m_rows.removeIf([this](const Row &row) { return row.lastUpdate != m_updateCount; });
        numberRows();
        endResetModel();
        return;
    }
    for (auto range = gone.crbegin(); range != gone.crend(); ++range) {
        beginRemoveRows({}, range->first, range->second);
        m_rows.remove(range->first, range->second - range->first + 1);
        numberRows();
        endRemoveRows();
    }
}

void ChannelModel::append(const QList<ChannelStatus> &added)
{
    if (added.isEmpty()) {
        return;
    }
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(added.size()) - 1);
    for (const ChannelStatus &status : added) {
        m_rowOf.insert(status.channel, int(m_rows.size()));
        m_rows.append({status, status.received, 0, m_updateCount});
    }
    endInsertRows();
}

void ChannelModel::numberRows()
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows.at(row).lastUpdate == m_updateCount) {
            m_rowOf.insert(m_rows.at(row).status.channel, row);
        }
    }
}

void ChannelModel::countRates()
{
    update();
    for (Row &row : m_rows) {
        const quint64 received = row.status.received;
        const auto fresh = double(received - std::min(row.countedBefore, received));
        row.rate = fresh > 0 && row.rate > 0 ? (row.rate + fresh) / 2 : fresh;
        row.countedBefore = received;
    }
    if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    }
}
