// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingopener.h"

#include "gui/recording/entrycount.h"
#include "gui/widgets/labeltext.h"
#include "monitor/recording/entryfile.h"
#include "text/visibletext.h"

#include <QFileInfo>
#include <QLabel>
#include <QProgressDialog>

#include <algorithm>
#include <optional>

using namespace std::chrono_literals;

namespace {

constexpr int OpenSteps = 1000;
constexpr int TitleCharacters = 60; // room for the name of the file
constexpr auto DialogDelay = 400ms; // small files are read by then

} // namespace

/** Shared with the thread that reads. */
struct RecordingOpener::Job
{
    QString path;
    quint64 size = 0; // of the file
    std::optional<Centrifuge::Result<EntryFile>> opened; // read once the thread has finished
};

RecordingOpener::RecordingOpener(const SharedState &shared, QObject *parent)
    : QObject(parent)
    , m_shared(shared)
{
    connect(&m_work, &WalkThread::progressed, this, &RecordingOpener::updateProgress);
    connect(&m_work, &WalkThread::finished, this, &RecordingOpener::finish);
}

RecordingOpener::~RecordingOpener()
{
    delete m_dialog;
}

void RecordingOpener::open(const QString &path)
{
    m_job = std::make_shared<Job>();
    m_job->path = path;
    m_job->size = quint64(QFileInfo(path).size());
    m_work.start([job = m_job](WalkProgress &progress) {
        job->opened = openEntryFile(job->path, progress);
    });
    openProgressDialog();
}

void RecordingOpener::openProgressDialog()
{
    m_dialog = new QProgressDialog(qobject_cast<QWidget *>(parent()));
    m_dialog->setObjectName(QStringLiteral("importDialog"));
    m_dialog->setWindowTitle(
        tr("Opening %1").arg(Text::visible(QFileInfo(m_job->path).fileName())));
    m_label = new QLabel(m_dialog);
    m_label->setTextFormat(Qt::PlainText);
    m_dialog->setLabel(m_label);
    m_dialog->setMinimumWidth(m_dialog->fontMetrics().averageCharWidth() * TitleCharacters);
    m_dialog->setCancelButtonText(tr("Cancel"));
    m_dialog->setRange(0, OpenSteps);
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
        showPlain(m_label, tr("%1 read").arg(entryCount(progress.taken)));
        m_dialog->setValue(int(std::min<quint64>(progress.bytes * OpenSteps / size, OpenSteps)));
    }
}

void RecordingOpener::finish()
{
    deleteLater();
    if (m_work.progress().cancelled) {
        Q_EMIT cancelled();
        return;
    }
    if (!*m_job->opened) {
        Q_EMIT failed(m_job->opened->error().message);
        return;
    }
    auto *window = new RecordingWindow(m_job->opened->takeValue(), m_shared); // deletes itself
    window->show();
    Q_EMIT opened(window);
}
