// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal.h"
#include "monitor/journalsegment.h"
#include "support/sealedruns.h"

#include <QRandomGenerator>
#include <QTest>

#include <deque>
#include <random>

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void keepsEveryField_data();
    void keepsEveryField();
    void keepsBytesExactly();
    void trimsByEntries();
    void trimsByBytes();
    void keepsAnEntryLargerThanASegment();
    void makesRoomForALargeEntry();
    void notesAnEntryLargerThanTheJournal();
    void numbersStartAgainAfterClear();
    void forgetsChannelsThatAreGone();
    void sealedSegmentsOutliveATrim();
    void sealedSegmentsOutliveTheJournal();
    void countsTheBlockItTook();
    void viewsStayWhileItGrows();
    void behavesLikeADeque();
};

namespace {

Arrival publication(std::string payload, std::uint64_t offset = 0)
{
    Arrival result;
    result.channel = "news";
    result.payload = std::move(payload);
    result.offset = offset;
    return result;
}

bool isSame(const Entry &entry, const Arrival &arrival)
{
    return entry.kind == arrival.kind && entry.state == arrival.state
        && entry.flags == arrival.flags && entry.monotonic == arrival.monotonic
        && entry.wall == arrival.wall && entry.channel == arrival.channel
        && entry.epoch == arrival.epoch && entry.offset == arrival.offset
        && entry.code == arrival.code && entry.payload == arrival.payload
        && entry.tags == arrival.tags && entry.info == arrival.info;
}

/** Arrivals of every kind and size, among them some that need a chunk or a segment of their own. */
class Generator
{
public:
    explicit Generator(quint64 seed)
        : m_random(seed)
    {
    }

    std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }

    std::string bytes(std::size_t size)
    {
        std::string result(size, '\0');
        for (char &byte : result) {
            byte = static_cast<char>(m_random());
        }
        return result;
    }

