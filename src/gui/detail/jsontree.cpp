// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/jsontree.h"

#include "gui/controller/logstate.h"
#include "gui/detail/jsontreemodel.h"
#include "gui/log/rowmenu.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/json/jsonnumber.h"
#include "monitor/json/jsonpath.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <deque>

namespace {

/** Nodes are expanded until the tree fills a screen. */
constexpr int MaxOpenedRows = 60;
constexpr int MaxRemembered = 1000;
constexpr std::size_t LongestPath = 16;
/** So many children are looked through for one by its offset. */
constexpr int MostSearched = 20'000;

/** Rows as high as those of the log. */
class RoomyRows : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 4);
    }
};

} // namespace

JsonTree::JsonTree(QWidget *parent)
    : QTreeView(parent)
    , m_model(new JsonTreeModel(this))
{
    setModel(m_model);
    setUniformRowHeights(true);
    setItemDelegate(new RoomyRows(this));
    setFont(fixedFont());
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideRight);
    setIndentation(fontMetrics().averageCharWidth() * 2 + 4);
    header()->setStretchLastSection(true);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    new FocusRing(this);
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { rememberExpanded(index, true); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { rememberExpanded(index, false); });
    connect(this, &QTreeView::activated, this, &JsonTree::activate);
}

void JsonTree::setTheme(const Theme *theme)
{
    m_model->setTheme(theme);
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void JsonTree::setHighlights(const QStringList &texts)
{
    m_model->setHighlights(texts);
    viewport()->update();
}

void JsonTree::showBytes(const QByteArray &bytes, bool isJson)
{
    if (bytes == m_model->bytes() && m_model->rowCount() > 0) {
        return;
    }
    const int place = verticalScrollBar()->value();
    const QString current = currentIndex().isValid() ? pathKey(currentIndex()) : QString();
    m_model->setBytes(bytes, isJson);
    fitNames();
    expandWanted();
    for (QModelIndex index = m_model->index(0, 0); index.isValid() && !current.isEmpty();
         index = indexBelow(index)) {
        if (pathKey(index) == current) {
            selectionModel()->setCurrentIndex(
                index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            break;
        }
    }
    verticalScrollBar()->setValue(place);
}

/** A single value without a name gets the whole width. */
void JsonTree::fitNames()
{
    const QModelIndex first = m_model->index(0, JsonTreeModel::Name);
    const bool isBare = m_model->rowCount() == 1 && first.data().toString().isEmpty();
    header()->resizeSection(JsonTreeModel::Name,
                            isBare ? indentation() : fontMetrics().averageCharWidth() * 16);
}

/** Breadth first, so that each branch shows something. */
void JsonTree::expandWanted()
{
    m_isRestoring = true;
    std::deque<QModelIndex> parents{QModelIndex()};
    int rows = 0;
    while (!parents.empty() && rows < MaxOpenedRows) {
        const QModelIndex parent = parents.front();
        parents.pop_front();
        const int count = std::min(m_model->rowCount(parent), MaxOpenedRows);
        rows += count;
        for (int row = 0; row < count; ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (m_model->hasChildren(index) && isExpansionWanted(index)) {
                m_model->fetchMore(index);
                expand(index);
                parents.push_back(index);
            }
        }
    }
    m_isRestoring = false;
}

bool JsonTree::isExpansionWanted(const QModelIndex &index) const
{
    return !m_closed.contains(pathKey(index));
}

QString JsonTree::pathKey(const QModelIndex &index) const
{
    JsonPath path = m_model->pathOf(index);
    path.resize(std::min(path.size(), LongestPath));
    return QString::fromStdString(pathText("data", path));
}

void JsonTree::rememberExpanded(const QModelIndex &index, bool isOpen)
{
    if (m_isRestoring) {
        return;
    }
    if (m_closed.size() > MaxRemembered) {
        m_closed.clear();
    }
    if (isOpen) {
        m_closed.remove(pathKey(index));
    } else {
        m_closed.insert(pathKey(index));
    }
}

/** Loads children until it is found; invalid for none. */
QModelIndex JsonTree::childAt(const QModelIndex &parent, std::size_t offset)
{
    for (int row = 0; row < MostSearched; ++row) {
        if (row >= m_model->rowCount(parent)) {
            m_model->readOn(parent);
        }
        QModelIndex child = m_model->index(row, 0, parent);
        if (child.isValid() && m_model->kindOf(child) == JsonTreeModel::Kind::More) {
            m_model->showMore(child);
            child = m_model->index(row, 0, parent);
        }
        if (!child.isValid() || m_model->spanOf(child).begin > offset) {
            return {};
        }
        if (offset < m_model->spanOf(child).end) {
            return child;
        }
    }
    return {};
}

void JsonTree::showOffset(std::size_t offset)
{
    QModelIndex found;
    for (QModelIndex child = childAt({}, offset); child.isValid(); child = childAt(found, offset)) {
        found = child;
        if (m_model->kindOf(found) == JsonTreeModel::Kind::String) {
            break; // what is inside has offsets of its own
        }
    }
    setCurrentIndex(found); // opens what it is in
    scrollTo(found);
}

void JsonTree::activate(const QModelIndex &index)
{
    m_model->showMore(index.siblingAtColumn(0));
}

void JsonTree::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyValue();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void JsonTree::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid() || m_model->kindOf(index) == JsonTreeModel::Kind::More) {
        return;
    }
    setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("nodeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addFilters(*menu);
    addChart(*menu);
    addColumnAction(*menu);
    menu->addAction(tr("Copy &value"), this, &JsonTree::copyValue);
    if (!m_model->isInsideString(index)) {
        menu->addAction(tr("Copy &path"), this, &JsonTree::copyPath);
    }
    menu->popup(isByKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft())
                        : event->globalPos());
}

