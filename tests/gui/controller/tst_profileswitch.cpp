// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/profiles/secretprompt.h"
#include "gui/widgets/profilecolors.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using Source = ConnectionSettings::Source;
using SecretKind = SecretReference::Kind;

/** Choosing a profile at the top left, and what the window then shows. */
class TestProfileSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void colorsAreReadable_data();
    void colorsAreReadable();
    void menuHoldsAllProfiles();
    void movesTheWholeWindow();
    void comesBackToWhatWasThere();
    void enterTakesAnOfferedUser();
    void marksProduction();
    void marksNoVerification();
    void asksOnceBeforePublishingToProduction();
    void asksForTypedSecrets();
    void asksAgainWhenTheProfileLeadsElsewhere();
    void choosingAgainKeepsWhatWasAdded();
    void saysWhyAProfileCanNotBeUsed();
    void namesTheAddressThatFailed();
    void remembersTheLast();
    void startingTheLocalServerLeavesTheProfile();
    void localServerDoesNotTakeOver();
    void goesLiveAndTellsTheLog();
    void limitsOfTheCommandLineGoFirst();

private:
    static QStringList menuTexts(WindowFixture &fixture);
    static void chooseInMenu(WindowFixture &fixture, const QString &name);
};

QStringList TestProfileSwitch::menuTexts(WindowFixture &fixture)
{
    auto *menu = fixture.find<QMenu>("profileMenu");
    Q_EMIT menu->aboutToShow();
    QStringList texts;
    for (const QAction *action : menu->actions()) {
        if (!action->isSeparator()) {
            texts.append((action->isChecked() ? QStringLiteral("*") : QString()) + action->text());
        }
    }
    return texts;
}

void TestProfileSwitch::chooseInMenu(WindowFixture &fixture, const QString &name)
{
    auto *menu = fixture.find<QMenu>("profileMenu");
    Q_EMIT menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text() == name) {
            action->trigger();
            return;
        }
    }
    QFAIL("there is no such profile in the menu");
}

void TestProfileSwitch::limitsOfTheCommandLineGoFirst()
{
    WindowFixture fixture;
    fixture.controller().setLimits({128, std::nullopt});
    fixture.controller().setConnection({});
    QCOMPARE(fixture.controller().connection().limits, (MessageLimits{128, 32}));
    Profile profile = deadProfile("large");
    profile.network.limits = {10, 5};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("large"));
    QCOMPARE(fixture.controller().connection().limits, (MessageLimits{128, 5}));
}

void TestProfileSwitch::colorsAreReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestProfileSwitch::colorsAreReadable()
{
    QFETCH(const bool, dark);
    const QColor background = themePalette(dark).color(QPalette::Window);
    for (const ProfileColor color : profileColors()) {
        if (color != ProfileColor::None) {
            QVERIFY2(contrast(profileTone(color, dark), background) >= 4.5,
                     qPrintable(profileColorName(color)));
        }
    }
}

void TestProfileSwitch::menuHoldsAllProfiles()
{
    WindowFixture fixture;
    fixture.save(deadProfile("Salt & Pepper"));
    QStringList texts = menuTexts(fixture);
    QCOMPARE(texts,
             QStringList({QStringLiteral("Local server"), QStringLiteral("Salt && Pepper"),
                          QStringLiteral("&Manage profiles…")}));
    ConnectionSettings environment;
    environment.source = Source::Environment;
    fixture.profiles().setEnvironment(environment);
    // Another window has saved one meanwhile.
    ProfileStore other(fixture.profiles().store().folder());
    QVERIFY(other.save(deadProfile("Theirs")));
    texts = menuTexts(fixture);
    QCOMPARE(texts.constFirst(), QStringLiteral("Environment"));
    QVERIFY(texts.contains(QStringLiteral("Theirs")));
}

