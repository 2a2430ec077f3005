// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/desktopnotifier.h"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>

namespace {

/** Some desktops take the text for markup, others show an escaped one as it is. */
QString withoutMarkup(QString text)
{
    return text.replace(u'<', u'‹').replace(u'>', u'›').replace(u'&', u'+');
}

} // namespace

DesktopNotifier::DesktopNotifier(QWidget *widget)
    : QObject(widget)
    , m_widget(widget)
{
}

void DesktopNotifier::notify(const QString &text)
{
    if (m_widget->isActiveWindow()) {
        return;
    }
    QApplication::alert(m_widget->window());
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        return;
    }
    if (m_icon == nullptr) {
        m_icon = new QSystemTrayIcon(QApplication::windowIcon(), this);
        m_icon->setToolTip(QApplication::applicationDisplayName());
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &DesktopNotifier::activate);
        connect(m_icon, &QSystemTrayIcon::activated, this, &DesktopNotifier::activate);
        m_icon->show();
    }
    m_icon->showMessage(QApplication::applicationDisplayName(), withoutMarkup(text),
                        QSystemTrayIcon::Information);
}

void DesktopNotifier::activate()
{
    QWidget *window = m_widget->window();
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}
