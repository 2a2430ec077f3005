// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/hexmodel.h"

#include <algorithm>

namespace {

constexpr int GroupBytes = 8;
constexpr int CopiedDigits = 8; ///< of an offset

QString characterText(QByteArrayView bytes)
{
    QString text;
    for (const char byte : bytes) {
        text += byte >= 0x20 && byte < 0x7F ? QLatin1Char(byte) : QLatin1Char('.');
    }
    return text;
}

} // namespace

void HexModel::setBytes(const QByteArray &bytes)
{
    if (m_bytes == bytes) {
        return;
    }
    beginResetModel();
    m_bytes = bytes;
    endResetModel();
}

void HexModel::setBytesPerLine(int count)
{
    if (m_bytesPerLine == count) {
        return;
    }
    beginResetModel();
    m_bytesPerLine = count;
    endResetModel();
}

int HexModel::hexCharacters(int bytesPerLine)
{
    return bytesPerLine * 3 - 1 + (bytesPerLine - 1) / GroupBytes;
}

QByteArrayView HexModel::line(int row) const
{
    const qsizetype begin = qsizetype(row) * m_bytesPerLine;
    return QByteArrayView(m_bytes).sliced(
        begin, std::min<qsizetype>(m_bytesPerLine, m_bytes.size() - begin));
}

/** Four for a small payload, so that more bytes fit beside them. */
int HexModel::offsetDigits() const
{
    int digits = 4;
    while ((m_bytes.size() >> (4 * digits)) > 0) {
        ++digits;
    }
    return digits;
}

QString HexModel::offsetText(int row, int digits) const
{
    return QStringLiteral("%1").arg(qsizetype(row) * m_bytesPerLine, digits, 16, QLatin1Char('0'));
}

/** In groups; a short line is padded to the full width. */
QString HexModel::hexText(QByteArrayView bytes) const
{
    QString text;
    for (int i = 0; i < m_bytesPerLine; ++i) {
        text += i == 0            ? QString()
            : i % GroupBytes == 0 ? QStringLiteral("  ")
                                  : QStringLiteral(" ");
        text += i < bytes.size()
            ? QStringLiteral("%1").arg(quint8(bytes[i]), 2, 16, QLatin1Char('0'))
            : QStringLiteral("  ");
    }
    return text;
}

QString HexModel::lineText(int row) const
{
    const QByteArrayView bytes = line(row);
    return offsetText(row, CopiedDigits) + QStringLiteral("  ") + hexText(bytes)
        + QStringLiteral("  ") + characterText(bytes);
}

int HexModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_bytes.size() + m_bytesPerLine - 1) / m_bytesPerLine);
}

int HexModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HexModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (index.column()) {
    case Offset:
        return offsetText(index.row(), offsetDigits());
    case Bytes:
        return hexText(line(index.row()));
    default:
        return characterText(line(index.row()));
    }
}

QVariant HexModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return QStringList{tr("Offset"), tr("Bytes"), tr("Text")}.value(section);
}
