// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logfixture.h"
#include "windowfixture.h"

#include "gui/detail/detailpane.h"
#include "gui/detail/entrydetails.h"
#include "gui/widgets/jsonedit.h"
#include "gui/widgets/theme.h"
#include "support/entrybuilders.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>

/** What the detail shows of one entry, and how much. */
class TestDetailPane : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void cutsAHugePayloadUntilAsked();
    void copiesRawBytes_data();
    void copiesRawBytes();
    void cutsHugeTags();
    void saysThatNoPublicationIsNear();
    void theNewestIsOneThatTheFilterShows();
    void laysOutALargeTextOnlyWhereItIsSeen();
};

void TestDetailPane::cutsAHugePayloadUntilAsked()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.window().resize(1300, 800); // else the detail is closed
    fixture.controller().addChannel(QStringLiteral("plain:huge"));
    fixture.controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isSubscribed(QStringLiteral("plain:huge")));
    const auto *raw = fixture.find<QPlainTextEdit>("rawView");
    auto *all = fixture.find<QPushButton>("showAllButton");
    fixture.find<QTabWidget>("viewTabs")->setCurrentWidget(fixture.find<QWidget>("rawPage"));

    const QByteArray small = '"' + QByteArray(64 * 1024 - 2, 's') + '"';
    QVERIFY(m_server.publish(QStringLiteral("plain:huge"), small));
    QTRY_COMPARE(fixture.controller().journal().counters().publications, quint64(1));
    QTRY_COMPARE(raw->toPlainText().size(), small.size());
    QVERIFY(!all->isVisible());

    const QByteArray huge = "{\"text\":\"" + QByteArray(200'000, 'x') + "end\"}";
    QVERIFY(m_server.publish(QStringLiteral("plain:huge"), huge));
    QTRY_COMPARE(raw->toPlainText(), QString::fromLatin1(huge.first(64 * 1024)));
    QVERIFY(all->isVisible());
    QVERIFY2(fixture.labelText("sizeLabel").contains(QLatin1String("first 64.0 KB of 195.3 KB")),
             qPrintable(fixture.labelText("sizeLabel")));

    QElapsedTimer timer;
    timer.start();
    all->click();
    QVERIFY2(timer.elapsed() < 3000, QByteArray::number(timer.elapsed())); // minutes once
    // In lines that can be laid out; copied it is one again.
    QTRY_COMPARE(raw->toPlainText().remove(u'\n').size(), huge.size());
    fixture.find<QPlainTextEdit>("rawView")->selectAll();
    fixture.find<QPlainTextEdit>("rawView")->copy();
    QCOMPARE(QApplication::clipboard()->text(), QString::fromLatin1(huge));
    fixture.find<QTabWidget>("viewTabs")->setCurrentWidget(fixture.find<QWidget>("formattedPage"));
    QTRY_VERIFY(fixture.find<QPlainTextEdit>("formattedView")
                    ->toPlainText()
                    .endsWith(QLatin1String("end\"\n}")));
    QVERIFY(!all->isVisible());
    QVERIFY(!fixture.find<QWidget>("sizeLabel")->isVisible());
    fixture.find<QTabWidget>("viewTabs")->setCurrentWidget(fixture.find<QWidget>("rawPage"));

    // Asked for this entry, not for the next.
    auto *log = fixture.find<QTableView>("logView");
    const int row = log->model()->rowCount() - 1;
    log->selectRow(row - 1);
    log->selectRow(row);
    QCOMPARE(raw->toPlainText().size(), 64 * 1024);
    QVERIFY(all->isVisible());
}

void TestDetailPane::copiesRawBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("bidirectional") << QByteArray("{\"a\":\"x\xE2\x80\xAEy\"}");
    QTest::newRow("control characters") << QByteArray("a\0\x1b[31m\r\nb\tc\x7f", 14);
    QTest::newRow("no UTF-8") << QByteArray("\xFF\xFEx\xE2\x80\n\xC3");
    QTest::newRow("escapes that are text") << QByteArray("\"\\u202e \\xff\"");
    QTest::newRow("a long line") << QByteArray("[\"")
            + QByteArray("\xE2\x80\xAE\xC3\xBC").repeated(20'000) + "\"]\n";
}

