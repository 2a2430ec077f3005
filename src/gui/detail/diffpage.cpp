// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/diffpage.h"

#include "ui_diffpage.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/background.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/recording/entrywalk.h"
#include "text/visibletext.h"

#include <QTextBlock>

namespace {

/** How far back the previous publication is searched; more could read a whole file. */
constexpr std::size_t SearchedBack = 20'000;
constexpr std::size_t SearchedAtOnce = 512;
constexpr qsizetype ComparedAtOnce = qsizetype(64) * 1024;

QString signOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Removed:
        return QStringLiteral("\u2212 ");
    case DiffLine::Kind::Added:
        return QStringLiteral("+ ");
    case DiffLine::Kind::Place:
        return {};
    case DiffLine::Kind::Same:
        break;
    }
    return QStringLiteral("  ");
}

/** Transparent enough for the text above it. */
QColor faint(QColor color, bool isStrong)
{
    color.setAlpha(isStrong ? 90 : 32);
    return color;
}

PayloadDiff compareShown(const ShownPayload &before, const ShownPayload &after)
{
    const auto view = [](const QByteArray &bytes) {
        return std::string_view(bytes.constData(), std::size_t(bytes.size()));
    };
    return comparePayloads(view(before.bytes), view(after.bytes), before.isJson && after.isJson);
}

bool isPublicationOf(const Entry &entry, const std::string &channel)
{
    return entry.kind == EntryKind::Publication && entry.channel == channel;
}

/** 0 for none. Any thread. */
quint64 newestPublicationOf(const std::string &channel, const EntrySnapshot &entries,
                            const NumberRange &range)
{
    quint64 found = 0;
    WalkProgress progress;
    walkRange(entries, range, progress, [&](const Entry &entry) {
        found = isPublicationOf(entry, channel) ? entry.number : found;
        return true;
    });
    return found;
}

} // namespace

DiffPage::DiffPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DiffPage>())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->diffLabel);
    new FocusRing(m_ui->diffView);
    setFocusProxy(m_ui->diffView);
    m_ui->diffView->setFont(fixedFont());
    m_ui->diffView->document()->setDocumentMargin(10);
    connect(m_ui->otherBox, &QComboBox::activated, this, &DiffPage::compare);
}

DiffPage::~DiffPage() = default;

void DiffPage::attach(LogState &log, const Theme &theme)
{
    m_log = &log;
    m_theme = &theme;
    connect(&log.marks(), &MarkList::changed, this, &DiffPage::fillChoices);
    connect(&theme, &Theme::changed, this, &DiffPage::colorLines);
    fillChoices();
}

void DiffPage::fillChoices()
{
    const QVariant chosen = m_ui->otherBox->currentData();
    m_ui->otherBox->clear();
    m_ui->otherBox->addItem(tr("The previous one in its channel"), quint64(0));
    const QMap<quint64, QString> &notes = m_log->marks().notes();
    for (auto mark = notes.cbegin(); mark != notes.cend(); ++mark) {
        const QString name = u'#' + groupedNumber(mark.key());
        m_ui->otherBox->addItem(mark.value().isEmpty() ? tr("Marked %1").arg(name)
                                                       : name + u' ' + labelText(mark.value()),
                                mark.key());
    }
    if (m_given != 0 && !notes.contains(m_given)) {
        m_ui->otherBox->addItem(tr("Selected #%1").arg(groupedNumber(m_given)), m_given);
    }
    const int index = m_ui->otherBox->findData(chosen);
    m_ui->otherBox->setCurrentIndex(std::max(0, index));
    if (index < 0) {
        compare();
    }
}

void DiffPage::compareTo(quint64 other)
{
    m_given = other;
    fillChoices();
    m_ui->otherBox->setCurrentIndex(m_ui->otherBox->findData(other));
    compare();
}

void DiffPage::showEntry(quint64 number, const ShownPayload &after)
{
    if (number == m_number && after.isJson == m_after.isJson) {
        return;
    }
    m_number = number;
    m_after = after;
    compare();
}

bool DiffPage::hasEntry(quint64 number) const
{
    const EntryLog &source = m_log->source();
    return number >= source.firstNumber() && number < source.firstNumber() + source.size();
}

void DiffPage::compare()
{
    ++m_comparison;
    if (!hasEntry(m_number)) {
        showText(m_number == 0 ? QString() : tr("This entry is not in the log any more."));
    } else if (const quint64 chosen = m_ui->otherBox->currentData().toULongLong(); chosen != 0) {
        compareWith(chosen);
    } else {
        compareWithTheOneBefore();
    }
}

