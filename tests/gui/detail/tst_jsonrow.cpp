// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/jsonrow.h"
#include "support/testprogram.h"

#include <QTest>

using RowKind = JsonRow::Kind;

/** The texts of one row of a JSON tree. */
class TestJsonRow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
    void longTextsAreCut_data();
    void longTextsAreCut();
    void copiesAreNotCut();
    void keyTextHasNoEscapes();
};

void TestJsonRow::cells_data()
{
    QTest::addColumn<JsonRow>("row");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
    QTest::newRow("member") << JsonRow{RowKind::Scalar, R"("price")", "1.50", {}, {}}
                            << text("price") << text("1.50");
    QTest::newRow("element") << JsonRow{RowKind::Scalar, {}, "true", 7, {}} << text("[7]")
                             << text("true");
    QTest::newRow("escapes") << JsonRow{RowKind::String, R"("a\"b")", R"("\u0041")", {}, {}}
                             << text("a\"b") << text("\"A\"");
    QTest::newRow("hidden character") << JsonRow{RowKind::String, R"("k")", R"("\u202e")", {}, {}}
                                      << text("k") << text("\"\\u202e\"");
    QTest::newRow("container that is not loaded")
        << JsonRow{RowKind::Array, R"("k")", "[1,2]", {}, {}} << text("k") << text("[1,2]");
    QTest::newRow("container with its count")
        << JsonRow{RowKind::Array, R"("k")", "[1,2]", {}, 2} << text("k") << text("(2) [1,2]");
    QTest::newRow("no JSON") << JsonRow{RowKind::Text, {}, "hello", {}, {}} << QString()
                             << text("hello");
}

void TestJsonRow::cells()
{
    QFETCH(const JsonRow, row);
    QTEST(row.nameCell(), "name");
    QTEST(row.valueCell(), "value");
}

void TestJsonRow::longTextsAreCut_data()
{
    QTest::addColumn<JsonRow::Kind>("kind");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<QString>("cell");
    const QString dots(QChar(0x2026));
    QTest::newRow("a number") << RowKind::Scalar << std::string(1001, '1')
                              << QString(1000, u'1') + dots;
    QTest::newRow("an array") << RowKind::Array << std::string(121, '[')
                              << QString(120, u'[') + dots;
    // A character of two bytes lies across the limit.
    QTest::newRow("a string") << RowKind::String << '"' + std::string(999, 'a') + "\u00e9\""
                              << u'"' + QString(999, u'a') + dots + u'"';
}

void TestJsonRow::longTextsAreCut()
{
    QFETCH(const JsonRow::Kind, kind);
    QFETCH(const std::string, value);
    const JsonRow row{kind, {}, value, {}, {}};
    QTEST(row.valueCell(), "cell");
}

void TestJsonRow::copiesAreNotCut()
{
    const std::string value = '"' + std::string(5000, 'a') + "\\n\"";
    const JsonRow row{RowKind::String, {}, value, {}, {}};
    QCOMPARE(row.copiedText(), QString(5000, u'a') + u'\n');
}

void TestJsonRow::keyTextHasNoEscapes()
{
    const JsonRow row{RowKind::Scalar, R"("a\tb")", "1", {}, {}};
    QCOMPARE(row.keyText(), std::string("a\tb"));
}

REALTIME_TEST(TestJsonRow, QCoreApplication)
#include "tst_jsonrow.moc"
