// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/errorcard.h"

#include "ui_errorcard.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/quotedterms.h"
#include "gui/widgets/theme.h"
#include "monitor/watch/timelinetext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>

using namespace std::chrono_literals;

namespace {

constexpr int BarWidth = 4;

void showOrHide(QLabel *label, const QString &text)
{
    showWrapped(label, quotedTerms(text));
    label->setVisible(!text.isEmpty());
}

bool isAboutAnAttempt(Notice::Topic topic)
{
    return topic == Notice::Topic::Connection || topic == Notice::Topic::Channel;
}

} // namespace

ErrorCard::ErrorCard(QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::ErrorCard>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->titleLabel->setFont(bold);
    m_ui->snippetLabel->setFont(fixedFont());
    for (QWidget *part : {m_ui->explanationArea->viewport(), m_ui->explanationWidget}) {
        part->setAutoFillBackground(false); // painted by the card
    }
    styleQuiet(m_ui->causeLabel);
    styleQuiet(m_ui->retryLabel);
    m_ui->dismissButton->setIcon(glyphIcon(Glyph::Remove));
    m_ui->copyButton->setIcon(glyphIcon(Glyph::Copy));
    m_countdown.setInterval(250ms);
    connect(&m_countdown, &QTimer::timeout, this, &ErrorCard::showCountdown);
    hide();
}

ErrorCard::~ErrorCard() = default;

void ErrorCard::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_theme = &theme;
    connect(&theme, &Theme::changed, this, &ErrorCard::updateTheme);
    connect(&controller.notices(), &NoticeCenter::changed, this, &ErrorCard::showNotice);
    connect(m_ui->retryButton, &QPushButton::clicked, &controller, &WindowController::retryNow);
    connect(m_ui->dismissButton, &QToolButton::clicked, &controller.notices(),
            &NoticeCenter::dismiss);
    connect(m_ui->copyButton, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(
            m_controller->notices().current().explanation.snippet);
    });
    updateTheme();
    showNotice();
}

/** Gives the scroll bar the background of the card. */
void ErrorCard::updateTheme()
{
    QScrollBar *bar = m_ui->explanationArea->verticalScrollBar();
    QPalette colors = palette();
    colors.setColor(QPalette::Base, m_theme->color(Tone::Surface));
    bar->setPalette(colors);
    update();
}

void ErrorCard::showNotice()
{
    const Notice &notice = m_controller->notices().current();
    if (!notice.isEmpty()) {
        showOrHide(m_ui->titleLabel, notice.explanation.title);
        showOrHide(m_ui->causeLabel, notice.explanation.cause);
        showOrHide(m_ui->fixLabel, notice.explanation.fix);
        m_ui->snippetLabel->setFullText(notice.explanation.snippet);
        m_ui->snippetLabel->setVisible(!notice.explanation.snippet.isEmpty());
        m_ui->copyButton->setVisible(!notice.explanation.snippet.isEmpty());
        m_ui->retryButton->setVisible(notice.offersRetry);
        m_ui->retryButton->setText(notice.retryAt ? tr("&Now") : tr("Try &again"));
        setAccessibleName(tr("Problem: %1").arg(notice.explanation.title));
        showCountdown();
    }
    if (notice.retryAt) {
        m_countdown.start();
    } else {
        m_countdown.stop();
    }
    setVisible(!notice.isEmpty());
}

void ErrorCard::showCountdown()
{
    const Notice &notice = m_controller->notices().current();
    QString text;
    if (notice.retryAt) {
        const WatchSession *watcher = notice.watcher.isEmpty()
            ? &m_controller->session()
            : m_controller->group().find(notice.watcher);
        if (watcher != nullptr) {
            text = nextAttemptText(watcher->timeline(), *notice.retryAt - m_controller->now());
        }
    } else if (!notice.explanation.willRetry && isAboutAnAttempt(notice.topic)) {
        text = tr("not retried");
    }
    showPlain(m_ui->retryLabel, text);
}

void ErrorCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_theme) {
        return;
    }
    painter.fillRect(rect(), m_theme->color(Tone::Surface));
    const Notice &notice = m_controller->notices().current();
    const bool passes = notice.retryAt.has_value() || !notice.isSerious;
    painter.fillRect(0, 0, BarWidth, height(), m_theme->color(passes ? Tone::Busy : Tone::Bad));
    painter.fillRect(0, height() - 1, width(), 1, m_theme->color(Tone::Outline));
}
