// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "centrifuge/token.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

#include <signal.h>

namespace {

const auto Hostile = QStringLiteral("<b>x</b><img src=file:///etc/hostname>&a\u202e\u001b[31m");

bool holdsHiddenCharacter(const QString &text)
{
    return text.contains(QChar(0x202e)) || text.contains(QChar(0x1b));
}

} // namespace

/** The whole way, through the real widgets and the local server. */
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingSet();
    void showsNoProofBeforeItsRow();
    void provesARoundTrip();
    void ownChannelIsTheFirstOffer();
    void refusedChannelIsExplained();
    void wrongSecretIsExplained();
    void comesBackAfterACrash();
    void restartsTheLocalServer();
    void disconnectsAndReconnects();
    void showsHostileTextPlain();
    void usesAReadyToken();
    void fitsASmallScreen();
    void remembersItsPanes();
    void survivesSpoiltSettings();

private:
    std::unique_ptr<WindowFixture> connected(TestServer &server, const QString &user);
};

void TestMainWindow::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
}

std::unique_ptr<WindowFixture> TestMainWindow::connected(TestServer &server, const QString &user)
{
    if (!server.start()) {
        return nullptr;
    }
    auto fixture = std::make_unique<WindowFixture>();
    fixture->controller().setConnection(serverConnection(server));
    fixture->enter("userEdit", user);
    return QTest::qWaitFor([&] { return fixture->isLive(); }) ? std::move(fixture) : nullptr;
}

void TestMainWindow::nothingSet()
{
    WindowFixture fixture;
    fixture.controller().setConnection({});
    QCOMPARE(fixture.find<QWidget>("statusDot")->accessibleName(),
             QStringLiteral("Connection: disabled"));
    QVERIFY(fixture.find<QPushButton>("actionButton")->isVisible());
    QCOMPARE(fixture.find<QPushButton>("actionButton")->text(),
             QStringLiteral("Start the local server"));
    fixture.find<QPushButton>("actionButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isLive(), Patience);
    QVERIFY(fixture.find<QToolButton>("profileButton")
                ->text()
                .startsWith(QLatin1String("Local server")));
    QVERIFY(fixture.labelText("sourceLabel").startsWith(QLatin1String("127.0.0.1")));
}

/** Many at once, so that most pushes come between two frames of the log. */
void TestMainWindow::showsNoProofBeforeItsRow()
{
    TestServer server;
    const auto fixture = connected(server, QStringLiteral("alice"));
    QVERIFY(fixture);
    WindowController &controller = fixture->controller();
    const QString channel = QStringLiteral("history:news");
    controller.addChannel(channel);
    QTRY_VERIFY(fixture->isSubscribed(channel));
    int proofs = 0;
    quint64 published = 0; // also the offset of the last
    QStringList early;
    connect(&controller, &WindowController::roundTripChanged, this, [&] {
        const auto trip = controller.shownRoundTrip();
        if (!trip || trip->state != RoundTrip::State::Proven) {
            return;
        }
        ++proofs;
        if (fixture->column(JournalModel::Offset).last().toULongLong() < published) {
            early += QString::number(published);
        }
    });
    while (published < 40) {
        server.publish(channel, "{}"); // the frame begins with this one
        controller.publish({channel, "{\"n\":1}", {}, {}});
        published += 2;
        QTRY_COMPARE(controller.journal().counters().publications, published);
        QTRY_COMPARE(controller.shownRoundTrip()->state, RoundTrip::State::Proven);
    }
    QVERIFY(proofs >= 20);
    QCOMPARE(early, QStringList());
}

void TestMainWindow::provesARoundTrip()
{
    TestServer server;
    const auto fixture = connected(server, QStringLiteral("alice"));
    QVERIFY(fixture);
    QTRY_VERIFY(fixture->find<QLabel>("tokenLabel")->text().startsWith(QLatin1String("59:")));
    fixture->enter("channelEdit", QStringLiteral("history:news"));
    QTRY_VERIFY(fixture->isSubscribed(QStringLiteral("history:news")));
    auto *edit = fixture->find<QPlainTextEdit>("payloadEdit");
    edit->setPlainText(QStringLiteral("{\"price\": 1.50}"));
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(fixture->runState(), QStringLiteral("✓ proven"));
    QTRY_VERIFY(fixture->labelText("timesLabel").contains(QLatin1String("matched by position")));
    QTRY_VERIFY(fixture->labelText("placeLabel").contains(QLatin1String("offset 1")));
    QCOMPARE(fixture->column(JournalModel::Payload).last(), QStringLiteral("{\"price\": 1.50}"));
    QTRY_COMPARE(fixture->find<QPlainTextEdit>("formattedView")->toPlainText(),
                 QStringLiteral("{\n  \"price\": 1.50\n}"));

    // Not watched, nothing comes back: there is no local echo.
    const auto rows = [&] {
        return fixture->column(JournalModel::Kind).count(QLatin1String("publication"));
    };
    const auto before = rows();
    QCOMPARE(before, 1); // one key, one publish
    fixture->controller().removeChannel(QStringLiteral("history:news"));
    fixture->controller().publish({QStringLiteral("history:news"), "{}", {}, {}});
    QTRY_VERIFY(fixture->controller().shownRoundTrip()->apiTime.has_value());
    QCOMPARE(rows(), before);
    QTRY_VERIFY(fixture->labelText("placeLabel").contains(QLatin1String("not watching")));
}

void TestMainWindow::ownChannelIsTheFirstOffer()
{
    TestServer server;
    const auto fixture = connected(server, QStringLiteral("alice"));
    QVERIFY(fixture);
    QCOMPARE(fixture->find<QLineEdit>("channelEdit")->placeholderText(),
             QStringLiteral("user#alice"));
    fixture->enter("channelEdit", {});
    QTRY_VERIFY(fixture->isSubscribed(QStringLiteral("user#alice")));
    QVERIFY(fixture->find<QLineEdit>("channelEdit")->placeholderText()
            != QLatin1String("user#alice"));
}

void TestMainWindow::refusedChannelIsExplained()
{
    TestServer server;
    const auto fixture = connected(server, QStringLiteral("bob"));
    QVERIFY(fixture);
    fixture->enter("channelEdit", QStringLiteral("user#alice"));
    QTRY_VERIFY(fixture->find<QWidget>("errorCard")->isVisible());
    QVERIFY2(fixture->find<QWidget>("errorCard")->accessibleName().contains(QLatin1String("103")),
             qPrintable(fixture->find<QWidget>("errorCard")->accessibleName()));
    const QAbstractItemModel *shown = fixture->find<QTreeView>("channelView")->model();
    const QModelIndex row = shown->index(0, 0, shown->index(0, 0));
    QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(QLatin1String("103")));
    QVERIFY(fixture->isConnected());
    fixture->controller().removeChannel(QStringLiteral("user#alice"));
    QVERIFY(!fixture->find<QWidget>("errorCard")->isVisible());
}

