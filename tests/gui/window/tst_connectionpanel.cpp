// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/widgets/statusdot.h"
#include "gui/window/connectionpanel.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

namespace {

/** With secrets in it that must not be shown. */
ConnectionSettings deadConnectionWithSecrets()
{
    ConnectionSettings connection = deadConnection();
    connection.webSocketUrl =
        QUrl(QStringLiteral("ws://user:canary-password@127.0.0.1:9/connection/websocket?t=canary"));
    connection.tokenHmacSecret = Secret("canary-secret-77aa");
    return connection;
}

QString rowText(const QTreeWidgetItem *item)
{
    return QStringList{item->text(0), item->text(1), item->text(2), item->text(3)}.join(u'|');
}

} // namespace

/** The panel below the dot, through the window. */
class TestConnectionPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensAndClosesByKeyboard();
    void opensByClickAndMenu();
    void tellsTheFailingStep();
    void copiesWithoutSecrets();
    void staysInTheSmallestWindow();
    void nowTriesAtOnce();
    void tellsALiveConnection();
    void numbersAttemptsAlike();

private:
    QTreeWidget *tree() { return m_fixture->find<QTreeWidget>("attemptTree"); }
    ConnectionPanel *panel() { return m_fixture->find<ConnectionPanel>("ConnectionPanel"); }
    StatusDot *dot() { return m_fixture->find<StatusDot>("statusDot"); }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestConnectionPanel::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
}

void TestConnectionPanel::cleanup()
{
    m_fixture.reset();
}

void TestConnectionPanel::opensAndClosesByKeyboard()
{
    for (const auto key : {Qt::Key_Space, Qt::Key_Return}) {
        dot()->setFocus();
        QTest::keyClick(dot(), key);
        QVERIFY(panel()->isVisible());
        QVERIFY(tree()->hasFocus());
        QTest::keyClick(tree(), Qt::Key_Escape);
        QVERIFY(!panel()->isVisible());
        QVERIFY(dot()->hasFocus());
    }
}

void TestConnectionPanel::opensByClickAndMenu()
{
    QTest::mouseClick(dot(), Qt::LeftButton);
    QVERIFY(panel()->isVisible());
    QVERIFY(!m_fixture->labelText("stepTextLabel").isEmpty()); // nothing happened, and it says so
    m_fixture->find<QToolButton>("closePanelButton")->click();
    QVERIFY(!panel()->isVisible());
    m_fixture->trigger("stepsAction");
    QVERIFY(panel()->isVisible());
    m_fixture->trigger("stepsAction");
    QVERIFY(!panel()->isVisible());
}

void TestConnectionPanel::tellsTheFailingStep()
{
    m_fixture->controller().setConnection(deadConnectionWithSecrets());
    QTRY_VERIFY(m_fixture->controller().status().retryAt.has_value());
    dot()->click();
    QTRY_VERIFY(tree()->topLevelItemCount() > 0);
    const QTreeWidgetItem *attempt = tree()->topLevelItem(tree()->topLevelItemCount() - 1);
    QTRY_VERIFY(attempt->childCount() > 1);
    QVERIFY2(attempt->text(1) == QStringLiteral("\u2715 failed"), qPrintable(rowText(attempt)));
    QVERIFY2(attempt->text(3).contains(QStringLiteral("at: TCP")), qPrintable(rowText(attempt)));
    const QTreeWidgetItem *tcp = attempt->child(1);
    QVERIFY2(rowText(tcp).startsWith(QStringLiteral("TCP|\u2715 failed|")),
             qPrintable(rowText(tcp)));
    QCOMPARE(tcp->foreground(1).color(), m_fixture->theme().color(Tone::Bad));
    QVERIFY(!tcp->data(0, Qt::AccessibleTextRole).toString().isEmpty());
    QTRY_VERIFY(m_fixture->labelText("attemptLabel").contains(QStringLiteral("attempt")));
}

void TestConnectionPanel::copiesWithoutSecrets()
{
    m_fixture->controller().setConnection(deadConnectionWithSecrets());
    dot()->click();
    QTRY_VERIFY(panel()->text().contains(QStringLiteral("tcp")));
    m_fixture->find<QToolButton>("copyStepsButton")->click();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(QStringLiteral("Attempt 1")), qPrintable(copied));
    QVERIFY2(copied.contains(QStringLiteral("ws://127.0.0.1:9/connection/websocket")),
             qPrintable(copied));
    QVERIFY2(!copied.contains(QStringLiteral("canary")), qPrintable(copied));
}

void TestConnectionPanel::staysInTheSmallestWindow()
{
    dot()->click();
    for (const QSize size : {QSize(900, 600), QSize(1600, 1000), QSize(900, 600)}) {
        m_fixture->window().resize(size);
        QTRY_VERIFY(m_fixture->window().rect().contains(panel()->geometry()));
        QVERIFY(panel()->width() > 600);
    }
}

void TestConnectionPanel::nowTriesAtOnce()
{
    m_fixture->controller().setConnection(deadConnectionWithSecrets());
    dot()->click();
    QTRY_VERIFY(m_fixture->controller().status().retryAttempt >= 3); // by now the pauses are long
    auto *now = m_fixture->find<QPushButton>("attemptNowButton");
    QTRY_VERIFY(now->isVisible());
    const int before = m_fixture->controller().session().timeline().attempts().constLast().number;
    now->click();
    QTRY_VERIFY(m_fixture->controller().session().timeline().attempts().constLast().number
                > before);
}

void TestConnectionPanel::tellsALiveConnection()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannel(QStringLiteral("news"));
    m_fixture->controller().addChannel(QStringLiteral("closed:room"));
    dot()->click();
    m_fixture->controller().setConnection(serverConnection(server));
    QTRY_VERIFY(m_fixture->isConnected());
    QTRY_COMPARE(tree()->topLevelItemCount(), 1);
    QTRY_COMPARE(tree()->topLevelItem(0)->childCount(), 6);
    const QTreeWidgetItem *attempt = tree()->topLevelItem(0);
    QCOMPARE(attempt->text(1), QStringLiteral("\u2713 connected"));
    QStringList steps;
    for (int i = 0; i < attempt->childCount(); ++i) {
        steps += attempt->child(i)->text(0) + u' ' + attempt->child(i)->text(1).mid(2);
    }
    steps.sort();
    QCOMPARE(
        steps,
        QStringList({QStringLiteral("Connect done"), QStringLiteral("Name resolution not observed"),
                     QStringLiteral("Subscribe closed:room failed"),
                     QStringLiteral("Subscribe news done"), QStringLiteral("TCP done"),
                     QStringLiteral("WebSocket upgrade done")}));
}

/** Also after a connection that was begun anew, whose client counts from 1 again. */
void TestConnectionPanel::numbersAttemptsAlike()
{
    WindowController &controller = m_fixture->controller();
    controller.setConnection(deadConnectionWithSecrets());
    QTRY_VERIFY(controller.status().retryAttempt >= 2);
    controller.reconnect();
    dot()->click();
    const auto next = [&controller] {
        return QStringLiteral("attempt %1 ")
            .arg(controller.session().timeline().attempts().constLast().number + 1);
    };
    QTRY_VERIFY(m_fixture->labelText("attemptLabel").contains(next()));
    QTRY_VERIFY2(m_fixture->labelText("retryLabel").contains(next().trimmed()),
                 qPrintable(m_fixture->labelText("retryLabel")));
    QVERIFY(next() != QStringLiteral("attempt 2 "));
}

REALTIME_TEST(TestConnectionPanel, QApplication)
#include "tst_connectionpanel.moc"
