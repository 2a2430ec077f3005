// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/recording/entryexport.h"

#include "monitor/entry/entrynames.h"
#include "monitor/entry/eventjson.h"
#include "monitor/filter/filter.h"
#include "monitor/journal/journalsamples.h"
#include "monitor/recording/jsonlimport.h"
#include "monitor/recording/recording.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestEntryExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comesBackAsItWas();
    void aSecondExportIsIdentical();
    void everyEventComesBack_data();
    void everyEventComesBack();
    void takesMembersInAnyOrder();
    void writesCells_data();
    void writesCells();
    void writesBytesThatAreNoText();
    void writesFieldsBehindTheColumns();
    void exportsWhatIsShownOrSelected();
    void countsWhatItWrote();
    void leavesNothingWhenCancelled();
    void keepsTheOldFileWhenItFails();
    void explainsWrongLines_data();
    void explainsWrongLines();
    void takesOtherJsonAsAPayload_data();
    void takesOtherJsonAsAPayload();
    void readsTheRestBesideWrongLines();
    void importsAFileWithoutAnEnd();
    void inventsNoTimes();
    void tellsHowFarAnImportIs();
    void cancelsAnImportWithinALine();
    void neverImportsOverAFile();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QByteArray contentOf(const char *name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/** One of each kind, with all that can be hard. */
std::vector<Arrival> samples()
{
    std::vector<Arrival> result;
    const auto add = [&result](EntryKind kind, std::string payload) -> Arrival & {
        Arrival &arrival = result.emplace_back();
        arrival.kind = kind;
        arrival.channel = "news";
        arrival.wall = std::chrono::microseconds(1'700'000'000'123'456 + qint64(result.size()));
        arrival.monotonic = std::chrono::nanoseconds(987'654'321 + qint64(result.size()));
        arrival.payload = std::move(payload);
        return arrival;
    };
    Arrival &full = add(EntryKind::Publication, "{\"a\" : 1e400, \"a\":[1,\"\\u0041\"]}");
    full.offset = 18'446'744'073'709'551'615ULL;
    full.epoch = "xyz";
    full.flags = Recovered | EpochChanged;
    full.tags = "{\"room\":\"7\"}";
    full.watcher = "bob";
    full.info = "{\"user\":\"alice\"}";
    add(EntryKind::Publication, "\"text\"");
    add(EntryKind::Publication, "12345678901234567890");
    add(EntryKind::Publication, "null").flags = Fetched;
    add(EntryKind::Publication, "{\"a\":\r\n1}"); // raw line ends
    add(EntryKind::Publication, std::string("\0\xFF no text", 10)).flags = Backlog;
    add(EntryKind::Publication, "");
    add(EntryKind::Publication, '"' + std::string(5'000'000, 'x') + '"');
    Arrival &large = add(EntryKind::Publication, "");
    large.flags = NotKept | Recovered;
    large.packedCode = 40'000'000;
    add(EntryKind::Publication, std::string(20'000, '[') + std::string(20'000, ']'));
    add(EntryKind::Join, "").info = "{\"user\":\"bob\",\"client\":\"1\"}";
    add(EntryKind::Leave, "").info = "{\"user\":\"bob\",\"client\":\"1\"}";
    Arrival &connection = add(EntryKind::Connection, "shutdown");
    connection.setState(SessionState::Connecting);
    connection.setCode(Centrifuge::ErrorLayer::Server, 3001);
    add(EntryKind::Subscription, "").setState(ChannelState::Subscribed);
    Arrival &error = add(EntryKind::Error, "refused \"quoted\"\n");
    error.setCode(Centrifuge::ErrorLayer::Timeout, 111);
    error.flags = Temporary;
    Arrival &gap = add(EntryKind::Gap, "why");
    gap.epoch = "xyz";
    gap.info = "{\"after\":1}";
    add(EntryKind::Gap, "12 messages are missing").setCount(12);
    add(EntryKind::PossibleGap, "perhaps").info = "{\"after\":1}";
    add(EntryKind::NoGap, "nothing is missing");
    add(EntryKind::Undecodable, "\x01\xFE");
    Arrival &loss = add(EntryKind::Loss, "7 messages were dropped");
    loss.setCount(7);
    add(EntryKind::Fetch, "fetched").setState(FetchState::Complete);
    Arrival &trim = add(EntryKind::Trim, "");
    trim.setState(TrimLimit::Disk);
    trim.setCount(65'536);
    trim.channel.clear(); // it is about the whole log
    return result;
}

ExportRequest requestOf(EntryLog &source, const QString &path,
                        ExportFormat format = ExportFormat::Jsonl)
{
    return {{source.snapshot()}, Filter(), {}, format, path};
}

Recording::Opened openImported(const QString &path)
{
    return Recording::open(QFile::encodeName(path).toStdString());
}

} // namespace

void TestEntryExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QByteArray TestEntryExport::contentOf(const char *name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestEntryExport::comesBackAsItWas()
{
    const std::vector<Arrival> arrivals = samples();
    Journal journal;
    journal.append(arrivals);
    WalkProgress progress;
    QVERIFY(exportToFile(requestOf(journal, path("x")), progress));
    WalkProgress importing;
    const auto report = importJsonl(path("x"), path("y"), importing);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report.value().faults, QStringList());
    QCOMPARE(report.value().entries, quint64(arrivals.size()));
    const auto opened = openImported(path("y"));
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), arrivals.size());
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        QCOMPARE(opened.recording->at(i), numberedRow(arrivals[i], i + 1));
    }
}

