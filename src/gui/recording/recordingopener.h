// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/sharedstate.h"
#include "gui/recording/recordingwindow.h"
#include "gui/recording/walkthread.h"

#include <QPointer>

class QLabel;
class QProgressDialog;

/**
 * Opens a recording, at once, or a file of JSON lines, which a thread of its own turns into one
 * first, with progress and Cancel. Deletes itself when it is done. Main thread.
 */
class RecordingOpener : public QObject
{
    Q_OBJECT

public:
    /** A parent that is a widget has the progress before it. */
    RecordingOpener(const SharedState &shared, QObject *parent);
    ~RecordingOpener() override;

    void open(const QString &path);

Q_SIGNALS:
    void opened(RecordingWindow *window); ///< shown; deletes itself when it is closed
    void failed(const QString &message);
    void cancelled(); ///< by the user: nothing is opened

private:
    struct Job;

    void import(const QString &path);
    void openProgressDialog();
    void updateProgress();
    void finishImport();
    void show(OpenedRecording opened, const QString &recording);

    const SharedState m_shared;
    std::shared_ptr<Job> m_job;
    QPointer<QProgressDialog> m_dialog; // goes with its parent, if need be
    QLabel *m_label = nullptr; // in it
    WalkThread m_work;
};
