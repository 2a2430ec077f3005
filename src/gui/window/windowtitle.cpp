// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/windowtitle.h"

#include "gui/controller/profileswitch.h"
#include "gui/controller/windowcontroller.h"
#include "monitor/watch/sessiontext.h"
#include "text/visibletext.h"

#include <QWidget>

#include <algorithm>

namespace {

constexpr qsizetype WindowTitleCharacters = 40;
constexpr qsizetype MostUsers = 3;

QString harmless(const QString &name)
{
    QString text = Text::visible(name.left(WindowTitleCharacters));
    if (name.size() > WindowTitleCharacters) {
        text += QChar(0x2026);
    }
    return text.replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"));
}

QString userList(const QStringList &users)
{
    QStringList names;
    for (const QString &user : users.first(std::min(users.size(), MostUsers))) {
        names += harmless(user);
    }
    if (users.size() > MostUsers) {
        names += WindowTitle::tr("%n more", nullptr, int(users.size() - MostUsers));
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

QString titleText(const TitleParts &parts)
{
    QStringList texts;
    if (parts.isProduction) {
        texts += WindowTitle::tr("PRODUCTION");
    }
    texts += harmless(parts.profile);
    texts += userList(parts.users);
    texts.removeAll(QString());
    return texts.isEmpty() ? QStringLiteral("Realtime Monitor")
                           : texts.join(QStringLiteral(" \u2013 "));
}

WindowTitle::WindowTitle(WindowController &controller, ProfileSwitch &profiles, QWidget *window)
    : QObject(window)
    , m_controller(controller)
    , m_profiles(profiles)
    , m_window(window)
{
    connect(&controller, &WindowController::statusChanged, this, &WindowTitle::update);
    connect(&controller, &WindowController::connectionChanged, this, &WindowTitle::update);
    connect(&profiles, &ProfileSwitch::changed, this, &WindowTitle::update);
    update();
}

void WindowTitle::update()
{
    TitleParts parts{m_profiles.name(), {}, m_controller.isProduction()};
    for (const WatchSession *session : m_controller.group().sessions()) {
        const SessionStatus &status = session->status();
        if (isUp(status.state) && !status.user.isEmpty()) {
            parts.users += status.user;
        }
    }
    m_window->setWindowTitle(titleText(parts));
}
