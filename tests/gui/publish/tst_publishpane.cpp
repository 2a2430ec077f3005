// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/publish/runspane.h"
#include "gui/widgets/payloadedit.h"
#include "monitor/publish/run.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QWheelEvent>

#include <functional>

namespace {

SessionTarget production()
{
    SessionTarget target;
    target.connection = deadConnection();
    target.profile = QStringLiteral("Live");
    target.channels = QStringList{QStringLiteral("news"), QStringLiteral("second")};
    target.isProduction = true;
    return target;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(WindowFixture &)>)

class TestPublishPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDisabledWithoutKey();
    void validatesWhileTyping();
    void saysHowToWriteIt_data();
    void saysHowToWriteIt();
    void putsTheCaretOnTheFault();
    void needsAChannel();
    void keepsTheChosenChannel();
    void saysNotSentWithTheLayer();
    void aChangeEndsTheQuestion_data();
    void aChangeEndsTheQuestion();
    void validityHasItsColor();
    void theQuestionHasTheFocusOnNo();
    void theQuestionOutlivesOtherChannels();
    void sendsExactlyWhatItAskedAbout();
    void aLargeTextIsCheckedInAThread();
    void whatIsCheckedIsPublishedOnce();
    void enterAloneIsALineEnd();
    void theWheelChangesNoTarget();
    void publishingAgainAsksInProduction();
};

void TestPublishPane::isDisabledWithoutKey()
{
    WindowFixture fixture;
    ConnectionSettings connection = deadConnection();
    connection.apiKey = {};
    fixture.controller().setConnection(connection);
    fixture.controller().addChannel(QStringLiteral("news"));
    QVERIFY(!fixture.find<QPushButton>("publishButton")->isEnabled());
    QVERIFY(fixture.find<QPushButton>("publishButton")
                ->toolTip()
                .contains(QLatin1String("CENTRIFUGO_API_KEY")));
    QVERIFY(fixture.labelText("timesLabel").contains(QLatin1String("CENTRIFUGO_API_KEY")));
    fixture.trigger("publishAction");
    QVERIFY(!fixture.controller().shownRoundTrip());
    QTRY_COMPARE(fixture.labelText("stateLabel"), QStringLiteral("✕ not sent"));
    QVERIFY(fixture.labelText("timesLabel").contains(QLatin1String("CENTRIFUGO_API_KEY")));
}

void TestPublishPane::validatesWhileTyping()
{
    WindowFixture fixture;
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    edit->setPlainText(QStringLiteral("{\"a\": 1e400}"));
    QCOMPARE(fixture.labelText("validityLabel"), QStringLiteral("✓ JSON"));
    edit->setPlainText(QStringLiteral("{\n  \"ä\": tru}"));
    QVERIFY2(fixture.labelText("validityLabel").startsWith(QStringLiteral("✕ line 2:")),
             qPrintable(fixture.labelText("validityLabel")));
    edit->clear();
    QVERIFY(fixture.labelText("validityLabel").startsWith(QStringLiteral("✕ line 1:1")));
}

void TestPublishPane::saysHowToWriteIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &text, const QString &words) {
        QTest::newRow(name) << text << words;
    };
    row("a bare text", QStringLiteral("hello"),
        QStringLiteral("line 1:1 A text needs double quotes: \"hello\"."));
    row("a byte order mark", QStringLiteral("\uFEFF{}"),
        QStringLiteral("line 1:1 An invisible byte order mark stands before the value: delete "
                       "it."));
    row("a value per line", QStringLiteral("{\"a\":1}\n{\"a\":2}\n"),
        QStringLiteral("line 2:1 One message is one value: send each line alone, or all of them "
                       "in [ ] with commas."));
    row("nothing to guess", QStringLiteral("{\"a\":}"),
        QStringLiteral("line 1:6 A value is missing."));
}

void TestPublishPane::saysHowToWriteIt()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("news"));
    fixture.find<QPlainTextEdit>("payloadEdit")->setPlainText(text);
    QCOMPARE(fixture.labelText("validityLabel"), QStringLiteral("✕ ") + words);
    fixture.trigger("publishAction");
    QTRY_COMPARE(fixture.labelText("timesLabel"), QStringLiteral("This is not JSON, ") + words);
}

