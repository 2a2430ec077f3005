// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/filterbar.h"

#include "ui_filterbar.h"

#include "gui/controller/logstate.h"
#include "gui/log/filtercompleter.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/journal/entrylog.h"
#include "monitor/log/savedfilters.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QTextCharFormat>

using namespace std::chrono_literals;

namespace {

constexpr auto TypingPause = 200ms;
const char *const ChipText = "filterText";

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FilterBar>())
{
    m_ui->setupUi(this);
    m_chips = new QHBoxLayout(m_ui->chipRow);
    m_chips->setContentsMargins(0, 0, 0, 0);
    m_chips->setSpacing(6);
    styleQuiet(m_ui->filterLabel);
    styleQuiet(m_ui->matchLabel);
    m_ui->filterEdit->setFont(fixedFont());
    m_ui->filterEdit->installEventFilter(this);
    m_ui->faultLabel->hide();
    m_ui->givenUpLabel->hide();
    m_ui->savedButton->setMenu(new QMenu(m_ui->savedButton));
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this,
            [this] { m_log->setFilterText(m_ui->filterEdit->text()); });
    connect(m_ui->filterEdit, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(m_ui->filterEdit, &QLineEdit::returnPressed, this, [this] {
        apply();
        Q_EMIT finished();
    });
    connect(m_ui->savedButton->menu(), &QMenu::aboutToShow, this, &FilterBar::fillSavedMenu);
}

FilterBar::~FilterBar() = default;

void FilterBar::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    m_completer = new FilterCompleter(*m_ui->filterEdit, log, this);
    connect(m_completer, &FilterCompleter::completed, &m_pause, qOverload<>(&QTimer::start));
    connect(&log, &LogState::filterChanged, this, &FilterBar::refresh);
    connect(&theme, &Theme::changed, this, &FilterBar::refresh);
    connect(&log.model().matches(), &MatchList::progressed, this, &FilterBar::updateCount);
    connect(&log, &LogState::entriesAdded, this, &FilterBar::updateCount);
    connect(&log.model(), &JournalModel::modelReset, this, &FilterBar::updateCount);
    if (SavedFilters *saved = log.savedFilters()) {
        connect(saved, &SavedFilters::changed, this, &FilterBar::fillChips);
    }
    fillChips();
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
}

void FilterBar::refresh()
{
    if (!m_pause.isActive() && m_ui->filterEdit->text() != m_log->filterText()) {
        m_ui->filterEdit->setText(m_log->filterText());
    }
    const auto &fault = m_log->filterFault();
    m_ui->faultLabel->setVisible(fault.has_value());
    if (fault) {
        showWrapped(m_ui->faultLabel,
                    QStringLiteral("\u2715 ")
                        + tr("at %1: %2 · the previous filter stays in effect")
                              .arg(QString::number(fault->offset + 1), fault->message));
        colorLabel(m_ui->faultLabel, m_theme->color(Tone::Bad));
    }
    for (QToolButton *chip : m_ui->chipRow->findChildren<QToolButton *>()) {
        chip->setChecked(m_log->chips().contains(chip->property(ChipText).toString()));
    }
    underlineFault();
    updateCount();
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
}

/** Warns that the filter may be wrong about some entries. */
void FilterBar::updateGivenUp()
{
    const quint64 givenUp = m_log->model().matches().givenUp();
    if (givenUp > 0) {
        showWrapped(m_ui->givenUpLabel,
                    QStringLiteral("\u25b2 ")
                        + tr("A regular expression took too many steps and was given up %1 times: "
                             "there it counts as not matching. Make it simpler.")
                              .arg(groupedNumber(givenUp)));
        colorLabel(m_ui->givenUpLabel, m_theme->color(Tone::Busy));
    }
    m_ui->givenUpLabel->setVisible(givenUp > 0);
}

void FilterBar::fillSavedMenu()
{
    QMenu *menu = m_ui->savedButton->menu();
    menu->clear();
    QAction *keep = menu->addAction(tr("Save this filter"), this, &FilterBar::save);
    keep->setEnabled(!m_log->filterText().trimmed().isEmpty() && !m_log->filterFault());
    const SavedFilters *saved = m_log->savedFilters();
    if (saved == nullptr || saved->filters().isEmpty()) {
        return;
    }
    menu->addSeparator();
    for (const SavedFilter &filter : saved->filters()) {
        menu->addAction(tr("Remove %1").arg(withoutMnemonics(labelText(filter.name))), this,
                        [this, name = filter.name] { m_log->savedFilters()->remove(name); });
    }
}

/** The text is also the name. */
void FilterBar::save()
{
    const QString text = m_log->filterText().trimmed();
    m_log->savedFilters()->save({text, text});
}

void FilterBar::fillChips()
{
    const QStringList checked = m_log->chips();
    qDeleteAll(m_ui->chipRow->findChildren<QToolButton *>());
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        delete item;
    }
    const auto filters =
        m_log->savedFilters() ? m_log->savedFilters()->filters() : QList<SavedFilter>();
    for (const SavedFilter &filter : filters) {
        auto *chip = new QToolButton(m_ui->chipRow);
        chip->setCheckable(true);
        chip->setChecked(checked.contains(filter.text));
        chip->setText(withoutMnemonics(fontMetrics().elidedText(
            labelText(filter.name), Qt::ElideRight, fontMetrics().averageCharWidth() * 28)));
        setPlainToolTip(chip, filter.text);
        chip->setProperty(ChipText, filter.text);
        connect(chip, &QToolButton::clicked, this, &FilterBar::applyChips);
        m_chips->addWidget(chip);
    }
    m_chips->addStretch();
    m_ui->chipRow->setVisible(!filters.isEmpty());
    applyChips();
}

void FilterBar::applyChips()
{
    QStringList texts;
    for (const QToolButton *chip : m_ui->chipRow->findChildren<QToolButton *>()) {
        if (chip->isChecked()) {
            texts.append(chip->property(ChipText).toString());
        }
    }
    m_log->setChips(texts);
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->filterEdit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_ui->filterEdit->clear();
        apply();
        Q_EMIT finished();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}
