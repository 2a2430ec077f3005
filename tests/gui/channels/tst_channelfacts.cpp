// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "centrifuge/token.h"
#include "gui/channels/channeldelegate.h"
#include "gui/channels/channelmodel.h"
#include "support/gate.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTableView>

namespace {

constexpr int Patience = 20'000;
/** More than is fetched by itself. */
constexpr int Many = 10'150;
const QString Room = QStringLiteral("history:room");

} // namespace

/** What the window tells of a channel's stream, and the gap filled through its widgets. */
class TestChannelFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void beginsWithTheHistoryWhenAsked();
    void fetchesTheGapFromItsRow();
    void fetchesTheGapFromTheMenu();
    void saysWhyThereIsNothingToFetch();
    void acknowledgesTheGap_data();
    void acknowledgesTheGap();
    void marksWhatIsProvenBesideTheRate_data();
    void marksWhatIsProvenBesideTheRate();
    void listsWhatTheServerSubscribes();

private:
    /** With a token of which the server subscribes us to `unasked`. */
    void connectWindow(const QStringList &channels, const QStringList &unasked = {});
    /** Loses the place in the stream and what is published meanwhile. */
    void missMessages(const QString &channel, int count);
    QMenu *openMenu();
    QString toolTip();
    qsizetype countOfKind(const QString &kind);

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Gate> m_gate;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestChannelFacts::init()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_gate = std::make_unique<Gate>(m_server->port());
    m_fixture = std::make_unique<WindowFixture>();
}

void TestChannelFacts::cleanup()
{
    m_fixture.reset();
    m_gate.reset();
    m_server.reset();
}

void TestChannelFacts::connectWindow(const QStringList &channels, const QStringList &unasked)
{
    m_fixture->controller().setUser(QStringLiteral("alice"));
    for (const QString &channel : channels) {
        m_fixture->controller().addChannel(channel);
    }
    ConnectionSettings connection = serverConnection(*m_server);
    connection.webSocketUrl.setPort(m_gate->port());
    if (!unasked.isEmpty()) {
        Centrifuge::TokenClaims claims;
        claims.user = QStringLiteral("alice");
        claims.channels = unasked;
        const auto now = std::chrono::duration_cast<std::chrono::seconds>(
            std::chrono::system_clock::now().time_since_epoch());
        connection.token =
            Secret(Centrifuge::mintToken(claims, TestServer::Secret, now).value().toUtf8());
    }
    m_fixture->controller().setConnection(connection);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
}

void TestChannelFacts::missMessages(const QString &channel, int count)
{
    m_gate->shut(Gate::Present::Keep);
    m_server->call(QStringLiteral("disconnect"),
                   R"({"user":"alice","disconnect":{"code":3014,"reason":"state invalidated"}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->controller().status().state, SessionState::Connecting,
                              Patience);
    const QByteArray command = R"({"publish":{"channel":")" + channel.toUtf8() + R"(","data":1}},)";
    m_server->call(QStringLiteral("batch"),
                   R"({"commands":[)" + command.repeated(count).chopped(1) + "]}");
    QVERIFY(m_gate->open());
    m_fixture->controller().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
}

QMenu *TestChannelFacts::openMenu()
{
    auto *view = m_fixture->find<QListView>("channelView");
    const QPoint place = view->visualRect(view->model()->index(0, 0)).center();
    Q_EMIT view->customContextMenuRequested(place);
    return m_fixture->find<QMenu>("channelMenu");
}

QString TestChannelFacts::toolTip()
{
    return m_fixture->find<QListView>("channelView")
        ->model()
        ->index(0, 0)
        .data(Qt::AccessibleTextRole)
        .toString();
}

qsizetype TestChannelFacts::countOfKind(const QString &kind)
{
    return m_fixture->column(JournalModel::Kind).count(kind);
}

