// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/filtermenu.h"

#include "gui/controller/logstate.h"
#include "gui/log/rulesdialog.h"
#include "gui/widgets/labeltext.h"
#include "monitor/log/filterhistory.h"

namespace {

constexpr int MenuCharacters = 60;

struct Example
{
    QString meaning;
    QString filter;
};

QList<Example> examples()
{
    return {{FilterMenu::tr("A word anywhere"), QStringLiteral("tennis")},
            {FilterMenu::tr("A field of the message"), QStringLiteral("data.type == \"chat\"")},
            {FilterMenu::tr("A number in the message"), QStringLiteral("data.price > 100")},
            {FilterMenu::tr("Channels of a namespace"), QStringLiteral("channel:news:*")},
            {FilterMenu::tr("A regular expression"), QStringLiteral("/error|timeout/i")},
            {FilterMenu::tr("Large messages"), QStringLiteral("size > 1k")},
            {FilterMenu::tr("Late messages"), QStringLiteral("latency > 20ms")},
            {FilterMenu::tr("A time of day"), QStringLiteral("time:12:30..12:45")},
            {FilterMenu::tr("Messages only"), QStringLiteral("kind:publication")},
            {FilterMenu::tr("Not on a channel"), QStringLiteral("not channel:news")}};
}

} // namespace

FilterMenu::FilterMenu(LogState &log, const Theme &theme, QWidget *parent)
    : QMenu(parent)
    , m_log(log)
    , m_theme(theme)
{
    connect(this, &QMenu::aboutToShow, this, &FilterMenu::fill);
}

void FilterMenu::fill()
{
    clear();
    qDeleteAll(findChildren<QMenu *>(Qt::FindDirectChildrenOnly));
    addExamples();
    addHistory();
    addSeparator();
    QAction *save = addAction(tr("&Save as a rule…"), this, &FilterMenu::saveAsRule);
    save->setObjectName(QStringLiteral("saveAction"));
    save->setEnabled(m_log.rules() != nullptr && !m_log.filterText().trimmed().isEmpty()
                     && !m_log.filterFault());
    QAction *edit =
        addAction(tr("&Rules…"), this, [this] { openRules(m_log, m_theme, parentWidget()); });
    edit->setObjectName(QStringLiteral("editRulesAction"));
    edit->setEnabled(m_log.rules() != nullptr);
}

void FilterMenu::addExamples()
{
    QMenu *menu = addMenu(tr("&Examples"));
    menu->setObjectName(QStringLiteral("exampleMenu"));
    for (const Example &example : examples()) {
        menu->addAction(tr("%1: %2").arg(example.meaning, example.filter), this,
                        [this, example] { Q_EMIT filterChosen(example.filter); });
    }
}

void FilterMenu::addHistory()
{
    QMenu *menu = addMenu(tr("&History"));
    menu->setObjectName(QStringLiteral("historyMenu"));
    const QStringList filters =
        m_log.filterHistory() ? m_log.filterHistory()->filters() : QStringList();
    menu->setEnabled(!filters.isEmpty());
    for (const QString &filter : filters) {
        const QString text = fontMetrics().elidedText(
            labelText(filter), Qt::ElideRight, fontMetrics().averageCharWidth() * MenuCharacters);
        menu->addAction(withoutMnemonics(text), this,
                        [this, filter] { Q_EMIT filterChosen(filter); });
    }
}

void FilterMenu::saveAsRule()
{
    Rule rule;
    rule.filter = m_log.filterText().trimmed();
    rule.isChip = true;
    openRules(m_log, m_theme, parentWidget())->add(rule);
}
