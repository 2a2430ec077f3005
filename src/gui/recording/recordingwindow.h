// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/logstate.h"
#include "monitor/recording/recording.h"

#include <QMainWindow>
#include <QTemporaryDir>

#include <memory>

class Theme;
struct SharedState;

/** An open recording and its origin. */
struct OpenedRecording
{
    std::unique_ptr<QTemporaryDir> folder; ///< of an imported recording; removed with the window
    std::unique_ptr<Recording> recording;
    QString path; ///< the file that the user chose
    QStringList warnings; ///< shown above the log
};

/** A window over a recording: its log with filter and search, and the detail. It has no connection.
 */
class RecordingWindow : public QMainWindow
{
    Q_OBJECT

public:
    RecordingWindow(OpenedRecording opened, const SharedState &shared);
    ~RecordingWindow() override;

    LogState &log() { return m_log; }

private:
    void build(const Theme &theme);
    QString metadataText() const;

    const OpenedRecording m_opened;
    LogState m_log;
};
