// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/mergedmodel.h"

#include "gui/controller/logstate.h"
#include "gui/log/receptionmark.h"
#include "gui/widgets/colorchip.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/log/journalmodel.h"
#include "text/utf8.h"
#include "text/visibletext.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto MergeInterval = 100ms;
constexpr auto MergeIntervalWhileBehind = 20ms;
constexpr auto AgingInterval = 1s;
constexpr int MergeMilliseconds = 6;
constexpr int RowsPerTimeCheck = 128;

QString offsetText(const MergedMessage &message)
{
    switch (message.match) {
    case MergedMessage::Match::Offset:
        return QString::number(message.offset);
    case MergedMessage::Match::Tag:
        return MergedModel::tr("tag");
    case MergedMessage::Match::Bytes:
        break;
    }
    return MergedModel::tr("likely");
}

} // namespace

MergedModel::MergedModel(LogState &log, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_log(log)
    , m_theme(theme)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MergedModel::read);
    m_aging.setInterval(AgingInterval);
    connect(&m_aging, &QTimer::timeout, this, &MergedModel::updateMarks);
    connect(&log, &LogState::entriesAdded, this, &MergedModel::schedule);
    connect(&log, &LogState::entriesCleared, this, &MergedModel::startOver);
    connect(&log, &LogState::filterChanged, this, &MergedModel::startOver);
    connect(&log.model(), &JournalModel::frozenChanged, this, &MergedModel::schedule);
    startOver();
}

MergedModel::~MergedModel() = default;

void MergedModel::setLive(const FilteredTest &isFiltered)
{
    m_isFiltered = isFiltered;
    startOver();
}

void MergedModel::setActive(bool active)
{
    m_isActive = active;
    if (!active) {
        m_timer.stop();
        m_aging.stop();
        return;
    }
    const quint64 end = m_log.source().firstNumber() + m_log.source().size();
    if (m_next + NewestRows < end) { // what was left out meanwhile would seem to be missing
        startOver();
    }
    if (m_isFiltered) {
        m_aging.start();
    }
    read();
}

void MergedModel::schedule()
{
    if (m_isActive && !m_timer.isActive()) {
        m_timer.start(MergeInterval);
    }
}

void MergedModel::startOver()
{
    beginResetModel();
    m_merged.clear();
    m_filter = std::make_unique<FilterRun>(m_log.appliedFilter());
    m_next = 0;
    m_newest = 0ns;
    const quint64 end = m_log.source().firstNumber() + m_log.source().size();
    m_mergeFrom = end > NewestRows ? end - NewestRows : 0;
    m_first = 0;
    m_rows = 0;
    m_watchers = 0;
    endResetModel();
    schedule();
}

void MergedModel::read()
{
    const bool isBehind = readSome();
    sync();
    if (isBehind) {
        m_timer.start(MergeIntervalWhileBehind);
    }
}

/** The number after the last entry that the log shows: a paused log adds none. */
quint64 MergedModel::readableEnd() const
{
    const JournalModel &model = m_log.model();
    const quint64 end = m_log.source().firstNumber() + m_log.source().size();
    return model.isFrozen() ? std::min(end, model.numberOfRow(model.rowCount() - 1) + 1) : end;
}

/** Returns whether there are more entries to read. */
bool MergedModel::readSome()
{
    const EntryLog &source = m_log.source();
    const quint64 first = source.firstNumber();
    const quint64 end = readableEnd();
    m_next = std::max(m_next, first);
    QElapsedTimer timer;
    timer.start();
    for (int count = 1; m_next < end; ++count) {
        const Entry entry = source.at(std::size_t(m_next - first));
        ++m_next;
        const bool isPublication = entry.kind == EntryKind::Publication;
        if (!isPublication || (entry.number >= m_mergeFrom && m_filter->matches(entry))) {
            m_merged.add(entry);
        }
        if (m_isFiltered && entry.kind == EntryKind::Subscription) {
            m_merged.setFiltered(
                std::string(entry.watcher), std::string(entry.channel),
                m_isFiltered(QString::fromUtf8(entry.watcher), QString::fromUtf8(entry.channel)));
        }
        m_newest = std::max(m_newest, entry.monotonic);
        if (count % RowsPerTimeCheck == 0 && timer.elapsed() >= MergeMilliseconds) {
            break;
        }
    }
    m_sinceNewest.start();
    return m_next < end;
}

