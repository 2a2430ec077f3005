// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/sharedstate.h"
#include "gui/recording/exportdialog.h"

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
    void openFiles(const QStringList &paths);
    void setExportSource(ExportSource source) { m_source = std::move(source); }

protected:
    /** Of the window: opens the files that are dropped on it. */
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setRecording(bool recording);
    void refresh();
    void askForExport();

    WindowController &m_controller;
    const SharedState m_shared;
    QWidget *const m_window;
    RecordingControl *m_control;
    QAction *m_record;
    RotationMenu *m_rotation;
    QAction *m_export;
    QAction *m_open;
    QLabel *m_label;
    ExportSource m_source;
};
