// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/sharedstate.h"
#include "gui/recording/exportdialog.h"
#include "gui/recording/recentfiles.h"

#include <QObject>

class QAction;
class QLabel;
class QMenu;
class QStatusBar;
class RecordingControl;
class RotationMenu;
class WindowController;

/** Record, Open and Export of a window: the actions, the label in the status bar, the dialogs. */
class RecordingActions : public QObject
{
    Q_OBJECT

public:
    /** All outlive this. `window` is the parent of this and of the dialogs. */
    RecordingActions(WindowController &controller, const SharedState &shared, QWidget *window);
    ~RecordingActions() override;

    QAction *recordAction() const { return m_record; }
    RecordingControl &control() { return *m_control; }
    /** Inserts the actions at the top of the menu. */
    void addTo(QMenu &menu);
    void addTo(QStatusBar &bar);
    void askForFiles();
    void setExportSource(ExportSource source) { m_source = std::move(source); }
    /** Opens each recording or file of JSON lines in a window of its own. */
    void openFiles(const QStringList &paths);
    RecentFiles &recentFiles() { return m_recent; }

private:
    void setRecording(bool recording);
    void refresh();
    void askForExport();
    void fillRecentMenu();
    void showInFolder();

    WindowController &m_controller;
    const SharedState m_shared;
    QWidget *const m_window;
    RecordingControl *m_control;
    QAction *m_record;
    RotationMenu *m_rotation;
    QAction *m_export;
    QAction *m_open;
    QAction *m_showInFolder;
    QMenu *m_recentMenu;
    RecentFiles m_recent;
    QLabel *m_label;
    ExportSource m_source;
};
