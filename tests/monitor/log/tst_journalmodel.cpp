// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entrytext.h"
#include "monitor/filter/filter.h"
#include "monitor/journal/journal.h"
#include "monitor/log/journalmodel.h"
#include "monitor/platform/timeduuid.h"

#include "centrifuge/error.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace std::chrono_literals;

class TestJournalModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesSeveralWatchers();
    void showsAPublication();
    void showsFurtherColumns();
    void showsFields();
    void showsWordsForStates_data();
    void showsWordsForStates();
    void formatsDeltas_data();
    void formatsDeltas();
    void formatsSizes_data();
    void formatsSizes();
    void previewsOnOneHarmlessLine();
    void insertsOneRange();
    void removesAndInsertsOneRangeEach();
    void survivesATrimOfEverythingShown();
    void isEmptyWhereTheJournalWasTrimmed();
    void countsAsOfOneMoment();
    void holdsBackWhileFrozen();
    void letsGoOfTrimmedRowsWhileFrozen();
    void startsOverWhenCleared();
    void noticesASilentClear();
    void findsRowsByNumber();
    void showsNoTimeWhereThereIsNone();
    void tellsDaysApart();
    void showsTheNewestOfTooMany();
    void passesTheTesterAtRandom();
};

namespace {

JournalLimits modelLimits()
{
    JournalLimits limits;
    limits.entries = 80;
    limits.segmentEntries = 10;
    return limits;
}

/** A journal with its model and the way they are wired. */
struct Fixture
{
    Journal journal{modelLimits()};
    JournalModel model{journal};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};
    QSignalSpy reset{&model, &QAbstractItemModel::modelReset};

    std::size_t appendQuietly(std::size_t count)
    {
        return journal.append(std::vector<Arrival>(count, publication("x")));
    }
    void append(std::size_t count)
    {
        const std::size_t trimmed = appendQuietly(count);
        model.entriesAppended(qsizetype(count), qsizetype(trimmed));
    }
    QString text(int row, int column) const { return model.index(row, column).data().toString(); }
};

/** More than a view can show. */
class HugeSource final : public EntryLog
{
public:
    static constexpr quint64 Size = 200'000'000;

    std::size_t size() const override { return Size; }
    std::uint64_t firstNumber() const override { return 1; }
    Entry at(std::size_t index) const override
    {
        Entry entry;
        entry.number = index + 1;
        return entry;
    }
    std::shared_ptr<const EntrySnapshot> snapshot() override { return nullptr; }
};

QList<int> range(const QSignalSpy &spy, int index)
{
    return {spy.at(index).at(1).toInt(), spy.at(index).at(2).toInt()};
}

} // namespace

