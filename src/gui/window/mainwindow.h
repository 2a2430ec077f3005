// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/watcherlist.h"

#include <QMainWindow>

#include <memory>

class ConnectionPanel;
class ProfileSwitch;
class QSettings;
class RecordingActions;
class Theme;
class WindowController;
struct Profile;
struct SharedState;

namespace Ui {
class MainWindow;
}

/** The main window: arranges the panes, connects the actions and stores its geometry. All other
 * state is in WindowController. */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /** All outlive the window. */
    MainWindow(WindowController &controller, ProfileSwitch &profiles, const SharedState &shared,
               QWidget *parent = nullptr);
    ~MainWindow() override;

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void attachPanes();
    void attachServerPane();
    void attachRecording();
    void bindConnectionActions();
    void bindViewActions();
    void bindRates();
    void updateRates();
    void bindAppearance();
    void bindPublishActions();
    void bindHelpActions();
    void limitToLog(QAction *action);
    void updateActions();
    void restoreLayout();
    void bindWatchers();
    void askForWatcher();
    void addWatcher(WatcherIdentity identity, const QString &profileId);
    void askForToken();
    void manageProfiles();
    void askForSecrets(const Profile &profile);
    void showShortcuts();
    void showAbout();

    std::unique_ptr<Ui::MainWindow> m_ui;
    WindowController &m_controller;
    ProfileSwitch &m_profiles;
    Theme &m_theme;
    QSettings &m_settings;
    ConnectionPanel *m_connectionPanel;
    RecordingActions *m_recording;
};
