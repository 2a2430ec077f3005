// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractTableModel>

/** Bytes of any number, in lines of equal length that are formatted when they are painted. Main
 * thread.
 */
class HexModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Offset, Bytes, Characters, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setBytes(const QByteArray &bytes);
    const QByteArray &bytes() const { return m_bytes; }
    void setBytesPerLine(int count);
    int bytesPerLine() const { return m_bytesPerLine; }
    /** How many digits the column of offsets has. */
    int offsetDigits() const;
    /** The width of the column of bytes, in characters. */
    static int hexCharacters(int bytesPerLine);
    /** "00000010  7b 22 61 …  {"a…" */
    QString lineText(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QByteArrayView line(int row) const;
    QString offsetText(int row, int digits) const;
    QString hexText(QByteArrayView bytes) const;

    QByteArray m_bytes;
    int m_bytesPerLine = 16;
};
