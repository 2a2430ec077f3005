// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rulesdialog.h"

#include "ui_rulesdialog.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/filter/filtertext.h"

#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

namespace {

Rule newRule()
{
    Rule rule;
    rule.color = ProfileColor::Blue;
    return rule;
}

} // namespace

RulesDialog::RulesDialog(RuleList &rules, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RulesDialog>())
    , m_rules(rules)
    , m_theme(theme)
    , m_edited(rules.rules())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->introLabel);
    m_ui->filterEdit->setFont(fixedFont());
    for (const ProfileColor color : profileColors()) {
        m_ui->colorBox->addItem(profileIcon(color, theme.isDark()),
                                color == ProfileColor::None ? tr("none") : profileColorName(color),
                                int(color));
    }
    connect(m_ui->ruleList, &QListWidget::currentRowChanged, this, &RulesDialog::showCurrent);
    connect(m_ui->ruleList, &QListWidget::itemChanged, this, &RulesDialog::applyChecks);
    connect(m_ui->nameEdit, &QLineEdit::textEdited, this, &RulesDialog::applyEdit);
    connect(m_ui->filterEdit, &QLineEdit::textEdited, this, &RulesDialog::applyEdit);
    for (const QCheckBox *box : effectBoxes()) {
        connect(box, &QCheckBox::clicked, this, &RulesDialog::applyEdit);
    }
    connect(m_ui->colorBox, &QComboBox::activated, this, &RulesDialog::applyEdit);
    connect(m_ui->newButton, &QPushButton::clicked, this, [this] { add(newRule()); });
    connect(m_ui->removeButton, &QPushButton::clicked, this, &RulesDialog::removeRule);
    connect(m_ui->upButton, &QPushButton::clicked, this, [this] { moveRule(-1); });
    connect(m_ui->downButton, &QPushButton::clicked, this, [this] { moveRule(1); });
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &RulesDialog::save);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 22);
    fill(0);
}

RulesDialog::~RulesDialog() = default;

QList<QCheckBox *> RulesDialog::effectBoxes() const
{
    return {m_ui->chipBox, m_ui->markBox, m_ui->pauseBox, m_ui->notifyBox};
}

void RulesDialog::fill(int row)
{
    {
        const QScopedValueRollback quiet(m_isFilling, true);
        m_ui->ruleList->clear();
        for (const Rule &rule : std::as_const(m_edited)) {
            auto *item = new QListWidgetItem(profileIcon(rule.color, m_theme.isDark()),
                                             labelText(rule.title()), m_ui->ruleList);
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(rule.isOn ? Qt::Checked : Qt::Unchecked);
        }
        m_ui->ruleList->setCurrentRow(std::clamp(row, -1, int(m_edited.size()) - 1));
    }
    showCurrent();
}

void RulesDialog::showCurrent()
{
    if (m_isFilling) {
        return;
    }
    const Rule rule = m_edited.value(m_ui->ruleList->currentRow());
    m_ui->nameEdit->setText(rule.name);
    m_ui->filterEdit->setText(rule.filter);
    m_ui->chipBox->setChecked(rule.isChip);
    m_ui->markBox->setChecked(rule.actions & Rule::Action::MarkEntry);
    m_ui->pauseBox->setChecked(rule.actions & Rule::Action::PauseLog);
    m_ui->notifyBox->setChecked(rule.actions & Rule::Action::NotifyUser);
    m_ui->colorBox->setCurrentIndex(std::max(0, m_ui->colorBox->findData(int(rule.color))));
    refresh();
}

void RulesDialog::applyEdit()
{
    const int row = m_ui->ruleList->currentRow();
    if (row < 0) {
        return;
    }
    Rule &rule = m_edited[row];
    rule.name = m_ui->nameEdit->text().trimmed();
    rule.filter = m_ui->filterEdit->text();
    rule.isChip = m_ui->chipBox->isChecked();
    rule.actions.setFlag(Rule::Action::MarkEntry, m_ui->markBox->isChecked());
    rule.actions.setFlag(Rule::Action::PauseLog, m_ui->pauseBox->isChecked());
    rule.actions.setFlag(Rule::Action::NotifyUser, m_ui->notifyBox->isChecked());
    rule.color = ProfileColor(m_ui->colorBox->currentData().toInt());
    const QScopedValueRollback quiet(m_isFilling, true);
    QListWidgetItem *item = m_ui->ruleList->item(row);
    item->setText(labelText(rule.title()));
    item->setIcon(profileIcon(rule.color, m_theme.isDark()));
    refresh();
}

void RulesDialog::applyChecks()
{
    for (int row = 0; !m_isFilling && row < m_edited.size(); ++row) {
        m_edited[row].isOn = m_ui->ruleList->item(row)->checkState() == Qt::Checked;
    }
}

void RulesDialog::select(int row)
{
    m_ui->ruleList->setCurrentRow(row);
}

void RulesDialog::add(const Rule &rule)
{
    m_edited.append(rule);
    fill(int(m_edited.size()) - 1);
    QLineEdit *next = rule.filter.isEmpty() ? m_ui->filterEdit : m_ui->nameEdit;
    next->setFocus(Qt::OtherFocusReason);
}

void RulesDialog::removeRule()
{
    const int row = m_ui->ruleList->currentRow();
    if (row >= 0) {
        m_edited.removeAt(row);
        fill(row);
    }
}

void RulesDialog::moveRule(int by)
{
    const int row = m_ui->ruleList->currentRow();
    const int target = row + by;
    if (row >= 0 && target >= 0 && target < m_edited.size()) {
        m_edited.swapItemsAt(row, target);
        fill(target);
    }
}

/** An invalid rule is kept, with its fault; it does nothing. */
void RulesDialog::refresh()
{
    const int row = m_ui->ruleList->currentRow();
    m_ui->nameEdit->setEnabled(row >= 0);
    m_ui->filterEdit->setEnabled(row >= 0);
    for (QCheckBox *box : effectBoxes()) {
        box->setEnabled(row >= 0);
    }
    m_ui->colorBox->setEnabled(row >= 0);
    m_ui->removeButton->setEnabled(row >= 0);
    m_ui->upButton->setEnabled(row > 0);
    m_ui->downButton->setEnabled(row >= 0 && row + 1 < m_edited.size());
    const auto fault = compileFilter(m_edited.value(row).filter).fault;
    showWrapped(m_ui->faultLabel, fault ? QStringLiteral("\u2715 ") + fault->message : QString());
    colorLabel(m_ui->faultLabel, m_theme.color(Tone::Bad));
}

void RulesDialog::save()
{
    m_edited.removeIf([](const Rule &rule) { return rule.filter.trimmed().isEmpty(); });
    m_rules.setRules(m_edited);
    accept();
}

RulesDialog *openRules(LogState &log, const Theme &theme, QWidget *parent)
{
    auto *dialog = new RulesDialog(*log.rules(), theme, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}
