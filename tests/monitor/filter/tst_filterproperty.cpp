// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/filter/jsontest.h"
#include "monitor/json/filterquoting.h"
#include "support/testprogram.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <optional>
#include <random>

/** Random filters decide about random entries as a slow, simple evaluator over their model does. */
class TestFilterProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheModel_data();
    void agreesWithTheModel();
};

namespace {

/** A JSON value as the model knows it; numbers are such that a long double is exact. */
struct Value
{
    JsonValue::Type type = JsonValue::Type::Null;
    long double number = 0;
    std::string text;
    std::vector<std::pair<std::string, Value>> members; // of arrays without names
};

struct GeneratedRow
{
    Value data;
    std::string channel;
    std::string payload;
    std::string tags;
    Entry entry; // with views into the strings
};

/** A condition as text, and what it means. */
struct Condition
{
    std::string text;
    std::function<bool(const GeneratedRow &)> holds;
};

constexpr const char *Names[] = {"a", "b", "type", "odd key", "\xC3\xB6"};
constexpr const char *Strings[] = {"chat",    "Chat",  "a/b",       "",  "7",
                                   "-1.50e1", "x\"y'", "\xC3\x96l", "zz"};
constexpr const char *Words[] = {"chat", "HAT",      "news",  "zz",
                                 "room", "\xC3\xB6", "\"a\"", "nothing"};
constexpr const char *Negations[] = {"not ", "!", "-", "! "};
constexpr const char *Ands[] = {") (", ") and (", ") && (", ")&&("};
constexpr const char *Ors[] = {") or (", ") || (", ")||("};
constexpr const char *Operators[] = {"=", "!=", "<", "<=", ">", ">="};

class FilterGenerator
{
public:
    explicit FilterGenerator(unsigned seed)
        : m_random(seed)
    {
    }

    std::size_t below(std::size_t bound) { return m_random() % bound; }
    template <typename List> auto oneOf(const List &list) { return list[below(std::size(list))]; }

    GeneratedRow row();
    Condition condition(int depth);

private:
    Value value(int depth);
    std::string written(const Value &value);
    std::string writtenString(const std::string &text);
    std::string writtenNumber(long double number);
    long double number();
    Condition fieldCondition();
    Condition dataCondition();
    std::string quotedValue(const std::string &text);

    std::mt19937 m_random;
};

long double FilterGenerator::number()
{
    switch (below(4)) {
    case 0:
        return static_cast<long double>(below(10));
    case 1:
        return static_cast<long double>(below(20)) - 10 + 0.5L;
    default:
        return 12345678901234567890.0L + static_cast<long double>(below(4));
    }
}

std::string FilterGenerator::writtenNumber(long double number)
{
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*Lf", int(below(3) + 1), number);
    std::string text = buffer;
    if (text.ends_with(".0") && below(2) == 0) {
        text.resize(text.size() - 2);
    }
    if (below(4) == 0) {
        text += below(2) == 0 ? "e0" : "E+00";
    }
    return text;
}

std::string FilterGenerator::writtenString(const std::string &text)
{
    std::string out = "\"";
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '"' || (code < 0x80 && below(8) == 0)) {
            char buffer[8];
            std::snprintf(buffer, sizeof buffer, "\\u%04x", unsigned(code));
            out += buffer;
        } else if (byte == '/' && below(2) == 0) {
            out += "\\/";
        } else {
            out += byte;
        }
    }
    return out + '"';
}

Value FilterGenerator::value(int depth)
{
    Value made;
    made.type = JsonValue::Type(below(depth > 0 ? 7 : 5) + (depth > 0 ? 0 : 2));
    if (made.type == JsonValue::Type::Number) {
        made.number = number();
    }
    made.text = made.type == JsonValue::Type::String ? oneOf(Strings) : "";
    const bool isContainer =
        made.type == JsonValue::Type::Object || made.type == JsonValue::Type::Array;
    for (std::size_t i = isContainer ? below(4) : 0; i > 0; --i) {
        made.members.emplace_back(oneOf(Names), value(depth - 1));
    }
    return made;
}

std::string FilterGenerator::written(const Value &value)
{
    const std::string space = below(4) == 0 ? " " : "";
    const bool isObject = value.type == JsonValue::Type::Object;
    std::string out;
    switch (value.type) {
    case JsonValue::Type::Object:
    case JsonValue::Type::Array:
        for (const auto &[name, member] : value.members) {
            out += (out.empty() ? "" : ",") + space;
            out += isObject ? writtenString(name) + space + ':' + space : std::string();
            out += written(member);
        }
        return (isObject ? '{' : '[') + out + space + (isObject ? '}' : ']');
    case JsonValue::Type::String:
        return writtenString(value.text);
    case JsonValue::Type::Number:
        return writtenNumber(value.number);
    case JsonValue::Type::True:
        return "true";
    case JsonValue::Type::False:
        return "false";
    case JsonValue::Type::Null:
        return "null";
    }
    return {};
}

