// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/indexcontrol.h"

#include "gui/recording/entrycount.h"
#include "gui/widgets/labeltext.h"
#include "monitor/platform/privatefile.h"
#include "monitor/recording/recording.h"
#include "monitor/recording/textindex.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace {

constexpr int IndexSteps = 1000;

} // namespace

/** Shared with the thread that builds. */
struct IndexControl::Job
{
    TextIndex::Built built; // read once the thread has finished
};

IndexControl::IndexControl(Recording &recording, QStatusBar &bar, QObject *parent)
    : QObject(parent)
    , m_recording(recording)
    , m_bar(bar)
    , m_action(new QAction(tr("&Build index"), this))
    , m_label(new QLabel(&bar))
    , m_progress(new QProgressBar(&bar))
    , m_cancel(new QPushButton(tr("Cancel"), &bar))
{
    m_action->setObjectName(QStringLiteral("buildIndexAction"));
    m_action->setToolTip(tr("Makes text searches fast, however long the recording is"));
    m_label->setObjectName(QStringLiteral("indexLabel"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setIndent(6);
    m_label->setSizePolicy(QSizePolicy::Ignored,
                           QSizePolicy::Preferred); // may be cut
    m_progress->setRange(0, IndexSteps);
    m_progress->setAccessibleName(tr("Progress of the text index"));
    m_progress->setTextVisible(false); // the label has the numbers
    m_cancel->setObjectName(QStringLiteral("cancelIndexButton"));
    bar.addWidget(m_label, 1);
    bar.addPermanentWidget(m_progress);
    bar.addPermanentWidget(m_cancel);
    bar.hide();
    connect(m_action, &QAction::triggered, this, &IndexControl::build);
    connect(m_cancel, &QPushButton::clicked, &m_work, &WalkThread::cancel);
    connect(&m_work, &WalkThread::progressed, this, &IndexControl::showProgress);
    connect(&m_work, &WalkThread::finished, this, &IndexControl::finish);
}

IndexControl::~IndexControl() = default;

void IndexControl::build()
{
    if (const Centrifuge::Outcome made = makePrivateFolder(cacheFolder()); !made) {
        showPlain(m_label, made.error().message);
        refresh();
        return;
    }
    m_job = std::make_shared<Job>();
    const std::string folder = QFile::encodeName(cacheFolder()).toStdString();
    m_work.start([job = m_job, entries = m_recording.snapshot(), folder](WalkProgress &progress) {
        job->built = TextIndex::build(*entries, folder, progress);
    });
    showProgress();
    refresh();
}

void IndexControl::showProgress()
{
    const std::uint64_t total = std::max<std::uint64_t>(m_recording.size(), 1);
    const std::uint64_t looked = m_work.progress().looked;
    m_progress->setValue(int(looked * IndexSteps / total));
    showPlain(m_label,
              tr("Building the text index: %1 of %2")
                  .arg(groupedNumber(looked), entryCount(m_recording.size())));
}

void IndexControl::finish()
{
    const TextIndex::Built built = std::exchange(m_job->built, {});
    if (built.index != nullptr) {
        m_recording.setIndex(built.index);
        showPlain(m_label, tr("Text index: %1").arg(entryCount(m_recording.size())));
    } else if (m_work.progress().cancelled) {
        m_label->clear();
    } else {
        showPlain(m_label, QString::fromStdString(built.fault));
    }
    refresh();
}

void IndexControl::refresh()
{
    const bool isBusy = m_work.isRunning();
    m_action->setEnabled(!isBusy && !m_recording.hasIndex());
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    m_bar.setVisible(!m_label->text().isEmpty());
}
