// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/problemcard.h"

#include "ui_problemcard.h"

#include "gui/widgets/labeltext.h"
#include "gui/widgets/quotedterms.h"
#include "gui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

namespace {

constexpr int EdgeWidth = 4;

void showIfAny(QLabel *label, const QString &text)
{
    showWrapped(label, quotedTerms(text));
    label->setVisible(!text.isEmpty());
}

} // namespace

ProblemCard::ProblemCard(QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::ProblemCard>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->problemTitleLabel->setFont(bold);
    m_ui->problemSnippetLabel->setFont(fixedFont());
    for (QWidget *part : {m_ui->problemArea->viewport(), m_ui->problemWords}) {
        part->setAutoFillBackground(false); // painted by the card
    }
    styleQuiet(m_ui->problemCauseLabel);
    connect(m_ui->problemCopyButton, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_problem.snippet); });
    hide();
}

ProblemCard::~ProblemCard() = default;

void ProblemCard::setTheme(const Theme *theme)
{
    m_theme = theme;
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProblemCard::show(const Explanation &problem)
{
    if (m_problem == problem) {
        return;
    }
    m_problem = problem;
    showIfAny(m_ui->problemTitleLabel, problem.title);
    showIfAny(m_ui->problemCauseLabel, problem.cause);
    showIfAny(m_ui->problemFixLabel, problem.fix);
    m_ui->problemSnippetLabel->setFullText(problem.snippet);
    m_ui->problemSnippetLabel->setVisible(!problem.snippet.isEmpty());
    m_ui->problemCopyButton->setVisible(!problem.snippet.isEmpty());
    setAccessibleName(tr("Problem: %1").arg(problem.title));
    setVisible(!problem.title.isEmpty());
}

void ProblemCard::paintEvent(QPaintEvent *)
{
    if (m_theme == nullptr) {
        return;
    }
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Tone::Surface));
    painter.fillRect(0, 0, EdgeWidth, height(), m_theme->color(Tone::Bad));
    painter.fillRect(0, height() - 1, width(), 1, m_theme->color(Tone::Outline));
}