void TestPublishPane::putsTheCaretOnTheFault()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("news"));
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    edit->setPlainText(QStringLiteral("{\"grüße\": ,}"));
    edit->moveCursor(QTextCursor::Start);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(edit->textCursor().position(), 10);
    QCOMPARE(edit->toPlainText(), QStringLiteral("{\"grüße\": ,}"));
    QVERIFY(!fixture.controller().shownRoundTrip());
    QTRY_COMPARE(fixture.labelText("stateLabel"), QStringLiteral("✕ not sent"));
    QVERIFY2(fixture.labelText("timesLabel").startsWith(QLatin1String("This is not JSON, line 1:")),
             qPrintable(fixture.labelText("timesLabel")));
}

void TestPublishPane::needsAChannel()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    auto *button = fixture.find<QPushButton>("publishButton");
    QVERIFY(!button->isEnabled());
    fixture.find<QComboBox>("channelBox")->setEditText(QStringLiteral("typed"));
    QVERIFY(button->isEnabled());
}

void TestPublishPane::keepsTheChosenChannel()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    auto *box = fixture.find<QComboBox>("channelBox");
    fixture.controller().addChannel(QStringLiteral("one"));
    QCOMPARE(box->currentText(), QStringLiteral("one"));
    fixture.controller().addChannel(QStringLiteral("two"));
    box->setCurrentIndex(1);
    fixture.controller().addChannel(QStringLiteral("three"));
    QCOMPARE(box->currentText(), QStringLiteral("two"));
    fixture.controller().removeChannel(QStringLiteral("two"));
    QCOMPARE(box->currentText(), QStringLiteral("one"));
    box->setEditText(QStringLiteral("typed"));
    fixture.controller().removeChannel(QStringLiteral("one"));
    QCOMPARE(box->currentText(), QStringLiteral("typed"));
}

void TestPublishPane::saysNotSentWithTheLayer()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("news"));
    fixture.find<QPushButton>("publishButton")->click();
    QTRY_COMPARE(fixture.runState(), QStringLiteral("✕ not sent"));
    QVERIFY(!fixture.find<QPushButton>("tripButton")->isVisible());
    QVERIFY2(fixture.labelText("timesLabel").contains(QLatin1String("127.0.0.1, port 9")),
             qPrintable(fixture.labelText("timesLabel")));
}

void TestPublishPane::aChangeEndsTheQuestion_data()
{
    using Change = std::function<void(WindowFixture &)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("payload") << Change([](WindowFixture &fixture) {
        QTest::keyClicks(fixture.find<QPlainTextEdit>("payloadEdit"), QStringLiteral(" "));
    });
    QTest::newRow("channel typed") << Change([](WindowFixture &fixture) {
        fixture.find<QComboBox>("channelBox")->setEditText(QStringLiteral("typed"));
    });
    QTest::newRow("channel chosen") << Change(
        [](WindowFixture &fixture) { fixture.find<QComboBox>("channelBox")->setCurrentIndex(1); });
    QTest::newRow("channel gone") << Change(
        [](WindowFixture &fixture) { fixture.controller().removeChannel(QStringLiteral("news")); });
    QTest::newRow("tag") << Change(
        [](WindowFixture &fixture) { fixture.find<QCheckBox>("tagBox")->toggle(); });
}

void TestPublishPane::aChangeEndsTheQuestion()
{
    QFETCH(const std::function<void(WindowFixture &)>, change);
    WindowFixture fixture;
    fixture.controller().switchTo(production());
    fixture.trigger("publishAction");
    auto *bar = fixture.find<QWidget>("confirmBar");
    QVERIFY(bar->isVisible());
    change(fixture);
    QVERIFY(!bar->isVisible());
    fixture.find<QPushButton>("confirmButton")->click(); // hidden, but to be sure
    QVERIFY(!fixture.controller().shownRoundTrip());
    QVERIFY(fixture.controller().mustConfirmPublish());
}

