// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/hexmodel.h"

#include <algorithm>

namespace {

QString offsetText(int row)
{
    return QStringLiteral("%1").arg(row * HexModel::BytesPerLine, 8, 16, QLatin1Char('0'));
}

/** Two groups of eight, as wide whatever there is. */
QString hexText(QByteArrayView bytes)
{
    QString text;
    for (qsizetype i = 0; i < HexModel::BytesPerLine; ++i) {
        text += i == 8 ? QStringLiteral("  ") : i == 0 ? QString() : QStringLiteral(" ");
        text += i < bytes.size()
            ? QStringLiteral("%1").arg(quint8(bytes[i]), 2, 16, QLatin1Char('0'))
            : QStringLiteral("  ");
    }
    return text;
}

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

QByteArrayView HexModel::line(int row) const
{
    const qsizetype begin = row * BytesPerLine;
    return QByteArrayView(m_bytes).sliced(begin, std::min(BytesPerLine, m_bytes.size() - begin));
}

QString HexModel::lineText(int row) const
{
    const QByteArrayView bytes = line(row);
    return offsetText(row) + QStringLiteral("  ") + hexText(bytes) + QStringLiteral("  ")
        + characterText(bytes);
}

int HexModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_bytes.size() + BytesPerLine - 1) / BytesPerLine);
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
        return offsetText(index.row());
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
