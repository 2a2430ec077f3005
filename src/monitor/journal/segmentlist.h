// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/journal/chunkmemory.h"
#include "monitor/journal/entrylog.h"
#include "monitor/journal/journallimits.h"
#include "monitor/journal/segmentslot.h"
#include "monitor/journal/spillhealth.h"
#include "monitor/journal/spillwriter.h"

#include <deque>

/**
 * The segments of a journal, oldest first: the last one open, the others sealed, the oldest of
 * those in files. Keeps the limits. One thread, the journal's.
 */
class SegmentList
{
public:
    struct Trimmed
    {
        std::size_t count = 0;
        TrimLimit limit = TrimLimit::Entries; ///< the last that was reached
    };

    SegmentList(JournalLimits limits, JournalSpill spill);

    const JournalLimits &limits() const { return m_limits; }
    /** Keeps the chunk of `external`, if there is one, in place of a copy. */
    void append(const Entry &entry, std::uint64_t number,
                const JournalSegment::ExternalChunk *external);
    /** External chunks are parts of large blocks, too large for a journal with small blocks. */
    bool canShareChunks() const { return m_memory.blockSize() == ChunkMemory::BlockSize; }
    /** Keeps the limits: writes to the disk and trims the oldest. Never waits. */
    Trimmed makeRoom();
    /** The memory limit is exceeded because the disk is behind, as of the last makeRoom(). */
    bool isFull() const { return m_isFull; }
    /** Removes everything; large memory is freed in the writer's thread. */
    void clear();

    std::size_t size() const { return m_size; }
    Entry at(std::uint64_t number) const;
    std::size_t memoryBytes() const;
    std::uint64_t diskBytes() const { return m_diskBytes; }
    SpillProblem problem() const { return m_health.problem(); }
    int problemNumber() const { return m_health.problemNumber(); }
    /** Seals the open segment first. */
    std::shared_ptr<const EntrySnapshot> snapshot();

private:
    struct Place
    {
        enum class State { Memory, Pending, File };

        std::shared_ptr<SegmentSlot> slot;
        State state = State::Memory;
        std::size_t memoryBytes = 0;
        std::uint64_t diskBytes = 0;
    };

    void seal();
    void addSealed(std::shared_ptr<const JournalSegment> segment);
    void removeSealed(const Place &place);
    std::shared_ptr<const JournalSegment> compact();
    bool isSmall(const JournalSegment &segment) const;
    bool canTrim() const { return m_places.size() + (m_open == nullptr ? 0 : 1) > 1; }
    void trimOldest(TrimLimit limit);
    void keepMemoryLimit();
    bool isWorthWaiting() const;
    bool isWriting() const { return m_pendingBytes > 0; }
    std::size_t openBytes() const { return m_open == nullptr ? 0 : m_open->memoryBytes(); }
    void spillOldest();
    void collectFinishedWrites();
    void finishWrite(Place &place, SpillWriter::FinishedWrite done, SpillWriter::Waste &waste);
    void takeBackPending();
    Place *find(const SegmentSlot &slot);

    const JournalLimits m_limits;
    const JournalSpill m_spill;
    ChunkMemory m_memory;
    std::deque<Place> m_places; // the sealed segments
    std::shared_ptr<JournalSegment> m_open; // after them
    std::size_t m_size = 0;
    std::size_t m_sealedBytes = 0; // in memory
    std::size_t m_pendingBytes = 0; // of those, soon in files
    std::uint64_t m_diskBytes = 0;
    SpillHealth m_health;
    bool m_isFull = false;
    Trimmed m_trimmed; // by this makeRoom()
    SpillWriter m_writer; // last, so that its thread ends first
};
