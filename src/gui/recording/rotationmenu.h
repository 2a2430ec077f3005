// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/rotation.h"

#include <QMenu>

class QActionGroup;
class QSettings;

/** The choice of when a recording goes on in a new file and how many are kept, for the next
 * recording. Stored in the settings, which several windows share. Main thread. */
class RotationMenu : public QMenu
{
    Q_OBJECT

public:
    /** `settings` outlives this. */
    RotationMenu(QSettings &settings, QWidget *parent);

    /** As the settings have it; nothing is on where they are wrong. */
    Rotation rotation() const;

private:
    void addLimit(const QString &text, const QString &limit);
    void addKeep(const QString &text, int count);
    void refresh();

    QSettings &m_settings;
    QActionGroup *m_limits; ///< the data is as parseRotation() reads it
    QActionGroup *m_keeps; ///< the data is the number, 0 for all
};
