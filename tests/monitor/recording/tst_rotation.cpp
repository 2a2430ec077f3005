// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/rotatingwriter.h"
#include "monitor/recording/rotation.h"

#include "recordingfixture.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;

/** A recording that goes on in one file after another. */
class TestRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsLimits_data();
    void readsLimits();
    void namesFilesByTime_data();
    void namesFilesByTime();
    void losesAndRepeatsNothing();
    void goesOnAfterATime();
    void makesNoEmptyFiles();
    void keepsTheNewest();
    void removesNothingButItsOwn();
    void survivesAKill();
    void endsInOrderWithoutANextFile();
    void endsWhenItsFileIsGone();
    void leavesNoNextFileBehind();
    void refusesAFolder();

private:
    QString path(const QString &name = QStringLiteral("a.rtm")) const
    {
        return m_folder->filePath(name);
    }
    /** Sorted by name. */
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    /** The numbers of the samples in these files, one file behind the other. */
    std::vector<std::uint64_t> samplesIn(const QStringList &names) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

RecorderLimits rotatedBy(const Rotation &rotation)
{
    RecorderLimits limits;
    limits.interval = 1ms;
    limits.checkpointInterval = 20ms;
    limits.rotation = rotation;
    return limits;
}

/** Many small files. */
Rotation smallFiles(std::size_t keep = 0)
{
    return {std::uint64_t(64) * 1024, 0s, keep};
}

std::vector<std::uint64_t> upTo(std::uint64_t last)
{
    std::vector<std::uint64_t> numbers(last);
    for (std::uint64_t i = 0; i < last; ++i) {
        numbers[i] = i + 1;
    }
    return numbers;
}

/** Waits for each five hundred, so that files change in between. */
void recordSlowly(Recorder &recorder, std::uint64_t count)
{
    constexpr std::uint64_t Step = 500;
    for (std::uint64_t first = 1; first <= count; first += Step) {
        recordSamples(recorder, first, Step);
        QTRY_COMPARE(recorder.status().written, first + Step - 1);
    }
}

} // namespace

void TestRotation::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::vector<std::uint64_t> TestRotation::samplesIn(const QStringList &names) const
{
    std::vector<std::uint64_t> numbers;
    for (const QString &name : names) {
        const auto opened = Recording::open(bytesOf(path(name)));
        for (std::size_t i = 0; opened.recording && i < opened.recording->size(); ++i) {
            numbers.push_back(opened.recording->at(i).offset);
        }
    }
    return numbers;
}

void TestRotation::readsLimits_data()
{
    QTest::addColumn<std::uint64_t>("bytes");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char *text, std::uint64_t bytes, qint64 seconds) {
        QTest::newRow(text) << bytes << seconds;
    };
    row("64K", 65'536, 0);
    row("100M", 104'857'600, 0);
    row("1G", 1'073'741'824, 0);
    row("999999G", 999'999ULL << 30, 0);
    row("1s", 0, 1);
    row("90m", 0, 5400);
    row("1h", 0, 3600);
    row("7d", 0, 604'800);
    row("1G,1d", 1'073'741'824, 86'400);
    row("1d,1G", 1'073'741'824, 86'400);
    for (const char *wrong :
         {"", "1", "G", "0G", "-1G", "1.5G", "1 G", "+1G", "1g", "1T", "63K", "1000000G", "1G,",
          ",1G", "1G,2G", "1h,1d", "1G,1d,1s", "1G 1d", "99999999999999999999G"}) {
        row(wrong, 0, 0);
    }
}

void TestRotation::readsLimits()
{
    QFETCH(const std::uint64_t, bytes);
    QFETCH(const qint64, seconds);
    const auto rotation = parseRotation(QTest::currentDataTag());
    QCOMPARE(rotation.has_value(), bytes > 0 || seconds > 0);
    const Rotation expected{bytes, std::chrono::seconds(seconds), 0};
    QVERIFY(rotation.value_or(Rotation()) == expected);
}

void TestRotation::namesFilesByTime_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *given, const char *name) {
        QTest::newRow(given) << QString::fromLatin1(given) << QString::fromLatin1(name);
    };
    row("/x/a.rtm", "/x/a-2026-11-30T21-04-08.007Z.rtm");
    row("a.b.rtm", "a.b-2026-11-30T21-04-08.007Z.rtm");
    row("/x.y/a", "/x.y/a-2026-11-30T21-04-08.007Z");
    row("/x/.a", "/x/.a-2026-11-30T21-04-08.007Z");
    row("a", "a-2026-11-30T21-04-08.007Z");
}

void TestRotation::namesFilesByTime()
{
    QFETCH(const QString, path);
    QFETCH(const QString, name);
    QCOMPARE(QString::fromStdString(rotatedPath(path.toStdString(), 1'796'072'648'007ms)), name);
}

void TestRotation::losesAndRepeatsNothing()
{
    const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles()));
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSlowly(*started.recorder, 5000);
    started.recorder->end();
    const RecorderStatus status = started.recorder->status();
    QCOMPARE(status.state, RecorderStatus::State::Ended);
    QCOMPARE(status.written, std::uint64_t(5000));
    const QStringList names = files(); // nothing stands beside them
    QVERIFY2(names.size() > 3, qPrintable(names.join(u' ')));
    QCOMPARE(names.size(), qsizetype(status.files));
    QCOMPARE(QString::fromStdString(status.file), path(names.constLast()));
    QVERIFY(samplesIn(names) == upTo(5000));
    static const QRegularExpression form(
        QStringLiteral("^a-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}Z\\.rtm$"));
    for (const QString &name : names) {
        QVERIFY2(form.match(name).hasMatch(), qPrintable(name));
        const auto opened = Recording::open(bytesOf(path(name)));
        QVERIFY2(opened.recording, opened.fault.c_str());
        QVERIFY(opened.recording->warnings().empty()); // each was ended
        QCOMPARE(opened.recording->at(0).number, std::uint64_t(1));
        QCOMPARE(QFile(path(name)).permissions()
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }
}