/** Tells the views what has changed. */
void MergedModel::sync()
{
    const int watchers = int(m_merged.watchers().size());
    if (watchers > m_watchers) {
        beginInsertColumns({}, FirstWatcher + m_watchers, FirstWatcher + watchers - 1);
        m_watchers = watchers;
        endInsertColumns();
    }
    const quint64 dropped = m_merged.dropped();
    if (const int gone = int(std::min(quint64(m_rows), dropped - m_first)); gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_rows -= gone;
        m_first = dropped;
        endRemoveRows();
    }
    m_first = dropped;
    const std::optional<std::size_t> changed = m_merged.takeChanged();
    if (changed && *changed < std::size_t(m_rows)) {
        Q_EMIT dataChanged(index(int(*changed), 0), index(m_rows - 1, columnCount() - 1));
    }
    if (const int rows = int(m_merged.size()); rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    }
}

/** A message that does not come is missing after a while. */
void MergedModel::updateMarks()
{
    constexpr auto Changing = MergedReceptions::MissingAfter + 2 * AgingInterval;
    const MergedMessage *newest = messageAt(m_rows - 1);
    if (newest != nullptr && now() - newest->first < Changing) {
        Q_EMIT dataChanged(index(0, FirstWatcher), index(m_rows - 1, columnCount() - 1));
    }
}

std::chrono::nanoseconds MergedModel::now() const
{
    const bool isLive = m_isFiltered && m_sinceNewest.isValid();
    return isLive ? m_newest + std::chrono::nanoseconds(m_sinceNewest.nsecsElapsed()) : m_newest;
}

const MergedMessage *MergedModel::messageAt(int row) const
{
    const quint64 number = m_first + quint64(std::max(0, row));
    const bool isThere = row >= 0 && row < m_rows && number >= m_merged.dropped();
    return isThere ? &m_merged.at(std::size_t(number - m_merged.dropped())) : nullptr;
}

int MergedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int MergedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstWatcher + m_watchers;
}

QVariant MergedModel::data(const QModelIndex &index, int role) const
{
    const MergedMessage *message = index.isValid() ? messageAt(index.row()) : nullptr;
    if (message == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*message, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(description(*message, index.column()));
    case Qt::AccessibleTextRole:
        return description(*message, index.column());
    case Qt::ForegroundRole:
        return color(*message, index.column());
    default:
        return index.column() < FirstWatcher ? marginData(index, *message, role)
                                             : laneData(index, *message, role);
    }
}

QVariant MergedModel::marginData(const QModelIndex &index, const MergedMessage &message,
                                 int role) const
{
    const MergedMessage *before = messageAt(index.row() - 1);
    if (role == DistanceRole && index.column() == Time && before != nullptr) {
        return qlonglong((message.first - before->first).count());
    }
    if (index.column() != Channel) {
        return {};
    }
    const QString channel = QString::fromStdString(message.channel);
    switch (role) {
    case NameRole:
        return channel;
    case Qt::DecorationRole:
        return chipIcon(m_log.channelColors().colorOf(channel, m_theme.isDark()));
    default:
        return {};
    }
}

/** For the cards of lanes. */
QVariant MergedModel::laneData(const QModelIndex &index, const MergedMessage &message,
                               int role) const
{
    const auto watcher = std::size_t(index.column() - FirstWatcher);
    const Reception *reception = MergedReceptions::receptionOf(message, watcher);
    switch (role) {
    case MarkRole:
        return int(m_merged.markOf(message, watcher, now()));
    case PayloadRole:
        return reception == nullptr ? QString() : payloadOf(*reception);
    case NameRole:
        return QString::fromStdString(m_merged.watchers()[watcher]);
    default:
        return {};
    }
}

