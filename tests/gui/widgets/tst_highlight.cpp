// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/highlight.h"
#include "gui/widgets/theme.h"
#include "support/testprogram.h"

#include <QTest>

/** Where in a text the parts are that a filter or a search has found. */
class TestHighlight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEachInAnyCase();
    void isBounded();
    void textIsReadableOnIt();
};

void TestHighlight::findsEachInAnyCase()
{
    QCOMPARE(highlightedRanges(QStringLiteral("Chat, chat"), {QStringLiteral("CHAT")}),
             (QList<TextRange>{{0, 4}, {6, 4}}));
    QCOMPARE(highlightedRanges(QStringLiteral("ab"), {QStringLiteral("b"), QStringLiteral("a")}),
             (QList<TextRange>{{1, 1}, {0, 1}}));
    QVERIFY(highlightedRanges(QStringLiteral("ab"), {}).isEmpty());
    QVERIFY(highlightedRanges(QStringLiteral("ab"), {QString()}).isEmpty());
}

void TestHighlight::isBounded()
{
    const QString text(100'000, u'x');
    QCOMPARE(highlightedRanges(text, {QStringLiteral("x"), QStringLiteral("X")}).size(), 100);
}

void TestHighlight::textIsReadableOnIt()
{
    for (const bool dark : {false, true}) {
        const QColor color = highlightColor(dark);
        QVERIFY(contrast(themePalette(dark).color(QPalette::Text), color) >= 4.5);
        for (const Tone tone : {Tone::Key, Tone::Text, Tone::Number}) {
            QVERIFY2(contrast(toneColor(tone, dark), color) >= 4.5,
                     qPrintable(toneColor(tone, dark).name()));
        }
    }
}

REALTIME_TEST(TestHighlight, QCoreApplication)
#include "tst_highlight.moc"
