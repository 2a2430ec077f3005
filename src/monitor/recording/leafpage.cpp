// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/leafpage.h"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>

namespace {

constexpr char TableLeaf = 0x0D;
constexpr std::size_t HeaderSize = 8; // of a leaf page
constexpr std::size_t Columns = 12;
constexpr std::size_t FirstBytesColumn = 9; // payload, tags, info

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes) {
        value = value << 8 | static_cast<unsigned char>(byte);
    }
    return value;
}

/** Takes a varint from the front; false where it does not end. */
bool takeVarint(std::string_view &bytes, std::uint64_t &value)
{
    constexpr std::size_t Longest = 9; // whose last byte has all of its bits
    value = 0;
    for (std::size_t i = 0; i < Longest && i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (i == Longest - 1) {
            value = value << 8 | byte;
        } else {
            value = value << 7 | (byte & 0x7F);
        }
        if (i == Longest - 1 || (byte & 0x80) == 0) {
            bytes.remove_prefix(i + 1);
            return true;
        }
    }
    return false;
}

template <std::size_t Count> using SerialTypes = std::array<std::uint64_t, Count>;

/** The header of a record of just so many columns, taken from the front. */
template <std::size_t Count> bool takeTypes(std::string_view &record, SerialTypes<Count> &types)
{
    std::string_view rest = record;
    std::uint64_t headerSize = 0;
    if (!takeVarint(rest, headerSize) || headerSize > record.size()) {
        return false;
    }
    std::string_view header = record.substr(0, headerSize);
    std::uint64_t ignored = 0;
    takeVarint(header, ignored);
    for (std::uint64_t &type : types) {
        if (!takeVarint(header, type)) {
            return false;
        }
    }
    record.remove_prefix(headerSize);
    return header.empty();
}

std::uint64_t sizeOfType(std::uint64_t type)
{
    constexpr std::array<std::uint64_t, 12> Sizes{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    return type < Sizes.size() ? Sizes[type] : (type - Sizes.size()) / 2;
}

/** An integer with its sign; types 8 and 9 are the numbers 0 and 1. */
std::int64_t integerOf(std::uint64_t type, std::string_view bytes)
{
    if (type == 8 || type == 9) {
        return static_cast<std::int64_t>(type) - 8;
    }
    const std::uint64_t value = bigEndian(bytes);
    const std::size_t unused = 64 - bytes.size() * 8;
    return bytes.empty() ? 0 : std::bit_cast<std::int64_t>(value << unused) >> unused;
}

/** Of a whole record: the row's id, and just so many texts. */
template <std::size_t Count>
std::optional<std::array<std::string_view, Count>> textsOf(std::string_view record)
{
    SerialTypes<Count + 1> types = {};
    if (!takeTypes(record, types) || types[0] != 0) {
        return std::nullopt;
    }
    std::array<std::string_view, Count> texts;
    for (std::size_t i = 0; i < Count; ++i) {
        const std::uint64_t type = types[i + 1];
        const std::uint64_t size = sizeOfType(type);
        if (type < 13 || type % 2 == 0 || size > record.size()) {
            return std::nullopt;
        }
        texts[i] = record.substr(0, size);
        record.remove_prefix(size);
    }
    return record.empty() ? std::optional(texts) : std::nullopt;
}

bool isInteger(std::uint64_t type)
{
    return (type >= 1 && type <= 6) || type == 8 || type == 9;
}

/** Whether the columns hold what an entry has: the row's id stands for the first one. */
bool areOfEntry(const SerialTypes<Columns> &types)
{
    bool isRight = types[0] == 0;
    for (std::size_t i = 1; i < FirstBytesColumn; ++i) {
        isRight = isRight && isInteger(types[i]);
    }
    for (std::size_t i = FirstBytesColumn; i < Columns; ++i) {
        isRight = isRight && (types[i] == 0 || types[i] >= 12);
    }
    return isRight;
}

} // namespace

std::optional<PageFormat> PageFormat::ofHeader(std::string_view header)
{
    constexpr std::size_t Smallest = 512;
    constexpr std::size_t FewestUsable = 480;
    if (header.size() < 100) {
        return std::nullopt;
    }
    const std::uint64_t number = bigEndian(header.substr(16, 2));
    const std::size_t size = number == 1 ? 65536 : number;
    const auto reserved = static_cast<unsigned char>(header[20]);
    if (size < Smallest || !std::has_single_bit(size) || size - reserved < FewestUsable) {
        return std::nullopt;
    }
    return PageFormat{size, size - reserved};
}

