// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/pagefile.h"
#include "monitor/recording/pagewalk.h"
#include "monitor/recording/recordingreader.h"

#include <memory>
#include <string>
#include <unordered_map>

/** Reads the entries of a damaged recording from the pages in which a walk found them. */
class PageReader final : public RecordingReader
{
public:
    using Streams = std::unordered_map<std::int64_t, Stream>;

    PageReader(std::shared_ptr<const PageFile> pages, std::shared_ptr<const Streams> streams);

    std::vector<std::string> watchers() override;

protected:
    void readSizes(const EntryRun &run, std::span<std::size_t> sizes) override;
    void readEntries(const EntryRun &run, JournalSegment &segment) override;

private:
    std::optional<LeafCell> cellOf(const EntryRun &run, std::uint64_t index) const;
    bool readEntry(const LeafCell &cell, JournalSegment &segment);

    const std::shared_ptr<const PageFile> m_pages;
    const std::shared_ptr<const Streams> m_streams;
    std::string m_page;
    std::string m_record;
};
