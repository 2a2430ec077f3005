// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/filterbar.h"

#include "ui_filterbar.h"

#include "gui/controller/logstate.h"
#include "gui/log/filtercompleter.h"
#include "gui/log/filtermenu.h"
#include "gui/widgets/background.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/filter/filterexclusion.h"
#include "monitor/journal/entrylog.h"
#include "monitor/log/filterhistory.h"

#include <QAbstractItemView>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>

using namespace std::chrono_literals;

namespace {

constexpr auto FilterTypingPause = 200ms;

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FilterBar>())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->filterLabel);
    styleQuiet(m_ui->matchLabel);
    m_ui->filterEdit->setFont(fixedFont());
    m_ui->filterEdit->installEventFilter(this);
    m_ui->faultLabel->hide();
    m_ui->givenUpLabel->hide();
    m_pause.setSingleShot(true);
    m_pause.setInterval(FilterTypingPause);
    connect(&m_pause, &QTimer::timeout, this,
            [this] { m_log->setTypedFilterText(m_ui->filterEdit->text()); });
    connect(m_ui->filterEdit, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(m_ui->filterEdit, &QLineEdit::returnPressed, this, [this] {
        apply();
        Q_EMIT finished();
    });
}

FilterBar::~FilterBar() = default;

void FilterBar::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    m_completer = new FilterCompleter(*m_ui->filterEdit, log, this);
    connect(m_completer, &FilterCompleter::completed, &m_pause, qOverload<>(&QTimer::start));
    connect(&log, &LogState::filterChanged, this, &FilterBar::refresh);
    connect(&log.model(), &JournalModel::modelAboutToBeReset, this, [this] {
        m_explainedSize = 0; // by another filter
        m_whyNothing.clear();
    });
    connect(&theme, &Theme::changed, this, &FilterBar::refresh);
    connect(&log.model().matches(), &MatchList::progressed, this, &FilterBar::updateCount);
    connect(&log, &LogState::entriesAdded, this, &FilterBar::updateCount);
    connect(&log.model(), &JournalModel::modelReset, this, &FilterBar::updateCount);
    auto *menu = new FilterMenu(log, theme, m_ui->menuButton);
    connect(menu, &FilterMenu::filterChosen, this, &FilterBar::fillIn);
    m_ui->menuButton->setMenu(menu);
    m_ui->chipRow->attach(log, theme);
    refresh();
}

void FilterBar::focusField()
{
    m_ui->filterEdit->setFocus(Qt::ShortcutFocusReason);
    m_ui->filterEdit->selectAll();
}

void FilterBar::apply()
{
    m_pause.stop();
    m_completer->popup()->hide();
    m_log->setFilterText(m_ui->filterEdit->text());
    if (m_log->filterHistory() != nullptr && !m_log->filterFault()) {
        m_log->filterHistory()->add(m_log->filterText());
    }
}

/** The text is complete when another widget gets the focus, but not another window or a menu. */
void FilterBar::applyLeft(Qt::FocusReason reason)
{
    const bool isLeft = reason == Qt::MouseFocusReason || reason == Qt::TabFocusReason
        || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    if (isLeft && (m_pause.isActive() || m_log->isFilterPending())) {
        apply();
    }
}

void FilterBar::refresh()
{
    if (!m_pause.isActive() && m_ui->filterEdit->text() != m_log->filterText()) {
        m_ui->filterEdit->setText(m_log->filterText());
    }
    underlineFault();
    updateCount();
}

