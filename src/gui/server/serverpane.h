// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class Theme;
class WatchSession;
class WindowController;

namespace Ui {
class ServerPane;
}

/** Who and what is on the server: the clients of a channel, the channels, the nodes. Each page asks
 * only while it is shown. */
class ServerPane : public QWidget
{
    Q_OBJECT

public:
    explicit ServerPane(QWidget *parent = nullptr);
    ~ServerPane() override;

    /** Both outlive this. */
    void attach(WindowController &controller, const Theme &theme);
    /** The channel that was selected elsewhere. */
    void setChannel(WatchSession *watcher, const QString &channel);
    void focusPage();
    /** What the tab of the pane says: also that a pattern is watched while the pane is hidden. */
    QString title() const;

Q_SIGNALS:
    void titleChanged();

private:
    void showWho(const QString &channel);

    std::unique_ptr<Ui::ServerPane> m_ui;
    WindowController *m_controller = nullptr;
};
