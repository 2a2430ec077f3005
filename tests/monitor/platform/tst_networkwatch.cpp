// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/networkwatch.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

class TestNetworkWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsThatTheMachineSlept();
    void findsTheClocksOfThisMachine();
};

void TestNetworkWatch::tellsThatTheMachineSlept()
{
    std::chrono::nanoseconds slept = 1h;
    int looks = 0;
    const NetworkWatch watch(
        [&] {
            ++looks;
            return slept;
        },
        1ms);
    QSignalSpy changed(&watch, &NetworkWatch::changed);
    QTRY_VERIFY(looks > 3);
    QCOMPARE(changed.size(), 0); // what was before it does not count
    slept += 10s;
    QTRY_COMPARE(changed.size(), 1);
    const int before = looks;
    slept += 10ms; // the clocks are not read at once
    QTRY_VERIFY(looks > before + 3);
    QCOMPARE(changed.size(), 1);
}

void TestNetworkWatch::findsTheClocksOfThisMachine()
{
    NetworkWatch watch;
    QSignalSpy changed(&watch, &NetworkWatch::changed);
    QVERIFY(!changed.wait(50));
}

REALTIME_TEST(TestNetworkWatch, QCoreApplication)

#include "tst_networkwatch.moc"