void TestEntryExport::aSecondExportIsIdentical()
{
    Journal journal;
    journal.append(samples());
    for (const ExportFormat format : {ExportFormat::Jsonl, ExportFormat::Csv}) {
        WalkProgress progress;
        QVERIFY(exportToFile(requestOf(journal, path("x.jsonl")), progress));
        QVERIFY(exportToFile(requestOf(journal, path("x"), format), progress));
        QFile::remove(path("y"));
        QVERIFY(importJsonl(path("x.jsonl"), path("y"), progress));
        const auto opened = openImported(path("y"));
        QVERIFY(exportToFile(requestOf(*opened.recording, path("z"), format), progress));
        QVERIFY(!contentOf("x").isEmpty());
        QCOMPARE(contentOf("z"), contentOf("x"));
    }
}

void TestEntryExport::everyEventComesBack_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= int(LastEntryKind); ++kind) {
        const std::string_view id = nameOf(EntryKind(kind)).id;
        QTest::addRow("%.*s", int(id.size()), id.data()) << kind;
    }
}

/** Whatever the values are: also numbers of a newer version, and none at all. */
void TestEntryExport::everyEventComesBack()
{
    QFETCH(const int, kind);
    std::vector<Arrival> arrivals;
    for (const std::uint32_t code : {0U, 1U, 3501U, 0xFFFF'FFFFU}) {
        for (const int state : {0, 1, 2, 5, 9, 0x23, 0x9F, 255}) {
            Arrival &arrival = arrivals.emplace_back();
            arrival.kind = EntryKind(kind);
            arrival.packedState = std::uint8_t(state);
            const bool hasBytes =
                arrival.kind == EntryKind::Publication || arrival.kind == EntryKind::Undecodable;
            const bool hasNumber =
                PackedEntry::hasCode(arrival.kind) || PackedEntry::hasCount(arrival.kind);
            arrival.packedCode = hasBytes || hasNumber ? code : 0;
            arrival.flags = std::uint8_t(state & ~NotKept);
            arrival.wall = std::chrono::microseconds(state == 9 ? -62'150'000'000'000'000 : state);
            arrival.monotonic = std::chrono::nanoseconds(-state);
            arrival.offset = code == 1 ? ~std::uint64_t(0) : code;
            arrival.epoch = state == 1 ? "\u00e4\"\\" : "";
            arrival.watcher = state == 2 ? "bob" : state == 5 ? "\u00e4\"\n" : "";
            arrival.tags = state == 2 ? "{\"a\":1}" : "";
            arrival.info = state == 5 ? "{\"user\":\"\u00e4\"}" : "";
            arrival.payload = state == 9 ? "\"kind\"" : state == 5 ? "\"a\tb\"" : "\"\"";
            if (arrival.kind != EntryKind::Trim) {
                arrival.channel = state == 0 ? "" : "a\u00e4\"\\\x01";
            } else {
                arrival.payload.clear(); // it has no words
            }
        }
    }
    for (const Arrival &arrival : arrivals) {
        const Entry entry = entryOf(arrival);
        const QByteArray line = exportLine(entry, ExportFormat::Jsonl).chopped(1);
        const auto read = arrivalOfLine(line);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message + QString::fromUtf8(line)));
        QCOMPARE(exportLine(entryOf(read.value()), ExportFormat::Jsonl).chopped(1), line);
        QVERIFY2(read.value() == arrival, line);
        // As watch --json prints it: an event, whose state may be one that has no word.
        const auto printed = arrivalOfLine(eventJson(entry, JsonAudience::Program));
        QVERIFY(!printed || printed.value().kind == arrival.kind);
    }
}

