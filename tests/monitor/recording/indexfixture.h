// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/journal/journalsegment.h"
#include "monitor/recording/textindex.h"
#include "recordingfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

/** What a scan finds, and how much it reads for it. */
struct Found
{
    std::vector<std::uint64_t> numbers; // the newest first
    std::uint64_t looked = 0;
};

inline Found scan(const EntrySnapshot &entries, const Filter &filter)
{
    Found found;
    FilterRun run(filter);
    const auto walk = entries.walkOver(filter.requiredText());
    while (const auto part = walk->next()) {
        for (std::uint64_t number = part->end; number > part->first; --number) {
            ++found.looked;
            if (run.matches(part->segment->at(number - 1 - part->segment->firstNumber()))) {
                found.numbers.push_back(number - 1);
            }
        }
    }
    return found;
}

/** A recording of entries that `entryAt` makes, from 1, and its index. */
struct IndexFixture
{
    void record(std::uint64_t count, const std::function<Arrival(std::uint64_t)> &entryAt)
    {
        auto started = Recorder::start(path, {});
        QVERIFY2(started.recorder != nullptr, started.fault.c_str());
        for (std::uint64_t number = 1; number <= count; ++number) {
            const Arrival arrival = entryAt(number);
            started.recorder->record(entryOf(arrival));
        }
        started.recorder->end();
        open();
    }
    void open()
    {
        Recording::Opened opened = Recording::open(path);
        QVERIFY2(opened.recording != nullptr, opened.fault.c_str());
        recording = std::move(opened.recording);
        plain = recording->snapshot();
    }
    TextIndex::Built build()
    {
        return TextIndex::build(*plain, cache.path().toStdString(), progress);
    }
    void useIndex()
    {
        TextIndex::Built built = build();
        QVERIFY2(built.index != nullptr, built.fault.c_str());
        recording->setIndex(built.index);
        indexed = recording->snapshot();
    }

    QTemporaryDir folder;
    QTemporaryDir cache;
    std::string path = bytesOf(folder.filePath(QStringLiteral("x.rtm")));
    std::unique_ptr<Recording> recording;
    std::shared_ptr<const EntrySnapshot> plain;
    std::shared_ptr<const EntrySnapshot> indexed;
    WalkProgress progress;
};
