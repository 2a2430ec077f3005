// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/entrydelegate.h"
#include "gui/log/kindglyph.h"
#include "gui/widgets/seriescolor.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/journal/journal.h"
#include "monitor/log/journalmodel.h"
#include "monitor/watch/watchsession.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QPainter>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

/** What the eye sees of a row that nobody pushed, next to one with the same bytes that was. */
class TestEntryDelegate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWasNotPushed_data();
    void saysWhatWasNotPushed();
    void eachKindHasASignOfItsOwn();
    void payloadsHaveAFixedWidth();
    void colorsJson();
    void marksTheLeftmostCell();
    void showsNotesAndOwnPublishes();
    void keepsTheChipOnASelection();
    void noAlarmForTheWayBack_data();
    void noAlarmForTheWayBack();
    void asksForAStyleOnceARow();
    void fetchesTheEntryOnceACell_data();
    void fetchesTheEntryOnceACell();
};

namespace {

/** A journal that counts how often an entry is fetched. */
class CountingLog : public EntryLog
{
public:
    std::size_t size() const override { return journal.size(); }
    std::uint64_t firstNumber() const override { return journal.firstNumber(); }
    Entry at(std::size_t index) const override
    {
        ++fetched;
        return journal.at(index);
    }
    std::shared_ptr<const EntrySnapshot> snapshot() override { return journal.snapshot(); }

    Journal journal;
    mutable int fetched = 0;
};

/** Two entries in a view of their own. */
struct Log
{
    Log(const Arrival &first, const Arrival &second)
    {
        journal.append(std::vector<Arrival>{first, second});
        model.entriesAppended(2, 0);
        view.setModel(&model);
        view.setItemDelegate(delegate);
        view.setShowGrid(false);
        view.resize(1200, 200);
        view.show();
    }

    QImage picture(int row, int column)
    {
        return view.viewport()->grab(view.visualRect(model.index(row, column))).toImage();
    }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Theme theme{settings};
    Journal journal;
    JournalModel model{journal};
    QTableView view;
    EntryDelegate *delegate = new EntryDelegate(model, theme, &view);
};

/** The last column of pixels that is not all background. */
int inkEnd(const QImage &image)
{
    const QRgb ground = image.pixel(image.width() - 1, 0);
    for (int x = image.width() - 1; x >= 0; --x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixel(x, y) != ground) {
                return x;
            }
        }
    }
    return -1;
}

} // namespace

void TestEntryDelegate::saysWhatWasNotPushed_data()
{
    QTest::addColumn<int>("flags");
    QTest::addColumn<bool>("isKindHidden");
    QTest::addColumn<bool>("isDifferent");
    QTest::newRow("fetched") << int(Fetched) << true << true;
    QTest::newRow("backlog") << int(Backlog | Recovered) << true << true;
    QTest::newRow("recovered") << int(Recovered) << true << true;
    QTest::newRow("pushed") << 0 << true << false;
    QTest::newRow("fetched, with the kind beside it") << int(Fetched) << false << false;
}

void TestEntryDelegate::saysWhatWasNotPushed()
{
    QFETCH(int, flags);
    QFETCH(bool, isKindHidden);
    QFETCH(bool, isDifferent);
    const Arrival pushed = publication("{\"n\":1}");
    Arrival other = pushed;
    other.flags = std::uint8_t(flags);
    Log log(pushed, other);
    log.view.setColumnHidden(JournalModel::Kind, isKindHidden);
    const int column = JournalModel::Payload;
    QCOMPARE(log.picture(0, column) != log.picture(1, column), isDifferent);
}

void TestEntryDelegate::payloadsHaveAFixedWidth()
{
    Log log(publication("iiiiiiiiii|"), publication("WWWWWWWWWW|"));
    log.view.setColumnWidth(JournalModel::Payload, 600);
    const int narrow = inkEnd(log.picture(0, JournalModel::Payload));
    QVERIFY(narrow > 0);
    QCOMPARE(inkEnd(log.picture(1, JournalModel::Payload)), narrow);
}

