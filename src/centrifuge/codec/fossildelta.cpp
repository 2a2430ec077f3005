// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/fossildelta.h"

#include <QCoreApplication>
#include <QtEndian>

#include <optional>

// The format: https://fossil-scm.org/home/doc/tip/www/delta_format.wiki. In short: the size of the
// result and a newline; then commands, each a number and a letter: `N@O,` copies N bytes of the
// base from O, `N:` inserts the N bytes that follow, `N;` ends with the checksum N. Numbers are of
// base 64 and of 32 bits.

namespace Centrifuge {

namespace {

const char *const Broken = QT_TRANSLATE_NOOP("FossilDelta", "The delta is broken.");
const char *const TooLarge =
    QT_TRANSLATE_NOOP("FossilDelta", "The delta makes more than %1 bytes.");
const char *const WrongBase =
    QT_TRANSLATE_NOOP("FossilDelta", "The delta's checksum does not fit its result.");

Error failure(const char *words)
{
    return {ErrorLayer::Protocol, 0, QCoreApplication::translate("FossilDelta", words), true};
}

/** The value of one digit, or -1. */
int digitValue(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'Z') {
        return c - 'A' + 10;
    }
    if (c == '_') {
        return 36;
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 37;
    }
    return c == '~' ? 63 : -1;
}

/** The sum of the 32-bit big-endian words, zeros behind the last bytes, modulo 2^32. */
std::uint32_t checksum(QByteArrayView bytes)
{
    std::uint32_t sum = 0;
    qsizetype at = 0;
    for (; bytes.size() - at >= 4; at += 4) {
        sum += qFromBigEndian<std::uint32_t>(bytes.data() + at);
    }
    for (int shift = 24; at < bytes.size(); ++at, shift -= 8) {
        sum += std::uint32_t(static_cast<unsigned char>(bytes[at])) << shift;
    }
    return sum;
}

/** Walks over a delta; all that it gives is within 32 bits and within the delta. */
class Reader
{
public:
    explicit Reader(QByteArrayView delta)
        : m_delta(delta)
    {
    }

    /** At least one digit, at most 32 bits. */
    std::optional<std::uint32_t> number()
    {
        const qsizetype start = m_at;
        std::uint64_t value = 0;
        while (m_at < m_delta.size() && digitValue(m_delta[m_at]) >= 0) {
            value = value * 64 + std::uint64_t(digitValue(m_delta[m_at]));
            if (value > 0xFFFFFFFFU) {
                return std::nullopt;
            }
            ++m_at;
        }
        return m_at > start ? std::optional(std::uint32_t(value)) : std::nullopt;
    }
    /** The next byte; 0 at the end. */
    char letter() { return m_at < m_delta.size() ? m_delta[m_at++] : '\0'; }
    std::optional<QByteArrayView> bytes(std::uint32_t count)
    {
        if (std::int64_t(count) > m_delta.size() - m_at) {
            return std::nullopt;
        }
        const QByteArrayView found = m_delta.sliced(m_at, count);
        m_at += count;
        return found;
    }

private:
    const QByteArrayView m_delta;
    qsizetype m_at = 0;
};

/** The part of the base that the rest of a copy command (`O,`) of `count` bytes means. */
std::optional<QByteArrayView> copied(Reader &reader, QByteArrayView base, std::uint32_t count)
{
    const auto offset = reader.number();
    if (!offset || reader.letter() != ',' || std::int64_t(*offset) + count > base.size()) {
        return std::nullopt;
    }
    return base.sliced(*offset, count);
}

/** What follows the checksum is ignored, as by the reference. */
Result<QByteArray> finish(QByteArray result, std::uint32_t size, std::uint32_t sum)
{
    if (result.size() != std::int64_t(size)) {
        return failure(Broken);
    }
    if (checksum(result) != sum) {
        return failure(WrongBase);
    }
    return result;
}

} // namespace

Result<QByteArray> applyFossilDelta(QByteArrayView base, QByteArrayView delta, qsizetype maxSize)
{
    Reader reader(delta);
    const auto size = reader.number();
    if (!size || reader.letter() != '\n') {
        return failure(Broken);
    }
    if (std::int64_t(*size) > maxSize) {
        Error error = failure(TooLarge);
        error.message = error.message.arg(maxSize);
        return error;
    }
    QByteArray result; // grows with what is really there; the announced size is only a limit
    while (const auto count = reader.number()) {
        const char command = reader.letter();
        if (command == ';') {
            return finish(std::move(result), *size, *count);
        }
        const auto part = command == '@' ? copied(reader, base, *count)
            : command == ':'             ? reader.bytes(*count)
                                         : std::nullopt;
        if (!part || result.size() + part->size() > std::int64_t(*size)) {
            return failure(Broken);
        }
        result.append(*part);
    }
    return failure(Broken);
}

} // namespace Centrifuge
