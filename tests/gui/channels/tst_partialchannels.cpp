// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include "gui/widgets/statusdot.h"
#include "gui/widgets/theme.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>

namespace {

const QString News = QStringLiteral("plain:news");
const QString Other = QStringLiteral("plain:other");
const QString Closed = QStringLiteral("closed:room"); // refused

} // namespace

/** The window on a connection on which not every channel is subscribed. */
class TestPartialChannels : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void isNotGreenWithTheOnlyChannelRefused();
    void saysHowManyAreSubscribed();
    void subscribesAgainFromTheMenu_data();
    void subscribesAgainFromTheMenu();
    void subscribesAgainByKey_data();
    void subscribesAgainByKey();
    void offersNothingForWhatIsSubscribed();
    void offersNothingWhileDisconnected();

private:
    void endByServer(const QString &channel);
    StatusDot *dot() { return m_fixture->find<StatusDot>("statusDot"); }
    QSet<QRgb> dotColors();
};

void TestPartialChannels::endByServer(const QString &channel)
{
    m_server->call(QStringLiteral("unsubscribe"),
                   R"({"user":"alice","channel":")" + channel.toUtf8() + "\"}");
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->isSubscribed(channel), Patience);
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
    QTest::addColumn<QString>("count");
    QTest::newRow("one") << QByteArray("subscribeAgainAction") << false << "1 of 2";
    QTest::newRow("all") << QByteArray("subscribeAllAgainAction") << true << "2";
}

void TestPartialChannels::subscribesAgainFromTheMenu()
{
    QFETCH(const QByteArray, action);
    QFETCH(const bool, isAll);
    QFETCH(const QString, count);
    connectWindow({News, Other});
    endByServer(News);
    endByServer(Other);
    QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("0 of 2"));
    QAction *again = menuAction(action.constData());
    QVERIFY(again->isEnabled());
    QCOMPARE(again->text().contains(QStringLiteral("(2)")), isAll);
    again->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(News), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("countLabel"), count, Patience);
    QCOMPARE(m_fixture->isLive(), isAll);
}

void TestPartialChannels::subscribesAgainByKey_data()
{
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<bool>("isAll");
    QTest::addColumn<QString>("count");
    QTest::newRow("F5, the current one")
        << Qt::KeyboardModifiers(Qt::NoModifier) << false << "1 of 2";
    QTest::newRow("Shift+F5, all") << Qt::KeyboardModifiers(Qt::ShiftModifier) << true << "2";
}

void TestPartialChannels::subscribesAgainByKey()
{
    QFETCH(const Qt::KeyboardModifiers, modifiers);
    QFETCH(const bool, isAll);
    QFETCH(const QString, count);
    connectWindow({News, Other});
    endByServer(News);
    endByServer(Other);
    list()->setCurrentIndex(channel(1));
    QTest::keyClick(list(), Qt::Key_F5, modifiers);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(Other), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("countLabel"), count, Patience);
    QCOMPARE(m_fixture->isLive(), isAll);
    QCOMPARE(m_fixture->isSubscribed(News), isAll);
}

void TestPartialChannels::offersNothingForWhatIsSubscribed()
{
    connectWindow({News});
    const QAction *again = menuAction("subscribeAgainAction");
    QVERIFY(!again->isEnabled());
    QVERIFY(again->toolTip().contains(QStringLiteral("It is subscribed")));
    QVERIFY(!menuAction("subscribeAllAgainAction")->isEnabled());
}

void TestPartialChannels::offersNothingWhileDisconnected()
{
    connectWindow({News, Closed});
    QVERIFY(menuAction("subscribeAgainAction", 1)->isEnabled());
    QVERIFY(menuAction("subscribeAllAgainAction", 1)->isEnabled());
    m_fixture->controller().disconnectFromServer();
    QTRY_COMPARE(m_fixture->controller().status().state, SessionState::Offline);
    for (const char *name : {"subscribeAgainAction", "subscribeAllAgainAction"}) {
        const QAction *action = menuAction(name, 1);
        QVERIFY2(!action->isEnabled(), name);
    }
}

REALTIME_TEST(TestPartialChannels, QApplication)
#include "tst_partialchannels.moc"