void TestChannelFacts::beginsWithTheHistoryWhenAsked()
{
    for (const char *number : {"1", "2", "3"}) {
        QVERIFY(m_server->publish(Room, number));
        QVERIFY(m_server->publish(QStringLiteral("history:other"), number));
    }
    connectWindow({});
    m_fixture->find<QCheckBox>("backlogBox")->setChecked(true);
    m_fixture->enter("channelEdit", Room);
    m_fixture->find<QCheckBox>("backlogBox")->setChecked(false);
    m_fixture->enter("channelEdit", QStringLiteral("history:other"));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(QStringLiteral("history:other")), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("backlog")), 3, Patience);
    QCOMPARE(countOfKind(QStringLiteral("publication")), 0);
    QTRY_VERIFY(toolTip().contains(QStringLiteral("3 of them backlog")));
}

void TestChannelFacts::fetchesTheGapFromItsRow()
{
    connectWindow({Room});
    missMessages(Room, Many);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("gap")), 1, Patience);
    const auto row = int(m_fixture->column(JournalModel::Kind).indexOf(QStringLiteral("gap")));
    m_fixture->find<QTableView>("logView")->selectRow(row);
    auto *button = m_fixture->find<QPushButton>("fetchButton");
    QTRY_VERIFY(button->isVisible());
    QVERIFY2(button->isEnabled(), qPrintable(m_fixture->labelText("sizeLabel")));
    QVERIFY(toolTip().contains(QStringLiteral("150 messages are missing")));
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("fetched")), Many, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("fetch")), 1, Patience);
    QCOMPARE(countOfKind(QStringLiteral("publication")), 0); // none of them was pushed
    QTRY_VERIFY(toolTip().contains(QStringLiteral("10,150 fetched from the history")));
    QVERIFY(!toolTip().contains(QStringLiteral("missing")));
    QVERIFY2(toolTip().contains(QStringLiteral("0 received")), qPrintable(toolTip()));
}

void TestChannelFacts::fetchesTheGapFromTheMenu()
{
    connectWindow({Room});
    missMessages(Room, Many);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("gap")), 1, Patience);
    QMenu *menu = openMenu();
    auto *fetch = menu->findChild<QAction *>(QStringLiteral("fetchGapAction"));
    QVERIFY(fetch->isEnabled());
    fetch->trigger();
    menu->close();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("fetched")), Many, Patience);
}

void TestChannelFacts::saysWhyThereIsNothingToFetch()
{
    connectWindow({QStringLiteral("plain:room")});
    QMenu *menu = openMenu();
    auto *fetch = menu->findChild<QAction *>(QStringLiteral("fetchGapAction"));
    QVERIFY(!fetch->isEnabled());
    QVERIFY(fetch->toolTip().contains(QStringLiteral("No gap is known")));
    menu->close();
    const QString kind = QStringLiteral("possible gap");
    missMessages(QStringLiteral("plain:room"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(kind), 1, Patience);
    QTRY_VERIFY(toolTip().contains(QStringLiteral("messages may be missing")));
    const auto row = int(m_fixture->column(JournalModel::Kind).indexOf(kind));
    m_fixture->find<QTableView>("logView")->selectRow(row);
    auto *button = m_fixture->find<QPushButton>("fetchButton");
    QTRY_VERIFY(button->isVisible());
    QVERIFY(!button->isEnabled());
    QVERIFY(m_fixture->labelText("sizeLabel").contains(QStringLiteral("no position")));
}

void TestChannelFacts::acknowledgesTheGap_data()
{
    QTest::addColumn<bool>("isByKey");
    QTest::newRow("by keyboard") << true;
    QTest::newRow("from the menu") << false;
}

void TestChannelFacts::acknowledgesTheGap()
{
    QFETCH(const bool, isByKey);
    connectWindow({Room});
    QCOMPARE(m_fixture->labelText("lostLabel"), QStringLiteral("lost 0"));
    missMessages(Room, Many);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("lostLabel"), QStringLiteral("lost 150"),
                              Patience);
    QVERIFY(toolTip().contains(QStringLiteral("150 messages are missing")));
    auto *view = m_fixture->find<QListView>("channelView");
    view->setCurrentIndex(view->model()->index(0, 0));
    view->setFocus();
    if (isByKey) {
        QTest::keyClick(view, Qt::Key_Backspace);
    } else {
        const QPointer<QMenu> menu(openMenu());
        auto *action = menu->findChild<QAction *>(QStringLiteral("acknowledgeGapAction"));
        QVERIFY(action->isEnabled());
        action->trigger();
        menu->close();
        QTRY_VERIFY(menu.isNull());
    }
    QTRY_VERIFY(!toolTip().contains(QStringLiteral("missing")));
    QCOMPARE(m_fixture->window().focusWidget(), view);
    QCOMPARE(countOfKind(QStringLiteral("gap")), 1); // the row stays
    QCOMPARE(m_fixture->labelText("lostLabel"), QStringLiteral("lost 150"));
    QMenu *menu = openMenu();
    const auto *again = menu->findChild<QAction *>(QStringLiteral("acknowledgeGapAction"));
    QVERIFY(!again->isEnabled());
    auto *fetch = menu->findChild<QAction *>(QStringLiteral("fetchGapAction"));
    QVERIFY2(fetch->isEnabled(), qPrintable(fetch->toolTip())); // it is missing all the same
    fetch->trigger();
    menu->close();
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("lostLabel"), QStringLiteral("lost 0"),
                              Patience);
}

