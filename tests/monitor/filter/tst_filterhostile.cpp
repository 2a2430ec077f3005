// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/filter/textsearch.h"
#include "support/filters.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

/** Payloads and patterns that are meant to break a filter. */
class TestFilterHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payloads_data();
    void payloads();
    void deepJson();
    void readsPayloadsOfManySizes();
    void catastrophicPatterns_data();
    void catastrophicPatterns();
    void invalidUtf8DoesNotHide();
    void searchStaysInside();
    void worksInSeveralThreads();
};

namespace {

/** Nothing but a payload. */
Entry payloadRow(std::string_view payload)
{
    Entry entry;
    entry.payload = payload;
    return entry;
}

bool matchesPayload(std::string_view text, std::string_view payload)
{
    return matches(text, payloadRow(payload));
}

} // namespace

void TestFilterHostile::payloads_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const QByteArray &payload, const char *text, bool isMatch) {
        QTest::addRow("%s on %s", text, payload.left(40).constData())
            << payload << QByteArray(text) << isMatch;
    };
    row("", "data.a", false);
    row("{", "data.a", false);
    row("[", "data[0]", false);
    row("{}", "data.a", false);
    row("{\"a\"", "data.a", false);
    row("{\"a\":", "data.a", false);
    row("{\"a\":}", "data.a", false);
    row("{\"a\":1", "not data.a = 2", true);
    row("{\"a\":1,}", "data.a = 1", true);
    row("{\"a\":01}", "data.a = 1", false);
    row("{\"a\":1.}", "data.a", false);
    row("{\"a\":1e400}", "data.a > 1e399", true);
    row("{\"a\":1e-400}", "data.a > 0", true);
    row("{\"a\":-0}", "data.a = 0", true);
    row("{\"a\":0.0e999999999999999999999}", "data.a = 0", true);
    row("{\"a\":1e999999999999999999999}", "data.a > 5", true);
    row("{\"a\":18446744073709551615}", "data.a = 18446744073709551615", true);
    row("{\"a\":18446744073709551615}", "data.a = 18446744073709551616", false);
    row("{\"a\":18446744073709551615}", "data.a < 18446744073709551615.5", true);
    row("{\"a\":999999999999999999}", "data.a < 1000000000000000000", true);
    row("{\"a\":9999999999999999999}", "data.a > 999999999999999999", true);
    row("{\"a\":-0.5}", "data.a < 0", true);
    row("{\"a\":-0.5}", "data.a > -0.25", false);
    row("{\"a\":-2.5}", "data.a > -10", true);
    row("{\"a\":2.5e1}", "data.a > 10", true);
    row("{\"a\":99.5e-1}", "data.a > 10", false);
    row("{\"a\":tru}", "data.a = true", false);
    row("{\"a\":nul}", "data.a", false);
    row("{\"a\":\"x}", "data.a", false);
    row("{\"a\":\"\\\"}", "data.a", false);
    row("{\"a\":\"\\q\"}", "data.a", false);
    row("{\"a\":\"\\u00\"}", "data.a", false);
    row("{\"\\u0061\":1}", "data.a = 1", true);
    row("{\"a\\/b\":1}", "data.\"a/b\" = 1", true);
    row("{\"a\":\"\\ud83d\\ude00\"}", "data.a = \"\xF0\x9F\x98\x80\"", true);
    row("{\"a\":\"\\ude00\\ud83d\"}", "data.a = \"\\ude00\\ud83d\"", true);
    row("{\"a\":\"\xFF\"}", "data.a", false);
    row("\xEF\xBB\xBF{\"a\":1}", "data.a", false);
    row("{\"a\":1}{\"a\":2}", "data.a = 2", false);
    row("{\"b\":\"\\\"a\\\":1\"}", "data.a", false);
    row("{\"b\":{\"a\":1}}", "data.a", false);
    row("{\"b\":[{\"a\":1}]}", "data.a = 1", false);
    row("{\"a\":{\"x\":1},\"a\":{\"x\":2}}", "data.a.x = 2", true);
    row("{\"a\":[1,2],\"a\":7}", "data.a[1] = 2", true);
    row("[[1,2],[3,[4]]]", "data[1][1][0] = 4", true);
    row("[1,[2],{\"a\":3}]", "data[*].a = 3", true);
    row(" 12 ", "data = 12", true);
    row("\"x\"", "data = x", true);
    row("\"x\" 5", "data = x", false);
    row("12 13", "data = 12", false);
    row("null", "data = null", true);
    row("{\"a\":\"x\"} ", "data.a = x", true);
    row("{\"a\" : \t\n 5 }", "data.a > 4", true);
    row("{\"a\":\"5\"}", "data.a > 4", true);
    row("{\"a\" :\n \"5\"}", "data.a > 4", true);
    row("{\"a\":\"\\u0035\"}", "data.a > 4", true);
    row("{\"a\":\"x\",\"a\":\"5\"}", "data.a > 4", true);
    row("{\"a\":\"5\"}", "data.a > 5", false);
    row("{\"a\":\"5\"}", "data.a = 5", false);
    row("{\"a\":\"05\"}", "data.a > 4", false);
    row("{\"a\":\" 5\"}", "data.a > 4", false);
    row("{\"a\":\"5", "data.a > 4", false);
    row("{\"a\":\"", "data.a > 4", false);
    row("{\"a\":5}", "data.a > \"4\"", false);
    row("{\"a\":5}", "data.a != \"5\"", true);
    row(QByteArray("{\"a\":\"x\0y\"}", 11), "data.a = \"x\\u0000y\"", false);
    row(QByteArray("\0\0abc", 5), "abc", true);
    row(QByteArray(1 << 20, '['), "data[0][0]", false);
    row(QByteArray(1 << 20, '\\'), "data.a", false);
    row(QByteArray(1 << 20, '"'), "data.a", false);
}

