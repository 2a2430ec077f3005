// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/backoff.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysBetweenItsBounds_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<double>("random");
        QTest::addColumn<qint64>("delay");
        const double almostOne = 0.9999999999;
        QTest::newRow("first, no luck") << 0 << 0.0 << qint64(500);
        QTest::newRow("first, half way") << 0 << 0.5 << qint64(750);
        QTest::newRow("first, at most") << 0 << almostOne << qint64(1000);
        QTest::newRow("second, at most") << 1 << almostOne << qint64(1500);
        QTest::newRow("fourth, at most") << 3 << almostOne << qint64(4500);
        QTest::newRow("late, at least") << 20 << 0.0 << qint64(500);
        QTest::newRow("late, half way") << 20 << 0.5 << qint64(10500);
        QTest::newRow("late, at most") << 20 << almostOne << qint64(20000);
        QTest::newRow("a number that would overflow") << 2000000000 << almostOne << qint64(20000);
        QTest::newRow("a negative number") << -1 << almostOne << qint64(1000);
        QTest::newRow("a generator that is off") << 0 << 7.0 << qint64(1001);
    }
    void staysBetweenItsBounds()
    {
        QFETCH(int, failures);
        QFETCH(double, random);
        QTEST(qint64(backoffDelay(failures, {}, random).count()), "delay");
    }

    void keepsOddLimitsTogether()
    {
        QCOMPARE(backoffDelay(5, {2000ms, 1000ms}, 0.5), 1000ms);
        QCOMPARE(backoffDelay(5, {0ms, 0ms}, 0.5), 0ms);
    }
};

REALTIME_TEST(TestBackoff, QCoreApplication)
#include "tst_backoff.moc"
