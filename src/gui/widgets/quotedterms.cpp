// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/quotedterms.h"

QString quotedTerms(const QString &text)
{
    QString quoted = text;
    qsizetype open = quoted.indexOf(u'`');
    while (open >= 0) {
        const qsizetype close = quoted.indexOf(u'`', open + 1);
        if (close < 0) {
            break; // not a pair, so perhaps part of a name
        }
        quoted[open] = QChar(0x201c);
        quoted[close] = QChar(0x201d);
        open = quoted.indexOf(u'`', close + 1);
    }
    return quoted;
}
