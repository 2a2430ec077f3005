// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/filter/entryfield.h"

#include "monitor/filter/filter.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QTest>

/** A value of a message, by the name that a filter has for it. */
class TestEntryField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void readsTagsAndInfo();
    void readsNoHugeTexts();
};

namespace {

EntryField fieldOf(std::string_view text)
{
    FilterFault fault;
    return EntryField::parse(text, fault).value_or(EntryField::ofInfo("no such field"));
}

} // namespace

void TestEntryField::finds_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("string") << QByteArray("data.a") << QByteArray(R"({"a":"x\n"})")
                            << QByteArray(R"("x\n")");
    QTest::newRow("number as received")
        << QByteArray("data.a") << QByteArray(R"( {"b":1, "a" : 1.50 } )") << QByteArray("1.50");
    QTest::newRow("nested") << QByteArray("data.a.b[1].c")
                            << QByteArray(R"({"a":{"b":[0,{"c":[true]}]}})")
                            << QByteArray("[true]");
    QTest::newRow("odd key") << QByteArray(R"(data."odd key")") << QByteArray(R"({"odd key":null})")
                             << QByteArray("null");
    QTest::newRow("escaped key") << QByteArray("data.\u00e9") << QByteArray(R"({"\u00e9":2})")
                                 << QByteArray("2");
    QTest::newRow("many before it")
        << QByteArray("data[40]") << QByteArray("[" + QByteArray("0,").repeated(40) + "7]")
        << QByteArray("7");
    QTest::newRow("the first of repeated ones")
        << QByteArray("data.a") << QByteArray(R"({"a":1,"a":2})") << QByteArray("1");
    QTest::newRow("missing") << QByteArray("data.a") << QByteArray(R"({"b":1})") << QByteArray();
    QTest::newRow("past the end") << QByteArray("data[2]") << QByteArray("[1]") << QByteArray();
    QTest::newRow("member of an array")
        << QByteArray("data.a") << QByteArray("[1]") << QByteArray();
    QTest::newRow("element of an object")
        << QByteArray("data[0]") << QByteArray(R"({"0":1})") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("data.a") << QByteArray("hello") << QByteArray();
    QTest::newRow("empty") << QByteArray("data.a") << QByteArray() << QByteArray();
}

void TestEntryField::finds()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, payload);
    const EntryField field = fieldOf(name.toStdString());
    const std::string bytes = payload.toStdString();
    const std::string_view value = field.valueIn(publicationRow(bytes));
    QTEST(QByteArray(value.data(), qsizetype(value.size())), "value");
}

void TestEntryField::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no path") << QByteArray("data");
    QTest::newRow("a field of the row") << QByteArray("channel");
    QTest::newRow("another name") << QByteArray("from");
    QTest::newRow("a condition") << QByteArray("data.a = 1");
    QTest::newRow("many values") << QByteArray("data.items[*].id");
    QTest::newRow("unfinished") << QByteArray("data.");
}

void TestEntryField::refuses()
{
    QFETCH(const QByteArray, text);
    FilterFault fault;
    QVERIFY(!EntryField::parse(text.toStdString(), fault));
    QVERIFY(!fault.message.empty());
}

void TestEntryField::readsTagsAndInfo()
{
    Entry entry = publicationRow("{\"user\":\"in the data\"}");
    entry.tags = R"({"v":"2"})";
    entry.info = R"({"user":"alice","client":"c1"})";
    QCOMPARE(fieldOf("tag.v").valueIn(entry), std::string_view("\"2\""));
    QCOMPARE(fieldOf("info.client").valueIn(entry), std::string_view("\"c1\""));
    QCOMPARE(EntryField::ofInfo("user").valueIn(entry), std::string_view("\"alice\""));
    QCOMPARE(fieldOf("tag.v").name(), std::string("tag.v"));
    entry.kind = EntryKind::Error;
    QVERIFY(fieldOf("data.user").valueIn(entry).empty());
}

void TestEntryField::readsNoHugeTexts()
{
    const std::string payload =
        "{\"a\":1,\"b\":\"" + std::string(EntryField::MostRead, 'x') + "\"}";
    const Entry entry = publicationRow(payload);
    QVERIFY(fieldOf("data.a").valueIn(entry).empty());
    QCOMPARE(fieldOf("data.a").valueIn(entry, std::string_view::npos), std::string_view("1"));
}

REALTIME_TEST(TestEntryField, QCoreApplication)

#include "tst_entryfield.moc"
