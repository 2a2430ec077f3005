// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"

#include <QColor>
#include <QObject>
#include <QPalette>

class QSettings;

/** The appearance chosen by the user. */
enum class Appearance { System, Light, Dark };

/** The meaning of a colour, which has a value for light and one for dark backgrounds. */
enum class Tone {
    Good, ///< live, proven
    Busy, ///< connecting, waiting
    Bad, ///< refused, rejected, lost
    Quiet, ///< offline, secondary text
    Accent, ///< join, links, selection marks
    Key, ///< names in JSON
    Text, ///< strings in JSON
    Number, ///< numbers, true, false and null in JSON
    Outline, ///< thin lines between panes (not for text)
    Surface ///< a raised strip behind text
};

/** The colour of `tone` for a dark or light background. */
QColor toneColor(Tone tone, bool dark);
/** The colours of Fusion, light or dark. */
QPalette themePalette(bool dark);
/** The relative contrast of two opaque colours, 1 to 21 (WCAG 2). */
double contrast(const QColor &first, const QColor &second);

/**
 * The appearance of the application: sets its style and palette. One per program. Main thread.
 */
class Theme : public QObject
{
    Q_OBJECT

public:
    /** Stores the choice in `settings`, which outlives this. */
    explicit Theme(QSettings &settings, QObject *parent = nullptr);

    Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    bool isDark() const { return m_dark; }
    QColor color(Tone tone) const { return toneColor(tone, m_dark); }

Q_SIGNALS:
    void changed();

private:
    void apply();

    QSettings &m_settings;
    const bool m_systemIsDark;
    Appearance m_appearance = Appearance::System;
    bool m_dark = false;
};

/** The tone of a state. */
Tone toneOf(SessionState state);
