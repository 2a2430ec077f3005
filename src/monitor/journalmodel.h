// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry.h"

#include <QAbstractTableModel>

#include <optional>

class Journal;

/**
 * The rows of a journal for a view. Main thread. The journal changes before the model hears of it,
 * so rows are kept as a range of entry numbers; a row whose entry is gone meanwhile is empty.
 * Frozen, the model shows nothing new but still lets go of rows that the journal has trimmed.
 */
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Time, Delta, Channel, Offset, Kind, Size, Payload, ColumnCount };
    enum Role {
        EntryKindRole = Qt::UserRole + 1, ///< int, an EntryKind
        EntryNumberRole, ///< quint64
        PayloadRole ///< QByteArray, exactly as received
    };

    /** The journal outlives the model. */
    explicit JournalModel(const Journal &journal, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    bool isFrozen() const { return m_frozen; }
    void setFrozen(bool frozen);
    /** Entries of the journal that are not shown because the model is frozen. */
    qsizetype heldBack() const;

    /** The entry of a row; its number is 0 when it is not in the journal any more. The views in it
     * are for at once, not to be kept. */
    Entry entryAt(int row) const;
    std::optional<int> rowOfNumber(quint64 number) const;
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
    QString displayText(int row, int column, const Entry &entry) const;
    QString accessibleText(const Entry &entry) const;
    void removeTrimmed();
    void insertNew();
    void announceHeldBack();
    void startOver();

    const Journal &m_journal;
    quint64 m_firstNumber = 1; // of row 0
    int m_count = 0;
    bool m_frozen = false;
    qsizetype m_announcedHeldBack = 0;
};
