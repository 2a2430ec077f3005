// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/server/sortedtable.h"

#include <QWidget>

#include <memory>

class PresenceWatch;
class PacedUpdate;
class Theme;
class WatchSession;
class WindowController;

namespace Ui {
class PresencePage;
}

/** Who is in one channel: the clients that the server lists, since when, and by whose right it was
 * asked. */
class PresencePage : public QWidget
{
    Q_OBJECT

public:
    explicit PresencePage(QWidget *parent = nullptr);
    ~PresencePage() override;

    /** Both outlive this. */
    void attach(WindowController &controller, const Theme &theme);
    /** The channel of a watcher, by whose right it is asked. */
    void setChannel(WatchSession &watcher, const QString &channel);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setWatcher(WatchSession &watcher);
    void useTyped();
    void followConnection();
    void showAnswer();
    QString summary() const;
    QString rightText() const;
    QString note() const;
    std::vector<TableRow> rows() const;

    std::unique_ptr<Ui::PresencePage> m_ui;
    WindowController *m_controller = nullptr;
    WatchSession *m_watcher = nullptr; ///< one of the group
    std::unique_ptr<PresenceWatch> m_watch;
    SortedTable m_table;
    PacedUpdate *const m_update;
};
