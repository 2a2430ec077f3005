// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class QAction;
class QMenu;
class RecordingActions;
class SettingsImport;
class StartPage;
class WindowController;
struct ImportedSettings;

/** Puts the start page in place of the panes, and takes it away once something is connected. Also
 * what is imported is shown there. Main thread. */
class StartControl : public QObject
{
    Q_OBJECT

public:
    /** The parts of the window; all outlive this. */
    struct Parts
    {
        StartPage *page = nullptr;
        QWidget *panes = nullptr;
        QMenu *fileMenu = nullptr;
        QAction *showPage = nullptr;
    };

    StartControl(WindowController &controller, const Parts &parts, QWidget *window);

    void attachRecordings(RecordingActions &recordings);
    void show();
    void leave();
    SettingsImport &settingsImport() { return *m_import; }

private:
    void showImported(const ImportedSettings &settings);

    WindowController &m_controller;
    const Parts m_parts;
    SettingsImport *m_import;
};
