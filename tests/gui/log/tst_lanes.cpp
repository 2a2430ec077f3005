// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"
#include "gui/controller/watcherlist.h"
#include "gui/log/mergedview.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>

using LaneMark = MergedReceptions::Mark;

namespace {

const QString LaneChannel = QStringLiteral("history:lanes");

} // namespace

/** A lane of cards for each watcher, on a real server. */
class TestLanes : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void needsSeveralWatchers();
    void isOneOfThreeForms();
    void showsWhatEachReceived();
    void showsHoles();
    void reachesEveryCardByKey();
    void selectsTheRowOfACard();
    void showsTheDifferenceOfTwoCards();
    void comparesNoHole();
    void followsTheTheme();

private:
    void connectTwo();
    void showLanes();
    void publishOne(const QByteArray &data);
    MergedView *lanes() { return m_fixture->find<MergedView>("mergedView"); }
    QModelIndex card(int row, int watcher)
    {
        return lanes()->model()->index(row, MergedModel::FirstWatcher + watcher);
    }
    LaneMark mark(int row, int watcher)
    {
        return LaneMark(card(row, watcher).data(MergedModel::MarkRole).toInt());
    }
    QSet<QRgb> colorsOf(const QModelIndex &index);
};

void TestLanes::connectTwo()
{
    connectWindow({LaneChannel});
    WatchSession *bob = m_fixture->controller().watchers().add(
        {WatcherIdentity::Kind::User, QStringLiteral("bob")});
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Live, Patience);
}

void TestLanes::showLanes()
{
    auto *action = m_fixture->find<QAction>("lanesAction");
    QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), Patience);
    action->setChecked(true);
    QVERIFY(lanes()->isVisible());
}

void TestLanes::publishOne(const QByteArray &data)
{
    const int before = lanes()->model()->rowCount();
    QVERIFY(m_server->publish(LaneChannel, data));
    QTRY_COMPARE_WITH_TIMEOUT(lanes()->model()->rowCount(), before + 1, Patience);
}

QSet<QRgb> TestLanes::colorsOf(const QModelIndex &index)
{
    const QImage image = lanes()->viewport()->grab(lanes()->visualRect(index)).toImage();
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colors.insert(image.pixel(x, y));
        }
    }
    return colors;
}

void TestLanes::needsSeveralWatchers()
{
    connectWindow({LaneChannel});
    QVERIFY(!m_fixture->find<QAction>("lanesAction")->isEnabled());
    WatchSession *bob = m_fixture->controller().watchers().add(
        {WatcherIdentity::Kind::User, QStringLiteral("bob")});
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Live, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->find<QAction>("lanesAction")->isEnabled(), Patience);
}

void TestLanes::isOneOfThreeForms()
{
    connectTwo();
    showLanes();
    auto *merge = m_fixture->find<QAction>("mergeAction");
    const auto *log = m_fixture->find<QTableView>("logView");
    QVERIFY(log->isHidden());
    QVERIFY(lanes()->hasLanes());
    QCOMPARE(lanes()->accessibleName(), QStringLiteral("Lanes of the watchers"));
    merge->setChecked(true);
    QVERIFY(lanes()->isVisible());
    QVERIFY(!lanes()->hasLanes());
    QVERIFY(!m_fixture->find<QAction>("lanesAction")->isChecked());
    QCOMPARE(lanes()->accessibleName(), QStringLiteral("Merged receptions"));
    QVERIFY(!lanes()->isColumnHidden(MergedModel::Offset));
    m_fixture->find<QAction>("lanesAction")->setChecked(true);
    QVERIFY(!merge->isChecked());
    QVERIFY(lanes()->isColumnHidden(MergedModel::Offset));
    m_fixture->find<QAction>("lanesAction")->setChecked(false);
    QVERIFY(!log->isHidden());
    QVERIFY(lanes()->isHidden());
}

void TestLanes::showsWhatEachReceived()
{
    connectTwo();
    showLanes();
    publishOne(R"({"text":"hello"})");
    QTRY_COMPARE_WITH_TIMEOUT(mark(0, 0), LaneMark::Received, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(mark(0, 1), LaneMark::Received, Patience);
    for (const int watcher : {0, 1}) {
        QCOMPARE(card(0, watcher).data(MergedModel::PayloadRole).toString(),
                 QStringLiteral(R"({"text":"hello"})"));
    }
    QCOMPARE(card(0, 0).data(MergedModel::NameRole).toString(), QStringLiteral("alice"));
    QCOMPARE(lanes()->model()->headerData(MergedModel::FirstWatcher + 1, Qt::Horizontal).toString(),
             QStringLiteral("bob"));
    QVERIFY(
        !lanes()->model()->index(0, MergedModel::Time).data(MergedModel::DistanceRole).isValid());
    publishOne("2");
    QVERIFY(
        lanes()->model()->index(1, MergedModel::Time).data(MergedModel::DistanceRole).toLongLong()
        > 0);
    QVERIFY(lanes()->rowHeight(0) >= 2 * lanes()->fontMetrics().height());
}

/** bob is not there when the second message comes. */
void TestLanes::showsHoles()
{
    connectTwo();
    showLanes();
    publishOne("1");
    WatchSession *bob = m_fixture->controller().group().sessions().at(1);
    m_fixture->controller().removeChannelOf(*bob, LaneChannel);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(LaneChannel), 1, Patience);
    publishOne("2");
    QCOMPARE(mark(1, 0), LaneMark::Received);
    QCOMPARE(mark(1, 1), LaneMark::NotSubscribed);
    QVERIFY(card(1, 1).data(MergedModel::PayloadRole).toString().isEmpty());
    QVERIFY(!card(1, 1).data(Qt::AccessibleTextRole).toString().isEmpty());
}

