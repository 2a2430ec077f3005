// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/detail/jsonrow.h"
#include "monitor/json/jsonchildren.h"
#include "monitor/json/jsonpath.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <deque>
#include <optional>

class Theme;

/**
 * JSON as a tree over its exact bytes: numbers as written, keys in their order, duplicates kept.
 * The children of a node are found when it is opened, in slices, so that neither size nor depth
 * matters; the first thousand children are loaded, then more on request. A string that holds JSON
 * can be opened like that JSON. Main thread.
 */
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };
    using Kind = JsonRow::Kind;

    explicit JsonTreeModel(QObject *parent = nullptr);

    /** Colours the cells; `theme` outlives this. */
    void setTheme(const Theme *theme) { m_theme = theme; }
    /** Marks cells that contain one of these. */
    void setHighlights(const QStringList &texts) { m_highlights = texts; }
    /** Shows `bytes`; unless `isJson`, as a single row of text. */
    void setBytes(const QByteArray &bytes, bool isJson);
    const QByteArray &bytes() const { return m_documents.front(); }

    Kind kindOf(const QModelIndex &index) const;
    /** The exact bytes of the value. */
    QByteArray valueBytes(const QModelIndex &index) const;
    /** The value to copy: a string without quotes and escapes, any other value as written. */
    QString valueText(const QModelIndex &index) const;
    JsonPath pathOf(const QModelIndex &index) const;
    /** Whether it is inside a string, where no path of the filter language leads. */
    bool isInsideString(const QModelIndex &index) const { return nodeOf(index).document != 0; }
    /** Where it is in its document, with its key. */
    JsonSpan spanOf(const QModelIndex &index) const;
    /** Loads the next children at once, even while others are being found in the background. */
    void readOn(const QModelIndex &parent);
    /** Loads more children in place of a row of kind More. */
    void showMore(const QModelIndex &index);
    /** Whether children are still being found in the background. */
    bool isBusy() const { return m_next.isActive(); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    using NodeId = quintptr;
    struct Node
    {
        NodeId parent = 0;
        int row = 0;
        Kind kind = Kind::Text;
        std::size_t document = 0; ///< that `place` is in
        std::size_t inner = 0; ///< the document that a string holds; 0 for none
        JsonChild place;
        std::optional<JsonChildren> reader; ///< set once the node was opened
        std::vector<NodeId> children;
        std::size_t limit = 0; ///< how many children to load before More is shown
        bool isReading = false; ///< more slices are read in the background
    };

    NodeId idOf(const QModelIndex &index) const;
    const Node &nodeOf(const QModelIndex &index) const { return m_nodes[idOf(index)]; }
    QModelIndex indexOf(NodeId id, int column = 0) const;
    std::string_view text(std::size_t document) const;
    Kind kindAt(std::size_t document, const JsonSpan &value) const;
    bool canBeOpened(const Node &node) const;
    std::string_view contentOf(const Node &node) const;
    void addInner(Node &node);
    bool isFull(const Node &node) const;
    void readSlice(NodeId id);
    void appendChildren(NodeId id, const std::vector<JsonChild> &found);
    void appendMore(NodeId id);
    void readNext();
    JsonRow rowOf(const Node &node) const;

    std::deque<QByteArray> m_documents{QByteArray()}; ///< the payload, then JSON inside strings
    std::size_t m_innerBytes = 0; ///< of the latter
    std::deque<Node> m_nodes; ///< the first one is the document
    bool m_isChanging = false; ///< rows are being inserted or removed: no fetchMore() from slots
    std::deque<NodeId> m_queue; ///< nodes with more slices to read
    QTimer m_next;
    const Theme *m_theme = nullptr;
    QStringList m_highlights;
};
