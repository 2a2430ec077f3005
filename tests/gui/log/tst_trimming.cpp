// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/log/logpane.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace {

/** Trims 50 rows at once, which is less than a screen holds twice. */
constexpr std::size_t MaxEntries = 400;
constexpr int OfOneTrim = 50;

QList<quint64> numbersBetween(quint64 one, quint64 other)
{
    QList<quint64> numbers;
    for (quint64 number = std::min(one, other); number <= std::max(one, other); ++number) {
        numbers.append(number);
    }
    return numbers;
}

JournalLimits smallLimits()
{
    JournalLimits limits;
    limits.entries = MaxEntries;
    limits.segmentEntries = OfOneTrim;
    return limits;
}

} // namespace

/** A log at its limit, which lets go of its oldest rows while more come: through the window. */
class TestTrimming : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void followStaysAtTheEnd_data();
    void followStaysAtTheEnd();
    void theEndStaysInAViewOfAnotherSize();
    void whatIsReadStays_data();
    void whatIsReadStays();
    void theSelectedEntryStaysUntilItGoes();
    void theDetailKeepsWhatTheLogLetGoOf();
    void pausedItLosesOnlyWhatGoes();
    void pagingGoesOnFromWhatIsInSight();
    void aDragKeepsWhereItBegan_data();
    void aDragKeepsWhereItBegan();
    void aDragEndsWhereTheViewIsLeft();
    void aDragThatScrollsUpStopsFollowing();

private:
    void publish(int count);
    /** Something a row of data does before or after the log is followed. */
    using Step = void (TestTrimming::*)();
    void take(const QList<Step> &steps);
    void filter(const QString &text);
    void filterEven() { filter(QStringLiteral("even")); }
    void filterAll() { filter(QStringLiteral("n")); }
    void findEven() { m_fixture->controller().log().setFindText(QStringLiteral("even")); }
    void focusFirstRow();
    void selectNearTheEnd();
    /** So many go that nothing stays of what is there now. */
    void replaceEverything();
    void select(quint64 number);

    QTableView *view() { return m_fixture->find<QTableView>("logView"); }
    QScrollBar *bar() { return view()->verticalScrollBar(); }
    const JournalModel &model() { return *m_fixture->controller().journalModel(); }
    const Journal &journal() { return m_fixture->controller().journal(); }
    bool isFollowing() { return m_fixture->find<LogPane>("logPane")->isFollowing(); }
    quint64 topNumber() { return model().numberOfRow(view()->rowAt(0)); }
    quint64 lowestNumber()
    {
        return model().numberOfRow(view()->rowAt(view()->viewport()->height() - 2));
    }
    QPoint pointIn(int row)
    {
        const QRect cell = view()->visualRect(model().index(row, JournalModel::Payload));
        return cell.center();
    }
    /** With the left button down. */
    void dragTo(int row)
    {
        const QPointF point = pointIn(row);
        QMouseEvent move(QEvent::MouseMove, point, view()->viewport()->mapToGlobal(point),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view()->viewport(), &move);
    }
    /** Of the selected rows, top down. */
    QList<quint64> selectedNumbers()
    {
        QList<quint64> numbers;
        for (const QModelIndex &row : view()->selectionModel()->selectedRows()) {
            numbers.append(model().numberOfRow(row.row()));
        }
        std::ranges::sort(numbers);
        return numbers;
    }
    quint64 selectedNumber()
    {
        const QModelIndexList rows = view()->selectionModel()->selectedRows();
        return rows.size() == 1 ? model().numberOfRow(rows.first().row()) : 0;
    }
    QString pill()
    {
        auto *button = m_fixture->find<QPushButton>("newRowsButton");
        return button->isVisible() ? button->text() : QString();
    }

    std::unique_ptr<WindowFixture> m_fixture;
    quint64 m_published = 0;
};

void TestTrimming::init()
{
    m_published = 0;
    m_fixture = std::make_unique<WindowFixture>(smallLimits());
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannel(QStringLiteral("plain:log"));
    m_fixture->controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(m_fixture->isLive());
    publish(int(MaxEntries));
    QTRY_VERIFY(journal().counters().trimmed > 0);
}

void TestTrimming::cleanup()
{
    m_fixture.reset();
}