void TestProfileSwitch::movesTheWholeWindow()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Staging");
    profile.color = ProfileColor::Violet;
    profile.tokenHmacSecret = {SecretKind::Environment, QStringLiteral("RM_TEST_HMAC")};
    qputenv("RM_TEST_HMAC", "secret");
    fixture.save(profile);
    fixture.controller().addChannel(QStringLiteral("old"));
    chooseInMenu(fixture, QStringLiteral("Staging"));
    QCOMPARE(fixture.find<QToolButton>("profileButton")->text(), QStringLiteral("Staging \u25be"));
    QCOMPARE(fixture.find<QLineEdit>("userEdit")->text(), QStringLiteral("alice"));
    QCOMPARE(fixture.controller().channels().size(), 1);
    QCOMPARE(fixture.controller().channels().constFirst().channel, QStringLiteral("news"));
    QCOMPARE(fixture.controller().connection().source, Source::Profile);
    QTRY_VERIFY(fixture.controller().status().state == SessionState::Connecting);
    const QStringList texts = menuTexts(fixture);
    QVERIFY(texts.contains(QStringLiteral("*Staging")));
    const QPixmap bar = fixture.find<QWidget>("topBar")->grab();
    QCOMPARE(bar.toImage().pixelColor(bar.width() / 2, 1),
             profileTone(ProfileColor::Violet, fixture.theme().isDark()));
    qunsetenv("RM_TEST_HMAC");
}

void TestProfileSwitch::comesBackToWhatWasThere()
{
    WindowFixture fixture;
    fixture.save(deadProfile("A"));
    fixture.save(deadProfile("B"));
    chooseInMenu(fixture, QStringLiteral("A"));
    fixture.controller().addChannel(QStringLiteral("more"));
    fixture.controller().setUser(QStringLiteral("carol"));
    chooseInMenu(fixture, QStringLiteral("B"));
    QCOMPARE(fixture.controller().channels().size(), 1);
    QCOMPARE(fixture.controller().user(), QStringLiteral("alice"));
    chooseInMenu(fixture, QStringLiteral("A"));
    QCOMPARE(fixture.controller().channels().size(), 2);
    QCOMPARE(fixture.controller().user(), QStringLiteral("carol"));
}

/** The list of offered users is open, and connecting as one of them makes it anew. */
void TestProfileSwitch::enterTakesAnOfferedUser()
{
    WindowFixture fixture;
    fixture.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    fixture.save(deadProfile("Staging"));
    chooseInMenu(fixture, QStringLiteral("Staging"));
    auto *edit = fixture.find<QLineEdit>("userEdit");
    edit->setFocus();
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("b"));
    const QPointer<QCompleter> completer = edit->completer();
    QVERIFY(completer);
    QTRY_VERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QVERIFY(completer); // its own event filter has brought us here
    QVERIFY(!completer->popup()->isVisible());
    QCOMPARE(edit->text(), QStringLiteral("bob"));
    QCOMPARE(fixture.controller().user(), QStringLiteral("bob"));
    // Another profile offers others.
    Profile other = deadProfile("Other");
    other.users = QStringList{QStringLiteral("carol")};
    fixture.save(other);
    chooseInMenu(fixture, QStringLiteral("Other"));
    QCOMPARE(edit->completer()->model()->rowCount(), 0);
}

void TestProfileSwitch::marksProduction()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Live");
    profile.isProduction = true;
    fixture.save(profile);
    fixture.save(deadProfile("Test"));
    QVERIFY(!fixture.find<QLabel>("productionLabel")->isVisible());
    chooseInMenu(fixture, QStringLiteral("Live"));
    QVERIFY(fixture.find<QLabel>("productionLabel")->isVisible());
    QCOMPARE(fixture.labelText("productionLabel"), QStringLiteral("PRODUCTION"));
    chooseInMenu(fixture, QStringLiteral("Test"));
    QVERIFY(!fixture.find<QLabel>("productionLabel")->isVisible());
    // Marked while it is in use: that counts at once.
    Profile marked = *fixture.profiles().profile();
    marked.isProduction = true;
    fixture.save(marked);
    QVERIFY(fixture.find<QLabel>("productionLabel")->isVisible());
    QVERIFY(fixture.controller().mustConfirmPublish());
}

void TestProfileSwitch::marksNoVerification()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Loose");
    profile.network.verifyPeer = false;
    fixture.save(profile);
    fixture.save(deadProfile("Strict"));
    chooseInMenu(fixture, QStringLiteral("Loose"));
    QVERIFY(fixture.find<QLabel>("unverifiedLabel")->isVisible());
    chooseInMenu(fixture, QStringLiteral("Strict"));
    QVERIFY(!fixture.find<QLabel>("unverifiedLabel")->isVisible());
}

