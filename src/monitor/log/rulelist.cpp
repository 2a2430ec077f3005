// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/rulelist.h"

#include "monitor/filter/filtertext.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace {

const auto RulesKey = QStringLiteral("rules");
const auto NameKey = QStringLiteral("name");
const auto FilterKey = QStringLiteral("filter");
const auto ColorKey = QStringLiteral("color");
const auto IsChipKey = QStringLiteral("chip");
const auto ActionsKey = QStringLiteral("actions");
const auto IsOnKey = QStringLiteral("on");
// Of earlier versions, where they were two lists
const auto ColorRulesKey = QStringLiteral("colorRules");
const auto SavedFiltersKey = QStringLiteral("savedFilters");
const auto SavedTextKey = QStringLiteral("text");

constexpr int AllActions =
    int(Rule::Action::MarkEntry) | int(Rule::Action::PauseLog) | int(Rule::Action::NotifyUser);

/** Something to begin with, to be switched on or changed. */
QList<Rule> starterRules()
{
    const auto rule = [](const QString &name, const QString &filter, ProfileColor color) {
        Rule starter{name, filter, color, false, {}, false};
        return starter;
    };
    return {
        rule(RuleList::tr("Errors"), QStringLiteral("data.level == \"error\""), ProfileColor::Red),
        rule(RuleList::tr("Warnings"), QStringLiteral("data.level == \"warning\""),
             ProfileColor::Amber),
        rule(RuleList::tr("Large messages"), QStringLiteral("size > 10k"), ProfileColor::Violet)};
}

bool hasArray(const QSettings &settings, const QString &key)
{
    return settings.contains(key + QStringLiteral("/size"));
}

ProfileColor readColor(const QSettings &settings)
{
    return ProfileColor(std::clamp(settings.value(ColorKey).toInt(), 0, int(ProfileColor::Violet)));
}

} // namespace

RuleList::RuleList(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (hasArray(settings, RulesKey)) {
        read();
    } else if (hasArray(settings, ColorRulesKey)) {
        readColorRules();
    } else {
        m_rules = starterRules();
    }
    if (!hasArray(settings, RulesKey)) {
        readSavedFilters();
    }
    compile();
}

void RuleList::read()
{
    const int count = m_settings.beginReadArray(RulesKey);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        m_rules.append({m_settings.value(NameKey).toString(),
                        m_settings.value(FilterKey).toString(), readColor(m_settings),
                        m_settings.value(IsChipKey).toBool(),
                        Rule::Actions(m_settings.value(ActionsKey).toInt() & AllActions),
                        m_settings.value(IsOnKey, true).toBool()});
    }
    m_settings.endArray();
}

void RuleList::readColorRules()
{
    const int count = m_settings.beginReadArray(ColorRulesKey);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        m_rules.append({QString(), m_settings.value(FilterKey).toString(), readColor(m_settings),
                        false, Rule::Actions(), m_settings.value(IsOnKey, true).toBool()});
    }
    m_settings.endArray();
}

void RuleList::readSavedFilters()
{
    const int count = m_settings.beginReadArray(SavedFiltersKey);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        const QString text = m_settings.value(SavedTextKey).toString();
        const QString name = m_settings.value(NameKey).toString();
        m_rules.append({name == text ? QString() : name, text, ProfileColor::None, true,
                        Rule::Actions(), true});
    }
    m_settings.endArray();
}

void RuleList::setRules(const QList<Rule> &rules)
{
    if (rules != m_rules) {
        m_rules = rules;
        write();
        compile();
        Q_EMIT changed();
    }
}

void RuleList::append(const Rule &rule)
{
    setRules(m_rules + QList<Rule>{rule});
}

void RuleList::removeAt(qsizetype index)
{
    QList<Rule> rules = m_rules;
    rules.removeAt(index);
    setRules(rules);
}

QList<Rule> RuleList::chips() const
{
    QList<Rule> chips;
    std::copy_if(m_rules.cbegin(), m_rules.cend(), std::back_inserter(chips),
                 [](const Rule &rule) { return rule.isOn && rule.isChip; });
    return chips;
}

void RuleList::write()
{
    for (const QString &key : {RulesKey, ColorRulesKey, SavedFiltersKey}) {
        m_settings.remove(key);
    }
    m_settings.beginWriteArray(RulesKey, int(m_rules.size()));
    for (int i = 0; i < m_rules.size(); ++i) {
        const Rule &rule = m_rules.at(i);
        m_settings.setArrayIndex(i);
        m_settings.setValue(NameKey, rule.name);
        m_settings.setValue(FilterKey, rule.filter);
        m_settings.setValue(ColorKey, int(rule.color));
        m_settings.setValue(IsChipKey, rule.isChip);
        m_settings.setValue(ActionsKey, rule.actions.toInt());
        m_settings.setValue(IsOnKey, rule.isOn);
    }
    m_settings.endArray();
}

void RuleList::compile()
{
    m_colored.clear();
    for (const Rule &rule : std::as_const(m_rules)) {
        const FilterText compiled = compileFilter(rule.filter);
        const bool isColored = rule.isOn && rule.color != ProfileColor::None;
        if (isColored && !compiled.fault && !compiled.filter.isEmpty()) {
            m_colored.push_back({FilterRun(compiled.filter), rule.color});
        }
    }
}

ProfileColor RuleList::colorOf(const Entry &entry)
{
    for (Compiled &rule : m_colored) {
        if (rule.run.matches(entry)) {
            return rule.color;
        }
    }
    return ProfileColor::None;
}