/** Numbered, the even ones with a word that can be looked for. */
void TestTrimming::publish(int count)
{
    QByteArrayList commands;
    for (int i = 0; i < count; ++i) {
        const quint64 n = ++m_published;
        commands += R"({"publish":{"channel":"plain:log","data":{"n":)" + QByteArray::number(n)
            + (n % 2 == 0 ? R"(,"is":"even")" : "") + "}}}";
    }
    m_server.call(QStringLiteral("batch"), R"({"commands":[)" + commands.join(',') + "]}");
    QTRY_COMPARE(journal().counters().publications, m_published);
    QTRY_COMPARE(model().counts().received, quint64(journal().counters().appended));
}

void TestTrimming::filter(const QString &text)
{
    m_fixture->enter("filterEdit", text);
    QTRY_COMPARE(model().matches().left(), quint64(0));
}

void TestTrimming::replaceEverything()
{
    for (int i = 0; i < int(MaxEntries) + 2 * OfOneTrim; i += OfOneTrim / 2) {
        publish(OfOneTrim / 2);
    }
}

void TestTrimming::select(quint64 number)
{
    const auto row = model().rowOfNumber(number);
    QVERIFY(row);
    view()->selectRow(*row);
    QCOMPARE(selectedNumber(), number);
}

void TestTrimming::take(const QList<Step> &steps)
{
    for (const Step step : steps) {
        (this->*step)();
    }
}

void TestTrimming::focusFirstRow()
{
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    m_fixture->find<QPlainTextEdit>("payloadEdit")->setFocus();
    view()->setFocus(Qt::TabFocusReason);
    view()->setCurrentIndex(QModelIndex());
    view()->selectionModel()->setCurrentIndex(view()->model()->index(0, 0),
                                              QItemSelectionModel::NoUpdate);
}

void TestTrimming::selectNearTheEnd()
{
    select(model().numberOfRow(model().rowCount() - 3));
}

void TestTrimming::followStaysAtTheEnd_data()
{
    using Test = TestTrimming;
    QTest::addColumn<QList<Step>>("before"); // the log is followed
    QTest::addColumn<QList<Step>>("after");
    const QList<Step> none;
    const QList<Step> select{&Test::selectNearTheEnd};
    QTest::newRow("nothing else") << none << none;
    QTest::newRow("the first row is current, by the focus")
        << QList<Step>{&Test::focusFirstRow} << none;
    QTest::newRow("a selected row is trimmed") << none << select;
    QTest::newRow("a filter") << QList<Step>{&Test::filterEven, &Test::focusFirstRow} << none;
    QTest::newRow("a filter, a selected row goes")
        << QList<Step>{&Test::filterEven, &Test::focusFirstRow} << select;
    QTest::newRow("a search") << QList<Step>{&Test::findEven, &Test::focusFirstRow} << select;
    QTest::newRow("a filter and a search")
        << QList<Step>{&Test::filterAll, &Test::findEven, &Test::focusFirstRow} << select;
}

void TestTrimming::followStaysAtTheEnd()
{
    QFETCH(const QList<Step>, before);
    QFETCH(const QList<Step>, after);
    take(before);
    m_fixture->trigger("followAction");
    take(after);
    QVERIFY(isFollowing());
    for (int i = 0; i < 2 * int(MaxEntries); i += OfOneTrim) {
        publish(OfOneTrim);
        QVERIFY(isFollowing());
        QCOMPARE(pill(), QString());
        QTRY_COMPARE(bar()->value(), bar()->maximum());
        QCOMPARE(lowestNumber(), model().numberOfRow(model().rowCount() - 1));
    }
    QVERIFY(bar()->maximum() > 0);
    QVERIFY(!view()->selectionModel()->hasSelection());
}

void TestTrimming::theEndStaysInAViewOfAnotherSize()
{
    m_fixture->window().resize(900, 600);
    QTRY_COMPARE(bar()->value(), bar()->maximum());
    QTRY_COMPARE(lowestNumber(), model().numberOfRow(model().rowCount() - 1));
    m_fixture->window().resize(1280, 900);
    QTRY_COMPARE(lowestNumber(), model().numberOfRow(model().rowCount() - 1));
    QVERIFY(isFollowing());
}

