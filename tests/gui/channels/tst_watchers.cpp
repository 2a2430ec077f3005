// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"
#include "monitor/entry/entry.h"

#include "centrifuge/token.h"
#include "gui/channels/channelmodel.h"
#include "gui/channels/watcherdialog.h"
#include "gui/widgets/statusdot.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace {

const QString Shared = QStringLiteral("history:news");

QByteArray tokenOf(const char *user)
{
    Centrifuge::TokenClaims claims;
    claims.user = QString::fromLatin1(user);
    const auto now = std::chrono::seconds(QDateTime::currentSecsSinceEpoch());
    return Centrifuge::mintToken(claims, TestServer::Secret, now).value().toLatin1();
}

} // namespace

/** Watchers side by side in the window. */
class TestWatchers : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void showsOneWatchersChannelsWithoutABranch();
    void addsAUserFromTheDialog();
    void tellsWhoseStateItIs();
    void bothReceive();
    void givesEachItsPersonalChannel();
    void addsAChannelForAllOrForOne();
    void removesOnlyWhatIsSelected();
    void namesWhoWasRefused();
    void connectsOneAgainFromTheStrip();
    void showsTheFirstsTroubleBeforeThatOfOthers();
    void forgetsTheTroubleOfWhoIsRemoved();
    void showsTheTroubleThatIsLeft();
    void namesAllWhoWereRefused();
    void keepsPasswordsOutOfNames();
    void saysWhatAProfileAllows_data();
    void saysWhatAProfileAllows();
    void signsNothingWithoutASecret();
    void addsATokenAndAnAddress();
    void refusesWhatIsNoTokenOrAddress_data();
    void refusesWhatIsNoTokenOrAddress();
    void reconnectsAndDisconnectsOne();
    void showsTheStepsOfOne();
    void followsTheServer();
    void leavesWithTheProfile();
    void disconnectsAll();

private:
    WatchSession *add(const QString &user);
    WatchSession *add(const WatcherIdentity &identity);
    QModelIndex watcher(int row) { return list()->model()->index(row, 0); }
    QStringList channelsOf(int row);
    WatcherDialog *openDialog();
    QAction *watcherAction(const char *name, int row);
    void disconnectByServer(const char *user);
    QString cardTitle();
    QLineEdit *field() { return m_fixture->find<QLineEdit>("channelEdit"); }
};

WatchSession *TestWatchers::add(const WatcherIdentity &identity)
{
    WatchSession *session = m_fixture->controller().watchers().add(identity);
    const auto isLive = [session] { return session->status().state == SessionState::Live; };
    return QTest::qWaitFor(isLive, Patience) ? session : nullptr;
}

WatchSession *TestWatchers::add(const QString &user)
{
    return add({WatcherIdentity::Kind::User, user});
}

QStringList TestWatchers::channelsOf(int row)
{
    QStringList names;
    for (int i = 0; i < list()->model()->rowCount(watcher(row)); ++i) {
        names.append(list()->model()->index(i, 0, watcher(row)).data().toString());
    }
    return names;
}

WatcherDialog *TestWatchers::openDialog()
{
    m_fixture->find<QToolButton>("addWatcherButton")->click();
    return m_fixture->find<WatcherDialog>("WatcherDialog");
}

QAction *TestWatchers::watcherAction(const char *name, int row)
{
    qDeleteAll(m_fixture->window().findChildren<QMenu *>(QStringLiteral("watcherMenu")));
    Q_EMIT list()->customContextMenuRequested(list()->visualRect(watcher(row)).center());
    return m_fixture->find<QMenu>("watcherMenu")->findChild<QAction *>(QLatin1String(name));
}

