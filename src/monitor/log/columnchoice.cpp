// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/columnchoice.h"

#include "monitor/filter/filter.h"
#include "monitor/log/journalcells.h"
#include "monitor/log/journalmodel.h"

#include <QSettings>

#include <algorithm>

namespace {

const auto ColumnsKey = QStringLiteral("logColumns");
const auto ColumnNameKey = QStringLiteral("name");
const auto ColumnShownKey = QStringLiteral("shown");
const auto ColumnWidthKey = QStringLiteral("width");
const auto SystemRowsKey = QStringLiteral("log/systemRows");
constexpr int WidestColumn = 4000;

/** From left to right, the payload last; what is behind the first few is off. */
QList<LogColumn> firstColumns()
{
    using enum JournalModel::Column;
    constexpr int InOrder[] = {Number, Date, Time, Delta,  Kind,    Watcher, Channel,
                               Offset, Size, User, Client, Latency, Tags,    Payload};
    constexpr int Shown[] = {Time, Kind, Watcher, Channel, Payload};
    QList<LogColumn> columns;
    for (const int column : InOrder) {
        columns.append({columnName(column), std::ranges::find(Shown, column) != std::end(Shown)});
    }
    return columns;
}

} // namespace

ColumnChoice::ColumnChoice(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_columns(firstColumns())
{
    if (m_settings != nullptr) {
        read();
        m_hasSystemRows = m_settings->value(SystemRowsKey, true).toBool();
    }
}

/** Names of later versions are left out, those of earlier ones completed. */
void ColumnChoice::read()
{
    QStringList order;
    const int count = m_settings->beginReadArray(ColumnsKey);
    for (int i = 0; i < count; ++i) {
        m_settings->setArrayIndex(i);
        const QString name = m_settings->value(ColumnNameKey).toString();
        QString ignored;
        if (find(name) == nullptr) {
            insertField(name, ignored);
        }
        if (LogColumn *column = find(name)) {
            column->isShown = m_settings->value(ColumnShownKey).toBool();
            column->width = std::clamp(m_settings->value(ColumnWidthKey).toInt(), 0, WidestColumn);
            order.append(name);
        }
    }
    m_settings->endArray();
    const QSignalBlocker quiet(this);
    setOrder(order);
}

void ColumnChoice::write()
{
    if (m_settings == nullptr) {
        return;
    }
    m_settings->remove(ColumnsKey);
    m_settings->beginWriteArray(ColumnsKey, int(m_columns.size()));
    for (int i = 0; i < m_columns.size(); ++i) {
        m_settings->setArrayIndex(i);
        m_settings->setValue(ColumnNameKey, m_columns.at(i).name);
        m_settings->setValue(ColumnShownKey, m_columns.at(i).isShown);
        m_settings->setValue(ColumnWidthKey, m_columns.at(i).width);
    }
    m_settings->endArray();
}

void ColumnChoice::finish()
{
    write();
    Q_EMIT changed();
}

LogColumn *ColumnChoice::find(const QString &name)
{
    const auto found = std::ranges::find(m_columns, name, &LogColumn::name);
    return found == m_columns.end() ? nullptr : &*found;
}

int ColumnChoice::modelColumn(const QString &name) const
{
    for (int column = 0; column < JournalModel::ColumnCount + int(m_fields.size()); ++column) {
        if (nameOf(column) == name) {
            return column;
        }
    }
    return -1;
}

QString ColumnChoice::nameOf(int modelColumn) const
{
    if (modelColumn < JournalModel::ColumnCount) {
        return columnName(modelColumn);
    }
    const auto field = std::size_t(modelColumn - JournalModel::ColumnCount);
    return field < m_fields.size() ? QString::fromStdString(m_fields[field].name()) : QString();
}

bool ColumnChoice::isShown(int modelColumn) const
{
    const auto found = std::ranges::find(m_columns, nameOf(modelColumn), &LogColumn::name);
    return found != m_columns.end() && found->isShown;
}

void ColumnChoice::setShown(const QString &name, bool shown)
{
    LogColumn *column = find(name);
    if (column == nullptr || column->isShown == shown
        || (!shown && std::ranges::count(m_columns, true, &LogColumn::isShown) == 1)) {
        return;
    }
    column->isShown = shown;
    finish();
}

void ColumnChoice::setOrder(const QStringList &names)
{
    const auto placeOf = [&names](const LogColumn &column) {
        const qsizetype place = names.indexOf(column.name);
        return place < 0 ? names.size() : place;
    };
    QList<LogColumn> sorted = m_columns;
    std::ranges::stable_sort(sorted, {}, placeOf);
    if (sorted != m_columns) {
        m_columns = sorted;
        finish();
    }
}

void ColumnChoice::setWidth(const QString &name, int width)
{
    LogColumn *column = find(name);
    if (column != nullptr && column->width != width) {
        column->width = std::clamp(width, 0, WidestColumn);
        write();
    }
}

/** Its name; empty with a fault. */
QString ColumnChoice::insertField(const QString &text, QString &fault)
{
    FilterFault found;
    const auto field = EntryField::parse(text.toStdString(), found);
    if (!field) {
        fault = QString::fromStdString(found.message);
        return {};
    }
    const QString name = QString::fromStdString(field->name());
    if (find(name) != nullptr) {
        return name;
    }
    if (m_fields.size() >= MaxFields) {
        fault = tr("There are %1 columns of fields already").arg(MaxFields);
        return {};
    }
    const QString payload = columnName(JournalModel::Payload);
    m_columns.insert(std::ranges::find(m_columns, payload, &LogColumn::name), {name});
    m_fields.push_back(*field);
    return name;
}

QString ColumnChoice::addField(const QString &text)
{
    QString fault;
    const QString name = insertField(text, fault);
    if (!name.isEmpty()) {
        find(name)->isShown = true;
        finish();
    }
    return fault;
}

void ColumnChoice::removeField(const QString &name)
{
    const auto isOfName = [&name](const EntryField &field) {
        return QString::fromStdString(field.name()) == name;
    };
    if (std::erase_if(m_fields, isOfName) > 0) {
        m_columns.removeIf([&name](const LogColumn &column) { return column.name == name; });
        finish();
    }
}

void ColumnChoice::reset()
{
    m_fields.clear();
    m_columns = firstColumns();
    finish();
}

void ColumnChoice::setSystemRows(bool shown)
{
    if (m_hasSystemRows == shown) {
        return;
    }
    m_hasSystemRows = shown;
    if (m_settings != nullptr) {
        m_settings->setValue(SystemRowsKey, shown);
    }
    Q_EMIT systemRowsChanged();
}
