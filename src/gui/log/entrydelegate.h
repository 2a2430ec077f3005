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
 * Paints the cells of the log itself: every row has the same height and nothing is measured per
 * row, which costs less than half of what a styled item costs.
 */
class EntryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    EntryDelegate(const JournalModel &model, const Theme &theme, QObject *parent);

    /** What a row looks like besides its words. */
    void setStyleProvider(std::function<RowStyle(const Entry &)> styleOf)
    {
        m_styleOf = std::move(styleOf);
    }
    /** To be called whenever the looks of entries have changed. */
    void invalidateStyle() { m_styledEntry = 0; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor textColor(const QModelIndex &index) const;
    const RowStyle &styleFor(const Entry &entry) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;

    const JournalModel &m_model;
    const Theme &m_theme;
    std::function<RowStyle(const Entry &)> m_styleOf;
    mutable quint64 m_styledEntry = 0; ///< the entry whose look is known: its cells come in a row
    mutable RowStyle m_style;
    const QFont m_fixed;
    const int m_advance; ///< of every character in the fixed font
};
