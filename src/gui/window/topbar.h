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
struct ConnectionSettings;

namespace Ui {
class TopBar;
}

/** The row at the top: state, server, user, remaining time of the token and the main actions. Each
 * has its place, which no text that changes moves. */
class TopBar : public QWidget
{
    Q_OBJECT

public:
    /** The actions with a button in this bar; owned by the window. */
    struct Actions
    {
        QAction *pause = nullptr;
        QAction *clear = nullptr;
        QAction *record = nullptr;
        QAction *connect = nullptr;
        QAction *disconnect = nullptr;
        QAction *palette = nullptr;
        QAction *channelPane = nullptr;
        QAction *publishPane = nullptr;
        QAction *sidePane = nullptr;
    };

    explicit TopBar(QWidget *parent = nullptr);
    ~TopBar() override;

    void attach(WindowController &controller, const Theme &theme, const Actions &actions);
    /** Shows the profile in use by name and colour, with warnings. */
    void attachProfiles(ProfileSwitch &profiles);
    void focusUser();
    QWidget *statusDot() const;

Q_SIGNALS:
    void connectionRequested(); ///< the status dot was clicked
    void manageProfilesRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateConnection();
    void updateUserEdit(const ConnectionSettings &connection);
    void updateProfile();
    void updateStatus();
    void updateConnectButton();
    void fixWidths();
    void showTokenTime();

    std::unique_ptr<Ui::TopBar> m_ui;
    QStringListModel *m_users; ///< users of the profile, for completion
    Actions m_actions;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    ProfileSwitch *m_profiles = nullptr;
    QTimer m_secondTimer;
    bool m_isWide = true; ///< there is room for the texts of the buttons
};
