// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/journal.h"
#include "monitor/journal/journalsegment.h"
#include "support/sealedsegments.h"

#include "journalsamples.h"
#include "support/testprogram.h"

#include <QTest>

#include <deque>

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void keepsEveryField_data();
    void keepsEveryField();
    void keepsBytesExactly();
    void trimsByEntries();
    void saysInTheLogWhatItLetGo();
    void trimsByBytes();
    void keepsAnEntryLargerThanASegment();
    void makesRoomForALargeEntry();
    void notesAnEntryLargerThanTheJournal();
    void namesItsWatchers();
    void numbersStartAgainAfterClear();
    void forgetsChannelsThatAreGone();
    void sealedSegmentsOutliveATrim();
    void sealedSegmentsOutliveTheJournal();
    void takesItsBytesAnd48();
    void keepsEqualTagsAndInfoOnce();
    void putsSmallSegmentsTogether();
    void viewsStayWhileItGrows();
};

void TestJournal::startsEmpty()
{
    Journal journal;
    QCOMPARE(journal.size(), 0u);
    QCOMPARE(journal.firstNumber(), 1u);
    QCOMPARE(journal.memoryBytes(), 0u);
    QCOMPARE(journal.append({}), 0u);
    QCOMPARE(journal.size(), 0u);
    QVERIFY(segmentsOf(*journal.snapshot()).empty());
}

void TestJournal::keepsEveryField_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<quint32>("code");
    QTest::newRow("neither") << quint64(0) << quint32(0);
    QTest::newRow("offset") << ~quint64(0) << quint32(0);
    QTest::newRow("code") << quint64(0) << ~quint32(0);
    QTest::newRow("both") << quint64(7) << quint32(3005);
}

void TestJournal::keepsEveryField()
{
    QFETCH(quint64, offset);
    QFETCH(quint32, code);
    for (const char *text : {"", "text"}) {
        Arrival arrival;
        arrival.kind = EntryKind::Gap;
        arrival.packedState = 3;
        arrival.flags = Recovered | EpochChanged;
        arrival.monotonic = std::chrono::nanoseconds(5);
        arrival.wall = std::chrono::microseconds(-6);
        arrival.channel = "c";
        arrival.epoch = "e";
        arrival.offset = offset;
        arrival.packedCode = code;
        arrival.payload = text;
        arrival.tags = text;
        arrival.info = text;
        arrival.watcher = text;
        Journal journal;
        journal.append({&arrival, 1});
        QCOMPARE(journal.at(0), numberedRow(arrival, 1));
    }
}

void TestJournal::keepsBytesExactly()
{
    const std::vector<Arrival> batch{publication(std::string("a\0b\r\n", 5)),
                                     publication("\xff\xfe\xc0\xaf"), publication("")};
    Journal journal;
    journal.append(batch);
    QCOMPARE(journal.at(0).payload, std::string_view("a\0b\r\n", 5));
    QCOMPARE(journal.at(1).payload, std::string_view("\xff\xfe\xc0\xaf"));
    QCOMPARE(journal.at(2).payload, std::string_view());
    QCOMPARE(journal.counters().publicationBytes, 9u);
}

void TestJournal::trimsByEntries()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    Journal journal(limits);
    QCOMPARE(journal.append(std::vector<Arrival>(80)), 0u);
    QCOMPARE(journal.append(std::vector<Arrival>(1)), 10u);
    QCOMPARE(journal.size(), 72u); // with the row that says so
    QCOMPARE(journal.firstNumber(), 11u);
    QCOMPARE(journal.at(0).number, 11u);
    QCOMPARE(journal.append(std::vector<Arrival>(200)), 200u);
    QCOMPARE(journal.at(0).number, journal.firstNumber());
    QCOMPARE(journal.counters().appended, 283u);
    QCOMPARE(journal.counters().trimmed, 210u);
    QCOMPARE(journal.counters().publications, 281u);
}

void TestJournal::saysInTheLogWhatItLetGo()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    Journal journal(limits);
    std::vector<Arrival> batch(105);
    batch.back().wall = std::chrono::microseconds(7);
    QCOMPARE(journal.append(batch), 30u);
    const Entry mark = journal.at(journal.size() - 1);
    QCOMPARE(mark.kind, EntryKind::Trim);
    QCOMPARE(mark.count(), 30u);
    QCOMPARE(mark.trimLimit(), TrimLimit::Entries);
    QCOMPARE(mark.wall, std::chrono::microseconds(7));
    QCOMPARE(journal.counters().appended, 106u);
    QCOMPARE(journal.append(std::vector<Arrival>(2)), 0u);
    QCOMPARE(journal.at(journal.size() - 1).kind, EntryKind::Publication);

    limits = {};
    limits.bytes = 100'000;
    Journal small(limits);
    small.append(std::vector<Arrival>(200, publication(std::string(1000, 'x'))));
    QCOMPARE(small.at(small.size() - 1).trimLimit(), TrimLimit::Memory);
    QCOMPARE(small.at(small.size() - 1).count(), small.counters().trimmed);
}

