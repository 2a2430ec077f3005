// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/log/logpane.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

/** The log under real messages: follow, pause, pin. */
class TestLogPane : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void followsTheNewest();
    void scrollingUpReleases();
    void pausedItKeepsReceiving();
    void selectionStaysOnItsEntry();
    void focusAloneSelectsNothing();
    void clearKeepsTheSession();
    void singleKeysActOnlyInTheLog();
    void emptyStateIsWholeOrHidden();

private:
    void publish(int count);
    QScrollBar *bar() { return m_fixture->find<QTableView>("logView")->verticalScrollBar(); }

    std::unique_ptr<WindowFixture> m_fixture;
    int m_published = 0;
};

void TestLogPane::init()
{
    m_published = 0;
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannel(QStringLiteral("plain:log"));
    m_fixture->controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(m_fixture->isLive());
    publish(60);
    QTRY_VERIFY(bar()->maximum() > 20);
}

void TestLogPane::cleanup()
{
    m_fixture.reset();
}

void TestLogPane::publish(int count)
{
    QByteArrayList commands;
    for (int i = 0; i < count; ++i) {
        commands += R"({"publish":{"channel":"plain:log","data":{"n":)"
            + QByteArray::number(++m_published) + "}}}";
    }
    m_server.call(QStringLiteral("batch"), R"({"commands":[)" + commands.join(',') + "]}");
    const WindowController &controller = m_fixture->controller();
    QTRY_COMPARE(controller.journal().counters().publications, quint64(m_published));
    const JournalModel &model = *m_fixture->controller().journalModel();
    QTRY_COMPARE(quint64(model.rowCount() + model.heldBack()),
                 quint64(controller.journal().size()));
}

void TestLogPane::followsTheNewest()
{
    QCOMPARE(bar()->value(), bar()->maximum());
    publish(20);
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(!m_fixture->find<QPushButton>("newRowsButton")->isVisible());
}

void TestLogPane::scrollingUpReleases()
{
    bar()->setValue(5);
    publish(7);
    QCOMPARE(bar()->value(), 5);
    auto *pill = m_fixture->find<QPushButton>("newRowsButton");
    QVERIFY(pill->isVisible());
    QVERIFY2(pill->text().contains(QLatin1String("7 new")), qPrintable(pill->text()));
    pill->click();
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(!pill->isVisible());
    bar()->setValue(5);
    QTest::keyClick(m_fixture->find<QTableView>("logView"), Qt::Key_End);
    QCOMPARE(bar()->value(), bar()->maximum());
    QVERIFY(m_fixture->find<LogPane>("logPane")->isFollowing());
    bar()->setValue(5);
    QVERIFY(!m_fixture->find<LogPane>("logPane")->isFollowing());
    bar()->setValue(bar()->maximum()); // as the mouse does it
    QVERIFY(m_fixture->find<LogPane>("logPane")->isFollowing());
}

void TestLogPane::pausedItKeepsReceiving()
{
    const int rows = m_fixture->find<QTableView>("logView")->model()->rowCount();
    m_fixture->trigger("pauseAction");
    publish(9);
    QCOMPARE(m_fixture->find<QTableView>("logView")->model()->rowCount(), rows);
    auto *pill = m_fixture->find<QPushButton>("newRowsButton");
    QTRY_VERIFY(pill->isVisible());
    QTRY_VERIFY2(pill->text().contains(QLatin1String("9 waiting")), qPrintable(pill->text()));
    QTRY_VERIFY2(m_fixture->labelText("countersLabel").contains(QLatin1String("waiting 9")),
                 qPrintable(m_fixture->labelText("countersLabel")));
    QVERIFY(m_fixture->labelText("countersLabel")
                .startsWith(QStringLiteral("received %1 = shown %2 + waiting 9 + let go 0")
                                .arg(rows + 9)
                                .arg(rows)));
    m_fixture->trigger("pauseAction");
    QCOMPARE(m_fixture->find<QTableView>("logView")->model()->rowCount(), rows + 9);
    QCOMPARE(bar()->value(), bar()->maximum());
}

