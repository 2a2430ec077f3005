// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include "centrifuge/token.h"
#include "gui/channels/channeldelegate.h"
#include "gui/channels/channelmodel.h"
#include "support/gate.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

namespace {

/** More than is fetched by itself. */
constexpr int Many = 10'150;
const QString Room = QStringLiteral("history:room");

} // namespace

/** What the window tells of a channel's stream, and the gap filled through its widgets. */
class TestChannelFacts : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void beginsWithTheHistoryWhenAsked();
    void fetchesTheGapFromItsRow();
    void fetchesTheGapFromTheMenu();
    void saysWhyThereIsNothingToFetch();
    void acknowledgesTheGapByKey();
    void acknowledgesTheGapFromTheMenu();
    void clearForgetsTheGap();
    void marksWhatIsProvenBesideTheRate_data();
    void marksWhatIsProvenBesideTheRate();
    void listsWhatTheServerSubscribes();

private:
    /** The gate's address, as all connections here can be interrupted. */
    ConnectionSettings gateConnection();
    /** With a token by which the server subscribes us to `channels`. */
    ConnectionSettings connectionWithToken(const QStringList &channels);
    /** Loses the place in the stream and what is published meanwhile. */
    void missMessages(const QString &channel, int count);
    /** Live, with 150 messages missing, and the focus on the channel. */
    void missSome();
    void expectAcknowledged();

    std::unique_ptr<Gate> m_gate;
};

void TestChannelFacts::init()
{
    ChannelTest::init();
    m_gate = std::make_unique<Gate>(m_server->port());
}

void TestChannelFacts::cleanup()
{
    m_fixture.reset();
    m_gate.reset();
    ChannelTest::cleanup();
}

ConnectionSettings TestChannelFacts::gateConnection()
{
    ConnectionSettings connection = serverConnection(*m_server);
    connection.webSocketUrl.setPort(m_gate->port());
    return connection;
}

ConnectionSettings TestChannelFacts::connectionWithToken(const QStringList &channels)
{
    Centrifuge::TokenClaims claims;
    claims.user = QStringLiteral("alice");
    claims.channels = channels;
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now().time_since_epoch());
    ConnectionSettings connection = gateConnection();
    connection.token =
        Secret(Centrifuge::mintToken(claims, TestServer::Secret, now).value().toUtf8());
    return connection;
}

void TestChannelFacts::missMessages(const QString &channel, int count)
{
    m_gate->shut(Gate::Present::Keep);
    m_server->call(QStringLiteral("disconnect"),
                   R"({"user":"alice","disconnect":{"code":3014,"reason":"state invalidated"}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->controller().status().state, SessionState::Connecting,
                              Patience);
    publish(channel, count);
    QVERIFY(m_gate->open());
    m_fixture->controller().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
}

void TestChannelFacts::beginsWithTheHistoryWhenAsked()
{
    for (const char *number : {"1", "2", "3"}) {
        QVERIFY(m_server->publish(Room, number));
        QVERIFY(m_server->publish(QStringLiteral("history:other"), number));
    }
    connectWindow({}, gateConnection());
    m_fixture->find<QCheckBox>("backlogBox")->setChecked(true);
    m_fixture->enter("channelEdit", Room);
    m_fixture->find<QCheckBox>("backlogBox")->setChecked(false);
    m_fixture->enter("channelEdit", QStringLiteral("history:other"));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(QStringLiteral("history:other")), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("backlog"), 3, Patience);
    QCOMPARE(countOfKind("publication"), 0);
    QTRY_VERIFY(channelText().contains(QStringLiteral("3 of them backlog")));
}

void TestChannelFacts::fetchesTheGapFromItsRow()
{
    connectWindow({Room}, gateConnection());
    missMessages(Room, Many);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("gap"), 1, Patience);
    const auto row = int(m_fixture->column(JournalModel::Kind).indexOf(QStringLiteral("gap")));
    m_fixture->trigger("detailAction"); // closed in a narrow window
    m_fixture->find<QTableView>("logView")->selectRow(row);
    auto *button = m_fixture->find<QPushButton>("fetchButton");
    QTRY_VERIFY(button->isVisible());
    QVERIFY2(button->isEnabled(), qPrintable(m_fixture->labelText("sizeLabel")));
    QTRY_VERIFY(channelText().contains(QStringLiteral("150 messages are missing")));
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("fetched"), Many, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("fetch"), 1, Patience);
    QCOMPARE(countOfKind("publication"), 0); // none of them was pushed
    QTRY_VERIFY(channelText().contains(QStringLiteral("10,150 fetched from the history")));
    QVERIFY(!channelText().contains(QStringLiteral("missing")));
    QVERIFY2(channelText().contains(QStringLiteral("0 received")), qPrintable(channelText()));
}

void TestChannelFacts::fetchesTheGapFromTheMenu()
{
    connectWindow({Room}, gateConnection());
    missMessages(Room, Many);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("gap"), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(channelText().contains(QStringLiteral("are missing")), Patience);
    triggerInMenu("fetchGapAction");
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("fetched"), Many, Patience);
}

