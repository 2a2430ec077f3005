// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/widgets/statusdot.h"
#include "gui/widgets/theme.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>

namespace {

constexpr int Patience = 20'000;
const QString News = QStringLiteral("plain:news");
const QString Other = QStringLiteral("plain:other");
const QString Closed = QStringLiteral("closed:room"); // refused

} // namespace

/** The window on a connection on which not every channel is subscribed. */
class TestPartialChannels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isNotGreenWithTheOnlyChannelRefused();
    void saysHowManyAreSubscribed();
    void subscribesAgainFromTheMenu_data();
    void subscribesAgainFromTheMenu();
    void subscribesAgainByKey_data();
    void subscribesAgainByKey();
    void offersNothingForWhatIsSubscribed();
    void offersNothingWhileDisconnected();

private:
    void connectWindow(const QStringList &channels);
    void endByServer(const QString &channel);
    bool isPartial() const
    {
        return m_fixture->controller().status().state == SessionState::Partial;
    }
    StatusDot *dot() { return m_fixture->find<StatusDot>("statusDot"); }
    QListView *list() { return m_fixture->find<QListView>("channelView"); }
    QAction *menuAction(int row, const char *name);
    QSet<QRgb> dotColors();

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestPartialChannels::init()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_fixture = std::make_unique<WindowFixture>();
}

void TestPartialChannels::cleanup()
{
    m_fixture.reset();
    m_server.reset();
}

void TestPartialChannels::connectWindow(const QStringList &channels)
{
    m_fixture->controller().setUser(QStringLiteral("alice"));
    for (const QString &channel : channels) {
        m_fixture->controller().addChannel(channel);
    }
    m_fixture->controller().setConnection(serverConnection(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive() || isPartial(), Patience);
}

void TestPartialChannels::endByServer(const QString &channel)
{
    m_server->call(QStringLiteral("unsubscribe"),
                   R"({"user":"alice","channel":")" + channel.toUtf8() + "\"}");
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->isSubscribed(channel), Patience);
}

QAction *TestPartialChannels::menuAction(int row, const char *name)
{
    qDeleteAll(m_fixture->window().findChildren<QMenu *>(QStringLiteral("channelMenu"))); // open
    list()->setCurrentIndex(list()->model()->index(row, 0));
    const QPoint place = list()->visualRect(list()->currentIndex()).center();
    Q_EMIT list()->customContextMenuRequested(place);
    return m_fixture->find<QMenu>("channelMenu")->findChild<QAction *>(QLatin1String(name));
}

QSet<QRgb> TestPartialChannels::dotColors()
{
    const QImage image = dot()->grab().toImage();
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colors.insert(image.pixel(x, y));
        }
    }
    return colors;
}

void TestPartialChannels::isNotGreenWithTheOnlyChannelRefused()
{
    connectWindow({Closed});
    QTRY_COMPARE(dot()->accessibleName(), QStringLiteral("Connection: 0 of 1 channels subscribed"));
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        m_fixture->theme().setAppearance(appearance);
        const QSet<QRgb> colors = dotColors();
        QVERIFY(!colors.contains(m_fixture->theme().color(Tone::Good).rgb()));
        QVERIFY(colors.contains(m_fixture->theme().color(Tone::Busy).rgb()));
    }
    QCOMPARE(m_fixture->labelText("countLabel"), QStringLiteral("0 of 1"));
}

void TestPartialChannels::saysHowManyAreSubscribed()
{
    connectWindow({News, Closed, Other});
    QTRY_COMPARE(dot()->accessibleName(), QStringLiteral("Connection: 2 of 3 channels subscribed"));
    QCOMPARE(m_fixture->labelText("countLabel"), QStringLiteral("2 of 3"));
    QVERIFY2(m_fixture->find<QLabel>("countLabel")
                 ->toolTip()
                 .contains(QStringLiteral("2 of 3 channels are subscribed")),
             qPrintable(m_fixture->find<QLabel>("countLabel")->toolTip()));
    m_fixture->controller().removeChannel(Closed);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QCOMPARE(dot()->accessibleName(), QStringLiteral("Connection: live"));
    QCOMPARE(m_fixture->labelText("countLabel"), QStringLiteral("2"));
    QVERIFY(m_fixture->find<QLabel>("countLabel")->toolTip().isEmpty());
}

void TestPartialChannels::subscribesAgainFromTheMenu_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<bool>("isAll");
    QTest::newRow("one") << QByteArray("subscribeAgainAction") << false;
    QTest::newRow("all") << QByteArray("subscribeAllAgainAction") << true;
}

void TestPartialChannels::subscribesAgainFromTheMenu()
{
    QFETCH(const QByteArray, action);
    QFETCH(const bool, isAll);
    connectWindow({News, Other});
    endByServer(News);
    endByServer(Other);
    QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("0 of 2"));
    QAction *again = menuAction(0, action.constData());
    QVERIFY(again->isEnabled());
    QCOMPARE(again->text().contains(QStringLiteral("(2)")), isAll);
    again->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(News), Patience);
    if (isAll) {
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    } else {
        QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("1 of 2"));
    }
}

void TestPartialChannels::subscribesAgainByKey_data()
{
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<bool>("isAll");
    QTest::newRow("F5, the current one") << Qt::KeyboardModifiers(Qt::NoModifier) << false;
    QTest::newRow("Shift+F5, all") << Qt::KeyboardModifiers(Qt::ShiftModifier) << true;
}

void TestPartialChannels::subscribesAgainByKey()
{
    QFETCH(const Qt::KeyboardModifiers, modifiers);
    QFETCH(const bool, isAll);
    connectWindow({News, Other});
    endByServer(News);
    endByServer(Other);
    list()->setCurrentIndex(list()->model()->index(1, 0));
    QTest::keyClick(list(), Qt::Key_F5, modifiers);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(Other), Patience);
    if (isAll) {
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    } else {
        QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("1 of 2"));
        QVERIFY(!m_fixture->isSubscribed(News));
    }
}

void TestPartialChannels::offersNothingForWhatIsSubscribed()
{
    connectWindow({News});
    const QAction *again = menuAction(0, "subscribeAgainAction");
    QVERIFY(!again->isEnabled());
    QVERIFY(again->toolTip().contains(QStringLiteral("It is subscribed")));
    QVERIFY(!menuAction(0, "subscribeAllAgainAction")->isEnabled());
}

void TestPartialChannels::offersNothingWhileDisconnected()
{
    connectWindow({News, Closed});
    QVERIFY(menuAction(1, "subscribeAgainAction")->isEnabled());
    QVERIFY(menuAction(1, "subscribeAllAgainAction")->isEnabled());
    m_fixture->controller().disconnectFromServer();
    QTRY_COMPARE(m_fixture->controller().status().state, SessionState::Offline);
    for (const char *name : {"subscribeAgainAction", "subscribeAllAgainAction"}) {
        const QAction *action = menuAction(1, name);
        QVERIFY2(!action->isEnabled(), name);
    }
}

REALTIME_TEST(TestPartialChannels, QApplication)
#include "tst_partialchannels.moc"
