// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/detailpane.h"
#include "gui/detail/hexview.h"
#include "gui/detail/jsontree.h"
#include "gui/log/logfixture.h"
#include "gui/widgets/highlight.h"
#include "gui/widgets/jsonedit.h"
#include "gui/widgets/theme.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

namespace {

struct FindFixture : LogFixture
{
    Theme theme{settings};
    DetailPane pane;

    explicit FindFixture(const std::string &payload)
    {
        pane.attach(log, theme);
        pane.resize(420, 500);
        pane.setVisible(true);
        append({publication(payload)});
        pane.pin(1);
    }
    template <typename Widget> Widget *find(const char *name) { return findIn<Widget>(pane, name); }
    void showPage(const char *name)
    {
        find<QTabWidget>("viewTabs")->setCurrentWidget(find<QWidget>(name));
        pane.focusText();
    }
    /** Opens the search by key, with the focus in the page, and types. */
    void search(const QString &text)
    {
        QTest::keySequence(pane.window()->focusWidget(), QKeySequence::Find);
        QTest::keyClicks(find<QLineEdit>("messageFindEdit"), text);
    }
    void step(Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(find<QLineEdit>("messageFindEdit"), Qt::Key_Return, modifiers);
    }
    QString place() { return find<QLabel>("messagePlaceLabel")->text(); }
};

} // namespace

/** The search inside the shown message. */
class TestMessageFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThroughThePlaces_data();
    void goesThroughThePlaces();
    void selectsTheTextInItsView();
    void goesToTheNodeOfTheTree();
    void goesToTheLineOfBytes();
    void saysWhatItDidNotFind();
    void saysThatAPartIsSearched();
    void followsTheMessage();
    void closesByKey();
    void leavesTheKeyOfTheLogAlone();
    void marksWhatTheFilterFound();
};

void TestMessageFind::goesThroughThePlaces_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("tree") << QByteArray("treePage");
    QTest::newRow("text") << QByteArray("formattedPage");
    QTest::newRow("raw") << QByteArray("rawPage");
    QTest::newRow("bytes") << QByteArray("hexPage");
}

void TestMessageFind::goesThroughThePlaces()
{
    QFETCH(const QByteArray, page);
    FindFixture fixture(R"({"a":"chat","b":[1,"CHAT"],"chat":true})");
    fixture.showPage(page.constData());
    fixture.search(QStringLiteral("chat"));
    QCOMPARE(fixture.place(), QStringLiteral("3 found"));
    fixture.step();
    QCOMPARE(fixture.place(), QStringLiteral("1 of 3"));
    fixture.step();
    fixture.step();
    QCOMPARE(fixture.place(), QStringLiteral("3 of 3"));
    fixture.step();
    QCOMPARE(fixture.place(), QStringLiteral("1 of 3"));
    fixture.step(Qt::ShiftModifier);
    QCOMPARE(fixture.place(), QStringLiteral("3 of 3"));
    fixture.find<QToolButton>("previousPlaceButton")->click();
    QCOMPARE(fixture.place(), QStringLiteral("2 of 3"));
    fixture.find<QToolButton>("nextPlaceButton")->click();
    QCOMPARE(fixture.place(), QStringLiteral("3 of 3"));
}

void TestMessageFind::selectsTheTextInItsView()
{
    FindFixture fixture(R"({"a":"chat"})");
    fixture.showPage("formattedPage");
    fixture.search(QStringLiteral("CHAT"));
    fixture.step();
    QCOMPARE(fixture.find<JsonEdit>("formattedView")->textCursor().selectedText(),
             QStringLiteral("chat"));
}

void TestMessageFind::goesToTheNodeOfTheTree()
{
    FindFixture fixture(R"({"a":{"b":{"c":"needle"}}})");
    fixture.showPage("treePage");
    fixture.find<JsonTree>("jsonTree")->collapseAll();
    fixture.search(QStringLiteral("needle"));
    fixture.step();
    const QModelIndex current = fixture.find<JsonTree>("jsonTree")->currentIndex();
    QCOMPARE(current.siblingAtColumn(0).data().toString(), QStringLiteral("c"));
}

