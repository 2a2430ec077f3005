// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "support/fakehttpserver.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

#include <algorithm>

namespace {

constexpr int TenThousand = 10'000;

/** An answer of the API with `TenThousand` members from number `first` on, each `entry` with its
 * number in place of #; double quotes are written as single ones. */
QByteArray manyOf(const QByteArray &list, const QByteArray &entry, int first)
{
    QByteArrayList entries;
    for (int i = first; i < first + TenThousand; ++i) {
        const QByteArray number = QByteArray::number(i).rightJustified(6, '0');
        entries += QByteArray(entry).replace('#', number);
    }
    QByteArray answer = "{'result':{'" + list + "':{" + entries.join(',') + "}}}";
    return answer.replace('\'', '"');
}

QByteArray manyClients(int first)
{
    return manyOf("presence", "'c#':{'user':'u#','client':'c#','conn_info':{'name':'User #'}}",
                  first);
}

QByteArray manyChannels(int first)
{
    return manyOf("channels", "'u#':{'num_clients':5}", first);
}

} // namespace

/** Ten thousand clients or channels, of which many come and go with each answer. */
class TestServerScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysWhereItIs_data();
    void staysWhereItIs();
};

void TestServerScale::staysWhereItIs_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second"); // 100 gone, 100 new ones
    QTest::newRow("clients") << QByteArray("presencePage") << QByteArray("presenceTable")
                             << manyClients(0) << manyClients(100);
    QTest::newRow("channels") << QByteArray("serverChannelsPage") << QByteArray("channelsTable")
                              << manyChannels(0) << manyChannels(100);
}

void TestServerScale::staysWhereItIs()
{
    QFETCH(const QByteArray, page);
    QFETCH(const QByteArray, table);
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, second);
    FakeHttpServer api;
    api.setJson(first);
    ConnectionSettings connection = deadConnection();
    connection.apiUrl = api.url(QStringLiteral("/api"));
    WindowFixture fixture;
    fixture.controller().addChannel(QStringLiteral("a"));
    fixture.controller().setConnection(connection);
    // The longest time for which the window stands still.
    qint64 longest = 0;
    QElapsedTimer sinceTick;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this,
            [&] { longest = std::max(longest, sinceTick.restart()); });

    fixture.trigger("serverAction");
    fixture.find<QTabWidget>("serverTabs")->setCurrentWidget(fixture.find<QWidget>(page));
    auto *view = fixture.find<QTableView>(table);
    sinceTick.start();
    ticks.start(1);
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), TenThousand, Patience);
    QTRY_VERIFY(view->verticalScrollBar()->maximum() > 9000);
    QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("u000000"));
    view->verticalScrollBar()->setValue(5000);
    view->setCurrentIndex(view->model()->index(5003, 0));
    const QString top = view->model()->index(view->rowAt(0), 0).data().toString();
    const QString current = view->currentIndex().data().toString();

    const auto hasRow = [view](const QString &text) {
        const QModelIndex start = view->model()->index(0, 0);
        return !view->model()->match(start, Qt::DisplayRole, text).isEmpty();
    };
    const auto newest = QStringLiteral("u010099");
    QVERIFY(!hasRow(newest));
    api.setJson(second);
    ticks.stop(); // the search of this test takes long by itself
    QTRY_VERIFY_WITH_TIMEOUT(!hasRow(QStringLiteral("u000000")),
                             3 * Patience); // it is asked rarely
    QVERIFY(hasRow(newest));
    QCOMPARE(view->model()->rowCount(), TenThousand);
    QCOMPARE(view->model()->index(view->rowAt(0), 0).data().toString(), top);
    QCOMPARE(view->currentIndex().data().toString(), current);
    QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
    QVERIFY2(longest < 2000, QByteArray::number(longest)); // a frame or two on a quiet machine
}

REALTIME_TEST(TestServerScale, QApplication)
#include "tst_serverscale.moc"
