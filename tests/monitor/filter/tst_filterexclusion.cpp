// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/filter/filterexclusion.h"
#include "support/testprogram.h"

#include <QTest>

/** Which condition of a filter lets the fewest entries through. */
class TestFilterExclusion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheStrictest_data();
    void tellsTheStrictest();
    void needsConditionsAndEntries();
    void looksAtSoManyOnly();
};

namespace {

Entry entry(std::string_view channel, std::string_view payload)
{
    Entry made;
    made.channel = channel;
    made.payload = payload;
    return made;
}

} // namespace

void TestFilterExclusion::tellsTheStrictest_data()
{
    QTest::addColumn<std::vector<std::string>>("filters");
    QTest::addColumn<std::string>("condition");
    QTest::addColumn<quint64>("matching");
    using Texts = std::vector<std::string>;
    QTest::newRow("and") << Texts{"channel:a and data.x > 1"} << std::string("data.x > 1")
                         << quint64(1);
    QTest::newRow("signs") << Texts{" channel:b  &&!data.x&& data.x>0 "} << std::string("!data.x")
                           << quint64(0);
    QTest::newRow("side by side") << Texts{"data.x -a"} << std::string("-a") << quint64(1);
    QTest::newRow("a group is one")
        << Texts{"data.x (channel:c or (channel:d data.x))"}
        << std::string("(channel:c or (channel:d data.x))") << quint64(0);
    QTest::newRow("alternatives are one")
        << Texts{"channel:b or data.x = 7"} << std::string("channel:b or data.x = 7") << quint64(1);
    QTest::newRow("the first of several")
        << Texts{"channel:none", "data.none"} << std::string("channel:none") << quint64(0);
    QTest::newRow("not one with a fault")
        << Texts{"channel:none and (", "", "data.x"} << std::string("data.x") << quint64(3);
}

void TestFilterExclusion::tellsTheStrictest()
{
    QFETCH(std::vector<std::string>, filters);
    FilterExclusion exclusion(filters);
    exclusion.see(entry("a", "{\"x\":1}"));
    exclusion.see(entry("a", "{\"x\":2}"));
    exclusion.see(entry("b", "{\"x\":1}"));
    const auto found = exclusion.strictest();
    QVERIFY(found);
    QTEST(found->condition, "condition");
    QTEST(quint64(found->matching), "matching");
    QCOMPARE(found->seen, 3u);
}

void TestFilterExclusion::needsConditionsAndEntries()
{
    QVERIFY(!FilterExclusion({"channel:a"}).strictest());
    FilterExclusion exclusion({" "});
    exclusion.see(entry("a", "1"));
    QVERIFY(!exclusion.strictest());
}

void TestFilterExclusion::looksAtSoManyOnly()
{
    FilterExclusion exclusion({"channel:a"});
    exclusion.see(entry("b", "1"));
    QVERIFY(exclusion.strictest()->isOfAll);
    for (std::uint64_t i = 0; i < FilterExclusion::Enough + 5; ++i) {
        exclusion.see(entry("b", "1"));
    }
    QCOMPARE(exclusion.strictest()->seen, FilterExclusion::Enough);
    QVERIFY(!exclusion.strictest()->isOfAll);
    FilterExclusion large({"channel:a"});
    const std::string payload(FilterExclusion::EnoughBytes / 8, '1');
    for (int i = 0; i < 20; ++i) {
        large.see(entry("b", payload));
    }
    QCOMPARE(large.strictest()->seen, 8u);
    QVERIFY(!large.strictest()->isOfAll);
}

REALTIME_TEST(TestFilterExclusion, QCoreApplication)
#include "tst_filterexclusion.moc"