/** Searches the nearest entries at once, and more in the background. */
void DiffPage::compareWithTheOneBefore()
{
    EntryLog &source = m_log->source();
    const auto index = std::size_t(m_number - source.firstNumber());
    const std::string channel(source.at(index).channel);
    for (std::size_t back = 1; back <= std::min(index, SearchedAtOnce); ++back) {
        const Entry entry = source.at(index - back);
        if (isPublicationOf(entry, channel)) {
            compareWith(entry.number);
            return;
        }
    }
    if (index <= SearchedAtOnce) {
        showText(tr("There is no publication of this channel before it."));
        return;
    }
    showText(tr("Searching for the previous one…"));
    const NumberRange range{m_number - std::min(index, SearchedBack), m_number - SearchedAtOnce};
    inBackground<quint64>(
        this,
        [entries = source.snapshot(), channel, range] {
            return newestPublicationOf(channel, *entries, range);
        },
        [this, comparison = m_comparison](quint64 other) {
            if (comparison == m_comparison) {
                showFound(other);
            }
        });
}

void DiffPage::showFound(quint64 other)
{
    if (other != 0) {
        compareWith(other);
    } else if (m_number - m_log->source().firstNumber() <= SearchedBack) {
        showText(tr("There is no publication of this channel before it."));
    } else {
        showText(tr("There is no publication of this channel among the %1 entries before it.")
                     .arg(groupedNumber(SearchedBack)));
    }
}

void DiffPage::compareWith(quint64 other)
{
    const EntryLog &source = m_log->source();
    if (!hasEntry(m_number) || !hasEntry(other)) {
        showText(tr("This entry is not in the log any more."));
        return;
    }
    const ShownPayload before = shownPayload(source.at(std::size_t(other - source.firstNumber())));
    if (before.bytes.size() + m_after.bytes.size() <= ComparedAtOnce) {
        showDiff(other, compareShown(before, m_after));
        return;
    }
    showText(tr("Comparing…"));
    inBackground<PayloadDiff>(
        this, [before, after = m_after] { return compareShown(before, after); },
        [this, other, comparison = m_comparison](const PayloadDiff &diff) {
            if (comparison == m_comparison) {
                showDiff(other, diff);
            }
        });
}

void DiffPage::showDiff(quint64 other, const PayloadDiff &diff)
{
    const QString name = u'#' + groupedNumber(other);
    QString summary = diff.hasSameBytes ? tr("The same as %1, byte by byte.").arg(name)
        : diff.lines.empty()
        ? tr("The same as %1, except for white space or the order of keys.").arg(name)
        : diff.isStructured
        ? tr("From %1: %2 changed, %3 added, %4 removed.")
              .arg(name, groupedNumber(diff.changed), groupedNumber(diff.added),
                   groupedNumber(diff.removed))
        : tr("From %1, by lines: %2 added, %3 removed.")
              .arg(name, groupedNumber(diff.added), groupedNumber(diff.removed));
    if (diff.isCut) {
        summary += u' ' + tr("There are more; these are the first.");
    }
    showText(summary);
    m_diff = diff;
    QString text;
    for (const DiffLine &line : diff.lines) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + signOf(line.kind)
            + Text::visible(line.text);
    }
    m_ui->diffView->setPlainText(text);
    colorLines();
}

void DiffPage::showText(const QString &text)
{
    m_diff = {};
    m_ui->diffView->clear();
    showWrapped(m_ui->diffLabel, text);
}

/** The signs tell the lines apart; the colours only help to find them. */
void DiffPage::colorLines()
{
    QList<QTextEdit::ExtraSelection> selections;
    QTextBlock block = m_ui->diffView->document()->firstBlock();
    for (const DiffLine &line : m_diff.lines) {
        const bool isAdded = line.kind == DiffLine::Kind::Added;
        const QColor color = m_theme->color(isAdded ? Tone::Good : Tone::Bad);
        QTextEdit::ExtraSelection whole;
        whole.cursor = QTextCursor(block);
        if (line.kind == DiffLine::Kind::Place) {
            whole.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            whole.format.setForeground(m_theme->color(Tone::Key));
            selections += whole;
        } else if (line.kind != DiffLine::Kind::Same) {
            whole.format.setProperty(QTextFormat::FullWidthSelection, true);
            whole.format.setBackground(faint(color, false));
            selections += whole;
        }
        if (line.changeEnd > line.changeBegin) {
            const std::string_view text = line.text;
            const auto begin = 2 + Text::visible(text.substr(0, line.changeBegin)).size();
            const auto end = 2 + Text::visible(text.substr(0, line.changeEnd)).size();
            QTextEdit::ExtraSelection part;
            part.cursor = QTextCursor(block);
            part.cursor.setPosition(block.position() + int(begin));
            part.cursor.setPosition(block.position()
                                        + int(std::min<qsizetype>(end, block.length() - 1)),
                                    QTextCursor::KeepAnchor);
            part.format.setBackground(faint(color, true));
            part.format.setFontWeight(QFont::Bold);
            selections += part;
        }
        block = block.next();
    }
    m_ui->diffView->setExtraSelections(selections);
}