LeafPage::LeafPage(std::string_view page, const PageFormat &format)
    : m_page(page.substr(0, format.usableSize))
    , m_usable(format.usableSize)
{
    if (m_page.size() > HeaderSize && m_page[0] == TableLeaf) {
        const std::size_t room = (m_page.size() - HeaderSize) / 2;
        m_size = std::min<std::size_t>(bigEndian(m_page.substr(3, 2)), room);
    }
}

std::optional<LeafCell> LeafPage::cell(std::size_t index) const
{
    const std::uint64_t start = bigEndian(m_page.substr(HeaderSize + index * 2, 2));
    if (start < HeaderSize + m_size * 2 || start >= m_page.size()) {
        return std::nullopt;
    }
    std::string_view bytes = m_page.substr(start);
    LeafCell cell;
    if (!takeVarint(bytes, cell.size) || !takeVarint(bytes, cell.rowId)) {
        return std::nullopt;
    }
    // How much of it stands here: as much as fits, or what leaves the last overflow page full.
    const std::size_t most = m_usable - 35;
    std::uint64_t local = cell.size;
    if (cell.size > most) {
        const std::size_t least = (m_usable - 12) * 32 / 255 - 23;
        const std::uint64_t full = least + (cell.size - least) % (m_usable - 4);
        local = full <= most ? full : least;
        if (local + 4 > bytes.size()) {
            return std::nullopt;
        }
        cell.overflowPage = static_cast<std::uint32_t>(bigEndian(bytes.substr(local, 4)));
    }
    if (local > bytes.size()) {
        return std::nullopt;
    }
    cell.local = bytes.substr(0, local);
    return cell;
}

void setStream(Entry &entry, const Stream &stream)
{
    entry.channel = stream.channel;
    entry.epoch = stream.epoch;
    entry.watcher = stream.watcher;
}

std::optional<Stream> readStreamRecord(std::string_view record)
{
    if (const auto texts = textsOf<3>(record)) {
        const auto &[channel, epoch, watcher] = *texts;
        return Stream{std::string(channel), std::string(epoch), std::string(watcher)};
    }
    if (const auto texts = textsOf<2>(record)) {
        const auto &[channel, epoch] = *texts;
        return Stream{std::string(channel), std::string(epoch), {}};
    }
    return std::nullopt;
}

bool looksLikeEntry(std::string_view record)
{
    SerialTypes<Columns> types = {};
    return takeTypes(record, types) && areOfEntry(types);
}

std::optional<EntryRecord> readEntryRecord(std::string_view record)
{
    SerialTypes<Columns> types = {};
    if (!takeTypes(record, types) || !areOfEntry(types)) {
        return std::nullopt;
    }
    std::array<std::string_view, Columns> values;
    for (std::size_t i = 0; i < Columns; ++i) {
        const std::uint64_t size = sizeOfType(types[i]);
        if (size > record.size()) {
            return std::nullopt;
        }
        values[i] = record.substr(0, size);
        record.remove_prefix(size);
    }
    if (!record.empty()) {
        return std::nullopt;
    }
    const auto number = [&](std::size_t column) {
        return integerOf(types[column], values[column]);
    };
    const std::int64_t kind = number(1);
    const bool isKnown = kind >= 0 && kind <= static_cast<std::int64_t>(LastEntryKind);
    EntryRecord result;
    result.entry.kind = isKnown ? static_cast<EntryKind>(kind) : EntryKind::Undecodable;
    result.entry.packedState = static_cast<std::uint8_t>(number(2));
    result.entry.flags = static_cast<std::uint8_t>(number(3));
    result.entry.monotonic = std::chrono::nanoseconds(number(4));
    result.entry.wall = std::chrono::microseconds(number(5));
    result.stream = number(6);
    result.entry.offset = std::bit_cast<std::uint64_t>(number(7));
    result.entry.packedCode = static_cast<std::uint32_t>(number(8));
    result.entry.payload = values[9];
    result.entry.tags = values[10];
    result.entry.info = values[11];
    return result;
}
