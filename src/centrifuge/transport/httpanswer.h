// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/networkoptions.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace Centrifuge {

/** What a server sent back for one request. */
struct HttpAnswer
{
    int status = 0; ///< 0 = there is no answer
    QList<HttpHeader> headers{};
    QByteArray body{};

    /** The value of the first header of this name, whatever its case; empty for none. */
    QByteArray header(QByteArrayView name) const;
};

/**
 * Parses one HTTP/1.x response incrementally. The head, each line between chunks, the body, and all
 * of it together have limits.
 */
class HttpAnswerReader
{
public:
    enum class State { Reading, Complete, NotHttp, TooLarge };

    /** Of the status line and all headers, interim answers included. */
    static constexpr qsizetype LargestHead = qsizetype(64) << 10;
    /** Of a line that holds the size of a chunk, with its extensions. */
    static constexpr qsizetype LongestChunkLine = 256;

    explicit HttpAnswerReader(qsizetype largestBody);

    /** Parses more bytes. Where they go beyond the end of the response, the connection is not kept.
     */
    State add(QByteArrayView bytes);
    /** The connection was closed, which ends a response without a length. */
    State end();

    State state() const { return m_state; }
    /** Whether the connection may carry another request once this answer is complete. */
    bool keepsAlive() const;
    const HttpAnswer &answer() const { return m_answer; }

private:
    enum class Phase {
        StatusLine,
        Headers,
        Length,
        UntilClose,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer
    };

    void read();
    bool readLine();
    bool readBytes();
    std::optional<QByteArray> takeLine();
    qsizetype longestLine() const;
    void readStatusLine(const QByteArray &line);
    void readHeaderLine(const QByteArray &line);
    void beginBody();
    void readLength(const QByteArray &text);
    void readChunkSize(const QByteArray &line);
    void expectBytes(quint64 size);

    const qsizetype m_largestBody;
    qsizetype m_allowed; ///< bytes that may still be received
    qsizetype m_headAllowed = LargestHead;
    State m_state = State::Reading;
    Phase m_phase = Phase::StatusLine;
    QByteArray m_pending; ///< received and not parsed yet
    qsizetype m_expected = 0; ///< missing bytes of the body or the chunk
    bool m_isVersion11 = false;
    HttpAnswer m_answer;
};

} // namespace Centrifuge
