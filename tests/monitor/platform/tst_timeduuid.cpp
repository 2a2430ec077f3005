// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/timeduuid.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

class TestTimedUuid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThatOfTheStandard();
    void keepsTheTime_data();
    void keepsTheTime();
    void isInTheOrderOfTime();
    void refusesOthers_data();
    void refusesOthers();
};

/** The example of RFC 9562, appendix A.6, but for its random bits in place of a part. */
void TestTimedUuid::isThatOfTheStandard()
{
    const std::string uuid = timedUuid(1645557742000ms, ~std::uint64_t(0));
    QCOMPARE(uuid.c_str(), "017f22e2-79b0-7000-bfff-ffffffffffff");
    QCOMPARE(timeOfUuid("017F22E2-79B0-7000-98C4-DC0C0C07398F").value(),
             std::chrono::nanoseconds(1645557742000ms));
}

void TestTimedUuid::keepsTheTime_data()
{
    QTest::addColumn<qint64>("time");
    QTest::newRow("epoch") << qint64(0);
    QTest::newRow("a microsecond") << qint64(1000);
    QTest::newRow("today") << qint64(1795523405250123456);
    QTest::newRow("end of a millisecond") << qint64(1795523405250999999);
}

void TestTimedUuid::keepsTheTime()
{
    QFETCH(qint64, time);
    const auto read = timeOfUuid(timedUuid(std::chrono::nanoseconds(time), 12345));
    QVERIFY(read);
    QVERIFY(std::chrono::abs(*read - std::chrono::nanoseconds(time)) < 250ns);
    QCOMPARE(timeOfUuid(timedUuid(*read, 0)), read);
}

void TestTimedUuid::isInTheOrderOfTime()
{
    std::string before;
    for (std::chrono::nanoseconds time = 1795523405250ms; time < 1795523405260ms; time += 300ns) {
        const std::string uuid = timedUuid(time, 0);
        QVERIFY(before < uuid);
        before = uuid;
    }
}

void TestTimedUuid::refusesOthers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("random version") << QByteArray("017f22e2-79b0-4000-98c4-dc0c0c07398f");
    QTest::newRow("other variant") << QByteArray("017f22e2-79b0-7000-c8c4-dc0c0c07398f");
    QTest::newRow("short") << QByteArray("017f22e2-79b0-7000-98c4-dc0c0c07398");
    QTest::newRow("no hyphen") << QByteArray("017f22e2079b0-7000-98c4-dc0c0c07398f");
    QTest::newRow("no digit") << QByteArray("017f22e2-79b0-7000-98c4-dc0c0c07398g");
    QTest::newRow("too far away") << QByteArray("ffffffff-ffff-7fff-bfff-ffffffffffff");
}

void TestTimedUuid::refusesOthers()
{
    QFETCH(QByteArray, text);
    QVERIFY(!timeOfUuid({text.constData(), std::size_t(text.size())}));
}

REALTIME_TEST(TestTimedUuid, QCoreApplication)
#include "tst_timeduuid.moc"
