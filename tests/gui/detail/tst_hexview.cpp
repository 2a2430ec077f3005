// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/hexmodel.h"
#include "gui/detail/hexview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QTest>

/** Bytes in lines of sixteen. */
class TestHexView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsOffsetBytesAndText();
    void anySizeIsShownAtOnce();
    void copiesLines();
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
    view.resize(600, 400);
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
    view.showBytes("0123456789abcdefXYZ");
    view.selectAll();
    QTest::keySequence(&view, QKeySequence::Copy);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).endsWith(QLatin1String("0123456789abcdef")));
    QVERIFY(lines.at(1).endsWith(QLatin1String("XYZ")));
}

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