/** Other programs may sort them. */
void TestEntryExport::takesMembersInAnyOrder()
{
    const auto arrival = arrivalOfLine(
        "{\"code\":1,\"complete\":false,\"channel\":\"c\",\"entry\":{\"number\":4,\"state\":2,"
        "\"wall_us\":1000001},\"kind\":\"fetch\",\"reason\":\"r\","
        "\"received_at\":\"1970-01-01T00:00:01.000Z\"}");
    QVERIFY(arrival);
    QCOMPARE(arrival.value().kind, EntryKind::Fetch);
    QCOMPARE(arrival.value().wall, std::chrono::microseconds(1'000'001));
    QCOMPARE(arrival.value().fetchState(), FetchState::Available);
}

void TestEntryExport::writesCells_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("cell");
    const auto row = [](const char *name, const char *payload, const char *cell) {
        QTest::newRow(name) << QByteArray(payload) << QByteArray(cell);
    };
    row("plain", "{}", "{}");
    row("a comma", "[1,2]", "\"[1,2]\"");
    row("quotes", "{\"a\":1}", "\"{\"\"a\"\":1}\"");
    row("a line end", "1\n2", "\"1\n2\"");
    row("a formula", "=1+1", "'=1+1");
    row("a sum", "+1", "'+1");
    row("a difference", "-1", "'-1");
    row("a function", "@SUM(A1)", "'@SUM(A1)");
    row("a tab", "\t=1", "'\t=1");
    row("a carriage return", "\r=1", "\"'\r=1\"");
    row("a formula in quotes", "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
    row("an apostrophe, so that it can be undone", "'=1", "''=1");
}

void TestEntryExport::writesCells()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, cell);
    Entry entry;
    entry.number = 3;
    entry.channel = "=c";
    entry.wall = std::chrono::milliseconds(1);
    entry.payload = {payload.constData(), std::size_t(payload.size())};
    const QByteArray expected =
        "3,1970-01-01T00:00:00.001Z,publication,'=c,,,,," + cell + ",,,,'=w\r\n";
    entry.watcher = "=w";
    QCOMPARE(exportLine(entry, ExportFormat::Csv), expected);
}

void TestEntryExport::writesBytesThatAreNoText()
{
    Entry entry;
    entry.number = 1;
    entry.payload = "\xFF\xFE";
    QVERIFY(exportLine(entry, ExportFormat::Csv).endsWith(",,//4=,,,\r\n"));
    QVERIFY(exportLine(entry, ExportFormat::Jsonl).contains("\"data_base64\":\"//4=\""));
    // Scripts may count columns: new ones come last.
    const QByteArray header = exportHeader(ExportFormat::Csv);
    QCOMPARE(header,
             QByteArray("number,received_at,kind,channel,offset,epoch,state,code,data,data_base64,"
                        "tags,info,watcher\r\n"));
    QCOMPARE(header.count(','), exportLine(entry, ExportFormat::Csv).count(','));
}

void TestEntryExport::writesFieldsBehindTheColumns()
{
    std::vector<EntryField> fields;
    for (const char *name : {"data.a", "data.b", "data.\"c,d\"", "data.none"}) {
        FilterFault fault;
        fields.push_back(*EntryField::parse(name, fault));
    }
    const std::string large(EntryField::MostRead, ' ');
    const std::string payload = R"({"a":"=x\"y","b":{"n": 1,"m":[]},"c,d":1.50)" + large + "}";
    Entry entry = publicationRow(payload);
    entry.number = 1;
    QVERIFY(exportHeader(ExportFormat::Csv, fields)
                .endsWith(",watcher,data.a,data.b,\"data.\"\"c,d\"\"\",data.none\r\n"));
    QVERIFY(exportLine(entry, ExportFormat::Csv, fields)
                .endsWith(",\"'=x\"\"y\",\"{\"\"n\"\": 1,\"\"m\"\":[]}\",1.50,\r\n"));
    QCOMPARE(exportLine(entry, ExportFormat::Jsonl, fields),
             exportLine(entry, ExportFormat::Jsonl));
    QCOMPARE(exportHeader(ExportFormat::Jsonl, fields), QByteArray());
}