void TestTrimming::whatIsReadStays_data()
{
    QTest::addColumn<QList<Step>>("before");
    QTest::newRow("all rows") << QList<Step>();
    QTest::newRow("a filter") << QList<Step>{&TestTrimming::filterEven};
}

void TestTrimming::whatIsReadStays()
{
    QFETCH(const QList<Step>, before);
    take(before);
    bar()->setValue(bar()->maximum() - 20);
    QVERIFY(!isFollowing());
    const quint64 top = topNumber();
    QVERIFY(top > 0);
    const quint64 receivedBefore = model().counts().received;
    const quint64 publishedBefore = m_published;
    int rounds = 0;
    while (journal().firstNumber() + 2 * OfOneTrim < top) {
        publish(OfOneTrim);
        ++rounds;
        QTRY_COMPARE(topNumber(), top);
        QVERIFY(!isFollowing());
        const quint64 fresh = before.isEmpty() ? model().counts().received - receivedBefore
                                               : (m_published - publishedBefore) / 2;
        QCOMPARE(pill(), QStringLiteral("\u25bc %1 new").arg(fresh));
    }
    QVERIFY(rounds > 2);
    replaceEverything(); // now it is gone, too: the oldest is the nearest
    QTRY_COMPARE(bar()->value(), 0);
    QCOMPARE(topNumber(), model().numberOfRow(0));
    QVERIFY(!isFollowing());
    m_fixture->find<QPushButton>("newRowsButton")->click();
    QVERIFY(isFollowing());
    QCOMPARE(pill(), QString());
    publish(OfOneTrim);
    QTRY_COMPARE(bar()->value(), bar()->maximum());
}

void TestTrimming::theSelectedEntryStaysUntilItGoes()
{
    const quint64 number = model().numberOfRow(model().rowCount() - 5);
    select(number);
    const QString text = m_fixture->find<QPlainTextEdit>("formattedView")->toPlainText();
    QVERIFY(text.contains(QLatin1String("\"n\": ")));
    while (journal().firstNumber() + OfOneTrim < number) {
        publish(OfOneTrim);
        QCOMPARE(selectedNumber(), number);
        QCOMPARE(m_fixture->find<QPlainTextEdit>("formattedView")->toPlainText(), text);
        QCOMPARE(m_fixture->labelText("sizeLabel"), QString());
        QVERIFY(isFollowing());
    }
}

void TestTrimming::theDetailKeepsWhatTheLogLetGoOf()
{
    m_fixture->window().resize(1300, 700); // else the detail is closed
    select(model().numberOfRow(model().rowCount() - 5));
    const auto *detail = m_fixture->find<QPlainTextEdit>("formattedView");
    const QString text = detail->toPlainText();
    const QString title = m_fixture->labelText("titleLabel");
    replaceEverything();
    QVERIFY(!view()->selectionModel()->hasSelection());
    QCOMPARE(detail->toPlainText(), text);
    QCOMPARE(m_fixture->labelText("titleLabel"), title);
    QTRY_COMPARE(m_fixture->labelText("sizeLabel"),
                 QStringLiteral("The log has let go of this entry. It stays here until another one "
                                "is shown."));
    auto *follow = m_fixture->find<QToolButton>("followButton");
    QVERIFY(follow->isVisible());
    follow->click();
    QTRY_VERIFY(detail->toPlainText().contains(QString::number(m_published)));
    QVERIFY(!follow->isVisible());
    QVERIFY(!m_fixture->find<QLabel>("sizeLabel")->isVisible());
}

void TestTrimming::pausedItLosesOnlyWhatGoes()
{
    const quint64 last = model().numberOfRow(model().rowCount() - 1);
    m_fixture->trigger("pauseAction");
    publish(4 * OfOneTrim);
    QTRY_COMPARE(lowestNumber(), last);
    QTRY_COMPARE(bar()->value(), bar()->maximum());
    QCOMPARE(pill(),
             QStringLiteral("\u2016 paused · %1 waiting").arg(model().counts().received - last));
    replaceEverything();
    QTRY_COMPARE(model().rowCount(), 0);
    m_fixture->trigger("pauseAction");
    QTRY_COMPARE(bar()->value(), bar()->maximum());
    QCOMPARE(lowestNumber(), model().numberOfRow(model().rowCount() - 1));
    QCOMPARE(pill(), QString());
}

