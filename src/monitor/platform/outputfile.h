// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>

/**
 * Writes a file. A regular one is made new beside its name, with mode 0600, and takes its place on
 * commit(): as a whole or not at all, and at no time can anybody else read it. A link of ours (or
 * root's) is kept, and what it leads to is replaced; one of somebody else is refused. A device, a
 * pipe or a terminal is never replaced but written to, and a pipe that nobody reads is an error.
 */
class OutputFile
{
public:
    /** `goesOn` is asked some times a second while the reader of a pipe is slow. */
    OutputFile(const QString &path, std::function<bool()> goesOn);
    /** Without commit() nothing is left of a regular file. */
    ~OutputFile();
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    Centrifuge::Outcome open();
    /** Whether it is written as a whole or not at all. */
    bool isReplaced() const { return !m_beside.isEmpty(); }
    /** False after an error, which commit() returns. */
    bool write(QByteArrayView bytes);
    Centrifuge::Outcome commit();

private:
    bool openTarget();
    bool openBeside();
    void waitForReader();
    bool flush();
    bool fail(const QString &why);
    bool failWith(int number);
    void close();
    Centrifuge::Outcome outcome() const;

    const QString m_path; ///< as it was given
    const std::function<bool()> m_goesOn;
    QByteArray m_target; ///< without links
    QByteArray m_beside; ///< the new file; empty where the target is written to
    QByteArray m_buffer;
    QString m_fault;
    int m_descriptor = -1;
};

/** What `path` leads to: links of ours and root's are followed, others are an error. */
Centrifuge::Result<QString> followOwnLinks(const QString &path);