void TestProfileSwitch::asksOnceBeforePublishingToProduction()
{
    WindowFixture fixture;
    qputenv("RM_TEST_KEY", "the key");
    Profile profile = deadProfile("Live");
    profile.isProduction = true;
    profile.apiKey = {SecretKind::Environment, QStringLiteral("RM_TEST_KEY")};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("Live"));
    auto *bar = fixture.find<QWidget>("confirmBar");
    fixture.trigger("publishAction");
    QVERIFY(bar->isVisible());
    QVERIFY(!fixture.controller().shownRoundTrip());
    fixture.find<QPushButton>("refuseButton")->click();
    QVERIFY(!bar->isVisible());
    QVERIFY(!fixture.controller().shownRoundTrip());
    fixture.trigger("publishAction");
    fixture.find<QPushButton>("confirmButton")->click();
    QVERIFY(!bar->isVisible());
    QVERIFY(fixture.controller().shownRoundTrip());
    fixture.trigger("publishAction");
    QVERIFY(!bar->isVisible()); // once per session
    chooseInMenu(fixture, QStringLiteral("Live"));
    fixture.trigger("publishAction");
    QVERIFY(bar->isVisible()); // which is a new one
    qunsetenv("RM_TEST_KEY");
}

void TestProfileSwitch::asksForTypedSecrets()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Typed");
    profile.tokenHmacSecret = {SecretKind::Session, {}};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("Typed"));
    QCOMPARE(fixture.controller().connection().source, Source::None);
    auto *prompt = fixture.window().findChild<SecretPrompt *>();
    QVERIFY(prompt);
    auto *connectButton = prompt->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(!connectButton->isEnabled());
    auto *edit = prompt->findChild<QLineEdit *>(QStringLiteral("token_hmac_secretEdit"));
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    QCOMPARE(prompt->focusWidget(), edit);
    QTest::keyClicks(edit, QStringLiteral("secret"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(fixture.controller().connection().source, Source::Profile);
    QVERIFY(fixture.controller().connection().canMint());
    QTRY_VERIFY(!fixture.window().findChild<SecretPrompt *>());
    chooseInMenu(fixture, QStringLiteral("Typed"));
    QVERIFY(!fixture.window().findChild<SecretPrompt *>()); // known now
}

/** Another process has changed the file; here is still known what was typed for the old host. */
void TestProfileSwitch::asksAgainWhenTheProfileLeadsElsewhere()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Typed");
    profile.tokenHmacSecret = {SecretKind::Session, {}};
    fixture.save(profile);
    fixture.profiles().secrets().setSession(profile, HmacSecretSlot, Secret("secret"));
    ProfileStore other(fixture.profiles().store().folder());
    QVERIFY(other.load());
    profile.webSocketUrls = QStringList{QStringLiteral("ws://127.0.0.2:9/connection/websocket")};
    QVERIFY(other.save(profile));
    chooseInMenu(fixture, QStringLiteral("Typed"));
    QCOMPARE(fixture.controller().connection().source, Source::None);
    QVERIFY(fixture.window().findChild<SecretPrompt *>());
}

void TestProfileSwitch::choosingAgainKeepsWhatWasAdded()
{
    WindowFixture fixture;
    Profile profile = deadProfile("A");
    profile.channels = QStringList{QStringLiteral("news"), QStringLiteral("old")};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("A"));
    fixture.controller().addChannel(QStringLiteral("mine"));
    profile.channels = QStringList{QStringLiteral("news"), QStringLiteral("new")};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("A"));
    QStringList watched;
    for (const ChannelStatus &channel : fixture.controller().channels()) {
        watched.append(channel.channel);
    }
    watched.sort();
    QCOMPARE(watched,
             QStringList({QStringLiteral("mine"), QStringLiteral("new"), QStringLiteral("news")}));
}

