// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/logstate.h"
#include "gui/detail/jsontree.h"
#include "gui/detail/jsontreemodel.h"
#include "gui/widgets/theme.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/journal/journal.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
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
    void opensJsonInsideAString_data();
    void opensJsonInsideAString();
    void aStringWithoutJsonStaysClosed_data();
    void aStringWithoutJsonStaysClosed();
    void offersNoPathInsideAString();
    void goesToAnOffset_data();
    void goesToAnOffset();
    void goesToAnOffsetFarAway();
    void marksWhatIsLookedFor();
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

void TestJsonTree::opensJsonInsideAString_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QStringList>("inside");
    QTest::newRow("an object") << QByteArray(R"({"s":"{\"a\":1,\"b\":\"x\"}"})")
                               << QStringList{QStringLiteral("a=1"), QStringLiteral("b=\"x\"")};
    QTest::newRow("an array") << QByteArray(R"({"s":" [1,\"two\"]"})")
                              << QStringList{QStringLiteral("[0]=1"),
                                             QStringLiteral("[1]=\"two\"")};
    QTest::newRow("with escaped characters") << QByteArray(R"({"s":"{\"k\u00e4\":\"\\u00fc\"}"})")
                                             << QStringList{QStringLiteral("kä=\"ü\"")};
}

void TestJsonTree::opensJsonInsideAString()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QStringList, inside);
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBytes(payload, true);
    const QModelIndex string = model.index(0, 0);
    QCOMPARE(model.kindOf(string), JsonTreeModel::Kind::String);
    QVERIFY(model.hasChildren(string));
    fetchAll(model, string);
    QCOMPARE(rows(model, string), inside);
    // What is copied of it is still the string.
    QVERIFY(payload.contains(model.valueBytes(string)));
    QVERIFY(!model.isInsideString(string));
    QVERIFY(model.isInsideString(model.index(0, 0, string)));
}

void TestJsonTree::aStringWithoutJsonStaysClosed_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("a word") << QByteArray(R"({"s":"hello"})");
    QTest::newRow("a number") << QByteArray(R"({"s":"12"})");
    QTest::newRow("not quite JSON") << QByteArray(R"({"s":"{\"a\":}"})");
    QTest::newRow("empty") << QByteArray(R"({"s":""})");
    QTest::newRow("too long") << QByteArray(R"({"s":"[)" + QByteArray("1,").repeated(200'000)
                                            + "1]\"}");
}

void TestJsonTree::aStringWithoutJsonStaysClosed()
{
    QFETCH(const QByteArray, payload);
    JsonTreeModel model;
    model.setBytes(payload, true);
    fetchAll(model);
    QVERIFY(model.index(0, 0).isValid());
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    QVERIFY(!model.canFetchMore(model.index(0, 0)));
}

/** The filter can't look into a string. */
void TestJsonTree::offersNoPathInsideAString()
{
    Journal journal;
    LogState log(journal);
    JsonTree tree;
    tree.setLog(&log);
    tree.resize(400, 300);
    tree.show();
    tree.showBytes(R"({"s":"{\"a\":1}"})", true);
    const auto *model = tree.treeModel();
    const QModelIndex string = model->index(0, 0);
    QVERIFY(tree.isExpanded(string));
    const auto texts = [&tree](const QModelIndex &index) {
        tree.setCurrentIndex(index);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(tree.viewport(), &event);
        auto *menu = tree.findChild<QMenu *>(QStringLiteral("nodeMenu"));
        QStringList offered;
        for (const QAction *action : menu->actions()) {
            offered += action->text();
        }
        delete menu;
        return offered;
    };
    QVERIFY(texts(string).contains(QStringLiteral("Copy &path")));
    const QStringList inside = texts(model->index(0, 0, string));
    QVERIFY(!inside.contains(QStringLiteral("Copy &path")));
    QVERIFY(inside.contains(QStringLiteral("Copy &value")));
}

void TestJsonTree::goesToAnOffset_data()
{
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QString>("cell");
    QTest::newRow("a value") << QByteArray("two") << "b=\"two\"";
    QTest::newRow("a name") << QByteArray("deep") << "deep={\"x\":3}";
    QTest::newRow("in a closed branch") << QByteArray("3") << "x=3";
    QTest::newRow("in JSON inside a string") << QByteArray("inner") << "s=\"{\"inner\":4}\"";
}

void TestJsonTree::goesToAnOffset()
{
    QFETCH(const QByteArray, wanted);
    QFETCH(const QString, cell);
    const QByteArray payload = R"({"a":1,"b":"two","c":{"deep":{"x":3}},"s":"{\"inner\":4}"})";
    JsonTree tree;
    tree.resize(400, 300);
    tree.show();
    tree.showBytes(payload, true);
    tree.collapseAll();
    tree.showOffset(std::size_t(payload.indexOf(wanted)));
    const QModelIndex current = tree.currentIndex();
    QCOMPARE(current.siblingAtColumn(0).data().toString() + u'='
                 + current.siblingAtColumn(1).data().toString().section(u' ', -1),
             cell);
    QVERIFY(!tree.visualRect(current).isEmpty());
}

void TestJsonTree::goesToAnOffsetFarAway()
{
    QByteArray payload = "[";
    for (int i = 0; i < 15'000; ++i) {
        payload += QByteArray::number(i) + ',';
    }
    payload += "\"end\"]";
    JsonTree tree;
    tree.resize(400, 300);
    tree.show();
    tree.showBytes(payload, true);
    tree.showOffset(std::size_t(payload.indexOf("end")));
    QCOMPARE(tree.currentIndex().siblingAtColumn(1).data().toString(), QStringLiteral("\"end\""));
}

void TestJsonTree::marksWhatIsLookedFor()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    const Theme theme(settings);
    JsonTreeModel model;
    model.setTheme(&theme);
    model.setBytes(R"({"symbol":"EURUSD","price":3})", true);
    const auto isMarked = [&model](int row, int column) {
        return model.index(row, column).data(Qt::BackgroundRole).isValid();
    };
    QVERIFY(!isMarked(0, 1));
    model.setHighlights({QStringLiteral("eur"), QStringLiteral("PRI")});
    QVERIFY(isMarked(0, 1));
    QVERIFY(!isMarked(0, 0));
    QVERIFY(isMarked(1, 0));
    QVERIFY(!isMarked(1, 1));
}

REALTIME_TEST(TestJsonTree, QApplication)
#include "tst_jsontree.moc"
