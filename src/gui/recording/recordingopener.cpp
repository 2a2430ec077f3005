// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingopener.h"

#include <QFile>
#include <QFileInfo>

#include <optional>

/** Shared with the thread that imports. */
struct RecordingOpener::Job
{
    QString path;
    QString recording;
    std::unique_ptr<QTemporaryDir> folder;
    WalkProgress progress;
    std::optional<Centrifuge::Result<ImportReport>> report; // read once the thread has finished
};

RecordingOpener::RecordingOpener(const Theme &theme, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_settings(settings)
{
}

RecordingOpener::~RecordingOpener()
{
    if (m_thread != nullptr) {
        m_job->progress.cancelled = true;
        m_thread->wait();
    }
}

void RecordingOpener::open(const QString &path)
{
    if (looksLikeJsonl(path)) {
        import(path);
        return;
    }
    OpenedRecording opened;
    opened.path = path;
    show(std::move(opened), path);
}

void RecordingOpener::import(const QString &path)
{
    m_job = std::make_shared<Job>();
    m_job->path = path;
    m_job->folder = std::make_unique<QTemporaryDir>();
    m_job->recording = m_job->folder->filePath(QStringLiteral("imported"));
    m_thread.reset(QThread::create(
        [job = m_job] { job->report = importJsonl(job->path, job->recording, job->progress); }));
    connect(m_thread.get(), &QThread::finished, this, &RecordingOpener::finishImport);
    m_thread->start();
}

void RecordingOpener::finishImport()
{
    m_thread->wait();
    m_thread.reset();
    const Centrifuge::Result<ImportReport> &report = *m_job->report;
    if (!report) {
        Q_EMIT failed(report.error().message);
        deleteLater();
        return;
    }
    OpenedRecording opened;
    opened.path = m_job->path;
    opened.folder = std::move(m_job->folder);
    if (report.value().wrongLines > 0) {
        opened.warnings += tr("%1 lines are no entries and were left out: %2")
                               .arg(report.value().wrongLines)
                               .arg(report.value().faults.join(QStringLiteral("; ")));
    }
    show(std::move(opened), m_job->recording);
}

void RecordingOpener::show(OpenedRecording opened, const QString &recording)
{
    deleteLater();
    const QString path = QFileInfo(recording).absoluteFilePath();
    Recording::Opened result = Recording::open(QFile::encodeName(path).toStdString());
    if (result.recording == nullptr) {
        Q_EMIT failed(QString::fromStdString(result.fault));
        return;
    }
    for (const std::string &warning : result.recording->warnings()) {
        opened.warnings += QString::fromStdString(warning);
    }
    opened.recording = std::move(result.recording);
    auto *window = new RecordingWindow(std::move(opened), m_theme, m_settings); // deletes itself
    window->show();
    Q_EMIT this->opened(window);
}
