// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profilebutton.h"

#include "gui/controller/profileswitch.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/localserver/localserver.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilestore.h"

#include <QMenu>
#include <QStyleOptionToolButton>

namespace {

/** The button is as wide as so many characters, whatever the name. */
constexpr int NameCharacters = 14;

} // namespace

ProfileButton::ProfileButton(QWidget *parent)
    : QToolButton(parent)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("profileMenu"));
    setMenu(menu);
    setPopupMode(QToolButton::InstantPopup);
    connect(menu, &QMenu::aboutToShow, this, &ProfileButton::fillMenu);
}

void ProfileButton::attach(ProfileSwitch &profiles, const Theme &theme)
{
    m_profiles = &profiles;
    m_theme = &theme;
    connect(&profiles, &ProfileSwitch::changed, this, &ProfileButton::refresh);
    connect(&theme, &Theme::changed, this, &ProfileButton::refresh);
    refresh();
}

/** Hides the arrow of the style, which is misplaced; the text ends with one. */
void ProfileButton::initStyleOption(QStyleOptionToolButton *option) const
{
    QToolButton::initStyleOption(option);
    option->features &= ~QStyleOptionToolButton::HasMenu;
}

void ProfileButton::refresh()
{
    const QString name = m_profiles->name();
    const auto &profile = m_profiles->profile();
    const int width = fontMetrics().averageCharWidth() * NameCharacters;
    const QString shown = fontMetrics().elidedText(name, Qt::ElideMiddle, width);
    setText((name.isEmpty() ? tr("Profile") : withoutMnemonics(shown)) + QStringLiteral(" \u25be"));
    setFixedWidth(width + iconSize().width() + fontMetrics().horizontalAdvance(u'\u25be') * 3);
    setIcon(profileIcon(profile ? profile->color : ProfileColor::None, m_theme->isDark()));
    setPlainToolTip(this,
                    name.isEmpty() ? tr("Choose where to connect")
                                   : tr("Profile %1: choose where to connect").arg(name));
    setAccessibleName(tr("Profile %1").arg(name));
}

/** Loads the profiles again, as other windows may have saved some. */
void ProfileButton::fillMenu()
{
    menu()->clear();
    const auto loaded = m_profiles->store().load();
    addBuiltIn();
    menu()->addSeparator();
    for (const Profile &profile : m_profiles->store().profiles()) {
        QAction *action = menu()->addAction(profileIcon(profile.color, m_theme->isDark()),
                                            withoutMnemonics(profile.name));
        action->setCheckable(true);
        action->setChecked(m_profiles->profile() && m_profiles->profile()->id == profile.id);
        connect(action, &QAction::triggered, m_profiles,
                [profiles = m_profiles, id = profile.id] { profiles->choose(id); });
    }
    if (!loaded) {
        QAction *broken = menu()->addAction(tr("Some profiles can't be read"));
        broken->setEnabled(false);
    }
    menu()->addSeparator();
    QAction *manage = menu()->addAction(tr("&Manage profiles…"));
    connect(manage, &QAction::triggered, this, &ProfileButton::manageRequested);
}

void ProfileButton::addBuiltIn()
{
    const QString current = m_profiles->profile() ? QString() : m_profiles->name();
    const auto add = [this, &current](const QString &name, void (ProfileSwitch::*choose)()) {
        QAction *action =
            menu()->addAction(profileIcon(ProfileColor::None, m_theme->isDark()), name);
        action->setCheckable(true);
        action->setChecked(current == name);
        connect(action, &QAction::triggered, m_profiles, choose);
        return action;
    };
    if (m_profiles->hasEnvironment()) {
        add(environmentProfileName(), &ProfileSwitch::chooseEnvironment);
    }
    QAction *local = add(localServerProfileName(), &ProfileSwitch::chooseLocalServer);
    local->setEnabled(whyNoLocalServer().isEmpty());
}
