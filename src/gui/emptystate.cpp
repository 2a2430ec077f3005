// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/emptystate.h"

#include "ui_emptystate.h"

#include "gui/labeltext.h"

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
    showPlain(m_ui->titleLabel, words.title);
    showPlain(m_ui->textLabel, words.text);
    m_ui->textLabel->setVisible(!words.text.isEmpty());
    showPlain(m_ui->reasonLabel, words.reason);
    m_ui->reasonLabel->setVisible(!words.reason.isEmpty());
    m_ui->actionButton->setText(withoutMnemonics(words.action));
    m_ui->actionButton->setVisible(!words.action.isEmpty());
    m_ui->actionButton->setEnabled(words.reason.isEmpty());
    m_act = words.act;
}