void TestEntryExport::exportsWhatIsShownOrSelected()
{
    Journal journal;
    journal.append(samples());
    ExportRequest shown = requestOf(journal, path("shown"));
    shown.filter = Filter::compile("kind:join").filter;
    WalkProgress progress;
    QVERIFY(exportToFile(shown, progress));
    QCOMPARE(contentOf("shown").count('\n'), 1);
    QCOMPARE(progress.taken.load(), std::uint64_t(1));
    ExportRequest selected = requestOf(journal, path("selected"));
    selected.ranges = {{2, 4}, {12, 13}, {100, 200}};
    QCOMPARE(wantedEntries(selected), std::uint64_t(3));
    WalkProgress second;
    QVERIFY(exportToFile(selected, second));
    QCOMPARE(second.looked.load(), std::uint64_t(3));
    QCOMPARE(contentOf("selected").count('\n'), 3);
    QVERIFY(contentOf("selected").contains("\"number\":12,"));
}

void TestEntryExport::countsWhatItWrote()
{
    Journal journal;
    journal.append(samples());
    WalkProgress progress;
    QVERIFY(exportToFile(requestOf(journal, path("x")), progress));
    QCOMPARE(progress.looked.load(), std::uint64_t(journal.size()));
    QCOMPARE(progress.taken.load(), std::uint64_t(journal.size()));
    QCOMPARE(std::uint64_t(contentOf("x").count('\n')), progress.taken.load());
}

void TestEntryExport::leavesNothingWhenCancelled()
{
    Journal journal;
    journal.append(samples());
    WalkProgress progress;
    const auto outcome = exportToFile(requestOf(journal, path("x")), progress,
                                      [&progress] { progress.cancelled = progress.taken >= 3; });
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.contains(QStringLiteral("cancelled")));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
}

void TestEntryExport::keepsTheOldFileWhenItFails()
{
    Journal journal;
    journal.append(samples());
    WalkProgress progress;
    const auto outcome = exportToFile(requestOf(journal, path("no/x")), progress);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.contains(QStringLiteral("cannot write")));
    const bool isWritten =
        exportEntries(requestOf(journal, {}), progress, [](QByteArrayView) { return false; });
    QVERIFY(!isWritten);
}

void TestEntryExport::explainsWrongLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &line, const char *words) {
        QTest::newRow(name) << line << QString::fromLatin1(words);
    };
    row("no JSON", "hello", "no JSON (column 1");
    row("half of a line", "{\"kind\":\"publication\",\"data\":{\"a", "no JSON (column");
    row("no UTF-8", "{\"kind\":\"publication\",\"data\":\"\xFF\"}", "no JSON");
    const auto event = [](const char *members) {
        return QByteArray("{\"kind\":\"publication\",\"data\":1,") + members + '}';
    };
    row("a negative offset", event("\"offset\":-1"), "\"offset\" is no whole number from 0 to");
    row("a fraction", event("\"offset\":1.5"), "\"offset\" is no whole number");
    row("an offset that is too large", event("\"offset\":18446744073709551616"),
        "\"offset\" is no whole number from 0 to 18446744073709551615");
    row("an offset in a text", event("\"offset\":\"1\""), "\"offset\" is no whole number");
    row("a count that is too large", "{\"kind\":\"loss\",\"channel\":null,\"count\":4294967297}",
        "\"count\" is no whole number from 0 to 4294967295");
    row("a size that is too large",
        "{\"kind\":\"publication\",\"not_kept\":true,\"size\":4294967296}",
        "\"size\" is no whole number");
    row("no size", "{\"kind\":\"publication\",\"not_kept\":true,\"size\":null}",
        "\"size\" is no whole number");
    row("half of Base64", "{\"kind\":\"publication\",\"data_base64\":\"//4=!\"}",
        "\"data_base64\" is no Base64");
    row("a time that is none", event("\"received_at\":\"yesterday\""),
        "\"received_at\" is no time");
    row("a day that is none", event("\"received_at\":\"2026-02-30T00:00:00Z\""), "is no time");
    row("a time in a number", event("\"received_at\":5"), "\"received_at\" is no text");
    row("a channel that is a number", event("\"channel\":5"), "\"channel\" is no text");
    row("a channel that is no text", event("\"channel\":\"\\ud800\""), "\"channel\" is no text");
    row("an epoch that is an object", event("\"epoch\":{}"), "\"epoch\" is no text");
    row("a flag that is a number", event("\"recovered\":1"), "is neither true nor false");
    row("a state that is none",
        "{\"kind\":\"state\",\"state\":\"shipped\",\"code\":0,\"reason\":\"\"}",
        "\"state\" is no word that it can be");
    row("a layer that is none",
        "{\"kind\":\"error\",\"channel\":null,\"layer\":\"db\",\"code\":0,\"reason\":\"\"}",
        "\"layer\" is no word");
    row("a limit that is none", "{\"kind\":\"trim\",\"limit\":\"\",\"count\":1}",
        "\"limit\" is no word");
    row("a code that is too large",
        "{\"kind\":\"state\",\"state\":\"live\",\"code\":4294967296,\"reason\":\"\"}",
        "\"code\" is no whole number");
    row("no detail", event("\"entry\":1"), "\"entry\" is no object");
    row("a detail that nobody knows", event("\"entry\":{\"a\":1}"), "\"entry\" has a member");
    row("flags that are too large", event("\"entry\":{\"flags\":256}"),
        "\"flags\" is no whole number from 0 to 255");
    row("a time that is too large", event("\"entry\":{\"wall_us\":9223372036854775808}"),
        "\"wall_us\" is no whole number from -9223372036854775808 to 9223372036854775807");
    row("bytes that are none", event("\"entry\":{\"payload_base64\":\"?\"}"), "is no Base64");
}

