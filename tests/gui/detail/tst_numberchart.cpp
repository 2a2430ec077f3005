// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/detailpane.h"
#include "gui/detail/jsontree.h"
#include "gui/detail/numberchart.h"
#include "gui/log/logfixture.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

namespace {

const JsonPath Price{{JsonStep::Kind::Member, "price", 0}};

Arrival priced(const std::string &price, const std::string &channel = "news")
{
    Arrival arrival = publication("{\"price\":" + price + "}");
    arrival.channel = channel;
    return arrival;
}

struct ChartFixture : LogFixture
{
    Theme theme{settings};
    NumberChart view;

    ChartFixture()
    {
        view.resize(400, 150);
        view.attach(log, theme);
    }
};

} // namespace

/** The chart of a number of the payload: its values, and the way back to their messages. */
class TestNumberChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheNumber_data();
    void findsTheNumber();
    void showsTheValuesOfTheChannel();
    void followsTheLog();
    void keepsTheNewest();
    void startsOverWhenTheLogIsCleared();
    void aClickGoesToTheMessage();
    void canBeUsedByKey();
    void equalValuesAreALine();
    void isOpenedFromTheTree();
};

void TestNumberChart::findsTheNumber_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("a number") << QByteArray(R"({"a":[0,{"b c":1.5}]})") << true;
    QTest::newRow("with spaces") << QByteArray(R"( { "a" : [ 0 , { "b c" : 1.5 } ] } )") << true;
    QTest::newRow("an escaped key") << QByteArray(R"({"a":[0,{"b\u0020c":1.5}]})") << true;
    QTest::newRow("a string") << QByteArray(R"({"a":[0,{"b c":"1.5"}]})") << false;
    QTest::newRow("not there") << QByteArray(R"({"a":[0]})") << false;
    QTest::newRow("an object in place of the array") << QByteArray(R"({"a":{"1":1}})") << false;
    QTest::newRow("no JSON") << QByteArray("hello") << false;
    QTest::newRow("too large a number") << QByteArray(R"({"a":[0,{"b c":1e999}]})") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestNumberChart::findsTheNumber()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const bool, isFound);
    const NumberField field{"news",
                            {{JsonStep::Kind::Member, "a", 0},
                             {JsonStep::Kind::Element, {}, 1},
                             {JsonStep::Kind::Member, "b c", 0}}};
    Entry entry;
    entry.kind = EntryKind::Publication;
    entry.channel = "news";
    entry.payload = {payload.constData(), std::size_t(payload.size())};
    QCOMPARE(numberIn(entry, field), isFound ? std::optional(1.5) : std::nullopt);
    entry.channel = "other";
    QCOMPARE(numberIn(entry, field), std::nullopt);
}

void TestNumberChart::showsTheValuesOfTheChannel()
{
    ChartFixture fixture;
    QVERIFY(fixture.view.isHidden());
    fixture.append({priced("1"), priced("9", "other"), priced("\"no number\""), priced("3.25")});
    fixture.view.chart({"news", Price});
    QVERIFY(!fixture.view.isHidden());
    QTRY_COMPARE(fixture.view.text(), QStringLiteral("data.price in news: 3.25 (#4)"));
    QCOMPARE(fixture.view.accessibleDescription(), fixture.view.text());
    QTest::keyClick(&fixture.view, Qt::Key_Home);
    QCOMPARE(fixture.view.text(), QStringLiteral("data.price in news: 1 (#1)"));
    // The larger value is higher.
    QVERIFY(fixture.view.placeOf(1).y() < fixture.view.placeOf(0).y());
    QVERIFY(fixture.view.placeOf(1).x() > fixture.view.placeOf(0).x());
}

void TestNumberChart::followsTheLog()
{
    ChartFixture fixture;
    fixture.view.chart({"news", Price});
    QCOMPARE(fixture.view.text(), QStringLiteral("data.price in news: no number yet"));
    fixture.append({priced("5")});
    QTRY_COMPARE(fixture.view.text(), QStringLiteral("data.price in news: 5 (#1)"));
    fixture.append({priced("6")});
    QTRY_COMPARE(fixture.view.text(), QStringLiteral("data.price in news: 6 (#2)"));
}

