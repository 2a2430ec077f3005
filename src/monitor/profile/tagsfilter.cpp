// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/tagsfilter.h"

#include "monitor/platform/tr.h"
#include "text/jsonscanner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

using Centrifuge::badArgument;
using Centrifuge::FilterNode;
using Centrifuge::Result;

namespace {

constexpr qsizetype LongestFilter = 16384; ///< the server takes 64 KiB for the whole message
constexpr int DeepestFilter = 32;

using Words = std::initializer_list<const char *>;

bool isOneOf(const QString &text, const Words &words)
{
    return std::any_of(words.begin(), words.end(),
                       [&text](const char *word) { return text == QLatin1String(word); });
}

/** Such as -10.25: the server reads no exponent, and neither `nan` nor `inf`. */
bool isPlainDecimal(const QString &text)
{
    constexpr qsizetype LongestNumber = 200;
    static const QRegularExpression decimal(QStringLiteral("\\A[+-]?[0-9]+(\\.[0-9]{1,19})?\\z"));
    return text.size() <= LongestNumber && decimal.match(text).hasMatch();
}

/** What is wrong with one comparison, by the rules of the server. */
QString leafFault(const FilterNode &leaf)
{
    if (leaf.key.isEmpty()) {
        return Tr::tr("A comparison of the tags filter names no tag (`key`).");
    }
    if (!leaf.nodes.empty()) {
        return Tr::tr("A comparison of the tags filter can't have `nodes`.");
    }
    if (!leaf.value.isEmpty() && !leaf.values.isEmpty()) {
        return Tr::tr("The tag %1 is compared either with `val` or with `vals`, not with both.")
            .arg(leaf.key);
    }
    if (isOneOf(leaf.comparison, {"in", "nin"})) {
        return leaf.values.isEmpty()
            ? Tr::tr("The comparison of the tag %1 needs `vals`.").arg(leaf.key)
            : QString();
    }
    if (isOneOf(leaf.comparison, {"ex", "nex"})) {
        return leaf.value.isEmpty() && leaf.values.isEmpty()
            ? QString()
            : Tr::tr("Whether the tag %1 exists is asked without a value.").arg(leaf.key);
    }
    if (!isOneOf(leaf.comparison, {"eq", "neq", "sw", "ew", "ct", "lt", "lte", "gt", "gte"})) {
        return Tr::tr("The comparison of the tag %1 (`cmp`) must be one of eq, neq, in, nin, ex, "
                      "nex, sw, ew, ct, lt, lte, gt and gte.")
            .arg(leaf.key);
    }
    if (leaf.value.isEmpty()) {
        return Tr::tr("The tag %1 can't be compared with nothing.").arg(leaf.key);
    }
    const bool needsNumber = isOneOf(leaf.comparison, {"lt", "lte", "gt", "gte"});
    return !needsNumber || isPlainDecimal(leaf.value)
        ? QString()
        : Tr::tr("The tag %1 can be less or greater than a number only, a plain one such as 10 or "
                 "-2.5.")
              .arg(leaf.key);
}

QString nodeFault(const FilterNode &node)
{
    if (node.operation.isEmpty()) {
        return leafFault(node);
    }
    if (!isOneOf(node.operation, {"and", "or", "not"})) {
        return Tr::tr("`op` of a tags filter must be and, or or not.");
    }
    if (node.operation == QLatin1String("not") ? node.nodes.size() != 1 : node.nodes.empty()) {
        return node.operation == QLatin1String("not")
            ? Tr::tr("`not` in a tags filter needs one node in `nodes`.")
            : Tr::tr("`and` and `or` in a tags filter need at least one node in `nodes`.");
    }
    return {};
}

/** Reads Centrifugo's own form, and keeps the first fault. */
class JsonFilterReader
{
public:
    FilterNode read(const QJsonValue &value, int depth)
    {
        FilterNode node;
        if (!value.isObject() || depth > DeepestFilter) {
            fail(value.isObject()
                     ? Tr::tr("The tags filter is nested more than %1 times.").arg(DeepestFilter)
                     : Tr::tr("Each node of a tags filter must be a JSON object."));
            return node;
        }
        const QJsonObject object = value.toObject();
        for (auto member = object.constBegin(); member != object.constEnd(); ++member) {
            readMember(node, member.key(), member.value(), depth);
        }
        fail(nodeFault(node));
        return node;
    }
    const QString &fault() const { return m_fault; }

private:
    void fail(const QString &fault)
    {
        if (m_fault.isEmpty()) {
            m_fault = fault;
        }
    }
    QString text(const QJsonValue &value)
    {
        if (!value.isString()) {
            fail(Tr::tr("The values of a tags filter must be strings, also numbers: \"10\"."));
        }
        return value.toString();
    }
    void readMember(FilterNode &node, const QString &name, const QJsonValue &value, int depth)
    {
        if (name == QLatin1String("op")) {
            node.operation = text(value);
        } else if (name == QLatin1String("key")) {
            node.key = text(value);
        } else if (name == QLatin1String("cmp")) {
            node.comparison = text(value);
        } else if (name == QLatin1String("val")) {
            node.value = text(value);
        } else if (name == QLatin1String("vals")) {
            for (const QJsonValue &one : value.toArray()) {
                node.values.append(text(one));
            }
        } else if (name == QLatin1String("nodes")) {
            for (const QJsonValue &one : value.toArray()) {
                node.nodes.push_back(read(one, depth + 1));
            }
        } else {
            fail(Tr::tr("A tags filter has op, key, cmp, val, vals and nodes, but no member %1.")
                     .arg(name.left(40)));
        }
    }

