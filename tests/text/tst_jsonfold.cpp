// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "text/jsonfold.h"

#include <QTest>

/** JSON on one line, whole or as much of it as fits. */
class TestJsonFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folds_data();
    void folds();
    void readsNoMoreThanItNeeds();
    void tellsWhatLooksLikeJson();
};

void TestJsonFold::folds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("folded");
    QTest::newRow("compact") << QByteArray(R"({"a":1,"b":[2,3]})")
                             << QByteArray(R"({"a":1,"b":[2,3]})");
    QTest::newRow("pretty") << QByteArray("{\n  \"a\": 1,\r\n\t\"b\": [\n    2,\n    3\n  ]\n}\n")
                            << QByteArray(R"({"a": 1, "b": [2, 3]})");
    QTest::newRow("single spaces are the sender's")
        << QByteArray(R"({ "a" : 1 })") << QByteArray(R"({ "a" : 1 })");
    QTest::newRow("several are indentation")
        << QByteArray(R"(  {  "a":   1  } )") << QByteArray(R"({"a": 1})");
    QTest::newRow("a string keeps its own")
        << QByteArray(R"({"a":"  {  \"  x\\"  })") << QByteArray(R"({"a":"  {  \"  x\\"})");
    QTest::newRow("not JSON, but folded alike")
        << QByteArray("[not\n\n  JSON") << QByteArray("[not JSON");
    QTest::newRow("a string that is not closed")
        << QByteArray("{\"a  \n b") << QByteArray("{\"a  \n b");
    QTest::newRow("ends in an escape") << QByteArray("[\"\\") << QByteArray("[\"\\");
}

void TestJsonFold::folds()
{
    QFETCH(const QByteArray, json);
    const Text::FoldedJson folded = Text::foldedJson(json.toStdString(), 512);
    QTEST(QByteArray::fromStdString(folded.text), "folded");
    QVERIFY(!folded.isCut);
}

void TestJsonFold::readsNoMoreThanItNeeds()
{
    const Text::FoldedJson blank = Text::foldedJson("{" + std::string(1000, '\n') + "1}", 10);
    QCOMPARE(blank.text, std::string("{"));
    QVERIFY(blank.isCut);
    const Text::FoldedJson text = Text::foldedJson("[\"" + std::string(1000, 'x') + "\"]", 10);
    QCOMPARE(text.text, "[\"" + std::string(9, 'x'));
    QVERIFY(text.isCut);
    const Text::FoldedJson numbers = Text::foldedJson("[1,2,3,4,5,6,7]", 6);
    QCOMPARE(numbers.text, std::string("[1,2,3"));
    QVERIFY(numbers.isCut);
}

void TestJsonFold::tellsWhatLooksLikeJson()
{
    QVERIFY(Text::looksLikeJson("{"));
    QVERIFY(Text::looksLikeJson(" \r\n\t[1]"));
    QVERIFY(!Text::looksLikeJson(""));
    QVERIFY(!Text::looksLikeJson("  "));
    QVERIFY(!Text::looksLikeJson("hello {}"));
    QVERIFY(!Text::looksLikeJson("\"{\""));
}

REALTIME_TEST(TestJsonFold, QCoreApplication)

#include "tst_jsonfold.moc"