void TestNumberChart::keepsTheNewest()
{
    LogFixture fixture;
    std::vector<Arrival> many(NumberSeries::MostPoints + 50, priced("1"));
    fixture.append(many);
    const NumberSeries series(fixture.log, {"news", Price});
    QTRY_COMPARE(series.points().size(), NumberSeries::MostPoints);
    QCOMPARE(series.points().back().entry, quint64(many.size()));
    fixture.append({priced("2")});
    QTRY_COMPARE(series.points().back().value, 2.0);
    QCOMPARE(series.points().size(), NumberSeries::MostPoints);
    QCOMPARE(series.points().front().entry, quint64(52));
}

void TestNumberChart::startsOverWhenTheLogIsCleared()
{
    ChartFixture fixture;
    fixture.append({priced("5")});
    fixture.view.chart({"news", Price});
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String(": 5")));
    fixture.journal.clear();
    fixture.log.cleared();
    QCOMPARE(fixture.view.text(), QStringLiteral("data.price in news: no number yet"));
    fixture.append({priced("7")});
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String(": 7")));
}

void TestNumberChart::aClickGoesToTheMessage()
{
    ChartFixture fixture;
    fixture.append({priced("1"), priced("2"), priced("3")});
    fixture.view.chart({"news", Price});
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("#3")));
    const QSignalSpy requests(&fixture.view, &NumberChart::entryRequested);
    QTest::mouseClick(&fixture.view, Qt::LeftButton, {}, fixture.view.placeOf(1).toPoint());
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().first().toULongLong(), quint64(2));
    QTest::mouseClick(&fixture.view, Qt::RightButton, {}, fixture.view.placeOf(1).toPoint());
    QCOMPARE(requests.size(), 1);
}

void TestNumberChart::canBeUsedByKey()
{
    ChartFixture fixture;
    fixture.append({priced("1"), priced("2"), priced("3")});
    fixture.view.chart({"news", Price});
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("#3")));
    const QSignalSpy requests(&fixture.view, &NumberChart::entryRequested);
    QTest::keyClick(&fixture.view, Qt::Key_Left);
    QVERIFY(fixture.view.text().contains(QLatin1String("#2")));
    QTest::keyClick(&fixture.view, Qt::Key_Return);
    QCOMPARE(requests.first().first().toULongLong(), quint64(2));
    QTest::keyClick(&fixture.view, Qt::Key_Right);
    QVERIFY(fixture.view.text().contains(QLatin1String("#3")));
    QTest::keyClick(&fixture.view, Qt::Key_Escape);
    QVERIFY(fixture.view.isHidden());
    fixture.view.chart({"news", Price});
    fixture.view.findChild<QToolButton *>()->click();
    QVERIFY(fixture.view.isHidden());
}

void TestNumberChart::equalValuesAreALine()
{
    ChartFixture fixture;
    fixture.append({priced("4"), priced("4")});
    fixture.view.chart({"news", Price});
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("#2")));
    QCOMPARE(fixture.view.placeOf(0).y(), fixture.view.placeOf(1).y());
    QVERIFY(fixture.view.rect().contains(fixture.view.placeOf(0).toPoint()));
}

void TestNumberChart::isOpenedFromTheTree()
{
    LogFixture fixture;
    const Theme theme(fixture.settings);
    DetailPane pane;
    pane.attach(fixture.log, theme);
    pane.setVisible(true);
    fixture.append({priced("1"), priced("\"x\""), priced("2.5")});
    pane.pin(3);
    auto *tree = findIn<JsonTree>(pane, "jsonTree");
    const auto chartAction = [tree] {
        qDeleteAll(tree->findChildren<QMenu *>(QStringLiteral("nodeMenu")));
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(tree->viewport(), &event);
        return tree->findChild<QAction *>(QStringLiteral("chartAction"));
    };
    QAction *action = chartAction();
    QVERIFY(action != nullptr);
    action->trigger();
    auto *chart = findIn<NumberChart>(pane, "numberChart");
    QTRY_COMPARE(chart->text(), QStringLiteral("data.price in news: 2.5 (#3)"));
    pane.pin(2); // of a string there is no chart
    QVERIFY(chartAction() == nullptr);
    const QSignalSpy requests(&pane, &DetailPane::entryRequested);
    QTest::mouseClick(chart, Qt::LeftButton, {}, chart->placeOf(0).toPoint());
    QCOMPARE(requests.first().first().toULongLong(), quint64(1));
}

REALTIME_TEST(TestNumberChart, QApplication)
#include "tst_numberchart.moc"
