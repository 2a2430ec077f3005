// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/recording/recorder.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <string>

/** The recording of `record`, and what is said about it on standard error. Main thread. */
class CommandRecording : public QObject
{
    Q_OBJECT

public:
    /** `path`: as it was given; another name is said. */
    CommandRecording(std::unique_ptr<Recorder> recorder, std::string path);

    /** Waits for the disk, unlike the window, which counts what it has to drop. */
    void record(const Entry &entry);
    /** Writes the rest and says what there is. False when the recording failed. */
    bool end();

Q_SIGNALS:
    /** For instance on a full disk; end() says why. */
    void failed();

private:
    void follow();
    void sayChanges(const RecorderStatus &status);

    std::unique_ptr<Recorder> m_recorder;
    QTimer m_timer;
    std::string m_file; ///< that was named last
    std::string m_warning; ///< that was said last
};
