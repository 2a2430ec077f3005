// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/framethrottle.h"

#include <QWidget>

#include <memory>
#include <vector>

class PresenterLane;
class Theme;
class WatchSession;
class WindowController;
struct Entry;

namespace Ui {
class PresenterView;
}

/**
 * A full screen for a room that looks on: the state, the newest messages of each watcher as large
 * cards, and whether the last publish is proven. Neither secrets nor addresses. A window of its own
 * that reads the same journal and watchers; it ends with Escape or F11.
 */
class PresenterView : public QWidget
{
    Q_OBJECT

public:
    /** Both outlive this. */
    PresenterView(WindowController &controller, const Theme &theme, QWidget *parent = nullptr);
    ~PresenterView() override;

Q_SIGNALS:
    /** The message in the editor is to be published. */
    void publishRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void showState();
    void showLanes();
    void takeMessages();
    void showProof();
    void startOver();
    void setTextSize();
    PresenterLane *laneOf(const Entry &entry) const;
    std::vector<WatchSession *> shownWatchers() const;

    std::unique_ptr<Ui::PresenterView> m_ui;
    WindowController &m_controller;
    const Theme &m_theme;
    FrameThrottle m_frame;
    std::vector<PresenterLane *> m_lanes; ///< children of this
    quint64 m_next = 0; ///< number of the first entry that is not read yet
    int m_textSize = 20; ///< of a message, in pixels
};

/** Shows the presenter view of `window`, which owns it: the one that is open, or a new one. */
PresenterView *showPresenter(WindowController &controller, const Theme &theme, QWidget *window);
