// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/controller/profilevisit.h"
#include "gui/controller/windowstate.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSessionManager>
#include <QSplitter>

namespace {

/** A window whose state is kept in `folder`. */
std::unique_ptr<WindowFixture> openWindow(const QString &folder)
{
    auto fixture = std::make_unique<WindowFixture>(JournalLimits(), folder);
    if (!fixture->profiles().kept().open()) {
        qFatal("the file can't be opened");
    }
    static_cast<void>(fixture->profiles().store().load());
    fixture->window().state().start();
    return fixture;
}

QStringList channelsOf(WindowFixture &fixture)
{
    QStringList names;
    for (const ChannelStatus &status : fixture.controller().channels()) {
        names.append(status.channel);
    }
    return names;
}

QString draftOf(WindowFixture &fixture)
{
    return fixture.find<QPlainTextEdit>("payloadEdit")->toPlainText();
}

/** With a secret, so that nobody has to type one. */
Profile keptProfile(const char *name)
{
    qputenv("RM_TEST_KEPT", "very-secret");
    Profile profile = deadProfile(name);
    profile.tokenHmacSecret = {SecretReference::Kind::Environment, QStringLiteral("RM_TEST_KEPT")};
    return profile;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/** What the window shows again after a restart, for each profile. */
class TestWindowState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void restoresAfterARestart();
    void eachProfileHasItsOwn();
    void aNewProfileLooksLikeTheLast();
    void savesSoonAfterAChange();
    void savesAtTheEndOfTheDesktopSession();
    void holdsNoSecret();
    void survivesAnythingInTheFile_data();
    void survivesAnythingInTheFile();
    void longMessagesAreNotKept();
    void followsTheProfilesOwnChannels();
    void visitIsTheSameAfterwards();
    void hiddenPanesComeBackWithTheirKey();
};

void TestWindowState::restoresAfterARestart()
{
    const QTemporaryDir folder;
    Profile profile = keptProfile("staging");
    QList<int> across;
    {
        const auto fixture = openWindow(folder.path());
        fixture->save(profile);
        fixture->profiles().choose(profile.id);
        fixture->controller().connectAs(QStringLiteral("bob"));
        fixture->controller().addChannel(QStringLiteral("added"));
        fixture->controller().removeChannel(QStringLiteral("news"));
        fixture->controller().watchers().add({WatcherIdentity::Kind::User, QStringLiteral("eve")});
        fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("{\"a\":1}"));
        fixture->find<QLineEdit>("channelBoxEdit")->setText(QStringLiteral("draft"));
        fixture->find<QCheckBox>("tagBox")->setChecked(false);
        fixture->enter("filterEdit", QStringLiteral("data.a == 1"));
        fixture->trigger("publishPaneAction");
        fixture->trigger("sortRateAction");
        fixture->find<QAction>("groupAction")->setChecked(false);
        fixture->window().resize(1300, 700);
        fixture->find<QSplitter>("mainSplitter")->setSizes({200, 700, 400});
        across = fixture->find<QSplitter>("mainSplitter")->sizes();
        fixture->window().close();
    }
    const auto fixture = openWindow(folder.path());
    QVERIFY(fixture->profiles().chooseLast());
    QCOMPARE(fixture->controller().user(), QStringLiteral("bob"));
    QCOMPARE(channelsOf(*fixture), QStringList(QStringLiteral("added")));
    QCOMPARE(fixture->controller().watchers().users(), QStringList(QStringLiteral("eve")));
    QCOMPARE(draftOf(*fixture), QStringLiteral("{\"a\":1}"));
    QCOMPARE(fixture->find<QLineEdit>("channelBoxEdit")->text(), QStringLiteral("draft"));
    QVERIFY(!fixture->find<QCheckBox>("tagBox")->isChecked());
    QCOMPARE(fixture->controller().log().filterText(), QStringLiteral("data.a == 1"));
    QCOMPARE(fixture->find<QLineEdit>("filterEdit")->text(), QStringLiteral("data.a == 1"));
    QVERIFY(!fixture->find<QWidget>("publishPane")->isVisible());
    QVERIFY(fixture->find<QAction>("sortRateAction")->isChecked());
    QVERIFY(!fixture->find<QAction>("groupAction")->isChecked());
    QVERIFY(!fixture->find<QAction>("publishPaneAction")->isChecked());
    fixture->window().resize(1300, 700);
    QCOMPARE(fixture->find<QSplitter>("mainSplitter")->sizes(), across);
}