void TestMainWindow::wrongSecretIsExplained()
{
    TestServer server;
    QVERIFY(server.start());
    WindowFixture fixture;
    ConnectionSettings connection = serverConnection(server);
    connection.tokenHmacSecret = Secret("wrong");
    fixture.controller().setConnection(connection);
    QTRY_COMPARE(fixture.controller().status().state, SessionState::Refused);
    QCOMPARE(fixture.find<QWidget>("statusDot")->accessibleName(),
             QStringLiteral("Connection: refused"));
    QVERIFY(fixture.find<QWidget>("errorCard")->isVisible());
    QVERIFY(!fixture.labelText("fixLabel").isEmpty());
    QCOMPARE(fixture.labelText("retryLabel"), QStringLiteral("not retried"));

    connection.tokenHmacSecret = Secret(TestServer::Secret);
    fixture.controller().setConnection(connection);
    QTRY_VERIFY(fixture.isLive());
    QVERIFY(!fixture.find<QWidget>("errorCard")->isVisible());
}

void TestMainWindow::comesBackAfterACrash()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("user#alice"));
    fixture.trigger("startServerAction");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isSubscribed(QStringLiteral("user#alice")), Patience);
    const qint64 process = fixture.controller().localServerProcess();
    QVERIFY(process > 0);
    QCOMPARE(::kill(pid_t(process), SIGKILL), 0);
    QTRY_VERIFY(!fixture.isLive());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isSubscribed(QStringLiteral("user#alice")), Patience);
    QVERIFY(fixture.controller().localServerProcess() != process);
    fixture.trigger("publishAction");
    QTRY_COMPARE(fixture.runState(), QStringLiteral("✓ proven"));
}

