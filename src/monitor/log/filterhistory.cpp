// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/filterhistory.h"

#include <QSettings>

namespace {

const auto HistoryKey = QStringLiteral("filterHistory");

} // namespace

FilterHistory::FilterHistory(QSettings &settings)
    : m_settings(settings)
    , m_filters(settings.value(HistoryKey).toStringList().mid(0, MaxSize))
{
}

void FilterHistory::add(const QString &filter)
{
    const QString text = filter.trimmed();
    if (text.isEmpty() || m_filters.value(0) == text) {
        return;
    }
    m_filters.removeAll(text);
    m_filters.prepend(text);
    while (m_filters.size() > MaxSize) {
        m_filters.removeLast();
    }
    m_settings.setValue(HistoryKey, m_filters);
}