void TestLogPane::selectionStaysOnItsEntry()
{
    auto *view = m_fixture->find<QTableView>("logView");
    const int row = view->model()->rowCount() - 3;
    view->selectRow(row);
    auto *detail = m_fixture->find<QPlainTextEdit>("formattedView");
    const QString text = detail->toPlainText();
    QVERIFY(text.contains(QLatin1String("\"n\": 58")));
    publish(10);
    QCOMPARE(view->currentIndex().row(), row);
    QCOMPARE(detail->toPlainText(), text);
    QTest::keyClick(view, Qt::Key_Escape);
    QTRY_VERIFY(detail->toPlainText().contains(QLatin1String("\"n\": 70")));
}

void TestLogPane::focusAloneSelectsNothing()
{
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    auto *view = m_fixture->find<QTableView>("logView");
    m_fixture->find<QPlainTextEdit>("payloadEdit")->setFocus();
    view->setFocus(Qt::TabFocusReason);
    publish(2);
    auto *detail = m_fixture->find<QPlainTextEdit>("formattedView");
    QTRY_VERIFY(detail->toPlainText().contains(QLatin1String("\"n\": 62"))); // the newest
    QTest::keyClick(view, Qt::Key_Up);
    QCOMPARE(view->currentIndex().row(), view->model()->rowCount() - 1);
    QTest::keyClick(view, Qt::Key_Up);
    QVERIFY(detail->toPlainText().contains(QLatin1String("\"n\": 61")));
}

void TestLogPane::clearKeepsTheSession()
{
    m_fixture->trigger("clearAction");
    QCOMPARE(m_fixture->find<QTableView>("logView")->model()->rowCount(), 0);
    QVERIFY(m_fixture->isLive());
    m_published = 0;
    publish(3);
    QCOMPARE(m_fixture->find<QTableView>("logView")->model()->rowCount(), 3);
}

void TestLogPane::singleKeysActOnlyInTheLog()
{
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    auto *view = m_fixture->find<QTableView>("logView");
    view->selectRow(3);
    // A list takes no single keys for itself, as a text field does.
    for (const char *other : {"channelView", "payloadEdit"}) {
        auto *widget = m_fixture->find<QWidget>(other);
        widget->setFocus();
        QVERIFY(widget->hasFocus());
        for (const Qt::Key key : {Qt::Key_Space, Qt::Key_M}) {
            QTest::keyClick(widget, key);
        }
        QVERIFY2(!m_fixture->controller().isPaused(), other);
        QVERIFY2(m_fixture->controller().log().marks().isEmpty(), other);
    }
    view->setFocus();
    QTest::keyClick(view, Qt::Key_M);
    QVERIFY(!m_fixture->controller().log().marks().isEmpty());
    QTest::keyClick(view, Qt::Key_Space);
    QVERIFY(m_fixture->controller().isPaused());
}

/** What is left below the first rows may be too low for it. */
void TestLogPane::emptyStateIsWholeOrHidden()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannels(
        {QStringLiteral("plain:1"), QStringLiteral("plain:2"), QStringLiteral("plain:3")});
    m_fixture->controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(m_fixture->isLive());
    auto *empty = m_fixture->find<QWidget>("emptyState");
    auto *button = findIn<QPushButton>(*empty, "actionButton");
    m_fixture->window().resize(1440, 1000);
    QTRY_VERIFY(empty->isVisible());
    QVERIFY(button->visibleRegion().boundingRect().height() >= button->sizeHint().height());
    m_fixture->window().resize(900, 600);
    QTRY_VERIFY(!empty->isVisible());
    m_fixture->controller().clear(); // no rows, more room
    QTRY_VERIFY(empty->isVisible());
    QVERIFY(button->visibleRegion().boundingRect().height() >= button->sizeHint().height());
}

REALTIME_TEST(TestLogPane, QApplication)
#include "tst_logpane.moc"