void TestJournalModel::noticesSeveralWatchers()
{
    Fixture f;
    QSignalSpy seen(&f.model, &JournalModel::severalWatchersSeen);
    const auto append = [&f](std::string watcher) {
        Arrival arrival = publication("1");
        arrival.watcher = std::move(watcher);
        f.journal.append(std::vector<Arrival>{arrival});
        f.model.entriesAppended(1, 0);
    };
    for (const char *watcher : {"", "b\x1B", "", "b\x1B"}) {
        append(watcher);
    }
    QVERIFY(!f.model.hasSeveralWatchers());
    const auto description = [&f] {
        return f.model.index(0, 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(description().contains(QStringLiteral(", publication, news, ")),
             qPrintable(description()));
    f.journal.clear();
    f.model.cleared();
    append("carol");
    QVERIFY(!f.model.hasSeveralWatchers());
    append("dave");
    QVERIFY(f.model.hasSeveralWatchers());
    QVERIFY(JournalModel(f.journal).hasSeveralWatchers());
    f.journal.clear();
    f.model.cleared(); // the column stays
    append("b\x1B");
    QVERIFY(f.model.hasSeveralWatchers());
    QCOMPARE(seen.size(), 1);
    QCOMPARE(f.text(0, JournalModel::Watcher), QStringLiteral("b\\u001b"));
    QVERIFY2(description().contains(QStringLiteral(", b\\u001b, news, ")),
             qPrintable(description()));
    QVERIFY(!JournalModel(f.journal).hasSeveralWatchers());
}

void TestJournalModel::showsAPublication()
{
    Fixture f;
    Arrival first = publication("{\"a\":1}");
    first.monotonic = 1s;
    first.wall = 1'700'000'000'123'456us;
    Arrival second = publication(std::string(1229, 'x'));
    second.monotonic = 1s + 1240us;
    second.offset = 17;
    second.flags = Recovered;
    f.journal.append(std::vector<Arrival>{first, second});
    f.model.entriesAppended(2, 0);

    QStringList cells;
    for (int column = 0; column <= JournalModel::Payload; ++column) {
        cells += f.text(0, column);
    }
    QCOMPARE(cells.takeAt(JournalModel::Watcher), QString());
    const QString time = cells.takeAt(JournalModel::Time);
    QVERIFY2(time.endsWith(QStringLiteral(":20.123")), qPrintable(time));
    QCOMPARE(cells,
             (QStringList{QStringLiteral("1"), QString(), QStringLiteral("news"), QString(),
                          QStringLiteral("publication"), QStringLiteral("7 B"),
                          QStringLiteral("{\"a\":1}")}));
    QCOMPARE(f.text(1, JournalModel::Delta), QStringLiteral("+1.2 ms"));
    QCOMPARE(f.text(1, JournalModel::Offset), QStringLiteral("17"));
    QCOMPARE(f.text(1, JournalModel::Kind), QStringLiteral("recovered"));
    QCOMPARE(f.text(1, JournalModel::Size), QStringLiteral("1.2 KB"));

    const QModelIndex index = f.model.index(0, 0);
    QCOMPARE(index.data(JournalModel::EntryKindRole).toInt(), int(EntryKind::Publication));
    QCOMPARE(index.data(JournalModel::EntryNumberRole).toULongLong(), 1u);
    QCOMPARE(index.data(JournalModel::PayloadRole).toByteArray(), QByteArray("{\"a\":1}"));
    QVERIFY(!index.data(Qt::ToolTipRole).isValid());
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("news")));
}

void TestJournalModel::showsFurtherColumns()
{
    Fixture f;
    Arrival arrival = publication("{\n  \"a\": 1\n}");
    arrival.wall = 1'700'000'000'123'456us;
    arrival.info = R"({"user":"al\u0069ce","client":"c\u200b1"})";
    const std::string uuid = timedUuid(arrival.wall - 12ms, 1);
    arrival.tags = "{\"rm-id\":\"" + uuid + "\"}";
    f.journal.append(std::vector<Arrival>{arrival, publication("x")});
    f.model.entriesAppended(2, 0);
    QCOMPARE(f.text(0, JournalModel::Payload), QStringLiteral("{\"a\": 1}"));
    QCOMPARE(f.text(0, JournalModel::User), QStringLiteral("alice"));
    QCOMPARE(f.text(0, JournalModel::Client), QStringLiteral("c\\u200b1"));
    QCOMPARE(f.text(0, JournalModel::Latency), QStringLiteral("12.0 ms"));
    QCOMPARE(f.text(0, JournalModel::Tags), QString::fromStdString(arrival.tags));
    QVERIFY(f.text(0, JournalModel::Date).startsWith(QStringLiteral("2023-11-1")));
    for (int column = JournalModel::Date; column < JournalModel::ColumnCount; ++column) {
        QCOMPARE(f.text(1, column), QString());
    }
    QCOMPARE(f.model.index(0, JournalModel::Kind).data(Qt::ToolTipRole).toString(),
             QStringLiteral("publication"));
    QCOMPARE(f.model.headerData(JournalModel::Kind, Qt::Horizontal).toString(), QString());
    QCOMPARE(f.model.headerData(JournalModel::Kind, Qt::Horizontal, Qt::ToolTipRole).toString(),
             QStringLiteral("Kind"));
}

void TestJournalModel::showsFields()
{
    Fixture f;
    const auto fields = [](std::initializer_list<const char *> names) {
        std::vector<EntryField> parsed;
        for (const char *name : names) {
            FilterFault fault;
            parsed.push_back(*EntryField::parse(name, fault));
        }
        return parsed;
    };
    f.journal.append(std::vector<Arrival>{
        publication(R"({"a":"x\ny","b":{ "c":   1},"long":")" + std::string(600, 'x') + "\"}")});
    f.model.entriesAppended(1, 0);
    f.model.setFields(fields({"data.a", "data.b"}));
    const int first = JournalModel::ColumnCount;
    QCOMPARE(f.model.columnCount(), first + 2);
    QCOMPARE(f.model.headerData(first, Qt::Horizontal).toString(), QStringLiteral("data.a"));
    QCOMPARE(f.text(0, first), QStringLiteral("x y"));
    QCOMPARE(f.text(0, first + 1), QStringLiteral("{ \"c\": 1}"));
    f.model.setFields(fields({"data.b", "data.long", "data.none"}));
    QCOMPARE(f.model.columnCount(), first + 3);
    QVERIFY(f.text(0, first + 1).endsWith(QChar(0x2026)));
    QCOMPARE(f.text(0, first + 2), QString());
    f.model.setFields({});
    QCOMPARE(f.model.columnCount(), first);
    QCOMPARE(f.reset.size(), 0);
}