void TestChannelFacts::saysWhyThereIsNothingToFetch()
{
    connectWindow({QStringLiteral("plain:room")}, gateConnection());
    const auto *fetch = menuAction("fetchGapAction");
    QVERIFY(!fetch->isEnabled());
    QVERIFY(fetch->toolTip().contains(QStringLiteral("No gap is known")));
    missMessages(QStringLiteral("plain:room"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("possible gap"), 1, Patience);
    QTRY_VERIFY(channelText().contains(QStringLiteral("messages may be missing")));
    const auto row =
        int(m_fixture->column(JournalModel::Kind).indexOf(QStringLiteral("possible gap")));
    m_fixture->trigger("detailAction"); // closed in a narrow window
    m_fixture->find<QTableView>("logView")->selectRow(row);
    auto *button = m_fixture->find<QPushButton>("fetchButton");
    QTRY_VERIFY(button->isVisible());
    QVERIFY(!button->isEnabled());
    QVERIFY(m_fixture->labelText("sizeLabel").contains(QStringLiteral("no position")));
}

void TestChannelFacts::missSome()
{
    connectWindow({Room}, gateConnection());
    QCOMPARE(m_fixture->labelText("lostLabel"), QStringLiteral("lost 0"));
    missMessages(Room, Many);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("lostLabel"), QStringLiteral("lost 150"),
                              Patience);
    QTRY_VERIFY(channelText().contains(QStringLiteral("150 messages are missing")));
    list()->setCurrentIndex(channel());
    list()->setFocus();
}

void TestChannelFacts::expectAcknowledged()
{
    QTRY_VERIFY(!channelText().contains(QStringLiteral("missing")));
    QCOMPARE(m_fixture->window().focusWidget(), list());
    QCOMPARE(countOfKind("gap"), 1); // the row stays
    QCOMPARE(m_fixture->labelText("lostLabel"), QStringLiteral("lost 150"));
    QVERIFY(!menuAction("acknowledgeGapAction")->isEnabled());
    triggerInMenu("fetchGapAction"); // it is missing all the same
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("lostLabel"), QStringLiteral("lost 0"),
                              Patience);
}

void TestChannelFacts::acknowledgesTheGapByKey()
{
    missSome();
    QTest::keyClick(list(), Qt::Key_Backspace);
    expectAcknowledged();
}

void TestChannelFacts::acknowledgesTheGapFromTheMenu()
{
    missSome();
    triggerInMenu("acknowledgeGapAction");
    expectAcknowledged();
}

void TestChannelFacts::clearForgetsTheGap()
{
    missSome();
    m_fixture->trigger("clearAction");
    QTRY_COMPARE(m_fixture->labelText("lostLabel"), QStringLiteral("lost 0"));
    QTRY_VERIFY(!channelText().contains(QStringLiteral("missing")));
}

void TestChannelFacts::marksWhatIsProvenBesideTheRate_data()
{
    QTest::addColumn<ChannelStatus>("status");
    QTest::addColumn<QStringList>("marks"); // the outermost first
    ChannelStatus status;
    status.state = ChannelState::Subscribed;
    QTest::newRow("none") << status << QStringList{QStringLiteral("2/s")};
    status.hasPossibleGap = true;
    QTest::newRow("possible") << status << QStringList{QStringLiteral("2/s")};
    status.hasGap = true;
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
    for (const ChannelMark &mark : channelMarks(status, {.rate = 2})) {
        marks.append(mark.text);
        QCOMPARE(mark.tone == Tone::Busy, mark.text.startsWith(QChar(0x25b2)));
    }
    QTEST(marks, "marks");
}

void TestChannelFacts::listsWhatTheServerSubscribes()
{
    connectWindow({}, connectionWithToken({Room}));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(Room), Patience);
    QTRY_VERIFY(channelText().contains(QStringLiteral("subscribed by the server, 0 received")));
    QVERIFY(!m_fixture->find<QAbstractButton>("removeButton")->isEnabled());
    list()->setCurrentIndex(channel());
    const auto *remove = m_fixture->find<QAbstractButton>("removeButton");
    QVERIFY(!remove->isEnabled());
    QVERIFY2(remove->toolTip().contains(QStringLiteral("only the server")),
             qPrintable(remove->toolTip()));
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(list()->model()->rowCount(list()->rootIndex()), 1);

    missMessages(Room, 3);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("fetched"), 3, Patience);
    QCOMPARE(countOfKind("gap"), 0);
    QVERIFY(!menuAction("stopWatchingAction")->isEnabled());
    QTRY_VERIFY(!channelText().contains(QStringLiteral("missing")));

    m_fixture->controller().disconnectFromServer();
    QTRY_VERIFY_WITH_TIMEOUT(remove->isEnabled(), Patience); // with the connection it is over
    m_fixture->find<QAbstractButton>("removeButton")->click();
    QCOMPARE(list()->model()->rowCount(list()->rootIndex()), 0);
}

REALTIME_TEST(TestChannelFacts, QApplication)
#include "tst_channelfacts.moc"
