// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/json/jsonchildren.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

QStringList childrenText(std::string_view json, const std::vector<JsonChild> &children)
{
    QStringList words;
    for (const JsonChild &child : children) {
        const std::string text(std::string(child.key.of(json)) + "|"
                               + std::string(child.value.of(json)));
        words += QString::fromStdString(text);
    }
    return words;
}

} // namespace

/** The members of a value, found in steps of any size. */
class TestJsonChildren : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void findsInStepsOfAnySize();
    void goesAnyDepth();
    void stopsAtItsBudget();
};

void TestJsonChildren::finds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("children");
    using List = QStringList;
    QTest::newRow("an empty object") << QByteArray("{ }") << List();
    QTest::newRow("numbers as written")
        << QByteArray("{\"a\":1.0,\"b\" : 1e400 }")
        << List{QStringLiteral("\"a\"|1.0"), QStringLiteral("\"b\"|1e400")};
    QTest::newRow("a key twice") << QByteArray("{\"a\":1,\"a\":2}")
                                 << List{QStringLiteral("\"a\"|1"), QStringLiteral("\"a\"|2")};
    QTest::newRow("elements") << QByteArray("[ true , [1,[2]] ,\"x\"]")
                              << List{QStringLiteral("|true"), QStringLiteral("|[1,[2]]"),
                                      QStringLiteral("|\"x\"")};
    QTest::newRow("brackets and quotes in strings")
        << QByteArray("{\"a\\\"}\":\"]\\\\\",\"b\":{\"c\":\"}\"}}")
        << List{QStringLiteral("\"a\\\"}\"|\"]\\\\\""), QStringLiteral("\"b\"|{\"c\":\"}\"}")};
    QTest::newRow("cut in a value")
        << QByteArray("[1,\"ab") << List{QStringLiteral("|1"), QStringLiteral("|\"ab")};
    QTest::newRow("no key") << QByteArray("{1:2}") << List();
    QTest::newRow("no value") << QByteArray("{\"a\":,\"b\":1}") << List();
}

void TestJsonChildren::finds()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QStringList, children);
    const std::string_view text(json.constData(), std::size_t(json.size()));
    QCOMPARE(childrenText(text, jsonChildren(text)), children);
}

void TestJsonChildren::findsInStepsOfAnySize()
{
    const std::string_view json = R"({"a":[1,{"b":"\"]"}],"c\\":"x", "d":-1.50 })";
    const QStringList whole = childrenText(json, jsonChildren(json));
    QCOMPARE(whole.size(), 3);
    for (std::size_t step = 1; step < json.size(); ++step) {
        JsonChildren children(0);
        std::vector<JsonChild> found;
        while (!children.isDone()) {
            children.advance(json, {step, 1}, found);
        }
        QVERIFY(!children.isBroken());
        QCOMPARE(childrenText(json, found), whole);
    }
}

void TestJsonChildren::goesAnyDepth()
{
    const std::string json =
        "[" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + ",7]";
    const std::vector<JsonChild> children = jsonChildren(json);
    QCOMPARE(children.size(), std::size_t(2));
    QCOMPARE(children[1].value.of(json), std::string_view("7"));
}

void TestJsonChildren::stopsAtItsBudget()
{
    const std::string json = "[" + std::string(1000, ' ') + "1,2,3]";
    JsonChildren children(0);
    std::vector<JsonChild> found;
    children.advance(json, {100, 10}, found);
    QVERIFY(found.empty());
    QVERIFY(!children.isDone());
    children.advance(json, {10'000, 2}, found);
    QCOMPARE(found.size(), std::size_t(2));
    QVERIFY(!children.isDone());
    children.advance(json, {10'000, 2}, found);
    QCOMPARE(found.size(), std::size_t(3));
}

REALTIME_TEST(TestJsonChildren, QCoreApplication)
#include "tst_jsonchildren.moc"