void TestWatchers::showsOneWatchersChannelsWithoutABranch()
{
    const QAbstractItemModelTester tester(list()->model());
    connectWindow({Shared});
    QCOMPARE(list()->rootIndex(), watcher(0));
    QVERIFY(!list()->rootIsDecorated());
    QCOMPARE(m_fixture->labelText("channelsLabel").toLower(), QStringLiteral("channels"));
    QCOMPARE(m_fixture->labelText("countLabel"), QStringLiteral("1"));
    QCOMPARE(channelsOf(0), QStringList{Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    QVERIFY(!list()->rootIndex().isValid());
    QVERIFY(list()->rootIsDecorated());
    QVERIFY(list()->isExpanded(watcher(0)));
    QVERIFY(list()->isExpanded(watcher(1)));
    QCOMPARE(m_fixture->labelText("channelsLabel").toLower(), QStringLiteral("watchers"));
    QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("2 of 2 live"));
    m_fixture->controller().watchers().remove(bob);
    QCOMPARE(list()->rootIndex(), watcher(0));
    QCOMPARE(m_fixture->labelText("countLabel"), QStringLiteral("1"));
}

void TestWatchers::addsAUserFromTheDialog()
{
    connectWindow({Shared});
    WatcherDialog *dialog = openDialog();
    auto *user = findIn<QLineEdit>(*dialog, "userEdit");
    QCOMPARE(dialog->focusWidget(), user);
    QVERIFY(findIn<QLineEdit>(*dialog, "tokenEdit")->isHidden());
    QVERIFY(findIn<QComboBox>(*dialog, "nodeBox")->isHidden());
    QVERIFY(findIn<QComboBox>(*dialog, "profileBox")->isHidden());
    QVERIFY(findIn<QLabel>(*dialog, "hintLabel")->text().contains(QLatin1String("anonymous")));
    QTest::keyClicks(user, QStringLiteral("bob"));
    QVERIFY(findIn<QLabel>(*dialog, "hintLabel")->text().contains(QLatin1String("minted")));
    QTest::keyClick(user, Qt::Key_Return);
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QCOMPARE(watcher(0).data().toString(), QStringLiteral("alice"));
    QCOMPARE(watcher(1).data().toString(), QStringLiteral("bob"));
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Shared), 2, Patience);
    QCOMPARE(channelsOf(1), QStringList{Shared});
}

void TestWatchers::tellsWhoseStateItIs()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    const auto description = [this](int row) {
        return watcher(row).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(description(0), QStringLiteral("alice \u00b7 live"));
    QCOMPARE(description(1), QStringLiteral("bob \u00b7 live"));
    const auto *dot = m_fixture->find<StatusDot>("statusDot");
    QCOMPARE(dot->accessibleName(), QStringLiteral("Connection: live"));
    QVERIFY(dot->toolTip().contains(QLatin1String("2 watchers, 2 live")));
    m_fixture->controller().group().sessions().at(1)->close();
    QTRY_COMPARE_WITH_TIMEOUT(description(1), QStringLiteral("bob \u00b7 offline"), Patience);
    QCOMPARE(description(0), QStringLiteral("alice \u00b7 live"));
    QCOMPARE(dot->accessibleName(), QStringLiteral("Connection: live"));
    QVERIFY(dot->toolTip().contains(QLatin1String("2 watchers, 1 live")));
}

/** One row per reception, in the colour of the watcher. */
void TestWatchers::bothReceive()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    QVERIFY(m_server->publish(Shared, "1"));
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 2, Patience);
    QCOMPARE(m_fixture->controller().journal().counters().publications, 2u);
    QHash<QString, QSet<int>> series;
    const Journal &journal = m_fixture->controller().journal();
    for (std::size_t i = 0; i < journal.size(); ++i) {
        const Entry entry = journal.at(i);
        series[QString::fromUtf8(entry.watcher.data(), qsizetype(entry.watcher.size()))].insert(
            m_fixture->controller().log().styleFor(entry).watcherSeries);
    }
    QCOMPARE(series.size(), 2);
    NameColors &colors = m_fixture->controller().log().watcherColors();
    const int alice = colors.seriesOf(QStringLiteral("alice"));
    const int bob = colors.seriesOf(QStringLiteral("bob"));
    QVERIFY(alice != bob);
    QCOMPARE(series.value(QStringLiteral("alice")), QSet<int>{alice});
    QCOMPARE(series.value(QStringLiteral("bob")), QSet<int>{bob});
}

