// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/entryfield.h"
#include "monitor/log/matchlist.h"
#include "monitor/log/timecolumn.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <vector>

/**
 * How many entries a model shows, and why it does not show the others. All numbers are of one
 * moment: received = shown + filtered + unsearched + waiting + beyondRowLimit + trimmed.
 */
struct RowCounts
{
    quint64 received = 0; ///< since the last clear
    quint64 shown = 0; ///< rows
    quint64 filtered = 0; ///< hidden by the filter
    quint64 unsearched = 0; ///< not tested by the filter yet
    quint64 waiting = 0; ///< not shown because the model is frozen
    quint64 beyondRowLimit = 0; ///< the oldest, beyond MaxRows
    quint64 trimmed = 0; ///< trimmed by the source

    friend bool operator==(const RowCounts &, const RowCounts &) = default;
};

/**
 * The entries of a journal or recording as a table: all, or those that match a filter. Main thread.
 * The source changes before the model is notified, so rows are a range of entry numbers, or of the
 * filter's matches; a row whose entry was trimmed meanwhile is empty. While it is frozen, the model
 * adds no rows, but still removes those that the source has trimmed.
 */
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using TimeMode = TimeColumn::Mode; ///< what the column of the time says
    /** Behind them follow the fields. */
    enum Column {
        Number,
        Time,
        Delta,
        Watcher,
        Channel,
        Offset,
        Kind,
        Size,
        Payload,
        Date,
        User,
        Client,
        Tags,
        Latency,
        ColumnCount
    };
    enum Role {
        EntryKindRole = Qt::UserRole + 1, ///< int, an EntryKind
        EntryNumberRole, ///< quint64
        PayloadRole ///< QByteArray, exactly as received
    };

    /** The newest ones; a view sums up the heights of its rows in an int. */
    static constexpr int MaxRows = 40'000'000;

    /** The source outlives the model. */
    explicit JournalModel(EntryLog &source, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /** Columns of their own, from ColumnCount on. */
    void setFields(const std::vector<EntryField> &fields);
    const std::vector<EntryField> &fields() const { return m_fields; }

    bool isFrozen() const { return m_frozen; }
    void setFrozen(bool frozen);
    /** How many entries are not shown because the model is frozen. */
    qsizetype heldBack() const;

    /** How many of the oldest entries are beyond MaxRows. */
    quint64 beyondRowLimit() const;
    RowCounts counts() const;

    /** Shows only entries that match; an empty filter matches all. */
    void setFilter(const Filter &filter);
    const MatchList &matches() const { return m_matches; }
    /** How many of the entries that were tested the filter hides. */
    quint64 filteredOut() const;

    /** There have been rows of several watchers, so that the column says something. */
    bool hasSeveralWatchers() const { return m_hasSeveralWatchers; }

    TimeMode timeMode() const { return m_time.mode(); }
    /** `reference` is the entry that SinceReference counts from. */
    void setTimeMode(TimeMode mode, quint64 reference = 0);
    quint64 timeReference() const { return m_time.reference(); }
    /** displayZone() has changed. */
    void updateTimes();

    /** The entry of a row; its number is 0 when the source has trimmed it. Its views are valid
     * until the source changes. */
    Entry entryAt(int row) const;
    Entry entryOf(quint64 number) const;
    /** The text of a cell whose row shows `entry`: for a delegate that has fetched it already. */
    QString displayText(const QModelIndex &index, const Entry &entry) const;
    std::optional<int> rowOfNumber(quint64 number) const;
    /** The last row at or before the entry, -1 for none. */
    int rowBefore(quint64 number) const;
    quint64 numberOfRow(int row) const;

public Q_SLOTS:
    /** The journal has appended `count` entries and trimmed `trimmed`: removes at most one range of
     * rows at the front and inserts at most one at the end. */
    void entriesAppended(qsizetype count, qsizetype trimmed);
    /** The journal was cleared; to be called before anything is appended again. */
    void cleared();

Q_SIGNALS:
    void frozenChanged(bool frozen);
    void heldBackChanged(qsizetype count);
    void severalWatchersSeen(); ///< once

private:
    quint64 endNumber() const { return m_firstNumber + quint64(m_count); }
    quint64 sourceEnd() const;
    void syncWithSource();
    void noticeWatchers();
    bool isFiltered() const { return m_matches.isActive(); }
    void showMatches(qsizetype prepended);
    void removeMatches(qsizetype count);
    void appendMatches();
    void insertEntries(int first, int count);
    void removeFirst(int count);
    void removeTrimmed();
    void announceHeldBack();
    void startOver();
    void reset(const std::function<void()> &beginMatches);
    void showFromStart();

    EntryLog &m_source;
    MatchList m_matches;
    quint64 m_syncedFirst = 1; // of the source, as of the last notification
    quint64 m_syncedEnd = 1; // number after its last entry then
    quint64 m_firstNumber = 1; // of row 0 without a filter
    qsizetype m_firstMatch = 0; // of row 0 with a filter; not 0 only while matches change
    quint64 m_frozenEnd = 0; // of what is shown while frozen
    int m_count = 0;
    std::vector<EntryField> m_fields;
    TimeColumn m_time;
    bool m_hasSeveralWatchers = false;
    bool m_frozen = false;
    qsizetype m_announcedHeldBack = 0;
};
