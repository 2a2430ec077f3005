// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "expectedfault.h"

#include "monitor/filter/filter.h"
#include "support/testprogram.h"

#include <QTest>

/** What is wrong with a filter is said in words, with its place. */
class TestFilterFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void boundsTheLength();
    void boundsTheDepth();
    void everyPrefixIsSafe_data();
    void everyPrefixIsSafe();
};

namespace {

constexpr ExpectedFault FaultRows[] = {
    {"chanel:news", 0, 6, "unknown field 'chanel', did you mean channel?"},
    {"x and ofset > 5", 6, 5, "unknown field 'ofset', did you mean offset?"},
    {"http://x", 0, 4, "unknown field 'http'"},
    {"size >", 6, 0, "expected a value after >"},
    {"size > ", 7, 0, "expected a value after >"},
    {"size > )", 7, 0, "expected a value after >"},
    {"size > > 5", 7, 0, "expected a value after >"},
    {"data.x ==", 9, 0, "expected a value after ="},
    {"channel:", 8, 0, "expected a value after :"},
    {"size > big", 7, 3, "expected a size such as"},
    {"size > 1.5", 7, 3, "expected a size such as"},
    {"size > 99999999999999999999", 7, 20, "this is larger than any size"},
    {"offset:x..5", 7, 1, "expected a whole number"},
    {"offset:5..x", 10, 1, "expected a whole number"},
    {"offset:..", 7, 2, "expected a number beside .."},
    {"offset > 1..2", 9, 4, "expected a whole number"},
    {"time > noon", 7, 4, "expected a time such as"},
    {"time > 24:00", 7, 5, "expected a time such as"},
    {"time > 12:60", 7, 5, "expected a time such as"},
    {"time:2026-02-30", 5, 10, "expected a time such as"},
    {"time:12:00..2026-02-03", 12, 10, "either both or none"},
    {"latency > 20", 10, 2, "expected a latency such as"},
    {"latency > 20h", 10, 3, "expected a latency such as"},
    {"kind:jion", 5, 4, "unknown kind 'jion', did you mean join?"},
    {"kind:x", 5, 1, "unknown kind 'x'"},
    {"state:alive", 6, 5, "unknown state 'alive', did you mean live?"},
    {"kind > join", 5, 1, "kind does not go with >; use : = != or in"},
    {"channel < x", 8, 1, "channel does not go with <; use : = != ~ in or contains"},
    {"size ~ /x/", 5, 1, "size does not go with ~"},
    {"data.x > true", 7, 1, "data does not go with >; use = or != with true"},
    {"data.x ~ abc", 9, 3, "expected a regular expression in slashes"},
    {"data.x ~ /a(/", 12, 0, "the regular expression is wrong here: missing closing parenthesis"},
    {"/a(b/", 4, 0, "the regular expression is wrong here: missing closing parenthesis"},
    {"/\\C/", 3, 0, "the regular expression is wrong here"},
    {"/abc", 0, 4, "expected a closing slash"},
    {"/abc/q", 5, 1, "only i, m and s may follow a regular expression"},
    {"\"abc", 0, 4, "expected a closing quote"},
    {"\"a\\q\"", 0, 5, "unknown escape between the quotes; a backslash is written as \\\\"},
    {"channel:\"abc", 8, 4, "expected a closing quote"},
    {"(a", 0, 1, "this ( is not closed"},
    {"a)", 1, 1, "this ) has no ( before it"},
    {"()", 1, 0, "expected a condition after ("},
    {"a and", 5, 0, "expected a condition after and"},
    {"a or", 4, 0, "expected a condition after or"},
    {"or a", 0, 0, "expected a condition"},
    {"a or or b", 5, 0, "expected a condition after or"},
    {"not", 3, 0, "expected a condition after not"},
    {"not )", 4, 0, "expected a condition after not"},
    {"a -", 3, 0, "expected a condition after -"},
    {"= 5", 0, 1, "expected a condition; a sign is searched in quotes"},
    {"data. = 5", 5, 0, "expected a key after the point"},
    {"data.a[x]", 6, 1, "expected an index, a quoted key or * in the brackets"},
    {"data.a[1", 8, 0, "expected ]"},
    {"data.a[99999999999999999999]", 6, 1, "expected an index, a quoted key or * in the brackets"},
    {"type == chat", 0, 4,
     "unknown field 'type', did you mean time?; a value of the payload is written data.type"},
    {"msg.room = 1", 0, 8,
     "unknown field 'msg.room'; a value of the payload is written data.msg.room"},
    {"a &&", 4, 0, "expected a condition after and"},
    {"|| a", 0, 0, "expected a condition"},
    {"a || || b", 5, 0, "expected a condition after or"},
    {"a && && b", 5, 1, "expected a condition after and; a sign is searched in quotes"},
    {"x !~ /a/", 2, 1, "expected a condition after and; a sign is searched in quotes"},
    {"!~", 0, 1, "expected a condition; a sign is searched in quotes"},
    {"!!~ &&!=", 1, 1, "expected a condition after !; a sign is searched in quotes"},
    {"a & b", 2, 1, "write && or ||"},
    {"a | b", 2, 1, "write && or ||"},
    {"a !", 3, 0, "expected a condition after !"},
    {"!= 5", 0, 1, "expected a condition; a sign is searched in quotes"},
    {"'abc", 0, 4, "expected a closing quote"},
    {"'a''", 0, 4, "expected a closing quote"},
    {"data.x = 'a\\q'", 9, 5, "unknown escape between the quotes"},
    {"data.type = /chat/", 12, 6, "a regular expression goes with ~ only"},
    {"data.type:/a b/i", 10, 2, "a regular expression goes with ~ only"},
    {"data.type != /ch|at/ or x", 13, 7, "a regular expression goes with ~ only"},
    {"channel:/^a/", 8, 4, "a regular expression goes with ~ only"},
    {"data.x in (1, /a/)", 14, 3, "a regular expression goes with ~ only"},
    {"data.x matches 'ch.t'", 15, 6, "expected a regular expression in slashes"},
    {"data.x !~ /a/", 7, 2, "write not data.x ~ /\u2026/ instead of !~"},
    {"channel!~/a/", 7, 2, "write not channel ~ /\u2026/ instead of !~"},
    {"data.x contains", 15, 0, "expected a value after contains"},
    {"size contains 5", 5, 8, "size does not go with contains; use : = != < <= > >= or in"},
    {"kind contains jo", 5, 8, "kind does not go with contains; use : = != or in"},
    {"data.x in 5", 7, 2, "expected a list after in, as in data.x in (5)"},
    {"data.x in ()", 11, 0, "expected a value after in"},
    {"data.x in (1,", 13, 0, "expected a value after in"},
    {"data.x in (1", 10, 1, "this ( is not closed"},
    {"data.x in [1)", 12, 0, "expected a value after in"},
    {"kind in (join, jion)", 15, 4, "unknown kind 'jion', did you mean join?"},
    {"size in (1k, x)", 13, 1, "expected a size such as"},
    {"data.x not in (1)", 7, 6, "write not before the field: not data.x in"},
    {"channel not contains x", 8, 12, "write not before the field: not channel contains"},
    {"data.x like '%a%'", 7, 4, "write data.x:text, which may stand anywhere, instead of like"},
    {"channel like x", 8, 4, "write channel:al* instead of like"},
    {"data.x is null", 7, 7, "write data.x = null instead of is; not data.x where"},
    {"user is not null", 5, 11, "write user:* instead of is not null"},
    {"time between 1 and 2", 5, 7, "write time:12:30..12:45 instead of between"},
    {"data.x between 1 and 2", 7, 7, "write data.x >= 1 and data.x <= 2 instead of between"},
    {"data.*.x = 1", 5, 1, "* is no key; [*] is any element of an array"},
    {"data.ab* = 1", 5, 3, "* is no key"},
    {"data[a]", 4, 1, "expected an index, a quoted key or * in the brackets"},
    {"offset:5..3", 7, 4, "nothing is in this range: the smaller value comes first, as in 3..5"},
    {"size = 2k..1k", 7, 6, "nothing is in this range"},
    {"offset != 5..3", 10, 4, "nothing is in this range"},
    {"time:2026-11-25..2026-11-24", 5, 22, "nothing is in this range"},
    {"channel = news:*", 10, 6, "* stands for any text only behind a colon: channel:news:*"},
    {"user in (al*)", 9, 3, "* stands for any text only behind a colon: user:al*"},
    {"data.x = ch*", 9, 3, "* does not stand for any text here: data.x:text finds"},
    {"data.x:*", 7, 1, "* does not stand for any text here"},
    {"data.x:3..5", 7, 4, "there are no ranges of values here; write data.x >= 3 and data.x <= 5"},
    {"\xFF", 0, 1, "this is not UTF-8"},
    {"abc \xED\xA0\x80", 4, 1, "this is not UTF-8"},
};

} // namespace

