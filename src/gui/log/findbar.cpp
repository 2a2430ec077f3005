// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/findbar.h"

#include "ui_findbar.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"

#include <QKeyEvent>

using namespace std::chrono_literals;

namespace {

constexpr auto FindTypingPause = 200ms;

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FindBar>())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->findLabel);
    m_ui->findEdit->setFont(fixedFont());
    m_ui->findEdit->installEventFilter(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(FindTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &FindBar::apply);
    connect(m_ui->findEdit, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(m_ui->nextButton, &QToolButton::clicked, this, &FindBar::nextRequested);
    connect(m_ui->previousButton, &QToolButton::clicked, this, &FindBar::previousRequested);
    connect(m_ui->closeButton, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

FindBar::~FindBar() = default;

void FindBar::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    connect(&log, &LogState::findChanged, this, &FindBar::refresh);
    connect(&theme, &Theme::changed, this, &FindBar::refresh);
}

void FindBar::open()
{
    show();
    m_ui->findEdit->setFocus(Qt::ShortcutFocusReason);
    m_ui->findEdit->selectAll();
    apply();
}

void FindBar::close()
{
    m_pause.stop();
    hide();
    m_log->setFindText({});
    Q_EMIT closed();
}

void FindBar::showPlace(int row)
{
    m_row = row;
    refresh();
}

void FindBar::apply()
{
    m_pause.stop();
    m_log->setFindText(m_ui->findEdit->text());
}

void FindBar::refresh()
{
    const MatchList &searchMatches = m_log->searchMatches();
    QString text;
    Tone tone = Tone::Quiet;
    if (const auto &fault = m_log->findFault()) {
        text = fault->message;
        tone = Tone::Bad;
    } else if (searchMatches.isActive() && searchMatches.size() == 0) {
        text = searchMatches.left() > 0        ? tr("searching…")
            : m_log->appliedFilter().isEmpty() ? tr("nothing found")
                                               : tr("nothing found in what the filter shows");
        tone = searchMatches.left() == 0 ? Tone::Busy : Tone::Quiet;
    } else if (searchMatches.isActive()) {
        const quint64 number = m_log->model().numberOfRow(m_row);
        const std::size_t index = searchMatches.indexFrom(number);
        const bool isAt =
            number != 0 && index < searchMatches.size() && searchMatches.at(index) == number;
        const QString all = groupedNumber(searchMatches.size())
            + (searchMatches.left() > 0 ? QStringLiteral("+") : QString());
        text = isAt ? tr("%1 of %2").arg(groupedNumber(index + 1), all) : tr("%1 found").arg(all);
    }
    if (searchMatches.givenUp() > 0) {
        text += tr(" · an expression was given up %1×").arg(groupedNumber(searchMatches.givenUp()));
        tone = Tone::Busy;
    }
    colorLabel(m_ui->placeLabel, m_theme->color(tone));
    showPlain(m_ui->placeLabel, text);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->findEdit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            apply();
            if (key->modifiers().testFlag(Qt::ShiftModifier)) {
                Q_EMIT previousRequested();
            } else {
                Q_EMIT nextRequested();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
