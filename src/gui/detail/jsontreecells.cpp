// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/jsontreemodel.h"

#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/json/jsonstring.h"
#include "text/visibletext.h"

#include <algorithm>

// What a node says; how nodes are found is in jsontreemodel.cpp.

namespace {

constexpr std::size_t ShownOfKey = 400;
constexpr std::size_t ShownOfValue = 1000;
constexpr std::size_t ShownOfContainer = 120;
constexpr QChar Ellipsis(0x2026);

QString visible(std::string_view bytes)
{
    return visibleText(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
}

/** Not through the middle of a character. */
std::string_view cut(std::string_view bytes, std::size_t length)
{
    if (bytes.size() <= length) {
        return bytes;
    }
    while (length > 0 && (static_cast<unsigned char>(bytes[length]) & 0xC0) == 0x80) {
        --length;
    }
    return bytes.substr(0, length);
}

/** What stands between the quotes. */
std::string_view inside(std::string_view quoted)
{
    quoted.remove_prefix(std::min<std::size_t>(quoted.size(), 1));
    if (quoted.ends_with('"')) {
        quoted.remove_suffix(1);
    }
    return quoted;
}

QString decoded(std::string_view quoted, std::size_t length)
{
    const std::string_view whole = inside(quoted);
    const std::string_view part = cut(whole, length);
    // A cut may have hit an escape: then as it is written.
    const std::optional<std::string> text = withoutEscapes(part);
    const QString shown = text ? visible(*text) : visible(part);
    return part.size() < whole.size() ? shown + Ellipsis : shown;
}

} // namespace

QString JsonTreeModel::valueText(const QModelIndex &index) const
{
    const QByteArray bytes = valueBytes(index);
    if (kindOf(index) == Kind::String) {
        const std::optional<std::string> value =
            withoutEscapes(inside({bytes.constData(), std::size_t(bytes.size())}));
        if (value) {
            return QString::fromStdString(*value);
        }
    }
    return QString::fromUtf8(bytes);
}

JsonPath JsonTreeModel::pathOf(const QModelIndex &index) const
{
    JsonPath path;
    for (NodeId id = idOf(index); id != 0; id = m_nodes[id].parent) {
        const Node &node = m_nodes[id];
        const std::string_view key = node.place.key.of(text());
        if (!key.empty()) {
            const std::optional<std::string> name = withoutEscapes(inside(key));
            path.push_back({JsonStep::Kind::Member, name.value_or(std::string(inside(key))), 0});
        } else if (m_nodes[node.parent].kind == Kind::Array) {
            path.push_back({JsonStep::Kind::Element, {}, std::size_t(node.row)});
        }
    }
    std::reverse(path.begin(), path.end());
    return path;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role == Qt::DecorationRole) {
        return {};
    }
    const Node &node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? nameText(node) : valueCell(node);
    case Qt::AccessibleTextRole: {
        const QString name = nameText(node);
        const QString value = valueCell(node);
        return name.isEmpty() || value.isEmpty() ? name + value
                                                 : name + QStringLiteral(": ") + value;
    }
    case Qt::ForegroundRole:
        return m_theme ? colorOf(node, index.column()) : QVariant();
    default:
        return {};
    }
}

/** As in the text. */
QVariant JsonTreeModel::colorOf(const Node &node, int column) const
{
    if (node.kind == Kind::Text) {
        return {};
    }
    if (node.kind == Kind::More) {
        return m_theme->color(Tone::Accent);
    }
    if (column == Name) {
        return m_theme->color(node.place.key.begin == node.place.key.end ? Tone::Quiet : Tone::Key);
    }
    const bool isString = node.kind == Kind::String;
    const bool isScalar = node.kind == Kind::Scalar;
    return m_theme->color(isString ? Tone::Text : isScalar ? Tone::Number : Tone::Quiet);
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == Name ? tr("Name") : tr("Value");
}

QString JsonTreeModel::nameText(const Node &node) const
{
    if (node.kind == Kind::More) {
        return tr("Show more%1").arg(Ellipsis);
    }
    const std::string_view key = node.place.key.of(text());
    if (!key.empty()) {
        return decoded(key, ShownOfKey);
    }
    return m_nodes[node.parent].kind == Kind::Array ? QStringLiteral("[%1]").arg(node.row)
                                                    : QString();
}

QString JsonTreeModel::valueCell(const Node &node) const
{
    const std::string_view value = node.place.value.of(text());
    switch (node.kind) {
    case Kind::String:
        return u'"' + decoded(value, ShownOfValue) + u'"';
    case Kind::Object:
    case Kind::Array: {
        const QString shown = visible(cut(value, ShownOfContainer));
        const bool isCut = value.size() > ShownOfContainer;
        return countText(node) + (isCut ? shown + Ellipsis : shown);
    }
    case Kind::Text:
    case Kind::Scalar: {
        const QString shown = visible(cut(value, ShownOfValue));
        return value.size() > ShownOfValue ? shown + Ellipsis : shown;
    }
    case Kind::More:
        return {};
    }
    return {};
}

/** "(3) ", once it is known. */
QString JsonTreeModel::countText(const Node &node) const
{
    if (!node.reader || !node.reader->isDone()) {
        return {};
    }
    return QStringLiteral("(%1) ").arg(groupedNumber(node.children.size()));
}
