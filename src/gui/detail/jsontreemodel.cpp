// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/jsontreemodel.h"

#include "gui/widgets/highlight.h"
#include "gui/widgets/theme.h"
#include "text/views.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

constexpr std::size_t SliceBytes = std::size_t(128) * 1024;
constexpr std::size_t SliceChildren = 250;
constexpr std::size_t FirstChildren = 1000;
constexpr std::size_t MoreChildren = 10'000;
constexpr int FetchMilliseconds = 8;
/** Longer strings are not opened, nor more of them together. */
constexpr std::size_t LongestInner = std::size_t(256) * 1024;
constexpr std::size_t MostInner = std::size_t(8) * 1024 * 1024;

} // namespace

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_nodes(1)
{
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &JsonTreeModel::readNext);
}

void JsonTreeModel::setBytes(const QByteArray &bytes, bool isJson)
{
    m_isChanging = true;
    beginResetModel();
    m_next.stop();
    m_queue.clear();
    m_nodes.clear();
    m_documents.assign(1, bytes);
    m_innerBytes = 0;
    Node &document = m_nodes.emplace_back();
    document.limit = FirstChildren;
    const JsonSpan value = trimmedSpan(text(0));
    document.place.value = isJson ? value : JsonSpan{0, text(0).size()};
    document.kind = isJson ? kindAt(0, value) : Kind::Text;
    const bool isContainer = document.kind == Kind::Object || document.kind == Kind::Array;
    if (!isContainer && !bytes.isEmpty()) {
        Node only;
        only.kind = document.kind;
        only.limit = FirstChildren;
        only.place = document.place;
        addInner(only);
        document.children.push_back(1);
        m_nodes.push_back(only);
    }
    endResetModel();
    m_isChanging = false;
    if (isContainer) {
        readSlice(0);
    }
}

std::string_view JsonTreeModel::text(std::size_t document) const
{
    return Text::view(m_documents[document]);
}

JsonTreeModel::Kind JsonTreeModel::kindAt(std::size_t document, const JsonSpan &value) const
{
    const char first = value.begin < value.end ? text(document)[value.begin] : '\0';
    switch (first) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    default:
        return Kind::Scalar;
    }
}

JsonTreeModel::NodeId JsonTreeModel::idOf(const QModelIndex &index) const
{
    return index.isValid() ? index.internalId() : 0;
}

QModelIndex JsonTreeModel::indexOf(NodeId id, int column) const
{
    return id == 0 ? QModelIndex() : createIndex(m_nodes[id].row, column, id);
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, nodeOf(parent).children[std::size_t(row)]);
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(nodeOf(index).parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0) {
        return false;
    }
    const Node &node = nodeOf(parent);
    if (!canBeOpened(node)) {
        return !node.children.empty();
    }
    if (node.reader) {
        return !node.children.empty() || !node.reader->isDone();
    }
    const std::string_view inner = contentOf(node).substr(1);
    const std::size_t first = inner.find_first_not_of(" \t\n\r");
    return first != std::string_view::npos && inner[first] != '}' && inner[first] != ']';
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node &node = nodeOf(parent);
    return canBeOpened(node) && !m_isChanging && parent.column() <= 0 && !node.isReading
        && !isFull(node) && (!node.reader || !node.reader->isDone());
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        readSlice(idOf(parent));
    }
}

bool JsonTreeModel::canBeOpened(const Node &node) const
{
    return node.kind == Kind::Object || node.kind == Kind::Array || node.inner != 0;
}

/** The object or array whose children are below the node, from its bracket on. */
std::string_view JsonTreeModel::contentOf(const Node &node) const
{
    return node.inner != 0 ? trimmedSpan(text(node.inner)).of(text(node.inner))
                           : node.place.value.of(text(node.document));
}

/** Keeps what the string stands for if that is an object or an array. */
void JsonTreeModel::addInner(Node &node)
{
    const std::string_view quoted = node.place.value.of(text(node.document));
    if (node.kind != Kind::String || quoted.size() > LongestInner
        || m_innerBytes + quoted.size() > MostInner) {
        return;
    }
    if (const QByteArray inner = containerInString(quoted); !inner.isEmpty()) {
        m_documents.push_back(inner);
        m_innerBytes += std::size_t(inner.size());
        node.inner = m_documents.size() - 1;
    }
}

bool JsonTreeModel::isFull(const Node &node) const
{
    return node.children.size() >= node.limit;
}

/** Reads the next slice of one node; the rest is left to the background. Slots connected to
 * rowsInserted() must not fetch more synchronously. */
void JsonTreeModel::readSlice(NodeId id)
{
    Node &node = m_nodes[id];
    if (!node.reader) {
        node.reader.emplace(node.inner != 0 ? trimmedSpan(text(node.inner)).begin
                                            : node.place.value.begin);
    }
    node.isReading = true;
    std::vector<JsonChild> found;
    const std::size_t wanted = std::min(SliceChildren, node.limit - node.children.size());
    const std::string_view json =
        node.inner != 0 ? text(node.inner) : text(node.document).substr(0, node.place.value.end);
    node.reader->advance(json, {SliceBytes, wanted}, found);
    appendChildren(id, found);
    if (node.reader->isDone()) {
        node.isReading = false;
        if (id != 0) { // the number of its children is known now
            const QModelIndex cell = indexOf(id, Value);
            Q_EMIT dataChanged(cell, cell);
        }
    } else if (isFull(node)) {
        appendMore(id);
        node.isReading = false;
    } else {
        m_queue.push_back(id);
        m_next.start();
    }
}