void TestTrimming::pagingGoesOnFromWhatIsInSight()
{
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    view()->setFocus(Qt::TabFocusReason);
    publish(2 * OfOneTrim);
    QTRY_COMPARE(bar()->value(), bar()->maximum());
    const int before = view()->rowAt(0);
    QTest::keyClick(view(), Qt::Key_PageUp);
    const int after = view()->rowAt(0);
    QVERIFY2(after < before && after > before / 2, QByteArray::number(after));
    QVERIFY(!isFollowing());
}

void TestTrimming::aDragKeepsWhereItBegan_data()
{
    QTest::addColumn<int>("rowsFromEnd"); // 0: the end is followed
    QTest::addColumn<int>("trims");
    QTest::addColumn<int>("end"); // rows below the one on top
    QTest::newRow("down, not at the end") << 60 << 3 << 12;
    QTest::newRow("up, not at the end") << 60 << 3 << 1;
    QTest::newRow("down, the end is followed") << 0 << 3 << 12;
    QTest::newRow("up, the end is followed") << 0 << 3 << 1;
    QTest::newRow("where it began is trimmed") << 60 << 20 << 12;
}

/** The button is down, rows come and go, the pointer moves on. */
void TestTrimming::aDragKeepsWhereItBegan()
{
    QFETCH(const int, rowsFromEnd);
    QFETCH(const int, trims);
    QFETCH(const int, end);
    const bool follows = rowsFromEnd == 0;
    bar()->setValue(bar()->maximum() - rowsFromEnd);
    QCOMPARE(isFollowing(), follows);
    const quint64 top = model().numberOfRow(bar()->value()); // the first that is wholly in sight
    const quint64 began = top + 5;
    const int row = *model().rowOfNumber(began);
    QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, pointIn(row));
    dragTo(row + 4);
    QCOMPARE(selectedNumbers().size(), 5);
    for (int i = 0; i < trims; ++i) {
        publish(OfOneTrim);
    }
    m_fixture->window().resize(m_fixture->window().width(), m_fixture->window().height() + 40);
    QCOMPARE(topNumber(), std::max<quint64>(top, journal().firstNumber())); // rows stand still
    QCOMPARE(isFollowing(), follows);
    const int last = view()->rowAt(0) + end;
    const quint64 pointed = model().numberOfRow(last);
    dragTo(last);
    const QList<quint64> expected =
        numbersBetween(std::max<quint64>(began, journal().firstNumber()), pointed);
    QCOMPARE(selectedNumbers(), expected);
    QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, pointIn(last));
    QCOMPARE(selectedNumbers(), expected);
    QCOMPARE(isFollowing(), follows);
    QCOMPARE(bar()->value() == bar()->maximum(), follows);
    publish(OfOneTrim);
    QCOMPARE(bar()->value() == bar()->maximum(), follows);
}

void TestTrimming::aDragEndsWhereTheViewIsLeft()
{
    QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, pointIn(view()->rowAt(0) + 5));
    publish(OfOneTrim);
    QVERIFY(bar()->value() < bar()->maximum());
    QFocusEvent left(QEvent::FocusOut, Qt::PopupFocusReason);
    QCoreApplication::sendEvent(view(), &left);
    QVERIFY(isFollowing());
    QTRY_COMPARE(bar()->value(), bar()->maximum());
}

void TestTrimming::aDragThatScrollsUpStopsFollowing()
{
    QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, pointIn(view()->rowAt(0) + 5));
    dragTo(view()->rowAt(0) + 1);
    bar()->setValue(bar()->value() - 3); // as the view does by itself at its edge
    QVERIFY(!isFollowing());
    publish(OfOneTrim);
    const quint64 top = topNumber();
    QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, pointIn(view()->rowAt(0) + 1));
    QCOMPARE(topNumber(), top);
    QCOMPARE(pill(), QStringLiteral("\u25bc %1 new").arg(OfOneTrim + 1)); // and the row of the trim
}

REALTIME_TEST(TestTrimming, QApplication)
#include "tst_trimming.moc"
