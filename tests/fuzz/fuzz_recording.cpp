// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The first four bytes are the size of a recording's file, which follows; the rest is its
// write-ahead log.

#include "fuzz/codecproperties.h"

#include "monitor/recording/recordingsource.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/** A folder of its own, removed at the end. */
class Folder
{
public:
    Folder()
    {
        std::string name = "/tmp/fuzz_recordingXXXXXX";
        Fuzz::require(::mkdtemp(name.data()) != nullptr);
        m_path = name + "/x";
    }
    ~Folder()
    {
        remove();
        ::rmdir(m_path.substr(0, m_path.size() - 2).c_str());
    }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;

    const std::string &path() const { return m_path; }
    void write(std::string_view file, std::string_view log) const
    {
        remove();
        std::ofstream(m_path, std::ios::binary) << file;
        if (!log.empty()) {
            const std::string name = m_path + "-wal";
            std::ofstream(name, std::ios::binary) << log;
            const timespec old[2] = {{1, 0}, {1, 0}}; // nobody writes it
            ::utimensat(AT_FDCWD, name.c_str(), old, 0);
        }
    }

private:
    void remove() const
    {
        for (const char *ending : {"", "-wal", "-shm"}) {
            ::unlink((m_path + ending).c_str());
        }
    }

    std::string m_path;
};

/** Rows are numbered one after the other, and a small file has few of them. */
void checkRows(const RecordingSource &source, RecordingReader &reader, std::size_t size)
{
    const std::uint64_t end = source.rows.endRow();
    Fuzz::require(source.rows.entries() <= size && end <= 2 * size + 2);
    std::uint64_t missing = 0;
    std::uint64_t row = 1;
    while (row < end) {
        const auto segment = reader.load(source.rows, row, {row, std::min(row + 256, end)});
        Fuzz::require(segment->firstNumber() == row && segment->size() > 0);
        for (std::size_t i = 0; i < segment->size(); ++i, ++row) {
            const Entry entry = segment->at(i);
            Fuzz::require(entry.number == row && entry.payload.size() <= size + 100);
            missing += segment->isSubstitute(i) ? 1 : 0;
        }
    }
    Fuzz::require(source.isIncomplete || source.rows.missing() == 0);
    Fuzz::require(row == end && missing <= end);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t SizeBytes = 4;
    static const Folder folder;
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    std::size_t fileSize = 0;
    for (const char byte : input.substr(0, SizeBytes)) {
        fileSize = fileSize << 8 | static_cast<unsigned char>(byte);
    }
    const std::string_view rest = input.substr(std::min(SizeBytes, size));
    fileSize = std::min(fileSize, rest.size());
    folder.write(rest.substr(0, fileSize), rest.substr(fileSize));
    const auto goesOn = [] { return true; };
    RecordingSource::Opened opened = RecordingSource::open(folder.path(), goesOn);
    Fuzz::require((opened.source == nullptr) == !opened.fault.empty());
    if (opened.source != nullptr) {
        Fuzz::require(opened.reader != nullptr);
        checkRows(*opened.source, *opened.reader, size);
    }
    return 0;
}
