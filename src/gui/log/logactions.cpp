// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logactions.h"

#include "gui/controller/logstate.h"
#include "gui/log/columnmenu.h"
#include "gui/log/filterbar.h"
#include "gui/log/findbar.h"
#include "gui/log/linedialog.h"
#include "gui/log/logtable.h"
#include "gui/log/marknote.h"
#include "gui/log/rulesdialog.h"
#include "gui/widgets/labeltext.h"
#include "monitor/journal/entrylog.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QTableView>

LogActions::LogActions(LogTable &table, LogState &log, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_log(log)
    , m_theme(theme)
    , m_times(new QActionGroup(this))
{
    m_search = {
        add({QStringLiteral("filterAction"), tr("&Filter the log"), QKeySequence(tr("Ctrl+K"))},
            [this] { m_table.filterBar()->focusField(); }),
        add({QStringLiteral("showEverythingAction"), tr("Show &everything"),
             QKeySequence(tr("Ctrl+Shift+K"))},
            [this] { m_log.showEverything(); }),
        add({QStringLiteral("findAction"), tr("F&ind…"), QKeySequence::Find},
            [this] { m_table.findBar()->open(); }),
        add({QStringLiteral("findNextAction"), tr("Find &next"), QKeySequence(Qt::Key_N), true},
            [this] { m_table.findNext(); }),
        add({QStringLiteral("findPreviousAction"), tr("Find &previous"),
             QKeySequence(Qt::SHIFT | Qt::Key_N), true},
            [this] { m_table.findPrevious(); }),
        add({QStringLiteral("goToAction"), tr("&Go to number…"), QKeySequence(tr("Ctrl+G"))},
            [this] { askForNumber(); }),
    };
    m_marks = {
        add({QStringLiteral("markAction"), tr("&Mark this entry"), QKeySequence(Qt::Key_M), true},
            [this] { m_table.toggleMark(); }),
        add({QStringLiteral("noteAction"), tr("N&ote of the mark…"), QKeySequence(tr("Ctrl+M"))},
            [this] { askForNote(m_log, m_table.currentNumber(), m_table); }),
        add({QStringLiteral("nextMarkAction"), tr("Ne&xt mark"), QKeySequence(Qt::Key_F2)},
            [this] { m_table.goToNextMark(); }),
        add({QStringLiteral("previousMarkAction"), tr("P&revious mark"),
             QKeySequence(Qt::SHIFT | Qt::Key_F2)},
            [this] { m_table.goToPreviousMark(); }),
    };
    m_rules = add({QStringLiteral("rulesAction"), tr("Rules: colours, mar&ks…"),
                   QKeySequence(tr("Ctrl+Shift+L"))},
                  [this] { openRules(m_log, m_theme, &m_table); });
    m_rules->setEnabled(m_log.rules() != nullptr);
    m_systemRows = makeSystemRowsAction();
    m_watchers = makeWatchersAction();
    m_merge = makeMergeAction();
    m_lanes = makeLanesAction();
}

template <typename Act> QAction *LogActions::add(const Key &key, Act act)
{
    auto *action = new QAction(key.text, this);
    action->setObjectName(key.name);
    action->setShortcut(key.shortcut);
    if (key.isOnlyInRows) { // elsewhere single keys are typed text
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table.view()->addAction(action);
    }
    connect(action, &QAction::triggered, this, act);
    return action;
}

/** Those about the connection and its subscriptions. Hidden ones count as filtered. */
QAction *LogActions::makeSystemRowsAction()
{
    auto *action = new QAction(tr("S&ystem rows"), this);
    action->setObjectName(QStringLiteral("systemRowsAction"));
    action->setShortcut(QKeySequence(tr("Ctrl+Shift+Y")));
    action->setToolTip(tr("Rows about the connection and its subscriptions"));
    action->setCheckable(true);
    const auto refresh = [this, action] { action->setChecked(m_log.columns().hasSystemRows()); };
    refresh();
    connect(&m_log, &LogState::filterChanged, action, refresh);
    connect(action, &QAction::triggered, &m_log.columns(), &ColumnChoice::setSystemRows);
    return action;
}

/** Whose connection a row came by: only where there are several. */
QAction *LogActions::makeWatchersAction()
{
    auto *action = new QAction(tr("Column of the &watcher"), this);
    action->setObjectName(QStringLiteral("watchersAction"));
    action->setShortcut(QKeySequence(tr("Ctrl+Shift+W")));
    action->setCheckable(true);
    const auto refresh = [this, action] {
        action->setEnabled(m_log.model().hasSeveralWatchers());
        action->setChecked(m_log.columns().isShown(JournalModel::Watcher));
    };
    refresh();
    connect(&m_log.model(), &JournalModel::severalWatchersSeen, action, refresh);
    connect(&m_log, &LogState::columnsChanged, action, refresh);
    connect(action, &QAction::triggered, &m_log, [this](bool shown) {
        m_log.columns().setShown(m_log.columns().nameOf(JournalModel::Watcher), shown);
    });
    return action;
}

/** A view of the same log: one row for each message. */
QAction *LogActions::makeMergeAction()
{
    auto *action = new QAction(tr("&Merge receptions"), this);
    action->setObjectName(QStringLiteral("mergeAction"));
    action->setShortcut(QKeySequence(tr("Ctrl+Shift+T")));
    action->setCheckable(true);
    action->setEnabled(m_log.model().hasSeveralWatchers());
    connect(&m_log.model(), &JournalModel::severalWatchersSeen, action,
            [action] { action->setEnabled(true); });
    connect(action, &QAction::toggled, &m_table, &LogTable::showMerged);
    connect(&m_table, &LogTable::mergedShown, action, &QAction::setChecked);
    return action;
}

/** The same with a lane of cards for each watcher. */
QAction *LogActions::makeLanesAction()
{
    auto *action = new QAction(tr("Lanes of the watc&hers"), this);
    action->setObjectName(QStringLiteral("lanesAction"));
    action->setShortcut(QKeySequence(tr("Ctrl+Shift+N")));
    action->setCheckable(true);
    action->setEnabled(m_log.model().hasSeveralWatchers());
    connect(&m_log.model(), &JournalModel::severalWatchersSeen, action,
            [action] { action->setEnabled(true); });
    connect(action, &QAction::toggled, &m_table, &LogTable::showLanes);
    connect(&m_table, &LogTable::lanesShown, action, &QAction::setChecked);
    return action;
}

void LogActions::addSearchActions(QMenu &menu)
{
    menu.addActions(m_search);
    menu.addSeparator();
    menu.addActions(m_marks);
}

void LogActions::addViewActions(QMenu &menu)
{
    menu.addAction(m_rules);
    QMenu *columns = menu.addMenu(tr("Columns of the lo&g"));
    columns->setObjectName(QStringLiteral("columnsMenu"));
    connect(columns, &QMenu::aboutToShow, this, [this, columns] {
        columns->clear();
        fillColumnMenu(*columns, m_log, m_table);
    });
    menu.addAction(m_systemRows);
    menu.addAction(m_watchers);
    menu.addAction(m_merge);
    menu.addAction(m_lanes);
    QMenu *times = menu.addMenu(tr("&Time column"));
    times->setObjectName(QStringLiteral("timeMenu"));
    addTimeModes(*times);
    addZone(*times);
}

void LogActions::addTimeModes(QMenu &menu)
{
    using Mode = JournalModel::TimeMode;
    const QList<std::pair<Mode, QString>> modes{
        {Mode::Clock, tr("&Clock")},
        {Mode::SinceStart, tr("Since the &start")},
        {Mode::SincePrevious, tr("Since the &previous row")},
        {Mode::SinceReference, tr("Since the selected &row")}};
    for (const auto &[mode, text] : modes) {
        QAction *action =
            menu.addAction(text, this, [this, wanted = mode] { setTimeMode(wanted); });
        action->setCheckable(true);
        action->setData(int(mode));
        action->setActionGroup(m_times);
    }
    connect(&m_log.model(), &JournalModel::headerDataChanged, this, &LogActions::updateTimeMode);
    updateTimeMode();
}

void LogActions::addZone(QMenu &menu)
{
    DisplayZoneSetting *const zone = m_log.displayZone();
    menu.addSeparator();
    QAction *action = menu.addAction(tr("Times in &UTC"));
    action->setObjectName(QStringLiteral("utcAction"));
    action->setCheckable(true);
    action->setEnabled(zone != nullptr);
    if (zone == nullptr) {
        return;
    }
    action->setChecked(zone->isUtc());
    connect(action, &QAction::triggered, zone, &DisplayZoneSetting::setUtc);
    connect(zone, &DisplayZoneSetting::changed, action,
            [action, zone] { action->setChecked(zone->isUtc()); });
}

/** The model ignores SinceReference without a selected row, so the actions are updated. */
void LogActions::setTimeMode(JournalModel::TimeMode mode)
{
    m_log.model().setTimeMode(mode, m_table.currentNumber());
    updateTimeMode();
}

void LogActions::updateTimeMode()
{
    for (QAction *action : m_times->actions()) {
        action->setChecked(action->data().toInt() == int(m_log.model().timeMode()));
    }
}

void LogActions::askForNumber()
{
    auto *dialog = new LineDialog({tr("Go to number"), tr("Number of the entry"), {}}, &m_table);
    dialog->acceptOnly([this](const QString &text) {
        bool isNumber = false;
        const quint64 number = text.trimmed().remove(u',').toULongLong(&isNumber);
        const quint64 oldest = m_log.source().firstNumber();
        const quint64 first = oldest + m_log.model().beyondRowLimit();
        const quint64 last = oldest + m_log.source().size() - 1;
        return isNumber && number >= first && number <= last
            ? QString()
            : tr("There are entries from %1 to %2.").arg(groupedNumber(first), groupedNumber(last));
    });
    connect(dialog, &LineDialog::chosen, &m_table, [this](const QString &text) {
        m_table.goTo(text.trimmed().remove(u',').toULongLong());
    });
    dialog->open();
}
