// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

class QColor;
class QFont;
class QLabel;
class QWidget;

/**
 * Untrusted text prepared for a label: hidden characters are made visible, and long text is cut
 * with a note of how much is missing.
 */
QString labelText(const QString &text);
/** Shows text from anywhere as it is: no markup, control characters made visible, bounded. */
void showPlain(QLabel *label, const QString &text);
/** The same for a label of several lines: also a word without end can be broken. */
void showWrapped(QLabel *label, const QString &text);
/** `text` as a tool tip that is never taken for markup. */
QString plainToolTip(const QString &text);
/** A tool tip that is never taken for markup. */
void setPlainToolTip(QWidget *widget, const QString &text);
/** For menus and buttons, where a single & would mark a shortcut. */
QString withoutMnemonics(const QString &text);
/** 1234567 as "1,234,567" in the user's locale. */
QString groupedNumber(quint64 number);
/** "0.8 ms", "12 ms", "1.3 s". */
QString duration(double milliseconds);
/** Shows the words of `label` in `color`, whatever lies behind it. */
void colorLabel(QLabel *label, const QColor &color);
/** The small heading of a pane. */
void styleCaption(QLabel *label);
/** Secondary words: in the quiet colour, whatever the theme. */
void styleQuiet(QWidget *widget);
/** The machine's font of fixed width. */
QFont fixedFont();
