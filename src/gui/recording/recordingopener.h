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
 * Opens a window over a recording or over a file of JSON lines. The file is read in a thread, with
 * progress and Cancel. Deletes itself when it is done. Main thread.
 */
class RecordingOpener : public QObject
{
    Q_OBJECT

public:
    /** If `parent` is a widget, it is the parent of the progress dialog. */
    RecordingOpener(const SharedState &shared, QObject *parent);
    ~RecordingOpener() override;

    void open(const QString &path);

Q_SIGNALS:
    void opened(RecordingWindow *window); ///< already shown; deletes itself when it is closed
    void failed(const QString &message);
    void cancelled(); ///< by the user

private:
    struct Job;

    void openProgressDialog();
    void updateProgress();
    void finish();

    const SharedState m_shared;
    std::shared_ptr<Job> m_job;
    QPointer<QProgressDialog> m_dialog; // may be deleted with its parent
    QLabel *m_label = nullptr; // in it
    WalkThread m_work;
};
