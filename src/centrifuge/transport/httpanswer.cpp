// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/httpanswer.h"

#include <algorithm>

namespace Centrifuge {

namespace {

constexpr QByteArrayView Version = "HTTP/1.";

bool hasToken(const QByteArray &list, QByteArrayView token)
{
    const QByteArrayList parts = list.split(',');
    return std::ranges::any_of(parts, [token](const QByteArray &part) {
        return part.trimmed().compare(token, Qt::CaseInsensitive) == 0;
    });
}

bool areDigits(QByteArrayView text)
{
    return !text.isEmpty()
        && std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

} // namespace

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) {
            return header.value;
        }
    }
    return {};
}

HttpAnswerReader::HttpAnswerReader(qsizetype largestBody)
    : m_largestBody(largestBody)
    , m_allowed(2 * (LargestHead + largestBody)) // chunks cost something, too
{
}

HttpAnswerReader::State HttpAnswerReader::add(QByteArrayView bytes)
{
    if (m_state == State::Complete && !bytes.isEmpty()) {
        m_isVersion11 = false; // who sends more than was asked for is not asked again
    }
    if (m_state != State::Reading) {
        return m_state;
    }
    m_allowed -= bytes.size();
    m_pending.append(bytes);
    read();
    if (m_state == State::Reading && m_allowed < 0) {
        m_state = State::TooLarge;
    }
    if (m_state == State::Complete && !m_pending.isEmpty()) {
        m_isVersion11 = false;
    }
    return m_state;
}

HttpAnswerReader::State HttpAnswerReader::end()
{
    if (m_state == State::Reading && m_phase == Phase::UntilClose) {
        m_state = State::Complete;
    }
    return m_state;
}

bool HttpAnswerReader::keepsAlive() const
{
    return m_state == State::Complete && m_isVersion11 && m_phase != Phase::UntilClose
        && !hasToken(m_answer.header("Connection"), "close");
}

void HttpAnswerReader::read()
{
    bool goesOn = true;
    while (goesOn && m_state == State::Reading) {
        const bool isBytes =
            m_phase == Phase::Length || m_phase == Phase::UntilClose || m_phase == Phase::Chunk;
        goesOn = isBytes ? readBytes() : readLine();
    }
}

/** False when more has to come first. */
bool HttpAnswerReader::readLine()
{
    const auto line = takeLine();
    if (!line) {
        return false;
    }
    switch (m_phase) {
    case Phase::StatusLine:
        readStatusLine(*line);
        break;
    case Phase::Headers:
        readHeaderLine(*line);
        break;
    case Phase::ChunkSize:
        readChunkSize(*line);
        break;
    case Phase::ChunkEnd:
        m_phase = Phase::ChunkSize;
        m_state = line->isEmpty() ? State::Reading : State::NotHttp;
        break;
    default: // a trailer, which says nothing to us
        m_state = line->isEmpty() ? State::Complete : State::Reading;
        break;
    }
    return true;
}

bool HttpAnswerReader::readBytes()
{
    const bool isBounded = m_phase != Phase::UntilClose;
    const qsizetype count = isBounded ? std::min(m_expected, m_pending.size()) : m_pending.size();
    if (m_answer.body.size() + count > m_largestBody) {
        m_state = State::TooLarge;
        return false;
    }
    m_answer.body += QByteArrayView(m_pending).first(count);
    m_pending.remove(0, count);
    m_expected -= isBounded ? count : 0;
    if (!isBounded || m_expected > 0) {
        return false;
    }
    if (m_phase == Phase::Length) {
        m_state = State::Complete;
    } else {
        m_phase = Phase::ChunkEnd;
    }
    return true;
}

qsizetype HttpAnswerReader::longestLine() const
{
    const bool isBetweenChunks = m_phase == Phase::ChunkSize || m_phase == Phase::ChunkEnd;
    return isBetweenChunks ? std::min(LongestChunkLine, m_allowed) : m_headAllowed;
}

