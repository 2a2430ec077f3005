// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The journal against a simple model, in random order. REALTIME_TEST_SEED repeats a run.

#include "monitor/journal/journal.h"

#include "spillsamples.h"
#include "support/testprogram.h"

#include <QTest>

#include <atomic>
#include <deque>

#include <unistd.h>

class TestJournalProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behavesLikeADequeInMemory();
    void behavesLikeADequeOnDisk();
};

namespace {

/** The journal beside what it should hold. */
class Pair
{
public:
    Pair(JournalLimits limits, JournalSpill spill)
        : m_journal(limits, std::move(spill))
    {
    }

    const Journal &journal() const { return m_journal; }

    void append(const std::vector<Arrival> &batch)
    {
        const std::size_t trimmed = m_journal.append(batch);
        m_model.insert(m_model.end(), batch.begin(), batch.end());
        if (m_journal.counters().appended == m_appended + batch.size() + 1) {
            m_model.push_back(markOf(m_journal));
        }
        m_appended = m_journal.counters().appended;
        m_model.erase(m_model.begin(), m_model.begin() + static_cast<std::ptrdiff_t>(trimmed));
    }
    void clear()
    {
        m_journal.clear();
        m_model.clear();
        m_appended = 0;
    }
    /** A snapshot with what it holds. */
    void hold() { m_held.emplace_back(m_journal.snapshot(), m_model); }
    void letGo(std::size_t index)
    {
        m_held.erase(m_held.begin() + static_cast<std::ptrdiff_t>(index));
    }
    std::size_t heldCount() const { return m_held.size(); }

    bool isSameNow() const
    {
        if (m_journal.size() != m_model.size() || !addsUp(m_journal)) {
            return false;
        }
        for (std::size_t i = 0; i < m_model.size(); ++i) {
            if (m_journal.at(i) != numberedRow(m_model[i], m_journal.firstNumber() + i)) {
                return false;
            }
        }
        return true;
    }
    bool isHeldRight(std::size_t index) const
    {
        const auto &[snapshot, model] = m_held[index];
        std::size_t i = 0;
        for (const auto &run : segmentsOf(*snapshot)) {
            for (std::size_t j = 0; j < run->size(); ++j, ++i) {
                if (i >= model.size()
                    || run->at(j) != numberedRow(model[i], run->firstNumber() + j)) {
                    return false;
                }
            }
        }
        return i == model.size();
    }

private:
    Journal m_journal;
    std::deque<Arrival> m_model;
    std::uint64_t m_appended = 0;
    std::vector<std::pair<std::shared_ptr<const EntrySnapshot>, std::deque<Arrival>>> m_held;
};

} // namespace

void TestJournalProperties::behavesLikeADequeInMemory()
{
    Generator generator(testSeed());

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
            static_cast<void>(journal.snapshot());
        }
        model.insert(model.end(), batch.begin(), batch.end());
        appended += batch.size();
        if (journal.counters().appended == appended + 1) {
            model.push_back(markOf(journal));
            ++appended;
        }
        QVERIFY(trimmed <= model.size());
        model.erase(model.begin(), model.begin() + static_cast<std::ptrdiff_t>(trimmed));

        QCOMPARE(journal.size(), model.size());
        QCOMPARE(journal.firstNumber(), appended - model.size() + 1);
        QCOMPARE(journal.counters().appended, appended);
        QVERIFY(journal.size() <= limits.entries);
        QVERIFY(journal.memoryBytes() <= limits.bytes || journal.size() <= batch.size() + 1);
        for (std::size_t i = 0; i < model.size(); ++i) {
            const Entry entry = journal.at(i);
            QCOMPARE(entry, numberedRow(model[i], journal.firstNumber() + i));
        }
    }
}

void TestJournalProperties::behavesLikeADequeOnDisk()
{
    Generator generator(testSeed());
    for (int round = 0; round < 6; ++round) {
        const Folder folder;
        JournalSpill spill = folder.spill();
        spill.bytes = 30'000 + generator.below(1'000'000);
        spill.write = [round, count = std::make_shared<std::atomic<unsigned>>(0)](
                          int file, const void *bytes, std::size_t size, off_t from) -> ssize_t {
            if (round % 3 == 1 && ++*count % 200 == 0) {
                errno = ENOSPC; // now and then
                return -1;
            }
            return ::pwrite(file, bytes, size, from);
        };
        spill.now = [time = std::make_shared<std::chrono::steady_clock::time_point>()] {
            return *time += std::chrono::milliseconds(100); // pauses end
        };
        JournalLimits limits;
        limits.bytes = 20'000 + generator.below(100'000);
        limits.entries = 100 + generator.below(5000);
        limits.segmentEntries = 1 + generator.below(200);
        limits.segmentBytes = 1 + generator.below(60'000);
        Pair pair(limits, spill);
        for (int step = 0; step < 250; ++step) {
            std::vector<Arrival> batch;
            for (std::uint64_t left = generator.below(generator.below(20) == 0 ? 400 : 20);
                 left > 0; --left) {
                batch.push_back(generator.arrival());
            }
            pair.append(batch);
            if (generator.below(80) == 0) {
                pair.clear();
            }
            if (generator.below(10) == 0) {
                pair.hold();
            }
            if (pair.heldCount() > 0 && generator.below(12) == 0) {
                const std::size_t index = generator.below(pair.heldCount());
                QVERIFY(pair.isHeldRight(index));
                pair.letGo(index);
            }
            QVERIFY2(pair.isSameNow(), qPrintable(QString::number(step)));
            QVERIFY(pair.journal().diskBytes() <= spill.bytes);
            QVERIFY(pair.journal().size() <= limits.entries);
        }
        for (std::size_t index = 0; index < pair.heldCount(); ++index) {
            QVERIFY(pair.isHeldRight(index));
        }
    }
}

REALTIME_TEST(TestJournalProperties, QCoreApplication)
#include "tst_journalproperties.moc"
