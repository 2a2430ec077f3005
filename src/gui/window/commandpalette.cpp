// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/commandpalette.h"

#include "ui_commandpalette.h"

#include "gui/widgets/labeltext.h"
#include "gui/window/wordmatch.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QTimer>

#include <algorithm>

namespace {

/** More than anybody reads. */
constexpr std::size_t MostRows = 200;

enum PaletteColumn { TextColumn, TopicColumn, KeysColumn, PaletteColumns };

QString searchedText(const PaletteCommand &command)
{
    return command.text + u' ' + command.topic;
}

} // namespace

CommandPalette::CommandPalette(std::vector<PaletteCommand> commands, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CommandPalette>())
    , m_commands(std::move(commands))
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    QTableWidget *table = m_ui->commandTable;
    table->setColumnCount(PaletteColumns);
    table->horizontalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(TextColumn, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(TopicColumn, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    table->setFocusPolicy(Qt::ClickFocus); // the keys of the field move the selection
    m_ui->commandEdit->installEventFilter(this);
    connect(m_ui->commandEdit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(table, &QTableWidget::cellClicked, this, &CommandPalette::runChosen);
    connect(table, &QTableWidget::currentCellChanged, this, &CommandPalette::showReason);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 26);
    move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, parent->height() / 10)));
    search();
    m_ui->commandEdit->setFocus();
}

CommandPalette::~CommandPalette() = default;

/** The best first; equals stay in their order. */
void CommandPalette::search()
{
    const QString typed = m_ui->commandEdit->text();
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        if (const int score = wordMatch(typed, searchedText(m_commands[i])); score > 0) {
            found.emplace_back(-score, i);
        }
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, std::size_t>::first);
    found.resize(std::min(found.size(), MostRows));
    m_ui->commandTable->setRowCount(0);
    m_shown.clear();
    for (const auto &[score, index] : found) {
        addRow(index);
    }
    m_ui->commandTable->setCurrentCell(m_shown.empty() ? -1 : 0, TextColumn);
    showReason();
}

void CommandPalette::addRow(std::size_t index)
{
    const PaletteCommand &command = m_commands[index];
    const int row = m_ui->commandTable->rowCount();
    m_ui->commandTable->insertRow(row);
    m_shown.push_back(index);
    const QStringList texts{labelText(command.text), command.topic, command.keys};
    for (int column = 0; column < PaletteColumns; ++column) {
        auto *item = new QTableWidgetItem(texts.at(column));
        if (column != TextColumn || !command.whyNot.isEmpty()) {
            item->setForeground(palette().color(QPalette::PlaceholderText));
        }
        item->setToolTip(plainToolTip(command.whyNot));
        item->setData(Qt::AccessibleDescriptionRole, command.whyNot);
        m_ui->commandTable->setItem(row, column, item);
    }
}

/** Its place is always there, so that nothing moves. */
void CommandPalette::showReason()
{
    const int row = m_ui->commandTable->currentRow();
    QString text = QStringLiteral(" ");
    if (m_shown.empty()) {
        text = tr("Nothing fits.");
    } else if (row >= 0 && !m_commands[m_shown[std::size_t(row)]].whyNot.isEmpty()) {
        text = m_commands[m_shown[std::size_t(row)]].whyNot;
    }
    showWrapped(m_ui->whyNotLabel, text);
}

/** After the dialog is closed: the command may open another, or move the focus. */
void CommandPalette::runChosen()
{
    const int row = m_ui->commandTable->currentRow();
    if (row < 0) {
        return;
    }
    const PaletteCommand &command = m_commands[m_shown[std::size_t(row)]];
    if (!command.whyNot.isEmpty()) {
        return; // the reason is below the list
    }
    QTimer::singleShot(0, parent(), command.run);
    accept();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_ui->commandTable, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runChosen();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}
