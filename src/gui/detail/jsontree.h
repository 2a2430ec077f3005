// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/json/jsonpath.h"

#include <QSet>
#include <QTreeView>

class JsonTreeModel;
class LogState;
class QMenu;
class Theme;

/**
 * A payload as a tree. Nodes that the user collapsed stay collapsed in the next payload, by their
 * path. A menu copies values and filters the log by them.
 */
class JsonTree : public QTreeView
{
    Q_OBJECT

public:
    explicit JsonTree(QWidget *parent = nullptr);

    void setTheme(const Theme *theme);
    /** The log that the menu filters; without one it offers no filters. */
    void setLog(LogState *log) { m_log = log; }
    void showBytes(const QByteArray &bytes, bool isJson);
    void setHighlights(const QStringList &texts);
    JsonTreeModel *treeModel() const { return m_model; }
    /** Goes to the innermost node at an offset in the bytes. */
    void showOffset(std::size_t offset);

Q_SIGNALS:
    /** Of the number at a path. */
    void chartRequested(const JsonPath &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fitNames();
    void expandWanted();
    bool isExpansionWanted(const QModelIndex &index) const;
    QString pathKey(const QModelIndex &index) const;
    void rememberExpanded(const QModelIndex &index, bool isOpen);
    void activate(const QModelIndex &index);
    QModelIndex childAt(const QModelIndex &parent, std::size_t offset);
    void copyValue();
    void copyPath();
    void addFilters(QMenu &menu);
    void addChart(QMenu &menu);
    void addColumnAction(QMenu &menu);

    JsonTreeModel *m_model;
    LogState *m_log = nullptr;
    QSet<QString> m_closed;
    bool m_isRestoring = false;
};