void TestEntryDelegate::eachKindHasASignOfItsOwn()
{
    QMap<QString, QString> kinds; // by sign
    const auto see = [&kinds](const Entry &entry) {
        const QString sign = kindGlyph(entry);
        QCOMPARE(sign.size(), 1);
        QCOMPARE(kinds.value(sign, kindText(entry)), kindText(entry));
        kinds.insert(sign, kindText(entry));
    };
    Entry entry;
    for (int kind = 0; kind <= int(LastEntryKind); ++kind) {
        entry.kind = EntryKind(kind);
        see(entry);
    }
    entry.kind = EntryKind::Publication;
    for (const int flags : {int(Recovered), int(Recovered | Backlog), int(Fetched)}) {
        entry.flags = std::uint8_t(flags);
        see(entry);
    }
    QCOMPARE(kinds.size(), int(LastEntryKind) + 4);
}

namespace {

/** The colours of a picture that are no shades between text and background. */
bool hasColor(const QImage &picture, const QColor &color)
{
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor there = picture.pixelColor(x, y);
            if (std::abs(there.red() - color.red()) + std::abs(there.green() - color.green())
                    + std::abs(there.blue() - color.blue())
                < 24) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

void TestEntryDelegate::colorsJson()
{
    Log log(publication(R"({"number":8888888888})"), publication("number 8888888888"));
    const QColor number = log.theme.color(Tone::Number);
    QVERIFY(hasColor(log.picture(0, JournalModel::Payload), number));
    QVERIFY(!hasColor(log.picture(1, JournalModel::Payload), number));
    log.view.selectRow(0); // there all text is in the colour of the selection
    QVERIFY(!hasColor(log.picture(0, JournalModel::Payload), number));
}

void TestEntryDelegate::marksTheLeftmostCell()
{
    Log log(publication("1"), publication("1"));
    log.delegate->setStyleProvider([](const Entry &entry) {
        RowStyle style;
        style.isMarked = entry.number == 1;
        return style;
    });
    const QColor stripe = log.theme.color(Tone::Busy);
    const auto isMarked = [&](int row, int column) {
        return hasColor(log.picture(row, column).copy(0, 0, 4, 8), stripe);
    };
    QVERIFY(isMarked(0, JournalModel::Number));
    QVERIFY(!isMarked(1, JournalModel::Number));
    QVERIFY(!isMarked(0, JournalModel::Time));
    log.view.setColumnHidden(JournalModel::Number, true);
    QVERIFY(isMarked(0, JournalModel::Time));
}

void TestEntryDelegate::showsNotesAndOwnPublishes()
{
    Log log(publication("1"), publication("1"));
    const QColor note = log.theme.color(Tone::Busy);
    const QColor own = log.theme.color(Tone::Good);
    QVERIFY(!hasColor(log.picture(0, JournalModel::Payload), note));
    log.delegate->setStyleProvider([](const Entry &entry) {
        RowStyle style;
        style.note = entry.number == 1 ? QStringLiteral("HHHHH") : QString();
        style.own = entry.number == 2 ? QStringLiteral("HHHHH") : QString();
        style.isOwnProven = true;
        return style;
    });
    log.delegate->invalidateStyle();
    log.view.setColumnWidth(JournalModel::Payload, 400);
    const auto half = [&log](int row, int begin) {
        return log.picture(row, JournalModel::Payload).copy(begin, 0, 200, 100);
    };
    QVERIFY(hasColor(half(0, 0), note));
    QVERIFY(!hasColor(half(0, 200), note));
    QVERIFY(hasColor(half(1, 200), own));
    QVERIFY(!hasColor(half(1, 0), own));
}

void TestEntryDelegate::keepsTheChipOnASelection()
{
    Log log(publication("1"), publication("1"));
    log.delegate->setStyleProvider([](const Entry &) {
        RowStyle style;
        style.channelSeries = 1;
        return style;
    });
    const QColor chip = seriesColor(1, log.theme.isDark());
    QVERIFY(hasColor(log.picture(0, JournalModel::Channel), chip));
    log.view.selectRow(0);
    QVERIFY(hasColor(log.picture(0, JournalModel::Channel), chip));
}

void TestEntryDelegate::noAlarmForTheWayBack_data()
{
    QTest::addColumn<ChannelState>("state");
    QTest::addColumn<Centrifuge::ErrorLayer>("layer");
    QTest::addColumn<quint32>("code");
    QTest::addColumn<bool>("isAlarm");
    using Centrifuge::ErrorLayer;
    QTest::newRow("the transport closed")
        << ChannelState::Subscribing << ErrorLayer::Local << quint32(1) << false;
    QTest::newRow("the server sent it back")
        << ChannelState::Subscribing << ErrorLayer::Server << quint32(2500) << true;
    QTest::newRow("the server sent it back with a low number")
        << ChannelState::Subscribing << ErrorLayer::Server << quint32(42) << true;
    QTest::newRow("no token of its own")
        << ChannelState::Unsubscribed << ErrorLayer::Local << quint32(1) << true;
}

/** Beside the same row without any code. */
void TestEntryDelegate::noAlarmForTheWayBack()
{
    QFETCH(const ChannelState, state);
    QFETCH(const Centrifuge::ErrorLayer, layer);
    QFETCH(const quint32, code);
    QFETCH(const bool, isAlarm);
    Arrival plain;
    plain.kind = EntryKind::Subscription;
    plain.channel = "news";
    plain.payload = "why";
    plain.setState(state);
    Arrival other = plain;
    other.setCode(layer, code);
    Log log(plain, other);
    const int column = JournalModel::Kind;
    QCOMPARE(log.picture(0, column) != log.picture(1, column), isAlarm);
}

/** Colour rules parse payloads: eight cells must not cost eight times as much. */
void TestEntryDelegate::asksForAStyleOnceARow()
{
    Log log({}, {});
    int asked = 0;
    log.delegate->setStyleProvider([&asked](const Entry &) {
        ++asked;
        return RowStyle();
    });
    log.view.viewport()->grab();
    QCOMPARE(asked, 2);
    log.delegate->invalidateStyle();
    log.view.viewport()->grab();
    QCOMPARE(asked, 4);
}

void TestEntryDelegate::fetchesTheEntryOnceACell_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("fetched");
    QTest::newRow("number") << int(JournalModel::Number) << 1;
    QTest::newRow("time") << int(JournalModel::Time) << 1;
    QTest::newRow("since the previous row") << int(JournalModel::Delta) << 2; // that row, too
    QTest::newRow("channel") << int(JournalModel::Channel) << 1;
    QTest::newRow("kind") << int(JournalModel::Kind) << 1;
    QTest::newRow("payload") << int(JournalModel::Payload) << 1;
}

void TestEntryDelegate::fetchesTheEntryOnceACell()
{
    QFETCH(const int, column);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    const Theme theme(settings);
    CountingLog log;
    Arrival arrival;
    arrival.wall = std::chrono::seconds(1'700'000'000);
    arrival.monotonic = std::chrono::seconds(1);
    log.journal.append(std::vector<Arrival>{arrival, arrival});
    const JournalModel model(log);
    const EntryDelegate delegate(model, theme, nullptr);
    QPixmap pixmap(100, 20);
    QPainter painter(&pixmap);
    QStyleOptionViewItem option;
    option.rect = pixmap.rect();
    log.fetched = 0;
    delegate.paint(&painter, option, model.index(1, column));
    QTEST(log.fetched, "fetched");
}

REALTIME_TEST(TestEntryDelegate, QApplication)

#include "tst_entrydelegate.moc"