void TestRotation::goesOnAfterATime()
{
    const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy({0, 1s, 0}));
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE(started.recorder->status().files, std::size_t(2)); // though nothing more came
    recordSamples(*started.recorder, 11, 10);
    started.recorder->end();
    QCOMPARE(files().size(), 2);
    QVERIFY(samplesIn(files().mid(0, 1)) == upTo(10));
    QVERIFY(samplesIn(files()) == upTo(20));
}

void TestRotation::makesNoEmptyFiles()
{
    const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy({0, 1s, 0}));
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSamples(*started.recorder, 1, 10);
    QTRY_COMPARE(started.recorder->status().files, std::size_t(2));
    const QString first = path(files().constFirst());
    started.recorder->end();
    QCOMPARE(started.recorder->status().files, std::size_t(1));
    QCOMPARE(QString::fromStdString(started.recorder->status().file), first);
    QCOMPARE(files().size(), 1);
}

void TestRotation::keepsTheNewest()
{
    const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles(3)));
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSlowly(*started.recorder, 8000);
    started.recorder->end();
    QVERIFY(started.recorder->status().files > 3);
    QCOMPARE(files().size(), 3);
    const std::vector<std::uint64_t> kept = samplesIn(files());
    const std::vector<std::uint64_t> all = upTo(8000);
    QVERIFY(kept.size() < all.size());
    QVERIFY(std::equal(kept.rbegin(), kept.rend(), all.rbegin()));
}

void TestRotation::removesNothingButItsOwn()
{
    const auto make = [this](const QString &name) {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write("mine") == 4;
    };
    const QStringList others = {QStringLiteral("a-2020-01-01T00-00-00.000Z.rtm"),
                                QStringLiteral("a-note.txt"), QStringLiteral("a.rtm")};
    for (const QString &name : others) {
        QVERIFY(make(name));
    }
    const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles(1)));
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSlowly(*started.recorder, 500);
    started.recorder->end();
    for (const QString &name : others) {
        QCOMPARE(QFile(path(name)).size(), qint64(4));
    }

    // A file that was put in the place of one that was ended is not ours.
    const auto second =
        Recorder::start(bytesOf(path(QStringLiteral("b"))), {}, rotatedBy(smallFiles(2)));
    QVERIFY2(second.recorder, second.fault.c_str());
    const QString ended = QString::fromStdString(second.recorder->status().file);
    std::uint64_t number = 1;
    const auto recordUntil = [&](std::size_t count) {
        for (; second.recorder->status().files < count && number < 100'000; number += 100) {
            recordSamples(*second.recorder, number, 100);
            QTRY_COMPARE(second.recorder->status().written, number + 99);
        }
    };
    recordUntil(2);
    QVERIFY(QFile::rename(ended, path(QStringLiteral("saved"))));
    QVERIFY(make(QFileInfo(ended).fileName()));
    recordUntil(4);
    second.recorder->end();
    QCOMPARE(QFile(ended).size(), qint64(4));
    QVERIFY(!samplesIn({QStringLiteral("saved")}).empty());
}