void TestProfileSwitch::saysWhyAProfileCanNotBeUsed()
{
    WindowFixture fixture;
    qunsetenv("RM_TEST_HEADER");
    Profile profile = deadProfile("Header");
    profile.network.headers = {{QStringLiteral("Authorization"),
                                {},
                                {SecretKind::Environment, QStringLiteral("RM_TEST_HEADER")}}};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("Header"));
    QCOMPARE(fixture.controller().connection().source, Source::None);
    QVERIFY(fixture.controller().notices().current().explanation.cause.contains(
        QStringLiteral("RM_TEST_HEADER")));
}

void TestProfileSwitch::namesTheAddressThatFailed()
{
    WindowFixture fixture;
    qputenv("RM_TEST_HMAC", "secret");
    Profile profile = deadProfile("Two");
    profile.webSocketUrls.append(QStringLiteral("ws://127.0.0.1:11/second"));
    profile.tokenHmacSecret = {SecretKind::Environment, QStringLiteral("RM_TEST_HMAC")};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("Two"));
    QTRY_VERIFY(fixture.controller().notices().current().explanation.cause.contains(
        QStringLiteral("11/second")));
    qunsetenv("RM_TEST_HMAC");
}

void TestProfileSwitch::remembersTheLast()
{
    WindowFixture fixture;
    const Profile profile = deadProfile("Last");
    fixture.save(profile);
    QVERIFY(!fixture.profiles().chooseLast());
    chooseInMenu(fixture, QStringLiteral("Last"));
    ProfileSwitch next(fixture.controller(), fixture.profiles().store(),
                       fixture.profiles().secrets(), fixture.settings());
    QVERIFY(next.chooseLast());
    QCOMPARE(next.name(), QStringLiteral("Last"));
    QVERIFY(fixture.profiles().store().remove(profile.id));
    QVERIFY(!next.chooseLast());
}

void TestProfileSwitch::startingTheLocalServerLeavesTheProfile()
{
    WindowFixture fixture;
    Profile profile = deadProfile("Live");
    profile.isProduction = true;
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("Live"));
    fixture.controller().startLocalServer();
    QVERIFY(!fixture.controller().isProduction());
    QVERIFY(!fixture.profiles().profile());
    QCOMPARE(fixture.controller().connection().source, Source::None);
    QVERIFY(!fixture.find<QLabel>("productionLabel")->isVisible());
}

void TestProfileSwitch::localServerDoesNotTakeOver()
{
    if (!TestServer::isAvailable()) {
        QSKIP("no local server");
    }
    WindowFixture fixture;
    fixture.save(deadProfile("Staging"));
    chooseInMenu(fixture, QStringLiteral("Local server"));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.controller().connection().source, Source::LocalServer,
                              Patience);
    QCOMPARE(fixture.find<QToolButton>("profileButton")->text(),
             QStringLiteral("Local server \u25be"));
    chooseInMenu(fixture, QStringLiteral("Staging"));
    fixture.controller().restartLocalServer();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.controller().localServerState(), LocalServer::State::Running,
                              Patience);
    QCOMPARE(fixture.controller().connection().source, Source::Profile);
    chooseInMenu(fixture, QStringLiteral("Local server"));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.controller().connection().source, Source::LocalServer,
                              Patience);
}

void TestProfileSwitch::goesLiveAndTellsTheLog()
{
    if (!TestServer::isAvailable()) {
        QSKIP("no local server");
    }
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    qputenv("RM_TEST_HMAC", TestServer::Secret);
    WindowFixture fixture;
    Profile profile = deadProfile("Real");
    profile.webSocketUrls.append(server.webSocketUrl().toString()); // after the dead one
    profile.tokenHmacSecret = {SecretKind::Environment, QStringLiteral("RM_TEST_HMAC")};
    fixture.save(profile);
    chooseInMenu(fixture, QStringLiteral("Real"));
    QTRY_VERIFY(fixture.isLive());
    const QStringList payloads = fixture.column(JournalModel::Payload);
    QVERIFY2(payloads.filter(QStringLiteral("profile Real")).size() == 1,
             qPrintable(payloads.join(u'\n')));
    qunsetenv("RM_TEST_HMAC");
}

REALTIME_TEST(TestProfileSwitch, QApplication)
#include "tst_profileswitch.moc"
