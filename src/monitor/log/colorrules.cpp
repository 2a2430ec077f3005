// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/colorrules.h"

#include "monitor/filter/filtertext.h"

#include <QSettings>

#include <algorithm>

namespace {

const auto RulesKey = QStringLiteral("colorRules");
const auto FilterKey = QStringLiteral("filter");
const auto ColorKey = QStringLiteral("color");
const auto IsOnKey = QStringLiteral("on");

/** Something to begin with, to be switched on or changed. */
QList<ColorRule> starterRules()
{
    return {{QStringLiteral("data.level == \"error\""), ProfileColor::Red, false},
            {QStringLiteral("data.level == \"warning\""), ProfileColor::Amber, false},
            {QStringLiteral("size > 10k"), ProfileColor::Violet, false}};
}

} // namespace

ColorRules::ColorRules(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (!settings.contains(RulesKey + QStringLiteral("/size"))) {
        m_rules = starterRules();
    } else {
        const int count = settings.beginReadArray(RulesKey);
        for (int i = 0; i < count; ++i) {
            settings.setArrayIndex(i);
            const int color = settings.value(ColorKey).toInt();
            m_rules.append({settings.value(FilterKey).toString(),
                            ProfileColor(std::clamp(color, 0, int(ProfileColor::Violet))),
                            settings.value(IsOnKey, true).toBool()});
        }
        settings.endArray();
    }
    compile();
}

void ColorRules::setRules(const QList<ColorRule> &rules)
{
    if (rules == m_rules) {
        return;
    }
    m_rules = rules;
    m_settings.remove(RulesKey);
    m_settings.beginWriteArray(RulesKey, int(rules.size()));
    for (int i = 0; i < rules.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(FilterKey, rules.at(i).filter);
        m_settings.setValue(ColorKey, int(rules.at(i).color));
        m_settings.setValue(IsOnKey, rules.at(i).isOn);
    }
    m_settings.endArray();
    compile();
    Q_EMIT changed();
}

void ColorRules::compile()
{
    m_compiled.clear();
    for (const ColorRule &rule : std::as_const(m_rules)) {
        const FilterText compiled = compileFilter(rule.filter);
        if (rule.isOn && !compiled.fault && !compiled.filter.isEmpty()) {
            m_compiled.push_back({FilterRun(compiled.filter), rule.color});
        }
    }
}

ProfileColor ColorRules::colorOf(const Entry &entry)
{
    for (Compiled &rule : m_compiled) {
        if (rule.run.matches(entry)) {
            return rule.color;
        }
    }
    return ProfileColor::None;
}
