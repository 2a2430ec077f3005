// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/serverpane.h"

#include "ui_serverpane.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"

#include <QAbstractItemView>

ServerPane::ServerPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ServerPane>())
{
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base);
    connect(m_ui->serverChannelsPage, &ServerChannelsPage::whoRequested, this,
            &ServerPane::showWho);
    connect(m_ui->serverChannelsPage, &ServerChannelsPage::watchedPatternChanged, this,
            &ServerPane::titleChanged);
}

ServerPane::~ServerPane() = default;

void ServerPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_ui->presencePage->attach(controller, theme);
    m_ui->serverChannelsPage->attach(controller, theme);
    m_ui->nodesPage->attach(controller, theme);
}

void ServerPane::setChannel(WatchSession *watcher, const QString &channel)
{
    m_ui->presencePage->setChannel(*watcher, channel);
}

void ServerPane::showWho(const QString &channel)
{
    setChannel(&m_controller->session(), channel);
    m_ui->serverTabs->setCurrentWidget(m_ui->presencePage);
}

void ServerPane::focusPage()
{
    m_ui->serverTabs->currentWidget()->findChild<QAbstractItemView *>()->setFocus(
        Qt::ShortcutFocusReason);
}

QString ServerPane::title() const
{
    const auto pattern = m_ui->serverChannelsPage->watchedPattern();
    if (!pattern) {
        return tr("Server");
    }
    constexpr int Longest = 20;
    const QString shown = pattern->isEmpty() ? tr("all channels") : pattern->left(Longest);
    return tr("Server \u00b7 %1").arg(withoutMnemonics(shown));
}