void TestJournalModel::showsWordsForStates_data()
{
    QTest::addColumn<EntryKind>("kind");
    QTest::addColumn<int>("state");
    QTest::addColumn<quint32>("code");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("words");
    QTest::newRow("state with a code")
        << EntryKind::Connection << int(SessionState::Connecting) << quint32(3001)
        << QByteArray("shutdown") << QStringLiteral("connecting \u00b7 3001 shutdown");
    QTest::newRow("state alone") << EntryKind::Connection << int(SessionState::Live) << quint32(0)
                                 << QByteArray() << QStringLiteral("live");
    QTest::newRow("state with words only")
        << EntryKind::Connection << int(SessionState::Disabled) << quint32(0)
        << QByteArray("no secret") << QStringLiteral("disabled \u00b7 no secret");
    QTest::newRow("channel") << EntryKind::Subscription << int(ChannelState::Unsubscribed)
                             << quint32(103) << QByteArray("permission denied")
                             << QStringLiteral("unsubscribed \u00b7 103 permission denied");
    QTest::newRow("error") << EntryKind::Error << int(Centrifuge::ErrorLayer::Http) << quint32(403)
                           << QByteArray("Forbidden")
                           << QStringLiteral("HTTP \u00b7 403 Forbidden");
    QTest::newRow("loss") << EntryKind::Loss << 0 << quint32(12) << QByteArray()
                          << QStringLiteral("12 dropped");
    QTest::newRow("trim by rows") << EntryKind::Trim << int(TrimLimit::Entries) << quint32(12)
                                  << QByteArray()
                                  << QStringLiteral("12 oldest rows let go: row limit reached");
    QTest::newRow("trim by memory")
        << EntryKind::Trim << int(TrimLimit::Memory) << quint32(12) << QByteArray()
        << QStringLiteral("12 oldest rows let go: the log's memory is full");
    QTest::newRow("trim by disk") << EntryKind::Trim << int(TrimLimit::Disk) << quint32(12)
                                  << QByteArray()
                                  << QStringLiteral("12 oldest rows let go: the log's disk space "
                                                    "is full");
    QTest::newRow("impossible state") << EntryKind::Connection << 200 << quint32(1)
                                      << QByteArray("x") << QStringLiteral(" \u00b7 x");
    QTest::newRow("hostile words")
        << EntryKind::Connection << int(SessionState::Refused) << quint32(0)
        << QByteArray("a\x1b[2J\nb") << QStringLiteral("refused \u00b7 a\\u001b[2J b");
}

void TestJournalModel::showsWordsForStates()
{
    QFETCH(EntryKind, kind);
    QFETCH(int, state);
    QFETCH(quint32, code);
    QFETCH(QByteArray, payload);
    Arrival arrival;
    arrival.kind = kind;
    arrival.packedState = static_cast<std::uint8_t>(state);
    arrival.packedCode = code;
    arrival.payload = payload.toStdString();
    Fixture f;
    f.journal.append({&arrival, 1});
    f.model.entriesAppended(1, 0);
    QTEST(f.text(0, JournalModel::Payload), "words");
    QCOMPARE(f.text(0, JournalModel::Size), QString());
    QVERIFY(!f.text(0, JournalModel::Kind).isEmpty());
}

