// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/alikenames.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QFontMetrics>
#include <QTest>

/** Long names that differ in their middle or end can be told apart in a narrow list. */
class TestAlikeNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsAlike();
    void keepsTheDifference_data();
    void keepsTheDifference();
    void leavesWhatFits();
};

namespace {

const QString RoomOne = QStringLiteral("sensors-building-west-room-101-temperature");
const QString RoomTwo = QStringLiteral("sensors-building-west-room-102-temperature");

} // namespace

void TestAlikeNames::findsWhatIsAlike()
{
    QCOMPARE(alikeBeginnings({}), QList<int>());
    QCOMPARE(alikeBeginnings({QStringLiteral("news")}), QList<int>{0});
    // In the order of the names; the most alike one counts.
    QCOMPARE(alikeBeginnings({QStringLiteral("room-2"), QStringLiteral("news"),
                              QStringLiteral("room-10"), QStringLiteral("room-11")}),
             (QList<int>{5, 0, 6, 6}));
    QCOMPARE(alikeBeginnings({QStringLiteral("a"), QStringLiteral("ab")}), (QList<int>{1, 1}));
}

void TestAlikeNames::keepsTheDifference_data()
{
    QTest::addColumn<int>("characters");
    QTest::newRow("a little too narrow") << 40;
    QTest::newRow("half") << 24;
    QTest::newRow("narrow") << 16;
    QTest::newRow("very narrow") << 11;
}

void TestAlikeNames::keepsTheDifference()
{
    QFETCH(const int, characters);
    const QFontMetrics metrics(QApplication::font());
    const QList<int> alike = alikeBeginnings({RoomOne, RoomTwo});
    const int width = metrics.averageCharWidth() * characters;
    const QString one = elidedAlike(RoomOne, alike.at(0), metrics, width);
    const QString two = elidedAlike(RoomTwo, alike.at(1), metrics, width);
    QVERIFY2(one.contains(QStringLiteral("101")), qPrintable(one));
    QVERIFY2(two.contains(QStringLiteral("102")), qPrintable(two));
    QVERIFY(one.contains(QChar(0x2026)));
    QCOMPARE(one.startsWith(QStringLiteral("sens")), characters > 11);
    QVERIFY(metrics.horizontalAdvance(one) <= width);
}

void TestAlikeNames::leavesWhatFits()
{
    const QFontMetrics metrics(QApplication::font());
    QCOMPARE(elidedAlike(RoomOne, 30, metrics, metrics.horizontalAdvance(RoomOne)), RoomOne);
    // Nothing alike: the middle goes, as both ends may say something.
    const QString cut = elidedAlike(RoomOne, 0, metrics, metrics.horizontalAdvance(RoomOne) / 2);
    QVERIFY(cut.startsWith(QStringLiteral("sensors")));
    QVERIFY(cut.endsWith(QStringLiteral("ture")));
}

REALTIME_TEST(TestAlikeNames, QApplication)
#include "tst_alikenames.moc"
