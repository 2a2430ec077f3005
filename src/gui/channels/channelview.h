// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPersistentModelIndex>
#include <QSet>
#include <QTimer>
#include <QTreeView>

class ShownChannels;

/** The list of channels: which groups are open, and what is current when rows come and go. A row
 * does not move away while the mouse points at the list or somebody goes through it by key. */
class ChannelView : public QTreeView
{
    Q_OBJECT

public:
    explicit ChannelView(QWidget *parent = nullptr);

    /** `channels` outlives this. */
    void attach(ShownChannels &channels);
    /** Call when the rows have changed. The channels of one watcher alone need no branch. */
    void arrange(bool isTree);

protected:
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rememberCurrent();
    void restoreCurrent();
    bool openGroups();
    void rememberExpanded(const QModelIndex &group, bool isOpen);
    void updateHold();

    ShownChannels *m_shown = nullptr;
    int m_shownWatchers = 0;
    QSet<QString> m_turned; ///< groups that the user opened or closed
    bool m_isRestoring = false; ///< the state of the groups
    QPersistentModelIndex m_currentParent;
    int m_currentRow = -1;
    bool m_isPointed = false; ///< by the mouse
    QTimer m_keyHold;
};