void TestMainWindow::restartsTheLocalServer()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("user#alice"));
    fixture.trigger("startServerAction");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isSubscribed(QStringLiteral("user#alice")), Patience);
    const qint64 process = fixture.controller().localServerProcess();
    const ConnectionSettings before = fixture.controller().connection();
    bool wasInterrupted = false;
    connect(&fixture.controller(), &WindowController::statusChanged, this, [&] {
        wasInterrupted |= fixture.controller().status().state == SessionState::Connecting;
    });
    fixture.trigger("restartServerAction");
    // The session comes back by itself: same port, same secrets, another process.
    QTRY_VERIFY_WITH_TIMEOUT(wasInterrupted, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isSubscribed(QStringLiteral("user#alice")), 30000);
    QVERIFY(fixture.controller().localServerProcess() != process);
    QVERIFY(fixture.controller().connection() == before);
    QVERIFY(!fixture.find<QWidget>("errorCard")->isVisible());
}

void TestMainWindow::disconnectsAndReconnects()
{
    TestServer server;
    const auto fixture = connected(server, QStringLiteral("alice"));
    QVERIFY(fixture);
    fixture->enter("channelEdit", QStringLiteral("plain:x"));
    QTRY_VERIFY(fixture->isSubscribed(QStringLiteral("plain:x")));
    fixture->trigger("disconnectAction");
    QTRY_COMPARE(fixture->find<QWidget>("statusDot")->accessibleName(),
                 QStringLiteral("Connection: offline"));
    QVERIFY(!fixture->find<QAction>("disconnectAction")->isEnabled());
    fixture->trigger("reconnectAction");
    QTRY_VERIFY(fixture->isSubscribed(QStringLiteral("plain:x")));
}

void TestMainWindow::showsHostileTextPlain()
{
    TestServer server;
    const auto fixture = connected(server, Hostile);
    QVERIFY(fixture);
    fixture->controller().addChannel(QStringLiteral("plain:") + Hostile);
    fixture->controller().addChannel(QStringLiteral("plain:ok"));
    QTRY_VERIFY(fixture->isSubscribed(QStringLiteral("plain:ok")));
    QVERIFY(server.publishBinary(QStringLiteral("plain:ok"), Hostile.toUtf8()));
    // The rows follow the journal a frame later.
    QTRY_VERIFY(fixture->column(JournalModel::Kind).contains(QLatin1String("publication")));
    fixture->find<QTableView>("logView")->selectRow(
        int(fixture->column(JournalModel::Kind).indexOf(QLatin1String("publication"))));

    const QString raw = fixture->find<QPlainTextEdit>("rawView")->toPlainText();
    QVERIFY2(raw.startsWith(QLatin1String("<b>x</b><img src=")), qPrintable(raw));
    QVERIFY(!holdsHiddenCharacter(raw));
    for (int column = 0; column < JournalModel::ColumnCount; ++column) {
        for (const QString &cell : fixture->column(column)) {
            QVERIFY2(!holdsHiddenCharacter(cell), qPrintable(cell));
        }
    }
    const auto labels = fixture->window().findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        QVERIFY2(!holdsHiddenCharacter(label->text()), qPrintable(label->objectName()));
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
        QVERIFY2(!label->toolTip().contains(QLatin1String("<img")),
                 qPrintable(label->objectName()));
    }
    const QAbstractItemModel *channels = fixture->find<QTreeView>("channelView")->model();
    const QModelIndex watcher = channels->index(0, 0);
    for (int row = 0; row < channels->rowCount(watcher); ++row) {
        QVERIFY(!holdsHiddenCharacter(channels->index(row, 0, watcher).data().toString()));
        QVERIFY(!channels->index(row, 0, watcher)
                     .data(Qt::ToolTipRole)
                     .toString()
                     .contains(QLatin1String("<img")));
    }
}

