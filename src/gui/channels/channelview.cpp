// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channelview.h"

#include "gui/channels/shownchannels.h"
#include "gui/widgets/focusring.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/** For how long after a key the rows keep their places. */
constexpr auto KeyHold = 5s;

} // namespace

ChannelView::ChannelView(QWidget *parent)
    : QTreeView(parent)
{
    new FocusRing(this);
    m_keyHold.setSingleShot(true);
    m_keyHold.setInterval(KeyHold);
    connect(&m_keyHold, &QTimer::timeout, this, &ChannelView::updateHold);
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { rememberExpanded(index, true); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { rememberExpanded(index, false); });
}

void ChannelView::attach(ShownChannels &channels)
{
    m_shown = &channels;
    setModel(m_shown);
    connect(m_shown, &ShownChannels::layoutAboutToBeChanged, this, &ChannelView::rememberCurrent);
}

/** So that the row in its place can become the current one if it goes. */
void ChannelView::rememberCurrent()
{
    const QModelIndex index = currentIndex();
    m_currentParent = index.parent();
    m_currentRow = index.row();
}

void ChannelView::restoreCurrent()
{
    const int rows = m_shown->rowCount(m_currentParent);
    if (m_currentRow >= 0 && !currentIndex().isValid() && rows > 0) {
        setCurrentIndex(m_shown->index(std::min(m_currentRow, rows - 1), 0, m_currentParent));
    }
}

void ChannelView::arrange(bool isTree)
{
    const QModelIndex first = m_shown->index(0, 0);
    const QModelIndex root = isTree ? QModelIndex() : first;
    if (rootIndex() != root) {
        setRootIndex(root);
    }
    if (isTree && m_shown->rowCount() != m_shownWatchers) {
        for (int row = 0; row < m_shown->rowCount(); ++row) {
            expand(m_shown->index(row, 0));
        }
    }
    m_shownWatchers = m_shown->rowCount();
    const bool hasGroups = openGroups();
    setRootIsDecorated(isTree || hasGroups);
    restoreCurrent();
}

/** Namespaces are open and the refused channels are not, unless the user or a search says
 * otherwise. Returns whether there are groups. */
bool ChannelView::openGroups()
{
    m_isRestoring = true;
    bool hasGroups = false;
    for (int watcher = 0; watcher < m_shown->rowCount(); ++watcher) {
        const QModelIndex parent = m_shown->index(watcher, 0);
        for (int row = 0; row < m_shown->rowCount(parent); ++row) {
            const QModelIndex group = m_shown->index(row, 0, parent);
            if (ShownChannels::isGroup(group)) {
                hasGroups = true;
                const bool isTurned = m_turned.contains(group.data().toString());
                const bool isOpen = ShownChannels::isRefusedGroup(group) == isTurned;
                setExpanded(group, isOpen || m_shown->isSearching());
            }
        }
    }
    m_isRestoring = false;
    return hasGroups;
}

/** By its name, for all watchers. */
void ChannelView::rememberExpanded(const QModelIndex &group, bool isOpen)
{
    if (m_isRestoring || m_shown->isSearching() || !ShownChannels::isGroup(group)) {
        return;
    }
    if (ShownChannels::isRefusedGroup(group) == isOpen) {
        m_turned.insert(group.data().toString());
    } else {
        m_turned.remove(group.data().toString());
    }
}

/** A row must not move away while somebody points at it or goes through the rows by key. */
void ChannelView::updateHold()
{
    m_shown->setHeld(m_isPointed || m_keyHold.isActive());
}

bool ChannelView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_isPointed = event->type() == QEvent::Enter;
        updateHold();
    }
    return QTreeView::viewportEvent(event);
}

void ChannelView::keyPressEvent(QKeyEvent *event)
{
    m_keyHold.start();
    updateHold();
    QTreeView::keyPressEvent(event);
}