void TestWindowState::eachProfileHasItsOwn()
{
    const QTemporaryDir folder;
    const auto fixture = openWindow(folder.path());
    const Profile one = keptProfile("one");
    const Profile other = keptProfile("other");
    fixture->save(one);
    fixture->save(other);
    auto *editor = fixture->find<QPlainTextEdit>("payloadEdit");
    fixture->profiles().choose(one.id);
    editor->setPlainText(QStringLiteral("1"));
    fixture->controller().addChannel(QStringLiteral("ones"));
    fixture->profiles().choose(other.id);
    QCOMPARE(editor->toPlainText(), QStringLiteral("1")); // new there, so it stays
    QCOMPARE(channelsOf(*fixture), QStringList(QStringLiteral("news")));
    editor->setPlainText(QStringLiteral("2"));
    fixture->profiles().choose(one.id);
    QCOMPARE(editor->toPlainText(), QStringLiteral("1"));
    QCOMPARE(channelsOf(*fixture), QStringList({QStringLiteral("news"), QStringLiteral("ones")}));
    fixture->profiles().choose(other.id);
    QCOMPARE(editor->toPlainText(), QStringLiteral("2"));
}

void TestWindowState::aNewProfileLooksLikeTheLast()
{
    const QTemporaryDir folder;
    {
        const auto fixture = openWindow(folder.path());
        fixture->trigger("channelPaneAction");
        fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("left"));
        fixture->window().close();
    }
    const auto fixture = openWindow(folder.path());
    QVERIFY(!fixture->find<QWidget>("channelPane")->isVisible());
    QVERIFY(draftOf(*fixture) != QLatin1String("left")); // written at another place
}

/** Without being closed: as if the program was killed. */
void TestWindowState::savesSoonAfterAChange()
{
    const QTemporaryDir folder;
    const auto fixture = openWindow(folder.path());
    const Profile profile = keptProfile("staging");
    fixture->save(profile);
    fixture->profiles().choose(profile.id);
    fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("unsent"));
    const QString file = fixture->profiles().kept().file();
    QTRY_VERIFY(bytesOf(file).contains("unsent"));
    fixture->controller().addChannel(QStringLiteral("added"));
    QTRY_VERIFY(bytesOf(file).contains("added"));
}

/** At once: a second later it would be done anyway. */
void TestWindowState::savesAtTheEndOfTheDesktopSession()
{
    const QTemporaryDir folder;
    const auto fixture = openWindow(folder.path());
    const Profile profile = keptProfile("staging");
    fixture->save(profile);
    fixture->profiles().choose(profile.id);
    fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("unsent"));
    auto *session = qApp->findChild<QSessionManager *>();
    QVERIFY(session != nullptr);
    Q_EMIT qGuiApp->commitDataRequest(*session);
    QVERIFY(bytesOf(fixture->profiles().kept().file()).contains("unsent"));
}

void TestWindowState::holdsNoSecret()
{
    const QTemporaryDir folder;
    const auto fixture = openWindow(folder.path());
    const Profile profile = keptProfile("staging");
    fixture->save(profile);
    fixture->profiles().choose(profile.id);
    WatcherIdentity token;
    token.kind = WatcherIdentity::Kind::Token;
    token.token = Secret("a.b.c");
    fixture->controller().watchers().add(token);
    fixture->controller().useToken(Secret("d.e.f"));
    fixture->window().close();
    const QByteArray content = bytesOf(fixture->profiles().kept().file());
    QVERIFY(content.contains("news"));
    for (const char *secret : {"very-secret", "a.b.c", "d.e.f"}) {
        QVERIFY2(!content.contains(secret), content);
    }
}

