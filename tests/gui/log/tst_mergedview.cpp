// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/mergedview.h"

#include "channels/channeltest.h"
#include "gui/controller/watcherlist.h"
#include "gui/log/logactions.h"
#include "gui/log/logfixture.h"
#include "gui/log/logtable.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSignalSpy>

using namespace std::chrono_literals;

namespace {

using MergedCells = QList<QStringList>;

/** Rows of a log of several watchers, a millisecond apart. */
class MergedLog : public LogFixture
{
public:
    MergedLog()
    {
        table.attach(log, theme);
        table.resize(900, 400);
        table.show();
    }

    void subscription(const char *watcher, ChannelState state, quint32 code = 0)
    {
        Arrival row = next(watcher);
        row.kind = EntryKind::Subscription;
        row.setState(state);
        row.setCode(Centrifuge::ErrorLayer::Server, code);
        append({row});
    }
    void received(const char *watcher, std::uint64_t offset) { append({push(watcher, offset)}); }
    Arrival push(const char *watcher, std::uint64_t offset)
    {
        Arrival row = next(watcher);
        row.payload = std::to_string(offset);
        row.offset = offset;
        row.epoch = "e1";
        return row;
    }
    Arrival next(const char *watcher)
    {
        now += 1ms;
        Arrival row;
        row.channel = "news";
        row.watcher = watcher;
        row.monotonic = now;
        return row;
    }

    QAbstractItemModel &model() { return *table.mergedView()->model(); }
    QAction *mergeAction() { return actions.findChild<QAction *>(QStringLiteral("mergeAction")); }
    /** Offset or match, and marks. */
    MergedCells cells()
    {
        MergedCells all;
        for (int row = 0; row < model().rowCount(); ++row) {
            QStringList line;
            for (int column = MergedModel::Offset; column < model().columnCount(); ++column) {
                line.append(model().index(row, column).data().toString());
            }
            all.append(line);
        }
        return all;
    }
    QStringList watchers()
    {
        QStringList names;
        for (int column = MergedModel::FirstWatcher; column < model().columnCount(); ++column) {
            names.append(model().headerData(column, Qt::Horizontal).toString());
        }
        return names;
    }
    QString description(int row, int watcher)
    {
        return model()
            .index(row, MergedModel::FirstWatcher + watcher)
            .data(Qt::AccessibleTextRole)
            .toString();
    }

    Theme theme{settings};
    LogTable table;
    LogActions actions{table, log, theme, nullptr};
    std::chrono::nanoseconds now{0};
};

/** Two subscribed, one not, one refused; the second misses a message. */
void fillMergedLog(MergedLog &f)
{
    f.subscription("alice", ChannelState::Subscribed);
    f.subscription("bob", ChannelState::Subscribed);
    f.subscription("carol", ChannelState::Unsubscribed);
    f.subscription("dave", ChannelState::Unsubscribed, 103);
    f.received("alice", 1);
    f.received("bob", 1);
    f.received("alice", 2);
    f.received("bob", 3);
}

} // namespace

/** One row for each message, with a mark per watcher, in place of the log's rows. */
class TestMergedView : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void marksEachWatcher();
    void saysTheMarksInWords();
    void missesWhatDoesNotCome();
    void followsTheFilter();
    void doesNotAccuseWhoFilters();
    void isAViewOfSeveralWatchers();
    void selectsTheReception();
    void goesToTheRow();
    void waitsWhilePaused();
    void beginsAnewWhenCleared();
    void keepsTheNewest();
    void mergesWhatTwoUsersReceive();
};

void TestMergedView::marksEachWatcher()
{
    MergedLog f;
    const QAbstractItemModelTester tester(&f.model());
    fillMergedLog(f);
    f.table.showMerged(true);
    QCOMPARE(f.watchers(),
             QStringList({QStringLiteral("alice"), QStringLiteral("bob"), QStringLiteral("carol"),
                          QStringLiteral("dave")}));
    const MergedCells expected{{QStringLiteral("1"), QStringLiteral("✓ first"),
                                QStringLiteral("✓ +1.0 ms"), QStringLiteral("·"),
                                QStringLiteral("✕")},
                               {QStringLiteral("2"), QStringLiteral("✓ first"), QStringLiteral("▲"),
                                QStringLiteral("·"), QStringLiteral("✕")},
                               {QStringLiteral("3"), QStringLiteral("…"), QStringLiteral("✓ first"),
                                QStringLiteral("·"), QStringLiteral("✕")}};
    QCOMPARE(f.cells(), expected);
    const auto color = [&f](int row, int watcher) {
        return f.model()
            .index(row, MergedModel::FirstWatcher + watcher)
            .data(Qt::ForegroundRole)
            .value<QColor>();
    };
    QCOMPARE(color(0, 0), f.theme.color(Tone::Good));
    QCOMPARE(color(1, 1), f.theme.color(Tone::Bad));
    QCOMPARE(color(2, 0), f.theme.color(Tone::Busy));
    QCOMPARE(color(0, 2), f.theme.color(Tone::Quiet));

    f.received("alice", 3); // comes late
    f.received("erin", 3); // a further watcher
    QTRY_COMPARE(f.watchers().size(), 5);
    QCOMPARE(f.cells().at(2).at(1), QStringLiteral("✓ +1.0 ms"));
    QCOMPARE(f.cells().at(2).at(5), QStringLiteral("✓ +2.0 ms"));
}

