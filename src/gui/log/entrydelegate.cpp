// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/entrydelegate.h"

#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/seriescolor.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/log/journalmodel.h"

#include <QApplication>
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

Tone toneOfEntry(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        return (entry.flags & (Recovered | Fetched)) != 0 ? Tone::Accent : Tone::Quiet;
    case EntryKind::Join:
    case EntryKind::Leave:
        return Tone::Accent;
    case EntryKind::Error:
    case EntryKind::Undecodable:
    case EntryKind::Loss:
        return Tone::Bad;
    case EntryKind::Gap:
    case EntryKind::Trim:
        return Tone::Busy;
    case EntryKind::PossibleGap:
        return Tone::Quiet;
    case EntryKind::NoGap:
        return Tone::Good;
    case EntryKind::Fetch:
        return entry.fetchState() == FetchState::Complete ? Tone::Good : Tone::Busy;
    case EntryKind::Connection:
        return toneOf(entry.sessionState());
    case EntryKind::Subscription:
        break;
    }
    if (entry.channelState() == ChannelState::Subscribed) {
        return Tone::Good;
    }
    // Being subscribed again, not refused.
    const bool isUnderWay =
        entry.channelState() == ChannelState::Subscribing && entry.publicCode() == 0;
    return entry.code() != 0 && !isUnderWay ? Tone::Bad : Tone::Quiet;
}

/** Whether what distinguishes its cells may stand at their ends. */
bool isName(int column)
{
    return column == JournalModel::Watcher || column == JournalModel::Channel;
}

/** Whether the column is in the fixed font, for comparing its cells. */
bool isFixedWidth(int column)
{
    return !isName(column) && column != JournalModel::Kind;
}

/** A narrow window hides the column of kinds; then the payload of recovered or fetched publications
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

} // namespace

EntryDelegate::EntryDelegate(const JournalModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

/** The font of the view changes with the size that the user chose. */
void EntryDelegate::follow(const QFont &font) const
{
    if (m_font != font) {
        m_font = font;
        m_fixed = fixedFont(font);
        m_advance = QFontMetrics(m_fixed).horizontalAdvance(u'0');
    }
}

QColor EntryDelegate::textColor(int column, const Entry &entry) const
{
    switch (column) {
    case JournalModel::Number:
    case JournalModel::Delta:
    case JournalModel::Offset:
    case JournalModel::Size:
        return m_theme.color(Tone::Quiet);
    case JournalModel::Kind:
        return m_theme.color(toneOfEntry(entry));
    case JournalModel::Payload:
        if (entry.kind != EntryKind::Publication) {
            return m_theme.color(toneOfEntry(entry));
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
    if (style.isMarked && column == JournalModel::Number) {
        painter->fillRect(option.rect.left(), option.rect.top(), StripeWidth, option.rect.height(),
                          m_theme.color(Tone::Busy));
    }
    if (style.isReference && column == JournalModel::Time) {
        painter->setPen(m_theme.color(Tone::Accent));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

QString EntryDelegate::fittingText(const QStyleOptionViewItem &option, const QModelIndex &index,
                                   const Entry &entry) const
{
    const int width = option.rect.width() - 2 * Padding;
    QString text = m_model.displayText(index, entry);
    if (isName(index.column())) {
        return option.fontMetrics.elidedText(text, Qt::ElideMiddle, width);
    }
    if (index.column() != JournalModel::Payload) {
        return text;
    }
    text.prepend(hiddenKindText(option, entry));
    const int fitting = width / m_advance;
    return text.size() > fitting ? text.left(std::max(0, fitting - 1)) + QChar(0x2026) : text;
}

/** Fetches the entry once for everything: it may have to be read from a file. */
void EntryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Entry entry = m_model.entryAt(index.row());
    follow(option.font);
    paintBackground(painter, option, index.column(), entry);
    if (entry.number == 0) {
        return; // trimmed, and the view is about to hear of it
    }
    painter->setPen(option.state.testFlag(QStyle::State_Selected)
                        ? option.palette.color(QPalette::HighlightedText)
                        : textColor(index.column(), entry));
    const QString text = fittingText(option, index, entry);
    const QRect area = option.rect.adjusted(Padding, 0, -Padding, 0);
    int x = area.left();
    if (index.data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight)) {
        x = area.right() + 1 - m_advance * int(text.size());
    }
    // Both fonts share a baseline.
    const QFontMetrics &metrics = option.fontMetrics;
    const int y = area.top() + (area.height() + metrics.ascent() - metrics.descent()) / 2;
    painter->setFont(isFixedWidth(index.column()) ? m_fixed : option.font);
    painter->save();
    painter->setClipRect(option.rect.adjusted(0, 0, -2, 0), Qt::IntersectClip);
    painter->drawText(x, y, text);
    painter->restore();
}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, option.fontMetrics.height() + 6};
}
