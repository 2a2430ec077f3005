// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/patience.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>

#include <algorithm>

namespace {

/** "alice: news, user#alice" for each watcher; "?" where a channel has no answer yet. */
QStringList subscriptions(WindowFixture &fixture)
{
    QStringList lines;
    for (const WatchSession *session : fixture.controller().group().sessions()) {
        QStringList names;
        for (const ChannelStatus &channel : session->channels()) {
            const bool isSubscribed = channel.state == ChannelState::Subscribed;
            names += isSubscribed ? channel.channel : QStringLiteral("?");
        }
        lines += session->status().user + QStringLiteral(": ") + names.join(QStringLiteral(", "));
    }
    return lines;
}

const QStringList TwoUsers{QStringLiteral("alice: news, user#alice"),
                           QStringLiteral("bob: news, user#bob")};

} // namespace

/** The local server, started from the window: nobody has to know a user or a channel for it. */
class TestLocalStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void startsWithTwoUsers_data();
    void startsWithTwoUsers();
    void keepsWhatIsChosen();
    void keepsNobodyOnceConnected();
    void triesWithTraffic();
};

void TestLocalStart::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
}

void TestLocalStart::startsWithTwoUsers_data()
{
    QTest::addColumn<std::function<void(WindowFixture &)>>("start");
    QTest::newRow("by the menu") << std::function(
        [](WindowFixture &fixture) { fixture.trigger("startServerAction"); });
    QTest::newRow("as a profile") << std::function(
        [](WindowFixture &fixture) { fixture.profiles().chooseLocalServer(); });
    QTest::newRow("from a profile without a user") << std::function([](WindowFixture &fixture) {
        Profile profile = deadProfile("Empty");
        profile.users.clear();
        profile.channels.clear();
        fixture.profiles().use(profile);
        fixture.trigger("startServerAction");
    });
}

void TestLocalStart::startsWithTwoUsers()
{
    QFETCH(const std::function<void(WindowFixture &)>, start);
    WindowFixture fixture;
    start(fixture);
    QTRY_COMPARE_WITH_TIMEOUT(subscriptions(fixture), TwoUsers, Patience);
    QVERIFY(!fixture.controller().hasDemoTraffic());
}

void TestLocalStart::keepsWhatIsChosen()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("carol"));
    fixture.controller().addChannel(QStringLiteral("chat:a"));
    fixture.trigger("startServerAction");
    QTRY_COMPARE_WITH_TIMEOUT(subscriptions(fixture), QStringList{QStringLiteral("carol: chat:a")},
                              Patience);
}

void TestLocalStart::keepsNobodyOnceConnected()
{
    WindowFixture fixture;
    fixture.controller().startLocalServer();
    QTRY_COMPARE_WITH_TIMEOUT(subscriptions(fixture), TwoUsers, Patience);
    fixture.controller().connectAs({}); // as an empty field does
    fixture.controller().startLocalServer();
    QCOMPARE(fixture.controller().user(), QString());
}

void TestLocalStart::triesWithTraffic()
{
    WindowFixture fixture;
    fixture.controller().tryLocalServer();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.controller().journal().counters().publications >= 2, Patience);
    QVERIFY(fixture.find<QAction>("demoAction")->isChecked());
}

REALTIME_TEST(TestLocalStart, QApplication)
#include "tst_localstart.moc"