void TestPublishPane::validityHasItsColor()
{
    WindowFixture fixture;
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    const auto color = [&fixture] {
        return fixture.find<QLabel>("validityLabel")->palette().color(QPalette::WindowText);
    };
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        fixture.theme().setAppearance(appearance);
        edit->setPlainText(QStringLiteral("{\"a\":1}"));
        QCOMPARE(fixture.labelText("validityLabel"), QStringLiteral("✓ JSON"));
        QCOMPARE(color(), fixture.theme().color(Tone::Good));
        edit->setPlainText(QStringLiteral("{"));
        QVERIFY(fixture.labelText("validityLabel").startsWith(QStringLiteral("✕ line 1:2")));
        QCOMPARE(color(), fixture.theme().color(Tone::Bad));
    }
}

/** The key that asked must not answer; whoever declines goes on writing. */
void TestPublishPane::theQuestionHasTheFocusOnNo()
{
    WindowFixture fixture;
    fixture.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    fixture.controller().switchTo(production());
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    auto *no = fixture.find<QPushButton>("refuseButton");
    QVERIFY(no->hasFocus());
    QTest::keyClick(no, Qt::Key_Space);
    QVERIFY(!fixture.find<QWidget>("confirmBar")->isVisible());
    QVERIFY(edit->hasFocus());
    QVERIFY(!fixture.controller().shownRoundTrip());
}

void TestPublishPane::theQuestionOutlivesOtherChannels()
{
    WindowFixture fixture;
    fixture.controller().switchTo(production());
    fixture.trigger("publishAction");
    fixture.controller().addChannel(QStringLiteral("third"));
    QVERIFY(fixture.find<QWidget>("confirmBar")->isVisible());
    fixture.find<QPushButton>("confirmButton")->click();
    QVERIFY(fixture.controller().shownRoundTrip());
    QCOMPARE(fixture.controller().shownRoundTrip()->channel, QStringLiteral("news"));
}

void TestPublishPane::sendsExactlyWhatItAskedAbout()
{
    WindowFixture fixture;
    fixture.controller().switchTo(production());
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    auto *box = fixture.find<QComboBox>("channelBox");
    edit->setPlainText(QStringLiteral("{\"asked\":1}"));
    fixture.trigger("publishAction");
    {
        const QSignalBlocker quietEdit(edit); // a change nobody hears of
        const QSignalBlocker quietBox(box);
        edit->setPlainText(QStringLiteral("{\"other\":2}"));
        box->setEditText(QStringLiteral("other"));
    }
    fixture.find<QPushButton>("confirmButton")->click();
    const auto trip = fixture.controller().shownRoundTrip();
    QVERIFY(trip);
    QCOMPARE(trip->channel, QStringLiteral("news"));
    QCOMPARE(trip->payload, QByteArray("{\"asked\":1}"));
}

void TestPublishPane::aLargeTextIsCheckedInAThread()
{
    WindowFixture fixture;
    auto *edit = fixture.find<PayloadEdit>("payloadEdit");
    const QString text = u'[' + QStringLiteral("1,").repeated(PayloadEdit::Large) + u'1';
    edit->setText(text + u']');
    QCOMPARE(fixture.labelText("validityLabel"), QStringLiteral("… checking"));
    QTRY_COMPARE(fixture.labelText("validityLabel"), QStringLiteral("✓ JSON"));
    QTest::keyClicks(edit, QStringLiteral("]"));
    QCOMPARE(fixture.labelText("validityLabel"), QStringLiteral("… checking"));
    QTRY_VERIFY(fixture.labelText("validityLabel").startsWith(QStringLiteral("✕ line 1:")));
    QTest::keyClick(edit, Qt::Key_Backspace);
    QTest::keyClicks(edit, QStringLiteral("]"));
    QTest::keyClick(edit, Qt::Key_Backspace); // what is found of the text before is void
    QTRY_COMPARE(fixture.labelText("validityLabel"), QStringLiteral("✓ JSON"));
}