    QString m_fault;
};

Result<FilterNode> readJson(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    if (const auto fault = Text::findJsonFault(bytes)) {
        return badArgument(Tr::tr("The tags filter is not JSON (column %1: %2).")
                               .arg(QString::number(fault->column), fault->message));
    }
    JsonFilterReader reader;
    FilterNode node = reader.read(QJsonDocument::fromJson(bytes).object(), 1);
    return reader.fault().isEmpty() ? Result<FilterNode>(std::move(node))
                                    : Result<FilterNode>(badArgument(reader.fault()));
}

struct Operator
{
    const char *sign;
    const char *comparison;
};

/** The longer ones first. */
constexpr std::array<Operator, 6> FilterOperators{
    {{"!=", "neq"}, {">=", "gte"}, {"<=", "lte"}, {"=", "eq"}, {">", "gt"}, {"<", "lt"}}};

bool isSign(QChar c)
{
    return c == u'=' || c == u'>' || c == u'<';
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'';
}

/** One condition of the short form, as it stands there. */
FilterNode splitCondition(const QString &text)
{
    const auto found = std::find_if(text.begin(), text.end(), isSign);
    if (found == text.end()) {
        const bool isMissing = text.startsWith(u'!');
        return {{},
                (isMissing ? text.mid(1) : text).trimmed(),
                isMissing ? QStringLiteral("nex") : QStringLiteral("ex"),
                {},
                {},
                {}};
    }
    qsizetype at = found - text.begin();
    if (*found == u'=' && at > 0 && text.at(at - 1) == u'!') {
        --at;
    }
    const QStringView rest = QStringView(text).mid(at);
    const auto *match =
        std::find_if(FilterOperators.begin(), FilterOperators.end(), [rest](const Operator &known) {
            return rest.startsWith(QLatin1String(known.sign));
        });
    QStringView value = rest.mid(qsizetype(std::char_traits<char>::length(match->sign)));
    if (*found == u'=' && value.startsWith(u'=')) {
        value = value.mid(1); // as in most languages
    }
    return {{},
            text.left(at).trimmed(),
            QString::fromLatin1(match->comparison),
            value.trimmed().toString(),
            {},
            {}};
}

/** The notation of other filters would make a key that no message has, and match nothing. */
QString keyFault(const FilterNode &leaf)
{
    const QString &key = leaf.key;
    const bool isCompared = !leaf.value.isEmpty();
    if (isCompared && key.startsWith(u'!')) {
        return Tr::tr("`!` before a tag asks whether it is missing and takes no value; write "
                      "%1!=%2.")
            .arg(key.mid(1).trimmed(), leaf.value);
    }
    for (const QString &prefix : {QStringLiteral("tag."), QStringLiteral("tags.")}) {
        if (key.startsWith(prefix)) {
            return Tr::tr("The conditions of a tags filter name the tag alone: %1, not %2.")
                .arg(key.mid(prefix.size()), key);
        }
    }
    if (!isCompared && key.contains(u':')) {
        return Tr::tr("A tags filter compares with `=`: write %1.")
            .arg(QString(key).replace(u':', u'='));
    }
    const auto isForeign = [](QChar c) {
        return c.isSpace() || QStringView(u"\"'`()[]{}~|&!").contains(c);
    };
    return std::any_of(key.begin(), key.end(), isForeign)
        ? Tr::tr("The tags filter can't be read at %1: its conditions are KEY=VALUE (also !=, >, "
                 ">=, <, <=), KEY or !KEY, with commas between. Tags with other characters and "
                 "other comparisons need the JSON form.")
              .arg(key.left(40))
        : QString();
}

/** Quotes around a value are not part of it; without them it may not look like two conditions. */
QString takeQuotes(FilterNode &leaf)
{
    QString &value = leaf.value;
    if (value.isEmpty()) {
        return {};
    }
    if (isQuote(value.front())) {
        if (value.size() < 2 || value.back() != value.front()) {
            return Tr::tr("The value of the tag %1 begins with a quote that is not closed at its "
                          "end.")
                .arg(leaf.key);
        }
        value = value.mid(1, value.size() - 2);
        return {};
    }
    if (QStringView(u"=<>!~").contains(value.front())) {
        return Tr::tr("There is no such comparison of the tag %1; a value that begins with %2 "
                      "needs quotes around it.")
            .arg(leaf.key, value.left(1));
    }
    for (const char *word : {" and ", " or ", "&&", "||"}) {
        if (value.contains(QLatin1String(word), Qt::CaseInsensitive)) {
            return Tr::tr("The conditions of a tags filter have commas between, and all must hold; "
                          "\"or\" needs the JSON form. A value of the tag %1 that contains \"%2\" "
                          "needs quotes around it.")
                .arg(leaf.key, QString::fromLatin1(word).trimmed());
        }
    }
    return {};
}

Result<FilterNode> readCondition(const QString &text)
{
    FilterNode leaf = splitCondition(text);
    QString fault = keyFault(leaf);
    if (fault.isEmpty()) {
        fault = takeQuotes(leaf);
    }
    if (fault.isEmpty()) {
        fault = leafFault(leaf);
    }
    return fault.isEmpty() ? Result<FilterNode>(std::move(leaf))
                           : Result<FilterNode>(badArgument(fault));
}

/** At the commas that are not within a quoted value. */
QStringList splitConditions(const QString &filter)
{
    QStringList conditions;
    qsizetype begin = 0;
    QChar quote;
    QChar before;
    for (qsizetype i = 0; i < filter.size(); ++i) {
        const QChar c = filter.at(i);
        if (!quote.isNull()) {
            quote = c == quote ? QChar() : quote;
        } else if (isQuote(c) && isSign(before)) {
            quote = c;
        } else if (c == u',') {
            conditions += filter.mid(begin, i - begin).trimmed();
            begin = i + 1;
        }
        before = c.isSpace() ? before : c;
    }
    conditions += filter.mid(begin).trimmed();
    return conditions;
}

} // namespace

Result<FilterNode> readTagsFilter(const QString &text)
{
    const QString filter = text.trimmed();
    if (filter.isEmpty()) {
        return badArgument(Tr::tr("The tags filter is empty."));
    }
    if (filter.toUtf8().size() > LongestFilter) {
        return badArgument(Tr::tr("The tags filter takes more than %1 bytes.").arg(LongestFilter));
    }
    if (filter.startsWith(u'{')) {
        return readJson(filter);
    }
    FilterNode all;
    all.operation = QStringLiteral("and");
    for (const QString &condition : splitConditions(filter)) {
        const Result<FilterNode> leaf = readCondition(condition);
        if (!leaf) {
            return leaf.error();
        }
        all.nodes.push_back(leaf.value());
    }
    return all.nodes.size() == 1 ? all.nodes.front() : all;
}
