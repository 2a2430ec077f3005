// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/alikenames.h"

#include <QFontMetrics>

#include <algorithm>
#include <numeric>

namespace {

constexpr QChar Cut(0x2026);
/** Characters of the beginning that stay in any case. */
constexpr int ShownBeginning = 4;
/** Characters that are shown before the difference, so that it can be read: the 1 of "101". */
constexpr int BeforeDifference = 3;
constexpr int BehindDifference = 2;

int commonBeginning(const QString &one, const QString &other)
{
    const auto [end, ignored] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    return int(end - one.begin());
}

} // namespace

QList<int> alikeBeginnings(const QList<QString> &names)
{
    std::vector<qsizetype> order(std::size_t(names.size()));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {},
                      [&names](qsizetype each) -> const QString & { return names[each]; });
    QList<int> alike(names.size(), 0);
    // The most alike one is a neighbour in the order of the names.
    for (std::size_t i = 1; i < order.size(); ++i) {
        const int common = commonBeginning(names[order[i - 1]], names[order[i]]);
        alike[order[i - 1]] = std::max(alike[order[i - 1]], common);
        alike[order[i]] = common;
    }
    return alike;
}

QString elidedAlike(const QString &name, int alike, const QFontMetrics &metrics, int width)
{
    if (metrics.horizontalAdvance(name) <= width) {
        return name;
    }
    const int difference = std::min(alike, int(name.size()) - 1);
    if (difference - BeforeDifference <= ShownBeginning) {
        return metrics.elidedText(name, Qt::ElideMiddle, width);
    }
    const auto fits = [&](const QString &text) { return metrics.horizontalAdvance(text) <= width; };
    const QString rest = name.mid(difference - BeforeDifference);
    // As much of the common beginning as fits beside the rest of the name.
    for (int kept = difference - BeforeDifference - 1; kept >= ShownBeginning; --kept) {
        if (const QString cut = name.left(kept) + Cut + rest; fits(cut)) {
            return cut;
        }
    }
    // Else nothing of it, rather than that the difference is cut off.
    const QString beginning = name.left(ShownBeginning) + Cut;
    const bool hasRoom = fits(beginning + rest.left(BeforeDifference + BehindDifference) + Cut);
    return metrics.elidedText(hasRoom ? beginning + rest : Cut + rest, Qt::ElideRight, width);
}