/** Without its end, which may be a bare line feed. */
std::optional<QByteArray> HttpAnswerReader::takeLine()
{
    if (m_phase == Phase::StatusLine) {
        const QByteArrayView begun =
            QByteArrayView(m_pending).first(std::min(m_pending.size(), Version.size()));
        if (!Version.startsWith(begun)) {
            m_state = State::NotHttp;
            return std::nullopt;
        }
    }
    const qsizetype end = m_pending.indexOf('\n');
    const qsizetype size = end < 0 ? m_pending.size() : end + 1;
    if (size > longestLine()) {
        m_state = State::TooLarge;
        return std::nullopt;
    }
    if (end < 0) {
        return std::nullopt;
    }
    if (m_phase != Phase::ChunkSize && m_phase != Phase::ChunkEnd) {
        m_headAllowed -= size;
    }
    QByteArray line = m_pending.first(end);
    m_pending.remove(0, size);
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    return line;
}

/** "HTTP/1.1 200 OK" */
void HttpAnswerReader::readStatusLine(const QByteArray &line)
{
    const QByteArray status = line.mid(Version.size() + 2, 3);
    const bool isStatus = line.size() >= Version.size() + 5 && areDigits(status)
        && line.at(Version.size() + 1) == ' ' && status.at(0) != '0';
    if (!isStatus) {
        m_state = State::NotHttp;
        return;
    }
    m_isVersion11 = line.at(Version.size()) != '0';
    m_answer = {status.toInt(), {}, {}};
    m_phase = Phase::Headers;
}

void HttpAnswerReader::readHeaderLine(const QByteArray &line)
{
    if (line.isEmpty()) {
        beginBody();
        return;
    }
    const bool isContinued = line.startsWith(' ') || line.startsWith('\t');
    const qsizetype colon = line.indexOf(':');
    if (isContinued && !m_answer.headers.isEmpty()) {
        m_answer.headers.last().value += ' ' + line.trimmed();
    } else if (isContinued || colon <= 0) {
        m_state = State::NotHttp;
    } else {
        m_answer.headers.append({line.first(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
}

void HttpAnswerReader::beginBody()
{
    const int status = m_answer.status;
    if (status < 200 && status != 101) {
        m_phase = Phase::StatusLine; // an interim answer; the real one follows
        return;
    }
    const QByteArray encoding = m_answer.header("Transfer-Encoding");
    const QByteArray length = m_answer.header("Content-Length");
    if (status == 101 || status == 204 || status == 304) {
        m_state = State::Complete;
        m_isVersion11 = m_isVersion11 && status != 101;
    } else if (hasToken(encoding, "chunked")) {
        m_phase = Phase::ChunkSize;
    } else if (encoding.isEmpty() && !length.isEmpty()) {
        m_phase = Phase::Length;
        readLength(length);
    } else {
        m_phase = Phase::UntilClose;
    }
}

void HttpAnswerReader::readLength(const QByteArray &text)
{
    const bool isAlone = std::ranges::all_of(m_answer.headers, [&text](const HttpHeader &header) {
        return header.name.compare("Content-Length", Qt::CaseInsensitive) != 0
            || header.value == text;
    });
    bool isNumber = false;
    const quint64 size = text.toULongLong(&isNumber);
    if (!areDigits(text) || !isAlone) {
        m_state = State::NotHttp;
    } else if (!isNumber) {
        m_state = State::TooLarge;
    } else {
        expectBytes(size);
    }
}

void HttpAnswerReader::readChunkSize(const QByteArray &line)
{
    const QByteArray digits = line.left(line.indexOf(';') < 0 ? line.size() : line.indexOf(';'));
    bool isNumber = false;
    const quint64 size = digits.trimmed().toULongLong(&isNumber, 16);
    if (!isNumber || digits.startsWith('+') || digits.startsWith('-')) {
        m_state = State::NotHttp;
    } else if (size == 0) {
        m_phase = Phase::Trailer;
    } else {
        m_phase = Phase::Chunk;
        expectBytes(size);
    }
}

void HttpAnswerReader::expectBytes(quint64 size)
{
    if (size > quint64(m_largestBody - m_answer.body.size())) {
        m_state = State::TooLarge;
    } else {
        m_expected = qsizetype(size);
    }
}

} // namespace Centrifuge