void TestEntryExport::explainsWrongLines()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, words);
    const auto arrival = arrivalOfLine(line);
    QVERIFY(!arrival);
    QVERIFY2(arrival.error().message.contains(words), qPrintable(arrival.error().message));
}

void TestEntryExport::takesOtherJsonAsAPayload_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *name, const QByteArray &line, const QByteArray &payload = {}) {
        QTest::newRow(name) << line << (payload.isEmpty() ? line : payload);
    };
    row("an object", "{\"a\":1}");
    row("an array", "[1]");
    row("a number", "1e400");
    row("a text", "\"text\"");
    row("a foreign kind", "{\"kind\":\"round_trip\"}");
    row("a kind that is no text", "{\"kind\":{\"a\":1}}");
    row("an error of another program", "{\"kind\":\"error\",\"message\":\"db down\",\"user\":5}");
    row("a join", "{\"kind\":\"join\",\"room\":\"general\",\"who\":\"bob\"}");
    row("a state", "{\"kind\":\"state\",\"state\":\"shipped\",\"order\":17}");
    row("half of a state", "{\"kind\":\"state\",\"state\":\"live\"}");
    row("a loss", "{\"kind\":\"loss\",\"amount\":12.5,\"trade\":\"BTC\"}");
    row("a gap", "{\"kind\":\"gap\",\"length\":3,\"gene\":\"BRCA1\"}");
    row("a fetch", "{\"kind\":\"fetch\",\"url\":\"http://x/y\",\"status\":404}");
    row("a publication", "{\"kind\":\"publication\",\"title\":\"A book\",\"data\":{\"isbn\":1}}");
    row("a publication of nothing", "{\"kind\":\"publication\",\"channel\":\"c\"}");
    row("a subscription",
        "{\"kind\":\"subscription\",\"plan\":\"gold\",\"state\":\"active\",\"customer\":9}");
    row("a trim", "{\"kind\":\"trim\",\"width\":3}");
    row("a member of another kind",
        "{\"kind\":\"trim\",\"limit\":\"disk\",\"count\":3,\"channel\":\"c\"}");
    row("a member that is there twice",
        "{\"kind\":\"trim\",\"limit\":\"disk\",\"count\":3,\"count\":4}");
    row("a kind that is there twice",
        "{\"kind\":\"loss\",\"channel\":null,\"count\":1,\"kind\":\"join\"}");
    row("white space around it", " {\"a\": 1} \t\r", "{\"a\": 1}");
}

void TestEntryExport::takesOtherJsonAsAPayload()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, payload);
    const auto arrival = arrivalOfLine(line);
    QVERIFY2(arrival, arrival ? "" : qPrintable(arrival.error().message));
    Arrival expected;
    expected.kind = EntryKind::Publication;
    expected.payload = payload.toStdString();
    QCOMPARE(arrival.value(), expected);
}

