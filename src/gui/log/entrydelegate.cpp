// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/entrydelegate.h"

#include "gui/log/daydividers.h"
#include "gui/log/jsonruns.h"
#include "gui/log/kindglyph.h"
#include "gui/widgets/colorchip.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/seriescolor.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/log/journalmodel.h"
#include "text/jsonfold.h"

#include <QApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace {

constexpr int Padding = 6;
constexpr int StripeWidth = 4;
/** Alpha values that leave the text readable. */
constexpr int RuleTint = 56;
constexpr int FoundTint = 64;

bool isSystem(EntryKind kind)
{
    return kind == EntryKind::Connection || kind == EntryKind::Subscription;
}

/** Whether what distinguishes its cells may stand at their ends. */
bool isName(int column)
{
    return column == JournalModel::Watcher || column == JournalModel::Channel;
}

/** Whether the column is in the fixed font, for comparing its cells. */
bool isFixedWidth(int column)
{
    return !isName(column) && column != JournalModel::User && column != JournalModel::Client;
}

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

/** Whether the cell is the leftmost one of its row. */
bool isLeftmost(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    return view != nullptr && option.rect.left() + view->horizontalHeader()->offset() == 0;
}

bool hasJson(const Entry &entry)
{
    return entry.kind == EntryKind::Publication && (entry.flags & NotKept) == 0
        && Text::looksLikeJson(entry.payload);
}

/** The user may hide the column of kinds; then the payload of recovered or fetched publications
 * begins with the kind. */
QString hiddenKindText(const QStyleOptionViewItem &option, const Entry &entry)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    const bool isKindShown = view == nullptr || !view->isColumnHidden(JournalModel::Kind);
    const bool isPushed = (entry.flags & (Recovered | Backlog | Fetched)) == 0;
    return isKindShown || isPushed || entry.kind != EntryKind::Publication
        ? QString()
        : kindText(entry) + QStringLiteral(" · ");
}

/** Both fonts share it. */
int baseline(const QRect &area, const QFontMetrics &metrics)
{
    return area.top() + (area.height() + metrics.ascent() - metrics.descent()) / 2;
}

int rowHeight(const QFontMetrics &metrics)
{
    return metrics.height() + 6;
}

/** A row with which a day begins is higher. */
bool hasDivider(const QStyleOptionViewItem &option)
{
    return option.rect.height() >= 2 * rowHeight(option.fontMetrics);
}

QStyleOptionViewItem belowDivider(const QStyleOptionViewItem &option)
{
    QStyleOptionViewItem cell = option;
    cell.rect.setTop(option.rect.bottom() + 1 - rowHeight(option.fontMetrics));
    return cell;
}

/** Where a cell of the payload says that the message is ours. */
QRect ownArea(const QStyleOptionViewItem &option, const QString &own)
{
    const int width = option.fontMetrics.horizontalAdvance(own) + 2 * Padding;
    return {option.rect.right() + 1 - width, option.rect.top(), width - Padding,
            option.rect.height()};
}

QString noteText(const QFontMetrics &metrics, const QString &note, int width)
{
    return metrics.elidedText(QStringLiteral("\u270e ") + labelText(note), Qt::ElideRight, width);
}

} // namespace

