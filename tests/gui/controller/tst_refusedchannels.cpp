// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/hostileserver.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

namespace {

QStringList channels(const QString &stem, int count)
{
    QStringList names;
    for (int i = 1; i <= count; ++i) {
        names.append(stem + QString::number(i));
    }
    return names;
}

} // namespace

/** However many channels are refused: one card, which says how many and does not change meanwhile.
 */
class TestRefusedChannels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void seventyTwoAreOneCard();
    void namesTheFirst_data();
    void namesTheFirst();
    void countsWhatHasOtherAnswers();
    void staysWhileTheyAreSubscribedAgain();
    void followsWhatIsRemoved();
    void staysAwayOnceDismissed();
    void goesOnDisconnecting();
    void waitsOnlyHalfASecondForTheOthers();

private:
    void connectWindow(const QStringList &channels);
    QWidget *card() { return m_fixture->find<QWidget>("errorCard"); }
    QString title() { return findIn<QLabel>(*card(), "titleLabel")->text(); }
    QString cause() { return findIn<QLabel>(*card(), "causeLabel")->text(); }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<QSignalSpy> m_changes; ///< of the card
};

void TestRefusedChannels::init()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
    m_server->setOption(QStringLiteral("client.channel_limit"), 500);
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_fixture = std::make_unique<WindowFixture>();
    m_changes =
        std::make_unique<QSignalSpy>(&m_fixture->controller().notices(), &NoticeCenter::changed);
}

void TestRefusedChannels::cleanup()
{
    m_changes.reset();
    m_fixture.reset();
    m_server.reset();
}

void TestRefusedChannels::connectWindow(const QStringList &channels)
{
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannels(channels);
    m_fixture->controller().setConnection(serverConnection(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->controller().status().state == SessionState::Partial,
                             Patience);
    QTRY_VERIFY_WITH_TIMEOUT(card()->isVisible(), Patience);
}

void TestRefusedChannels::seventyTwoAreOneCard()
{
    connectWindow(channels(QStringLiteral("plain:"), 128)
                  + channels(QStringLiteral("closed:"), 72));
    QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("128 of 200"));
    QCOMPARE(m_changes->count(), 1);
    QCOMPARE(title(),
             QStringLiteral("72 channels: This user may not do that with this channel (103 "
                            "permission denied)"));
    QVERIFY2(cause().contains(QStringLiteral("for the channel \u201cclosed:1\u201d")),
             qPrintable(cause()));
    QVERIFY2(cause().endsWith(QStringLiteral(
                 "The same answer came for \u201cclosed:2\u201d, \u201cclosed:3\u201d, "
                 "\u201cclosed:4\u201d and 68 more.")),
             qPrintable(cause()));
    QCOMPARE(card()->accessibleName(), QStringLiteral("Problem: ") + title());
}

void TestRefusedChannels::namesTheFirst_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("end");
    QTest::newRow("one") << 1 << "which this program can't watch.";
    QTest::newRow("two") << 2 << "The same answer came for \u201cclosed:2\u201d.";
    QTest::newRow("four") << 4
                          << "The same answer came for \u201cclosed:2\u201d, "
                             "\u201cclosed:3\u201d and \u201cclosed:4\u201d.";
    QTest::newRow("five") << 5
                          << "The same answer came for \u201cclosed:2\u201d, "
                             "\u201cclosed:3\u201d, \u201cclosed:4\u201d and 1 more.";
}

void TestRefusedChannels::namesTheFirst()
{
    QFETCH(const int, count);
    QFETCH(const QString, end);
    connectWindow(channels(QStringLiteral("closed:"), count));
    QVERIFY2(cause().endsWith(end), qPrintable(cause()));
    QCOMPARE(title().startsWith(QStringLiteral("%1 channels: ").arg(count)), count > 1);
}

