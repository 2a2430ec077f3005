// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class ProfileSwitch;
class Theme;
class WindowController;
struct ImportedSettings;

namespace Ui {
class StartPage;
}

/** What a window shows while nothing is connected: to try it here, to connect to a server, to open
 * a recording, and what was used last. */
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);
    ~StartPage() override;

    /** All outlive the page. */
    void attach(WindowController &controller, ProfileSwitch &profiles, const Theme &theme);
    /** Fills the card that connects. */
    void showImported(const ImportedSettings &imported);
    void focusFirst();

Q_SIGNALS:
    void openRequested(); ///< a dialog for files
    void recordingChosen(const QString &path);
    void importRequested();
    void pasteRequested();
    void left(); ///< by the user

protected:
    void showEvent(QShowEvent *event) override;

private:
    void bindButtons();
    void refresh();
    void fillProfiles();
    void fillRecordings();

    std::unique_ptr<Ui::StartPage> m_ui;
    WindowController *m_controller = nullptr;
    ProfileSwitch *m_profiles = nullptr;
    const Theme *m_theme = nullptr;
};
