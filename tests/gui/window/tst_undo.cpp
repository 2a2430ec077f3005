// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

namespace {

QString payload(int number)
{
    return QStringLiteral("{\"n\":%1}").arg(number);
}

Rule namedRule(const char *name)
{
    Rule rule;
    rule.name = QString::fromLatin1(name);
    rule.filter = QStringLiteral("size > 5");
    return rule;
}

/** A rule is deleted. */
void deleteRule(WindowFixture &fixture)
{
    RuleList &rules = fixture.shared().rules;
    rules.append(namedRule("one"));
    rules.removeAt(rules.rules().size() - 1);
}

/** Live, with two rows. */
std::unique_ptr<WindowFixture> withRows(TestServer &server)
{
    auto fixture = std::make_unique<WindowFixture>();
    fixture->controller().setUser(QStringLiteral("alice"));
    fixture->controller().addChannel(QStringLiteral("plain:x"));
    fixture->controller().setConnection(serverConnection(server));
    if (!QTest::qWaitFor([&] { return fixture->isSubscribed(QStringLiteral("plain:x")); },
                         Patience)) {
        return nullptr;
    }
    for (const int number : {1, 2}) {
        server.publish(QStringLiteral("plain:x"), payload(number).toUtf8());
    }
    const bool arrived = QTest::qWaitFor(
        [&] { return fixture->column(JournalModel::Payload).contains(payload(2)); }, Patience);
    return arrived ? std::move(fixture) : nullptr;
}

} // namespace

/** Ctrl+Z outside text fields, and the strip that offers it. */
class TestUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsClearedRowsBack();
    void putsNewRowsBehindThem();
    void countersAddUpAfterwards();
    void watchesAgain();
    void bringsARuleBack();
    void bringsAProfileBack();
    void leavesTheTextToItsField();
    void forgetsAtAnotherProfile();
    void saysWhenThereIsNothing();
    void keepsTheNewestSteps();
    void stripGoesByItself();
};

void TestUndo::bringsClearedRowsBack()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = withRows(server);
    QVERIFY(fixture);
    const QStringList before = fixture->column(JournalModel::Payload);
    const quint64 marked = fixture->controller().entries().firstNumber() + 1;
    fixture->controller().log().marks().setMark(marked, QStringLiteral("note"));
    const auto *strip = fixture->find<QWidget>("UndoStrip");
    QVERIFY(!strip->isVisible());
    fixture->trigger("clearAction");
    QTRY_COMPARE(fixture->find<QTableView>("logView")->model()->rowCount(), 0);
    QVERIFY(strip->isVisible());
    QVERIFY2(fixture->labelText("doneLabel").startsWith(QLatin1String("Cleared the log. ")),
             qPrintable(fixture->labelText("doneLabel")));
    fixture->find<QPushButton>("undoButton")->click();
    QTRY_COMPARE(fixture->column(JournalModel::Payload), before);
    QCOMPARE(fixture->controller().log().marks().note(marked), QStringLiteral("note"));
    QVERIFY(!strip->isVisible());
    QVERIFY(!fixture->find<QAction>("undoAction")->isEnabled());
}

void TestUndo::putsNewRowsBehindThem()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = withRows(server);
    QVERIFY(fixture);
    QStringList rows = fixture->column(JournalModel::Payload);
    fixture->trigger("clearAction");
    QVERIFY(server.publish(QStringLiteral("plain:x"), payload(3).toUtf8()));
    QTRY_COMPARE(fixture->column(JournalModel::Payload), QStringList(payload(3)));
    fixture->controller().log().marks().setMark(1, QStringLiteral("third"));
    fixture->trigger("undoAction");
    rows.append(payload(3));
    QTRY_COMPARE(fixture->column(JournalModel::Payload), rows);
    QCOMPARE(fixture->controller().log().marks().note(quint64(rows.size())),
             QStringLiteral("third"));
    QVERIFY(server.publish(QStringLiteral("plain:x"), payload(4).toUtf8()));
    rows.append(payload(4));
    QTRY_COMPARE(fixture->column(JournalModel::Payload), rows);
}

void TestUndo::countersAddUpAfterwards()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = withRows(server);
    QVERIFY(fixture);
    const RowCounts before = fixture->controller().log().model().counts();
    fixture->trigger("clearAction");
    QCOMPARE(fixture->controller().log().model().counts().received, quint64(0));
    fixture->trigger("undoAction");
    const RowCounts after = fixture->controller().log().model().counts();
    QCOMPARE(after.received, before.received);
    QCOMPARE(after.shown, before.shown);
    QCOMPARE(after.trimmed, quint64(0));
}