void TestJournalModel::formatsDeltas_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *text, std::chrono::nanoseconds delta) {
        QTest::newRow(text) << qint64(delta.count()) << QString::fromUtf8(text);
    };
    row("+0 \u00b5s", 0ns);
    row("+12 \u00b5s", 12'300ns);
    row("+1.0 ms", 1ms);
    row("+999.9 ms", 999'900us);
    row("+1.0 s", 999'960us);
    row("+3.4 s", 3400ms);
    row("+2.5 min", 150s);
    row("+1.5 h", 90min);
    row("-2.0 ms", -2ms);
}

void TestJournalModel::formatsDeltas()
{
    QFETCH(qint64, nanoseconds);
    QTEST(deltaText(std::chrono::nanoseconds(nanoseconds)), "text");
}

void TestJournalModel::formatsSizes_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << quint64(0) << QStringLiteral("0 B");
    QTest::newRow("bytes") << quint64(512) << QStringLiteral("512 B");
    QTest::newRow("last byte") << quint64(1023) << QStringLiteral("1023 B");
    QTest::newRow("kilobyte") << quint64(1024) << QStringLiteral("1.0 KB");
    QTest::newRow("rounds up") << quint64(1048575) << QStringLiteral("1.0 MB");
    QTest::newRow("huge") << quint64(5) * 1024 * 1024 * 1024 << QStringLiteral("5.0 GB");
}

void TestJournalModel::formatsSizes()
{
    QFETCH(quint64, bytes);
    QTEST(sizeText(bytes), "text");
}

void TestJournalModel::previewsOnOneHarmlessLine()
{
    Fixture f;
    Arrival arrival = publication("a\r\nb\tc\u202e\x07 %1 <b>");
    arrival.channel = "x\u200by";
    std::string longText(511, 'x');
    longText += "\u20ac and more";
    const Arrival large = publication(longText);
    f.journal.append(std::vector<Arrival>{arrival, large});
    f.model.entriesAppended(2, 0);
    QCOMPARE(f.text(0, JournalModel::Payload), QStringLiteral("a  b c\\u202e\\u0007 %1 <b>"));
    QCOMPARE(f.text(0, JournalModel::Channel), QStringLiteral("x\\u200by"));
    QCOMPARE(f.text(1, JournalModel::Payload), QString(511, u'x') + QStringLiteral("\u2026"));
    const QString spoken = f.model.index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(QStringLiteral("%1 <b>")), qPrintable(spoken));
}

void TestJournalModel::insertsOneRange()
{
    Fixture f;
    f.append(30);
    QCOMPARE(f.inserted.size(), 1);
    QCOMPARE(range(f.inserted, 0), (QList<int>{0, 29}));
    QCOMPARE(f.removed.size(), 0);
    f.append(5);
    QCOMPARE(range(f.inserted, 1), (QList<int>{30, 34}));
    f.append(0);
    QCOMPARE(f.inserted.size(), 2);
}

void TestJournalModel::removesAndInsertsOneRangeEach()
{
    Fixture f;
    f.append(80);
    f.append(15);
    QCOMPARE(f.removed.size(), 1);
    QCOMPARE(range(f.removed, 0), (QList<int>{0, 19}));
    QCOMPARE(range(f.inserted, 1), (QList<int>{60, 75})); // the last one says what went
    QCOMPARE(f.text(0, JournalModel::Number), QStringLiteral("21"));
    QCOMPARE(f.text(75, JournalModel::Number), QStringLiteral("96"));
}

void TestJournalModel::survivesATrimOfEverythingShown()
{
    Fixture f;
    f.append(10);
    f.append(1000);
    QCOMPARE(range(f.removed, 0), (QList<int>{0, 9}));
    QCOMPARE(f.model.rowCount(), int(f.journal.size()));
    QCOMPARE(f.model.numberOfRow(0), f.journal.firstNumber());
    QCOMPARE(f.text(f.model.rowCount() - 1, JournalModel::Number), QStringLiteral("1011"));
}

void TestJournalModel::isEmptyWhereTheJournalWasTrimmed()
{
    Fixture f;
    f.append(80);
    f.appendQuietly(5);
    QCOMPARE(f.model.rowCount(), 80);
    QCOMPARE(f.text(0, JournalModel::Payload), QString());
    QVERIFY(!f.model.index(0, 0).data(JournalModel::PayloadRole).isValid());
    QCOMPARE(f.model.entryAt(0).number, 0u);
    QCOMPARE(f.model.numberOfRow(0), 1u);
    QCOMPARE(f.text(10, JournalModel::Payload), QStringLiteral("x"));
    QCOMPARE(f.text(10, JournalModel::Delta), QString());
}