void TestMergedView::saysTheMarksInWords()
{
    MergedLog f;
    fillMergedLog(f);
    f.table.showMerged(true);
    QCOMPARE(f.description(0, 0), QStringLiteral("alice: received, the first"));
    QCOMPARE(f.description(0, 1), QStringLiteral("bob: received, 1.0 ms after the first"));
    QCOMPARE(f.description(0, 2), QStringLiteral("carol: not subscribed then"));
    QCOMPARE(f.description(0, 3), QStringLiteral("dave: refused by the server"));
    QCOMPARE(f.description(1, 1),
             QStringLiteral("bob: missing: subscribed, but the message did not come"));
    QCOMPARE(f.description(2, 0), QStringLiteral("alice: not received yet"));

    f.received("<b>eve</b>", 3);
    QTRY_COMPARE(f.watchers().size(), 5);
    QCOMPARE(f.model().index(2, MergedModel::FirstWatcher + 4).data(Qt::ToolTipRole).toString(),
             plainToolTip(QStringLiteral("<b>eve</b>: received, 1.0 ms after the first")));
}

/** In a recording, the time of the last row decides. */
void TestMergedView::missesWhatDoesNotCome()
{
    MergedLog f;
    fillMergedLog(f);
    f.table.showMerged(true);
    QCOMPARE(f.cells().at(2).at(1), QStringLiteral("…"));
    f.now += MergedReceptions::MissingAfter;
    f.subscription("carol", ChannelState::Subscribed);
    QTRY_COMPARE(f.cells().at(2).at(1), QStringLiteral("▲"));
}

void TestMergedView::followsTheFilter()
{
    MergedLog f;
    fillMergedLog(f);
    f.table.showMerged(true);
    QCOMPARE(f.cells().size(), 3);
    f.log.setFilterText(QStringLiteral("offset:3"));
    QTRY_COMPARE(f.cells().size(), 1);
    QCOMPARE(f.cells().at(0).at(0), QStringLiteral("3"));
    QCOMPARE(f.cells().at(0).at(4), QStringLiteral("✕")); // states are read all the same
    f.log.setFilterText({});
    QTRY_COMPARE(f.cells().size(), 3);
}

void TestMergedView::doesNotAccuseWhoFilters()
{
    MergedLog f;
    f.table.mergedView()->messages().setLive([](const QString &watcher, const QString &channel) {
        return watcher == QLatin1String("bob") && channel == QLatin1String("news");
    });
    fillMergedLog(f);
    f.table.showMerged(true);
    QCOMPARE(f.cells().at(1).at(2), QStringLiteral("?"));
}

void TestMergedView::isAViewOfSeveralWatchers()
{
    MergedLog f;
    f.received("alice", 1);
    QVERIFY(!f.mergeAction()->isEnabled());
    f.received("bob", 1);
    QVERIFY(f.mergeAction()->isEnabled());
    f.mergeAction()->trigger();
    QVERIFY(f.mergeAction()->isChecked());
    QVERIFY(f.table.view()->isHidden());
    QVERIFY(f.table.mergedView()->isVisible());
    QCOMPARE(f.model().rowCount(), 1);
    QCOMPARE(f.log.model().rowCount(), 2); // the log is as it was
    f.mergeAction()->trigger();
    QVERIFY(!f.table.view()->isHidden());
    QVERIFY(f.table.mergedView()->isHidden());
}

