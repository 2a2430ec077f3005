// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/labeltext.h"

#include "text/visibletext.h"

#include <QApplication>
#include <QFontDatabase>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace {

/** Longer texts would fill the window and take long to lay out. */
constexpr qsizetype MaxLabelCharacters = 1000;
constexpr int LongestWord = 32;

/** Else the longest word sets the minimum width of the label and of the window. */
QString withBreaks(const QString &text)
{
    QString result;
    int length = 0;
    for (const QChar character : text) {
        length = character.isSpace() ? 0 : length + 1;
        if (length > LongestWord && !character.isLowSurrogate()) {
            result += QChar(0x200b); // a zero-width space; those of the text are escaped already
            length = 1;
        }
        result += character;
    }
    return result;
}

} // namespace

QString labelText(const QString &text)
{
    const QString visible = Text::visible(QStringView(text).left(MaxLabelCharacters));
    const qsizetype cut = std::max<qsizetype>(0, text.size() - MaxLabelCharacters);
    if (cut == 0) {
        return visible;
    }
    return QCoreApplication::translate("Units", "%1\u2026 (%2 more characters)")
        .arg(visible, groupedNumber(quint64(cut)));
}

void showPlain(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(labelText(text));
}

void showWrapped(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(withBreaks(labelText(text)));
}

QString plainToolTip(const QString &text)
{
    return QStringLiteral("<span>%1</span>").arg(withBreaks(labelText(text)).toHtmlEscaped());
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(text.isEmpty() ? QString() : plainToolTip(text));
}

QString withoutMnemonics(const QString &text)
{
    QString result = labelText(text);
    return result.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString groupedNumber(quint64 number)
{
    return QLocale().toString(number);
}

QString duration(double milliseconds)
{
    if (milliseconds < 1000) {
        return QCoreApplication::translate("Units", "%1 ms")
            .arg(milliseconds, 0, 'f', milliseconds < 10 ? 1 : 0);
    }
    return QCoreApplication::translate("Units", "%1 s").arg(milliseconds / 1000, 0, 'f', 1);
}

void colorLabel(QLabel *label, const QColor &color)
{
    QPalette colors = label->palette();
    colors.setColor(QPalette::WindowText, color);
    label->setPalette(colors);
    label->setForegroundRole(QPalette::WindowText);
}

void styleCaption(QLabel *label)
{
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    font.setWeight(QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.8);
    label->setFont(font);
    styleQuiet(label);
}

void styleQuiet(QWidget *widget)
{
    widget->setForegroundRole(QPalette::PlaceholderText);
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(font.pointSizeF() * 0.92); // looks as large as the other font
    return font;
}

QFont fixedFont(const QFont &font)
{
    QFont fixed = fixedFont();
    fixed.setPointSizeF(fixed.pointSizeF() * font.pointSizeF() / QApplication::font().pointSizeF());
    return fixed;
}