void TestWatchers::givesEachItsPersonalChannel()
{
    connectWindow({QStringLiteral("user#alice"), Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    QCOMPARE(channelsOf(1), (QStringList{QStringLiteral("user#bob"), Shared}));
}

void TestWatchers::addsAChannelForAllOrForOne()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    list()->setCurrentIndex(channel());
    QCOMPARE(field()->placeholderText(), QStringLiteral("user#alice"));
    m_fixture->enter("channelEdit", {});
    QCOMPARE(channelsOf(0), (QStringList{Shared, QStringLiteral("user#alice")}));
    QCOMPARE(channelsOf(1), (QStringList{Shared, QStringLiteral("user#bob")}));
    QCOMPARE(field()->placeholderText(), QStringLiteral("Add a channel for all"));
    m_fixture->enter("channelEdit", QStringLiteral("plain:all"));
    list()->setCurrentIndex(watcher(1));
    QCOMPARE(field()->placeholderText(), QStringLiteral("Add a channel for bob"));
    m_fixture->enter("channelEdit", QStringLiteral("plain:one"));
    QCOMPARE(channelsOf(0).mid(2), QStringList{QStringLiteral("plain:all")});
    QCOMPARE(channelsOf(1).mid(2),
             (QStringList{QStringLiteral("plain:all"), QStringLiteral("plain:one")}));
}

void TestWatchers::removesOnlyWhatIsSelected()
{
    connectWindow({Shared, QStringLiteral("plain:other")});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    auto *remove = m_fixture->find<QToolButton>("removeButton");
    list()->setCurrentIndex(list()->model()->index(1, 0, watcher(1)));
    QVERIFY(remove->isEnabled());
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(channelsOf(0), (QStringList{Shared, QStringLiteral("plain:other")}));
    QCOMPARE(channelsOf(1), QStringList{Shared});
    list()->setCurrentIndex(watcher(0));
    QVERIFY(!remove->isEnabled()); // the first is the user of the bar
    QVERIFY(remove->toolTip().contains(QLatin1String("first watcher")));
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(list()->model()->rowCount(), 2);
    list()->setCurrentIndex(watcher(1));
    QVERIFY(remove->isEnabled());
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(list()->model()->rowCount(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Shared), 1, Patience);
}

void TestWatchers::namesWhoWasRefused()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    WatchSession *bob = m_fixture->controller().group().sessions().at(1);
    m_fixture->controller().addChannelOf(*bob, QStringLiteral("closed:room"),
                                         WatchSession::Start::Now);
    const auto *card = m_fixture->find<QWidget>("errorCard");
    QTRY_VERIFY_WITH_TIMEOUT(card->isVisible(), Patience);
    const QString title = findIn<QLabel>(*card, "titleLabel")->text();
    QVERIFY2(title.startsWith(QLatin1String("bob: ")), qPrintable(title));
    QCOMPARE(watcher(1).data(Qt::AccessibleTextRole).toString().section(u'\u00b7', 1, 1).trimmed(),
             QStringLiteral("1 of 2"));
    m_fixture->controller().removeChannelOf(*bob, QStringLiteral("closed:room"));
    QTRY_VERIFY(!card->isVisible());
}

void TestWatchers::disconnectByServer(const char *user)
{
    m_server->call(QStringLiteral("disconnect"), QByteArray("{\"user\":\"") + user + "\"}");
}

QString TestWatchers::cardTitle()
{
    const auto *card = m_fixture->find<QWidget>("errorCard");
    return card->isVisible() ? findIn<QLabel>(*card, "titleLabel")->text() : QString();
}

