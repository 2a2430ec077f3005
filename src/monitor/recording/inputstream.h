// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>

/**
 * Reads text from a file, a pipe or standard input ("-"), piece by piece in little memory; gzip is
 * unpacked. Slow: for a worker thread.
 */
class InputStream
{
public:
    /** `goesOn` is asked before each piece, and some times a second while nobody writes. */
    InputStream(const QString &path, std::function<bool()> goesOn);
    ~InputStream();
    InputStream(const InputStream &) = delete;
    InputStream &operator=(const InputStream &) = delete;

    Centrifuge::Outcome open();
    /** Valid until the next call. Empty at the end, after a fault, or when it goes no further. */
    QByteArrayView next();
    bool isPacked() const { return m_unpacker != nullptr; }
    /** How many bytes of the file were read. */
    quint64 position() const { return m_position; }
    /** A sentence about why it ended too early, or empty. */
    const QString &fault() const { return m_fault; }

private:
    class Unpacker;

    Centrifuge::Outcome readBeginning();
    bool fill(qsizetype wanted);
    bool waitForWriter();
    QByteArrayView nextUnpacked();

    const QString m_path;
    const std::function<bool()> m_goesOn;
    std::unique_ptr<Unpacker> m_unpacker;
    QByteArray m_raw; ///< as it stands in the file
    QByteArray m_unpacked;
    QString m_fault;
    quint64 m_position = 0;
    int m_descriptor = -1;
    bool m_isAtEnd = false;
    bool m_isFirst = true;
};
