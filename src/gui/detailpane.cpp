// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detailpane.h"

#include "ui_detailpane.h"

#include "gui/entrydetails.h"
#include "gui/focusring.h"
#include "gui/labeltext.h"
#include "gui/windowcontroller.h"
#include "monitor/entrytext.h"
#include "monitor/watchwords.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace {

constexpr std::size_t ShownAtOnce = std::size_t(64) * 1024;
constexpr auto RefreshPause = 100ms;

} // namespace

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DetailPane>())
{
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base);
    styleCaption(m_ui->detailLabel);
    styleQuiet(m_ui->pinLabel);
    styleQuiet(m_ui->sizeLabel);
    for (JsonEdit *text : {m_ui->formattedView, m_ui->rawView, m_ui->metadataView}) {
        new FocusRing(text);
    }
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->titleLabel->setFont(bold);
    // Whichever of the two is shown, the rest stays in its place.
    m_ui->pinLabel->setMinimumHeight(m_ui->followButton->sizeHint().height());
    connect(m_ui->followButton, &QToolButton::clicked, this, &DetailPane::followRequested);
    connect(m_ui->fetchButton, &QPushButton::clicked, this, &DetailPane::fetchHole);
    connect(m_ui->showAllButton, &QPushButton::clicked, this, &DetailPane::showAll);
}

DetailPane::~DetailPane() = default;

void DetailPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_ui->formattedView->setTheme(&theme);
    m_ui->rawView->setTheme(&theme);
    m_ui->metadataView->setTheme(&theme);
    connect(&controller, &WindowController::entriesAppended, this, &DetailPane::showNewest);
    connect(&controller, &WindowController::cleared, this, [this] { pin(0); });
    showNothing();
    reflectPin();
}

void DetailPane::focusText()
{
    m_ui->viewTabs->currentWidget()->findChild<JsonEdit *>()->setFocus(Qt::ShortcutFocusReason);
}

void DetailPane::pin(quint64 number)
{
    m_pinned = number;
    m_showsAll = false;
    reflectPin();
    if (number != 0) {
        show(number);
    } else {
        m_shown = 0;
        showNewest();
    }
}

/** The newest publication, not more often than an eye can follow. */
void DetailPane::showNewest()
{
    if (m_pinned != 0 || m_isScheduled || m_controller->isPaused()) {
        return;
    }
    m_isScheduled = true;
    QTimer::singleShot(RefreshPause, this, [this] {
        m_isScheduled = false;
        if (m_pinned == 0) {
            show(newestPublication(m_controller->journal()));
        }
    });
}

void DetailPane::show(quint64 number)
{
    const Journal &journal = m_controller->journal();
    if (number < journal.firstNumber() || number >= journal.firstNumber() + journal.size()) {
        showNothing();
        return;
    }
    if (number != m_shown || m_showsAll) {
        m_shown = number;
        showEntry(journal.at(std::size_t(number - journal.firstNumber())));
    }
}

void DetailPane::showEntry(const Entry &entry)
{
    m_ui->titleLabel->setFullText(entryTitle(entry));
    m_ui->metadataView->showBytes(entryMetadata(entry).toUtf8(), JsonEdit::Language::Words);
    showPayload(entry);
    reflectFetch(entry);
    m_ui->viewTabs->setEnabled(true);
}

void DetailPane::showPayload(const Entry &entry)
{
    const std::size_t shown =
        m_showsAll ? entry.payload.size() : std::min(entry.payload.size(), ShownAtOnce);
    const PayloadText text = payloadText(entry, shown);
    const auto language = text.isJson ? JsonEdit::Language::Json : JsonEdit::Language::Words;
    m_ui->formattedView->showBytes(text.formatted, language);
    m_ui->rawView->showBytes(text.raw, language);
    QStringList notes;
    if (!text.note.isEmpty()) {
        notes += text.note;
    }
    const bool isCut = shown < entry.payload.size();
    if (isCut) {
        notes +=
            tr("Shown: the first %1 of %2.").arg(sizeText(shown), sizeText(entry.payload.size()));
    }
    showWrapped(m_ui->sizeLabel, notes.join(u' '));
    m_ui->sizeLabel->setVisible(!notes.isEmpty());
    m_ui->showAllButton->setVisible(isCut);
}

void DetailPane::showNothing()
{
    m_shown = 0;
    m_ui->titleLabel->setFullText(tr("Nothing to show yet"));
    m_ui->formattedView->clear();
    m_ui->rawView->clear();
    m_ui->metadataView->clear();
    m_ui->sizeLabel->hide();
    m_ui->showAllButton->hide();
    m_ui->fetchButton->hide();
    m_ui->viewTabs->setEnabled(false);
}

/** A gap, or a fetch that left something: what is missing can be asked for from here. */
void DetailPane::reflectFetch(const Entry &entry)
{
    const bool isGap =
        entry.kind == EntryKind::Gap || (entry.kind == EntryKind::Fetch && !entry.info.empty());
    m_ui->fetchButton->setVisible(isGap);
    if (!isGap) {
        return;
    }
    m_channel = QString::fromUtf8(entry.channel.data(), qsizetype(entry.channel.size()));
    m_hole = readHole(entry.info);
    const QString why = m_hole
        ? whyNoHoleFetch(m_controller->session(), m_channel, m_hole)
        : tr("The channel had no position when the gap came, so the history can't be asked for "
             "it.");
    m_ui->fetchButton->setEnabled(why.isEmpty());
    showWrapped(m_ui->sizeLabel, why);
    m_ui->sizeLabel->setVisible(!why.isEmpty());
}

void DetailPane::fetchHole()
{
    if (m_hole) {
        m_controller->session().fetchHole(m_channel, *m_hole);
    }
}

void DetailPane::showAll()
{
    m_showsAll = true;
    show(m_shown);
}

void DetailPane::reflectPin()
{
    showPlain(m_ui->pinLabel, m_pinned != 0 ? tr("selected") : tr("newest"));
    m_ui->pinLabel->setVisible(m_pinned == 0);
    m_ui->followButton->setVisible(m_pinned != 0);
}
