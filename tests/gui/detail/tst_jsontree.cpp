// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/logstate.h"
#include "gui/detail/jsontree.h"
#include "gui/detail/jsontreemodel.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/journal/journal.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QMenu>
#include <QTest>

namespace {

/** "name=value" of the rows below `parent`. */
QStringList rows(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList words;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        words += model.index(row, 0, parent).data().toString() + u'='
            + model.index(row, 1, parent).data().toString();
    }
    return words;
}

void fetchAll(JsonTreeModel &model, const QModelIndex &parent = {})
{
    model.fetchMore(parent);
    QTRY_VERIFY(!model.isBusy());
}

} // namespace

/** A payload as a tree over its exact bytes. */
class TestJsonTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsWritten();
    void showsWhatIsNoObject_data();
    void showsWhatIsNoObject();
    void aValueWithoutANameHasAllTheWidth_data();
    void aValueWithoutANameHasAllTheWidth();
    void stringsAreHarmless();
    void namesAndPathsAreExact();
    void staysAModel();
    void aHugePayloadIsReadInSlices();
    void manyChildrenComeOnRequest();
    void anyDepthCanBeOpened();
    void remembersWhatWasClosed();
    void filtersTheLog();
    void copiesValueAndPath();
};

void TestJsonTree::showsWhatIsWritten()
{
    JsonTreeModel model;
    model.setBytes(" {\"b\":1.0,\"a\":1e400,\"b\":[],\"c\":{\"x\":null, \"y\":[1,2]}}", true);
    QCOMPARE(rows(model),
             (QStringList{QStringLiteral("b=1.0"), QStringLiteral("a=1e400"),
                          QStringLiteral("b=[]"), QStringLiteral("c={\"x\":null, \"y\":[1,2]}")}));
    QVERIFY(!model.hasChildren(model.index(2, 0)));
    const QModelIndex c = model.index(3, 0);
    QVERIFY(model.hasChildren(c));
    fetchAll(model, c);
    QCOMPARE(rows(model, c), (QStringList{QStringLiteral("x=null"), QStringLiteral("y=[1,2]")}));
    QCOMPARE(model.index(3, 1).data().toString(), QStringLiteral("(2) {\"x\":null, \"y\":[1,2]}"));
    const QModelIndex y = model.index(1, 0, c);
    fetchAll(model, y);
    QCOMPARE(rows(model, y), (QStringList{QStringLiteral("[0]=1"), QStringLiteral("[1]=2")}));
}

void TestJsonTree::showsWhatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<QString>("row");
    QTest::newRow("a number") << QByteArray(" 42 ") << true << QStringLiteral("=42");
    QTest::newRow("a string") << QByteArray("\"x\\ty\"") << true
                              << QStringLiteral("=\"x\\u0009y\"");
    QTest::newRow("no JSON") << QByteArray("{oh\n") << false << QStringLiteral("={oh\\u000a");
}

void TestJsonTree::showsWhatIsNoObject()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isJson);
    QFETCH(const QString, row);
    JsonTreeModel model;
    model.setBytes(bytes, isJson);
    QCOMPARE(rows(model), QStringList(row));
    QVERIFY(model.pathOf(model.index(0, 0)).empty());
}

void TestJsonTree::aValueWithoutANameHasAllTheWidth_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<bool>("isBare");
    QTest::newRow("a number") << QByteArray("42") << true << true;
    QTest::newRow("words") << QByteArray("45 since you last watched.") << false << true;
    QTest::newRow("one member") << QByteArray("{\"a\":1}") << true << false;
    QTest::newRow("one element") << QByteArray("[1]") << true << false;
}

void TestJsonTree::aValueWithoutANameHasAllTheWidth()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isJson);
    QFETCH(const bool, isBare);
    JsonTree tree;
    tree.resize(400, 200);
    tree.show();
    tree.showBytes("{\"name\":1}", true);
    tree.showBytes(bytes, isJson);
    const QRect value = tree.visualRect(tree.model()->index(0, JsonTreeModel::Value));
    QCOMPARE(value.left() < 50, isBare);
}

void TestJsonTree::stringsAreHarmless()
{
    JsonTreeModel model;
    const QByteArray json =
        "{\"k\\u202ex\":\"a\\u0000\\n<b>\\u200b\",\"long\":\"" + QByteArray(5000, 'y') + "\"}";
    model.setBytes(json, true);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("k\\u202ex"));
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("\"a\\u0000\\u000a<b>\\u200b\""));
    const QString longText = model.index(1, 1).data().toString();
    QVERIFY(longText.size() < 1100);
    QVERIFY(longText.endsWith(QStringLiteral("\u2026\"")));
}