void TestLanes::reachesEveryCardByKey()
{
    connectTwo();
    showLanes();
    publishOne("1");
    publishOne("2");
    QCOMPARE(m_fixture->window().focusWidget(), lanes());
    lanes()->setCurrentIndex(card(0, 0));
    QTest::keyClick(lanes(), Qt::Key_Right);
    QCOMPARE(lanes()->currentIndex(), card(0, 1));
    QTest::keyClick(lanes(), Qt::Key_Down);
    QCOMPARE(lanes()->currentIndex(), card(1, 1));
    QVERIFY(lanes()
                ->currentIndex()
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(QLatin1String("bob: ")));
    QTest::keyClick(lanes(), Qt::Key_Return); // to its row
    QVERIFY(lanes()->isHidden());
    QCOMPARE(m_fixture->window().focusWidget(), m_fixture->find<QTableView>("logView"));
}

void TestLanes::selectsTheRowOfACard()
{
    connectTwo();
    showLanes();
    publishOne("1");
    QTRY_COMPARE_WITH_TIMEOUT(mark(0, 1), LaneMark::Received, Patience);
    QSignalSpy selected(lanes(), &MergedView::entrySelected);
    lanes()->setCurrentIndex(card(0, 1));
    QVERIFY(!selected.isEmpty());
    const auto number = selected.last().first().toULongLong();
    const Entry entry = m_fixture->controller().journalModel()->entryOf(number);
    QCOMPARE(entry.watcher, std::string_view("bob"));
    QCOMPARE(entry.payload, std::string_view("1"));
}

void TestLanes::showsTheDifferenceOfTwoCards()
{
    connectTwo();
    showLanes();
    publishOne(R"({"a":1})");
    publishOne(R"({"a":2})");
    QTRY_COMPARE_WITH_TIMEOUT(mark(1, 1), LaneMark::Received, Patience);
    QTest::mouseClick(lanes()->viewport(), Qt::LeftButton, {},
                      lanes()->visualRect(card(1, 1)).center());
    QTest::mouseClick(lanes()->viewport(), Qt::LeftButton, Qt::ControlModifier,
                      lanes()->visualRect(card(0, 0)).center());
    const auto *tabs = m_fixture->find<QTabWidget>("viewTabs");
    QCOMPARE(tabs->currentWidget()->objectName(), QStringLiteral("diffPage"));
    QVERIFY(m_fixture->find<QComboBox>("otherBox")
                ->currentText()
                .startsWith(QLatin1String("Selected #")));
    const QString shown = m_fixture->find<QPlainTextEdit>("diffView")->toPlainText();
    QVERIFY2(shown.contains(QLatin1Char('1')) && shown.contains(QLatin1Char('2')),
             qPrintable(shown));
}

void TestLanes::comparesNoHole()
{
    connectTwo();
    showLanes();
    WatchSession *bob = m_fixture->controller().group().sessions().at(1);
    m_fixture->controller().removeChannelOf(*bob, LaneChannel);
    publishOne("1");
    QSignalSpy pairs(lanes(), &MergedView::pairSelected);
    lanes()->setCurrentIndex(card(0, 0));
    lanes()->selectionModel()->select(card(0, 1), QItemSelectionModel::Select);
    QCOMPARE(pairs.size(), 0); // the hole stands for the same entry
}

void TestLanes::followsTheTheme()
{
    connectTwo();
    showLanes();
    publishOne("1");
    QTRY_COMPARE_WITH_TIMEOUT(mark(0, 1), LaneMark::Received, Patience);
    lanes()->clearSelection();
    LogState &log = m_fixture->controller().log();
    const QString channel = lanes()->model()->index(0, MergedModel::Channel).data().toString();
    QCOMPARE(channel, LaneChannel);
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        m_fixture->theme().setAppearance(appearance);
        const bool isDark = m_fixture->theme().isDark();
        QVERIFY(colorsOf(card(0, 0))
                    .contains(log.watcherColors().colorOf(QStringLiteral("alice"), isDark).rgb()));
        QVERIFY(colorsOf(card(0, 1))
                    .contains(log.watcherColors().colorOf(QStringLiteral("bob"), isDark).rgb()));
        QVERIFY(colorsOf(lanes()->model()->index(0, MergedModel::Channel))
                    .contains(log.channelColors().colorOf(channel, isDark).rgb()));
    }
}

REALTIME_TEST(TestLanes, QApplication)
#include "tst_lanes.moc"
