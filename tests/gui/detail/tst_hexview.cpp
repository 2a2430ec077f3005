// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/hexmodel.h"
#include "gui/detail/hexview.h"
#include "gui/widgets/labeltext.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>

/** Bytes in lines of sixteen, or what fits. */
class TestHexView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsOffsetBytesAndText();
    void anySizeIsShownAtOnce();
    void copiesLines();
    void saysWhatItDidNotCopy();
    void fitsIntoANarrowPane();
    void offsetsHaveAsManyDigitsAsTheyNeed();
    void goesToAnOffset();
};

void TestHexView::showsOffsetBytesAndText()
{
    HexModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setBytes(QByteArray("{\"a\":1}\n\x00\xff hello", 16));
    QCOMPARE(model.rowCount(), 1);
    model.setBytes(QByteArray("{\"a\":1}\n\x00\xff hello!", 17));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.lineText(0),
             QStringLiteral("00000000  7b 22 61 22 3a 31 7d 0a  00 ff 20 68 65 6c 6c 6f  "
                            "{\"a\":1}... hello"));
    QCOMPARE(model.lineText(1).simplified(), QStringLiteral("00000010 21 !"));
    QCOMPARE(model.index(1, HexModel::Bytes).data().toString().size(),
             model.index(0, HexModel::Bytes).data().toString().size());
}

void TestHexView::anySizeIsShownAtOnce()
{
    HexView view;
    view.resize(1000, 400);
    view.show();
    QElapsedTimer timer;
    timer.start();
    view.showBytes(QByteArray(10'000'000, 'x'));
    view.scrollToBottom();
    view.grab();
    QVERIFY2(timer.elapsed() < 500, QByteArray::number(timer.elapsed()));
    QCOMPARE(view.model()->rowCount(), 625'000);
}

void TestHexView::copiesLines()
{
    HexView view;
    view.resize(1000, 400);
    view.show();
    view.showBytes("0123456789abcdefXYZ");
    view.selectAll();
    QTest::keySequence(&view, QKeySequence::Copy);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).endsWith(QLatin1String("0123456789abcdef")));
    QVERIFY(lines.at(1).endsWith(QLatin1String("XYZ")));
}

void TestHexView::saysWhatItDidNotCopy()
{
    HexView view;
    view.showBytes(QByteArray(2'000'000, 'x')); // 125,000 lines
    view.selectAll();
    QTest::keySequence(&view, QKeySequence::Copy);
    const QStringList lines = QApplication::clipboard()->text().trimmed().split(u'\n');
    QCOMPARE(lines.size(), 65'536 + 1);
    QCOMPARE(lines.last(),
             QStringLiteral("Not copied: 59464 more lines. At most 65536 are copied at once."));
}

void TestHexView::fitsIntoANarrowPane()
{
    const int character = QFontMetrics(fixedFont()).horizontalAdvance(u'0');
    HexView view;
    view.resize(character * 90, 200);
    view.show();
    view.showBytes(QByteArray(16'000, 'x'));
    const auto *bar = view.horizontalScrollBar();
    QCOMPARE(view.model()->rowCount(), 1000);
    QCOMPARE(bar->maximum(), 0);
    QTRY_VERIFY(view.verticalScrollBar()->maximum() > 500);
    view.scrollTo(view.model()->index(500, 0), QAbstractItemView::PositionAtTop);
    QCOMPARE(view.rowAt(0), 500);
    view.resize(character * 60, 200);
    QCOMPARE(view.model()->rowCount(), 2000);
    QCOMPARE(bar->maximum(), 0);
    QCOMPARE(view.rowAt(0), 1000); // what was on top
    QCOMPARE(view.model()->index(1, HexModel::Offset).data().toString(), QStringLiteral("0008"));
    view.resize(character * 40, 200);
    QCOMPARE(view.model()->rowCount(), 2000); // as wide as a narrow pane of details
    QCOMPARE(bar->maximum(), 0);
    view.resize(character * 30, 200);
    QCOMPARE(view.model()->rowCount(), 4000);
    QCOMPARE(bar->maximum(), 0);
    view.resize(character * 10, 200);
    QCOMPARE(view.model()->rowCount(), 4000); // less can't be read any more
    view.resize(character * 90, 200);
    QCOMPARE(view.model()->rowCount(), 1000);
}

void TestHexView::offsetsHaveAsManyDigitsAsTheyNeed()
{
    HexModel model;
    QCOMPARE(model.offsetDigits(), 4);
    model.setBytes(QByteArray(0xFFFF, 'x'));
    QCOMPARE(model.offsetDigits(), 4);
    model.setBytes(QByteArray(0x10001, 'x'));
    QCOMPARE(model.offsetDigits(), 5);
    QCOMPARE(model.index(model.rowCount() - 1, HexModel::Offset).data().toString(),
             QStringLiteral("10000"));
}

void TestHexView::goesToAnOffset()
{
    HexView view;
    view.resize(1000, 200);
    view.show();
    view.showBytes(QByteArray(16'000, 'x'));
    view.showOffset(8003);
    QCOMPARE(view.currentIndex().row(), 500);
    QVERIFY(view.viewport()->rect().contains(view.visualRect(view.currentIndex())));
}

REALTIME_TEST(TestHexView, QApplication)
#include "tst_hexview.moc"
