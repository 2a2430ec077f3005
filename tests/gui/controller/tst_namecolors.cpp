// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/namecolors.h"
#include "support/testprogram.h"

#include <QTest>

/** Which colour a name gets, and that it keeps it. */
class TestNameColors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameKeepsItsColor();
    void colorsRepeatInTheSameOrder();
    void beginsWhereItWasTold();
};

void TestNameColors::aNameKeepsItsColor()
{
    NameColors colors;
    QCOMPARE(colors.seriesOf(QStringLiteral("news")), 0);
    QCOMPARE(colors.seriesOf(QStringLiteral("chat")), 1);
    QCOMPARE(colors.seriesOf(QStringLiteral("news")), 0);
    QCOMPARE(colors.colorOf(QStringLiteral("chat"), true), seriesColor(1, true));
    QCOMPARE(colors.colorOf(QStringLiteral("chat"), false), seriesColor(1, false));
}

void TestNameColors::colorsRepeatInTheSameOrder()
{
    NameColors colors;
    for (int i = 0; i < 3 * SeriesCount; ++i) {
        QCOMPARE(colors.seriesOf(QString::number(i)), i % SeriesCount);
    }
    QCOMPARE(colors.seriesOf(QStringLiteral("0")), 0);
}

void TestNameColors::beginsWhereItWasTold()
{
    NameColors colors(SeriesCount - 1);
    QCOMPARE(colors.seriesOf(QStringLiteral("alice")), SeriesCount - 1);
    QCOMPARE(colors.seriesOf(QStringLiteral("bob")), 0);
}

REALTIME_TEST(TestNameColors, QCoreApplication)
#include "tst_namecolors.moc"
