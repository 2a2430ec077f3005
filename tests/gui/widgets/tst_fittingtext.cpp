// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/fittingtext.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QScrollBar>
#include <QTest>
#include <QVBoxLayout>

/** Text to read that is as high as its lines. */
class TestFittingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAsHighAsItsLines_data();
    void isAsHighAsItsLines();
    void growsWhereItIsNarrow();
    void cutsNoLineThrough_data();
    void cutsNoLineThrough();
    void showsHiddenCharacters();
    void keepsASelectionOfTheSameText();
};

namespace {

/** In a layout that gives each what it needs. */
struct Column
{
    Column()
    {
        layout.addWidget(&text);
        layout.addStretch(1);
        widget.resize(600, 400);
        widget.show();
    }

    int shownLines() const { return text.height() / text.fontMetrics().lineSpacing(); }

    QWidget widget;
    QVBoxLayout layout{&widget};
    FittingText text;
};

} // namespace

void TestFittingText::isAsHighAsItsLines_data()
{
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("shown");
    QTest::newRow("one") << 1 << 1;
    QTest::newRow("three") << 3 << 3;
    QTest::newRow("the most") << 7 << 7;
    QTest::newRow("more scroll") << 20 << 7;
}

void TestFittingText::isAsHighAsItsLines()
{
    QFETCH(const int, lines);
    QFETCH(const int, shown);
    Column column;
    column.text.setLines(QStringList(lines, QStringLiteral("one line")));
    QTRY_COMPARE(column.shownLines(), shown);
    QCOMPARE(column.text.verticalScrollBar()->maximum() > 0, lines > shown);
}

void TestFittingText::growsWhereItIsNarrow()
{
    Column column;
    column.text.setLines({QStringLiteral("some words ").repeated(12)});
    QTRY_VERIFY(column.shownLines() > 1);
    const int before = column.shownLines();
    column.widget.resize(300, 400);
    QTRY_VERIFY(column.shownLines() > before);
    QCOMPARE(column.text.verticalScrollBar()->maximum(), 0);
}

void TestFittingText::cutsNoLineThrough_data()
{
    QTest::addColumn<int>("height");
    QTest::newRow("four lines and a bit") << 4 * 100 + 30;
    QTest::newRow("nearly three") << 3 * 100 - 10;
}

void TestFittingText::cutsNoLineThrough()
{
    QFETCH(const int, height); // in hundredths of a line
    FittingText text;
    const int spacing = text.fontMetrics().lineSpacing();
    text.resize(400, spacing * height / 100);
    text.show();
    text.setLines(QStringList(20, QStringLiteral("one line")));
    QTRY_COMPARE(text.viewport()->height() % spacing, 0);
    QVERIFY(text.viewport()->height() > 0);
}

void TestFittingText::showsHiddenCharacters()
{
    FittingText text;
    text.setLines({QStringLiteral("a\u202eb"), QStringLiteral("<b>x</b>")});
    QCOMPARE(text.toPlainText(), QStringLiteral("a\\u202eb\n<b>x</b>"));
}

void TestFittingText::keepsASelectionOfTheSameText()
{
    FittingText text;
    text.setLines({QStringLiteral("one"), QStringLiteral("two")});
    text.selectAll();
    text.setLines({QStringLiteral("one"), QStringLiteral("two")});
    QVERIFY(text.textCursor().hasSelection());
    text.setLines({QStringLiteral("three")});
    QVERIFY(!text.textCursor().hasSelection());
}

REALTIME_TEST(TestFittingText, QApplication)
#include "tst_fittingtext.moc"
