// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What a message costs in the journal, in time and in memory, beside the obvious way: a vector of
// structs of QStrings. Then ten million messages, which go to the disk beyond the limit. Each
// figure comes from a process of its own, as memory that was used once stays with one.

#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"

#include <QCoreApplication>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <time.h>
#include <unistd.h>

namespace {

constexpr std::size_t BatchSize = 500;
constexpr std::size_t TimedBytes = std::size_t(128) * 1024 * 1024;
constexpr std::size_t KeptBytes = std::size_t(512) * 1024 * 1024; // twice, to see what it takes
constexpr std::size_t Many = 10'000'000;

struct Row
{
    QString channel;
    QString epoch;
    quint64 offset = 0;
    qint64 monotonic = 0;
    qint64 wall = 0;
    QString payload;
    QString tags;
    QString info;
};

double cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

/** What the process has in memory, without pages of files that the system may take back. */
double residentBytes()
{
    long pages = 0;
    long shared = 0;
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    const bool isRead = file != nullptr && std::fscanf(file, "%*d %ld %ld", &pages, &shared) == 2;
    if (file != nullptr) {
        std::fclose(file);
    }
    return isRead ? double(pages - shared) * double(sysconf(_SC_PAGESIZE)) : 0;
}

std::vector<Arrival> makeBatch(std::size_t payloadSize)
{
    std::vector<Arrival> batch(BatchSize);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        batch[i].channel = "chat:room" + std::to_string(i % 8);
        batch[i].epoch = "RUbFbrir";
        batch[i].offset = i + 1;
        batch[i].payload = std::string(payloadSize, 'x');
    }
    return batch;
}

QString text(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

void appendStrings(std::vector<Row> &rows, const std::vector<Arrival> &batch)
{
    for (const Arrival &arrival : batch) {
        rows.push_back({text(arrival.channel), text(arrival.epoch), arrival.offset,
                        arrival.monotonic.count(), arrival.wall.count(), text(arrival.payload),
                        text(arrival.tags), text(arrival.info)});
    }
}

/** CPU nanoseconds a message. */
void time(std::size_t payloadSize, const std::function<void()> &appendBatch)
{
    const std::size_t messages = TimedBytes / payloadSize;
    const double start = cpuNanoseconds();
    for (std::size_t done = 0; done < messages; done += BatchSize) {
        appendBatch();
    }
    std::printf("%.1f\n", (cpuNanoseconds() - start) / double(messages));
}

/** The journal is full, as after some minutes. */
void timeJournal(std::size_t payloadSize)
{
    const std::vector<Arrival> batch = makeBatch(payloadSize);
    Journal journal;
    while (journal.counters().trimmed == 0) {
        journal.append(batch);
    }
    time(payloadSize, [&] { journal.append(batch); });
}

void timeStrings(std::size_t payloadSize)
{
    const std::vector<Arrival> batch = makeBatch(payloadSize);
    std::vector<Row> rows;
    time(payloadSize, [&] { appendStrings(rows, batch); });
}

/** Bytes beyond the payload; of the second half, as the first one fills what is there once. */
void weigh(std::size_t payloadSize, const std::function<void()> &appendBatch)
{
    const std::size_t batches = KeptBytes / payloadSize / BatchSize;
    double before = 0;
    for (std::size_t done = 0; done < 2 * batches; ++done) {
        before = done == batches ? residentBytes() : before;
        appendBatch();
    }
    const auto messages = double(batches * BatchSize);
    std::printf("%.1f\n", (residentBytes() - before) / messages - double(payloadSize));
}

void weighJournal(std::size_t payloadSize)
{
    const std::vector<Arrival> batch = makeBatch(payloadSize);
    JournalLimits limits;
    limits.bytes = std::size_t(8) * 1024 * 1024 * 1024;
    Journal journal(limits);
    weigh(payloadSize, [&] { journal.append(batch); });
}

void weighStrings(std::size_t payloadSize)
{
    const std::vector<Arrival> batch = makeBatch(payloadSize);
    std::vector<Row> rows;
    rows.reserve(2 * KeptBytes / payloadSize);
    weigh(payloadSize, [&] { appendStrings(rows, batch); });
}

/** Prints what is in memory, in files and kept. */
void keepMany(std::size_t payloadSize)
{
    const QTemporaryDir folder;
    const std::vector<Arrival> batch = makeBatch(payloadSize);
    JournalSpill spill;
    spill.folder = folder.path().toStdString();
    Journal journal({}, spill);
    const double before = residentBytes();
    double most = 0;
    for (std::size_t done = 0; done < Many; done += BatchSize) {
        while (journal.isFull()) {
            QThread::msleep(1); // as long as the disk is behind
            journal.append({});
        }
        journal.append(batch);
        most = std::max(most, done % 100'000 == 0 ? residentBytes() : 0);
    }
    std::printf("%.0f %.0f %zu\n", most - before, double(journal.diskBytes()), journal.size());
}

QStringList run(const char *task, std::size_t payloadSize)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {QLatin1String(task), QString::number(payloadSize)});
    process.waitForFinished(-1);
    return QString::fromLatin1(process.readAllStandardOutput()).simplified().split(u' ');
}

double figure(const char *task, std::size_t payloadSize)
{
    return run(task, payloadSize).value(0).toDouble();
}

void compare()
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::puts("payload | journal: CPU ns, bytes beyond the payload | QStrings: ns, bytes | ratios");
    for (const std::size_t size : {200, 1000, 4000}) {
        const double journalTime = figure("time-journal", size);
        const double journalBytes = figure("weigh-journal", size);
        const double stringsTime = figure("time-strings", size);
        const double stringsBytes = figure("weigh-strings", size);
        std::printf("%7zu | %8.0f %8.1f | %8.0f %8.1f | time %.2f, bytes %.2f\n", size, journalTime,
                    journalBytes, stringsTime, stringsBytes, journalTime / stringsTime,
                    journalBytes / stringsBytes);
    }
    const QStringList many = run("keep-many", 100);
    std::printf("%zu messages of 100 bytes: %s kept, %.0f MB in memory at most (%.2f of their "
                "payloads), %.0f MB in files\n",
                Many, qPrintable(many.value(2)), many.value(0).toDouble() / 1e6,
                many.value(0).toDouble() / (100.0 * double(Many)), many.value(1).toDouble() / 1e6);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QString task = QCoreApplication::arguments().value(1);
    const std::size_t size = QCoreApplication::arguments().value(2).toULongLong();
    const std::pair<const char *, void (*)(std::size_t)> tasks[] = {{"time-journal", timeJournal},
                                                                    {"time-strings", timeStrings},
                                                                    {"weigh-journal", weighJournal},
                                                                    {"weigh-strings", weighStrings},
                                                                    {"keep-many", keepMany}};
    for (const auto &[name, run] : tasks) {
        if (task == QLatin1String(name)) {
            run(size);
            return 0;
        }
    }
    compare();
    return 0;
}
