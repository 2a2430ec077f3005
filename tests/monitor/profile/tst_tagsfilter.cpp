// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/tagsfilter.h"

#include "support/testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Centrifuge::FilterNode;

namespace {

/** The node as one text: "eq(key,value)" and "and[a b]". */
QString shown(const FilterNode &node)
{
    if (node.operation.isEmpty()) {
        const QStringList values = node.value.isEmpty() ? node.values : QStringList(node.value);
        return node.comparison + u'(' + (QStringList(node.key) + values).join(u',') + u')';
    }
    QStringList inner;
    for (const FilterNode &child : node.nodes) {
        inner.append(shown(child));
    }
    return node.operation + u'[' + inner.join(u' ') + u']';
}

QString nested(int depth)
{
    return u"{\"op\":\"not\",\"nodes\":["_s.repeated(depth) + u"{\"key\":\"a\",\"cmp\":\"ex\"}"_s
        + u"]}"_s.repeated(depth);
}

} // namespace

class TestTagsFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestTagsFilter::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one condition") << u"ticker=BTC"_s << u"eq(ticker,BTC)"_s;
    QTest::newRow("two equal signs") << u"ticker==BTC"_s << u"eq(ticker,BTC)"_s;
    QTest::newRow("spaces") << u"  ticker = BTC , side != sell "_s
                            << u"and[eq(ticker,BTC) neq(side,sell)]"_s;
    QTest::newRow("numbers") << u"a>1,b>=2,c<3,d<=-4.5"_s
                             << u"and[gt(a,1) gte(b,2) lt(c,3) lte(d,-4.5)]"_s;
    QTest::newRow("there or not") << u"a,!b"_s << u"and[ex(a) nex(b)]"_s;
    QTest::newRow("a value with signs") << u"q=a!=b>c"_s << u"eq(q,a!=b>c)"_s;
    QTest::newRow("a value with spaces") << u"name=Al Bo"_s << u"eq(name,Al Bo)"_s;
    QTest::newRow("a quoted value") << u"side=\"sell\""_s << u"eq(side,sell)"_s;
    QTest::newRow("quoted values, with commas and words")
        << u"a='x, y', b != \"this and that || = it's\" ,c>'1'"_s
        << u"and[eq(a,x, y) neq(b,this and that || = it's) gt(c,1)]"_s;
    QTest::newRow("quotes within a value")
        << u"name=O'Neil,b=5\""_s << u"and[eq(name,O'Neil) eq(b,5\")]"_s;
    QTest::newRow("words that only hold and, or")
        << u"a=sand or,b=android&c"_s << u"and[eq(a,sand or) eq(b,android&c)]"_s;
    QTest::newRow("keys with dots, hyphens and colons")
        << u"a.b-c_d=1,ns:k=2,price.tag"_s << u"and[eq(a.b-c_d,1) eq(ns:k,2) ex(price.tag)]"_s;
    QTest::newRow("JSON, any key") << uR"({"key":"!tag.a b","cmp":"eq","val":"\"x\" and y"})"_s
                                   << u"eq(!tag.a b,\"x\" and y)"_s;
    QTest::newRow("JSON") << uR"({"key":"t","cmp":"sw","val":"B"})"_s << u"sw(t,B)"_s;
    QTest::newRow("nested JSON")
        << uR"({"op":"or","nodes":[{"key":"t","cmp":"in","vals":["A","B"]},{"op":"not","nodes":[{"key":"u","cmp":"ex"}]}]})"_s
        << u"or[in(t,A,B) not[ex(u)]]"_s;
}

void TestTagsFilter::reads()
{
    QFETCH(const QString, text);
    const auto filter = readTagsFilter(text);
    QVERIFY2(filter, qPrintable(filter ? QString() : filter.error().message));
    QTEST(shown(filter.value()), "expected");
}