void JsonTree::addFilters(QMenu &menu)
{
    const QModelIndex index = currentIndex();
    if (!m_log || m_model->kindOf(index) == JsonTreeModel::Kind::Text
        || m_model->isInsideString(index)) {
        return;
    }
    const QByteArray value = m_model->valueBytes(index);
    const std::string condition = valueCondition(FilterField::Data, m_model->pathOf(index),
                                                 {value.constData(), std::size_t(value.size())});
    if (condition.empty()) {
        return;
    }
    addFilterActions(menu, *m_log, QString::fromStdString(condition));
    menu.addSeparator();
}

/** Only where the log has earlier values of it. */
void JsonTree::addChart(QMenu &menu)
{
    const QModelIndex index = currentIndex();
    const JsonPath path = m_model->pathOf(index);
    const QByteArray value = m_model->valueBytes(index);
    if (!m_log || path.empty() || m_model->isInsideString(index)
        || !isJsonNumber({value.constData(), std::size_t(value.size())})) {
        return;
    }
    QAction *action = menu.addAction(tr("C&hart this number"), this,
                                     [this, path] { Q_EMIT chartRequested(path); });
    action->setObjectName(QStringLiteral("chartAction"));
}

/** The value of each message at this path, in a column of the log. */
void JsonTree::addColumnAction(QMenu &menu)
{
    const QModelIndex index = currentIndex();
    const JsonPath path = m_model->pathOf(index);
    if (!m_log || path.empty() || m_model->kindOf(index) == JsonTreeModel::Kind::Text
        || m_model->isInsideString(index)) {
        return;
    }
    const QString name = QString::fromStdString(pathText("data", path));
    menu.addAction(tr("Add as a co&lumn"), m_log,
                   [this, name] { m_log->columns().addField(name); });
}

void JsonTree::copyValue()
{
    if (currentIndex().isValid()) {
        QApplication::clipboard()->setText(m_model->valueText(currentIndex()));
    }
}

void JsonTree::copyPath()
{
    QApplication::clipboard()->setText(
        QString::fromStdString(pathText("data", m_model->pathOf(currentIndex()))));
}
