// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/recorder.h"

#include "monitor/recording/recordbatch.h"
#include "monitor/recording/rotatingwriter.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
using Result = RecordingWriter::Result;

/** One transaction; also when to write without waiting for the interval. */
constexpr std::size_t BatchBytes = std::size_t(1) << 20;
/** Memory of a batch that is worth keeping. */
constexpr std::size_t MaxCapacity = 2 * BatchBytes;
constexpr std::size_t MaxSpareBatches = 4;

std::chrono::microseconds wallNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
}

/** What stands in the file for entries that the writer could not take in time. */
struct Lost
{
    std::uint64_t count = 0;
    std::chrono::nanoseconds monotonic{0}; // of the first
    std::chrono::microseconds wall{0};
};

struct Job
{
    RecordBatch entries;
    std::size_t bytes = 0; // what they count for in the queue
    std::uint64_t lossRows = 0; // of the entries
    Clock::time_point since; // when the first was given
};

} // namespace

/** The giver and the writer meet at `mutex` only, which nobody holds for longer than it takes to
 * copy some entries. */
struct Recorder::Private
{
    explicit Private(const RecorderLimits &wanted)
        : limits(wanted)
        , files(wanted.rotation, wanted.mostPages)
    {
    }

    bool hasRoomFor(std::size_t cost) const;
    void give(const Entry &entry);
    void appendLoss();
    void add(Job &job, const Entry &entry);
    Job &openJob();
    enum class Turn { Write, Checkpoint, End };

    void write();
    Turn nextTurn(Job &job);
    bool writeTurn(Job &job);
    bool checkpointIfDue();
    bool rotateIfDue();
    void describeFiles();
    bool writeUntilDone(const Job &job);
    void finishJob(Job &job);
    void fail();
    void finish();

    const RecorderLimits limits;
    RotatingWriter files; // used by the thread only, once that runs
    std::thread thread;
    Clock::time_point nextCheckpoint; // as the writer

    mutable std::mutex mutex; // guards all below
    std::condition_variable news;
    std::condition_variable room;
    std::deque<Job> jobs;
    std::vector<RecordBatch> spares;
    std::size_t waitingBytes = 0;
    Clock::time_point oldest; // of what is being written
    bool isWriting = false;
    bool isEnding = false;
    bool isCheckpointWanted = false;
    Lost lost; // since the last row that told of it
    RecorderStatus status;
};

Recorder::Started Recorder::start(const std::string &path, const RecordingMetadata &metadata,
                                  const RecorderLimits &limits)
{
    auto p = std::make_unique<Private>(limits);
    RecordingMetadata complete = metadata;
    complete.startedAt = metadata.startedAt ? metadata.startedAt : wallNow();
    if (p->files.create(path, complete) != Result::Done) {
        return {nullptr, p->files.fault()};
    }
    p->describeFiles();
    p->nextCheckpoint = Clock::now() + limits.checkpointInterval;
    p->thread = std::thread([raw = p.get()] { raw->write(); });
    return {std::unique_ptr<Recorder>(new Recorder(std::move(p))), {}};
}