void TestWatchers::connectsOneAgainFromTheStrip()
{
    connectWindow({Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    disconnectByServer("bob");
    QTRY_VERIFY_WITH_TIMEOUT(cardTitle().startsWith(QLatin1String("bob: ")), Patience);
    QCOMPARE(bob->status().state, SessionState::Refused);
    QVERIFY(m_fixture->isLive());
    m_fixture->find<QPushButton>("retryButton")->click();
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Live, Patience);
    QTRY_COMPARE(cardTitle(), QString());
    QVERIFY(m_fixture->isLive());
}

void TestWatchers::showsTheFirstsTroubleBeforeThatOfOthers()
{
    connectWindow({Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    disconnectByServer("alice");
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->controller().status().state, SessionState::Refused,
                              Patience);
    const QString title = cardTitle();
    QVERIFY(!title.isEmpty());
    disconnectByServer("bob");
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Refused, Patience);
    QCOMPARE(cardTitle(), title);
}

void TestWatchers::forgetsTheTroubleOfWhoIsRemoved()
{
    connectWindow({Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    disconnectByServer("bob");
    QTRY_VERIFY_WITH_TIMEOUT(!cardTitle().isEmpty(), Patience);
    m_fixture->controller().watchers().remove(bob);
    QCOMPARE(cardTitle(), QString());
}

/** An outage that is over does not make another problem forgotten. */
void TestWatchers::showsTheTroubleThatIsLeft()
{
    connectWindow({Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    disconnectByServer("bob");
    QTRY_VERIFY_WITH_TIMEOUT(cardTitle().startsWith(QLatin1String("bob: ")), Patience);
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(
        !cardTitle().isEmpty() && !cardTitle().startsWith(QLatin1String("bob: ")), Patience);
    QVERIFY(m_server->start());
    m_fixture->controller().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(cardTitle().startsWith(QLatin1String("bob: ")), Patience);
    m_fixture->find<QToolButton>("dismissButton")->click();
    QCOMPARE(cardTitle(), QString());
}

void TestWatchers::namesAllWhoWereRefused()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    m_fixture->controller().addChannel(QStringLiteral("closed:room"));
    QTRY_VERIFY_WITH_TIMEOUT(cardTitle().startsWith(QLatin1String("alice, bob: ")), Patience);
    WatchSession &alice = m_fixture->controller().session();
    m_fixture->controller().removeChannelOf(alice, QStringLiteral("closed:room"));
    QTRY_VERIFY_WITH_TIMEOUT(cardTitle().startsWith(QLatin1String("bob: ")), Patience);
    m_fixture->controller().removeChannel(QStringLiteral("closed:room"));
    QTRY_COMPARE_WITH_TIMEOUT(cardTitle(), QString(), Patience);
}

void TestWatchers::keepsPasswordsOutOfNames()
{
    connectWindow({Shared});
    QUrl address = m_server->webSocketUrl();
    address.setUserName(QStringLiteral("carol"));
    address.setPassword(QStringLiteral("hidden-word"));
    QVERIFY(add({WatcherIdentity::Kind::Node, {}, {}, address}) != nullptr);
    QCOMPARE(watcher(1).data().toString(),
             QStringLiteral("alice @ 127.0.0.1:%1").arg(m_server->port()));
}

void TestWatchers::saysWhatAProfileAllows_data()
{
    QTest::addColumn<bool>("hasNoToken");
    QTest::addColumn<QString>("whyNot");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("user");
    QTest::newRow("users") << false << ""
                           << "A token is minted"
                           << "zoe";
    QTest::newRow("no token") << true << ""
                              << "sends no token"
                              << "";
    QTest::newRow("locked") << false << "Its secrets have to be typed."
                            << "secrets"
                            << "zoe";
}

void TestWatchers::saysWhatAProfileAllows()
{
    QFETCH(bool, hasNoToken);
    QFETCH(QString, whyNot);
    WatcherDialog::Choices choices;
    choices.profiles.append({QStringLiteral("id"),
                             QStringLiteral("Other"),
                             {QStringLiteral("zoe"), QStringLiteral("yan")},
                             hasNoToken,
                             whyNot});
    auto *dialog = new WatcherDialog(choices, &m_fixture->window());
    auto *kinds = findIn<QComboBox>(*dialog, "kindBox");
    kinds->setCurrentIndex(kinds->count() - 1);
    const auto *user = findIn<QLineEdit>(*dialog, "userEdit");
    QCOMPARE(user->isHidden(), hasNoToken);
    QTEST(user->isHidden() ? QString() : user->text(), "user");
    QFETCH(QString, hint);
    const QString shown = findIn<QLabel>(*dialog, "hintLabel")->text();
    QVERIFY2(shown.contains(hint), qPrintable(shown));
    const auto *buttons = findIn<QDialogButtonBox>(*dialog, "buttonBox");
    QCOMPARE(buttons->button(QDialogButtonBox::Ok)->isEnabled(), whyNot.isEmpty());
    delete dialog;
}

void TestWatchers::signsNothingWithoutASecret()
{
    ConnectionSettings connection = serverConnection(*m_server);
    connection.token = Secret(tokenOf("alice"));
    connection.tokenHmacSecret = Secret();
    connectWindow({Shared}, connection);
    WatcherDialog *dialog = openDialog();
    const auto *add = findIn<QDialogButtonBox>(*dialog, "buttonBox")->button(QDialogButtonBox::Ok);
    QVERIFY(!add->isEnabled());
    QVERIFY(findIn<QLabel>(*dialog, "hintLabel")->text().contains(QLatin1String("No secret")));
}

void TestWatchers::addsATokenAndAnAddress()
{
    connectWindow({Shared});
    WatcherDialog *dialog = openDialog();
    findIn<QComboBox>(*dialog, "kindBox")->setCurrentIndex(1);
    QVERIFY(!findIn<QLineEdit>(*dialog, "tokenEdit")->isHidden());
    QVERIFY(findIn<QLineEdit>(*dialog, "userEdit")->isHidden());
    findIn<QLineEdit>(*dialog, "tokenEdit")->setText(QString::fromLatin1(tokenOf("carol")));
    findIn<QDialogButtonBox>(*dialog, "buttonBox")->button(QDialogButtonBox::Ok)->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Shared), 2, Patience);
    QCOMPARE(watcher(1).data().toString(), QStringLiteral("carol"));

    const QString address = m_server->webSocketUrl().toString();
    QVERIFY(add({WatcherIdentity::Kind::Node, {}, {}, QUrl(address)}) != nullptr);
    QCOMPARE(watcher(2).data().toString(),
             QStringLiteral("alice @ 127.0.0.1:%1").arg(m_server->port()));
}

void TestWatchers::refusesWhatIsNoTokenOrAddress_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("no token") << 1 << "" << false;
    QTest::newRow("half a token") << 1 << "eyJhbGciOiJIUzI1NiJ9" << false;
    QTest::newRow("http") << 2 << "http://host/connection/websocket" << false;
    QTest::newRow("no host") << 2 << "ws://" << false;
    QTest::newRow("nothing") << 2 << "" << false;
    QTest::newRow("secure") << 2 << "wss://host/connection/websocket" << true;
}

void TestWatchers::refusesWhatIsNoTokenOrAddress()
{
    QFETCH(int, kind);
    QFETCH(QString, typed);
    WatcherDialog *dialog = openDialog();
    findIn<QComboBox>(*dialog, "kindBox")->setCurrentIndex(kind);
    findIn<QLineEdit>(*dialog, "tokenEdit")->setText(typed);
    findIn<QComboBox>(*dialog, "nodeBox")->setEditText(typed);
    const auto *buttons = findIn<QDialogButtonBox>(*dialog, "buttonBox");
    QTEST(buttons->button(QDialogButtonBox::Ok)->isEnabled(), "isAccepted");
    QVERIFY(!findIn<QLabel>(*dialog, "hintLabel")->text().isEmpty());
}

void TestWatchers::reconnectsAndDisconnectsOne()
{
    connectWindow({Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    QVERIFY(!watcherAction("removeWatcherAction", 0)->isEnabled());
    QVERIFY(watcherAction("removeWatcherAction", 1)->isEnabled());
    watcherAction("disconnectWatcherAction", 1)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Offline, Patience);
    QVERIFY(!watcherAction("disconnectWatcherAction", 1)->isEnabled());
    QVERIFY(m_fixture->isLive());
    watcherAction("reconnectWatcherAction", 1)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Live, Patience);
    QCOMPARE(channelsOf(1), QStringList{Shared});
}

void TestWatchers::showsTheStepsOfOne()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    watcherAction("watcherStepsAction", 1)->trigger();
    const auto *panel = m_fixture->find<QWidget>("ConnectionPanel");
    QVERIFY(panel->isVisible());
    QCOMPARE(m_fixture->labelText("headLabel").toLower(), QStringLiteral("connection of bob"));
    m_fixture->trigger("stepsAction");
    QVERIFY(!panel->isVisible());
    m_fixture->trigger("stepsAction");
    QCOMPARE(m_fixture->labelText("headLabel").toLower(), QStringLiteral("connection of alice"));
}

