// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/ownrows.h"

#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"
#include "monitor/publish/roundtriptracker.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

/** Which rows are publishes of this window. */
class TestOwnRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsRows();
    void tellsPushesOfOneInstantApart();
    void isLikelyOnlyByPayload();
    void findsTheRowOfAPublish();
    void forgetsTheOldest();
};

namespace {

RoundTrip tripOf(quint64 id, RoundTrip::State state = RoundTrip::State::Proven)
{
    RoundTrip trip;
    trip.id = id;
    trip.state = state;
    trip.startedAt = 10s;
    return trip;
}

Arrival arrivalAt(std::chrono::nanoseconds at, std::string payload, std::uint64_t offset = 0)
{
    Arrival arrival = publication(std::move(payload), offset);
    arrival.monotonic = at;
    return arrival;
}

} // namespace

void TestOwnRows::knowsItsRows()
{
    const Arrival arrival = arrivalAt(10s + 3ms, "1", 7);
    const Entry entry = numberedRow(arrival, 1);
    OwnRows rows;
    QVERIFY(rows.find(entry) == nullptr);
    rows.note(fingerprintOf(entry), tripOf(5));
    QVERIFY(rows.find(entry) != nullptr);
    QCOMPARE(rows.find(entry)->publish, 5u);
    QCOMPARE(rows.find(entry)->latency, std::chrono::nanoseconds(3ms));
    QVERIFY(ownText(*rows.find(entry)).startsWith(QStringLiteral("\u2713 yours 3")));
    Entry later = entry;
    later.monotonic += 1ns; // of the same number after a clear
    QVERIFY(rows.find(later) == nullptr);
}

void TestOwnRows::tellsPushesOfOneInstantApart()
{
    const Arrival ours = arrivalAt(11s, "1", 7);
    Arrival others = ours;
    others.offset = 8;
    Arrival bobs = ours;
    bobs.watcher = "bob";
    Arrival elsewhere = ours;
    elsewhere.channel = "chat";
    OwnRows rows;
    rows.note(fingerprintOf(entryOf(ours)), tripOf(5));
    for (const Arrival &arrival : {others, bobs, elsewhere}) {
        QVERIFY(rows.find(entryOf(arrival)) == nullptr);
    }
    rows.note(fingerprintOf(entryOf(bobs)), tripOf(5));
    QVERIFY(rows.find(entryOf(bobs)) != nullptr);

    const Arrival plain = arrivalAt(12s, "1");
    const Arrival other = arrivalAt(12s, "2");
    rows.note(fingerprintOf(entryOf(plain)), tripOf(6));
    QVERIFY(rows.find(entryOf(plain)) != nullptr);
    QVERIFY(rows.find(entryOf(other)) == nullptr); // as many bytes
}

void TestOwnRows::isLikelyOnlyByPayload()
{
    const Arrival arrival = arrivalAt(10s + 3ms, "1");
    OwnRows rows;
    rows.note(fingerprintOf(entryOf(arrival)), tripOf(5, RoundTrip::State::Likely));
    const OwnRow *row = rows.find(entryOf(arrival));
    QVERIFY(row != nullptr && !row->isProven);
    QVERIFY(ownText(*row).startsWith(QStringLiteral("\u2248 likely yours 3")));
}

void TestOwnRows::findsTheRowOfAPublish()
{
    Journal journal;
    std::vector<Arrival> batch;
    for (int i = 0; i < 100; ++i) {
        batch.push_back(arrivalAt(10s + i * 1ms, std::to_string(i), std::uint64_t(i + 1)));
    }
    journal.append(batch);
    OwnRows rows;
    QCOMPARE(rows.numberOf(5, journal), 0u);
    rows.note(fingerprintOf(entryOf(batch[41])), tripOf(5));
    QCOMPARE(rows.numberOf(5, journal), 42u);
    journal.clear();
    QCOMPARE(rows.numberOf(5, journal), 0u);
}

void TestOwnRows::forgetsTheOldest()
{
    OwnRows rows;
    const Arrival first = arrivalAt(10s, "1");
    rows.note(fingerprintOf(entryOf(first)), tripOf(1));
    for (std::size_t i = 0; i < OwnRows::Limit; ++i) {
        QVERIFY(rows.find(entryOf(first)) != nullptr);
        rows.note(fingerprintOf(entryOf(arrivalAt(11s + i * 1ns, "1"))), tripOf(i + 2));
    }
    QVERIFY(rows.find(entryOf(first)) == nullptr);
}

REALTIME_TEST(TestOwnRows, QCoreApplication)

#include "tst_ownrows.moc"
