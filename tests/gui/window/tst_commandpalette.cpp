// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/window/commandpalette.h"
#include "gui/window/wordmatch.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QTableWidget>
#include <QTreeView>

/** Everything by a few letters. */
class TestCommandPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesWords_data();
    void matchesWords();
    void betterMatchesScoreMore();
    void runsAnActionByKeys();
    void sortsTheBestFirst();
    void showsKeys();
    void saysWhyNot();
    void offersChannels();
    void offersFiltersAndRules();
    void offersProfiles();
    void showsNamesPlain();
    void saysThatNothingFits();

private:
    /** Opens the palette and types. */
    static CommandPalette *open(WindowFixture &fixture, const QString &typed);
    static QString cell(const CommandPalette &palette, int row, int column);
};

CommandPalette *TestCommandPalette::open(WindowFixture &fixture, const QString &typed)
{
    fixture.trigger("paletteAction");
    for (auto *palette : fixture.window().findChildren<CommandPalette *>()) {
        if (palette->isVisible()) { // the one before may not be deleted yet
            findIn<QLineEdit>(*palette, "commandEdit")->setText(typed);
            return palette;
        }
    }
    qFatal("the palette is not open");
}

QString TestCommandPalette::cell(const CommandPalette &palette, int row, int column)
{
    const QTableWidgetItem *item = findIn<QTableWidget>(palette, "commandTable")->item(row, column);
    return item == nullptr ? QString() : item->text();
}

void TestCommandPalette::matchesWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *typed, bool fits) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << fits;
    };
    row("", true);
    row("  ", true);
    row("start", true);
    row("START", true);
    row("ser sta", true);
    row("stlo", true); // letters in their order
    row("erver", true);
    row("sx", false);
    row("start stop", false);
    row("olts", false); // not from the beginning of a word, nor in this order
}

void TestCommandPalette::matchesWords()
{
    QFETCH(const QString, typed);
    QFETCH(const bool, fits);
    QCOMPARE(wordMatch(typed, u"Start the local server") > 0, fits);
}

void TestCommandPalette::betterMatchesScoreMore()
{
    QVERIFY(wordMatch(u"re", u"Reconnect") > wordMatch(u"re", u"Try again, reconnect"));
    QVERIFY(wordMatch(u"re", u"Try again, reconnect") > wordMatch(u"re", u"Core"));
    QVERIFY(wordMatch(u"re", u"Core") > wordMatch(u"re", u"Rates"));
    QVERIFY(wordMatch(u"re", u"Rates") > wordMatch(u"re", u"Pause"));
}

void TestCommandPalette::runsAnActionByKeys()
{
    WindowFixture fixture;
    QPointer<CommandPalette> palette = open(fixture, QString());
    auto *edit = findIn<QLineEdit>(*palette, "commandEdit");
    QTRY_VERIFY(palette->isVisible());
    QVERIFY(edit->hasFocus() || palette->focusWidget() == edit);
    QTest::keyClicks(edit, QStringLiteral("channel pane"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("\u2713 Channel pane"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(!palette);
    QTRY_VERIFY(!fixture.find<QWidget>("channelPane")->isVisible());
}

void TestCommandPalette::sortsTheBestFirst()
{
    WindowFixture fixture;
    CommandPalette *palette = open(fixture, QStringLiteral("reco"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("Record"));
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Down);
    QCOMPARE(findIn<QTableWidget>(*palette, "commandTable")->currentRow(), 1);
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Up);
    QCOMPARE(findIn<QTableWidget>(*palette, "commandTable")->currentRow(), 0);
}

void TestCommandPalette::showsKeys()
{
    WindowFixture fixture;
    const CommandPalette *palette = open(fixture, QStringLiteral("write a message"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("Write a message"));
    QCOMPARE(cell(*palette, 0, 1), QStringLiteral("Publish"));
    QCOMPARE(cell(*palette, 0, 2), QStringLiteral("Ctrl+4"));
}

void TestCommandPalette::saysWhyNot()
{
    WindowFixture fixture;
    QPointer<CommandPalette> palette = open(fixture, QStringLiteral("disconnect"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("Disconnect"));
    const auto *label = findIn<QLabel>(*palette, "whyNotLabel");
    QCOMPARE(label->text(), QStringLiteral("There is no connection."));
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Return);
    QVERIFY(palette->isVisible()); // it can't be run
    QTest::keyClick(palette, Qt::Key_Escape);
    QTRY_VERIFY(!palette);
}

void TestCommandPalette::offersChannels()
{
    WindowFixture fixture;
    fixture.controller().addChannels({QStringLiteral("news"), QStringLiteral("chat:\"1\"")});
    CommandPalette *palette = open(fixture, QStringLiteral("only chat"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("Show only chat:\"1\""));
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Return);
    QTRY_COMPARE(fixture.controller().log().filterText(),
                 QStringLiteral("channel == \"chat:\\\"1\\\"\""));
    QVERIFY(!fixture.controller().log().filterFault());

    fixture.trigger("channelPaneAction"); // hidden: it is shown
    palette = open(fixture, QStringLiteral("go to news"));
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Return);
    auto *channels = fixture.find<QTreeView>("channelView");
    QTRY_COMPARE(channels->currentIndex().data().toString(), QStringLiteral("news"));
    QVERIFY(channels->isVisible());
}

void TestCommandPalette::offersFiltersAndRules()
{
    WindowFixture fixture;
    RuleList &rules = fixture.shared().rules;
    Rule large;
    large.name = QStringLiteral("huge");
    large.filter = QStringLiteral("size > 5k");
    large.isChip = true;
    rules.append(large);
    const auto run = [&fixture](const char *typed) {
        const CommandPalette *palette = open(fixture, QString::fromLatin1(typed));
        QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Return);
    };
    run("filter on huge");
    QTRY_COMPARE(fixture.controller().log().chips(), QStringList(large.filter));
    run("filter off huge");
    QTRY_COMPARE(fixture.controller().log().chips(), QStringList());
    run("rule off huge");
    QTRY_VERIFY(!rules.rules().constLast().isOn);
    QCOMPARE(rules.rules().constLast().name, large.name);
    run("rule on huge");
    QTRY_VERIFY(rules.rules().constLast().isOn);
}

void TestCommandPalette::offersProfiles()
{
    WindowFixture fixture;
    fixture.save(deadProfile("Staging & more"));
    CommandPalette *palette = open(fixture, QStringLiteral("staging"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("Staging & more"));
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Return);
    QTRY_COMPARE(fixture.profiles().name(), QStringLiteral("Staging & more"));
}

void TestCommandPalette::showsNamesPlain()
{
    WindowFixture fixture;
    fixture.controller().addChannel(QStringLiteral("x\u202Ey"));
    const CommandPalette *palette = open(fixture, QStringLiteral("go x"));
    QCOMPARE(cell(*palette, 0, 0), QStringLiteral("Go to x\\u202ey"));
}

void TestCommandPalette::saysThatNothingFits()
{
    WindowFixture fixture;
    QPointer<CommandPalette> palette = open(fixture, QStringLiteral("zzzzzz"));
    QCOMPARE(findIn<QLabel>(*palette, "whyNotLabel")->text(), QStringLiteral("Nothing fits."));
    QTest::keyClick(findIn<QLineEdit>(*palette, "commandEdit"), Qt::Key_Return);
    QVERIFY(palette);
}

REALTIME_TEST(TestCommandPalette, QApplication)
#include "tst_commandpalette.moc"