/** Killed and started again: all come back by themselves. */
void TestWatchers::followsTheServer()
{
    connectWindow({Shared});
    WatchSession *bob = add(QStringLiteral("bob"));
    QVERIFY(bob != nullptr);
    m_server->kill();
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Connecting, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->find<QWidget>("errorCard")->isVisible(), Patience);
    QVERIFY(m_server->start());
    m_fixture->controller().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(bob->status().state, SessionState::Live, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->find<QWidget>("errorCard")->isVisible(), Patience);
}

/** Another profile has other users; the minted ones come back with theirs. */
void TestWatchers::leavesWithTheProfile()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    m_fixture->save(deadProfile("Other"));
    const QString other = m_fixture->profiles().store().profiles().constFirst().id;
    m_fixture->profiles().choose(other);
    QCOMPARE(list()->model()->rowCount(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Shared), 0, Patience);
    QCOMPARE(m_fixture->controller().watchers().users(), QStringList());
}

void TestWatchers::disconnectsAll()
{
    connectWindow({Shared});
    QVERIFY(add(QStringLiteral("bob")) != nullptr);
    m_fixture->trigger("disconnectAction");
    QTRY_COMPARE_WITH_TIMEOUT(m_server->clientCount(Shared), 0, Patience);
    QTRY_COMPARE(m_fixture->labelText("countLabel"), QStringLiteral("0 of 2 live"));
}

REALTIME_TEST(TestWatchers, QApplication)
#include "tst_watchers.moc"
