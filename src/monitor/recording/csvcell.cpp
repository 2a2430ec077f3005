// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/csvcell.h"

QByteArray csvCell(QByteArrayView content)
{
    QByteArray text = content.toByteArray();
    const bool isRisky = !text.isEmpty() && QByteArrayView("=+-@\t\r'").contains(text.front());
    if (isRisky) {
        text.prepend('\'');
    }
    const bool needsQuotes =
        text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r');
    return needsQuotes ? '"' + text.replace('"', "\"\"") + '"' : text;
}

QByteArray csvLine(const QList<QByteArray> &cells)
{
    return cells.join(',') + "\r\n";
}