EntryDelegate::EntryDelegate(const JournalModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
    , m_fixed(fixedFont(m_font))
    , m_advance(QFontMetricsF(m_fixed).horizontalAdvance(u'0'))
{
}

/** The font of the view changes with the size that the user chose. */
void EntryDelegate::follow(const QFont &font) const
{
    if (m_font != font) {
        m_font = font;
        m_fixed = fixedFont(font);
        m_advance = QFontMetricsF(m_fixed).horizontalAdvance(u'0');
    }
}

QColor EntryDelegate::textColor(int column, const Entry &entry) const
{
    switch (column) {
    case JournalModel::Number:
    case JournalModel::Delta:
    case JournalModel::Offset:
    case JournalModel::Size:
    case JournalModel::Date:
    case JournalModel::Latency:
        return m_theme.color(Tone::Quiet);
    case JournalModel::Kind:
        return m_theme.color(kindTone(entry));
    case JournalModel::Payload:
        if (entry.kind != EntryKind::Publication) {
            return m_theme.color(kindTone(entry));
        }
        break;
    default:
        if (isSystem(entry.kind)) {
            return m_theme.color(Tone::Quiet);
        }
    }
    return QApplication::palette().color(QPalette::Text);
}

/** Matches the colour rules once for all cells of a row. */
const RowStyle &EntryDelegate::styleFor(const Entry &entry) const
{
    if (m_styledEntry == 0 || m_styledEntry != entry.number) {
        m_style = m_styleOf ? m_styleOf(entry) : RowStyle();
        m_styledEntry = entry.number;
    }
    return m_style;
}

void EntryDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option,
                                    int column, const Entry &entry) const
{
    const RowStyle &style = styleFor(entry);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    } else if (isSystem(entry.kind)) {
        painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
    }
    const auto tint = [&](QColor color, int alpha) {
        color.setAlpha(alpha);
        painter->fillRect(option.rect, color);
    };
    if (style.color != ProfileColor::None) {
        tint(profileTone(style.color, m_theme.isDark()), RuleTint);
    }
    if (style.isFound) {
        tint(m_theme.color(Tone::Accent), FoundTint);
    }
    if (style.watcherSeries >= 0 && column == JournalModel::Watcher) {
        constexpr int BarWidth = 2; // clear of the name
        painter->fillRect(
            QRect(option.rect.left(), option.rect.top() + 3, BarWidth, option.rect.height() - 6),
            seriesColor(style.watcherSeries, m_theme.isDark()));
    }
    if (style.isMarked && isLeftmost(option)) {
        painter->fillRect(option.rect.left(), option.rect.top(), StripeWidth, option.rect.height(),
                          m_theme.color(Tone::Busy));
    }
    if (style.isReference && column == JournalModel::Time) {
        painter->setPen(m_theme.color(Tone::Accent));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

QString EntryDelegate::fittingText(int width, const QFontMetrics &metrics, int column,
                                   const QString &text) const
{
    if (!isFixedWidth(column)) {
        return metrics.elidedText(text, Qt::ElideMiddle, width);
    }
    const bool isFree = column == JournalModel::Payload || column == JournalModel::Tags
        || column >= JournalModel::ColumnCount;
    const auto fitting = qsizetype(width / m_advance);
    return isFree && text.size() > fitting
        ? text.left(std::max<qsizetype>(0, fitting - 1)) + QChar(0x2026)
        : text;
}

/** In the middle of the cell, whose tool tip says it in words. */
void EntryDelegate::paintGlyph(QPainter *painter, const QStyleOptionViewItem &option,
                               const Entry &entry) const
{
    painter->setFont(m_fixed);
    painter->drawText(option.rect, Qt::AlignCenter, kindGlyph(entry));
}

/** Values stand out from names and brackets. `begin` is where the JSON begins. */
void EntryDelegate::paintJson(QPainter *painter, QPointF place, const QString &text,
                              qsizetype begin) const
{
    const QPen plain = painter->pen();
    if (begin > 0) {
        painter->drawText(place, text.left(begin));
    }
    const QFontMetricsF metrics(m_fixed);
    double x = place.x() + metrics.horizontalAdvance(text.left(begin));
    for (const JsonRun &run : jsonRuns(text, begin)) {
        const QString part = text.mid(run.begin, run.size);
        painter->setPen(run.part == JsonRun::Part::Frame        ? QPen(m_theme.color(Tone::Quiet))
                            : run.part == JsonRun::Part::Number ? QPen(m_theme.color(Tone::Number))
                                                                : plain);
        painter->drawText(QPointF(x, place.y()), part);
        x += metrics.horizontalAdvance(part);
    }
}

/** The note of a mark in front of it, and behind it that the message is ours. */
void EntryDelegate::paintPayload(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index, const Entry &entry) const
{
    const RowStyle &style = styleFor(entry);
    const QPen plain = painter->pen();
    const auto penFor = [&](Tone tone) {
        return isSelected(option) ? plain : QPen(m_theme.color(tone));
    };
    QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    painter->setFont(option.font);
    if (!style.own.isEmpty()) {
        const QRect own = ownArea(option, style.own);
        painter->setPen(penFor(style.isOwnProven ? Tone::Good : Tone::Quiet));
        painter->drawText(own, int(Qt::AlignRight | Qt::AlignVCenter), style.own);
        area.setRight(own.left() - Padding);
    }
    if (!style.note.isEmpty()) {
        const QString note = noteText(option.fontMetrics, style.note, area.width() / 2);
        painter->setPen(penFor(Tone::Busy));
        painter->drawText(area, int(Qt::AlignLeft | Qt::AlignVCenter), note);
        area.setLeft(area.left() + option.fontMetrics.horizontalAdvance(note) + 2 * Padding);
    }
    painter->setPen(plain);
    painter->setFont(m_fixed);
    const QString prefix = hiddenKindText(option, entry);
    const QString text = fittingText(area.width(), option.fontMetrics, JournalModel::Payload,
                                     prefix + m_model.displayText(index, entry));
    const QPointF place(area.left(), baseline(option.rect, option.fontMetrics));
    if (!isSelected(option) && hasJson(entry)) {
        paintJson(painter, place, text, prefix.size());
    } else {
        painter->drawText(place, text);
    }
}

void EntryDelegate::paintText(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index, const Entry &entry) const
{
    const int column = index.column();
    QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    const int series = styleFor(entry).channelSeries;
    if (column == JournalModel::Channel && series >= 0) {
        paintChip(*painter, area, seriesColor(series, m_theme.isDark()),
                  isSelected(option) ? painter->pen().color() : QColor());
        area.setLeft(area.left() + chipSize(option.fontMetrics) + Padding);
    }
    const QString text =
        fittingText(area.width(), option.fontMetrics, column, m_model.displayText(index, entry));
    double x = area.left();
    if (index.data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight)) {
        x = area.right() + 1 - m_advance * double(text.size());
    }
    painter->setFont(isFixedWidth(column) ? m_fixed : option.font);
    painter->drawText(QPointF(x, baseline(option.rect, option.fontMetrics)), text);
}

