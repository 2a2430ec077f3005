// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingactions.h"

#include "gui/controller/windowcontroller.h"
#include "gui/recording/recordingcontrol.h"
#include "gui/recording/recordingopener.h"
#include "gui/recording/rotationmenu.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"

#include <QAction>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>

namespace {

QString recordingText(const RecorderStatus &status)
{
    QString text = QStringLiteral("\u25cf ")
        + RecordingActions::tr("REC %1 · %2")
              .arg(groupedNumber(status.written), sizeText(status.fileBytes));
    if (status.files > 1) {
        text += RecordingActions::tr(" · file %1").arg(groupedNumber(status.files));
    }
    if (status.lag > std::chrono::seconds(1)) {
        text += RecordingActions::tr(" · %1 behind").arg(deltaText(status.lag).mid(1));
    }
    if (status.lost > 0) {
        text += RecordingActions::tr(" · lost %1").arg(groupedNumber(status.lost));
    }
    return text;
}

/** The file that is written now or was last, and what went wrong with the ones before. */
QString writtenFileText(const RecordingControl &control)
{
    const std::string &warning = control.status().warning;
    return warning.empty() ? control.path()
                           : control.path() + u'\n' + QString::fromStdString(warning);
}

QStringList localFiles(const QMimeData &data)
{
    QStringList result;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile()) {
            result += url.toLocalFile();
        }
    }
    return result;
}

} // namespace

using Task = NoticeCenter::FailedTask;

RecordingActions::RecordingActions(WindowController &controller, const SharedState &shared,
                                   QWidget *window)
    : QObject(window)
    , m_controller(controller)
    , m_shared(shared)
    , m_window(window)
    , m_control(new RecordingControl(controller.group(), controller.entries(), this))
    , m_record(new QAction(glyphIcon(Glyph::Record), tr("&Record"), this))
    , m_rotation(new RotationMenu(shared.settings, window))
    , m_export(new QAction(tr("&Export…"), this))
    , m_open(new QAction(tr("&Open or import…"), this))
    , m_label(new QLabel(window))
{
    m_record->setObjectName(QStringLiteral("recordAction"));
    m_record->setCheckable(true);
    m_record->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+G")));
    m_record->setToolTip(tr("Record everything that arrives in a new file (Ctrl+Shift+G)"));
    m_export->setObjectName(QStringLiteral("exportAction"));
    m_export->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    m_open->setObjectName(QStringLiteral("openAction"));
    m_open->setShortcut(QKeySequence(QStringLiteral("Ctrl+O")));
    m_open->setToolTip(tr("A recording, or JSON lines, in a window of its own"));
    connect(m_open, &QAction::triggered, this, &RecordingActions::askForFiles);
    m_label->setObjectName(QStringLiteral("recordingLabel"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->hide();
    window->setAcceptDrops(true);
    window->installEventFilter(this);
    m_source.entries = &controller.entries();
    connect(m_record, &QAction::triggered, this, &RecordingActions::setRecording);
    connect(m_export, &QAction::triggered, this, &RecordingActions::askForExport);
    connect(m_control, &RecordingControl::changed, this, &RecordingActions::refresh);
    connect(m_control, &RecordingControl::failed, &controller,
            [&controller](const QString &message) {
                controller.notices().showFailure(Task::Record, message);
            });
    connect(&shared.theme, &Theme::changed, this, &RecordingActions::refresh);
}

RecordingActions::~RecordingActions() = default;

void RecordingActions::addTo(QMenu &menu)
{
    QAction *first = menu.actions().value(0);
    menu.insertAction(first, m_record);
    menu.insertMenu(first, m_rotation);
    menu.insertAction(first, m_open);
    menu.insertAction(first, m_export);
    menu.insertSeparator(first);
}

void RecordingActions::addTo(QStatusBar &bar)
{
    bar.addPermanentWidget(m_label);
}

void RecordingActions::setRecording(bool recording)
{
    if (!recording) {
        m_control->stop();
        return;
    }
    const auto started = m_control->start(m_rotation->rotation());
    if (!started) {
        m_controller.notices().showFailure(Task::Record, started.error().message);
    }
    refresh();
}

void RecordingActions::refresh()
{
    const RecorderStatus &status = m_control->status();
    m_record->setChecked(m_control->isRecording());
    m_record->setText(m_control->isRecording() ? tr("Stop &recording") : tr("&Record"));
    m_record->setIconText(tr("Record"));
    const bool hasFailed = status.state == RecorderStatus::State::Failed;
    if (m_control->isRecording()) {
        showPlain(m_label, recordingText(status));
    } else if (m_control->isEnding()) {
        showPlain(m_label, tr("writing the rest of the recording"));
    } else if (hasFailed) {
        showPlain(m_label, tr("RECORDING STOPPED: %1").arg(QString::fromStdString(status.fault)));
    } else {
        showPlain(m_label, tr("recorded %1").arg(groupedNumber(status.written)));
    }
    const bool isLoud = m_control->isRecording() || hasFailed;
    colorLabel(m_label, m_shared.theme.color(isLoud ? Tone::Bad : Tone::Quiet));
    setPlainToolTip(m_label, writtenFileText(*m_control));
    m_label->setVisible(!m_control->path().isEmpty());
}

void RecordingActions::askForExport()
{
    auto *dialog = new ExportDialog(m_source, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RecordingActions::askForFiles()
{
    auto *dialog =
        new QFileDialog(m_window, tr("Open recordings or JSON lines"), RecordingControl::folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &RecordingActions::openFiles);
    dialog->open();
}

void RecordingActions::openFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        auto *opener = new RecordingOpener(m_shared, m_window); // deletes itself
        connect(opener, &RecordingOpener::failed, this, [this](const QString &message) {
            m_controller.notices().showFailure(Task::OpenFile, message);
        });
        opener->open(path);
    }
}

bool RecordingActions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop) {
        return QObject::eventFilter(watched, event);
    }
    auto *drop = static_cast<QDropEvent *>(event); // a drag that enters is one, too
    const QStringList paths = localFiles(*drop->mimeData());
    if (!paths.isEmpty()) {
        drop->acceptProposedAction();
    }
    if (event->type() == QEvent::Drop) {
        openFiles(paths);
    }
    return true;
}
