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
/** Shows untrusted text: plain, cut, with hidden characters made visible. */
void showPlain(QLabel *label, const QString &text);
/** The same for a label that wraps its text; long words can be broken. */
void showWrapped(QLabel *label, const QString &text);
/** `text` for a tool tip, escaped so that it is not taken for rich text. */
QString plainToolTip(const QString &text);
/** Sets a tool tip that is not taken for rich text. */
void setPlainToolTip(QWidget *widget, const QString &text);
/** For menus and buttons, where a single & would mark a mnemonic. */
QString withoutMnemonics(const QString &text);
/** 1234567 as "1,234,567" in the user's locale. */
QString groupedNumber(quint64 number);
/** "0.8 ms", "12 ms", "1.3 s". */
QString duration(double milliseconds);
/** Shows the text of `label` in `color`. */
void colorLabel(QLabel *label, const QColor &color);
/** The small heading of a pane. */
void styleCaption(QLabel *label);
/** Secondary text, in the colour of placeholders. */
void styleQuiet(QWidget *widget);
/** The system's fixed-width font. */
QFont fixedFont();
/** The same as large as `font`, which may be larger or smaller than the application's. */
QFont fixedFont(const QFont &font);