void TestMergedView::selectsTheReception()
{
    MergedLog f;
    fillMergedLog(f);
    f.table.showMerged(true);
    const QSignalSpy selected(&f.table, &LogTable::selectionChanged);
    const auto select = [&f](int column) {
        f.table.mergedView()->setCurrentIndex(f.model().index(0, column));
    };
    select(MergedModel::FirstWatcher + 1); // of bob
    select(MergedModel::FirstWatcher + 2); // carol has none: the first
    select(MergedModel::FirstWatcher + 1);
    QTest::keyClick(f.table.mergedView(), Qt::Key_Left);
    QList<quint64> numbers;
    for (const QVariantList &arguments : selected) {
        numbers.append(arguments.at(0).toULongLong());
    }
    QCOMPARE(numbers, QList<quint64>({6, 5, 6, 5}));
}

void TestMergedView::goesToTheRow()
{
    MergedLog f;
    fillMergedLog(f);
    f.mergeAction()->trigger();
    f.table.mergedView()->setCurrentIndex(f.model().index(0, MergedModel::FirstWatcher + 1));
    QTest::keyClick(f.table.mergedView(), Qt::Key_Return);
    QVERIFY(!f.mergeAction()->isChecked());
    QVERIFY(!f.table.view()->isHidden());
    QCOMPARE(f.table.currentNumber(), quint64(6));
}

void TestMergedView::waitsWhilePaused()
{
    MergedLog f;
    fillMergedLog(f);
    f.table.showMerged(true);
    f.log.model().setFrozen(true);
    f.received("alice", 4);
    f.log.setFilterText(QStringLiteral("offset>=1")); // reads all again
    QTRY_COMPARE(f.cells().size(), 3);
    f.log.model().setFrozen(false);
    QTRY_COMPARE(f.cells().size(), 4);
}

void TestMergedView::beginsAnewWhenCleared()
{
    MergedLog f;
    fillMergedLog(f);
    f.table.showMerged(true);
    f.journal.clear();
    f.log.cleared();
    QCOMPARE(f.model().rowCount(), 0);
    f.received("bob", 9);
    QTRY_COMPARE(f.cells().size(), 1);
    QCOMPARE(f.watchers(), QStringList{QStringLiteral("bob")});
}

void TestMergedView::keepsTheNewest()
{
    constexpr int More = 500;
    MergedLog f;
    f.table.showMerged(true);
    int removed = 0;
    connect(&f.model(), &QAbstractItemModel::rowsRemoved, this,
            [&removed](const QModelIndex &, int, int last) { removed += last + 1; });
    const auto append = [&f](int first, int count) {
        std::vector<Arrival> batch;
        for (int i = first; i < first + count; ++i) {
            batch.push_back(f.push("alice", std::uint64_t(i)));
        }
        f.append(batch);
    };
    append(1, int(MergedReceptions::MaxMessages));
    QTRY_COMPARE(f.model().rowCount(), int(MergedReceptions::MaxMessages));
    append(1 + int(MergedReceptions::MaxMessages), More);
    QTRY_COMPARE(removed, More);
    QCOMPARE(f.model().rowCount(), int(MergedReceptions::MaxMessages));
    QCOMPARE(f.model().index(0, MergedModel::Offset).data().toInt(), More + 1);
}

void TestMergedView::mergesWhatTwoUsersReceive()
{
    const QString news = QStringLiteral("history:news");
    connectWindow({news});
    WatchSession *bob = m_fixture->controller().watchers().add(
        {WatcherIdentity::Kind::User, QStringLiteral("bob")});
    QTRY_VERIFY_WITH_TIMEOUT(bob->status().state == SessionState::Live, Patience);
    m_fixture->trigger("mergeAction");
    const QAbstractItemModel &merged = *m_fixture->find<MergedView>("mergedView")->model();
    QVERIFY(m_server->publish(news, "1"));
    QTRY_COMPARE_WITH_TIMEOUT(merged.rowCount(), 1, Patience);
    const auto receivedBy = [&merged](int watcher) {
        const QString mark = merged.index(0, MergedModel::FirstWatcher + watcher).data().toString();
        return mark.startsWith(QStringLiteral("✓"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(merged.columnCount() == MergedModel::FirstWatcher + 2 && receivedBy(0)
                                 && receivedBy(1),
                             Patience);
    bob->removeChannel(news);
    QTRY_VERIFY_WITH_TIMEOUT(!bob->channel(news).has_value(), Patience);
    QVERIFY(m_server->publish(news, "2"));
    QTRY_COMPARE_WITH_TIMEOUT(merged.rowCount(), 2, Patience);
    QCOMPARE(merged.index(1, MergedModel::FirstWatcher + 1).data().toString(), QStringLiteral("·"));
}

REALTIME_TEST(TestMergedView, QApplication)
#include "tst_mergedview.moc"