GeneratedRow FilterGenerator::row()
{
    GeneratedRow made;
    made.data.type = JsonValue::Type::Object;
    for (std::size_t i = below(6); i > 0; --i) {
        made.data.members.emplace_back(oneOf(Names), value(2));
    }
    made.channel = below(2) == 0 ? "news" : "chat:room";
    made.payload = written(made.data);
    made.tags = below(2) == 0 ? "" : "{\"room\":\"" + std::to_string(below(4)) + "\"}";
    made.entry.kind = below(3) == 0 ? EntryKind::Join : EntryKind::Publication;
    made.entry.offset = below(5);
    return made;
}

void setViews(GeneratedRow &row)
{
    row.entry.channel = row.channel;
    row.entry.payload = row.payload;
    row.entry.tags = row.tags;
}

template <typename Type> bool compare(std::string_view sign, const Type &left, const Type &right)
{
    return sign == "=" ? left == right
        : sign == "!=" ? left != right
        : sign == "<"  ? left < right
        : sign == "<=" ? left <= right
        : sign == ">"  ? left > right
                       : left >= right;
}

/** The number that a string of `Strings` is. */
std::optional<long double> numberIn(const Value &value)
{
    if (value.type == JsonValue::Type::Number) {
        return value.number;
    }
    return value.text == "7"      ? std::optional(7.0L)
        : value.text == "-1.50e1" ? std::optional(-15.0L)
                                  : std::nullopt;
}

bool holds(std::string_view sign, const Value &found, const Value &asked)
{
    const bool isOrder = sign != "=" && sign != "!=";
    if (isOrder && found.type == JsonValue::Type::String && numberIn(found) && numberIn(asked)) {
        return compare(sign, *numberIn(found), *numberIn(asked));
    }
    if (found.type != asked.type) {
        return sign == "!=";
    }
    if (found.type == JsonValue::Type::Number) {
        return compare(sign, found.number, asked.number);
    }
    return compare(sign, found.text, asked.text);
}

bool anyAt(const Value &value, const JsonPath &path, std::size_t step,
           const std::function<bool(const Value &)> &passes)
{
    if (step == path.size()) {
        return passes(value);
    }
    const bool isMember = path[step].kind == JsonStep::Kind::Member;
    if (value.type != (isMember ? JsonValue::Type::Object : JsonValue::Type::Array)) {
        return false;
    }
    for (std::size_t i = 0; i < value.members.size(); ++i) {
        const bool isThere = isMember ? value.members[i].first == path[step].key
            : path[step].kind == JsonStep::Kind::AnyElement ? true
                                                            : i == path[step].index;
        if (isThere && anyAt(value.members[i].second, path, step + 1, passes)) {
            return true;
        }
    }
    return false;
}

std::string FilterGenerator::quotedValue(const std::string &text)
{
    if (below(2) == 0) {
        return quotedForFilter(text);
    }
    std::string out = "'";
    for (const char byte : text) {
        out += byte == '\'' ? (below(2) == 0 ? "''" : "\\'") : std::string(1, byte);
    }
    return out + '\'';
}

Condition FilterGenerator::dataCondition()
{
    JsonPath path = {{JsonStep::Kind::Member, oneOf(Names), 0}};
    for (std::size_t i = below(3); i > 0; --i) {
        path.push_back({JsonStep::Kind(below(3)), oneOf(Names), below(3)});
    }
    const std::string text = pathText(FilterField::Data, path);
    if (below(5) == 0) {
        return {text, [path](const GeneratedRow &row) {
                    return row.entry.kind == EntryKind::Publication
                        && anyAt(row.data, path, 0, [](const Value &) { return true; });
                }};
    }
    const Value asked = value(0);
    const bool hasOrder =
        asked.type == JsonValue::Type::Number || asked.type == JsonValue::Type::String;
    const std::string sign = hasOrder ? oneOf(Operators) : Operators[below(2)];
    const std::string right =
        asked.type == JsonValue::Type::String ? quotedValue(asked.text) : written(asked);
    if (sign == "=" && below(2) == 0) {
        std::vector<Value> values = {asked};
        std::string list = right;
        for (std::size_t i = below(8); i > 0; --i) {
            values.push_back(value(0));
            list += ','
                + (values.back().type == JsonValue::Type::String ? quotedValue(values.back().text)
                                                                 : written(values.back()));
        }
        return {text + " in (" + list + ')', [path, values](const GeneratedRow &row) {
                    return row.entry.kind == EntryKind::Publication
                        && anyAt(row.data, path, 0, [&](const Value &found) {
                               return std::ranges::any_of(values, [&](const Value &one) {
                                   return holds("=", found, one);
                               });
                           });
                }};
    }
    return {text + ' ' + sign + ' ' + right, [path, asked, sign](const GeneratedRow &row) {
                return row.entry.kind == EntryKind::Publication
                    && anyAt(row.data, path, 0,
                             [&](const Value &found) { return holds(sign, found, asked); });
            }};
}

