// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/labeltext.h"

#include "monitor/visibletext.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QLabel>
#include <QLocale>

void showPlain(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(visibleText(text));
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    const QString escaped = visibleText(text).toHtmlEscaped();
    widget->setToolTip(text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(escaped));
}

QString withoutMnemonics(const QString &text)
{
    QString result = visibleText(text);
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
    font.setPointSizeF(font.pointSizeF() * 0.92); // as large as the other letters look
    return font;
}