void TestMainWindow::usesAReadyToken()
{
    TestServer server;
    QVERIFY(server.start());
    const auto token = Centrifuge::mintToken(
        {QStringLiteral("carol"), std::chrono::seconds(7230), {}, {}, {}, {}}, TestServer::Secret,
        std::chrono::seconds(QDateTime::currentSecsSinceEpoch()));
    QVERIFY(token.isOk());
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    ConnectionSettings connection = serverConnection(server);
    connection.tokenHmacSecret = {};
    fixture.controller().setConnection(connection);
    QCOMPARE(fixture.controller().status().state, SessionState::Disabled);
    fixture.trigger("tokenAction");
    auto *edit = fixture.find<QLineEdit>("tokenEdit");
    edit->setText(token.value());
    QVERIFY(fixture.labelText("contentsLabel").contains(QLatin1String("carol")));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(fixture.isLive());
    static const QRegularExpression timeLeft(QStringLiteral("^(2:00|1:59):[0-5][0-9]$"));
    QTRY_VERIFY2(timeLeft.match(fixture.labelText("tokenLabel")).hasMatch(),
                 qPrintable(fixture.labelText("tokenLabel")));
    QCOMPARE(fixture.find<QLineEdit>("userEdit")->text(), QStringLiteral("carol"));
    QVERIFY(!fixture.find<QLineEdit>("userEdit")->isEnabled());
    fixture.enter("channelEdit", QStringLiteral("user#alice"));
    QTRY_VERIFY(fixture.find<QWidget>("errorCard")->isVisible());
    QVERIFY2(
        fixture.controller().notices().current().explanation.cause.contains(QLatin1String("carol")),
        qPrintable(fixture.controller().notices().current().explanation.cause));
}

void TestMainWindow::fitsASmallScreen()
{
    WindowFixture fixture;
    fixture.window().resize(900, 600);
    QCOMPARE(fixture.window().size(), QSize(900, 600));
    QVERIFY(fixture.window().minimumSizeHint().width() <= 900);
    QVERIFY(fixture.window().minimumSizeHint().height() <= 600);
    auto *log = fixture.find<QTableView>("logView");
    QTRY_VERIFY(log->height() > 150);
    QVERIFY(!fixture.find<QWidget>("rateView")->isVisible());
    QTRY_VERIFY(log->columnViewportPosition(JournalModel::Payload) + 100
                < log->viewport()->width());
    QVERIFY(!log->isColumnHidden(JournalModel::Channel));
    fixture.window().resize(1600, 900);
    QTRY_VERIFY(fixture.find<QWidget>("rateView")->isVisible());
    fixture.trigger("ratesAction");
    QVERIFY(!fixture.find<QWidget>("rateView")->isVisible());
    fixture.window().resize(1500, 900);
    QVERIFY(!fixture.find<QWidget>("rateView")->isVisible()); // as the user wants it
}

void TestMainWindow::remembersItsPanes()
{
    WindowFixture fixture;
    fixture.window().resize(1200, 700);
    QTRY_VERIFY(fixture.find<QSplitter>("mainSplitter")->handle(2)->isVisible());
    fixture.find<QSplitter>("mainSplitter")->setSizes({150, 700, 350});
    fixture.find<QSplitter>("centreSplitter")->setSizes({300, 340});
    const QList<int> across = fixture.find<QSplitter>("mainSplitter")->sizes();
    const QList<int> down = fixture.find<QSplitter>("centreSplitter")->sizes();
    fixture.window().close();

    MainWindow second(fixture.controller(), fixture.profiles(), fixture.shared());
    second.show();
    QVERIFY(QTest::qWaitForWindowExposed(&second));
    QCOMPARE(second.size(), QSize(1200, 700));
    QCOMPARE(second.findChild<QSplitter *>(QStringLiteral("mainSplitter"))->sizes(), across);
    QCOMPARE(second.findChild<QSplitter *>(QStringLiteral("centreSplitter"))->sizes(), down);
}

void TestMainWindow::survivesSpoiltSettings()
{
    WindowFixture fixture;
    const auto spoilt = QStringLiteral("\x01spoilt");
    fixture.profiles().kept().put(QStringLiteral("other"),
                                  {{QStringLiteral("window"), spoilt},
                                   {QStringLiteral("panes"),
                                    QJsonObject{{QStringLiteral("channelsWidth"), 1'000'000},
                                                {QStringLiteral("publishHeight"), spoilt},
                                                {QStringLiteral("side"), spoilt}}}});
    MainWindow second(fixture.controller(), fixture.profiles(), fixture.shared());
    second.show();
    const QList<int> sizes = second.findChild<QSplitter *>(QStringLiteral("mainSplitter"))->sizes();
    QVERIFY(std::all_of(sizes.cbegin(), sizes.cend(), [](int size) { return size > 50; }));
}

REALTIME_TEST(TestMainWindow, QApplication)
#include "tst_mainwindow.moc"
