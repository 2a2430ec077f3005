// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/logstate.h"
#include "monitor/recording/entryfile.h"

#include <QMainWindow>

class Theme;
struct SharedState;

/** A window over a recording: its log with filter and search, and the detail. It has no connection.
 */
class RecordingWindow : public QMainWindow
{
    Q_OBJECT

public:
    RecordingWindow(EntryFile opened, const SharedState &shared);
    ~RecordingWindow() override;

    LogState &log() { return m_log; }
    /** Some entries of the file can't be read. */
    bool isIncomplete() const { return m_opened.isIncomplete; }

private:
    void build(const Theme &theme);
    QString metadataText() const;

    const EntryFile m_opened;
    LogState m_log;
};
