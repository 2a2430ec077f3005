// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/colorrulesdialog.h"

#include "ui_colorrulesdialog.h"

#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/filter/filtertext.h"

#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

ColorRulesDialog::ColorRulesDialog(ColorRules &rules, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ColorRulesDialog>())
    , m_rules(rules)
    , m_theme(theme)
    , m_edited(rules.rules())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->introLabel);
    m_ui->filterEdit->setFont(fixedFont());
    m_ui->ruleList->setFont(fixedFont());
    for (const ProfileColor color : profileColors()) {
        if (color != ProfileColor::None) {
            m_ui->colorBox->addItem(profileIcon(color, theme.isDark()), profileColorName(color),
                                    int(color));
        }
    }
    connect(m_ui->ruleList, &QListWidget::currentRowChanged, this, &ColorRulesDialog::showCurrent);
    connect(m_ui->ruleList, &QListWidget::itemChanged, this, &ColorRulesDialog::applyChecks);
    connect(m_ui->filterEdit, &QLineEdit::textEdited, this, &ColorRulesDialog::applyEdit);
    connect(m_ui->colorBox, &QComboBox::activated, this, &ColorRulesDialog::applyEdit);
    connect(m_ui->newButton, &QPushButton::clicked, this, &ColorRulesDialog::addRule);
    connect(m_ui->removeButton, &QPushButton::clicked, this, &ColorRulesDialog::removeRule);
    connect(m_ui->upButton, &QPushButton::clicked, this, [this] { moveRule(-1); });
    connect(m_ui->downButton, &QPushButton::clicked, this, [this] { moveRule(1); });
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &ColorRulesDialog::save);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 22);
    fill(0);
}

ColorRulesDialog::~ColorRulesDialog() = default;

void ColorRulesDialog::fill(int row)
{
    {
        const QScopedValueRollback quiet(m_isFilling, true);
        m_ui->ruleList->clear();
        for (const ColorRule &rule : std::as_const(m_edited)) {
            auto *item = new QListWidgetItem(profileIcon(rule.color, m_theme.isDark()),
                                             labelText(rule.filter), m_ui->ruleList);
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(rule.isOn ? Qt::Checked : Qt::Unchecked);
        }
        m_ui->ruleList->setCurrentRow(std::clamp(row, -1, int(m_edited.size()) - 1));
    }
    showCurrent();
}

void ColorRulesDialog::showCurrent()
{
    if (m_isFilling) {
        return;
    }
    const ColorRule rule = m_edited.value(m_ui->ruleList->currentRow());
    m_ui->filterEdit->setText(rule.filter);
    m_ui->colorBox->setCurrentIndex(std::max(0, m_ui->colorBox->findData(int(rule.color))));
    refresh();
}

void ColorRulesDialog::applyEdit()
{
    const int row = m_ui->ruleList->currentRow();
    if (row < 0) {
        return;
    }
    ColorRule &rule = m_edited[row];
    rule.filter = m_ui->filterEdit->text();
    rule.color = ProfileColor(m_ui->colorBox->currentData().toInt());
    const QScopedValueRollback quiet(m_isFilling, true);
    QListWidgetItem *item = m_ui->ruleList->item(row);
    item->setText(labelText(rule.filter));
    item->setIcon(profileIcon(rule.color, m_theme.isDark()));
    refresh();
}

void ColorRulesDialog::applyChecks()
{
    for (int row = 0; !m_isFilling && row < m_edited.size(); ++row) {
        m_edited[row].isOn = m_ui->ruleList->item(row)->checkState() == Qt::Checked;
    }
}

void ColorRulesDialog::addRule()
{
    m_edited.append({QString(), ProfileColor::Blue, true});
    fill(int(m_edited.size()) - 1);
    m_ui->filterEdit->setFocus(Qt::OtherFocusReason);
}

void ColorRulesDialog::removeRule()
{
    const int row = m_ui->ruleList->currentRow();
    if (row >= 0) {
        m_edited.removeAt(row);
        fill(row);
    }
}

void ColorRulesDialog::moveRule(int by)
{
    const int row = m_ui->ruleList->currentRow();
    const int target = row + by;
    if (row >= 0 && target >= 0 && target < m_edited.size()) {
        m_edited.swapItemsAt(row, target);
        fill(target);
    }
}

/** An invalid rule is kept, with its fault; it colours no rows. */
void ColorRulesDialog::refresh()
{
    const int row = m_ui->ruleList->currentRow();
    m_ui->filterEdit->setEnabled(row >= 0);
    m_ui->colorBox->setEnabled(row >= 0);
    m_ui->removeButton->setEnabled(row >= 0);
    m_ui->upButton->setEnabled(row > 0);
    m_ui->downButton->setEnabled(row >= 0 && row + 1 < m_edited.size());
    const auto fault = compileFilter(m_edited.value(row).filter).fault;
    showWrapped(m_ui->faultLabel, fault ? QStringLiteral("\u2715 ") + fault->message : QString());
    colorLabel(m_ui->faultLabel, m_theme.color(Tone::Bad));
}

void ColorRulesDialog::save()
{
    m_edited.removeIf([](const ColorRule &rule) { return rule.filter.trimmed().isEmpty(); });
    m_rules.setRules(m_edited);
    accept();
}
