// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logstate.h"

#include "monitor/entrysource.h"

#include <algorithm>

LogState::LogState(EntrySource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_model(source)
    , m_findings(source)
{
    noteNames(qsizetype(source.size()));
    connect(&m_findings, &MatchList::progressed, this, &LogState::findChanged);
    connect(&m_marks, &MarkList::changed, this, &LogState::looksChanged);
}

LogState::~LogState() = default;

void LogState::setColorRules(ColorRules *rules)
{
    m_colorRules = rules;
    connect(rules, &ColorRules::changed, this, &LogState::looksChanged);
}

void LogState::setFilterText(const QString &text)
{
    if (m_filterText == text) {
        return;
    }
    m_filterText = text;
    m_filterFault = compileFilter(text).fault;
    if (!m_filterFault && m_appliedText != text) {
        m_appliedText = text;
        applyFilter();
    }
    Q_EMIT filterChanged();
}

void LogState::setChips(const QStringList &texts)
{
    if (m_chips != texts) {
        m_chips = texts;
        applyFilter();
        Q_EMIT filterChanged();
    }
}

void LogState::showEverything()
{
    m_filterText.clear();
    m_appliedText.clear();
    m_filterFault.reset();
    m_chips.clear();
    applyFilter();
    Q_EMIT filterChanged();
}

/** Each part in brackets, so that an "or" of one stays its own. */
void LogState::applyFilter()
{
    QStringList parts;
    for (const QString &text : m_chips + QStringList(m_appliedText)) {
        if (!text.trimmed().isEmpty() && !compileFilter(text).fault) {
            parts.append(QStringLiteral("(") + text + QStringLiteral(")"));
        }
    }
    m_model.setFilter(compileFilter(parts.join(QStringLiteral(" and "))).filter);
}

void LogState::setFindText(const QString &text)
{
    if (m_findText == text) {
        return;
    }
    m_findText = text;
    const FilterText compiled = compileFilter(text);
    m_findFault = compiled.fault;
    m_findings.setFilter(compiled.filter);
    Q_EMIT findChanged();
    Q_EMIT looksChanged();
}

/** The row of a finding, or of the next one that is shown: -1 when it is not shown. */
int LogState::rowOfFinding(std::size_t index) const
{
    return m_model.rowOfNumber(m_findings.at(index)).value_or(-1);
}

int LogState::nextFinding(int row) const
{
    const std::size_t count = m_findings.size();
    const std::size_t start = m_findings.indexFrom(m_model.numberOfRow(row) + 1);
    for (std::size_t step = 0; step < count; ++step) {
        const int found = rowOfFinding((start + step) % count);
        if (found >= 0) {
            return found;
        }
    }
    return -1;
}

int LogState::previousFinding(int row) const
{
    const std::size_t count = m_findings.size();
    const quint64 number = row < 0 ? m_source.firstNumber() : m_model.numberOfRow(row);
    const std::size_t start = m_findings.indexFrom(number);
    for (std::size_t step = 1; step <= count; ++step) {
        const int found = rowOfFinding((start + count - step) % count);
        if (found >= 0) {
            return found;
        }
    }
    return -1;
}

RowLook LogState::lookOf(const Entry &entry) const
{
    RowLook look;
    look.isMarked = m_marks.contains(entry.number);
    look.isReference = entry.number != 0 && entry.number == m_model.timeReference();
    if (m_findings.isActive()) {
        const std::size_t index = m_findings.indexFrom(entry.number);
        look.isFound = index < m_findings.size() && m_findings.at(index) == entry.number;
    }
    if (m_colorRules) {
        look.color = m_colorRules->colorOf(entry);
    }
    return look;
}

/** Under a flood a part of it is enough. */
void LogState::noteNames(qsizetype count)
{
    constexpr std::size_t Enough = 64;
    const std::size_t added = std::min(std::size_t(count), m_source.size());
    const std::size_t step = added / Enough + 1;
    for (std::size_t i = m_source.size() - added; i < m_source.size(); i += step) {
        m_seen.see(m_source.at(i));
    }
}

void LogState::entriesAppended(qsizetype count, qsizetype trimmed)
{
    noteNames(count);
    if (trimmed > 0) {
        m_marks.removeBefore(m_source.firstNumber());
    }
    m_findings.update();
    m_model.entriesAppended(count, trimmed);
    if (m_findings.isActive()) {
        Q_EMIT findChanged();
    }
    Q_EMIT grown();
}

void LogState::cleared()
{
    m_marks.clear();
    m_seen.clear();
    m_findings.startOver();
    m_model.cleared();
    Q_EMIT emptied();
}
