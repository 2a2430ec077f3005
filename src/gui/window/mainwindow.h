// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMainWindow>

#include <memory>

class ConnectionPanel;
class ProfileSwitch;
class RecordingActions;
class StartControl;
class ShortcutSettings;
class TextZoom;
class Theme;
class WindowController;
class WindowPanes;
class WindowState;
struct Profile;
struct SharedState;

namespace Ui {
class MainWindow;
}

/** The main window: arranges the panes and connects the actions. All state is in WindowController,
 * and what is kept of it in WindowState. */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /** All outlive the window. */
    MainWindow(WindowController &controller, ProfileSwitch &profiles, const SharedState &shared,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /** How the window is left, for the next time. */
    WindowState &state() { return *m_state; }
    /** What is shown while nothing is connected, and what is imported. */
    StartControl &start() { return *m_start; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void attachPanes();
    void attachServerPane();
    void attachRecording();
    void attachStart();
    void openDropped(const QStringList &paths);
    void bindConnectionActions();
    void bindViewActions();
    void bindPanes();
    void bindAppearance();
    void bindTextZoom();
    void bindPublishActions();
    void bindHelpActions();
    void bindUndo();
    void limitToLog(QAction *action);
    void updateActions();
    void keepState();
    void bindWatchers();
    void askForToken();
    void manageProfiles();
    void showPalette();
    void showShortcuts();

    std::unique_ptr<Ui::MainWindow> m_ui;
    WindowController &m_controller;
    ProfileSwitch &m_profiles;
    Theme &m_theme;
    WindowState *m_state;
    TextZoom *m_zoom;
    WindowPanes *m_panes = nullptr;
    ConnectionPanel *m_connectionPanel;
    RecordingActions *m_recording;
    StartControl *m_start = nullptr;
    ShortcutSettings *m_shortcuts = nullptr;
};