/** The view may escape them, a copy has them as received. */
void TestDetailPane::copiesRawBytes()
{
    QFETCH(const QByteArray, bytes);
    LogFixture fixture;
    const Theme theme(fixture.settings);
    DetailPane pane;
    pane.attach(fixture.log, theme);
    fixture.append({publication(bytes.toStdString())});
    findIn<QTabWidget>(pane, "viewTabs")->setCurrentWidget(findIn<QWidget>(pane, "rawPage"));
    pane.pin(1);
    auto *raw = findIn<QPlainTextEdit>(pane, "rawView");
    findIn<QPushButton>(pane, "showAllButton")->click(); // of the long one
    QTRY_VERIFY(static_cast<JsonEdit *>(raw)->isComplete());
    QVERIFY(!raw->toPlainText().contains(QChar(0x202e)));
    raw->selectAll();
    raw->copy();
    const QMimeData *copied = QApplication::clipboard()->mimeData();
    QCOMPARE(copied->data(QStringLiteral("text/plain")), bytes);

    QTextCursor part = raw->textCursor(); // all but the first and the last character
    part.setPosition(1);
    part.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    part.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor);
    raw->setTextCursor(part);
    raw->copy();
    const QByteArray some =
        QApplication::clipboard()->mimeData()->data(QStringLiteral("text/plain"));
    QVERIFY(some.size() >= bytes.size() - 2);
    QVERIFY(bytes.contains(some));
}

void TestDetailPane::cutsHugeTags()
{
    const std::string tags = "{\"a\":\"" + std::string(100'000, 't') + "\"}";
    Entry entry;
    entry.tags = tags;
    const QString metadata = entryMetadata(entry);
    QVERIFY(metadata.size() < 70'000);
    QVERIFY(metadata.endsWith(QLatin1String("Shown: the first 64.0 KB of 97.7 KB.")));
}

void TestDetailPane::saysThatNoPublicationIsNear()
{
    LogFixture fixture;
    const Theme theme(fixture.settings);
    DetailPane pane;
    pane.attach(fixture.log, theme);
    pane.setVisible(true);
    const auto *note = pane.findChild<QLabel *>(QStringLiteral("sizeLabel"));
    const auto *title = pane.findChild<QLabel *>(QStringLiteral("titleLabel"));
    std::vector<Arrival> joins(SearchedForNewest);
    for (Arrival &join : joins) {
        join.kind = EntryKind::Join;
        join.info = "{\"user\":\"bob\"}";
    }
    fixture.append({publication("1")});
    fixture.append(joins);
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#1,025")));
    QCOMPARE(note->text(),
             QStringLiteral("There is no publication among the newest 1,024 entries."));
    QVERIFY(note->isVisible());
    pane.pin(1025); // asked for
    QVERIFY(!note->isVisible());
    pane.pin(0);
    QTRY_VERIFY(note->isVisible());
    fixture.append({publication("1")});
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#1,026")));
    QVERIFY(!note->isVisible());
}

void TestDetailPane::theNewestIsOneThatTheFilterShows()
{
    LogFixture fixture;
    const Theme theme(fixture.settings);
    DetailPane pane;
    pane.attach(fixture.log, theme);
    const auto *title = pane.findChild<QLabel *>(QStringLiteral("titleLabel"));
    fixture.append({publication("1"), publication("2"), publication("3")});
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#3")));
    fixture.log.setFilterText(QStringLiteral("data < 3"));
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#2")));
    fixture.append({publication("4")});
    fixture.append({publication("0"), publication("5")});
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#5")));
    fixture.log.setFilterText(QStringLiteral("data > 9"));
    QTRY_COMPARE(title->text(), QStringLiteral("No entry matches the filter"));
    fixture.append({publication("10")});
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#7")));
    fixture.log.showEverything();
    fixture.append({publication("1")});
    QTRY_VERIFY(title->text().startsWith(QStringLiteral("#8")));
}

/** Each of the texts may take longer than a frame. */
void TestDetailPane::laysOutALargeTextOnlyWhereItIsSeen()
{
    LogFixture fixture;
    const Theme theme(fixture.settings);
    DetailPane pane;
    pane.attach(fixture.log, theme);
    fixture.append({publication("{\"small\":1}"),
                    publication("{\"large\":\"" + std::string(60'000, 'x') + "\"}")});
    auto *pages = findIn<QTabWidget>(pane, "viewTabs");
    auto *formatted = findIn<QPlainTextEdit>(pane, "formattedView");
    auto *raw = findIn<QPlainTextEdit>(pane, "rawView");
    pages->setCurrentWidget(findIn<QWidget>(pane, "treePage"));
    pane.pin(1);
    QVERIFY(formatted->toPlainText().contains(QLatin1String("small")));
    pane.pin(2);
    QCOMPARE(formatted->toPlainText(), QString());
    QCOMPARE(raw->toPlainText(), QString());
    pages->setCurrentWidget(findIn<QWidget>(pane, "formattedPage"));
    QVERIFY(formatted->toPlainText().contains(QLatin1String("large")));
    QCOMPARE(raw->toPlainText(), QString());
    pages->setCurrentWidget(findIn<QWidget>(pane, "rawPage"));
    QVERIFY(raw->toPlainText().contains(QLatin1String("large")));
}

REALTIME_TEST(TestDetailPane, QApplication)
#include "tst_detailpane.moc"
