// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/watch/missingmessages.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

void addGap(MissingMessages &missing, const std::string &channel, const OffsetGap &gap)
{
    Arrival row;
    row.kind = EntryKind::Gap;
    row.channel = channel;
    row.setCount(gap.until - gap.after);
    setGap(row, gap);
    missing.add(entryOf(row));
}

bool fetchRow(MissingMessages &missing, std::string_view channel, std::uint64_t offset,
              std::string_view epoch = "e1")
{
    Entry entry;
    entry.channel = channel;
    entry.offset = offset;
    entry.epoch = epoch;
    return missing.fetched(entry);
}

} // namespace

class TestMissingMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsMessagesAndNotGaps();
    void countsWhatIsFetchedOnce();
    void keepsTheNumberOfWhatItCannotPlace();
};

void TestMissingMessages::countsMessagesAndNotGaps()
{
    MissingMessages missing;
    addGap(missing, "a", {4, 7, "e1", false});
    addGap(missing, "a", {9, 19, "e1", false});
    addGap(missing, "b", {4, 5, "e1", false});
    QCOMPARE(missing.count(), 14U);
    missing.clear();
    QCOMPARE(missing.count(), 0U);
    QVERIFY(!fetchRow(missing, "a", 5));
}

void TestMissingMessages::countsWhatIsFetchedOnce()
{
    MissingMessages missing;
    addGap(missing, "a", {4, 7, "e1", false});
    addGap(missing, "a", {9, 11, "e1", false});
    QVERIFY(!fetchRow(missing, "b", 5));
    QVERIFY(!fetchRow(missing, "a", 4));
    QVERIFY(!fetchRow(missing, "a", 5, "e2"));
    QVERIFY(!fetchRow(missing, "a", 8));
    QCOMPARE(missing.count(), 5U);
    QVERIFY(fetchRow(missing, "a", 6)); // 5 is gone
    QVERIFY(!fetchRow(missing, "a", 6));
    QVERIFY(fetchRow(missing, "a", 7));
    QVERIFY(fetchRow(missing, "a", 10));
    QVERIFY(fetchRow(missing, "a", 11));
    QVERIFY(!fetchRow(missing, "a", 11));
    QCOMPARE(missing.count(), 1U);
}

void TestMissingMessages::keepsTheNumberOfWhatItCannotPlace()
{
    MissingMessages missing;
    for (std::size_t i = 0; i <= MissingMessages::MaxGaps; ++i) {
        addGap(missing, "a", {10 * i, 10 * i + 1, "e1", false});
    }
    QCOMPARE(missing.count(), MissingMessages::MaxGaps + 1);
    QVERIFY(fetchRow(missing, "a", 1));
    QVERIFY(!fetchRow(missing, "a", 10 * MissingMessages::MaxGaps + 1));
    QCOMPARE(missing.count(), std::uint64_t(MissingMessages::MaxGaps));
}

REALTIME_TEST(TestMissingMessages, QCoreApplication)
#include "tst_missingmessages.moc"
