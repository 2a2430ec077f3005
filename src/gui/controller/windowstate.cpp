// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/windowstate.h"

#include "gui/controller/profileswitch.h"

#include <QGuiApplication>

using namespace std::chrono_literals;

namespace {

/** Of the layout while no profile has been chosen. */
const auto NoProfileKey = QStringLiteral("no profile");

} // namespace

WindowState::WindowState(ProfileSwitch &profiles, QObject *parent)
    : QObject(parent)
    , m_profiles(profiles)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(1s);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        collect();
        m_profiles.kept().save();
    });
    connect(&profiles, &ProfileSwitch::changed, this, &WindowState::follow);
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, &WindowState::saveNow); // logout
}

void WindowState::keep(const Part &part)
{
    m_parts.push_back(part);
}

void WindowState::start()
{
    restore(m_profiles.kept().latest(), true);
    follow();
}

/** Not started again by further changes, so that it is never put off. */
void WindowState::touch()
{
    if (!m_pause.isActive()) {
        m_pause.start();
    }
}

void WindowState::saveNow()
{
    m_pause.stop();
    collect();
    m_profiles.kept().saveNow();
}

/** Another profile was chosen: the parts still show what the one before was left with. */
void WindowState::follow()
{
    const QString key = m_profiles.key();
    if (!m_profiles.isSettled() || key == m_key) {
        touch();
        return;
    }
    collect();
    m_key = key;
    restore(m_profiles.kept().find(key), false);
    touch();
}

void WindowState::collect()
{
    if (m_profiles.key() == m_key) {
        m_profiles.keepVisit();
    }
    const QString key = m_key.isEmpty() ? NoProfileKey : m_key;
    QJsonObject session = m_profiles.kept().find(key);
    for (const Part &part : m_parts) {
        if (!m_key.isEmpty() || part.kind == Part::Kind::Layout) {
            session.insert(part.name, part.save());
        }
    }
    m_profiles.kept().put(key, session);
}

void WindowState::restore(const QJsonObject &session, bool onlyLayout)
{
    for (const Part &part : m_parts) {
        const QJsonValue value = session.value(part.name);
        const bool isWanted = !onlyLayout || part.kind == Part::Kind::Layout;
        if (isWanted && !value.isUndefined()) {
            part.restore(value);
        }
    }
}
