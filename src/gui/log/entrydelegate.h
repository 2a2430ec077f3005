// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/rowstyle.h"

#include <QStyledItemDelegate>

#include <functional>

class JournalModel;
class Theme;
struct Entry;

/**
 * Paints the cells of the log. All rows have the same height and no text is measured, which costs
 * less than half of QStyledItemDelegate.
 */
class EntryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    EntryDelegate(const JournalModel &model, const Theme &theme, QObject *parent);

    /** How rows are painted besides their text. */
    void setStyleProvider(std::function<RowStyle(const Entry &)> styleOf)
    {
        m_styleOf = std::move(styleOf);
    }
    /** Call when the styles of entries have changed. */
    void invalidateStyle() { m_styledEntry = 0; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

Q_SIGNALS:
    /** A click on the words that the row is a publish of this window: its round trip. */
    void publishRequested(quint64 id);

private:
    QColor textColor(int column, const Entry &entry) const;
    /** With an ellipsis where it does not fit. */
    QString fittingText(int width, const QFontMetrics &metrics, int column,
                        const QString &text) const;
    void follow(const QFont &font) const;
    void paintGlyph(QPainter *painter, const QStyleOptionViewItem &option,
                    const Entry &entry) const;
    void paintPayload(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index, const Entry &entry) const;
    void paintText(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   const Entry &entry) const;
    void paintCell(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    void paintDay(QPainter *painter, const QRect &area, const QStyleOptionViewItem &option,
                  int row) const;
    void paintJson(QPainter *painter, QPointF place, const QString &text, qsizetype begin) const;
    const RowStyle &styleFor(const Entry &entry) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option, int column,
                         const Entry &entry) const;

    const JournalModel &m_model;
    const Theme &m_theme;
    std::function<RowStyle(const Entry &)> m_styleOf;
    mutable quint64 m_styledEntry = 0; ///< the entry that m_style belongs to
    mutable RowStyle m_style;
    mutable QFont m_font; ///< of the view, when the others were made
    mutable QFont m_fixed;
    mutable double m_advance; ///< width of a character in the fixed font
};
