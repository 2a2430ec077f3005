// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "indexfixture.h"
#include "monitor/entry/entry.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/json/filterquoting.h"
#include "support/testprogram.h"

#include <random>

/** Random filters over random entries let the same through with an index as without. */
class TestIndexProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheSame_data();
    void findsTheSame();
};

namespace {

/** Letters in both cases and with a third one, what JSON escapes, what no index can hold. */
constexpr std::string_view Pieces[] = {
    "a", "b",  "k",  "K", "s",  "S",    "1",    "7",      "ß",        "é",   "É",
    "σ", "ς",  "Σ",  "И", "и",  "ı",    "İ",    "\u212A", "\u017F",   "日",  "\U0001F600",
    " ", "\"", "\\", "/", "\n", "\x01", "\xC3", "\xA4",   "\xED\xA0", "\xFF"};
constexpr std::string_view Joins[] = {" or ", " and ", "||", " && "};
constexpr std::string_view Keys[] = {"text", "a/b", "k\u00E9y", "odd key", "n"};

class IndexGenerator
{
public:
    explicit IndexGenerator(unsigned seed)
        : m_random(seed)
    {
    }

    Arrival entry();
    std::string filter(const std::vector<Arrival> &entries, int depth);

private:
    std::size_t below(std::size_t bound) { return m_random() % bound; }
    bool isOneOf(std::size_t count) { return below(count) == 0; }
    template <typename List> auto oneOf(const List &list) { return list[below(std::size(list))]; }

    std::string word(std::size_t most);
    std::string text();
    std::string quoted(const std::string &text);
    std::string object();
    std::string part(std::string_view text);
    std::string condition(const Arrival &entry);
    std::string expression(const Arrival &entry);

    std::mt19937 m_random;
    std::vector<std::string> m_words; // that come again
};

std::string IndexGenerator::word(std::size_t most)
{
    std::string made;
    for (std::size_t i = below(most) + 1; i > 0; --i) {
        made += oneOf(Pieces);
    }
    return isOneOf(20) ? made + '\0' + made : made;
}

std::string IndexGenerator::text()
{
    if (m_words.size() < 40) {
        m_words.push_back(word(8));
    }
    std::string made;
    for (std::size_t i = below(4) + 1; i > 0; --i) {
        made += isOneOf(4) ? word(5) : oneOf(m_words);
    }
    return made;
}

/** As JSON, with more escapes than it needs; what is not UTF-8 stays. */
std::string IndexGenerator::quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        char buffer[8];
        std::snprintf(buffer, sizeof buffer, "\\u%04x", unsigned(code));
        if (byte == '/' && isOneOf(2)) {
            out += "\\/";
        } else if ((byte == '"' || byte == '\\') && isOneOf(2)) {
            out += {'\\', byte};
        } else if (byte == '"' || byte == '\\' || code < 0x20 || (code < 0x80 && isOneOf(60))) {
            out += buffer;
        } else {
            out += byte;
        }
    }
    return out + '"';
}

std::string IndexGenerator::object()
{
    std::string out = "{";
    for (std::size_t i = below(3) + 1; i > 0; --i) {
        out += quoted(std::string(oneOf(Keys))) + ':';
        const std::string number = std::to_string(below(10));
        out += isOneOf(4) ? number : isOneOf(4) ? quoted(number) : quoted(text());
        out += i > 1 ? "," : "";
    }
    return out + '}';
}

Arrival IndexGenerator::entry()
{
    Arrival made;
    made.kind = isOneOf(3) ? EntryKind(below(int(LastEntryKind) + 1)) : EntryKind::Publication;
    made.packedState = std::uint8_t(below(4));
    made.packedCode = std::uint32_t(below(3));
    made.channel = isOneOf(2) ? "news" : "c:" + word(3);
    made.payload = isOneOf(3) ? text() : object();
    made.tags = isOneOf(4) ? object() : "";
    made.info = isOneOf(4) ? "{\"user\":" + quoted(text()) + '}' : "";
    return made;
}

/** Some bytes of a text; now and then in other letters. */
std::string IndexGenerator::part(std::string_view text)
{
    if (text.empty()) {
        return "none";
    }
    const std::size_t from = below(text.size());
    std::string made(text.substr(from, below(12) + 1));
    for (char &byte : made) {
        const bool isLetter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        byte = isLetter && isOneOf(3) ? char(byte ^ 0x20) : byte;
    }
    return made;
}

