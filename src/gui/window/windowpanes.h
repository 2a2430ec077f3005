// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

#include <optional>

class QAction;
class QJsonObject;
class QSplitter;
class QTabWidget;
class QWidget;
class SidePane;
class WindowState;

/** The geometry of the main window: its place on the screen, the sizes of its panes, and which of
 * them are shown. */
class WindowPanes : public QObject
{
    Q_OBJECT

public:
    /** A pane, and the checkable action that shows or hides it. */
    struct Pane
    {
        QWidget *widget = nullptr;
        QAction *action = nullptr;
    };
    /** All outlive this. */
    struct Parts
    {
        QWidget *window = nullptr;
        QSplitter *across = nullptr; ///< channels, centre, side
        QSplitter *down = nullptr; ///< log, publish
        Pane channels;
        Pane publish;
        QTabWidget *side = nullptr; ///< detail and server
        QAction *sideAction = nullptr;
        QAction *sideWindowAction = nullptr; ///< gives the side pane a window of its own
        Pane rates;
    };

    WindowPanes(const Parts &parts, WindowState &state, QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void bind(const Pane &pane);
    void keep();
    void setSizes();
    void updateRates();
    QJsonObject save() const;
    void restore(const QJsonObject &layout);

    const Parts m_parts;
    WindowState &m_state;
    SidePane *m_side = nullptr;
    int m_channelsWidth = 0; ///< as it was kept
    int m_publishHeight = 0; ///< as it was kept
    std::optional<bool> m_wantsRates; ///< nothing until the user has chosen
};