void TestPublishPane::whatIsCheckedIsPublishedOnce()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("news"));
    auto *edit = fixture.find<PayloadEdit>("payloadEdit");
    const QString text = u'[' + QStringLiteral("1,").repeated(PayloadEdit::Large * 8) + u'1';
    edit->setText(text + u']');
    fixture.trigger("publishAction");
    QVERIFY(edit->isInserting());
    QTRY_VERIFY(!edit->isInserting());
    fixture.trigger("publishAction");
    QVERIFY(!fixture.controller().shownRoundTrip());
    QCOMPARE(fixture.labelText("validityLabel"), QStringLiteral("… checking, then publishing"));
    QTRY_VERIFY(fixture.controller().shownRoundTrip());
    QVERIFY(fixture.controller().shownRoundTrip()->payload == (text + u']').toUtf8());
    QTRY_COMPARE(fixture.controller().publishing().runs().size(), 1U);

    edit->setText(text);
    fixture.trigger("publishAction");
    QTRY_VERIFY(!edit->isInserting());
    QTest::keyClicks(edit, QStringLiteral("]")); // another text than the one to publish
    QTRY_COMPARE(fixture.labelText("validityLabel"), QStringLiteral("✓ JSON"));
    QCOMPARE(fixture.controller().publishing().runs().size(), 1U);
}

void TestPublishPane::enterAloneIsALineEnd()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("news"));
    auto *edit = fixture.find<QPlainTextEdit>("payloadEdit");
    edit->setPlainText(QStringLiteral("1"));
    edit->moveCursor(QTextCursor::End);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        for (const Qt::KeyboardModifiers keys :
             {Qt::KeyboardModifiers(Qt::NoModifier), Qt::KeyboardModifiers(Qt::ShiftModifier),
              Qt::KeyboardModifiers(Qt::AltModifier)}) {
            QTest::keyClick(edit, key, keys);
            QVERIFY(!fixture.controller().shownRoundTrip());
        }
    }
    QVERIFY(edit->document()->blockCount() > 1);
    edit->setPlainText(QStringLiteral("1")); // Shift+Enter is a character that is not JSON
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.controller().shownRoundTrip());
}

/** Whoever scrolls past the box must not publish elsewhere. */
void TestPublishPane::theWheelChangesNoTarget()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    for (const char *channel : {"one", "two", "three"}) {
        fixture.controller().addChannel(QLatin1String(channel));
    }
    auto *box = fixture.find<QComboBox>("channelBox");
    box->setCurrentIndex(1);
    fixture.find<QPlainTextEdit>("payloadEdit")->setFocus();
    for (QWidget *target : {static_cast<QWidget *>(box), static_cast<QWidget *>(box->lineEdit())}) {
        for (const int way : {120, -120}) {
            const QPointF middle = target->rect().center();
            QWheelEvent wheel(middle, target->mapToGlobal(middle), {}, {0, way}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(target, &wheel);
            QCOMPARE(box->currentText(), QStringLiteral("two"));
        }
    }
}

void TestPublishPane::publishingAgainAsksInProduction()
{
    WindowFixture fixture;
    fixture.controller().switchTo(production());
    fixture.trigger("publishAction");
    fixture.find<QPushButton>("confirmButton")->click();
    const auto *model = fixture.find<QTableView>("runTable")->model();
    QTRY_COMPARE(model->rowCount(), 1);
    fixture.controller().switchTo(production()); // has to be confirmed anew
    QVERIFY(fixture.controller().mustConfirmPublish());
    Run run;
    run.trip.channel = QStringLiteral("second");
    run.trip.payload = "7";
    Q_EMIT fixture.find<RunsPane>("runsPane")->againRequested(run);
    QVERIFY(fixture.find<QWidget>("confirmBar")->isVisible());
    QVERIFY(fixture.labelText("confirmLabel").contains(QLatin1String("second")));
    QVERIFY(!fixture.find<QPushButton>("confirmButton")->hasFocus());
    QVERIFY(!fixture.controller().shownRoundTrip());
    fixture.find<QPushButton>("confirmButton")->click();
    QCOMPARE(fixture.controller().shownRoundTrip()->channel, QStringLiteral("second"));
    QCOMPARE(fixture.controller().shownRoundTrip()->payload, QByteArray("7"));
    QTRY_COMPARE(model->rowCount(), 2); // of the same profile
}

REALTIME_TEST(TestPublishPane, QApplication)
#include "tst_publishpane.moc"