void TestFilterHostile::payloads()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    QCOMPARE(matchesPayload(text.toStdString(), {payload.constData(), std::size_t(payload.size())}),
             isMatch);
}

void TestFilterHostile::deepJson()
{
    constexpr int Depth = 100'000;
    QByteArray json = "{\"deep\":";
    json += QByteArray("{\"a\":[").repeated(Depth) + "1" + QByteArray("]}").repeated(Depth);
    json += ",\"last\":5}";
    const std::string_view payload(json.constData(), std::size_t(json.size()));
    QVERIFY(matchesPayload("data.last = 5", payload));
    QVERIFY(matchesPayload("data.deep.a[0].a", payload));
    QVERIFY(!matchesPayload("data.deep.a[0].b", payload));
    QVERIFY(matchesPayload("data.deep : \"[1]\"", payload));
}

/** One run reads small and large payloads in turn: its room grows and is given back. */
void TestFilterHostile::readsPayloadsOfManySizes()
{
    FilterRun filter{compiledFilter("data.last = 5")};
    for (const std::size_t size : {0u, 1u, 100u, 5000u, 3'000'000u, 10u, 4096u, 2'000'000u, 64u}) {
        const std::string payload = "{\"x\":\"" + std::string(size, 'y') + "\",\"last\":5}";
        QVERIFY(filter.matches(payloadRow(payload)));
        QVERIFY(!filter.matches(payloadRow(payload.substr(0, payload.size() - 3))));
    }
}

void TestFilterHostile::catastrophicPatterns_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"/(a+)+$/", "/(a|aa)+$/", "/(a*)*b/", "/^(([a-z])+.)+[A-Z]([a-z])+$/",
                             "/(.*)(.*)(.*)(.*)(.*)[^a]x/", "/(?:a?){30}a{30}b/",
                             "/((a{1,9}){1,9}){1,9}$/", "/(?R)?b/", "/(a(?1)?b?)+c/"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestFilterHostile::catastrophicPatterns()
{
    QFETCH(QByteArray, text);
    const Filter::Compiled compiled = Filter::compile(text.toStdString());
    FilterRun filter(compiled.filter); // lets everything through where it was refused, as good
    QElapsedTimer timer;
    timer.start();
    for (const std::size_t size : {30u, 1000u, 100'000u}) {
        filter.matches(payloadRow(std::string(size, 'a') + '!'));
    }
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(filter.givenUp() <= 6);
}

void TestFilterHostile::invalidUtf8DoesNotHide()
{
    QVERIFY(matchesPayload("/b+c/", "a\xFF\xFE bbc \xC3"));
    QVERIFY(matchesPayload("abc",
                           "\xFF"
                           "ABC\xC3"));
    QVERIFY(!matchesPayload("/./", "\xFF\xC3"));
}

/** The text ends where a page does not: ASan sees a byte that is read behind it. */
void TestFilterHostile::searchStaysInside()
{
    for (std::size_t size = 0; size < 80; ++size) {
        for (std::size_t length = 1; length < 40; ++length) {
            const std::string needle = std::string(length - 1, 'x') + 'Y';
            const std::string without(size, 'x');
            const std::vector<char> exact(without.begin(), without.end());
            const TextSearch search(needle);
            QVERIFY(!search.isIn({exact.data(), exact.size()}));
            const std::string with = without + needle;
            const std::vector<char> found(with.begin(), with.end());
            QCOMPARE(search.find({found.data(), found.size()}), size);
        }
    }
}

void TestFilterHostile::worksInSeveralThreads()
{
    const Filter filter = Filter::compile("data.a = 5 /b+/ time > 00:00").filter;
    std::vector<std::thread> threads;
    std::atomic<int> hits = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&filter, &hits] {
            FilterRun own(filter);
            for (int round = 0; round < 500; ++round) {
                Entry entry = payloadRow(R"({"a":5,"x":"bb"})");
                entry.wall = std::chrono::hours(12);
                hits += own.matches(entry) ? 1 : 0;
            }
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    QCOMPARE(hits.load(), 2000);
}

REALTIME_TEST(TestFilterHostile, QCoreApplication)
#include "tst_filterhostile.moc"