/** A line with the day, above the first row of it: each cell paints its part of the whole. */
void EntryDelegate::paintDay(QPainter *painter, const QRect &area,
                             const QStyleOptionViewItem &option, int row) const
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    const int left = view != nullptr ? -view->horizontalHeader()->offset() : 0;
    const QString day = newDayText(m_model, row);
    const int textEnd = left + 2 * Padding + option.fontMetrics.horizontalAdvance(day);
    painter->setClipRect(area, Qt::IntersectClip);
    painter->setFont(option.font);
    painter->setPen(m_theme.color(Tone::Quiet));
    painter->drawText(left + Padding, baseline(area, option.fontMetrics), day);
    painter->setPen(m_theme.color(Tone::Outline));
    painter->drawLine(std::max(area.left(), textEnd), area.center().y(), area.right(),
                      area.center().y());
}

void EntryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    if (!hasDivider(option)) {
        paintCell(painter, option, index);
        return;
    }
    const QStyleOptionViewItem cell = belowDivider(option);
    painter->save();
    paintDay(painter, option.rect.adjusted(0, 0, 0, -cell.rect.height()), cell, index.row());
    painter->restore();
    paintCell(painter, cell, index);
}

/** Fetches the entry once for everything: it may have to be read from a file. */
void EntryDelegate::paintCell(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Entry entry = m_model.entryAt(index.row());
    follow(option.font);
    const int column = index.column();
    paintBackground(painter, option, column, entry);
    if (entry.number == 0) {
        return; // trimmed, and the view is about to hear of it
    }
    painter->save();
    painter->setClipRect(option.rect.adjusted(0, 0, -2, 0), Qt::IntersectClip);
    painter->setPen(isSelected(option) ? option.palette.color(QPalette::HighlightedText)
                                       : textColor(column, entry));
    if (column == JournalModel::Kind) {
        paintGlyph(painter, option, entry);
    } else if (column == JournalModel::Payload) {
        paintPayload(painter, option, index, entry);
    } else {
        paintText(painter, option, index, entry);
    }
    painter->restore();
}

bool EntryDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease && index.column() == JournalModel::Payload) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const RowStyle &style = styleFor(m_model.entryAt(index.row()));
        if (style.ownPublish != 0 && mouse->button() == Qt::LeftButton
            && ownArea(hasDivider(option) ? belowDivider(option) : option, style.own)
                   .contains(mouse->position().toPoint())) {
            Q_EMIT publishRequested(style.ownPublish);
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, rowHeight(option.fontMetrics)};
}
