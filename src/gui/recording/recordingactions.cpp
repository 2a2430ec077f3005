// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingactions.h"

#include "gui/controller/windowcontroller.h"
#include "gui/recording/recordingcontrol.h"
#include "gui/recording/recordingopener.h"
#include "gui/recording/rotationmenu.h"
#include "gui/widgets/actiontext.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "text/visibletext.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
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

constexpr int LongestFileName = 44;

/** A name that is too long keeps its beginning and its end. */
QString shortName(const QString &path)
{
    const QString name = Text::visible(QFileInfo(path).fileName());
    return name.size() <= LongestFileName
        ? name
        : name.left(LongestFileName / 2) + QChar(0x2026) + name.right(LongestFileName / 2);
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
    , m_showInFolder(new QAction(tr("Show recording in &folder"), this))
    , m_recentMenu(new QMenu(tr("Recen&t files"), window))
    , m_recent(shared.settings)
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
    m_showInFolder->setObjectName(QStringLiteral("showInFolderAction"));
    m_showInFolder->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+F")));
    connect(m_showInFolder, &QAction::triggered, this, &RecordingActions::showInFolder);
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    m_recentMenu->setToolTipsVisible(true);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &RecordingActions::fillRecentMenu);
    m_source.entries = &controller.entries();
    connect(m_record, &QAction::triggered, this, &RecordingActions::setRecording);
    connect(m_export, &QAction::triggered, this, &RecordingActions::askForExport);
    connect(m_control, &RecordingControl::changed, this, &RecordingActions::refresh);
    connect(m_control, &RecordingControl::failed, &controller,
            [&controller](const QString &message) {
                controller.notices().showFailure(Task::Record, message);
            });
    connect(&shared.theme, &Theme::changed, this, &RecordingActions::refresh);
    refresh();
}

RecordingActions::~RecordingActions() = default;

void RecordingActions::addTo(QMenu &menu)
{
    QAction *first = menu.actions().value(0);
    menu.insertAction(first, m_record);
    menu.insertMenu(first, m_rotation);
    menu.insertAction(first, m_showInFolder);
    menu.insertAction(first, m_open);
    menu.insertMenu(first, m_recentMenu);
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
    if (started) {
        m_recent.add(m_control->path());
    } else {
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
    const auto separator = QStringLiteral(" · ");
    const bool hasFailed = status.state == RecorderStatus::State::Failed;
    if (m_control->isRecording()) {
        showPlain(m_label, recordingText(status) + separator + shortName(m_control->path()));
    } else if (m_control->isEnding()) {
        showPlain(m_label, tr("writing the rest of the recording"));
    } else if (hasFailed) {
        showPlain(m_label, tr("RECORDING STOPPED: %1").arg(QString::fromStdString(status.fault)));
    } else {
        showPlain(m_label,
                  tr("recorded %1").arg(groupedNumber(status.written)) + separator
                      + shortName(m_control->path()));
    }
    const bool isLoud = m_control->isRecording() || hasFailed;
    colorLabel(m_label, m_shared.theme.color(isLoud ? Tone::Bad : Tone::Quiet));
    setPlainToolTip(m_label, writtenFileText(*m_control));
    m_label->setVisible(!m_control->path().isEmpty());
    enableUnless(*m_showInFolder,
                 m_control->path().isEmpty() ? tr("Nothing was recorded yet.") : QString());
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

/** Whether they are still there is seen when one is opened: a folder of the network may be slow. */
void RecordingActions::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList files = m_recent.files();
    for (const QString &file : files) {
        QAction *action = m_recentMenu->addAction(withoutMnemonics(shortName(file)), this,
                                                  [this, file] { openFiles({file}); });
        action->setToolTip(plainToolTip(file));
    }
    m_recentMenu->addSeparator();
    QAction *clear = m_recentMenu->addAction(tr("&Forget all"), this, [this] { m_recent.clear(); });
    clear->setEnabled(!files.isEmpty());
}

void RecordingActions::showInFolder()
{
    const QString folder = QFileInfo(m_control->path()).absolutePath();
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

void RecordingActions::openFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        auto *opener = new RecordingOpener(m_shared, m_window); // deletes itself
        connect(opener, &RecordingOpener::failed, this, [this, path](const QString &message) {
            m_recent.remove(path);
            m_controller.notices().showFailure(Task::OpenFile, message);
        });
        connect(opener, &RecordingOpener::opened, this, [this, path] { m_recent.add(path); });
        opener->open(path);
    }
}
