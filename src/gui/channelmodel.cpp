// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channelmodel.h"

#include "gui/labeltext.h"
#include "gui/windowcontroller.h"
#include "monitor/owncode.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** What happened to the stream of a channel; nothing for what did not. */
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
        facts += ChannelModel::tr("the stream began anew (epoch changed %1 times)")
                     .arg(status.epochChanges);
    }
    return facts;
}

} // namespace

ChannelModel::ChannelModel(WindowController &controller, QObject *parent)
    : QAbstractListModel(parent)
    , m_controller(controller)
{
    for (const ChannelStatus &status : controller.channels()) {
        m_rows.append({status, status.received, 0});
    }
    m_timer.setInterval(1s);
    m_timer.start();
    connect(&m_timer, &QTimer::timeout, this, &ChannelModel::countRates);
    connect(&controller, &WindowController::channelChanged, this, &ChannelModel::update);
    connect(&controller, &WindowController::channelRemoved, this, &ChannelModel::remove);
    connect(&controller, &WindowController::cleared, this, &ChannelModel::countRates);
    connect(&controller, &WindowController::statusChanged, this, &ChannelModel::countRates);
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
        return words(row);
    case Qt::ToolTipRole:
        return plainToolTip(words(row));
    case StatusRole:
        return QVariant::fromValue(row.status);
    case RateRole:
        return row.rate;
    default:
        return {};
    }
}

QString ChannelModel::words(const Row &row) const
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
        parts += codeAndReason(status.code, labelText(status.reason));
    }
    if (status.gap) {
        parts += tr("a gap was seen");
    }
    parts += streamFacts(status);
    return parts.join(QStringLiteral(" · "));
}

int ChannelModel::rowOf(const QString &channel) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), [&channel](const Row &row) {
        return row.status.channel == channel;
    });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

void ChannelModel::update(const ChannelStatus &status)
{
    const int row = rowOf(status.channel);
    if (row < 0) {
        const int end = int(m_rows.size());
        beginInsertRows({}, end, end);
        m_rows.append({status, status.received, 0});
        endInsertRows();
        return;
    }
    m_rows[row].status = status;
    Q_EMIT dataChanged(index(row), index(row));
}

void ChannelModel::remove(const QString &channel)
{
    const int row = rowOf(channel);
    if (row >= 0) {
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

void ChannelModel::countRates()
{
    const bool isSecond = sender() == &m_timer;
    for (const ChannelStatus &status : m_controller.channels()) {
        const int row = rowOf(status.channel);
        if (row < 0) {
            continue;
        }
        Row &known = m_rows[row];
        known.status = status;
        if (isSecond) {
            const auto fresh =
                double(status.received - std::min(known.countedBefore, status.received));
            known.rate = fresh > 0 && known.rate > 0 ? (known.rate + fresh) / 2 : fresh;
            known.countedBefore = status.received;
        }
    }
    if (!m_rows.isEmpty()) {
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    }
}