Recorder::Recorder(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Recorder::~Recorder()
{
    end();
}

void Recorder::record(const Entry &entry)
{
    record(std::span(&entry, 1));
}

void Recorder::record(std::span<const Entry> entries)
{
    const std::lock_guard lock(d->mutex);
    if (d->isEnding || d->status.state != RecorderStatus::State::Recording) {
        return;
    }
    const bool wasIdle = d->jobs.empty();
    for (const Entry &entry : entries) {
        d->give(entry);
    }
    if (wasIdle || d->waitingBytes >= BatchBytes) {
        d->news.notify_one();
    }
}

void Recorder::waitForRoom(const Entry &entry, std::chrono::milliseconds most)
{
    std::unique_lock lock(d->mutex);
    d->room.wait_for(lock, most, [this, cost = RecordBatch::costOf(entry)] {
        return d->hasRoomFor(cost) || d->status.state != RecorderStatus::State::Recording;
    });
}

/** A single entry that is larger than the queue still goes through an empty one. After a loss there
 * has to be room for many, or the file would be full of little gaps. */
bool Recorder::Private::hasRoomFor(std::size_t cost) const
{
    const std::size_t most = lost.count == 0 ? limits.queueBytes : limits.queueBytes / 2;
    return waitingBytes == 0 || waitingBytes + cost <= most;
}

void Recorder::Private::give(const Entry &entry)
{
    ++status.given;
    if (!hasRoomFor(RecordBatch::costOf(entry))) {
        if (lost.count == 0) {
            lost.monotonic = entry.monotonic;
            lost.wall = entry.wall;
        }
        ++lost.count;
        ++status.lost;
        return;
    }
    appendLoss();
    add(openJob(), entry);
    ++status.waiting;
}

void Recorder::Private::add(Job &job, const Entry &entry)
{
    job.entries.add(entry);
    job.bytes += RecordBatch::costOf(entry);
    waitingBytes += RecordBatch::costOf(entry);
}

/** A row where the loss is, once there is room again. */
void Recorder::Private::appendLoss()
{
    if (lost.count == 0) {
        return;
    }
    const std::string words = std::to_string(lost.count)
        + " entries came faster than they could be recorded and are missing here.";
    Entry note;
    note.kind = EntryKind::Loss;
    note.monotonic = lost.monotonic;
    note.wall = lost.wall;
    note.payload = words;
    note.setCount(lost.count);
    Job &job = openJob();
    add(job, note);
    ++job.lossRows;
    lost = {};
}

Job &Recorder::Private::openJob()
{
    if (jobs.empty() || jobs.back().entries.byteCount() >= BatchBytes) {
        Job &job = jobs.emplace_back();
        job.since = Clock::now();
        if (!spares.empty()) {
            job.entries = std::move(spares.back());
            spares.pop_back();
        }
    }
    return jobs.back();
}

void Recorder::Private::write()
{
    Job job;
    for (;;) {
        const Turn turn = nextTurn(job);
        if (turn == Turn::End) {
            finish();
            return;
        }
        if ((turn == Turn::Write && !writeTurn(job)) || !checkpointIfDue() || !rotateIfDue()) {
            fail();
            return;
        }
    }
}

/** Waits for enough, for the interval, for the next checkpoint or for the end; that is reached
 * when all is written. */
Recorder::Private::Turn Recorder::Private::nextTurn(Job &job)
{
    std::unique_lock lock(mutex);
    news.wait_until(lock, nextCheckpoint,
                    [this] { return isEnding || isCheckpointWanted || !jobs.empty(); });
    if (jobs.empty() && lost.count == 0) {
        return isEnding ? Turn::End : Turn::Checkpoint;
    }
    const auto enough = [this] {
        return isEnding || isCheckpointWanted || waitingBytes >= BatchBytes;
    };
    news.wait_until(lock, jobs.empty() ? Clock::now() : jobs.front().since + limits.interval,
                    enough);
    if (jobs.empty()) {
        appendLoss(); // the last that came were lost
    }
    job = std::move(jobs.front());
    jobs.pop_front();
    oldest = job.since;
    isWriting = true;
    return Turn::Write;
}

bool Recorder::Private::writeTurn(Job &job)
{
    if (!writeUntilDone(job)) {
        return false;
    }
    finishJob(job);
    return true;
}

/** Costs little where nothing was written since; also looks whether the file is in its place. */
bool Recorder::Private::checkpointIfDue()
{
    {
        const std::lock_guard lock(mutex);
        const bool isWanted = isCheckpointWanted && jobs.empty();
        if (!isWanted && Clock::now() < nextCheckpoint) {
            return true;
        }
        isCheckpointWanted = isCheckpointWanted && !isWanted;
    }
    const bool isDone = files.current().checkpoint() != Result::Failed;
    nextCheckpoint = Clock::now() + limits.checkpointInterval;
    return isDone;
}

/** Between two transactions, so that each entry is in one file. */
bool Recorder::Private::rotateIfDue()
{
    {
        const std::lock_guard lock(mutex);
        if (isEnding) {
            return true;
        }
    }
    const bool isDone = files.rotateIfDue(wallNow()) != Result::Failed;
    const std::lock_guard lock(mutex);
    describeFiles();
    return isDone;
}

void Recorder::Private::describeFiles()
{
    status.file = files.path();
    status.files = files.fileCount();
    status.fileBytes = files.current().fileBytes();
    status.warning = files.warning();
}

/** Somebody else may hold the file for a while: meanwhile the queue fills, and nothing is lost
 * before it is full. SQLite waits for the lock itself. */
bool Recorder::Private::writeUntilDone(const Job &job)
{
    constexpr int MaxAttemptsAtTheEnd = 3;
    for (int attempt = 1;; ++attempt) {
        const Result result = files.write(job.entries);
        if (result != Result::Busy) {
            return result == Result::Done;
        }
        const std::lock_guard lock(mutex);
        if (isEnding && attempt >= MaxAttemptsAtTheEnd) {
            return false;
        }
    }
}

void Recorder::Private::finishJob(Job &job)
{
    const std::lock_guard lock(mutex);
    waitingBytes -= job.bytes;
    status.waiting -= job.entries.size() - job.lossRows;
    status.written += job.entries.size() - job.lossRows;
    status.fileBytes = files.current().fileBytes();
    isWriting = false;
    room.notify_one();
    if (spares.size() < MaxSpareBatches && job.entries.capacity() <= MaxCapacity) {
        job.entries.clear();
        spares.push_back(std::move(job.entries));
    }
    job = {};
}

void Recorder::Private::fail()
{
    files.giveUp(wallNow());
    const std::lock_guard lock(mutex);
    status.state = RecorderStatus::State::Failed;
    status.fault = files.fault();
    describeFiles();
    isWriting = false;
    jobs.clear();
    waitingBytes = 0;
    room.notify_one();
}

void Recorder::Private::finish()
{
    if (files.finish(wallNow()) == Result::Failed) {
        fail();
        return;
    }
    const std::lock_guard lock(mutex);
    status.state = RecorderStatus::State::Ended;
    describeFiles();
}

RecorderStatus Recorder::status() const
{
    const std::lock_guard lock(d->mutex);
    RecorderStatus status = d->status;
    if (d->isWriting || !d->jobs.empty()) {
        const auto since = d->isWriting ? d->oldest : d->jobs.front().since;
        status.lag = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - since);
    }
    return status;
}

void Recorder::requestCheckpoint()
{
    const std::lock_guard lock(d->mutex);
    d->isCheckpointWanted = true;
    d->news.notify_one();
}

void Recorder::requestEnd()
{
    const std::lock_guard lock(d->mutex);
    d->isEnding = true;
    d->news.notify_one();
}

void Recorder::end()
{
    requestEnd();
    if (d->thread.joinable()) {
        d->thread.join();
    }
}