void JsonTreeModel::appendChildren(NodeId id, const std::vector<JsonChild> &found)
{
    if (found.empty()) {
        return;
    }
    const int first = int(m_nodes[id].children.size());
    const std::size_t document = m_nodes[id].inner != 0 ? m_nodes[id].inner : m_nodes[id].document;
    m_isChanging = true;
    beginInsertRows(indexOf(id), first, first + int(found.size()) - 1);
    for (const JsonChild &child : found) {
        Node node;
        node.parent = id;
        node.row = int(m_nodes[id].children.size());
        node.document = document;
        node.kind = kindAt(document, child.value);
        node.limit = FirstChildren;
        node.place = child;
        addInner(node);
        m_nodes[id].children.push_back(m_nodes.size());
        m_nodes.push_back(std::move(node));
    }
    endInsertRows();
    m_isChanging = false;
}

void JsonTreeModel::appendMore(NodeId id)
{
    const int row = int(m_nodes[id].children.size());
    m_isChanging = true;
    beginInsertRows(indexOf(id), row, row);
    Node more;
    more.parent = id;
    more.row = row;
    more.kind = Kind::More;
    m_nodes[id].children.push_back(m_nodes.size());
    m_nodes.push_back(std::move(more));
    endInsertRows();
    m_isChanging = false;
}

void JsonTreeModel::showMore(const QModelIndex &index)
{
    if (!index.isValid() || kindOf(index) != Kind::More) {
        return;
    }
    const NodeId parent = nodeOf(index).parent;
    m_isChanging = true;
    beginRemoveRows(indexOf(parent), index.row(), index.row());
    m_nodes[parent].children.pop_back();
    endRemoveRows();
    m_isChanging = false;
    m_nodes[parent].limit = m_nodes[parent].children.size() + MoreChildren;
    readSlice(parent);
}

JsonSpan JsonTreeModel::spanOf(const QModelIndex &index) const
{
    const JsonChild &place = nodeOf(index).place;
    return {place.key.end > 0 ? place.key.begin : place.value.begin, place.value.end};
}

void JsonTreeModel::readOn(const QModelIndex &parent)
{
    const Node &node = nodeOf(parent);
    if (canBeOpened(node) && !isFull(node) && (!node.reader || !node.reader->isDone())) {
        readSlice(idOf(parent));
    }
}

void JsonTreeModel::readNext()
{
    QElapsedTimer timer;
    timer.start();
    while (!m_queue.empty() && timer.elapsed() < FetchMilliseconds) {
        const NodeId id = m_queue.front();
        m_queue.pop_front();
        if (m_nodes[id].isReading) { // it may have been read to its end meanwhile
            readSlice(id);
        }
    }
    if (m_queue.empty()) {
        m_next.stop();
    }
}

JsonTreeModel::Kind JsonTreeModel::kindOf(const QModelIndex &index) const
{
    return nodeOf(index).kind;
}

QByteArray JsonTreeModel::valueBytes(const QModelIndex &index) const
{
    const Node &node = nodeOf(index);
    const JsonSpan &value = node.place.value;
    return m_documents[node.document].mid(qsizetype(value.begin),
                                          qsizetype(value.end - value.begin));
}

JsonRow JsonTreeModel::rowOf(const Node &node) const
{
    JsonRow row;
    row.kind = node.kind;
    const std::string_view json = text(node.document);
    row.key = node.place.key.of(json);
    row.value = node.place.value.of(json);
    const Node &parent = m_nodes[node.parent];
    if (canBeOpened(parent) && contentOf(parent).starts_with('[')) {
        row.element = node.row;
    }
    if (node.reader && node.reader->isDone()) {
        row.childCount = node.children.size();
    }
    return row;
}

QString JsonTreeModel::valueText(const QModelIndex &index) const
{
    return rowOf(nodeOf(index)).copiedText();
}

JsonPath JsonTreeModel::pathOf(const QModelIndex &index) const
{
    JsonPath path;
    for (NodeId id = idOf(index); id != 0; id = m_nodes[id].parent) {
        const JsonRow row = rowOf(m_nodes[id]);
        if (!row.key.empty()) {
            path.push_back({JsonStep::Kind::Member, row.keyText(), 0});
        } else if (row.element) {
            path.push_back({JsonStep::Kind::Element, {}, std::size_t(*row.element)});
        }
    }
    std::reverse(path.begin(), path.end());
    return path;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const JsonRow row = rowOf(nodeOf(index));
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? row.nameCell() : row.valueCell();
    case Qt::BackgroundRole: {
        const QString text = index.column() == Name ? row.nameCell() : row.valueCell();
        const bool isMarked = m_theme && !highlightedRanges(text, m_highlights).isEmpty();
        return isMarked ? QVariant(highlightColor(m_theme->isDark())) : QVariant();
    }
    case Qt::AccessibleTextRole: {
        const QString name = row.nameCell();
        const QString value = row.valueCell();
        return name.isEmpty() || value.isEmpty() ? name + value
                                                 : name + QStringLiteral(": ") + value;
    }
    case Qt::ForegroundRole: {
        const auto tone = index.column() == Name ? row.nameTone() : row.valueTone();
        return m_theme && tone ? QVariant(m_theme->color(*tone)) : QVariant();
    }
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == Name ? tr("Name") : tr("Value");
}
