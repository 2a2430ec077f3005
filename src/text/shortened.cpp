// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/shortened.h"

#include <QCoreApplication>

namespace Text {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Text)
};

} // namespace

QString shortened(const QString &text, qsizetype limit)
{
    if (text.size() <= limit) {
        return text;
    }
    const bool splitsPair = text.at(limit - 1).isHighSurrogate();
    return Tr::tr("%1\u2026 (%2 characters in all)")
        .arg(text.left(splitsPair ? limit - 1 : limit), QString::number(text.size()));
}

} // namespace Text
