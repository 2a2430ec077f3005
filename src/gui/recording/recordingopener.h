// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/recording/recordingwindow.h"
#include "monitor/recording/jsonlimport.h"

#include <QThread>

/**
 * Opens a recording, at once, or a file of JSON lines, which a thread of its own turns into one
 * first. Deletes itself when it is done. Main thread.
 */
class RecordingOpener : public QObject
{
    Q_OBJECT

public:
    /** Theme and settings outlive the windows. */
    RecordingOpener(const Theme &theme, QSettings &settings, QObject *parent);
    ~RecordingOpener() override;

    void open(const QString &path);

Q_SIGNALS:
    void opened(RecordingWindow *window); ///< shown; deletes itself when it is closed
    void failed(const QString &message);

private:
    struct Job;

    void import(const QString &path);
    void finishImport();
    void show(OpenedRecording opened, const QString &recording);

    const Theme &m_theme;
    QSettings &m_settings;
    std::shared_ptr<Job> m_job;
    std::unique_ptr<QThread> m_thread;
};
