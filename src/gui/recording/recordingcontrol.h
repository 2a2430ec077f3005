// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/recording/recorder.h"

#include <QObject>
#include <QTimer>

#include <memory>

class EntryLog;
class WatchSession;

/** Records what a session's journal gets from now on, without a widget. Main thread; a writer
 * thread does the work. */
class RecordingControl : public QObject
{
    Q_OBJECT

public:
    /** Both outlive this. */
    RecordingControl(const WatchSession &session, const EntryLog &journal,
                     QObject *parent = nullptr);
    ~RecordingControl() override;

    /** Into a new file in the user's folder of recordings. */
    Centrifuge::Outcome start();
    /** What came is still written, in the background. */
    void stop();

    bool isRecording() const { return m_recorder != nullptr && !m_isEnding; }
    /** It was stopped, and the rest is being written. */
    bool isEnding() const { return m_isEnding; }
    /** Of the present recording, else of the last one; nothing was recorded before the first. */
    const RecorderStatus &status() const { return m_status; }
    const QString &path() const { return m_path; }

    static QString folder();

Q_SIGNALS:
    void changed();
    /** It ended by itself; a sentence says why. */
    void failed(const QString &message);

private:
    void saveNow();
    void record(qsizetype count);
    void updateStatus();

    const WatchSession &m_session;
    const EntryLog &m_journal;
    std::unique_ptr<Recorder> m_recorder;
    RecorderStatus m_status;
    QString m_path;
    QTimer m_statusTimer;
    bool m_isEnding = false;
};
