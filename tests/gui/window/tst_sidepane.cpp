// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/sidepane.h"

#include "windowfixture.h"

#include "gui/widgets/labeltext.h"
#include "monitor/log/journalmodel.h"
#include "support/testprogram.h"

#include <QAction>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

/** Where the panes stand, in windows of all sizes. */
class TestSidePane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesRoomForThePayload_data();
    void leavesRoomForThePayload();
    void opensTheTabsBelowInANarrowWindow();
    void hidesTheTabsBesideTheLog();
    void givesTheTabsAWindow();
    void remembersWhatIsClosed();
};

namespace {

bool isBelow(WindowFixture &fixture)
{
    return fixture.find<QSplitter>("centreSplitter")
        ->isAncestorOf(fixture.find<QTabWidget>("sideTabs"));
}

bool areTabsVisible(WindowFixture &fixture)
{
    return fixture.find<QTabWidget>("sideTabs")->isVisible();
}

} // namespace

void TestSidePane::leavesRoomForThePayload_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("characters");
    QTest::newRow("large") << QSize(1440, 900) << 80;
    QTest::newRow("small") << QSize(900, 600) << 45;
}

void TestSidePane::leavesRoomForThePayload()
{
    QFETCH(const QSize, size);
    QFETCH(const int, characters);
    WindowFixture fixture;
    fixture.window().show();
    fixture.window().resize(size);
    const auto *log = fixture.find<QTableView>("logView");
    const QFontMetricsF metrics(fixedFont());
    const auto fitting = [log, &metrics] {
        const int end = log->columnViewportPosition(JournalModel::Payload)
            + log->columnWidth(JournalModel::Payload);
        return end > log->viewport()->width()
            ? 0
            : int((log->columnWidth(JournalModel::Payload) - 12) / metrics.horizontalAdvance(u'0'));
    };
    QTRY_VERIFY2(fitting() >= characters, qPrintable(QString::number(fitting())));
}

void TestSidePane::opensTheTabsBelowInANarrowWindow()
{
    WindowFixture fixture;
    fixture.window().show();
    fixture.window().resize(1100, 700);
    QTRY_VERIFY(!areTabsVisible(fixture));
    QVERIFY(!fixture.find<QAction>("sidePaneAction")->isChecked());
    fixture.trigger("detailAction");
    QVERIFY(isBelow(fixture));
    QVERIFY(areTabsVisible(fixture));
    QVERIFY(fixture.find<QAction>("sidePaneAction")->isChecked());
    const QSplitter *down = fixture.find<QSplitter>("centreSplitter");
    QCOMPARE(down->indexOf(fixture.find<QTabWidget>("sideTabs")), 1); // the editor stays last
    fixture.window().resize(1300, 700);
    QTRY_VERIFY(!isBelow(fixture));
    QCOMPARE(fixture.find<QTabWidget>("sideTabs")->width(), 400);
    fixture.window().resize(1100, 700);
    QTRY_VERIFY(isBelow(fixture));
    QVERIFY(areTabsVisible(fixture));
    fixture.trigger("sidePaneAction");
    QVERIFY(!areTabsVisible(fixture));
}

void TestSidePane::hidesTheTabsBesideTheLog()
{
    WindowFixture fixture;
    fixture.window().show();
    fixture.window().resize(1300, 700);
    QTRY_COMPARE(fixture.find<QTabWidget>("sideTabs")->width(), 400);
    fixture.trigger("sidePaneAction");
    QVERIFY(!areTabsVisible(fixture));
    fixture.trigger("serverAction");
    QTRY_COMPARE(fixture.find<QTabWidget>("sideTabs")->width(), 400);
    QCOMPARE(fixture.find<QTabWidget>("sideTabs")->currentWidget(),
             fixture.find<QWidget>("serverPane"));
}

void TestSidePane::givesTheTabsAWindow()
{
    WindowFixture fixture;
    fixture.window().show();
    fixture.window().resize(900, 600);
    fixture.trigger("sideWindowAction");
    auto *own = fixture.find<QWidget>("sideWindow");
    QVERIFY(own->isWindow() && own->isVisible());
    QVERIFY(own->isAncestorOf(fixture.find<QTabWidget>("sideTabs")));
    QVERIFY(areTabsVisible(fixture));
    fixture.trigger("sideWindowAction");
    QVERIFY(!own->isVisible());
    QVERIFY(isBelow(fixture));
    QVERIFY(!areTabsVisible(fixture)); // as before
}

void TestSidePane::remembersWhatIsClosed()
{
    const QTemporaryDir folder;
    const Profile profile = deadProfile("staging");
    {
        WindowFixture fixture({}, folder.path());
        QVERIFY(fixture.profiles().kept().open());
        fixture.save(profile);
        fixture.profiles().choose(profile.id);
        fixture.window().resize(1300, 700);
        fixture.trigger("sidePaneAction");
        QVERIFY(!areTabsVisible(fixture));
        fixture.window().close();
    }
    WindowFixture again({}, folder.path());
    QVERIFY(again.profiles().kept().open());
    QVERIFY(again.profiles().store().load());
    again.window().resize(1300, 700);
    QVERIFY(areTabsVisible(again));
    again.profiles().choose(profile.id);
    QVERIFY(!areTabsVisible(again));
    QVERIFY(!again.find<QAction>("sidePaneAction")->isChecked());
}

REALTIME_TEST(TestSidePane, QApplication)

#include "tst_sidepane.moc"
