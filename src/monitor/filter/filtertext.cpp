// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/filtertext.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QLocale>

#include <algorithm>

namespace {

QString number(std::uint64_t value)
{
    return QLocale(QLocale::English).toString(qulonglong(value));
}

/** Characters of UTF-16 before a place in the UTF-8 of the same text. */
int characterAt(const QByteArray &utf8, std::size_t offset)
{
    const auto bytes = std::min<qsizetype>(qsizetype(offset), utf8.size());
    return int(QString::fromUtf8(utf8.first(bytes)).size());
}

} // namespace

FilterText compileFilter(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    Filter::Compiled compiled = Filter::compile({utf8.constData(), std::size_t(utf8.size())});
    FilterText result{std::move(compiled.filter), {}};
    if (compiled.fault) {
        const std::size_t offset = compiled.fault->offset;
        const int begin = characterAt(utf8, offset);
        const int end =
            characterAt(utf8, offset + std::max<std::size_t>(compiled.fault->length, 1));
        result.fault = {begin, end - begin, QString::fromStdString(compiled.fault->message)};
    }
    return result;
}

QString exclusionText(const FilterExclusion::Strictest &strictest)
{
    constexpr qsizetype Longest = 200;
    QString condition = Text::visible(QString::fromStdString(strictest.condition));
    if (condition.size() > Longest) {
        condition = condition.first(Longest) + QChar(0x2026);
    }
    const QString entries = strictest.isOfAll
        ? Tr::tr("%1 entries").arg(number(strictest.seen))
        : Tr::tr("the %1 entries that were looked at for this").arg(number(strictest.seen));
    return strictest.matching == 0 ? Tr::tr("None of %1 matches %2").arg(entries, condition)
                                   : Tr::tr("%2 excludes most: by itself, it matches %3 of %1")
                                         .arg(entries, condition, number(strictest.matching));
}
