// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "readresult.h"
#include "recordingfixture.h"

#include "monitor/recording/database.h"
#include "support/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <functional>
#include <thread>

#include <sys/wait.h>

/** Files of which a part is lost, or that somebody made to keep us busy. */
class TestDamagedRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWhatIsThere_data();
    void readsWhatIsThere();
    void readsPastDamagedKeys_data();
    void readsPastDamagedKeys();
    void readsALogBesideALostFile_data();
    void readsALogBesideALostFile();
    void readsALogThatIsDamaged_data();
    void readsALogThatIsDamaged();
    void endsWithPagesThatPointToOneAnother_data();
    void endsWithPagesThatPointToOneAnother();
    void givesARunOfMissingEntriesOneRow();
    void canBeCancelled_data();
    void canBeCancelled();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.rtm")); }
    QByteArray content() const;
    void write(const QByteArray &bytes);
    void execute(const char *sql);
    /** As if the machine went down before the log was copied into the file. */
    void recordIntoLog(std::uint64_t count);
    qsizetype rootOf(const char *table);

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr qsizetype DamagedPage = 4096;
constexpr std::uint64_t DamagedCount = 40'000; // 3.5 MB

QByteArray withPage(QByteArray bytes, qsizetype page, const QByteArray &content)
{
    return bytes.replace((page - 1) * DamagedPage, content.size(), content);
}

/** A page that leads to another one many times. */
QByteArray innerPage(qsizetype child)
{
    constexpr int Cells = 300;
    constexpr qsizetype CellSize = 6; // the child and a number below 16,384
    QByteArray page(DamagedPage, '\0');
    const auto put = [&page](qsizetype place, qsizetype value, qsizetype size) {
        for (qsizetype i = size; i-- > 0; value >>= 8) {
            page[place + i] = char(value);
        }
    };
    put(0, 5, 1);
    put(3, Cells, 2);
    put(5, DamagedPage - Cells * CellSize, 2);
    put(8, child, 4);
    for (qsizetype i = 0; i < Cells; ++i) {
        const qsizetype place = DamagedPage - (i + 1) * CellSize;
        put(12 + i * 2, place, 2);
        put(place, child, 4);
        put(place + 4, 0x8F68, 2); // 1000
    }
    return page;
}

} // namespace

void TestDamagedRecording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestDamagedRecording::content() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestDamagedRecording::write(const QByteArray &bytes)
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestDamagedRecording::execute(const char *sql)
{
    Database database;
    QCOMPARE(database.open(bytesOf(path()), SQLITE_OPEN_READWRITE), SQLITE_OK);
    QVERIFY2(database.execute(sql) == SQLITE_OK, database.errorText().c_str());
}

void TestDamagedRecording::recordIntoLog(std::uint64_t count)
{
    const pid_t child = runInChild([this, count]() -> int {
        RecorderLimits limits;
        limits.checkpointInterval = std::chrono::hours(1);
        auto started = Recorder::start(bytesOf(path()), {}, limits);
        recordSamples(*started.recorder, 1, count);
        while (started.recorder->status().written < count) {
            std::this_thread::yield();
        }
        ::_exit(0); // no destructor runs
    });
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QFile::remove(path() + QStringLiteral("-shm"));
}

qsizetype TestDamagedRecording::rootOf(const char *table)
{
    Database database;
    database.open(bytesOf(path()), SQLITE_OPEN_READONLY);
    Statement root(database, "SELECT rootpage FROM sqlite_schema WHERE name=?1");
    root.bindText(1, table);
    return root.step() == SQLITE_ROW ? qsizetype(root.number(0)) : 0;
}

using Damage = std::function<QByteArray(const QByteArray &)>;
Q_DECLARE_METATYPE(Damage)

