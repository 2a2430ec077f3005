// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/log/logtable.h"
#include "gui/log/rowmenu.h"
#include "support/entrybuilders.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QComboBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>

/** What the menu of a row publishes, and rows that are publishes of the window. */
class TestRowPublishing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsARow();
    void sendsARowOnce();
    void asksInProduction();
    void sendsNothingThatIsNotJson();
    void offersOnlyMessages();
    void tellsOwnRows();
};

namespace {

/** The last row of that kind: states of the connection come at any time. */
QModelIndex lastCell(const JournalModel &model, EntryKind kind)
{
    int row = model.rowCount() - 1;
    while (row > 0 && model.entryAt(row).kind != kind) {
        --row;
    }
    return model.index(row, JournalModel::Payload);
}

void appendRow(WindowFixture &fixture, const Arrival &row)
{
    const JournalModel &model = *fixture.controller().journalModel();
    fixture.controller().feed().append(row);
    const auto last = [&] { return model.entryAt(lastCell(model, row.kind).row()); };
    QTRY_VERIFY(last().number != 0 && last().kind == row.kind && last().payload == row.payload);
}

QAction *rowAction(WindowFixture &fixture, QMenu &menu, const QString &text,
                   EntryKind kind = EntryKind::Publication)
{
    fillRowMenu(menu, *fixture.find<LogTable>("logTable"), fixture.controller().log(),
                lastCell(*fixture.controller().journalModel(), kind));
    for (QAction *action : menu.actions()) {
        if (action->text().remove(u'&') == text) {
            return action;
        }
    }
    return nullptr;
}

void triggerOnRow(WindowFixture &fixture, const QString &text)
{
    QMenu menu;
    QAction *action = rowAction(fixture, menu, text);
    QVERIFY2(action != nullptr, qPrintable(text));
    action->trigger();
}

std::size_t publishes(WindowFixture &fixture)
{
    return fixture.controller().publishing().tracker().roundTrips().size();
}

void connectNowhere(WindowFixture &fixture, bool isProduction)
{
    SessionTarget target;
    target.connection = deadConnection();
    target.profile = QStringLiteral("Live");
    target.isProduction = isProduction;
    fixture.controller().switchTo(target);
}

} // namespace

void TestRowPublishing::loadsARow()
{
    WindowFixture fixture;
    Arrival row = publication("{\n  \"n\": 1.50\n}");
    row.channel = "a\u200bb";
    appendRow(fixture, row);
    triggerOnRow(fixture, QStringLiteral("Load into Publish"));
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    QCOMPARE(edit->toPlainText(), QStringLiteral("{\n  \"n\": 1.50\n}"));
    QCOMPARE(fixture.find<QComboBox>("channelBox")->currentText(), QStringLiteral("a\\u200bb"));
    QCOMPARE(publishes(fixture), 0u);
    edit->undo();
    QVERIFY(edit->toPlainText().contains(QStringLiteral("hello"))); // what was there before
    // The name itself is published, not what is shown of it.
    connectNowhere(fixture, false);
    triggerOnRow(fixture, QStringLiteral("Load into Publish"));
    fixture.trigger("publishAction");
    QCOMPARE(fixture.controller().publishing().tracker().roundTrips().back().channel,
             QStringLiteral("a\u200bb"));
}

void TestRowPublishing::sendsARowOnce()
{
    WindowFixture fixture;
    connectNowhere(fixture, false);
    appendRow(fixture, publication("{ \"n\" :1.50}"));
    const QString draft = fixture.find<QPlainTextEdit>("payloadEdit")->toPlainText();
    triggerOnRow(fixture, QStringLiteral("Send again"));
    QCOMPARE(publishes(fixture), 1u);
    const RoundTrip trip = fixture.controller().publishing().tracker().roundTrips().back();
    QCOMPARE(trip.payload, QByteArray("{ \"n\" :1.50}"));
    QCOMPARE(trip.channel, QStringLiteral("news"));
    QVERIFY(!trip.idempotencyKey.isEmpty());
    QCOMPARE(fixture.find<QPlainTextEdit>("payloadEdit")->toPlainText(), draft);
}

void TestRowPublishing::asksInProduction()
{
    WindowFixture fixture;
    connectNowhere(fixture, true);
    appendRow(fixture, publication("[1]"));
    triggerOnRow(fixture, QStringLiteral("Send again"));
    QCOMPARE(publishes(fixture), 0u);
    QVERIFY(fixture.find<QWidget>("confirmBar")->isVisible());
    fixture.find<QPushButton>("confirmButton")->click();
    QCOMPARE(publishes(fixture), 1u);
    QCOMPARE(fixture.controller().publishing().tracker().roundTrips().back().payload,
             QByteArray("[1]"));
}

void TestRowPublishing::sendsNothingThatIsNotJson()
{
    WindowFixture fixture;
    connectNowhere(fixture, false);
    appendRow(fixture, publication("not JSON"));
    triggerOnRow(fixture, QStringLiteral("Send again"));
    QCOMPARE(publishes(fixture), 0u);
    QVERIFY(fixture.controller().publishing().whyNotSent().startsWith(
        QStringLiteral("This is not JSON")));
}

void TestRowPublishing::offersOnlyMessages()
{
    WindowFixture fixture; // not connected: nothing can be sent
    Arrival left = publication({});
    left.kind = EntryKind::Leave;
    appendRow(fixture, left);
    QMenu ofLeave;
    QVERIFY(rowAction(fixture, ofLeave, QStringLiteral("Load into Publish"), EntryKind::Leave)
            == nullptr);
    appendRow(fixture, publication("1"));
    QMenu ofMessage;
    QAction *send = rowAction(fixture, ofMessage, QStringLiteral("Send again"));
    QVERIFY(send != nullptr && !send->isEnabled());
}

void TestRowPublishing::tellsOwnRows()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("news"));
    fixture.controller().setConnection(serverConnection(server));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isLive(), Patience);
    fixture.find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("[1]"));
    fixture.trigger("publishAction");
    LogState &log = fixture.controller().log();
    const auto lastStyle = [&log] {
        return log.styleFor(log.model().entryAt(log.model().rowCount() - 1));
    };
    QTRY_VERIFY_WITH_TIMEOUT(lastStyle().ownPublish != 0, Patience);
    QVERIFY2(lastStyle().own.startsWith(QStringLiteral("\u2713 yours ")),
             qPrintable(lastStyle().own));
    QCOMPARE(log.ownRows().numberOf(lastStyle().ownPublish, log.source()),
             log.model().numberOfRow(log.model().rowCount() - 1));

    auto *table = fixture.find<LogTable>("logTable");
    QSignalSpy requested(table, &LogTable::publishRequested);
    QTableView *view = table->view();
    const QRect cell =
        view->visualRect(log.model().index(log.model().rowCount() - 1, JournalModel::Payload));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, {cell.left() + 8, cell.center().y()});
    QCOMPARE(requested.size(), 0);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, {cell.right() - 16, cell.center().y()});
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.constFirst().constFirst().toULongLong(), lastStyle().ownPublish);
    auto *runs = fixture.find<QTableView>("runTable");
    runs->clearSelection();
    triggerOnRow(fixture, QStringLiteral("Show the publish"));
    QCOMPARE(requested.size(), 2);
    QVERIFY(runs->selectionModel()->isRowSelected(0, {}));
}

REALTIME_TEST(TestRowPublishing, QApplication)

#include "tst_rowpublishing.moc"
