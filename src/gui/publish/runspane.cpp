// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/runspane.h"

#include "ui_runspane.h"

#include "gui/controller/windowcontroller.h"
#include "gui/publish/runcopy.h"
#include "gui/publish/runexport.h"
#include "gui/publish/runmodel.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace {

/** That are in sight whatever the details say. */
constexpr int FewestRows = 2;

} // namespace

RunsPane::RunsPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunsPane>())
{
    m_ui->setupUi(this);
    QTableView *table = m_ui->runTable;
    new FocusRing(table);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    styleQuiet(m_ui->removedLabel);
    m_ui->removedLabel->hide();
    table->hide();
    connect(&m_frame, &FrameThrottle::due, this, &RunsPane::refresh);
    connect(table, &QWidget::customContextMenuRequested, this, &RunsPane::showMenu);
    connect(table, &QTableView::clicked, this, &RunsPane::goToEntry);
    connect(table, &QTableView::activated, this, &RunsPane::goToEntry);
}

RunsPane::~RunsPane() = default;

void RunsPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_model = new RunModel(controller, theme, this);
    m_ui->runDetails->attach(controller, theme);
    m_ui->runTable->setModel(m_model);
    fitColumns();
    connect(m_ui->runTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunsPane::showOther);
    connect(&controller, &WindowController::roundTripChanged, &m_frame, &FrameThrottle::request);
    connect(&controller, &WindowController::connectionChanged, &m_frame, &FrameThrottle::request);
    connect(&controller, &WindowController::channelsChanged, &m_frame, &FrameThrottle::request);
    connect(&theme, &Theme::changed, m_ui->runTable->viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, &m_frame, &FrameThrottle::request);
    refresh();
}

void RunsPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_model != nullptr && event->type() == QEvent::FontChange) {
        fitColumns();
    }
}

/** In characters; the message has the rest. */
void RunsPane::fitColumns()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    large.setWeight(QFont::DemiBold);
    m_model->setStateFont(large);
    const int state = QFontMetrics(large).horizontalAdvance(QStringLiteral("\u25b2 not watched"));
    const int character = fontMetrics().averageCharWidth();
    QHeaderView *header = m_ui->runTable->horizontalHeader();
    const int row = QFontMetrics(large).height() + 6;
    m_ui->runTable->verticalHeader()->setDefaultSectionSize(row);
    m_ui->runTable->setMinimumHeight(row * (FewestRows + 1));
    header->setMinimumSectionSize(character * 4);
    header->resizeSection(RunModel::State, state + character * 2);
    header->resizeSection(RunModel::Time, character * 10);
    header->resizeSection(RunModel::Channel, character * 14);
    header->resizeSection(RunModel::Api, character * 8);
    header->resizeSection(RunModel::Push, character * 8);
    header->resizeSection(RunModel::Watchers, character * 8);
}

const Run *RunsPane::selected() const
{
    return m_model->runAt(m_ui->runTable->currentIndex().row());
}

void RunsPane::refresh()
{
    m_model->update();
    const quint64 removed = m_controller->publishing().runs().removed();
    showPlain(m_ui->removedLabel,
              tr("%n older publish(es) have left the list.", nullptr, int(removed)));
    m_ui->removedLabel->setVisible(removed > 0);
    m_ui->runTable->setVisible(m_model->rowCount() > 0);
    selectNewest();
    m_ui->runTable->viewport()->update(); // whether a channel is watched may have changed
    showSelected();
}

/** A new publish is what the user looks at; a selection within older ones else stays. */
void RunsPane::selectNewest()
{
    const Run *newest = m_model->runAt(0);
    const quint64 number = newest == nullptr ? 0 : newest->number;
    const bool isNew = number != m_newest;
    m_newest = number;
    if (newest != nullptr && (isNew || selected() == nullptr)) {
        m_ui->runTable->selectRow(0);
        m_ui->runTable->scrollToTop();
    }
}

void RunsPane::showTrip(quint64 id)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Run *run = m_model->runAt(row);
        if (run != nullptr && run->trip.id == id) {
            m_ui->runTable->selectRow(row);
            m_ui->runTable->scrollTo(m_model->index(row, 0));
            return;
        }
    }
}

void RunsPane::showOther()
{
    m_controller->publishing().forgetNotSent();
    m_ui->runDetails->showNote({});
    showSelected();
}

void RunsPane::showSelected()
{
    const QString &whyNotSent = m_controller->publishing().whyNotSent();
    const Run *run = selected();
    if (!whyNotSent.isEmpty()) {
        m_ui->runDetails->showNotSent(whyNotSent);
    } else if (run != nullptr) {
        m_ui->runDetails->show(*run, m_model->isWatched(run->trip.channel));
    } else {
        m_ui->runDetails->showNone();
    }
}

void RunsPane::goToEntry()
{
    const Run *run = selected();
    showOther();
    if (run == nullptr || run->entry == 0) {
        return;
    }
    if (m_controller->journalModel()->rowOfNumber(run->entry)) {
        Q_EMIT entryRequested(run->entry);
    } else {
        m_ui->runDetails->showNote(
            run->entry < m_controller->journal().firstNumber()
                ? tr("Its row has left the log.")
                : tr("The log does not show its row: it is paused or filtered out."));
    }
}

void RunsPane::showMenu(const QPoint &place)
{
    const Run *run = selected();
    if (run == nullptr || !m_ui->runTable->indexAt(place).isValid()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("runMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isWhole = !run->isMasked && run->kind == Run::Kind::Publish;
    menu->addAction(tr("&Publish again"), this,
                    [this, again = *run] { Q_EMIT againRequested(again); })
        ->setEnabled(isWhole && m_controller->whyNoPublish().isEmpty());
    menu->addAction(tr("&Edit"), this, [this, edited = *run] { Q_EMIT editRequested(edited); });
    menu->addAction(tr("Show in the &log"), this, &RunsPane::goToEntry)
        ->setEnabled(run->entry != 0);
    menu->addAction(tr("&Watch this channel"), this,
                    [this, channel = run->trip.channel] { m_controller->addChannel(channel); })
        ->setEnabled(!m_model->isWatched(run->trip.channel));
    menu->addSeparator();
    menu->addAction(tr("&Copy as evidence"), this, &RunsPane::copyEvidence);
    menu->addAction(tr("Copy as c&url"), this, &RunsPane::copyCurl);
    menu->addSeparator();
    menu->addAction(tr("E&xport the list…"), this, &RunsPane::askForExport);
    menu->popup(m_ui->runTable->viewport()->mapToGlobal(place));
}

void RunsPane::copyEvidence()
{
    if (const Run *run = selected()) {
        QGuiApplication::clipboard()->setText(
            runEvidence(*run, m_model->isWatched(run->trip.channel)));
    }
}

void RunsPane::copyCurl()
{
    if (const Run *run = selected()) {
        QGuiApplication::clipboard()->setText(runAsCurl(*run));
    }
}

void RunsPane::askForExport()
{
    auto *dialog = new QFileDialog(this, tr("Export what was published"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("JSON lines (*.jsonl)"), tr("CSV, for spreadsheets (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("*.csv")) ? QStringLiteral("csv")
                                                                         : QStringLiteral("jsonl"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &RunsPane::exportTo);
    dialog->open();
}

void RunsPane::exportTo(const QString &path)
{
    const RunList &runs = m_controller->publishing().runs();
    const Centrifuge::Outcome written = exportRuns(runs, path);
    m_ui->runDetails->showNote(
        written ? tr("%n publish(es) written to %1", nullptr, int(runs.size())).arg(path)
                : written.error().message);
}
