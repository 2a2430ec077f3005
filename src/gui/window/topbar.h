// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTimer>
#include <QWidget>

#include <memory>

class ProfileSwitch;
class QAction;
class QStringListModel;
class Theme;
class WindowController;

namespace Ui {
class TopBar;
}

/** The row at the top: state, where and as whom, time left of the token, and the main actions. */
class TopBar : public QWidget
{
    Q_OBJECT

public:
    /** The actions that have a button here; owned by the window. */
    struct Actions
    {
        QAction *pause = nullptr;
        QAction *clear = nullptr;
        QAction *demo = nullptr;
        QAction *server = nullptr;
        QAction *record = nullptr;
    };

    explicit TopBar(QWidget *parent = nullptr);
    ~TopBar() override;

    void attach(WindowController &controller, const Theme &theme, const Actions &actions);
    /** Shows which profile is in use, by name and colour, and what is dangerous about it. */
    void attachProfiles(ProfileSwitch &profiles);
    /** The server's button starts or restarts, whichever makes sense. */
    void setServerAction(QAction *action);
    void focusUser();
    QWidget *statusDot() const;

Q_SIGNALS:
    void connectionRequested(); ///< the dot was pressed

Q_SIGNALS:
    void manageProfilesRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateConnection();
    void updateProfile();
    void updateStatus();
    void showTokenTime();

    std::unique_ptr<Ui::TopBar> m_ui;
    QStringListModel *m_users; ///< of the profile, offered while typing
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    ProfileSwitch *m_profiles = nullptr;
    QTimer m_secondTimer;
};