/** The text as a literal one. */
std::string IndexGenerator::expression(const Arrival &entry)
{
    std::string made = "/";
    for (const char byte : part(entry.payload)) {
        const auto code = static_cast<unsigned char>(byte);
        const bool isPlain = code >= 0x80 || std::isalnum(code) != 0;
        made += code < 0x20 || code >= 0x80 ? "." : isPlain ? "" : "\\";
        made += code < 0x20 || code >= 0x80 ? std::string() : std::string(1, byte);
    }
    return made + (isOneOf(2) ? "/i" : "/s");
}

std::string IndexGenerator::condition(const Arrival &entry)
{
    const std::string key = quotedForFilter(oneOf(Keys));
    switch (below(12)) {
    case 0:
        return "data." + key + " = " + quotedForFilter(oneOf(m_words));
    case 1:
        return "data." + key + ':' + quotedForFilter(part(oneOf(m_words)));
    case 2:
        return "tag." + key;
    case 3:
        return "user:" + quotedForFilter(part(oneOf(m_words)) + '*');
    case 4:
        return isOneOf(2) ? "channel = " + quotedForFilter(entry.channel)
                          : "channel:" + quotedForFilter(entry.channel.substr(0, 4) + '*');
    case 5:
        return isOneOf(2) ? expression(entry) : "data." + key + " ~ " + expression(entry);
    case 6:
        return quotedForFilter(part(entry.tags + entry.info));
    case 7:
        return isOneOf(2) ? "number > 200" : "live";
    case 8:
        return (isOneOf(2) ? "channel contains " : "data." + key + " contains ")
            + quotedForFilter(part(isOneOf(2) ? entry.channel : oneOf(m_words)));
    case 9:
        return "data." + key + " in (" + quotedForFilter(oneOf(m_words)) + ", "
            + quotedForFilter(oneOf(m_words)) + (isOneOf(2) ? ", 1, 2, 3)" : ")");
    case 10:
        return "data." + key + (isOneOf(2) ? " > 3" : " <= \"5\"");
    default:
        return quotedForFilter(part(entry.payload));
    }
}

std::string IndexGenerator::filter(const std::vector<Arrival> &entries, int depth)
{
    if (depth == 0 || isOneOf(2)) {
        const std::string made = condition(entries[below(entries.size())]);
        return isOneOf(8) ? (isOneOf(2) ? "not " : "!") + made : made;
    }
    const std::string word(oneOf(Joins));
    const std::string left = filter(entries, depth - 1);
    const std::string right = filter(entries, depth - 1);
    // A text directly behind or could be meant as another value of the condition before it.
    return '(' + left + word + (right.starts_with('"') ? '(' + right + ')' : right) + ')';
}

} // namespace

void TestIndexProperty::findsTheSame_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 4; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void TestIndexProperty::findsTheSame()
{
    QFETCH(const unsigned, seed);
    constexpr std::uint64_t Count = 1500;
    constexpr int Filters = 400;
    IndexGenerator generator(seed);
    std::vector<Arrival> entries(Count);
    std::ranges::generate(entries, [&generator] { return generator.entry(); });
    IndexFixture fixture;
    fixture.record(Count, [&entries](std::uint64_t number) { return entries[number - 1]; });
    fixture.useIndex();
    int narrow = 0;
    int fruitful = 0;
    for (int i = 0; i < Filters; ++i) {
        const std::string text = generator.filter(entries, 2);
        const Filter::Compiled compiled = Filter::compile(text);
        QVERIFY2(!compiled.fault,
                 (text + ": " + compiled.fault.value_or(FilterFault()).message).c_str());
        const Found with = scan(*fixture.indexed, compiled.filter);
        const Found without = scan(*fixture.plain, compiled.filter);
        QVERIFY2(with.numbers == without.numbers, text.c_str());
        narrow += with.looked < Count ? 1 : 0;
        fruitful += with.looked < Count && !with.numbers.empty() ? 1 : 0;
    }
    // The index was asked, and there was something to find.
    QVERIFY2(narrow > Filters / 8, qPrintable(QString::number(narrow)));
    QVERIFY2(fruitful > Filters / 20, qPrintable(QString::number(fruitful)));
}

REALTIME_TEST(TestIndexProperty, QCoreApplication)
#include "tst_indexproperty.moc"
