// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/rulechips.h"

#include "gui/controller/logstate.h"
#include "gui/log/rulesdialog.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace {

const char *const ChipFilter = "filter";
const char *const ChipRule = "rule";
constexpr int ChipSpacing = 6;
constexpr int ChipCharacters = 28;

} // namespace

RuleChips::RuleChips(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(ChipSpacing);
    hide();
}

void RuleChips::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    connect(&log, &LogState::filterChanged, this, &RuleChips::showPressed);
    if (log.rules() != nullptr) {
        connect(log.rules(), &RuleList::changed, this, &RuleChips::fill);
        connect(&theme, &Theme::changed, this, &RuleChips::fill);
        fill();
    }
}

QList<QToolButton *> RuleChips::buttons() const
{
    return findChildren<QToolButton *>(Qt::FindDirectChildrenOnly);
}

void RuleChips::fill()
{
    const QStringList pressed = m_log->chips();
    qDeleteAll(buttons());
    while (QLayoutItem *item = m_row->takeAt(0)) {
        delete item;
    }
    const QList<Rule> &rules = m_log->rules()->rules();
    QWidget *previous = nullptr;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        if (rules.at(i).isOn && rules.at(i).isChip) {
            QToolButton *chip = makeChip(i);
            chip->setChecked(chip->isEnabled() && pressed.contains(rules.at(i).filter));
            m_row->addWidget(chip);
            if (previous != nullptr) {
                setTabOrder(previous, chip);
            }
            previous = chip;
        }
    }
    m_row->addStretch();
    setVisible(previous != nullptr);
    apply();
}

QToolButton *RuleChips::makeChip(qsizetype index)
{
    const Rule &rule = m_log->rules()->rules().at(index);
    auto *chip = new QToolButton(this);
    chip->setCheckable(true);
    chip->setText(withoutMnemonics(
        fontMetrics().elidedText(labelText(rule.title()), Qt::ElideRight,
                                 fontMetrics().averageCharWidth() * ChipCharacters)));
    chip->setAccessibleName(labelText(rule.title()));
    chip->setFocusPolicy(Qt::StrongFocus);
    if (rule.color != ProfileColor::None) {
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIcon(profileIcon(rule.color, m_theme->isDark()));
    }
    const auto fault = compileFilter(rule.filter).fault;
    chip->setEnabled(!fault);
    setPlainToolTip(chip, fault ? tr("%1: %2").arg(rule.filter, fault->message) : rule.filter);
    chip->setProperty(ChipFilter, rule.filter);
    chip->setProperty(ChipRule, index);
    chip->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(chip, &QToolButton::clicked, this, &RuleChips::apply);
    connect(chip, &QWidget::customContextMenuRequested, this,
            [this, chip](const QPoint &place) { showMenu(*chip, place); });
    return chip;
}

void RuleChips::showMenu(QToolButton &chip, const QPoint &place)
{
    const qsizetype index = chip.property(ChipRule).toLongLong();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Edit this rule…"), this,
                    [this, index] { openRules(*m_log, *m_theme, this)->select(int(index)); });
    menu->addAction(tr("&Remove this rule"), this,
                    [this, index] { m_log->rules()->removeAt(index); });
    menu->popup(chip.mapToGlobal(place));
}

void RuleChips::apply()
{
    QStringList filters;
    for (const QToolButton *chip : buttons()) {
        if (chip->isChecked()) {
            filters.append(chip->property(ChipFilter).toString());
        }
    }
    m_log->setChips(filters);
}

void RuleChips::showPressed()
{
    for (QToolButton *chip : buttons()) {
        chip->setChecked(m_log->chips().contains(chip->property(ChipFilter).toString()));
    }
}