void TestMessageFind::goesToTheLineOfBytes()
{
    FindFixture fixture(std::string(1000, 'x') + "needle");
    fixture.showPage("hexPage");
    fixture.search(QStringLiteral("needle"));
    fixture.step();
    auto *view = fixture.find<HexView>("hexView");
    QCOMPARE(view->currentIndex().row(), view->model()->rowCount() - 1);
}

void TestMessageFind::saysWhatItDidNotFind()
{
    FindFixture fixture(R"({"a":1})");
    fixture.showPage("formattedPage");
    fixture.search(QStringLiteral("needle"));
    QCOMPARE(fixture.place(), QStringLiteral("not found"));
    QVERIFY(!fixture.find<QToolButton>("nextPlaceButton")->isEnabled());
    fixture.showPage("diffPage");
    QCOMPARE(fixture.place(), QStringLiteral("not in this view"));
    fixture.showPage("formattedPage");
    fixture.find<QLineEdit>("messageFindEdit")->clear();
    QCOMPARE(fixture.place(), QString());
}

void TestMessageFind::saysThatAPartIsSearched()
{
    FindFixture fixture("{\"a\":\"" + std::string(100'000, 'x') + "needle\"}");
    fixture.showPage("rawPage");
    fixture.search(QStringLiteral("needle"));
    QCOMPARE(fixture.place(), QStringLiteral("not in this part"));
    fixture.showPage("treePage");
    QCOMPARE(fixture.place(), QStringLiteral("1 found"));
}

void TestMessageFind::followsTheMessage()
{
    FindFixture fixture(R"({"a":"needle"})");
    fixture.append({publication(R"({"b":"needle needle"})")});
    fixture.showPage("rawPage");
    fixture.search(QStringLiteral("needle"));
    QCOMPARE(fixture.place(), QStringLiteral("1 found"));
    fixture.pane.pin(2);
    QCOMPARE(fixture.place(), QStringLiteral("2 found"));
}

void TestMessageFind::closesByKey()
{
    FindFixture fixture(R"({"a":"needle"})");
    fixture.showPage("rawPage");
    fixture.search(QStringLiteral("needle"));
    auto *bar = fixture.find<QWidget>("messageFind");
    QVERIFY(bar->isVisible());
    QTest::keyClick(fixture.find<QLineEdit>("messageFindEdit"), Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QCOMPARE(fixture.pane.focusWidget(), fixture.find<QWidget>("rawView"));
}

/** Outside the detail, the same key searches the log. */
void TestMessageFind::leavesTheKeyOfTheLogAlone()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection()); // for a row
    fixture.window().show();
    QTRY_VERIFY(fixture.find<QWidget>("viewTabs")->isEnabled());
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    fixture.trigger("logAction");
    QTest::keySequence(fixture.window().focusWidget(), QKeySequence::Find);
    QVERIFY(fixture.find<QWidget>("findEdit")->isVisible());
    QVERIFY(!fixture.find<QWidget>("messageFind")->isVisible());
    fixture.trigger("detailAction");
    QTest::keySequence(fixture.window().focusWidget(), QKeySequence::Find);
    QVERIFY(fixture.find<QWidget>("messageFindEdit")->hasFocus());
}

void TestMessageFind::marksWhatTheFilterFound()
{
    FindFixture fixture(R"({"type":"chat"})");
    fixture.showPage("rawPage");
    const auto isMarked = [&fixture] {
        const QColor color = highlightColor(fixture.theme.isDark());
        const auto formats =
            fixture.find<JsonEdit>("rawView")->document()->firstBlock().layout()->formats();
        return std::ranges::any_of(formats, [&color](const QTextLayout::FormatRange &range) {
            return range.format.background().color() == color && range.start == 9
                && range.length == 4;
        });
    };
    QVERIFY(!isMarked());
    fixture.log.setFilterText(QStringLiteral("data.type == \"chat\""));
    QVERIFY(isMarked());
    fixture.log.setFilterText({});
    QVERIFY(!isMarked());
    fixture.log.setFindText(QStringLiteral("chat"));
    QVERIFY(isMarked());
}

REALTIME_TEST(TestMessageFind, QApplication)
#include "tst_messagefind.moc"