void TestRotation::survivesAKill()
{
    const pid_t child = runInChild([this] {
        const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles()));
        if (started.recorder == nullptr) {
            return 1;
        }
        std::uint64_t number = 1;
        while (started.recorder->status().files < 4) {
            recordSamples(*started.recorder, number, 50);
            number += 50;
            while (started.recorder->status().waiting > 0) { }
        }
        ::kill(::getpid(), SIGKILL);
        return 0;
    });
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    const QStringList recordings = files().filter(QRegularExpression(QStringLiteral("\\.rtm$")));
    QCOMPARE(recordings.size(), 4);
    const std::vector<std::uint64_t> samples = samplesIn(recordings);
    QVERIFY(samples.size() > 100);
    QVERIFY(samples == upTo(samples.size()));
    const auto again = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles(1)));
    QVERIFY2(again.recorder, again.fault.c_str());
    again.recorder->end();
    QVERIFY(samplesIn(recordings) == samples); // those of another run stay
}

void TestRotation::endsInOrderWithoutANextFile()
{
    const pid_t child = runInChild([this] {
        const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles()));
        if (started.recorder == nullptr) {
            return 1;
        }
        const int next = ::dup(0);
        const rlimit none{rlim_t(next), rlim_t(next)}; // no further descriptor
        ::close(next);
        ::setrlimit(RLIMIT_NOFILE, &none);
        for (std::uint64_t number = 1;
             started.recorder->status().state == RecorderStatus::State::Recording; ++number) {
            recordSamples(*started.recorder, number, 1);
        }
        started.recorder->end();
        const RecorderStatus status = started.recorder->status();
        const bool isTold = status.fault.ends_with(" can't be made: Too many open files.");
        return isTold && status.files == 1 && status.written > 0 ? 0 : 2;
    });
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(files().size(), 1);
    const auto opened = Recording::open(bytesOf(path(files().constFirst())));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QVERIFY(opened.recording->warnings().empty()); // it was ended
    const std::vector<std::uint64_t> samples = samplesIn(files());
    QVERIFY(samples.size() > 100);
    QVERIFY(samples == upTo(samples.size()));
}

void TestRotation::endsWhenItsFileIsGone()
{
    const auto started = Recorder::start(bytesOf(path()), {}, rotatedBy(smallFiles()));
    QVERIFY2(started.recorder, started.fault.c_str());
    recordSlowly(*started.recorder, 3000);
    const QStringList names = files().filter(QRegularExpression(QStringLiteral("\\.rtm$")));
    QVERIFY(names.size() > 1);
    QVERIFY(QFile::remove(path(names.constLast())));
    QTRY_COMPARE(started.recorder->status().state, RecorderStatus::State::Failed);
    QVERIFY2(QString::fromStdString(started.recorder->status().fault).contains(names.constLast()),
             started.recorder->status().fault.c_str());
    for (const QString &name : names.mid(0, names.size() - 1)) {
        QVERIFY(!samplesIn({name}).empty());
    }
}

/** The file is gone just when it is to be ended: the next one was made already. */
void TestRotation::leavesNoNextFileBehind()
{
    RotatingWriter writer(smallFiles(), 0);
    QVERIFY(writer.create(bytesOf(path()), {}) == RotatingWriter::Result::Done);
    RecordBatch batch;
    std::string text;
    for (std::uint64_t number = 1; number <= 1000; ++number) {
        batch.add(sampleEntry(number, text));
    }
    QVERIFY(writer.write(batch) == RotatingWriter::Result::Done);
    const QString only = QString::fromStdString(writer.path());
    QVERIFY(QFile::remove(only));
    QVERIFY(writer.rotateIfDue(std::chrono::microseconds(1)) == RotatingWriter::Result::Failed);
    QCOMPARE(writer.fileCount(), std::size_t(1));
    QVERIFY2(writer.fault().find(" was deleted") != std::string::npos, writer.fault().c_str());
    writer.giveUp(std::chrono::microseconds(2));
    QCOMPARE(files().filter(QRegularExpression(QStringLiteral("rtm$"))), QStringList());
}

void TestRotation::refusesAFolder()
{
    const auto started = Recorder::start(bytesOf(m_folder->path()), {}, rotatedBy(smallFiles()));
    QVERIFY(started.recorder == nullptr);
    QCOMPARE(QString::fromStdString(started.fault),
             m_folder->path() + QStringLiteral(" is a folder; name the files in it, such as ")
                 + m_folder->path() + QStringLiteral("/a.rtm."));
}

REALTIME_TEST(TestRotation, QCoreApplication)
#include "tst_rotation.moc"
