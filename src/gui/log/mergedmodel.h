// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/log/mergedreceptions.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>

class FilterRun;
class LogState;
class Theme;

/**
 * The newest messages of a log, each with a mark per watcher, as MergedReceptions puts them
 * together; those that the filter of the log hides are left out. Reads the log in slices of a few
 * milliseconds, and only while it is active. Main thread.
 */
class MergedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /** Where there is no offset, that column says what else makes the receptions one message. */
    enum Column { Time, Channel, Offset, FirstWatcher };
    enum Role {
        MarkRole = Qt::UserRole + 1, ///< MergedReceptions::Mark, of a watcher's cell
        PayloadRole, ///< the beginning of the data that the watcher received
        NameRole, ///< of the watcher or the channel, as in the rows
        DistanceRole ///< nanoseconds since the message before; of the time
    };
    /** Publications before the newest so many rows are left out; states are read from all. */
    static constexpr quint64 NewestRows = 200'000;

    /** Whether a watcher has the server filter the messages of a channel. */
    using FilteredTest = std::function<bool(const QString &watcher, const QString &channel)>;

    /** `log` and `theme` outlive this. */
    MergedModel(LogState &log, const Theme &theme, QObject *parent = nullptr);
    ~MergedModel() override;

    void setActive(bool active);
    /** The log is that of connections: time goes on without rows. */
    void setLive(const FilteredTest &isFiltered);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    /** The number of the watcher's reception, else of the first one; 0 for no message. */
    quint64 entryAt(const QModelIndex &index) const;

private:
    using Mark = MergedReceptions::Mark;

    void schedule();
    void startOver();
    void read();
    bool readSome();
    quint64 readableEnd() const;
    void sync();
    void updateMarks();
    std::chrono::nanoseconds now() const;
    const MergedMessage *messageAt(int row) const;
    QString cellText(const MergedMessage &message, int column) const;
    QString description(const MergedMessage &message, int column) const;
    QString payloadOf(const Reception &reception) const;
    QVariant marginData(const QModelIndex &index, const MergedMessage &message, int role) const;
    QVariant laneData(const QModelIndex &index, const MergedMessage &message, int role) const;
    QVariant color(const MergedMessage &message, int column) const;
    QString watcherName(int column) const;

    LogState &m_log;
    const Theme &m_theme;
    MergedReceptions m_merged;
    std::unique_ptr<FilterRun> m_filter;
    FilteredTest m_isFiltered; ///< only of a live log
    QTimer m_timer; ///< of reading
    QTimer m_aging; ///< of marks that depend on the time
    QElapsedTimer m_sinceNewest;
    std::chrono::nanoseconds m_newest{0}; ///< time of the last row that was read
    quint64 m_next = 0; ///< number of the entry to read next
    quint64 m_mergeFrom = 0; ///< number of the first publication that counts
    bool m_isActive = false;
    quint64 m_first = 0; ///< number of the message of row 0, as the views know it
    int m_rows = 0; ///< as the views know them
    int m_watchers = 0; ///< as the views know them
};
