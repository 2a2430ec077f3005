// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/profileswitch.h"
#include "gui/controller/sharedstate.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/displayzonesetting.h"
#include "gui/widgets/theme.h"
#include "gui/window/mainwindow.h"
#include "monitor/log/columnchoice.h"
#include "monitor/log/filterhistory.h"
#include "monitor/log/rulelist.h"
#include "monitor/platform/iothread.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"
#include "support/serverconnection.h"
#include "support/testserver.h"

#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

/** The widget of that name inside another; there has to be one. */
template <typename Widget> Widget *findIn(const QWidget &parent, const char *name)
{
    auto *widget = parent.findChild<Widget *>(QString::fromLatin1(name));
    if (widget == nullptr) {
        qFatal("there is no %s", name);
    }
    return widget;
}

/** A server that is not there, so that nothing is ever sent. */
ConnectionSettings deadConnection();
/** The same as a profile, with the channel `news` and the users alice and bob. */
Profile deadProfile(const char *name);

/** A whole window with settings of its own; acted upon through its widgets, by object name. */
class WindowFixture
{
public:
    /** `folder` holds settings and profiles; without it they are in one of the fixture's own. */
    explicit WindowFixture(const JournalLimits &limits = {}, const QString &folder = {});

    template <typename Widget> Widget *find(const char *name)
    {
        return findIn<Widget>(m_window, name);
    }
    QString labelText(const char *name);
    /** The state of the newest publish, as its row says it; empty where there is none. */
    QString runState();
    /** The cells of a column, top down. */
    QStringList column(int column);
    /** Types `text` and Enter into a field. */
    void enter(const char *field, const QString &text);
    void trigger(const char *action);
    bool isLive() const { return controller().status().state == SessionState::Live; }
    /** Connected, and every channel has its answer. */
    bool isConnected() const
    {
        return isLive() || controller().status().state == SessionState::Partial;
    }
    bool isSubscribed(const QString &channel) const;

    WindowController &controller() { return m_controller; }
    const WindowController &controller() const { return m_controller; }
    MainWindow &window() { return m_window; }
    QSettings &settings() { return m_settings; }
    Theme &theme() { return m_theme; }
    SharedState shared()
    {
        return {m_theme, m_settings, m_rules, m_filterHistory, m_displayZone, m_columns};
    }
    ProfileSwitch &profiles() { return m_profiles; }
    void save(const Profile &profile);

private:
    QTemporaryDir m_temporary;
    const QDir m_folder;
    QSettings m_settings;
    Theme m_theme;
    RuleList m_rules;
    FilterHistory m_filterHistory;
    DisplayZoneSetting m_displayZone;
    ColumnChoice m_columns;
    IoThread m_io;
    WindowController m_controller;
    ProfileStore m_store;
    SecretKeeper m_secrets;
    ProfileSwitch m_profiles;
    MainWindow m_window;
};
