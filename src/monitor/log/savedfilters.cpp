// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/savedfilters.h"

#include <QSettings>

#include <algorithm>

namespace {

const auto FiltersKey = QStringLiteral("savedFilters");
const auto NameKey = QStringLiteral("name");
const auto TextKey = QStringLiteral("text");

} // namespace

SavedFilters::SavedFilters(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    const int count = settings.beginReadArray(FiltersKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        m_filters.append({settings.value(NameKey).toString(), settings.value(TextKey).toString()});
    }
    settings.endArray();
}

void SavedFilters::save(const SavedFilter &filter)
{
    const auto present = std::ranges::find(m_filters, filter.name, &SavedFilter::name);
    if (present == m_filters.end()) {
        m_filters.append(filter);
    } else {
        *present = filter;
    }
    write();
}

void SavedFilters::remove(const QString &name)
{
    m_filters.removeIf([&name](const SavedFilter &filter) { return filter.name == name; });
    write();
}

void SavedFilters::write()
{
    m_settings.remove(FiltersKey);
    m_settings.beginWriteArray(FiltersKey, int(m_filters.size()));
    for (int i = 0; i < m_filters.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(NameKey, m_filters.at(i).name);
        m_settings.setValue(TextKey, m_filters.at(i).text);
    }
    m_settings.endArray();
    Q_EMIT changed();
}
