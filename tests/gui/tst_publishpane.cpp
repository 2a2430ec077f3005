// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>

namespace {

/** A server that is not there, so that nothing is ever sent. */
ConnectionSettings deadConnection()
{
    ConnectionSettings connection;
    connection.source = ConnectionSettings::Source::Environment;
    connection.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:9/connection/websocket"));
    connection.apiUrl = QUrl(QStringLiteral("http://127.0.0.1:9/api"));
    connection.apiKey = Secret("key");
    connection.tokenHmacSecret = Secret("secret");
    return connection;
}

} // namespace

class TestPublishPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDisabledWithoutKey();
    void validatesWhileTyping();
    void putsTheCaretOnTheFault();
    void needsAChannel();
    void keepsTheChosenChannel();
    void saysRejectedWithTheLayer();
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

void TestPublishPane::saysRejectedWithTheLayer()
{
    WindowFixture fixture;
    fixture.controller().setConnection(deadConnection());
    fixture.controller().addChannel(QStringLiteral("news"));
    fixture.find<QPushButton>("publishButton")->click();
    QTRY_COMPARE(fixture.labelText("stateLabel"), QStringLiteral("✕ rejected"));
    QVERIFY2(fixture.labelText("timesLabel").contains(QLatin1String("127.0.0.1, port 9")),
             qPrintable(fixture.labelText("timesLabel")));
}

QTEST_MAIN(TestPublishPane)
#include "tst_publishpane.moc"
