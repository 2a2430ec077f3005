// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/colorchip.h"
#include "gui/widgets/seriescolor.h"
#include "gui/widgets/theme.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

/** The colours of channels and watchers can be seen on whatever they lie on. */
class TestSeriesColor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsOut_data();
    void standsOut();
    void noTwoAreAlike();
    void aSelectionDoesNotHideAChip();
};

namespace {

/** What WCAG 2 (AA) asks of graphics. */
constexpr double GraphicContrast = 3;

} // namespace

void TestSeriesColor::standsOut_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("series");
    for (int series = 0; series < SeriesCount; ++series) {
        QTest::addRow("%d, light", series) << false << series;
        QTest::addRow("%d, dark", series) << true << series;
    }
}

/** Also on the selection of a list without the focus, which has the colour of outlines. */
void TestSeriesColor::standsOut()
{
    QFETCH(const bool, isDark);
    QFETCH(const int, series);
    const QPalette palette = themePalette(isDark);
    const QColor color = seriesColor(series, isDark);
    for (const QColor &background :
         {palette.color(QPalette::Base), palette.color(QPalette::AlternateBase),
          palette.color(QPalette::Window), toneColor(Tone::Surface, isDark),
          toneColor(Tone::Outline, isDark)}) {
        QVERIFY2(contrast(color, background) >= GraphicContrast,
                 qPrintable(QStringLiteral("%1 on %2: %3")
                                .arg(color.name(), background.name())
                                .arg(contrast(color, background))));
    }
    QVERIFY(contrast(otherSeriesColor(isDark), palette.color(QPalette::Base)) >= GraphicContrast);
}

void TestSeriesColor::noTwoAreAlike()
{
    for (const bool isDark : {false, true}) {
        for (int series = 0; series < SeriesCount; ++series) {
            QVERIFY(seriesColor(series, isDark) != otherSeriesColor(isDark));
            for (int other = 0; other < series; ++other) {
                QVERIFY(seriesColor(series, isDark) != seriesColor(other, isDark));
            }
        }
    }
}

/** Its colour may be that of the selection; the outline can be seen on both. */
void TestSeriesColor::aSelectionDoesNotHideAChip()
{
    const QPalette palette = themePalette(false);
    const QColor selection = palette.color(QPalette::Highlight);
    const QColor outline = palette.color(QPalette::HighlightedText);
    QVERIFY(contrast(outline, selection) >= GraphicContrast);
    QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(selection);
    {
        QPainter painter(&image);
        paintChip(painter, image.rect(), selection, outline);
    }
    const int middle = chipSize(QFontMetrics(QApplication::font())) / 2;
    QCOMPARE(image.pixelColor(0, 20), outline);
    QCOMPARE(image.pixelColor(middle, 20), selection);
}

REALTIME_TEST(TestSeriesColor, QApplication)
#include "tst_seriescolor.moc"