void TestChannelFacts::marksWhatIsProvenBesideTheRate_data()
{
    QTest::addColumn<ChannelStatus>("status");
    QTest::addColumn<QStringList>("marks"); // the outermost first
    ChannelStatus status;
    status.state = ChannelState::Subscribed;
    QTest::newRow("none") << status << QStringList{QStringLiteral("2/s")};
    status.possibleGap = true;
    QTest::newRow("possible") << status << QStringList{QStringLiteral("2/s")};
    status.gap = true;
    status.missing = 12;
    const QString gap = QString::fromUtf8("\u25b2 12");
    QTest::newRow("proven") << status << QStringList{QStringLiteral("2/s"), gap};
    status.isServerSide = true;
    QTest::newRow("by the server") << status << QStringList{QStringLiteral("by server, 2/s"), gap};
    status.state = ChannelState::Unsubscribed;
    status.code = 103;
    QTest::newRow("refused since") << status << QStringList{QStringLiteral("103"), gap};
}

void TestChannelFacts::marksWhatIsProvenBesideTheRate()
{
    QFETCH(const ChannelStatus, status);
    QStringList marks;
    for (const ChannelMark &mark : channelMarks(status, 2)) {
        marks.append(mark.text);
        QCOMPARE(mark.tone == Tone::Busy, mark.text.startsWith(QChar(0x25b2)));
    }
    QTEST(marks, "marks");
}

void TestChannelFacts::listsWhatTheServerSubscribes()
{
    connectWindow({}, {Room});
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(Room), Patience);
    QTRY_VERIFY(toolTip().contains(QStringLiteral("subscribed by the server, 0 received")));
    QVERIFY(!m_fixture->find<QAbstractButton>("removeButton")->isEnabled());
    auto *view = m_fixture->find<QListView>("channelView");
    view->setCurrentIndex(view->model()->index(0, 0));
    const auto *remove = m_fixture->find<QAbstractButton>("removeButton");
    QVERIFY(!remove->isEnabled());
    QVERIFY2(remove->toolTip().contains(QStringLiteral("only the server")),
             qPrintable(remove->toolTip()));
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(view->model()->rowCount(), 1);

    missMessages(Room, 3);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind(QStringLiteral("fetched")), 3, Patience);
    QCOMPARE(countOfKind(QStringLiteral("gap")), 0);
    QMenu *menu = openMenu();
    QVERIFY(!menu->findChild<QAction *>(QStringLiteral("stopWatchingAction"))->isEnabled());
    menu->close();
    QTRY_VERIFY(!toolTip().contains(QStringLiteral("missing")));

    m_fixture->controller().disconnectFromServer();
    QTRY_VERIFY_WITH_TIMEOUT(remove->isEnabled(), Patience); // with the connection it is over
    m_fixture->find<QAbstractButton>("removeButton")->click();
    QCOMPARE(view->model()->rowCount(), 0);
}

REALTIME_TEST(TestChannelFacts, QApplication)
#include "tst_channelfacts.moc"
