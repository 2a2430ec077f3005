// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "recordingfixture.h"

#include "monitor/recording/entrywalk.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;

/** Copies of a recording's one file in which some pages are older than others. */
class TestTornRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsWhatWasThereBefore_data();
    void keepsWhatWasThereBefore();
    void keepsLargePayloads_data();
    void keepsLargePayloads();
    void aCopyNeverLosesWhatAnEarlierOneHad();
    void saysHowMuchItFound();
    void readsPagesWithoutAnyTable();
    void survivesFlippedBytes();
    void countsWhatItCannotRead();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.rtm")); }
    QString copy() const { return m_folder->filePath(QStringLiteral("copy.rtm")); }
    QByteArray content() const;
    /** Opens what has these bytes. */
    Recording::Opened openBytes(const QByteArray &bytes) const;
    /** The file after each of two checkpoints. */
    template <typename Record> void recordTwice(int before, int after, Record record);

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_before;
    QByteArray m_after;
};

namespace {

constexpr qsizetype PageSize = 4096;

/** The beginning of one and the rest of the other, as a copy has it that is overtaken. */
QByteArray torn(const QByteArray &first, const QByteArray &second, qsizetype pages)
{
    const qsizetype place = std::min(pages * PageSize, first.size());
    return first.first(place) + second.mid(std::min(place, second.size()));
}

/** Where to cut: all of the first pages, which lead to the others, and some of these. */
QList<qsizetype> cuts(qsizetype pages)
{
    QList<qsizetype> result;
    for (qsizetype page = 1; page <= pages; page += page < 6 ? 1 : pages / 9 + 1) {
        result += page;
    }
    return result;
}

/** The first entries that are right, one after the other. */
std::size_t rightEntries(const Recording &recording)
{
    std::size_t count = 0;
    while (count < recording.size() && isSample(recording.at(count), count + 1)) {
        ++count;
    }
    return count;
}

std::string largePayload(std::uint64_t number)
{
    return std::string(20'000 + number % 7 * 1000, char('a' + number % 26));
}

} // namespace

void TestTornRecording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestTornRecording::content() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Recording::Opened TestTornRecording::openBytes(const QByteArray &bytes) const
{
    QFile file(copy());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        return {};
    }
    file.close();
    return Recording::open(bytesOf(copy()));
}

template <typename Record> void TestTornRecording::recordTwice(int before, int after, Record record)
{
    RecorderLimits limits;
    limits.interval = 1h;
    limits.checkpointInterval = 1h;
    const auto started = Recorder::start(bytesOf(path()), {}, limits);
    QVERIFY2(started.recorder, started.fault.c_str());
    const auto checkpointWith = [&](std::size_t count) {
        started.recorder->requestCheckpoint();
        const auto size = [this] {
            const auto opened = openBytes(content());
            return opened.recording == nullptr ? 0 : opened.recording->size();
        };
        QTRY_COMPARE(size(), count);
    };
    record(*started.recorder, 1, before);
    checkpointWith(std::size_t(before));
    m_before = content();
    record(*started.recorder, before + 1, after - before);
    checkpointWith(std::size_t(after));
    m_after = content();
}

void TestTornRecording::keepsWhatWasThereBefore_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::newRow("one more page") << 300 << 320;
    QTest::newRow("twice as many") << 300 << 600;
    QTest::newRow("the tree gets deeper") << 20'000 << 28'000;
    QTest::newRow("its second level is divided") << 36'000 << 46'000;
}

void TestTornRecording::keepsWhatWasThereBefore()
{
    QFETCH(const int, before);
    QFETCH(const int, after);
    recordTwice(before, after, [](Recorder &recorder, int first, int count) {
        recordSamples(recorder, std::uint64_t(first), std::uint64_t(count));
    });
    for (const bool isNewFirst : {true, false}) {
        for (const qsizetype page : cuts(m_after.size() / PageSize)) {
            const QByteArray &first = isNewFirst ? m_after : m_before;
            const QByteArray &second = isNewFirst ? m_before : m_after;
            const auto opened = openBytes(torn(first, second, page));
            QVERIFY2(opened.recording, opened.fault.c_str());
            const std::size_t right = rightEntries(*opened.recording);
            const std::string where = (isNewFirst ? "new before " : "old before ")
                + std::to_string(page) + ": " + std::to_string(right) + " of "
                + std::to_string(before);
            QVERIFY2(right >= std::size_t(before), where.c_str());
            QVERIFY2(opened.recording->size() <= std::size_t(after), where.c_str());
        }
    }
}

void TestTornRecording::keepsLargePayloads_data()
{
    QTest::addColumn<bool>("isNewFirst");
    QTest::newRow("new pages first") << true;
    QTest::newRow("old pages first") << false;
}