void TestWindowState::survivesAnythingInTheFile_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("null") << QJsonValue();
    QTest::newRow("a number") << QJsonValue(-1e300);
    QTest::newRow("a text") << QJsonValue(QStringLiteral("\xff\x01spoilt"));
    QTest::newRow("a list") << QJsonValue(QJsonArray{1, QStringLiteral("x")});
    QTest::newRow("an object") << QJsonValue(
        QJsonObject{{QStringLiteral("across"), QStringLiteral("AAAA")},
                    {QStringLiteral("channels"), 12},
                    {QStringLiteral("filter"), QJsonArray{1}},
                    {QStringLiteral("times"), 99},
                    {QStringLiteral("text"), QJsonObject()}});
}

void TestWindowState::survivesAnythingInTheFile()
{
    QFETCH(const QJsonValue, value);
    const QTemporaryDir folder;
    const auto fixture = openWindow(folder.path());
    const Profile profile = keptProfile("staging");
    fixture->save(profile);
    QJsonObject session;
    for (const char *part : {"visit", "window", "panes", "draft", "log"}) {
        session.insert(QString::fromLatin1(part), value);
    }
    fixture->profiles().kept().put(profile.id, session);
    fixture->profiles().choose(profile.id);
    const QList<int> sizes = fixture->find<QSplitter>("mainSplitter")->sizes();
    QVERIFY(std::all_of(sizes.cbegin(), sizes.cend(), [](int size) { return size > 50; }));
    QCOMPARE(channelsOf(*fixture), QStringList(QStringLiteral("news")));
    QCOMPARE(fixture->controller().log().model().timeMode(), JournalModel::TimeMode::Clock);
}

void TestWindowState::longMessagesAreNotKept()
{
    const QTemporaryDir folder;
    const auto fixture = openWindow(folder.path());
    const Profile profile = keptProfile("staging");
    fixture->save(profile);
    fixture->profiles().choose(profile.id);
    fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QString(300'000, u'7'));
    fixture->window().close();
    const QByteArray content = bytesOf(fixture->profiles().kept().file());
    QVERIFY(content.contains("\"draft\""));
    QVERIFY(!content.contains("7777"));
}

void TestWindowState::followsTheProfilesOwnChannels()
{
    const auto name = [](const char *text) { return QString::fromLatin1(text); };
    ProfileVisit visit;
    visit.channels = {name("removed"), name("byHand"), name("kept")};
    visit.profileChannels = {name("removed"), name("kept"), name("stopped")};
    QCOMPARE(visit.channelsFor({name("kept"), name("stopped"), name("new")}),
             QStringList({name("byHand"), name("kept"), name("new")}));
}

void TestWindowState::visitIsTheSameAfterwards()
{
    ProfileVisit visit;
    visit.user = QStringLiteral("alice");
    visit.otherUsers = QStringList{QStringLiteral("bob")};
    visit.channels = QStringList{QStringLiteral("a --delta"), QStringLiteral("b")};
    visit.profileChannels = QStringList{QStringLiteral("b")};
    ChannelOptions options;
    options.delta = true;
    options.recoverable = false;
    visit.channelOptions.insert(QStringLiteral("a --delta"), options);
    QVERIFY(readVisit(writeVisit(visit)) == visit);
}

void TestWindowState::hiddenPanesComeBackWithTheirKey()
{
    WindowFixture fixture;
    fixture.window().resize(1300, 700); // a narrow one has no side pane at first
    for (const auto &[pane, toggle, go] :
         {std::tuple("channelPane", "channelPaneAction", "channelsAction"),
          std::tuple("publishPane", "publishPaneAction", "editorAction"),
          std::tuple("sideTabs", "sidePaneAction", "detailAction"),
          std::tuple("sideTabs", "sidePaneAction", "serverAction")}) {
        fixture.trigger(toggle);
        QVERIFY2(!fixture.find<QWidget>(pane)->isVisible(), pane);
        fixture.trigger(go);
        QVERIFY2(fixture.find<QWidget>(pane)->isVisible(), pane);
        QVERIFY2(fixture.find<QAction>(toggle)->isChecked(), pane);
    }
}

REALTIME_TEST(TestWindowState, QApplication)
#include "tst_windowstate.moc"