/** ASCII and ö, as far as the words above need it. */
std::string folded(std::string text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isUpper = text[i] >= 'A' && text[i] <= 'Z';
        text[i] = isUpper ? static_cast<char>(text[i] + 32) : text[i];
        if (i > 0 && text[i - 1] == '\xC3' && text[i] == '\x96') {
            text[i] = '\xB6';
        }
    }
    return text;
}

bool hasText(const GeneratedRow &row, const std::string &word)
{
    const std::string wanted = folded(word);
    for (const std::string &text : {row.payload, row.channel, row.tags}) {
        if (folded(text).find(wanted) != std::string::npos) {
            return true;
        }
    }
    return false;
}

Condition FilterGenerator::fieldCondition()
{
    const std::string word = oneOf(Words);
    const std::string sign = oneOf(Operators);
    const std::uint64_t number = below(5);
    switch (below(6)) {
    case 0:
        return {quotedForFilter(word),
                [word](const GeneratedRow &row) { return hasText(row, word); }};
    case 1:
        return {"offset " + sign + ' ' + std::to_string(number),
                [sign, number](const GeneratedRow &row) {
                    return row.entry.offset != 0 && compare(sign, row.entry.offset, number);
                }};
    case 2:
        return {"size " + sign + " 40", [sign](const GeneratedRow &row) {
                    return compare(sign, row.payload.size(), std::size_t(40));
                }};
    case 3:
        return {"channel:*room",
                [](const GeneratedRow &row) { return row.channel == "chat:room"; }};
    case 4:
        return {"kind:join",
                [](const GeneratedRow &row) { return row.entry.kind == EntryKind::Join; }};
    default:
        return {"tag.room " + sign + ' ' + std::to_string(number),
                [sign, number](const GeneratedRow &row) {
                    return !row.tags.empty()
                        && compare(sign, std::uint64_t(row.tags[9] - '0'), number);
                }};
    }
}

Condition FilterGenerator::condition(int depth)
{
    const std::size_t what = depth > 0 ? below(6) : 0;
    if (what < 2) {
        return below(3) == 0 ? fieldCondition() : dataCondition();
    }
    const Condition left = condition(depth - 1);
    if (what == 2) {
        return {oneOf(Negations) + ('(' + left.text + ')'),
                [left](const GeneratedRow &row) { return !left.holds(row); }};
    }
    const Condition right = condition(depth - 1);
    if (what < 5) {
        return {
            '(' + left.text + oneOf(Ands) + right.text + ')',
            [left, right](const GeneratedRow &row) { return left.holds(row) && right.holds(row); }};
    }
    return {'(' + left.text + oneOf(Ors) + right.text + ')',
            [left, right](const GeneratedRow &row) { return left.holds(row) || right.holds(row); }};
}

} // namespace

void TestFilterProperty::agreesWithTheModel_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 20; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void TestFilterProperty::agreesWithTheModel()
{
    QFETCH(unsigned, seed);
    FilterGenerator generator(seed);
    std::vector<GeneratedRow> rows(150);
    for (GeneratedRow &row : rows) {
        row = generator.row();
    }
    std::ranges::for_each(rows, setViews);
    int hits = 0;
    for (int round = 0; round < 150; ++round) {
        const Condition condition = generator.condition(3);
        const Filter::Compiled compiled = Filter::compile(condition.text);
        QVERIFY2(!compiled.fault, condition.text.c_str());
        FilterRun run(compiled.filter);
        for (const GeneratedRow &row : rows) {
            const bool isExpected = condition.holds(row);
            hits += isExpected ? 1 : 0;
            const std::string what = condition.text + " on " + row.payload;
            QVERIFY2(run.matches(row.entry) == isExpected, what.c_str());
        }
    }
    QVERIFY(hits > 100 && hits < 150 * 150 - 100);
}

REALTIME_TEST(TestFilterProperty, QCoreApplication)
#include "tst_filterproperty.moc"
