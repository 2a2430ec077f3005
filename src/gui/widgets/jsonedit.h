// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPlainTextEdit>
#include <QTimer>

#include <functional>

class Theme;

/**
 * Plain text with syntax colours of JSON. Only visible lines are coloured, so that any length is
 * fine.
 */
class JsonEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit JsonEdit(QWidget *parent = nullptr);

    /** Needed for colours; `theme` outlives this. */
    void setTheme(const Theme *theme);
    enum class Language { Json, PlainText };
    /** Shows untrusted text; hidden characters are made visible, except line breaks. */
    void showBytes(QByteArrayView utf8, Language language = Language::Json);
    /** Shows the parts that `next` returns, until one is empty, without blocking the window. */
    void showParts(Language language, std::function<QByteArray()> next);
    /** Selects characters and scrolls to them. */
    void showRange(qsizetype position, qsizetype length);
    /** Marks what is equal to one of `texts`, in any case. */
    void setHighlights(const QStringList &texts);
    bool isComplete() const { return !m_nextPart; }
    /** The bytes behind the shown text, which copies contain in place of escapes; until another
     * text is shown. */
    void setOriginal(const QByteArray &bytes) { m_original = bytes; }

protected:
    /** Without colours a change costs nothing but its layout. */
    void setColored(bool colored);
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
    void addHighlights(QList<QTextLayout::FormatRange> &ranges, const QString &line) const;

    const Theme *m_theme = nullptr;
    Language m_language = Language::Json;
    QStringList m_highlights;
    QByteArray m_original; ///< null: copies contain the text itself
    int m_generation = 1;
    bool m_isColored = true;
    std::function<QByteArray()> m_nextPart;
    QTimer m_partTimer;
};