/** Which go on in other pages; what is not there in full is not shown as if it was. */
void TestTornRecording::keepsLargePayloads()
{
    QFETCH(const bool, isNewFirst);
    recordTwice(100, 180, [](Recorder &recorder, int first, int count) {
        for (int number = first; number < first + count; ++number) {
            const std::string payload = largePayload(std::uint64_t(number));
            recorder.record(publicationRow(payload));
        }
    });
    for (const qsizetype page : cuts(m_after.size() / PageSize)) {
        const auto opened =
            openBytes(isNewFirst ? torn(m_after, m_before, page) : torn(m_before, m_after, page));
        QVERIFY2(opened.recording, opened.fault.c_str());
        QVERIFY(opened.recording->size() >= 100);
        for (std::size_t i = 0; i < opened.recording->size(); ++i) {
            const Entry entry = opened.recording->at(i);
            const bool isRight = entry.payload == largePayload(i + 1);
            QVERIFY(isRight || (i >= 100 && entry.kind == EntryKind::Loss));
        }
    }
}

/** As `cp` takes it, while it is written as fast as can be. */
void TestTornRecording::aCopyNeverLosesWhatAnEarlierOneHad()
{
    RecorderLimits limits;
    limits.interval = 1ms;
    limits.checkpointInterval = 3ms;
    const auto started = Recorder::start(bytesOf(path()), {}, limits);
    const auto entriesOfACopy = [this] {
        QFile::remove(copy());
        const auto opened =
            QFile::copy(path(), copy()) ? Recording::open(bytesOf(copy())) : Recording::Opened();
        return opened.recording == nullptr ? std::size_t(0) : rightEntries(*opened.recording);
    };
    std::size_t earlier = 0;
    for (std::uint64_t number = 1; number < 40'000; number += 2500) {
        recordSamples(*started.recorder, number, 2500); // which are written meanwhile
        const std::size_t right = entriesOfACopy();
        const std::string numbers = std::to_string(right) + " < " + std::to_string(earlier);
        QVERIFY2(right >= earlier, numbers.c_str());
        earlier = right;
    }
    // Also where the machine was too busy to write any meanwhile.
    QTRY_VERIFY(entriesOfACopy() >= std::max<std::size_t>(earlier, 1));
}

void TestTornRecording::saysHowMuchItFound()
{
    recordTwice(20'000, 28'000, [](Recorder &recorder, int first, int count) {
        recordSamples(recorder, std::uint64_t(first), std::uint64_t(count));
    });
    // The table leads to pages that are not there yet.
    const auto opened = openBytes(torn(m_after, m_before, 6));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(rightEntries(*opened.recording), std::size_t(20'000));
    // How many the file without its log lacks is not known.
    QCOMPARE(opened.recording->size(), std::size_t(20'001));
    QVERIFY2(opened.recording->warnings().front().starts_with("The end of the file is missing: "),
             opened.recording->warnings().front().c_str());
    QVERIFY(opened.recording->isIncomplete());
}

/** The page that leads to all others is gone. */
void TestTornRecording::readsPagesWithoutAnyTable()
{
    recordTwice(2000, 2001, [](Recorder &recorder, int first, int count) {
        recordSamples(recorder, std::uint64_t(first), std::uint64_t(count));
    });
    QByteArray broken = m_after;
    constexpr qsizetype Root = 4; // of the entries: schema, meta, streams and its index come first
    std::fill_n(broken.begin() + Root * PageSize, PageSize, '\0');
    const auto opened = openBytes(broken);
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(rightEntries(*opened.recording), std::size_t(2001));
}

/** Whatever stands in the pages, every number has a row. */
void TestTornRecording::survivesFlippedBytes()
{
    recordTwice(500, 700, [](Recorder &recorder, int first, int count) {
        recordSamples(recorder, std::uint64_t(first), std::uint64_t(count));
    });
    const QByteArray whole = torn(m_after, m_before, 5);
    for (int turn = 0; turn < 300; ++turn) {
        QByteArray broken = whole;
        const qsizetype place = turn % 2 == 0
            ? qsizetype(turn) * 7919 % whole.size()
            : qsizetype(turn) % (whole.size() / PageSize) * PageSize + turn % 40;
        broken[place] = char(broken[place] ^ (1 << turn % 8));
        const auto opened = openBytes(broken);
        QCOMPARE(opened.recording == nullptr, !opened.fault.empty());
        const std::size_t size = opened.recording ? opened.recording->size() : 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(size, 1000); ++i) {
            QCOMPARE(opened.recording->at(i).number, opened.recording->firstNumber() + i);
        }
    }
}

void TestTornRecording::countsWhatItCannotRead()
{
    recordTwice(2000, 2001, [](Recorder &recorder, int first, int count) {
        recordSamples(recorder, std::uint64_t(first), std::uint64_t(count));
    });
    QByteArray broken = m_after;
    const qsizetype middle = broken.size() / PageSize / 2;
    std::fill_n(broken.begin() + middle * PageSize, 3 * PageSize, '\0');
    const auto opened = openBytes(broken);
    QVERIFY2(opened.recording, opened.fault.c_str());
    WalkProgress progress;
    std::uint64_t right = 0;
    QVERIFY(walkEntries(*opened.recording->snapshot(), progress, [&right](const Entry &entry) {
        Entry sample = entry;
        sample.number = entry.offset;
        right += isSample(sample, entry.offset) ? 1 : 0;
        return true;
    }));
    QVERIFY(right < 2001);
    QCOMPARE(progress.looked.load(), right + 1); // what is missing is one row
    QCOMPARE(progress.notRead(), 2001 - right);
}

REALTIME_TEST(TestTornRecording, QCoreApplication)
#include "tst_tornrecording.moc"
