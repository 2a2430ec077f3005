// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/recording/recorder.h"

#include <QObject>
#include <QTimer>

#include <memory>

class EntryLog;
class WatchGroup;

/** Records the entries that a session adds to its journal, without widgets. Main thread; a writer
 * thread does the work. */
class RecordingControl : public QObject
{
    Q_OBJECT

public:
    /** Both outlive this. */
    RecordingControl(WatchGroup &group, const EntryLog &journal, QObject *parent = nullptr);
    ~RecordingControl() override;

    /** Starts a new file in folder(), or with a rotation the first of several. */
    Centrifuge::Outcome start(const Rotation &rotation = {});
    /** Stops; the rest is written in the background. */
    void stop();

    bool isRecording() const { return m_recorder != nullptr && !m_isEnding; }
    /** Stopped, but the rest is still being written. */
    bool isEnding() const { return m_isEnding; }
    /** Of the current recording, else of the last one. */
    const RecorderStatus &status() const { return m_status; }
    /** The file that is written now, else the last one. */
    const QString &path() const { return m_path; }

    static QString folder();

Q_SIGNALS:
    void changed();
    /** The recording ended because of an error; `message` is a sentence. */
    void failed(const QString &message);

private:
    void saveNow();
    void record(qsizetype count);
    void updateStatus();

    WatchGroup &m_group;
    const EntryLog &m_journal;
    std::unique_ptr<Recorder> m_recorder;
    RecorderStatus m_status;
    QString m_path;
    QTimer m_statusTimer;
    bool m_isEnding = false;
};
