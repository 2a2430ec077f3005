// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include "gui/channels/channeldelegate.h"
#include "gui/channels/channelmodel.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QPointer>

using SecretKind = SecretReference::Kind;

namespace {

const QString LastRoom = QStringLiteral("history:room");

} // namespace

/** A profile that is opened again: what was published since its channels were last watched. */
class TestLastWatched : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatCameSince();
    void acknowledgesWhatCameSinceByKey();
    void acknowledgesWhatCameSinceFromTheMenu();
    void tellsOnlyTheUserWhoWatched();
    void tellsNothingWhereNothingCame();
    void forgetsARemovedProfile();

private:
    /** In a window of its own, which is closed then. */
    void watchAsAlice();
    void publish(int count);
    void reopen();
    /** A window with five messages since the last one, and the focus on the channel. */
    void reopenAfterFive();
    void expectAcknowledged();
    QStringList marks(); ///< of the channel, without its rate

    Profile m_profile;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLastWatched::init()
{
    ChannelTest::init();
    m_fixture.reset(); // each test opens its own
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("RM_TEST_HMAC", TestServer::Secret);
    qputenv("RM_TEST_KEY", TestServer::ApiKey);
    m_profile = newProfile(QStringLiteral("Kept"));
    m_profile.webSocketUrls = QStringList{m_server->webSocketUrl().toString()};
    m_profile.tokenHmacSecret = {SecretKind::Environment, QStringLiteral("RM_TEST_HMAC")};
    m_profile.apiKey = {SecretKind::Environment, QStringLiteral("RM_TEST_KEY")};
    m_profile.users = QStringList{QStringLiteral("alice")};
    m_profile.channels = QStringList{LastRoom};
}

void TestLastWatched::cleanup()
{
    ChannelTest::cleanup();
    m_folder.reset();
    qunsetenv("RM_TEST_HMAC");
    qunsetenv("RM_TEST_KEY");
}

void TestLastWatched::watchAsAlice()
{
    WindowFixture window({}, m_folder->path());
    QVERIFY(window.profiles().store().save(m_profile));
    window.profiles().choose(m_profile.id);
    QTRY_VERIFY_WITH_TIMEOUT(window.isLive(), Patience);
    publish(3);
    QTRY_COMPARE_WITH_TIMEOUT(window.controller().channels().constFirst().received, quint64(3),
                              Patience);
}

void TestLastWatched::publish(int count)
{
    QCOMPARE(ChannelTest::publish(LastRoom, count).count("\"offset\""), count);
}

void TestLastWatched::reopen()
{
    m_fixture = std::make_unique<WindowFixture>(JournalLimits(), m_folder->path());
    QVERIFY(m_fixture->profiles().store().load());
    QVERIFY(m_fixture->profiles().chooseLast());
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
}

QStringList TestLastWatched::marks()
{
    QStringList texts;
    for (const ChannelMark &mark :
         channelMarks(channel().data(ChannelModel::StatusRole).value<ChannelStatus>(), {})) {
        if (!mark.text.endsWith(QStringLiteral("/s"))) {
            texts.append(mark.text);
        }
    }
    return texts;
}

void TestLastWatched::showsWhatCameSince()
{
    watchAsAlice();
    publish(1234);
    reopen();
    QTRY_COMPARE_WITH_TIMEOUT(marks(), QStringList(QStringLiteral("+1,234")), Patience);
    QVERIFY2(channelText().contains(QStringLiteral("1,234 since you last watched")),
             qPrintable(channelText()));
    QCOMPARE(countOfKind("fetched"), 0); // only when asked for
    const QPointer<QMenu> menu(openMenu());
    auto *fetch = menu->findChild<QAction *>(QStringLiteral("fetchGapAction"));
    QCOMPARE(fetch->text(), QStringLiteral("&Fetch 1,234 since you last watched"));
    QVERIFY2(fetch->isEnabled(), qPrintable(fetch->toolTip()));
    fetch->trigger();
    menu->close();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("fetched"), 1234, Patience);
    QTRY_COMPARE(marks(), QStringList());
    QVERIFY(!channelText().contains(QStringLiteral("last watched")));
    QVERIFY(!channelText().contains(QStringLiteral("missing")));
    QCOMPARE(m_fixture->labelText("lostLabel"), QStringLiteral("lost 0"));
}

void TestLastWatched::reopenAfterFive()
{
    watchAsAlice();
    publish(5);
    reopen();
    QTRY_COMPARE_WITH_TIMEOUT(marks(), QStringList(QStringLiteral("+5")), Patience);
    list()->setCurrentIndex(channel());
    list()->setFocus();
}

void TestLastWatched::expectAcknowledged()
{
    QTRY_COMPARE(marks(), QStringList());
    QCOMPARE(m_fixture->window().focusWidget(), list());
    QVERIFY(!channelText().contains(QStringLiteral("last watched")));
    QVERIFY(!menuAction("acknowledgeGapAction")->isEnabled());
    const auto *fetch = menuAction("fetchGapAction");
    QVERIFY2(fetch->isEnabled(), qPrintable(fetch->toolTip())); // it can be fetched all the same
}

void TestLastWatched::acknowledgesWhatCameSinceByKey()
{
    reopenAfterFive();
    QTest::keyClick(list(), Qt::Key_Backspace);
    expectAcknowledged();
}

void TestLastWatched::acknowledgesWhatCameSinceFromTheMenu()
{
    reopenAfterFive();
    QCOMPARE(menuAction("acknowledgeGapAction")->text(),
             QStringLiteral("&Acknowledge what came since"));
    triggerInMenu("acknowledgeGapAction");
    expectAcknowledged();
}

void TestLastWatched::tellsOnlyTheUserWhoWatched()
{
    watchAsAlice();
    publish(2);
    m_profile.users = QStringList{QStringLiteral("bob"), QStringLiteral("alice")};
    {
        WindowFixture window({}, m_folder->path());
        QVERIFY(window.profiles().store().load());
        QVERIFY(window.profiles().store().save(m_profile));
    }
    reopen();
    QCOMPARE(m_fixture->controller().user(), QStringLiteral("bob"));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(LastRoom), Patience);
    QCOMPARE(marks(), QStringList());
    m_profile.users = QStringList{QStringLiteral("alice")};
    QVERIFY(m_fixture->profiles().store().save(m_profile));
    reopen();
    QTRY_COMPARE_WITH_TIMEOUT(marks(), QStringList(QStringLiteral("+2")), Patience);
}

void TestLastWatched::tellsNothingWhereNothingCame()
{
    watchAsAlice();
    reopen();
    publish(1);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 1, Patience);
    QCOMPARE(marks(), QStringList());
    QCOMPARE(countOfKind("fetch"), 0);
}

void TestLastWatched::forgetsARemovedProfile()
{
    watchAsAlice();
    publish(2);
    {
        WindowFixture window({}, m_folder->path());
        QVERIFY(window.profiles().store().load());
        QVERIFY(window.profiles().store().remove(m_profile.id));
    }
    {
        WindowFixture window({}, m_folder->path());
        QVERIFY(window.profiles().store().save(m_profile)); // the same id
    }
    reopen();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(LastRoom), Patience);
    publish(1);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 1, Patience);
    QCOMPARE(marks(), QStringList());
}

REALTIME_TEST(TestLastWatched, QApplication)
#include "tst_lastwatched.moc"