    Arrival arrival()
    {
        Arrival result;
        result.kind = static_cast<EntryKind>(below(9));
        result.state = static_cast<std::uint8_t>(below(256));
        result.flags = static_cast<std::uint8_t>(below(256));
        result.monotonic = std::chrono::nanoseconds(m_random() >> 1);
        result.wall = std::chrono::microseconds(m_random() >> 1);
        result.channel = below(4) == 0 ? std::string() : "channel" + std::to_string(below(20));
        result.epoch = below(2) == 0 ? std::string() : "epoch" + std::to_string(below(3));
        result.offset = below(2) == 0 ? 0 : m_random();
        result.code = below(2) == 0 ? 0 : static_cast<std::uint32_t>(m_random());
        result.payload = bytes(below(20) == 0 ? below(20'000) : below(60));
        result.tags = bytes(below(3) == 0 ? below(40) : 0);
        result.info = bytes(below(3) == 0 ? below(40) : 0);
        return result;
    }

private:
    std::mt19937_64 m_random;
};

} // namespace

void TestJournal::startsEmpty()
{
    Journal journal;
    QCOMPARE(journal.size(), 0u);
    QCOMPARE(journal.firstNumber(), 1u);
    QCOMPARE(journal.memoryBytes(), 0u);
    QCOMPARE(journal.append({}), 0u);
    QCOMPARE(journal.size(), 0u);
    QVERIFY(runsOf(*journal.sealed()).empty());
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
        arrival.state = 3;
        arrival.flags = Recovered | EpochChanged;
        arrival.monotonic = std::chrono::nanoseconds(5);
        arrival.wall = std::chrono::microseconds(-6);
        arrival.channel = "c";
        arrival.epoch = "e";
        arrival.offset = offset;
        arrival.code = code;
        arrival.payload = text;
        arrival.tags = text;
        arrival.info = text;
        Journal journal;
        journal.append({&arrival, 1});
        QCOMPARE(journal.at(0).number, 1u);
        QVERIFY(isSame(journal.at(0), arrival));
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
    QCOMPARE(journal.size(), 71u);
    QCOMPARE(journal.firstNumber(), 11u);
    QCOMPARE(journal.at(0).number, 11u);
    QCOMPARE(journal.append(std::vector<Arrival>(200)), 200u);
    QCOMPARE(journal.at(0).number, journal.firstNumber());
    QCOMPARE(journal.counters().appended, 281u);
    QCOMPARE(journal.counters().trimmed, 210u);
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
    QCOMPARE(journal.size() + journal.counters().trimmed, 3000u);
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
    QCOMPARE(runsOf(*journal.sealed()).size(), 3u);
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
    QCOMPARE(journal.size(), 501 - trimmed);
    QVERIFY(journal.memoryBytes() <= limits.bytes);
    QCOMPARE(journal.at(journal.size() - 1).payload.size(), 700'000u);
}

void TestJournal::notesAnEntryLargerThanTheJournal()
{
    JournalLimits limits;
    limits.bytes = 100'000;
    Journal journal(limits);
    const Arrival arrival = publication(std::string(100'001, 'x'), 9);
    journal.append({&arrival, 1});
    const Entry entry = journal.at(0);
    QCOMPARE(entry.kind, EntryKind::Loss);
    QCOMPARE(entry.code, 1u);
    QCOMPARE(entry.offset, 9u);
    QCOMPARE(entry.channel, std::string_view("news"));
    QVERIFY(entry.payload.find("100001") != std::string_view::npos);
    QCOMPARE(journal.counters().publications, 0u);
}

void TestJournal::numbersStartAgainAfterClear()
{
    Journal journal;
    journal.append(std::vector<Arrival>(5));
    journal.clear();
    QCOMPARE(journal.size(), 0u);
    QCOMPARE(journal.memoryBytes(), 0u);
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
    QCOMPARE(journal.at(journal.size() - 1).channel, std::string_view(newest));
}

void TestJournal::sealedSegmentsOutliveATrim()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    Journal journal(limits);
    std::vector<Arrival> batch(11, publication("kept", 4));
    journal.append(batch);
    const auto segments = runsOf(*journal.sealed());
    QCOMPARE(segments.size(), 2u);
    journal.append(std::vector<Arrival>(500));
    journal.clear();
    QCOMPARE(segments[0]->size(), 10u);
    QCOMPARE(segments[0]->at(9).number, 10u);
    QVERIFY(isSame(segments[0]->at(9), batch[9]));
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
        segments = runsOf(*journal.sealed());
        journal.clear();
        journal.append(std::vector<Arrival>(5000, publication(std::string(300, '!'))));
    }
    QCOMPARE(segments.size(), 2u);
    QVERIFY(segments[0]->size() > 400);
    for (std::size_t i = 0; i < segments[0]->size(); ++i) {
        QVERIFY(isSame(segments[0]->at(i), batch[i]));
    }
}

void TestJournal::countsTheBlockItTook()
{
    Journal journal;
    const Arrival arrival = publication("small");
    journal.append({&arrival, 1});
    QVERIFY(journal.memoryBytes() >= ChunkMemory::BlockSize);
    QVERIFY(journal.memoryBytes() < ChunkMemory::BlockSize + 4096);
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

void TestJournal::behavesLikeADeque()
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("REALTIME_TEST_SEED", &given);
    const quint64 seed = given ? quint64(wanted) : QRandomGenerator::global()->bounded(1 << 30);
    qInfo("REALTIME_TEST_SEED=%llu", seed);
    Generator generator(seed);

    JournalLimits limits;
    limits.bytes = 200'000;
    limits.entries = 300;
    limits.segmentEntries = 1 + generator.below(60);
    limits.segmentBytes = 1 + generator.below(60'000);
    Journal journal(limits);
    std::deque<Arrival> model;
    std::uint64_t appended = 0;
    for (int step = 0; step < 400; ++step) {
        if (generator.below(60) == 0) {
            journal.clear();
            model.clear();
            appended = 0;
        }
        std::vector<Arrival> batch;
        for (std::uint64_t left = generator.below(generator.below(20) == 0 ? 500 : 20); left > 0;
             --left) {
            batch.push_back(generator.arrival());
        }
        const std::size_t trimmed = journal.append(batch);
        if (generator.below(8) == 0) {
            static_cast<void>(journal.sealed());
        }
        model.insert(model.end(), batch.begin(), batch.end());
        appended += batch.size();
        QVERIFY(trimmed <= model.size());
        model.erase(model.begin(), model.begin() + static_cast<std::ptrdiff_t>(trimmed));

        QCOMPARE(journal.size(), model.size());
        QCOMPARE(journal.firstNumber(), appended - model.size() + 1);
        QCOMPARE(journal.counters().appended, appended);
        QVERIFY(journal.size() <= limits.entries);
        QVERIFY(journal.memoryBytes() <= limits.bytes || journal.size() <= batch.size());
        for (std::size_t i = 0; i < model.size(); ++i) {
            const Entry entry = journal.at(i);
            QCOMPARE(entry.number, journal.firstNumber() + i);
            QVERIFY2(isSame(entry, model[i]), qPrintable(QString::number(step)));
        }
    }
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