void TestEntryExport::readsTheRestBesideWrongLines()
{
    QFile file(path("x"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 100; ++i) {
        file.write("nothing\n\n{\"kind\":\"publication\",\"channel\":\"a\",\"data\":"
                   + QByteArray::number(i) + "}\n");
    }
    file.close();
    WalkProgress progress;
    const auto report = importJsonl(path("x"), path("y"), progress);
    QVERIFY(report);
    QCOMPARE(report.value().entries, quint64(100));
    QCOMPARE(report.value().wrongLines, quint64(100));
    QCOMPARE(report.value().faults.size(), 20);
    QVERIFY(report.value().faults.at(1).startsWith(QStringLiteral("line 4: ")));
    const auto opened = openImported(path("y"));
    QCOMPARE(opened.recording->at(99).payload, std::string_view("99"));
}

/** As after a crash in the middle of a line. */
void TestEntryExport::inventsNoTimes()
{
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "{\"kind\":\"state\",\"state\":\"connecting\",\"code\":0,\"reason\":\"\"}\n"
        "{\"kind\":\"publication\",\"received_at\":\"2026-11-30T07:14:00.799Z\",\"data\":1}\n"
        "{\"kind\":\"publication\",\"received_at\":\"2026-11-30T09:14:01.799+02:00\",\"data\":1}\n"
        "{\"kind\":\"publication\",\"data\":1}\n");
    file.close();
    WalkProgress progress;
    QVERIFY(importJsonl(path("x.jsonl"), path("y"), progress));
    const auto opened = openImported(path("y"));
    QVERIFY(exportToFile(requestOf(*opened.recording, path("z"), ExportFormat::Csv), progress));
    QList<QByteArray> times;
    const QList<QByteArray> lines = contentOf("z").split('\n');
    for (const QByteArray &line : lines.mid(1, 4)) {
        times += line.split(',').at(1);
    }
    QCOMPARE(times,
             QList<QByteArray>({"", "2026-11-30T07:14:00.799Z", "2026-11-30T07:14:01.799Z", ""}));
    QVERIFY(exportToFile(requestOf(*opened.recording, path("z"), ExportFormat::Jsonl), progress));
    QCOMPARE(contentOf("z").count("received_at"), 2);
    QCOMPARE(contentOf("z").count("wall_us"), 2);
    QCOMPARE(contentOf("z").count("monotonic_ns"), 0);
}

void TestEntryExport::importsAFileWithoutAnEnd()
{
    QFile file(path("x"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"data\":1}\n{\"kind\":\"publication\",\"data\":2}\n{"
               "\"kind\":\"pu");
    file.close();
    WalkProgress progress;
    const auto report = importJsonl(path("x"), path("y"), progress);
    QVERIFY(report);
    QCOMPARE(report.value().entries, quint64(2));
    QCOMPARE(report.value().wrongLines, quint64(1));
}

void TestEntryExport::tellsHowFarAnImportIs()
{
    QFile file(path("x"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"data\":1}\nwrong\n");
    const quint64 half = quint64(file.pos());
    file.write("{\"kind\":\"publication\",\"data\":2}\n");
    const quint64 whole = quint64(file.pos());
    file.close();
    WalkProgress progress;
    std::vector<quint64> seen;
    QVERIFY(importJsonl(path("x"), path("y"), progress,
                        [&] { seen.push_back(progress.bytes.load()); }));
    QVERIFY(std::ranges::find(seen, half) != seen.end());
    QCOMPARE(seen.back(), whole);
    QVERIFY(std::ranges::is_sorted(seen));
    QCOMPARE(progress.looked.load(), 3u);
    QCOMPARE(progress.taken.load(), 2u);
}

void TestEntryExport::cancelsAnImportWithinALine()
{
    QFile file(path("x"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"data\":1}\n{");
    QVERIFY(file.resize(qint64(100) << 30)); // a hole
    file.close();
    WalkProgress progress;
    const auto report = importJsonl(path("x"), path("y"), progress,
                                    [&] { progress.cancelled = progress.bytes > 1'000'000; });
    QVERIFY(!report);
    QCOMPARE(report.error().message, QStringLiteral("cancelled"));
    QVERIFY(progress.bytes < 2'000'000u);
}

void TestEntryExport::neverImportsOverAFile()
{
    QFile file(path("x"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"data\":1}\n");
    file.close();
    WalkProgress progress;
    const auto report = importJsonl(path("x"), path("x"), progress);
    QVERIFY(!report);
    QVERIFY(report.error().message.contains(QStringLiteral("there already")));
    QVERIFY(!importJsonl(path("no"), path("y"), progress));
    QVERIFY(!importJsonl(m_folder->path(), path("y"), progress));
}

REALTIME_TEST(TestEntryExport, QCoreApplication)
#include "tst_entryexport.moc"