/** It may have been removed from the log meanwhile. */
QString MergedModel::payloadOf(const Reception &reception) const
{
    constexpr std::size_t MaxBytes = 400;
    const Entry entry = m_log.model().entryOf(reception.row);
    if (entry.number == 0) {
        return tr("not in the log any more");
    }
    const std::string_view begin = Text::utf8Prefix(entry.payload, MaxBytes);
    return Text::visible(QString::fromUtf8(begin.data(), qsizetype(begin.size())));
}

QString MergedModel::cellText(const MergedMessage &message, int column) const
{
    switch (column) {
    case Time:
        return timeText(message.wall);
    case Channel:
        return Text::visible(QString::fromStdString(message.channel));
    case Offset:
        return offsetText(message);
    default:
        break;
    }
    const auto watcher = std::size_t(column - FirstWatcher);
    const Reception *reception = MergedReceptions::receptionOf(message, watcher);
    if (reception != nullptr) {
        const bool isFirst = reception == &message.receptions.front();
        return markSign(Mark::Received) + u' '
            + (isFirst ? tr("first") : deltaText(reception->delay));
    }
    return markSign(m_merged.markOf(message, watcher, now()));
}

/** For tool tips and screen readers. */
QString MergedModel::description(const MergedMessage &message, int column) const
{
    if (column < FirstWatcher) {
        return message.match == MergedMessage::Match::Bytes && column == Offset
            ? tr(
                "likely: these messages have the same bytes, nothing else proves that they are one")
            : cellText(message, column);
    }
    const auto watcher = std::size_t(column - FirstWatcher);
    const Reception *reception = MergedReceptions::receptionOf(message, watcher);
    if (reception == nullptr) {
        return tr("%1: %2").arg(watcherName(column),
                                markWords(m_merged.markOf(message, watcher, now())));
    }
    const QString how = (reception->flags & Fetched) != 0 ? tr("fetched from the history")
        : (reception->flags & Recovered) != 0             ? tr("received by recovery")
                                                          : markWords(Mark::Received);
    return reception == &message.receptions.front()
        ? tr("%1: %2, the first").arg(watcherName(column), how)
        : tr("%1: %2, %3 after the first")
              .arg(watcherName(column), how, deltaText(reception->delay).mid(1));
}

QVariant MergedModel::color(const MergedMessage &message, int column) const
{
    if (column < FirstWatcher) {
        const bool isLikely = column == Offset && message.match == MergedMessage::Match::Bytes;
        return isLikely ? QVariant(m_theme.color(Tone::Busy)) : QVariant();
    }
    const auto watcher = std::size_t(column - FirstWatcher);
    return m_theme.color(markTone(m_merged.markOf(message, watcher, now())));
}

QString MergedModel::watcherName(int column) const
{
    const std::string &name = m_merged.watchers()[std::size_t(column - FirstWatcher)];
    return name.empty() ? tr("(no name)") : Text::visible(QString::fromStdString(name));
}

QVariant MergedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == Offset) {
        return tr("Offset of the message; without one, what makes its receptions one message");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    static const char *const names[] = {QT_TR_NOOP("Time"), QT_TR_NOOP("Channel"),
                                        QT_TR_NOOP("Offset")};
    return section < FirstWatcher ? tr(names[section]) : watcherName(section);
}

quint64 MergedModel::entryAt(const QModelIndex &index) const
{
    const MergedMessage *message = index.isValid() ? messageAt(index.row()) : nullptr;
    if (message == nullptr) {
        return 0;
    }
    const Reception *reception = index.column() < FirstWatcher
        ? nullptr
        : MergedReceptions::receptionOf(*message, std::size_t(index.column() - FirstWatcher));
    return reception != nullptr ? reception->row : message->firstRow();
}