void TestDamagedRecording::readsWhatIsThere_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<quint64>("lost"); // at most
    QTest::addColumn<quint64>("gaps"); // at most
    const auto row = [](const char *name, quint64 lost, quint64 gaps, const Damage &damage) {
        QTest::newRow(name) << damage << lost << gaps;
    };
    constexpr quint64 OfPage = 60; // entries
    row("2 KB cut off", OfPage, 1, [](const QByteArray &b) { return b.chopped(2048); });
    row("4 KB cut off", OfPage, 1, [](const QByteArray &b) { return b.chopped(4096); });
    row("5 KB cut off", 2 * OfPage, 2, [](const QByteArray &b) { return b.chopped(5000); });
    row("a third cut off", DamagedCount * 35 / 100, 2,
        [](const QByteArray &b) { return b.first(b.size() / 3 * 2); });
    row("a page of zeros", OfPage, 1, [](const QByteArray &b) {
        return withPage(b, b.size() / DamagedPage / 2, QByteArray(DamagedPage, '\0'));
    });
    row("a page of noise", OfPage, 1, [](const QByteArray &b) {
        return withPage(b, b.size() / DamagedPage / 2, QByteArray(DamagedPage, '\xA5'));
    });
    row("a page that stands in two places", OfPage, 1, [](const QByteArray &b) {
        const qsizetype page = b.size() / DamagedPage / 2;
        return withPage(b, page, b.mid((page + 4) * DamagedPage, DamagedPage));
    });
    row("four pages of zeros in two places", 4 * OfPage, 2, [](const QByteArray &b) {
        const QByteArray zeros(2 * DamagedPage, '\0');
        return withPage(withPage(b, b.size() / DamagedPage / 2, zeros), b.size() / DamagedPage / 3,
                        zeros);
    });
    row("a header of zeros", 0, 0,
        [](const QByteArray &b) { return QByteArray(100, '\0') + b.mid(100); });
    row("a first page of zeros", 0, 0,
        [](const QByteArray &b) { return withPage(b, 1, QByteArray(DamagedPage, '\0')); });
    row("eight bits flipped", 9, 8, [](const QByteArray &b) {
        QByteArray broken = b;
        for (qsizetype i = 1; i < 9; ++i) { // in the lists of cells of eight pages
            char &byte = broken[(b.size() / DamagedPage / 10 * i) * DamagedPage + 16];
            byte = char(byte ^ 0x10);
        }
        return broken;
    });
}

void TestDamagedRecording::readsWhatIsThere()
{
    QFETCH(const Damage, damage);
    QFETCH(const quint64, lost);
    QFETCH(const quint64, gaps);
    QCOMPARE(makeRecording(path(), DamagedCount), std::string());
    const QByteArray whole = content();
    QVERIFY(whole.size() > 3'000'000);
    write(damage(whole));
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const ReadResult found = walk(*opened.recording, opened.recording->snapshot());
    QCOMPARE(found.wrong, std::uint64_t(0));
    QCOMPARE(found.right + found.missing, DamagedCount);
    QVERIFY2(found.missing <= lost, std::to_string(found.missing).c_str());
    QVERIFY(opened.recording->size() <= found.right + gaps); // a run of missing ones is one row
    QVERIFY(opened.recording->isIncomplete());
    QVERIFY(!opened.recording->warnings().empty());
    const std::string &last = opened.recording->warnings().back();
    const std::string words =
        lost == 0 ? "it is not known how many there were" : std::to_string(found.missing);
    QVERIFY2(last.find(words) != std::string::npos, last.c_str());
}

void TestDamagedRecording::readsPastDamagedKeys_data()
{
    QTest::addColumn<int>("change");
    for (const int change : {-40, -16, -1, 1, 16, 40}) {
        QTest::addRow("%d", change) << change;
    }
}

/** Then SQLite does not find some rows by their numbers, and says nothing. */
void TestDamagedRecording::readsPastDamagedKeys()
{
    QFETCH(const int, change);
    QCOMPARE(makeRecording(path(), DamagedCount), std::string());
    QByteArray bytes = content();
    const auto at = [&bytes](qsizetype place) { return int(static_cast<uchar>(bytes[place])); };
    int changed = 0;
    for (qsizetype page = DamagedPage; page < bytes.size(); page += DamagedPage) {
        const int cells = at(page) == 5 ? at(page + 3) << 8 | at(page + 4) : 0;
        for (int i = 2; i < cells; i += 5) { // each leads to the keys of one page
            const int cell = at(page + 12 + 2 * i) << 8 | at(page + 13 + 2 * i);
            const qsizetype last = page + cell + 6; // of three bytes, behind the child's number
            const bool isOfThree = (at(last - 2) & 0x80) != 0 && (at(last - 1) & 0x80) != 0;
            if (const int byte = at(last) + change; isOfThree && byte >= 0 && byte < 0x80) {
                bytes[last] = char(byte);
                ++changed;
            }
        }
    }
    QVERIFY(changed > 50);
    write(bytes);
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const ReadResult found = walk(*opened.recording, opened.recording->snapshot());
    QCOMPARE(found.missing, std::uint64_t(0));
    QCOMPARE(found.right, DamagedCount);
}

void TestDamagedRecording::readsALogBesideALostFile_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("an empty file") << QByteArray();
    QTest::newRow("zeros") << QByteArray(5 * DamagedPage, '\0');
    QTest::newRow("noise") << QByteArray(5 * DamagedPage, '\xA5');
}

/** The machine went down before the log was copied into the file. */
void TestDamagedRecording::readsALogBesideALostFile()
{
    QFETCH(const QByteArray, beginning);
    recordIntoLog(1000);
    write(beginning + content().mid(beginning.size()));
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const ReadResult found = walk(*opened.recording, opened.recording->snapshot());
    QCOMPARE(found.right, std::uint64_t(1000));
    QCOMPARE(found.wrong + found.missing, std::uint64_t(0));
}

