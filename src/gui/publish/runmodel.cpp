// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/runmodel.h"

#include "gui/controller/windowcontroller.h"
#include "gui/publish/roundtriptext.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "text/shortened.h"
#include "text/visibletext.h"

#include <algorithm>

namespace {

/** More than a cell shows; a payload may have megabytes. */
constexpr qsizetype MaxCellBytes = 1000;

/** Two publishes by hand are further apart. */
QString withoutMilliseconds(QString time)
{
    time.chop(4); // ".123"
    return time;
}

QString timeOrNothing(const std::optional<std::chrono::nanoseconds> &time)
{
    return time ? duration(double(time->count()) / 1e6) : QString();
}

QString messageText(const Run &run)
{
    const QString payload = Text::visible(run.trip.payload.left(MaxCellBytes).simplified());
    const QString count = run.count == 1
        ? RunModel::tr("1 message")
        : RunModel::tr("%1 messages").arg(groupedNumber(quint64(run.count)));
    return run.kind == Run::Kind::Publish
        ? payload
        : RunModel::tr("Demo traffic, %1, the last: %2").arg(count, payload);
}

} // namespace

RunModel::RunModel(WindowController &controller, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
    , m_theme(theme)
    , m_shown(&runs())
{
    showAnew();
}

const RunList &RunModel::runs() const
{
    return m_controller.publishing().runs();
}

int RunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_end - m_first);
}

int RunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const Run *RunModel::runAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : m_shown->find(m_end - 1 - quint64(row));
}

int RunModel::rowOf(quint64 number) const
{
    return number < m_first || number >= m_end ? -1 : int(m_end - 1 - number);
}

bool RunModel::isWatched(const QString &channel) const
{
    return std::ranges::any_of(m_controller.group().sessions(),
                               [&channel](const WatchSession *watcher) {
                                   const auto status = watcher->channel(channel);
                                   return status && status->state == ChannelState::Subscribed;
                               });
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    const Run *run = index.isValid() ? runAt(index.row()) : nullptr;
    if (run == nullptr) {
        return {};
    }
    const bool isState = index.column() == State;
    switch (role) {
    case Qt::DisplayRole:
        return text(*run, index.column());
    case Qt::ToolTipRole:
        return isState ? plainToolTip(run->explanation.join(u'\n')) : QString();
    case Qt::AccessibleTextRole:
        return isState ? description(*run) : text(*run, index.column());
    case Qt::FontRole:
        return isState ? m_stateFont : QVariant();
    case Qt::ForegroundRole:
        return isState
            ? QVariant(m_theme.color(roundTripTone(run->trip, isWatched(run->trip.channel))))
            : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Api || index.column() == Push
            ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
            : QVariant();
    default:
        return {};
    }
}

QString RunModel::text(const Run &run, int column) const
{
    const RoundTrip &trip = run.trip;
    switch (column) {
    case State:
        return roundTripStateText(trip, isWatched(trip.channel));
    case Time:
        return withoutMilliseconds(timeText(run.wall));
    case Channel:
        return Text::shortened(Text::visible(trip.channel), MaxCellBytes);
    case Api:
        return timeOrNothing(trip.apiTime);
    case Push:
        return timeOrNothing(trip.pushTime);
    case Watchers:
        return trip.watchers.empty() ? QString()
                                     : tr("%1 of %2")
                                           .arg(QString::number(seenCount(trip.watchers)),
                                                QString::number(trip.watchers.size()));
    case Message:
        return messageText(run);
    default:
        return {};
    }
}

/** The whole row, for a screen reader that reads its first cell. */
QString RunModel::description(const Run &run) const
{
    QStringList parts;
    for (int column = 0; column < ColumnCount; ++column) {
        const QString cell = text(run, column);
        const QString title = headerData(column, Qt::Horizontal).toString();
        if (!cell.isEmpty()) {
            parts += column == Api || column == Push ? title + u' ' + cell : cell;
        }
    }
    return (parts + run.explanation).join(QStringLiteral(", "));
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && (section == Api || section == Push)) {
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::DisplayRole) {
        const QStringList titles{tr("State"), tr("Time"),    tr("Channel"), tr("API"),
                                 tr("Push"),  tr("Seen by"), tr("Message")};
        return titles.at(section);
    }
    if (role == Qt::ToolTipRole) {
        const QStringList tips{
            tr("Whether the message came back by subscription"),
            tr("When it was sent"),
            tr("Where it was sent to"),
            tr("From the call of the API to its answer"),
            tr("From the call of the API to the first push"),
            tr("How many of the watchers have received it"),
            tr("What was sent"),
        };
        return tips.at(section);
    }
    return {};
}

void RunModel::update()
{
    const RunList::Range changed = m_controller.publishing().takeChangedRuns();
    if (m_shown != &runs() || runs().firstNumber() >= m_end) {
        showAnew();
        return;
    }
    if (const auto left = int(std::max(runs().firstNumber(), m_first) - m_first); left > 0) {
        beginRemoveRows({}, rowCount() - left, rowCount() - 1);
        m_first += quint64(left);
        endRemoveRows();
    }
    if (const quint64 end = runs().endNumber(); end > m_end) {
        beginInsertRows({}, 0, int(end - m_end) - 1);
        m_end = end;
        endInsertRows();
    }
    announce(changed);
}

void RunModel::showAnew()
{
    beginResetModel();
    m_shown = &runs();
    m_first = m_shown->firstNumber();
    m_end = m_shown->endNumber();
    endResetModel();
}

void RunModel::announce(const RunList::Range &changed)
{
    const quint64 first = std::max(changed.first, m_first);
    const quint64 end = std::min(changed.end, m_end);
    if (first < end) {
        Q_EMIT dataChanged(index(rowOf(end - 1), 0), index(rowOf(first), ColumnCount - 1));
    }
}
