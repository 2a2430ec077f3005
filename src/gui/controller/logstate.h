// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/namecolors.h"
#include "gui/controller/ownrows.h"
#include "gui/controller/rowstyle.h"
#include "gui/widgets/displayzonesetting.h"
#include "monitor/filter/filtertext.h"
#include "monitor/filter/seennames.h"
#include "monitor/log/columnchoice.h"
#include "monitor/log/journalmodel.h"
#include "monitor/log/marklist.h"
#include "monitor/log/matchlist.h"
#include "monitor/log/rulelist.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class FilterHistory;

/**
 * The state of one log, live or recorded, without widgets: its rows, filter, search and marks. Main
 * thread.
 */
class LogState : public QObject
{
    Q_OBJECT

public:
    /** `source` outlives this. */
    explicit LogState(EntryLog &source, QObject *parent = nullptr);
    ~LogState() override;

    JournalModel &model() { return m_model; }
    const JournalModel &model() const { return m_model; }
    EntryLog &source() { return m_source; }

    /** The rules are shared by all logs. */
    void setRules(RuleList *rules);
    RuleList *rules() const { return m_rules; }
    void setFilterHistory(FilterHistory *history) { m_filterHistory = history; }
    /** Of all logs; may be null. */
    FilterHistory *filterHistory() const { return m_filterHistory; }
    /** The time zone is shared by all logs, too. */
    void setDisplayZone(DisplayZoneSetting *zone);
    DisplayZoneSetting *displayZone() const { return m_displayZone; }
    /** The columns are shared, too; without them the log has some of its own. */
    void setColumns(ColumnChoice *columns);
    ColumnChoice &columns() const { return *m_columns; }

    /** Compiles and applies `text`; if it has a fault, the previous filter stays in effect. */
    void setFilterText(const QString &text);
    /** The same while `text` is still being typed: it is applied only once an entry matches, so
     * that a word of which only the first letters are there does not empty the log. */
    void setTypedFilterText(const QString &text);
    /** What was typed is not applied, as no entry matches it yet or has been found yet. */
    bool isFilterPending() const { return m_trial.isActive(); }
    bool isFilterTried() const { return m_trial.left() == 0; }
    const QString &filterText() const { return m_filterText; }
    const std::optional<FilterTextFault> &filterFault() const { return m_filterFault; }
    /** The filter in effect: text and chips. */
    const Filter &appliedFilter() const { return m_model.matches().filter(); }
    /** Filters of rules that apply in addition to the text. */
    void setChips(const QStringList &texts);
    /** Clears text and chips, and shows the system rows. */
    void showEverything();
    const QStringList &chips() const { return m_chips; }
    /** There is a text or a chip; the filter in effect may hide only the system rows. */
    bool hasOwnFilter() const { return !m_appliedText.isEmpty() || !m_chips.isEmpty(); }
    /** What has to match together: chips, text, and that it is no system row. */
    std::vector<std::string> appliedTexts() const;

    /** Searches the shown rows; the language is that of the filter. */
    void setFindText(const QString &text);
    const QString &findText() const { return m_findText; }
    const std::optional<FilterTextFault> &findFault() const { return m_findFault; }
    const MatchList &searchMatches() const { return m_searchMatches; }
    /** The next or previous shown row that matches the search, wrapping around; -1 for none. */
    int nextSearchMatch(int row) const;
    int previousSearchMatch(int row) const;

    /** What filter and search look for, as far as it is text; to be highlighted. */
    QStringList highlightedTexts() const;

    MarkList &marks() { return m_marks; }
    const MarkList &marks() const { return m_marks; }

    /** Names that occurred in entries, for the completion of a filter. */
    const SeenNames &seen() const { return m_seen; }

    /** Of channels, which are painted as chips. */
    NameColors &channelColors() { return m_channelColors; }
    /** Of watchers, which are painted as bars. */
    NameColors &watcherColors() { return m_watcherColors; }

    /** Rows that are publishes of this window. */
    const OwnRows &ownRows() const { return m_ownRows; }
    /** Only of publishes by hand: those of the demo traffic would be nearly all rows. */
    void noteOwnRow(const RoundTrip &trip, const PushFingerprint &push);

    RowStyle styleFor(const Entry &entry);

    /** Call after the source has appended or trimmed entries. */
    void entriesAppended(qsizetype count, qsizetype trimmed);
    /** Call after the source was cleared, before it appends again. */
    void cleared();
    /** After cleared entries came back: their marks, and those set since, whose entries have
     * numbers that are higher by `shift` now. */
    void restoreMarks(const QMap<quint64, QString> &cleared, const QMap<quint64, QString> &since,
                      quint64 shift);

Q_SIGNALS:
    void entriesAdded();
    void entriesCleared();
    void filterChanged();
    void findChanged();
    void stylesChanged();
    void columnsChanged(); ///< after the model has those of the fields
    void displayZoneChanged();

private:
    void applyDisplayZone();
    void applyColumns();
    void applySystemRows();
    void applyFilter();
    void applyText();
    void judgeTrial();
    QStringList textsWith(const QString &text) const;
    Filter withChips(const QString &text) const;
    void collectEarlierNames();
    void collectWatchers();
    void collectNames(qsizetype count);
    void searchShownRows();
    std::pair<std::size_t, std::size_t> shownSearchMatches() const;

    EntryLog &m_source;
    JournalModel m_model;
    MatchList m_searchMatches;
    MatchList m_trial; ///< looks for a match of what is being typed
    MarkList m_marks;
    OwnRows m_ownRows;
    ColumnChoice *m_columns = nullptr;
    QPointer<RuleList> m_rules;
    FilterHistory *m_filterHistory = nullptr;
    QPointer<DisplayZoneSetting> m_displayZone;
    SeenNames m_seen;
    NameColors m_channelColors;
    NameColors m_watcherColors{SeriesCount / 2}; ///< the first ones differ from the first channels
    QString m_filterText;
    QString m_appliedText; ///< the last filter text without a fault
    std::optional<FilterTextFault> m_filterFault;
    QStringList m_chips;
    QString m_findText;
    Filter m_find; ///< of the search text alone
    std::optional<FilterTextFault> m_findFault;
};