/** The line below the field: a fault, or why nothing is shown. */
void FilterBar::updateNote()
{
    QString text;
    Tone tone = Tone::Busy;
    if (const auto &fault = m_log->filterFault()) {
        tone = Tone::Bad;
        text = QStringLiteral("\u2715 ")
            + tr("at %1: %2 · the previous filter stays in effect")
                  .arg(QString::number(fault->offset + 1), fault->message);
    } else if (m_log->isFilterPending() && m_log->isFilterTried()) {
        text = QStringLiteral("\u25b2 ")
            + tr("No entry matches this yet, so the rows stay as they were. Enter applies it.");
    } else if (!m_whyNothing.isEmpty()) {
        text = QStringLiteral("\u25b2 ") + m_whyNothing + u'.';
    }
    if (!text.isEmpty()) {
        showWrapped(m_ui->faultLabel, text);
        colorLabel(m_ui->faultLabel, m_theme->color(tone));
    }
    m_ui->faultLabel->setVisible(!text.isEmpty());
}

/** Finds out which condition excludes most, again when the log has twice as many entries. */
void FilterBar::explainNothing()
{
    const JournalModel &model = m_log->model();
    const bool showsNothing =
        model.matches().isActive() && model.matches().left() == 0 && model.matches().size() == 0;
    const quint64 size = showsNothing ? m_log->source().size() : 0;
    if (size == 0) {
        m_whyNothing.clear();
        m_explainedSize = 0;
    } else if (m_explainedSize == 0 || size / 2 >= m_explainedSize) {
        m_explainedSize = size;
        inBackground<QString>(
            this,
            [entries = m_log->source().snapshot(), texts = m_log->appliedTexts()] {
                const auto strictest = strictestCondition(*entries, texts);
                return strictest ? exclusionText(*strictest) : QString();
            },
            [this, request = ++m_explanations](const QString &why) {
                if (request == m_explanations && m_explainedSize > 0) {
                    m_whyNothing = why;
                    updateNote();
                }
            });
    }
    updateNote();
}

/** QLineEdit can show formats only as those of an input method; its text does not change. */
void FilterBar::underlineFault()
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (const auto &fault = m_log->filterFault()) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme->color(Tone::Bad));
        attributes.append({QInputMethodEvent::TextFormat,
                           fault->offset - m_ui->filterEdit->cursorPosition(), fault->length,
                           format});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(m_ui->filterEdit, &event);
}

void FilterBar::updateCount()
{
    const MatchList &matches = m_log->model().matches();
    QString text;
    if (matches.isActive()) {
        const quint64 all = m_log->source().size();
        text = matches.left() == 0
            ? tr("%1 of %2").arg(groupedNumber(matches.size()), groupedNumber(all))
            : tr("%1 · %2% searched")
                  .arg(groupedNumber(matches.size()),
                       QString::number(100 * (all - std::min<quint64>(all, matches.left()))
                                       / std::max<quint64>(all, 1)));
        if (matches.isCut()) {
            text += tr(" · the newest only");
        }
        if (matches.isUnreadable()) {
            text += tr(" · a part can't be read");
        }
    }
    showPlain(m_ui->matchLabel, text);
    updateGivenUp();
    explainNothing();
}

/** Warns that the filter may be wrong about some entries. */
void FilterBar::updateGivenUp()
{
    const quint64 givenUp = m_log->model().matches().givenUp();
    if (givenUp > 0) {
        showWrapped(m_ui->givenUpLabel,
                    QStringLiteral("\u25b2 ")
                        + tr("A regular expression took too many steps and was given up %1×: "
                             "there it counts as not matching. Make it simpler.")
                              .arg(groupedNumber(givenUp)));
        colorLabel(m_ui->givenUpLabel, m_theme->color(Tone::Busy));
    }
    m_ui->givenUpLabel->setVisible(givenUp > 0);
}

/** An example or an earlier filter is tried like one that is typed. */
void FilterBar::fillIn(const QString &filter)
{
    m_ui->filterEdit->setText(filter);
    m_ui->filterEdit->setFocus(Qt::OtherFocusReason);
    m_pause.start();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->filterEdit && event->type() == QEvent::FocusOut) {
        applyLeft(static_cast<QFocusEvent *>(event)->reason());
    }
    if (watched == m_ui->filterEdit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        apply();
        Q_EMIT finished();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}
