// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "expectedfault.h"

#include "monitor/filter/filter.h"
#include "support/testprogram.h"

#include <QTest>

#include <algorithm>

/** What other languages write is refused with the words of this one, not taken literally. */
class TestForeignNotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void adviceIsAFilter_data();
    void adviceIsAFilter();
};

namespace {

constexpr ExpectedFault ForeignFilters[] = {
    // SQL
    {"data.x IS NOT NULL", 7, 11, "write data.x != null instead of is not; data.x where"},
    {"data.x is None", 7, 7, "write data.x = null instead of is; not data.x where"},
    {"code is null", 5, 7, "write not code >= 0 instead of is null"},
    {"kind is null", 5, 7, "kind is never null"},
    {"data.a is true", 7, 7, "write data.a = true instead of is"},
    {"data.a is not false", 7, 12, "write data.a != false instead of is not"},
    {"data.type is \"chat\"", 10, 9, "write data.type = \"chat\" instead of is"},
    {"time between 10:00 and 10:01", 5, 7, "write time:10:00..10:01 instead of between"},
    {"time between \"2026-11-24 10:00\" and \"2026-11-24 11:00\"", 5, 7,
     "write time >= \"2026-11-24 10:00\" and time <= \"2026-11-24 11:00\" instead of between"},
    {"offset between 7 and 9", 7, 7, "write offset:7..9 instead of between"},
    {"latency between", 8, 7, "write latency:10ms..20ms instead of between"},
    {"channel between 1 and 3", 8, 7, "channel has no order; write channel in (\u2026)"},
    {"watcher between a and c", 8, 7, "watcher has no order; write watcher in (\u2026)"},
    {"watcher is null", 8, 7, "write not watcher:* instead of is null"},
    {"user between a and c", 5, 7, "write user >= a and user <= c instead of between"},
    {"type in (chat)", 0, 4,
     "unknown field 'type', did you mean time?; a value of the payload is written data.type; "
     "words to search for go into quotes"},
    {"type in [chat]", 0, 4, "unknown field 'type'"},
    {"text LIKE '%x%'", 0, 4, "unknown field 'text'; a value of the payload is written data.text"},
    {"text contains x", 0, 4, "unknown field 'text'"},
    {"text is null", 0, 4, "unknown field 'text'"},
    {"text is not null", 0, 4, "unknown field 'text'"},
    {"channel in news, chat", 8, 2, "expected a list after in, as in channel in (news, chat)"},
    {"data in cache", 5, 2, "expected a list after in, as in data in (cache)"},
    {"user in", 5, 2, "expected a list after in, as in user in (1, 2)"},
    {"data.type ilike x", 10, 5, "write data.type:text, which may stand anywhere, instead of"},
    {"data.type RLIKE ^a", 10, 5, "write data.type ~ /^a/ instead of RLIKE"},
    {"data.t ~* /k/", 7, 6, "write ~ /k/i instead of ~*"},
    {"data.type ~ ^ch", 12, 3, "expected a regular expression in slashes: ~ /^ch/ or"},
    {"channel ~ a/b", 10, 3, "expected a regular expression in slashes: ~ /a\\/b/ or"},
    // JavaScript
    {"data?.type == 'a'", 0, 10, "unknown field 'data?.type'; write data.type"},
    {"data.a?.b = 1", 5, 2, "write data.a.b"},
    {"data.items[].id = 1", 10, 2, "any element is written data.items[*].id"},
    {"data.items.0.id = 1", 11, 1, "an element is written data.items[0].id"},
    {"data.items.length > 1", 11, 6, "there is no length; data.items[0] asks for an element"},
    {"data.type.includes(\"x\")", 18, 1, "there are no functions; write data.type contains \"x\""},
    {"data.type.startsWith('a.b')", 20, 1, "there are no functions; write data.type ~ /^a\\.b/"},
    {"data.f(x)", 6, 1, "there are no functions; a condition in brackets"},
    {"data.type includes x", 10, 8, "write data.type contains x instead of includes"},
    {"data.type startsWith ch", 10, 10, "write data.type ~ /^ch/ instead of startsWith"},
    {"data.type starts with ch", 10, 11, "write data.type ~ /^ch/ instead of starts with"},
    {"data.type has x", 10, 3, "write data.type contains x instead of has"},
    {"data.type exists", 10, 6, "write data.type alone instead of exists"},
    {"data.type glob x", 10, 4, "write data.type ~ /x/ instead of glob"},
    {"data.a xor data.b", 7, 3, "there is no xor"},
    {"data.a \u2265 5", 7, 3, "write data.a >= 5 instead of \u2265"},
    {"data.a\u22655", 5, 5, "write >= instead of \u2265"},
    {"size \u2260 5", 5, 3, "write size != 5 instead of \u2260"},
    {"size\u22645", 0, 8, "write size <= 5"},
    {"type \u2208 (1)", 0, 4, "unknown field 'type'"},
    {"data.a % 2 == 0", 7, 1, "there is no arithmetic; compare data.a itself with a value"},
    {"data.a + 1 = 6", 7, 1, "there is no arithmetic"},
    {"data.a - 1 = 6", 7, 1, "there is no arithmetic"},
    {"size % 2 = 0", 5, 1, "there is no arithmetic"},
    {"data.a+1 = 6", 5, 3, "there is no arithmetic; odd keys go into quotes: data.\"a+1\""},
    {"data.type == \"chat\" || \"news\"", 23, 6, "write data.type in (\"chat\", \"news\")"},
    {"channel = a or 'b' and x", 15, 3, "write channel in (a, 'b')"},
    // Other names and orders
    {"tags.room = 7", 0, 9, "unknown field 'tags.room'; write tag.room"},
    {"DATA.a = 1", 0, 6, "unknown field 'DATA.a'; write data.a"},
    {"CHANNEL = x", 0, 7, "unknown field 'CHANNEL'; write channel"},
    {".data.type == \"chat\"", 0, 10, "unknown field '.data.type'; write data.type"},
    {".data.type", 0, 10, "unknown field '.data.type'; write data.type"},
    {"$.type", 0, 6, "unknown field '$.type'; a value of the payload is written data.type"},
    {"$.data.type = 1", 0, 11, "unknown field '$.data.type'; write data.type"},
    {"5 < data.a", 0, 1, "the field comes first: write data.a > 5"},
    {"5 < data.a < 9", 0, 1, "the field comes first: write data.a > 5 and data.a < 9"},
    {"5 >= size", 0, 1, "the field comes first: write size <= 5"},
    {"chat = data.type", 0, 4, "the field comes first: write data.type = chat"},
    {"data.a > 5 and < 9", 15, 3, "repeat the field: data.a < 9"},
    // Values
    {"time > 2026-11-24 10:00", 7, 16,
     "a time follows its date behind a T: write 2026-11-24T10:00"},
    {"time:2026-11-23..2026-11-24 10:00Z", 5, 29, "a time follows its date behind a T"},
    {"offset > 18446744073709551616", 9, 20, "this is larger than any offset"},
    {"size > 1 k", 7, 3, "write 1k without a space"},
    {"latency > 20 ms", 10, 5, "write 20ms without a space"},
    {"data.a = undefined", 9, 9, "there is no undefined; write null, or not data.a"},
    {"data.a != None", 10, 4, "there is no None"},
    {"data.a in (1, nil)", 14, 3, "there is no nil"},
    {"data.a = [1]", 9, 3, "arrays and objects are not compared"},
    {"data.a = {\"b\":1}", 9, 7, "arrays and objects are not compared"},
    {"data.a > .5", 9, 2, ".5 is no number, write 0.5"},
    {"data.a > -.5", 9, 3, "-.5 is no number, write -0.5"},
    {"data.a >= +1", 10, 2, "+1 is no number, write 1"},
    {"data.a < 5.", 9, 2, "5. is no number, write 5;"},
    {"data.a <= 0x10", 10, 4, "0x10 is no number, write 16"},
    {"data.a > 1_000", 9, 5, "1_000 is no number, write 1000"},
    {"data.a > 1,000", 9, 5, "1,000 is no number, write 1000"},
    {"data.a > 5,5", 9, 3, "5,5 is no number, write 5.5"},
    {"data.a > 007", 9, 3, "007 is no number, write 7"},
    {"data.a > 5;", 9, 2, "5; is no number, write 5"},
    {"data.a = 5,", 9, 2, "5, is no number, write 5"},
    {"data.d > 2026-11-24", 9, 10, "2026-11-24 is no number; text goes into quotes: \"2026-11"},
    {"data.a = \u201cchat\u201d", 9, 10, "write plain quotation marks, as in \"chat\""},
    {"channel:\u2018a\u2019", 8, 7, "write plain quotation marks, as in \"a\""},
    {"data.a in (`b`)", 11, 3, "write plain quotation marks, as in \"b\""},
    {"\u201ctwo words\u201d", 0, 3, "write plain quotation marks"},
};

/** Between "write" and what follows the filter; empty where no whole filter is advised. */
std::string advisedFilter(std::string_view message)
{
    constexpr std::string_view Before = "write ";
    const std::size_t begin = message.find(Before);
    if (begin == std::string_view::npos || message.find("\u2026") != std::string_view::npos) {
        return {};
    }
    const std::string_view rest = message.substr(begin + Before.size());
    for (const std::string_view field :
         {"data.", "not code", "time", "offset", "latency", "user"}) {
        if (rest.starts_with(field)) {
            const std::size_t end = std::min({rest.find(" instead of"), rest.find(", which"),
                                              rest.find(" alone"), rest.find(';'), rest.size()});
            return std::string(rest.substr(0, end));
        }
    }
    return {};
}

} // namespace

void TestForeignNotation::refuses_data()
{
    addFaultRows(ForeignFilters);
}

void TestForeignNotation::refuses()
{
    QFETCH(int, row);
    compareFault(ForeignFilters[row]);
}

void TestForeignNotation::adviceIsAFilter_data()
{
    addFaultRows(ForeignFilters);
}

void TestForeignNotation::adviceIsAFilter()
{
    QFETCH(int, row);
    const auto refused = Filter::compile(ForeignFilters[row].text).fault;
    QVERIFY(refused);
    const std::string advice = advisedFilter(refused->message);
    const auto fault = Filter::compile(advice).fault;
    QVERIFY2(!fault, (advice + " is refused: " + (fault ? fault->message : "")).c_str());
}

REALTIME_TEST(TestForeignNotation, QCoreApplication)
#include "tst_foreignnotation.moc"
