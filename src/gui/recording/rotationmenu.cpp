// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/rotationmenu.h"

#include <QActionGroup>
#include <QSettings>

#include <algorithm>

namespace {

const auto RotateKey = QStringLiteral("recording/rotate");
const auto KeepKey = QStringLiteral("recording/keep");

} // namespace

RotationMenu::RotationMenu(QSettings &settings, QWidget *parent)
    : QMenu(tr("New file while re&cording"), parent)
    , m_settings(settings)
    , m_limits(new QActionGroup(this))
    , m_keeps(new QActionGroup(this))
{
    setObjectName(QStringLiteral("rotationMenu"));
    addLimit(tr("&Never: one file"), QString());
    addLimit(tr("Each 1&00 MB"), QStringLiteral("100M"));
    addLimit(tr("Each 1 &GB"), QStringLiteral("1G"));
    addLimit(tr("Each &hour"), QStringLiteral("1h"));
    addLimit(tr("Each &day"), QStringLiteral("1d"));
    addSeparator();
    addKeep(tr("Keep &all files"), 0);
    for (const int count : {10, 50, 200}) {
        addKeep(tr("Keep the newest %1").arg(count), count);
    }
    connect(m_limits, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_settings.setValue(RotateKey, action->data());
        refresh();
    });
    connect(m_keeps, &QActionGroup::triggered, this,
            [this](const QAction *action) { m_settings.setValue(KeepKey, action->data()); });
    connect(this, &QMenu::aboutToShow, this, &RotationMenu::refresh); // another window may set it
    refresh();
}

void RotationMenu::addLimit(const QString &text, const QString &limit)
{
    QAction *action = m_limits->addAction(text);
    action->setObjectName(QStringLiteral("rotateAction") + limit);
    action->setData(limit);
    action->setCheckable(true);
    addAction(action);
}

void RotationMenu::addKeep(const QString &text, int count)
{
    QAction *action = m_keeps->addAction(text);
    action->setObjectName(QStringLiteral("keepAction") + QString::number(count));
    action->setData(count);
    action->setCheckable(true);
    addAction(action);
}

Rotation RotationMenu::rotation() const
{
    const QString limit = m_settings.value(RotateKey).toString();
    Rotation rotation = parseRotation(limit.toStdString()).value_or(Rotation());
    rotation.keep = std::size_t(std::max(0, m_settings.value(KeepKey).toInt()));
    return rotation;
}

/** A value that somebody wrote into the settings has no item to check. */
void RotationMenu::refresh()
{
    const bool isOn = rotation().isOn();
    const QString limit = isOn ? m_settings.value(RotateKey).toString() : QString();
    const QList<QAction *> limits = m_limits->actions();
    for (QAction *action : limits) {
        action->setChecked(action->data().toString() == limit);
    }
    const QList<QAction *> keeps = m_keeps->actions();
    for (QAction *action : keeps) {
        action->setChecked(std::size_t(action->data().toInt()) == rotation().keep);
    }
    m_keeps->setEnabled(isOn);
}
