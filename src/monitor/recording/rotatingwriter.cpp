// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/rotatingwriter.h"

#include "monitor/recording/recordingfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

RotatingWriter::RotatingWriter(const Rotation &rotation, std::int64_t mostPages)
    : m_rotation(rotation)
    , m_mostPages(mostPages)
{
}

RotatingWriter::Result RotatingWriter::create(const std::string &path,
                                              const RecordingMetadata &metadata)
{
    m_base = path;
    m_metadata = metadata;
    if (m_rotation.isOn() && isFolder(path)) {
        m_fault = path + " is a folder; name the files in it, such as " + path + "/a.rtm.";
        return Result::Failed;
    }
    const auto wall = metadata.startedAt.value_or(std::chrono::microseconds(0));
    m_path = m_rotation.isOn() ? nextPath(wall) : path;
    m_current = createFile(m_path);
    return m_current != nullptr ? Result::Done : Result::Failed;
}

std::unique_ptr<RecordingWriter> RotatingWriter::createFile(const std::string &path)
{
    auto writer = std::make_unique<RecordingWriter>();
    if (writer->create(path, m_metadata) != Result::Done) {
        m_fault = writer->fault();
        return nullptr;
    }
    if (m_mostPages > 0) {
        writer->limitPages(m_mostPages);
    }
    ++m_fileCount;
    return writer;
}

RotatingWriter::Result RotatingWriter::write(const RecordBatch &entries)
{
    Result result = m_current->begin();
    for (std::size_t i = 0; i < entries.size() && result == Result::Done; ++i) {
        result = m_current->add(entries.at(i));
    }
    if (result == Result::Done) {
        result = m_current->commit();
    }
    if (result != Result::Done) {
        m_current->rollback();
    }
    return result;
}

/** Later than every name before, also when the clock was set back, and free. */
std::string RotatingWriter::nextPath(std::chrono::microseconds wall)
{
    constexpr int MaxAttempts = 1000; // other programs may use the same name
    const auto now = std::chrono::floor<std::chrono::milliseconds>(wall);
    m_newestName = std::max(now, m_newestName + std::chrono::milliseconds(1));
    for (int i = 1; i < MaxAttempts && !occupiedFault(rotatedPath(m_base, m_newestName)).empty();
         ++i) {
        ++m_newestName;
    }
    return rotatedPath(m_base, m_newestName);
}

bool RotatingWriter::isDue()
{
    if (!m_rotation.isOn() || m_current->count() == 0) {
        return false;
    }
    const auto now = std::chrono::steady_clock::now();
    m_firstEntryAt = m_firstEntryAt.value_or(now);
    const bool isLarge = m_rotation.bytes > 0 && m_current->fileBytes() >= m_rotation.bytes;
    const bool isOld = m_rotation.age.count() > 0 && now - *m_firstEntryAt >= m_rotation.age;
    return isLarge || isOld;
}

RotatingWriter::Result RotatingWriter::rotateIfDue(std::chrono::microseconds wall)
{
    removeOldest();
    if (!isDue()) {
        return Result::Done;
    }
    m_metadata.startedAt = wall;
    const std::string path = nextPath(wall);
    auto next = createFile(path);
    if (m_current->finish(wall) == Result::Failed) {
        if (next != nullptr) {
            next->giveUp(wall); // it is empty: removes it
            --m_fileCount;
        }
        m_fault = m_current->fault();
        return Result::Failed;
    }
    if (next == nullptr) {
        return Result::Failed;
    }
    m_ended.push_back({m_path, identityOf(m_path)});
    m_current = std::move(next);
    m_path = path;
    m_firstEntryAt.reset();
    return Result::Done;
}

/** Not before something is in the current file, which may stay empty. Where all are kept, only the
 * newest is remembered. */
void RotatingWriter::removeOldest()
{
    if (m_current->count() == 0) {
        return;
    }
    while (m_rotation.keep == 0 && m_ended.size() > 1) {
        m_ended.pop_front();
    }
    while (m_rotation.keep > 0 && m_ended.size() + 1 > m_rotation.keep) {
        const Ended oldest = m_ended.front();
        m_ended.pop_front();
        if (!oldest.identity || identityOf(oldest.path) != oldest.identity) {
            continue; // it was moved or removed, and what is there now is not ours
        }
        if (::unlink(oldest.path.c_str()) == 0) {
            removeFilesBeside(oldest.path); // left where somebody read it when it was ended
        } else {
            m_warning = oldest.path + " can't be removed: " + std::strerror(errno) + '.';
        }
    }
}

RotatingWriter::Result RotatingWriter::finish(std::chrono::microseconds wall)
{
    removeOldest();
    if (m_current->count() > 0 || m_ended.empty()) {
        return m_current->finish(wall);
    }
    m_current->giveUp(wall); // it is empty: removes it
    m_path = m_ended.back().path;
    --m_fileCount;
    return Result::Done;
}

void RotatingWriter::giveUp(std::chrono::microseconds wall)
{
    const std::string fault = m_current->fault();
    const bool isEmpty = m_current->count() == 0;
    m_current->giveUp(wall);
    const bool hasOthers = !m_ended.empty();
    if (m_fault.empty()) { // else the next file could not be made
        m_fault = isEmpty && hasOthers ? fault : m_current->fault();
    }
    m_path = m_current->place().empty() && hasOthers ? m_ended.back().path : m_current->place();
}

std::string RotatingWriter::fault() const
{
    return m_fault.empty() && m_current != nullptr ? m_current->fault() : m_fault;
}