/** The server answers these with a bare error 107, or they would match nothing. */
void TestTagsFilter::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << u" "_s << u"is empty"_s;
    QTest::newRow("no tag") << u"=a"_s << u"names no tag"_s;
    QTest::newRow("no value") << u"a="_s << u"The tag a can't be compared with nothing"_s;
    QTest::newRow("an empty condition") << u"a=1,"_s << u"names no tag"_s;
    QTest::newRow("less than a word") << u"a<b"_s << u"a number only"_s;
    for (const char *number : {"1e3", "nan", "inf", "0x10", "1.", ".5", "1_000", "1.5.2", "-"}) {
        QTest::addRow("less than %s", number)
            << u"a<%1"_s.arg(QLatin1String(number)) << u"a plain one"_s;
    }
    QTest::newRow("greater than an exponent, JSON")
        << uR"({"key":"a","cmp":"gt","val":"1e3"})"_s << u"a plain one"_s;
    QTest::newRow("val and vals, in")
        << uR"({"key":"a","cmp":"in","val":"x","vals":["y"]})"_s << u"not with both"_s;
    QTest::newRow("val and vals, equal")
        << uR"({"key":"a","cmp":"eq","val":"x","vals":["y"]})"_s << u"not with both"_s;
    QTest::newRow("not before a comparison") << u"!side=sell"_s << u"write side!=sell"_s;
    QTest::newRow("a quote that is not closed") << u"a=\"b,c=1"_s << u"not closed"_s;
    QTest::newRow("text behind a quote") << u"a='b'c"_s << u"not closed"_s;
    QTest::newRow("nothing in quotes") << u"a=''"_s << u"compared with nothing"_s;
    for (const char *text :
         {"not side=sell", "a b", "\"side\"=sell", "(a=1)", "side~=s", "a|b=1", "side in (1)",
          "!!a", "a&b", "s[0]=1", "[1]", "side == 1 c d, e f=1", "side!sell"}) {
        QTest::addRow("another notation: %s", text)
            << QString::fromLatin1(text) << u"conditions are KEY=VALUE"_s;
    }
    for (const char *text : {"a=1 and b=2", "a=1 OR b=2", "a=1&&b=2", "a=1 || b=2"}) {
        QTest::addRow("two in one: %s", text)
            << QString::fromLatin1(text) << u"have commas between"_s;
    }
    for (const char *text : {"a===1", "a=~1", "a=>1", "a=!1", "a=<1"}) {
        QTest::addRow("another comparison: %s", text)
            << QString::fromLatin1(text) << u"no such comparison"_s;
    }
    QTest::newRow("as in the filter of rows")
        << u"tag.side=sell"_s << u"the tag alone: side, not tag.side"_s;
    QTest::newRow("with a colon") << u"side:sell"_s << u"write side=sell"_s;
    QTest::newRow("broken JSON") << u"{\"key\":"_s << u"not JSON (column"_s;
    QTest::newRow("an empty object") << u"{}"_s << u"names no tag"_s;
    QTest::newRow("another operation")
        << uR"({"op":"xor","nodes":[{"key":"a","cmp":"ex"}]})"_s << u"must be and, or or not"_s;
    QTest::newRow("another comparison")
        << uR"({"key":"a","cmp":"like","val":"b"})"_s << u"must be one of eq"_s;
    QTest::newRow("nobody below") << uR"({"op":"and","nodes":[]})"_s << u"at least one node"_s;
    QTest::newRow("two below not")
        << uR"({"op":"not","nodes":[{"key":"a","cmp":"ex"},{"key":"b","cmp":"ex"}]})"_s
        << u"needs one node"_s;
    QTest::newRow("in nothing") << uR"({"key":"a","cmp":"in"})"_s << u"needs `vals`"_s;
    QTest::newRow("there with a value")
        << uR"({"key":"a","cmp":"ex","val":"1"})"_s << u"without a value"_s;
    QTest::newRow("a number as value")
        << uR"({"key":"a","cmp":"eq","val":1})"_s << u"must be strings"_s;
    QTest::newRow("an unknown member")
        << uR"({"key":"a","cmp":"eq","value":"1"})"_s << u"no member value"_s;
    QTest::newRow("too deep") << nested(100) << u"nested more than 32"_s;
    QTest::newRow("too long") << u"a="_s + QString(20000, u'b') << u"more than 16384 bytes"_s;
}

void TestTagsFilter::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    const auto filter = readTagsFilter(text);
    QVERIFY(!filter);
    QVERIFY2(filter.error().message.contains(words), qPrintable(filter.error().message));
}

REALTIME_TEST(TestTagsFilter, QCoreApplication)
#include "tst_tagsfilter.moc"