void TestRefusedChannels::countsWhatHasOtherAnswers()
{
    connectWindow(
        {QStringLiteral("nowhere:x"), QStringLiteral("closed:1"), QStringLiteral("closed:2")});
    QVERIFY2(title().startsWith(QStringLiteral("2 channels: ")), qPrintable(title()));
    QVERIFY2(cause().endsWith(QStringLiteral("Other answers came for 1 more; see the list.")),
             qPrintable(cause()));
    m_fixture->controller().removeChannel(QStringLiteral("closed:1"));
    m_fixture->controller().removeChannel(QStringLiteral("closed:2"));
    QVERIFY2(title().contains(QStringLiteral("102")), qPrintable(title())); // what is left
    m_fixture->enter("channelEdit", QStringLiteral("closed:3")); // the newest
    QTRY_VERIFY(title().contains(QStringLiteral("103")));
    QVERIFY2(cause().endsWith(QStringLiteral("Other answers came for 1 more; see the list.")),
             qPrintable(cause()));
}

void TestRefusedChannels::staysWhileTheyAreSubscribedAgain()
{
    connectWindow(channels(QStringLiteral("closed:"), 12));
    m_changes->clear();
    const auto refusals = [this] {
        qsizetype count = 0;
        for (const QString &row : m_fixture->column(JournalModel::Payload)) {
            count += row.contains(QStringLiteral("103")) ? 1 : 0;
        }
        return count;
    };
    const qsizetype before = refusals();
    auto *list = m_fixture->find<QTreeView>("channelView");
    QTest::keyClick(list, Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(refusals(), 2 * before, Patience);
    QTRY_COMPARE(m_fixture->controller().status().channels.unsubscribed(), 12);
    QVERIFY(card()->isVisible());
    QCOMPARE(m_changes->count(), 0);
}

void TestRefusedChannels::followsWhatIsRemoved()
{
    connectWindow(channels(QStringLiteral("closed:"), 3));
    m_fixture->controller().removeChannel(QStringLiteral("closed:1"));
    QVERIFY2(title().startsWith(QStringLiteral("2 channels: ")), qPrintable(title()));
    QVERIFY2(cause().contains(QStringLiteral("for the channel \u201cclosed:2\u201d")),
             qPrintable(cause()));
    m_fixture->controller().removeChannel(QStringLiteral("closed:2"));
    QVERIFY2(title().startsWith(QStringLiteral("This user may not")), qPrintable(title()));
    m_fixture->controller().removeChannel(QStringLiteral("closed:3"));
    QVERIFY(!card()->isVisible());
}

void TestRefusedChannels::staysAwayOnceDismissed()
{
    connectWindow(channels(QStringLiteral("closed:"), 3));
    m_fixture->find<QToolButton>("dismissButton")->click();
    QVERIFY(!card()->isVisible());
    m_fixture->controller().removeChannel(QStringLiteral("closed:1"));
    QVERIFY(!card()->isVisible());
    m_fixture->enter("channelEdit", QStringLiteral("closed:4")); // something new
    QTRY_VERIFY(card()->isVisible());
    QVERIFY2(title().startsWith(QStringLiteral("3 channels: ")), qPrintable(title()));
}

void TestRefusedChannels::goesOnDisconnecting()
{
    connectWindow(channels(QStringLiteral("closed:"), 3));
    m_fixture->controller().disconnectFromServer();
    QTRY_VERIFY(!card()->isVisible());
}

void TestRefusedChannels::waitsOnlyHalfASecondForTheOthers()
{
    HostileServer server("no");
    ConnectionSettings connection;
    connection.source = ConnectionSettings::Source::Environment;
    connection.webSocketUrl = server.url();
    connection.tokenHmacSecret = Secret("secret");
    m_fixture->controller().addChannels(channels(QStringLiteral("refused"), 5)
                                        + channels(QStringLiteral("silent"), 1));
    m_fixture->controller().setConnection(connection);
    QTRY_VERIFY_WITH_TIMEOUT(card()->isVisible(), 4000); // the silent one has its 5 s
    QVERIFY2(title().startsWith(QStringLiteral("5 channels: ")), qPrintable(title()));
    QCOMPARE(m_changes->count(), 1);
}

REALTIME_TEST(TestRefusedChannels, QApplication)
#include "tst_refusedchannels.moc"