void TestJsonTree::namesAndPathsAreExact()
{
    JsonTreeModel model;
    model.setBytes("{\"odd key\":[{\"a\":\"\\u00e4\"}]}", true);
    const QModelIndex list = model.index(0, 0);
    fetchAll(model, list);
    const QModelIndex element = model.index(0, 0, list);
    fetchAll(model, element);
    const QModelIndex leaf = model.index(0, 0, element);
    const JsonPath path = model.pathOf(leaf);
    QCOMPARE(path.size(), std::size_t(3));
    QCOMPARE(path[0].key, std::string("odd key"));
    QCOMPARE(path[1].kind, JsonStep::Kind::Element);
    QCOMPARE(path[2].key, std::string("a"));
    QCOMPARE(model.valueBytes(leaf), QByteArray("\"\\u00e4\""));
    QCOMPARE(model.valueText(leaf), QString(QChar(0xe4)));
}

void TestJsonTree::staysAModel()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QByteArray json = "[";
    for (int i = 0; i < 3000; ++i) {
        json += "{\"a\":[1,2]},";
    }
    model.setBytes(json + "1]", true);
    QTRY_VERIFY(!model.isBusy());
    fetchAll(model, model.index(5, 0));
    model.showMore(model.index(1000, 0));
    QTRY_COMPARE(model.rowCount(), 3001);
    model.setBytes("{}", true);
    QCOMPARE(model.rowCount(), 0);
}

void TestJsonTree::aHugePayloadIsReadInSlices()
{
    QByteArray json = "{\"big\":{\"text\":\"" + QByteArray(10'000'000, 'x') + "\"},\"after\":1}";
    JsonTreeModel model;
    QElapsedTimer timer;
    timer.start();
    model.setBytes(json, true);
    const qint64 took = timer.elapsed();
    QVERIFY2(took < 100, QByteArray::number(took));
    QCOMPARE(model.rowCount(), 0); // not yet seen to its end
    QVERIFY(model.isBusy());
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("1"));
}

void TestJsonTree::manyChildrenComeOnRequest()
{
    QByteArray json = "[0";
    for (int i = 1; i < 50'000; ++i) {
        json += ',' + QByteArray::number(i);
    }
    JsonTreeModel model;
    model.setBytes(json + ']', true);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.rowCount(), 1001);
    QCOMPARE(model.kindOf(model.index(1000, 0)), JsonTreeModel::Kind::More);
    model.showMore(model.index(1000, 0));
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.rowCount(), 11'001);
    QCOMPARE(model.index(10'999, 1).data().toString(), QStringLiteral("10999"));
}

void TestJsonTree::anyDepthCanBeOpened()
{
    JsonTree tree;
    tree.showBytes(QByteArray(100'000, '[') + QByteArray(100'000, ']'), true);
    JsonTreeModel &model = *tree.treeModel();
    QTRY_VERIFY(!model.isBusy());
    QModelIndex index = model.index(0, 0);
    for (int depth = 0; depth < 200; ++depth) {
        fetchAll(model, index);
        index = model.index(0, 0, index);
        QVERIFY(index.isValid());
    }
    QVERIFY(model.pathOf(index).size() > 200);
}

void TestJsonTree::remembersWhatWasClosed()
{
    JsonTree tree;
    tree.showBytes("{\"a\":{\"x\":1},\"b\":{\"y\":1}}", true);
    const QAbstractItemModel *model = tree.model();
    QVERIFY(tree.isExpanded(model->index(0, 0)));
    QVERIFY(tree.isExpanded(model->index(1, 0)));
    tree.collapse(model->index(0, 0));
    tree.showBytes("{\"a\":{\"x\":2},\"b\":{\"y\":2}}", true);
    QVERIFY(!tree.isExpanded(model->index(0, 0)));
    QVERIFY(tree.isExpanded(model->index(1, 0)));
    tree.expand(model->index(0, 0));
    tree.showBytes("{\"a\":{\"x\":3},\"b\":{\"y\":2}}", true);
    QVERIFY(tree.isExpanded(model->index(0, 0)));
}

void TestJsonTree::filtersTheLog()
{
    Journal journal;
    LogState log(journal);
    log.setFilterText(QStringLiteral("channel:news"));
    JsonTree tree;
    tree.setLog(&log);
    tree.showBytes("{\"price\":1.50}", true);
    tree.setCurrentIndex(tree.model()->index(0, 0));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&tree, &event);
    auto *menu = tree.findChild<QMenu *>(QStringLiteral("nodeMenu"));
    QVERIFY(menu);
    QVERIFY(menu->actions().size() >= 6);
    menu->actions().at(2)->trigger(); // and this
    QVERIFY2(log.filterText().startsWith(QLatin1String("channel:news")),
             qPrintable(log.filterText()));
    QVERIFY2(log.filterText().contains(QLatin1String("data.price")), qPrintable(log.filterText()));
    QVERIFY(!log.filterFault());
}

void TestJsonTree::copiesValueAndPath()
{
    JsonTree tree;
    tree.showBytes("{\"a\":[\"x\\ny\"]}", true);
    tree.setCurrentIndex(tree.model()->index(0, 0, tree.model()->index(0, 0)));
    QTest::keySequence(&tree, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("x\ny"));
}

REALTIME_TEST(TestJsonTree, QApplication)
#include "tst_jsontree.moc"
