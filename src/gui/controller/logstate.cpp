// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/logstate.h"

#include "gui/widgets/background.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/journal/journalsegment.h"
#include "monitor/publish/roundtriptracker.h"

#include <algorithm>

namespace {

/** At most so many entries are read for their names. */
constexpr std::uint64_t NameSamples = 64;

SeenNames namesIn(const EntrySnapshot &entries)
{
    SeenNames names;
    const std::uint64_t first = entries.firstNumber();
    const std::uint64_t step = (entries.endNumber() - first) / NameSamples + 1;
    for (std::uint64_t number = first; number < entries.endNumber(); number += step) {
        if (const auto run = entries.segmentContaining(number)) {
            names.see(run->at(number - run->firstNumber()));
        }
    }
    return names;
}

} // namespace

LogState::LogState(EntryLog &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_model(source)
    , m_searchMatches(source)
    , m_trial(source)
{
    setColumns(new ColumnChoice(nullptr, this));
    collectEarlierNames();
    m_trial.setMost(1);
    connect(&m_trial, &MatchList::progressed, this, &LogState::judgeTrial);
    connect(&m_searchMatches, &MatchList::progressed, this, &LogState::findChanged);
    connect(&m_marks, &MarkList::changed, this, &LogState::stylesChanged);
}

LogState::~LogState() = default;

void LogState::setRules(RuleList *rules)
{
    m_rules = rules;
    connect(rules, &RuleList::changed, this, &LogState::stylesChanged);
}

void LogState::setColumns(ColumnChoice *columns)
{
    if (m_columns != nullptr) {
        m_columns->disconnect(this);
    }
    m_columns = columns;
    connect(columns, &ColumnChoice::changed, this, &LogState::applyColumns);
    connect(columns, &ColumnChoice::systemRowsChanged, this, &LogState::applySystemRows);
    applyColumns();
    applySystemRows();
}

void LogState::applySystemRows()
{
    const bool isUnfiltered = appliedFilter().isEmpty() && m_columns->hasSystemRows();
    if (!isUnfiltered) {
        applyFilter();
        Q_EMIT filterChanged();
    }
}

void LogState::applyColumns()
{
    m_model.setFields(m_columns->fields());
    Q_EMIT columnsChanged();
}

void LogState::setDisplayZone(DisplayZoneSetting *zone)
{
    m_displayZone = zone;
    connect(zone, &DisplayZoneSetting::changed, this, &LogState::applyDisplayZone);
}

/** Filters have to be compiled again, as times in them are read in the time zone. */
void LogState::applyDisplayZone()
{
    if (!appliedFilter().isEmpty()) {
        applyFilter();
        Q_EMIT filterChanged();
    }
    if (!m_findText.isEmpty()) {
        m_find = compileFilter(m_findText).filter;
        searchShownRows();
        Q_EMIT findChanged();
    }
    m_model.updateTimes();
    Q_EMIT displayZoneChanged();
}

void LogState::setFilterText(const QString &text)
{
    if (m_filterText == text && !isFilterPending()) {
        return;
    }
    m_filterText = text;
    m_filterFault = compileFilter(text).fault;
    applyText();
    Q_EMIT filterChanged();
}

void LogState::setTypedFilterText(const QString &text)
{
    const Filter filter = compileFilter(text).filter;
    const bool hidesNothing = m_model.rowCount() == 0 && m_model.matches().left() == 0;
    if (filter.isEmpty() || text == m_appliedText || hidesNothing) {
        setFilterText(text);
        return;
    }
    if (m_filterText != text) {
        m_filterText = text;
        m_filterFault.reset();
        m_trial.setFilter(withChips(text));
        Q_EMIT filterChanged();
    }
}

/** A text with a fault leaves the filter as it is. */
void LogState::applyText()
{
    m_trial.setFilter(Filter());
    if (!m_filterFault && m_appliedText != m_filterText) {
        m_appliedText = m_filterText;
        applyFilter();
    }
}

void LogState::judgeTrial()
{
    if (!isFilterPending()) {
        return;
    }
    if (m_trial.size() > 0) {
        applyText();
    }
    if (!isFilterPending() || isFilterTried()) {
        Q_EMIT filterChanged();
    }
}

void LogState::setChips(const QStringList &texts)
{
    if (m_chips != texts) {
        m_chips = texts;
        applyFilter();
        applyText(); // what was typed before is complete
        Q_EMIT filterChanged();
    }
}

void LogState::showEverything()
{
    m_trial.setFilter(Filter());
    m_filterText.clear();
    m_appliedText.clear();
    m_filterFault.reset();
    m_chips.clear();
    m_columns->setSystemRows(true);
    applyFilter();
    Q_EMIT filterChanged();
}

QStringList LogState::textsWith(const QString &text) const
{
    QStringList texts = m_chips + QStringList(text);
    if (!m_columns->hasSystemRows()) {
        texts.append(QStringLiteral("not kind:connection and not kind:subscription"));
    }
    return texts;
}

Filter LogState::withChips(const QString &text) const
{
    Filter filter;
    for (const QString &part : textsWith(text)) {
        filter = Filter::both(filter, compileFilter(part).filter);
    }
    return filter;
}

std::vector<std::string> LogState::appliedTexts() const
{
    std::vector<std::string> texts;
    for (const QString &text : textsWith(m_appliedText)) {
        texts.push_back(text.toStdString());
    }
    return texts;
}

void LogState::applyFilter()
{
    m_model.setFilter(withChips(m_appliedText));
    if (m_searchMatches.isActive()) {
        searchShownRows();
    }
}

void LogState::setFindText(const QString &text)
{
    if (m_findText == text) {
        return;
    }
    m_findText = text;
    const FilterText compiled = compileFilter(text);
    m_findFault = compiled.fault;
    m_find = compiled.filter;
    searchShownRows();
    Q_EMIT findChanged();
    Q_EMIT stylesChanged();
}

QStringList LogState::highlightedTexts() const
{
    constexpr std::size_t MostTexts = 16;
    QStringList texts;
    for (const Filter &filter : {appliedFilter(), m_find}) {
        for (const std::string &literal : filter.requiredText().literals(MostTexts)) {
            texts += QString::fromStdString(literal);
        }
    }
    texts.removeDuplicates();
    return texts;
}

/** Searches only what the filter shows, so that each match is a row. */
void LogState::searchShownRows()
{
    m_searchMatches.setFilter(m_find.isEmpty() ? Filter() : Filter::both(m_find, appliedFilter()));
}

/** The range of matches that are rows: the rows may be frozen or not all inserted yet. */
std::pair<std::size_t, std::size_t> LogState::shownSearchMatches() const
{
    const int rows = m_model.rowCount();
    if (rows == 0) {
        return {0, 0};
    }
    return {m_searchMatches.indexFrom(m_model.numberOfRow(0)),
            m_searchMatches.indexFrom(m_model.numberOfRow(rows - 1) + 1)};
}

int LogState::nextSearchMatch(int row) const
{
    const auto [first, end] = shownSearchMatches();
    if (first >= end) {
        return -1;
    }
    const std::size_t next = m_searchMatches.indexFrom(m_model.numberOfRow(row) + 1);
    return m_model.rowBefore(m_searchMatches.at(next >= end ? first : std::max(first, next)));
}

int LogState::previousSearchMatch(int row) const
{
    const auto [first, end] = shownSearchMatches();
    if (first >= end) {
        return -1;
    }
    const std::size_t here = std::min(m_searchMatches.indexFrom(m_model.numberOfRow(row)), end);
    return m_model.rowBefore(m_searchMatches.at((here > first ? here : end) - 1));
}

void LogState::noteOwnRow(const RoundTrip &trip, const PushFingerprint &push)
{
    if (!trip.idempotencyKey.isEmpty()) {
        m_ownRows.note(push, trip);
        Q_EMIT stylesChanged();
    }
}

RowStyle LogState::styleFor(const Entry &entry)
{
    RowStyle style;
    if (!entry.channel.empty()) {
        style.channelSeries = m_channelColors.seriesOf(QString::fromUtf8(entry.channel));
    }
    if (!entry.watcher.empty()) {
        style.watcherSeries = m_watcherColors.seriesOf(QString::fromUtf8(entry.watcher));
    }
    style.isMarked = m_marks.contains(entry.number);
    if (style.isMarked) {
        style.note = m_marks.note(entry.number);
    }
    if (const OwnRow *own = m_ownRows.find(entry)) {
        style.own = ownText(*own);
        style.ownPublish = own->publish;
        style.isOwnProven = own->isProven;
    }
    style.isReference = entry.number != 0 && entry.number == m_model.timeReference();
    if (m_searchMatches.isActive()) {
        const std::size_t index = m_searchMatches.indexFrom(entry.number);
        style.isFound = index < m_searchMatches.size() && m_searchMatches.at(index) == entry.number;
    }
    if (m_rules) {
        style.color = m_rules->colorOf(entry);
    }
    return style;
}

/** In the background: a recording has to be read from its file. */
void LogState::collectEarlierNames()
{
    collectWatchers();
    if (m_source.size() > 0) {
        inBackground<SeenNames>(
            this, [entries = m_source.snapshot()] { return namesIn(*entries); },
            [this](const SeenNames &names) { m_seen.see(names); });
    }
}

/** Exactly: of the rows of one of them a sample might hold none. */
void LogState::collectWatchers()
{
    for (const std::string &watcher : m_source.watchers()) {
        m_seen.seeWatcher(watcher);
    }
}

/** Of many entries at once, a sample is enough. */
void LogState::collectNames(qsizetype count)
{
    const std::size_t added = std::min(std::size_t(count), m_source.size());
    collectWatchers();
    const std::size_t step = added / NameSamples + 1;
    for (std::size_t i = m_source.size() - added; i < m_source.size(); i += step) {
        m_seen.see(m_source.at(i));
    }
}

void LogState::entriesAppended(qsizetype count, qsizetype trimmed)
{
    collectNames(count);
    if (trimmed > 0) {
        m_marks.removeBefore(m_source.firstNumber());
    }
    m_searchMatches.update();
    m_model.entriesAppended(count, trimmed);
    m_trial.update();
    if (m_trial.size() > 0) {
        judgeTrial();
    }
    if (m_searchMatches.isActive()) {
        Q_EMIT findChanged();
    }
    Q_EMIT entriesAdded();
}

void LogState::cleared()
{
    m_marks.clear();
    m_seen.clear();
    m_searchMatches.startOver();
    m_trial.startOver();
    m_model.cleared();
    Q_EMIT entriesCleared();
}

void LogState::restoreMarks(const QMap<quint64, QString> &cleared,
                            const QMap<quint64, QString> &since, quint64 shift)
{
    for (auto mark = cleared.cbegin(); mark != cleared.cend(); ++mark) {
        m_marks.setMark(mark.key(), *mark);
    }
    for (auto mark = since.cbegin(); mark != since.cend(); ++mark) {
        m_marks.setMark(mark.key() + shift, *mark);
    }
    m_marks.removeBefore(m_source.firstNumber());
    collectEarlierNames();
}