void TestDamagedRecording::readsALogThatIsDamaged_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<quint64>("least");
    QTest::newRow("cut in the middle")
        << Damage([](const QByteArray &b) { return b.first(b.size() / 2); }) << quint64(300);
    QTest::newRow("its last byte is missing")
        << Damage([](const QByteArray &b) { return b.chopped(1); }) << quint64(900);
    QTest::newRow("a bit flipped") << Damage([](const QByteArray &b) {
        QByteArray broken = b;
        broken[b.size() / 2] = char(broken[b.size() / 2] ^ 1);
        return broken;
    }) << quint64(999);
    QTest::newRow("a frame of zeros") << Damage([](const QByteArray &b) {
        QByteArray broken = b;
        return broken.replace(32 + 4120 * 9, 4120, QByteArray(4120, '\0'));
    }) << quint64(900);
}

/** SQLite shows nothing behind the first transaction that is not whole. */
void TestDamagedRecording::readsALogThatIsDamaged()
{
    QFETCH(const Damage, damage);
    QFETCH(const quint64, least);
    recordIntoLog(1000);
    QFile log(path() + QStringLiteral("-wal"));
    QVERIFY(log.open(QIODevice::ReadWrite));
    const QByteArray damaged = damage(log.readAll());
    QVERIFY(log.resize(0) && log.seek(0));
    QCOMPARE(log.write(damaged), damaged.size());
    log.close();
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const ReadResult found = walk(*opened.recording, opened.recording->snapshot());
    QVERIFY2(found.right >= least, std::to_string(found.right).c_str());
    QVERIFY(opened.recording->isIncomplete());
    const std::string &warning = opened.recording->warnings().front();
    QVERIFY2(warning.find("-wal was cut or is damaged") != std::string::npos, warning.c_str());
}

void TestDamagedRecording::endsWithPagesThatPointToOneAnother_data()
{
    QTest::addColumn<int>("levels");
    QTest::newRow("a page that points to itself") << 0;
    QTest::newRow("two pages, back and forth") << 1;
    QTest::newRow("many ways to the same page") << 15;
}

/** Through all of them would take for ever: 300 to the power of the levels. */
void TestDamagedRecording::endsWithPagesThatPointToOneAnother()
{
    QFETCH(const int, levels);
    QCOMPARE(makeRecording(path(), 1000), std::string());
    QByteArray bytes = content();
    const qsizetype last = bytes.size() / DamagedPage;
    const qsizetype leaf = last - levels - 1;
    qsizetype page = rootOf("entries");
    for (int level = 0; level < levels; ++level) {
        bytes = withPage(bytes, page, innerPage(last - level));
        page = last - level;
    }
    bytes = withPage(bytes, page, innerPage(levels > 1 ? leaf : rootOf("entries")));
    write(bytes);
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    const ReadResult found = walk(*opened.recording, opened.recording->snapshot());
    QVERIFY(found.right > 100);
    QCOMPARE(found.wrong, std::uint64_t(0));
    QCOMPARE(found.right + found.missing, std::uint64_t(1000));
}

/** Numbers are never trusted. */
void TestDamagedRecording::givesARunOfMissingEntriesOneRow()
{
    QCOMPARE(makeRecording(path(), 2), std::string());
    execute("UPDATE entries SET number=1900000000 WHERE number=2");
    execute("INSERT INTO entries SELECT 9223372036854775806, kind, state, flags, monotonic, wall, "
            "stream, offset, code, payload, tags, info FROM entries WHERE number=1");
    const auto opened = Recording::open(bytesOf(path()));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(5));
    QVERIFY(isSample(opened.recording->at(0), 1));
    const Entry note = opened.recording->at(1);
    QCOMPARE(note.kind, EntryKind::Loss);
    QCOMPARE(note.count(), std::uint32_t(1'899'999'998));
    QCOMPARE(note.payload, std::string_view("1899999998 entries are missing in the recording."));
    QCOMPARE(opened.recording->at(2).offset, std::uint64_t(2));
    QCOMPARE(opened.recording->at(4).number, std::uint64_t(5));
    QVERIFY(opened.recording->isIncomplete());
}

void TestDamagedRecording::canBeCancelled_data()
{
    QTest::addColumn<qsizetype>("cut");
    QTest::newRow("while it goes through the table") << qsizetype(0);
    QTest::newRow("while it goes through the pages") << qsizetype(5000);
}

void TestDamagedRecording::canBeCancelled()
{
    QFETCH(const qsizetype, cut);
    QCOMPARE(makeRecording(path(), DamagedCount), std::string());
    write(content().chopped(cut));
    int asked = 0;
    const auto opened = Recording::open(bytesOf(path()), [&asked] { return ++asked < 10; });
    QVERIFY(opened.recording == nullptr);
    QCOMPARE(opened.fault, std::string("cancelled"));
    QVERIFY(asked < 20);
}

REALTIME_TEST(TestDamagedRecording, QCoreApplication)
#include "tst_damagedrecording.moc"