void TestJournal::trimsByBytes()
{
    JournalLimits limits;
    limits.bytes = 1'000'000;
    Journal journal(limits);
    for (int i = 0; i < 3000; ++i) {
        const Arrival arrival = publication(std::string(1000, 'x'));
        journal.append({&arrival, 1});
        QVERIFY(journal.memoryBytes() <= limits.bytes);
    }
    QVERIFY2(journal.size() > 750, qPrintable(QString::number(journal.size())));
    QCOMPARE(journal.size() + journal.counters().trimmed, journal.counters().appended);
    QCOMPARE(journal.counters().publications, 3000u);
    QCOMPARE(journal.counters().publicationBytes, 3'000'000u);
}

void TestJournal::keepsAnEntryLargerThanASegment()
{
    JournalLimits limits;
    limits.bytes = 800'000;
    Journal journal(limits);
    const std::string large(300'000, 'L');
    journal.append(std::vector<Arrival>{publication("1"), publication(large), publication("3")});
    QCOMPARE(journal.size(), 3u);
    QCOMPARE(journal.at(1).payload, std::string_view(large));
    QCOMPARE(journal.at(2).payload, std::string_view("3"));
    QCOMPARE(segmentsOf(*journal.snapshot()).size(), 3u);
}

void TestJournal::makesRoomForALargeEntry()
{
    JournalLimits limits;
    limits.bytes = 800'000;
    Journal journal(limits);
    journal.append(std::vector<Arrival>(500, publication(std::string(1000, 'x'))));
    const Arrival large = publication(std::string(700'000, 'L'));
    const std::size_t trimmed = journal.append({&large, 1});
    QVERIFY2(trimmed > 400, qPrintable(QString::number(trimmed)));
    QCOMPARE(journal.counters().trimmed, trimmed);
    QCOMPARE(journal.size(), 502 - trimmed);
    QVERIFY(journal.memoryBytes() <= limits.bytes);
    QCOMPARE(journal.at(journal.size() - 2).payload.size(), 700'000u);
}

void TestJournal::notesAnEntryLargerThanTheJournal()
{
    JournalLimits limits;
    limits.bytes = 100'000;
    Journal journal(limits);
    const Arrival arrival = publication(std::string(100'001, 'x'), 9);
    QVERIFY(journal.isTooLarge(entryOf(arrival)));
    QVERIFY(!journal.isTooLarge(publicationRow("small")));
    journal.append({&arrival, 1});
    const Entry entry = journal.at(0);
    QCOMPARE(entry.kind, EntryKind::Loss);
    QCOMPARE(entry.count(), 1u);
    QCOMPARE(entry.offset, 9u);
    QCOMPARE(entry.channel, std::string_view("news"));
    QVERIFY(entry.payload.find("100001") != std::string_view::npos);
    QCOMPARE(journal.counters().publications, 0u);
}

void TestJournal::namesItsWatchers()
{
    using Names = std::vector<std::string>;
    Journal journal;
    const auto append = [&journal](std::string watcher) {
        Arrival arrival = publication("1");
        arrival.watcher = std::move(watcher);
        journal.append({&arrival, 1});
    };
    append("");
    QCOMPARE(journal.watchers(), Names());
    for (const char *watcher : {"bob", "alice", "bob", "", "alice"}) {
        append(watcher);
    }
    QCOMPARE(journal.watchers(), (Names{"bob", "alice"}));
    journal.clear();
    append("alice");
    QCOMPARE(journal.watchers(), Names{"alice"});
    for (int i = 0; i < 2000; ++i) {
        append(std::to_string(i));
    }
    QCOMPARE(journal.watchers().size(), Journal::MaxWatchers);
}

void TestJournal::numbersStartAgainAfterClear()
{
    Journal journal;
    journal.append(std::vector<Arrival>(5));
    journal.clear();
    QCOMPARE(journal.size(), 0u);
    QCOMPARE(journal.counters().appended, 0u);
    journal.append(std::vector<Arrival>(1));
    QCOMPARE(journal.at(0).number, 1u);
}

void TestJournal::forgetsChannelsThatAreGone()
{
    JournalLimits limits;
    limits.bytes = 2'000'000;
    Journal journal(limits);
    for (int i = 0; i < 50'000; ++i) {
        Arrival arrival;
        arrival.channel = std::to_string(i) + std::string(200, 'c');
        journal.append({&arrival, 1});
    }
    QVERIFY(journal.memoryBytes() <= limits.bytes);
    QVERIFY(journal.size() > 4000);
    QVERIFY(journal.memoryBytes() > journal.size() * 200);
    const std::string newest = "49999" + std::string(200, 'c');
    const bool isMarked = journal.at(journal.size() - 1).kind == EntryKind::Trim;
    QCOMPARE(journal.at(journal.size() - (isMarked ? 2 : 1)).channel, std::string_view(newest));
}

void TestJournal::sealedSegmentsOutliveATrim()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    Journal journal(limits);
    std::vector<Arrival> batch(11, publication("kept", 4));
    journal.append(batch);
    const auto segments = segmentsOf(*journal.snapshot());
    QCOMPARE(segments.size(), 2u);
    journal.append(std::vector<Arrival>(500));
    journal.clear();
    QCOMPARE(segments[0]->size(), 10u);
    QCOMPARE(segments[0]->at(9), numberedRow(batch[9], 10));
}

/** With chunks carved from blocks that others share; each size has its own kind of chunk. */
void TestJournal::sealedSegmentsOutliveTheJournal()
{
    std::vector<Arrival> batch;
    for (std::size_t i = 0; i < 900; ++i) {
        const std::size_t size = i % 90 == 0 ? 600'000 : i % 3 == 0 ? 20'000 : 300;
        batch.push_back(publication(std::string(size, char('a' + i % 26)), i + 1));
    }
    std::vector<std::shared_ptr<const JournalSegment>> segments;
    {
        Journal journal;
        journal.append(batch);
        segments = segmentsOf(*journal.snapshot());
        journal.clear();
        journal.append(std::vector<Arrival>(5000, publication(std::string(300, '!'))));
    }
    QCOMPARE(segments.size(), 2u);
    QVERIFY(segments[0]->size() > 400);
    for (std::size_t i = 0; i < segments[0]->size(); ++i) {
        QCOMPARE(segments[0]->at(i), numberedRow(batch[i], i + 1));
    }
}

/** Bytes and 48, however few there are; the bookkeeping of the whole is some hundred bytes. */
void TestJournal::takesItsBytesAnd48()
{
    constexpr std::size_t Whole = 2000;
    Journal journal;
    Arrival arrival = publication(std::string(100, 'x'), 7);
    arrival.epoch = "RUbFbrir";
    for (const std::size_t count : {1u, 9u, 90u, 900u, 99'000u}) {
        journal.append(std::vector<Arrival>(count, arrival));
        const std::size_t expected = journal.size() * (100 + 48);
        QVERIFY(journal.memoryBytes() >= expected);
        QVERIFY2(journal.memoryBytes() < expected + 2 * Whole,
                 qPrintable(QString::number(journal.memoryBytes() - expected)));
    }
}

void TestJournal::keepsEqualTagsAndInfoOnce()
{
    Journal journal;
    Arrival arrival = publication("x");
    arrival.info = R"({"user":"alice","client":"d3f0a1d2-2f6e-4a0a-9a0b-7a5d6f6c2a11"})";
    arrival.tags = R"({"room":"7"})";
    journal.append(std::vector<Arrival>(10'000, arrival));
    QVERIFY2(journal.memoryBytes() < 10'000 * 49 + 10'000,
             qPrintable(QString::number(journal.memoryBytes())));
    Arrival other = arrival;
    other.tags = arrival.info; // the same bytes the other way round are not the same
    other.info = arrival.tags;
    journal.append({&other, 1});
    QCOMPARE(journal.at(9999), numberedRow(arrival, 10'000));
    QCOMPARE(journal.at(10'000), numberedRow(other, 10'001));
}

/** A filter that follows each key asks for it again and again. */
void TestJournal::putsSmallSegmentsTogether()
{
    Journal journal;
    std::vector<std::shared_ptr<const EntrySnapshot>> held;
    for (int i = 0; i < 3000; ++i) {
        const Arrival arrival = publication("message " + std::to_string(i), std::uint64_t(i) + 1);
        journal.append({&arrival, 1});
        held.push_back(journal.snapshot());
        if (held.size() > 3) {
            held.erase(held.begin());
        }
    }
    QCOMPARE(segmentsOf(*journal.snapshot()).size(), 1u);
    QVERIFY2(journal.memoryBytes() < 3000 * (48 + 13) + 4000,
             qPrintable(QString::number(journal.memoryBytes())));
    QCOMPARE(held.front()->endNumber(), 2999u);
    QCOMPARE(segmentsOf(*held.front()).front()->at(2996).payload, std::string_view("message 2996"));
    for (std::size_t i = 0; i < 3000; ++i) {
        QCOMPARE(journal.at(i).offset, i + 1);
    }
}

void TestJournal::viewsStayWhileItGrows()
{
    Journal journal;
    const Arrival first = publication("first");
    journal.append({&first, 1});
    const Entry entry = journal.at(0);
    const char *channel = entry.channel.data();
    for (int i = 0; i < 70'000; ++i) {
        Arrival other = publication("other");
        other.channel = "other" + std::to_string(i % 1000);
        journal.append({&other, 1});
    }
    QCOMPARE(entry.payload, std::string_view("first"));
    QCOMPARE(journal.at(0).payload.data(), entry.payload.data());
    QCOMPARE(journal.at(0).channel.data(), channel);
}

REALTIME_TEST(TestJournal, QCoreApplication)
#include "tst_journal.moc"