void TestUndo::watchesAgain()
{
    TestServer server;
    QVERIFY(server.start());
    const auto fixture = withRows(server);
    QVERIFY(fixture);
    ChannelOptions options;
    options.joinLeave = false;
    WatchSession &watcher = fixture->controller().session();
    watcher.setChannelOptions(QStringLiteral("plain:x"), options);
    fixture->controller().removeChannelOf(watcher, QStringLiteral("plain:x"));
    QTRY_VERIFY(!fixture->isSubscribed(QStringLiteral("plain:x")));
    QCOMPARE(fixture->labelText("doneLabel"), QStringLiteral("Stopped watching plain:x."));
    fixture->find<QTableView>("logView")->setFocus();
    QTest::keyClick(fixture->find<QTableView>("logView"), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(fixture->isSubscribed(QStringLiteral("plain:x")));
    QVERIFY(watcher.request().optionsOf(QStringLiteral("plain:x")) == options);
}

void TestUndo::bringsARuleBack()
{
    WindowFixture fixture;
    RuleList &rules = fixture.shared().rules;
    rules.setRules({namedRule("one"), namedRule("two"), namedRule("three")});
    const QList<Rule> before = rules.rules();
    rules.removeAt(1);
    QCOMPARE(fixture.labelText("doneLabel"), QStringLiteral("Deleted the rule two."));
    rules.append(namedRule("four"));
    fixture.trigger("undoAction");
    QCOMPARE(rules.rules(), before + QList<Rule>{namedRule("four")}); // where it was
}

void TestUndo::bringsAProfileBack()
{
    WindowFixture fixture;
    const Profile profile = deadProfile("staging");
    fixture.save(profile);
    fixture.profiles().kept().put(profile.id, {{QStringLiteral("draft"), QStringLiteral("x")}});
    QVERIFY(fixture.profiles().store().remove(profile.id));
    QVERIFY(!fixture.profiles().store().find(profile.id));
    QCOMPARE(fixture.labelText("doneLabel"), QStringLiteral("Deleted the profile staging."));
    fixture.trigger("undoAction");
    QCOMPARE(fixture.profiles().store().find(profile.id), std::optional(profile));
    QCoreApplication::sendPostedEvents(&fixture.profiles(), QEvent::MetaCall);
    QCOMPARE(fixture.profiles().kept().find(profile.id).value(QStringLiteral("draft")).toString(),
             QStringLiteral("x"));
}

void TestUndo::leavesTheTextToItsField()
{
    WindowFixture fixture;
    fixture.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    deleteRule(fixture);
    auto *editor = fixture.find<QPlainTextEdit>("payloadEdit");
    editor->setFocus();
    const QString before = editor->toPlainText();
    QTest::keyClicks(editor, QStringLiteral("x"));
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor->toPlainText(), before);
    QVERIFY(fixture.find<QAction>("undoAction")->isEnabled());
}

void TestUndo::forgetsAtAnotherProfile()
{
    WindowFixture fixture;
    const Profile profile = deadProfile("staging");
    fixture.save(profile);
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("secret-channel"));
    fixture.controller().removeChannelOf(fixture.controller().session(),
                                         QStringLiteral("secret-channel"));
    QVERIFY(fixture.find<QAction>("undoAction")->isEnabled());
    fixture.profiles().choose(profile.id);
    QVERIFY(!fixture.find<QAction>("undoAction")->isEnabled());
    QVERIFY(!fixture.find<QWidget>("UndoStrip")->isVisible());
}

void TestUndo::saysWhenThereIsNothing()
{
    WindowFixture fixture;
    QVERIFY(!fixture.find<QAction>("undoAction")->isEnabled());
    fixture.trigger("clearAction"); // there are no rows
    QVERIFY(!fixture.find<QAction>("undoAction")->isEnabled());
    QVERIFY(!fixture.find<QWidget>("UndoStrip")->isVisible());
}

void TestUndo::keepsTheNewestSteps()
{
    UndoList list;
    QStringList undone;
    for (int i = 0; i < int(UndoList::MostSteps) + 5; ++i) {
        list.add({QString::number(i), [&undone, i] { undone += QString::number(i); }});
    }
    QCOMPARE(list.next(), QStringLiteral("24"));
    while (!list.next().isEmpty()) {
        list.undo();
    }
    list.undo();
    QCOMPARE(undone.size(), int(UndoList::MostSteps));
    QCOMPARE(undone.constFirst(), QStringLiteral("24"));
    QCOMPARE(undone.constLast(), QStringLiteral("5"));
    bool isPossible = true;
    list.add({QStringLiteral("possible"), [] {}});
    list.add({QStringLiteral("not any more"), [] {}, UndoList::Step::Scope::Program,
              [&isPossible] { return isPossible; }});
    QCOMPARE(list.next(), QStringLiteral("not any more"));
    isPossible = false;
    QCOMPARE(list.next(), QStringLiteral("possible"));
}

void TestUndo::stripGoesByItself()
{
    WindowFixture fixture;
    deleteRule(fixture);
    auto *strip = fixture.find<QWidget>("UndoStrip");
    QVERIFY(strip->isVisible());
    QVERIFY(strip->parentWidget()->rect().contains(strip->geometry()));
    fixture.find<QToolButton>("undoCloseButton")->click();
    QVERIFY(!strip->isVisible());
    QVERIFY(fixture.find<QAction>("undoAction")->isEnabled()); // still by the key
}

REALTIME_TEST(TestUndo, QApplication)
#include "tst_undo.moc"