/** The journal is ahead of what the model has heard of. */
void TestJournalModel::countsAsOfOneMoment()
{
    Journal journal(modelLimits());
    JournalModel model(journal);
    const auto append = [&journal](int count) {
        return journal.append(std::vector<Arrival>(std::size_t(count), publication("{}")));
    };
    RowCounts expected;
    QCOMPARE(model.counts(), expected);
    append(70);
    QCOMPARE(model.counts(), expected);
    model.entriesAppended(70, 0);
    expected.received = expected.shown = 70;
    QCOMPARE(model.counts(), expected);

    append(50);
    model.setFrozen(true);
    QCOMPARE(model.counts(), expected);
    model.entriesAppended(50, 0);
    const quint64 first = journal.firstNumber();
    expected.received = journal.counters().appended;
    expected.trimmed = first - 1;
    expected.shown = 70 - expected.trimmed;
    expected.waiting = expected.received - 70;
    QVERIFY(expected.trimmed > 0);
    QCOMPARE(model.counts(), expected);

    append(50);
    QCOMPARE(model.counts(), expected);
    model.setFrozen(false);
    expected.received = journal.counters().appended;
    expected.trimmed = journal.firstNumber() - 1;
    expected.shown = expected.received - expected.trimmed;
    expected.waiting = 0;
    QCOMPARE(model.counts(), expected);
    journal.clear();
    model.cleared();
    QCOMPARE(model.counts(), RowCounts());
}

void TestJournalModel::holdsBackWhileFrozen()
{
    Fixture f;
    QSignalSpy held(&f.model, &JournalModel::heldBackChanged);
    QSignalSpy frozen(&f.model, &JournalModel::frozenChanged);
    f.append(10);
    f.model.setFrozen(true);
    f.model.setFrozen(true);
    QCOMPARE(frozen.size(), 1);
    f.append(7);
    QCOMPARE(f.model.rowCount(), 10);
    QCOMPARE(f.model.heldBack(), 7);
    QCOMPARE(held.size(), 1);
    f.model.setFrozen(false);
    QCOMPARE(f.model.heldBack(), 0);
    QCOMPARE(held.last().at(0).toInt(), 0);
    QCOMPARE(range(f.inserted, 1), (QList<int>{10, 16}));
}

void TestJournalModel::letsGoOfTrimmedRowsWhileFrozen()
{
    Fixture f;
    f.append(80);
    f.model.setFrozen(true);
    f.append(5);
    QCOMPARE(f.model.rowCount(), 70);
    QCOMPARE(f.text(0, JournalModel::Number), QStringLiteral("11"));
    QCOMPARE(f.model.heldBack(), 6);
    f.appendQuietly(500);
    QCOMPARE(f.model.heldBack(), 6); // as of one moment
    f.append(0);
    QCOMPARE(f.model.rowCount(), 0);
    QCOMPARE(f.model.heldBack(), qsizetype(f.journal.size()));
    f.model.setFrozen(false);
    QCOMPARE(f.model.rowCount(), int(f.journal.size()));
    QCOMPARE(f.model.numberOfRow(0), f.journal.firstNumber());
}

void TestJournalModel::startsOverWhenCleared()
{
    Fixture f;
    f.append(30);
    f.journal.clear();
    QCOMPARE(f.text(3, JournalModel::Payload), QString());
    f.model.cleared();
    QCOMPARE(f.reset.size(), 1);
    QCOMPARE(f.model.rowCount(), 0);
    f.append(2);
    QCOMPARE(f.text(0, JournalModel::Number), QStringLiteral("1"));
}

void TestJournalModel::noticesASilentClear()
{
    Fixture f;
    f.append(30);
    f.journal.clear();
    f.append(2);
    QCOMPARE(f.reset.size(), 1);
    QCOMPARE(f.model.rowCount(), 2);
}

void TestJournalModel::findsRowsByNumber()
{
    Fixture f;
    f.append(95);
    QVERIFY(!f.model.rowOfNumber(0));
    QVERIFY(!f.model.rowOfNumber(20));
    QCOMPARE(f.model.rowOfNumber(21), std::optional<int>(0));
    QCOMPARE(f.model.rowOfNumber(95), std::optional<int>(74));
    QVERIFY(!f.model.rowOfNumber(97));
    QCOMPARE(f.model.numberOfRow(75), 96u);
    QCOMPARE(f.model.numberOfRow(76), 0u);
    QCOMPARE(f.model.numberOfRow(-1), 0u);
}

