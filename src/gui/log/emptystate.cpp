// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/emptystate.h"

#include "ui_emptystate.h"

#include "gui/widgets/labeltext.h"

#include <algorithm>

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EmptyState>())
{
    m_ui->setupUi(this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setWeight(QFont::DemiBold);
    m_ui->titleLabel->setFont(large);
    styleQuiet(m_ui->textLabel);
    styleQuiet(m_ui->reasonLabel);
    m_ui->actionButton->setDefault(true);
    connect(m_ui->actionButton, &QPushButton::clicked, this, [this] {
        if (m_act) {
            m_act();
        }
    });
}

EmptyState::~EmptyState() = default;

void EmptyState::setWords(const EmptyWords &words)
{
    showWrapped(m_ui->titleLabel, words.title);
    QStringList lines = words.text.split(u'\n');
    std::transform(lines.begin(), lines.end(), lines.begin(), labelText);
    m_ui->textLabel->setText(lines.join(u'\n')); // a plain label
    m_ui->textLabel->setVisible(!words.text.isEmpty());
    showWrapped(m_ui->reasonLabel, words.reason);
    m_ui->reasonLabel->setVisible(!words.reason.isEmpty());
    m_ui->actionButton->setText(withoutMnemonics(words.action));
    m_ui->actionButton->setVisible(!words.action.isEmpty());
    m_ui->actionButton->setEnabled(words.reason.isEmpty());
    m_act = words.act;
}
