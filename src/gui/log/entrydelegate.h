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
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor textColor(int column, const Entry &entry) const;
    /** As it fits: with an ellipsis, and for the payload with the kind where that is hidden. */
    QString fittingText(const QStyleOptionViewItem &option, const QModelIndex &index,
                        const Entry &entry) const;
    void follow(const QFont &font) const;
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
    mutable int m_advance = 1; ///< width of a character in the fixed font
};