void TestJournalModel::showsNoTimeWhereThereIsNone()
{
    using Mode = JournalModel::TimeMode;
    constexpr std::chrono::microseconds Moment = 1'700'000'000'123'456us;
    Fixture f;
    std::vector<Arrival> rows(5, publication("x"));
    rows[1].wall = Moment;
    rows[2].wall = Moment + 1s;
    rows[4].wall = Moment + 24h;
    f.journal.append(rows);
    f.model.entriesAppended(5, 0);
    const auto textsOf = [&f](int column) {
        QStringList texts;
        for (int row = 0; row < 5; ++row) {
            texts += f.text(row, column);
        }
        return texts;
    };
    const QString none;
    const QString second = QStringLiteral("+1.0 s");
    const QString day = QStringLiteral("+24.0 h");
    QCOMPARE(textsOf(JournalModel::Delta), QStringList({none, none, second, none, day}));
    QVERIFY(f.text(0, JournalModel::Time).isEmpty());
    QVERIFY(f.text(1, JournalModel::Time).endsWith(QStringLiteral(":20.123")));
    QVERIFY(f.text(3, JournalModel::Time).isEmpty());
    f.model.setTimeMode(Mode::SinceStart);
    QCOMPARE(textsOf(JournalModel::Time),
             QStringList({none, QStringLiteral("+0 \u00b5s"), second, none, day}));
    f.model.setTimeMode(Mode::SinceReference, 3);
    QCOMPARE(
        textsOf(JournalModel::Time),
        QStringList({none, QStringLiteral("-1.0 s"), QStringLiteral("+0 \u00b5s"), none, day}));
    const QString spoken = f.model.index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(!spoken.contains(QStringLiteral(", ,")), qPrintable(spoken));
}

void TestJournalModel::tellsDaysApart()
{
    setDisplayZone(DisplayZone::Utc);
    constexpr std::chrono::microseconds Moment = 1'767'225'600'123'456us; // 2026-01-01T00:00:00Z
    QCOMPARE(timeText(Moment, Moment + 23h), QStringLiteral("00:00:00.123"));
    QCOMPARE(timeText(Moment, Moment + 24h), QStringLiteral("2026-01-01 00:00:00.123"));
    QCOMPARE(timeText(Moment, Moment - 1s), QStringLiteral("2026-01-01 00:00:00.123"));
    setDisplayZone(DisplayZone::Local);
}

void TestJournalModel::showsTheNewestOfTooMany()
{
    HugeSource source;
    const JournalModel model(source);
    QCOMPARE(model.rowCount(), JournalModel::MaxRows);
    QCOMPARE(model.beyondRowLimit(), HugeSource::Size - quint64(JournalModel::MaxRows));
    QCOMPARE(model.numberOfRow(0), model.beyondRowLimit() + 1);
    QCOMPARE(model.numberOfRow(JournalModel::MaxRows - 1), HugeSource::Size);
    QCOMPARE(model.entryAt(0).number, model.beyondRowLimit() + 1);
    QCOMPARE(model.rowBefore(1), -1);
    QCOMPARE(model.rowOfNumber(HugeSource::Size), std::optional(JournalModel::MaxRows - 1));
    Fixture f;
    f.append(10);
    QCOMPARE(f.model.beyondRowLimit(), quint64(0));
}

void TestJournalModel::passesTheTesterAtRandom()
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("REALTIME_TEST_SEED", &given);
    const quint64 seed = given ? quint64(wanted) : QRandomGenerator::global()->bounded(1 << 30);
    qInfo("REALTIME_TEST_SEED=%llu", seed);
    std::mt19937_64 random(seed);
    Fixture f;
    for (int step = 0; step < 300; ++step) {
        switch (random() % 12) {
        case 0:
            f.journal.clear();
            f.model.cleared();
            break;
        case 1:
        case 2:
            f.model.setFrozen(!f.model.isFrozen());
            break;
        case 3:
            f.appendQuietly(random() % 40);
            break;
        default:
            f.append(random() % (random() % 8 == 0 ? 200 : 12));
        }
        for (int row = 0; row < f.model.rowCount(); ++row) {
            const Entry entry = f.model.entryAt(row);
            QVERIFY(entry.number == 0 || entry.number == f.model.numberOfRow(row));
        }
        if (!f.model.isFrozen()) {
            f.append(0);
            QCOMPARE(f.model.rowCount(), int(f.journal.size()));
            QCOMPARE(f.model.numberOfRow(0), f.journal.size() == 0 ? 0 : f.journal.firstNumber());
        }
    }
}

REALTIME_TEST(TestJournalModel, QCoreApplication)
#include "tst_journalmodel.moc"