void TestFilterFaults::faults_data()
{
    addFaultRows(FaultRows);
}

void TestFilterFaults::faults()
{
    QFETCH(int, row);
    compareFault(FaultRows[row]);
}

void TestFilterFaults::boundsTheLength()
{
    QVERIFY(!Filter::compile(std::string(Filter::LongestText, 'x')).fault);
    const auto fault = Filter::compile(std::string(Filter::LongestText + 1, 'x')).fault;
    QVERIFY(fault);
    QCOMPARE(fault->offset, Filter::LongestText);
}

void TestFilterFaults::boundsTheDepth()
{
    const std::string deep = std::string(64, '(') + "x" + std::string(64, ')');
    QVERIFY(!Filter::compile(deep).fault);
    const auto fault = Filter::compile('(' + deep + ')').fault;
    QVERIFY(fault);
    QCOMPARE(fault->offset, std::size_t(64));
    QVERIFY(Filter::compile(std::string(4000, '(')).fault);
    QVERIFY(Filter::compile(std::string(4000, '-') + 'x').filter.isEmpty() == false);
    std::string path = "data";
    for (int i = 0; i < 65; ++i) {
        path += ".x";
    }
    QVERIFY(Filter::compile(path).fault);
}

void TestFilterFaults::everyPrefixIsSafe_data()
{
    QTest::addColumn<QByteArray>("text");
    const char *const texts[] = {
        "channel:news:* user:alice kind:join data.type == \"chat\" data.price > 100 size > 1k",
        "offset:1200..1300 tag.room = 7 latency > 20ms /regex/i \"text\" not x and (y or -z)",
        "data.a == 1||data['b'] in (1,'x''y')&&!data.c contains 'd' !~ x =~ /a/ <> ge 5",
        "data.\"odd \\\"key\\u0041\\x41\"[12][*].a ~ /a\\/[b(]c/ims time:12:30:05.25..13:00",
    };
    for (const char *text : texts) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestFilterFaults::everyPrefixIsSafe()
{
    QFETCH(QByteArray, text);
    for (qsizetype size = 0; size <= text.size(); ++size) {
        const auto fault = Filter::compile(text.left(size).toStdString()).fault;
        QVERIFY(!fault || fault->offset + fault->length <= std::size_t(size));
        QVERIFY(!fault || !fault->message.empty());
    }
}

REALTIME_TEST(TestFilterFaults, QCoreApplication)
#include "tst_filterfaults.moc"
