// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingcontrol.h"

#include "monitor/platform/privatefile.h"
#include "monitor/watch/recordingorigin.h"
#include "monitor/watch/watchgroup.h"

#include <QDateTime>
#include <QFile>
#include <QGuiApplication>
#include <QStandardPaths>

using namespace std::chrono_literals;

RecordingControl::RecordingControl(WatchGroup &group, const EntryLog &journal, QObject *parent)
    : QObject(parent)
    , m_group(group)
    , m_journal(journal)
{
    m_statusTimer.setInterval(250ms);
    connect(&m_statusTimer, &QTimer::timeout, this, &RecordingControl::updateStatus);
    connect(&group.feed(), &JournalFeed::entriesAppended, this, &RecordingControl::record);
    // The desktop session may be ending, and the program may be killed after this.
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, &RecordingControl::saveNow);
}

RecordingControl::~RecordingControl() = default;

QString RecordingControl::folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/recordings");
}

Centrifuge::Outcome RecordingControl::start(const Rotation &rotation)
{
    if (m_recorder != nullptr) {
        m_recorder->end(); // the previous one may still be writing
        updateStatus(); // of the previous one
    }
    const auto made = makePrivateFolder(folder());
    if (!made) {
        return made.error();
    }
    // Files of a rotation get their time, in UTC, from the recorder.
    const QString time =
        QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss.zzz"));
    const QString name = rotation.isOn() ? QStringLiteral("recording") : time;
    m_path = folder() + u'/' + name + QStringLiteral(".rtm");
    RecorderLimits limits;
    limits.rotation = rotation;
    Recorder::Started started = Recorder::start(QFile::encodeName(m_path).toStdString(),
                                                factsOf(m_group.requests()), limits);
    if (started.recorder == nullptr) {
        return Centrifuge::badArgument(QString::fromStdString(started.fault));
    }
    m_recorder = std::move(started.recorder);
    m_statusTimer.start();
    updateStatus();
    return Centrifuge::success();
}

void RecordingControl::stop()
{
    if (isRecording()) {
        m_isEnding = true;
        m_recorder->requestEnd();
        Q_EMIT changed();
    }
}

void RecordingControl::saveNow()
{
    if (m_recorder != nullptr) {
        m_recorder->requestCheckpoint();
    }
}

void RecordingControl::record(qsizetype count)
{
    if (isRecording()) {
        recordNewest(*m_recorder, m_journal, std::size_t(count));
    }
}

void RecordingControl::updateStatus()
{
    if (m_recorder == nullptr) {
        return;
    }
    m_status = m_recorder->status();
    if (!m_status.file.empty()) {
        m_path = QFile::decodeName(QByteArray::fromStdString(m_status.file));
    }
    if (m_status.state != RecorderStatus::State::Recording) {
        m_statusTimer.stop();
        m_recorder.reset();
        m_isEnding = false;
    }
    Q_EMIT changed();
    if (m_status.state == RecorderStatus::State::Failed) {
        Q_EMIT failed(tr("The recording stopped, watching goes on: %1")
                          .arg(QString::fromStdString(m_status.fault)));
    }
}
