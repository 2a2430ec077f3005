// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMainWindow>

#include <memory>

class ConnectionPanel;
class QSettings;
class Theme;
class WindowController;

namespace Ui {
class MainWindow;
}

/** The window: places the panes, binds the actions and remembers its geometry. Holds no truth. */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /** All outlive the window. */
    MainWindow(WindowController &controller, Theme &theme, QSettings &settings,
               QWidget *parent = nullptr);
    ~MainWindow() override;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void attachPanes();
    void bindConnectionActions();
    void bindViewActions();
    void bindAppearance();
    void bindPublishActions();
    void bindHelpActions();
    void limitToLog(QAction *action);
    void reflectActions();
    void restoreLayout();
    void askForToken();
    void showShortcuts();
    void showAbout();

    std::unique_ptr<Ui::MainWindow> m_ui;
    WindowController &m_controller;
    Theme &m_theme;
    QSettings &m_settings;
    ConnectionPanel *m_connectionPanel;
};
