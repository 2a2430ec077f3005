// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/matchlist.h"
#include "monitor/log/timecolumn.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>

/**
 * Where the entries are that a model has heard of, all at one moment, so that it adds up:
 * received = shown + filtered + unsearched + waiting + cutOff + letGo.
 */
struct RowCounts
{
    quint64 received = 0; ///< since the last clear
    quint64 shown = 0; ///< rows
    quint64 filtered = 0; ///< kept out by the filter
    quint64 unsearched = 0; ///< the filter has still to look at them
    quint64 waiting = 0; ///< not shown because the model is frozen
    quint64 cutOff = 0; ///< the oldest, that are no rows because there are too many
    quint64 letGo = 0; ///< not in the source any more

    friend bool operator==(const RowCounts &, const RowCounts &) = default;
};

/**
 * The rows of a journal or recording for a view, all of them or those that a filter lets through.
 * Main thread. The source changes before the model is notified, so rows are kept as a range of
 * entry numbers, or as a range of the filter's matches; a row whose entry is gone meanwhile is
 * empty. Frozen, the model shows nothing new but still lets go of rows that the source has trimmed.
 */
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using TimeMode = TimeColumn::Mode; ///< what the column of the time says
    enum Column { Number, Time, Delta, Channel, Offset, Kind, Size, Payload, ColumnCount };
    enum Role {
        EntryKindRole = Qt::UserRole + 1, ///< int, an EntryKind
        EntryNumberRole, ///< quint64
        PayloadRole ///< QByteArray, exactly as received
    };

    /** A view adds up the heights of its rows in an int: of more, the newest are shown. */
    static constexpr int MostRows = 40'000'000;

    /** The source outlives the model. */
    explicit JournalModel(EntryLog &source, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    bool isFrozen() const { return m_frozen; }
    void setFrozen(bool frozen);
    /** Entries that are not shown because the model is frozen. */
    qsizetype heldBack() const;

    /** Entries, the oldest, that are no rows because there are too many. */
    quint64 cutOff() const;
    RowCounts counts() const;

    /** Shows only what it lets through; an empty one shows everything. */
    void setFilter(const Filter &filter);
    const MatchList &matches() const { return m_matches; }
    /** Entries that the filter keeps out, as far as they were looked at. */
    quint64 filteredOut() const;

    TimeMode timeMode() const { return m_time.mode(); }
    /** `reference` is the entry that SinceReference counts from. */
    void setTimeMode(TimeMode mode, quint64 reference = 0);
    quint64 timeReference() const { return m_time.reference(); }
    /** The zone of displayZone() is another one now. */
    void updateTimes();

    /** The entry of a row; its number is 0 when it is not in the source any more. The views in it
     * are for at once, not to be kept. */
    Entry entryAt(int row) const;
    Entry entryOf(quint64 number) const;
    std::optional<int> rowOfNumber(quint64 number) const;
    /** The last row at or before the entry, -1 for none: where it would be. */
    int rowBefore(quint64 number) const;
    quint64 numberOfRow(int row) const;

public Q_SLOTS:
    /** The journal has grown by `count` entries and let go of `trimmed`: at most one range of rows
     * goes at the front and one comes at the end. */
    void entriesAppended(qsizetype count, qsizetype trimmed);
    /** The journal was cleared; to be called before anything is appended again. */
    void cleared();

Q_SIGNALS:
    void frozenChanged(bool frozen);
    void heldBackChanged(qsizetype count);

private:
    quint64 endNumber() const { return m_firstNumber + quint64(m_count); }
    quint64 sourceEnd() const;
    void hearOfSource();
    bool isFiltered() const { return m_matches.isActive(); }
    void showMatches(qsizetype prepended);
    void removeMatches(qsizetype count);
    void appendMatches();
    void insertEntries(int first, int count);
    void removeFirst(int count);
    QString displayText(const QModelIndex &index, const Entry &entry) const;
    StampedTime timeBefore(int row) const;
    void removeTrimmed();
    void announceHeldBack();
    void startOver();
    void reset(const std::function<void()> &beginMatches);
    void showFromStart();

    EntryLog &m_source;
    MatchList m_matches;
    quint64 m_heardFirst = 1; // of the source, when it was last heard of
    quint64 m_heardEnd = 1; // one behind its last entry then
    quint64 m_firstNumber = 1; // of row 0 where nothing is filtered
    qsizetype m_firstMatch = 0; // of row 0 where something is; not 0 only while matches change
    quint64 m_frozenEnd = 0; // of what is shown while frozen
    int m_count = 0;
    TimeColumn m_time;
    bool m_frozen = false;
    qsizetype m_announcedHeldBack = 0;
};
