// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingopener.h"

#include "gui/widgets/labeltext.h"
#include "monitor/recording/jsonlimport.h"
#include "text/visibletext.h"

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QProgressDialog>

#include <algorithm>
#include <optional>

using namespace std::chrono_literals;

namespace {

constexpr int ProgressSteps = 1000;
constexpr int TitleCharacters = 60; // room for the name of the file
constexpr auto DialogDelay = 400ms; // small files are read by then

} // namespace

/** Shared with the thread that imports. */
struct RecordingOpener::Job
{
    QString path;
    QString recording;
    std::unique_ptr<QTemporaryDir> folder;
    quint64 size = 0; // of the file
    std::optional<Centrifuge::Result<ImportReport>> report; // read once the thread has finished
};

RecordingOpener::RecordingOpener(const SharedState &shared, QObject *parent)
    : QObject(parent)
    , m_shared(shared)
{
    connect(&m_work, &WalkThread::progressed, this, &RecordingOpener::updateProgress);
    connect(&m_work, &WalkThread::finished, this, &RecordingOpener::finishImport);
}

RecordingOpener::~RecordingOpener()
{
    delete m_dialog;
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
    if (!m_job->folder->isValid()) {
        Q_EMIT failed(tr("no room to import it: %1").arg(m_job->folder->errorString()));
        deleteLater();
        return;
    }
    m_job->recording = m_job->folder->filePath(QStringLiteral("imported"));
    m_job->size = quint64(QFileInfo(path).size());
    m_work.start([job = m_job](WalkProgress &progress) {
        job->report = importJsonl(job->path, job->recording, progress);
    });
    openProgressDialog();
}

void RecordingOpener::openProgressDialog()
{
    m_dialog = new QProgressDialog(qobject_cast<QWidget *>(parent()));
    m_dialog->setObjectName(QStringLiteral("importDialog"));
    m_dialog->setWindowTitle(
        tr("Importing %1").arg(Text::visible(QFileInfo(m_job->path).fileName())));
    m_label = new QLabel(m_dialog);
    m_label->setTextFormat(Qt::PlainText);
    m_dialog->setLabel(m_label);
    m_dialog->setMinimumWidth(m_dialog->fontMetrics().averageCharWidth() * TitleCharacters);
    m_dialog->setCancelButtonText(tr("Cancel"));
    m_dialog->setRange(0, ProgressSteps);
    m_dialog->setAutoReset(false);
    m_dialog->setAutoClose(false);
    m_dialog->setMinimumDuration(int(DialogDelay.count()));
    connect(m_dialog, &QProgressDialog::canceled, &m_work, &WalkThread::cancel);
    m_dialog->setValue(0); // starts the minimum duration
    updateProgress();
}

void RecordingOpener::updateProgress()
{
    if (m_dialog != nullptr) {
        const WalkProgress &progress = m_work.progress();
        const quint64 size = std::max<quint64>(m_job->size, 1);
        showPlain(m_label, tr("%1 entries read").arg(groupedNumber(progress.taken)));
        m_dialog->setValue(
            int(std::min<quint64>(progress.bytes * ProgressSteps / size, ProgressSteps)));
    }
}

void RecordingOpener::finishImport()
{
    if (m_work.progress().cancelled) {
        Q_EMIT cancelled();
        deleteLater();
        return;
    }
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
                               .arg(QString::number(report.value().wrongLines),
                                    report.value().faults.join(QStringLiteral("; ")));
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
    auto *window = new RecordingWindow(std::move(opened), m_shared); // deletes itself
    window->show();
    Q_EMIT this->opened(window);
}
