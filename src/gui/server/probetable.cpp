// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/probetable.h"

#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/server/probematrix.h"

#include <QHeaderView>
#include <QTableWidget>

#include <algorithm>
#include <utility>

namespace {

Tone toneOf(ProbeVerdict verdict)
{
    switch (verdict) {
    case ProbeVerdict::Seen:
        return Tone::Good;
    case ProbeVerdict::PartlySeen:
        return Tone::Busy;
    case ProbeVerdict::NeverSeen:
        return Tone::Bad;
    case ProbeVerdict::Waiting:
    case ProbeVerdict::NotMeasured:
        break;
    }
    return Tone::Quiet;
}

} // namespace

void showProbes(QTableWidget &table, const ProbeMatrix &matrix, const Theme &theme)
{
    const int size = matrix.size();
    QStringList names;
    for (const QString &name : matrix.nodes()) {
        names.append(labelText(name));
    }
    table.setRowCount(size);
    table.setColumnCount(size);
    int widest = 0;
    for (const QString &name : std::as_const(names)) {
        widest = std::max(widest, table.fontMetrics().horizontalAdvance(name));
    }
    constexpr int Padding = 20;
    table.horizontalHeader()->setMinimumSectionSize(widest + Padding);
    table.setHorizontalHeaderLabels(names);
    table.setVerticalHeaderLabels(names);
    for (int from = 0; from < size; ++from) {
        for (int at = 0; at < size; ++at) {
            if (table.item(from, at) == nullptr) {
                auto *item = new QTableWidgetItem;
                item->setTextAlignment(Qt::AlignCenter);
                table.setItem(from, at, item);
            }
            QTableWidgetItem *item = table.item(from, at);
            const QString text = matrix.text(from, at);
            item->setText(text);
            item->setForeground(theme.color(toneOf(matrix.verdict(from, at))));
            item->setData(Qt::AccessibleTextRole,
                          QTableWidget::tr("published at %1, seen at %2: %3")
                              .arg(names.at(from), names.at(at), text));
        }
    }
}
