// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/commandrecording.h"

#include "app/output.h"
#include "monitor/watch/recordingorigin.h"

#include <QFile>

using namespace std::chrono_literals;

namespace {

constexpr auto PollInterval = 250ms;
constexpr auto DiskTimeout = 2s;

QString fileName(const std::string &path)
{
    return QFile::decodeName(QByteArray::fromStdString(path));
}

} // namespace

CommandRecording::CommandRecording(std::unique_ptr<Recorder> recorder, std::string path)
    : m_recorder(std::move(recorder))
    , m_file(std::move(path))
{
    connect(&m_timer, &QTimer::timeout, this, &CommandRecording::follow);
    m_timer.start(PollInterval);
    follow();
}

void CommandRecording::record(const Entry &entry)
{
    m_recorder->waitForRoom(entry, DiskTimeout);
    recordEntry(*m_recorder, entry);
}

void CommandRecording::follow()
{
    const RecorderStatus status = m_recorder->status();
    sayChanges(status);
    if (status.state == RecorderStatus::State::Failed) {
        Q_EMIT failed();
    }
}

void CommandRecording::sayChanges(const RecorderStatus &status)
{
    if (status.state == RecorderStatus::State::Recording && status.file != m_file) {
        m_file = status.file;
        say(QStringLiteral("recording in ") + fileName(m_file));
    }
    if (status.warning != m_warning) {
        m_warning = status.warning;
        say(QString::fromStdString(m_warning));
    }
}

bool CommandRecording::end()
{
    m_timer.stop();
    m_recorder->end();
    const RecorderStatus status = m_recorder->status();
    const bool hasFailed = status.state == RecorderStatus::State::Failed;
    if (hasFailed) {
        say(QStringLiteral("THE RECORDING STOPPED: ") + QString::fromStdString(status.fault));
    }
    if (status.lost > 0) {
        say(QStringLiteral("%1 entries came faster than they could be recorded and are lost")
                .arg(status.lost));
    }
    if (status.file.empty()) {
        return !hasFailed; // nothing was recorded
    }
    const QString count = QString::number(status.written);
    say(status.files > 1
            ? QStringLiteral("%1 entries recorded in %2 files, the last is %3")
                  .arg(count, QString::number(status.files), fileName(status.file))
            : QStringLiteral("%1 entries recorded in %2").arg(count, fileName(status.file)));
    return !hasFailed;
}
