// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPlainTextEdit>
#include <QTimer>

#include <functional>

class Theme;

/**
 * Plain text with the colours of JSON on the lines that show, whatever the length. Never
 * interprets markup.
 */
class JsonEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit JsonEdit(QWidget *parent = nullptr);

    /** Colours from now on; `theme` outlives this. */
    void setTheme(const Theme *theme);
    enum class Language { Json, PlainText };
    /** Text of any origin, line by line, control characters made visible. */
    void showBytes(QByteArrayView utf8, Language language = Language::Json);
    /** One part after the other, as `next` gives them, until it gives none: the window goes on
     * meanwhile. */
    void showParts(Language language, std::function<QByteArray()> next);
    bool isComplete() const { return !m_nextPart; }
    /** What is shown now stands for these bytes: a copy gives them, whatever had to be escaped. The
     * next text forgets it. */
    void setOriginal(const QByteArray &bytes) { m_original = bytes; }

protected:
    QMimeData *createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    qsizetype shownOffset(int position) const;
    void showNextPart();
    static void insertLongLine(QTextCursor &cursor, const QString &line);
    void wrapFor(qsizetype longestLine);
    void invalidateColors();
    void colorVisibleLines();
    QList<QTextLayout::FormatRange> colorsOf(const QString &line) const;

    const Theme *m_theme = nullptr;
    Language m_language = Language::Json;
    QByteArray m_original; ///< what the text stands for; null: nothing but itself
    int m_generation = 1;
    std::function<QByteArray()> m_nextPart;
    QTimer m_partTimer;
};
