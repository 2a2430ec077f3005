// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/profiles/headerlines.h"
#include "gui/profiles/profilesdialog.h"
#include "gui/widgets/secretfield.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

using SecretKind = SecretReference::Kind;

/** Profiles made, changed and deleted through the dialog, as a user does. */
class TestProfilesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fieldsAreNamed();
    void makesAProfile();
    void validatesWhileTyping();
    void savingGoesToTheFault();
    void connectsWithoutTokenAndKey();
    void takesAPastedTokenForOne();
    void refersToAKeyOfAFile();
    void explainsAChannelByTheConfiguration();
    void givesChannelsOptionsAndTokensClaims();
    void refusesAnotherOfThatName();
    void editsAndTakesBack();
    void duplicatesWithItsSecrets();
    void deletesAndBringsBack();
    void forgetsSecretsOfADeletedOne();
    void keepsTypedSecretsOutOfTheFile();
    void keepsASecretOnlyAfterTheTick();
    void takesTheKeyToNoOtherServer();
    void warnsLoudlyOfNoVerification();
    void headersByReference_data();
    void headersByReference();
    void asksBeforeItThrowsAway();
    void explainsABrokenFile();
    void savesAndConnects();

private:
    template <typename Widget> Widget *find(const char *name)
    {
        return findIn<Widget>(*m_dialog, name);
    }
    void click(const char *button) { find<QPushButton>(button)->click(); }
    void type(const char *edit, const QString &text) { find<QLineEdit>(edit)->setText(text); }
    void lines(const char *edit, const QString &text)
    {
        find<QPlainTextEdit>(edit)->setPlainText(text);
    }
    void chooseSource(const char *field, SecretKind kind);
    template <typename Widget> Widget *inField(const char *field, const char *name)
    {
        return find<SecretField>(field)->findChild<Widget *>(QString::fromLatin1(name));
    }
    void openDialog();
    const QList<Profile> &profiles() { return m_fixture->profiles().store().profiles(); }
    QByteArray allFiles();

    std::unique_ptr<WindowFixture> m_fixture;
    QPointer<ProfilesDialog> m_dialog;
};

void TestProfilesDialog::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    openDialog();
}

void TestProfilesDialog::cleanup()
{
    m_fixture.reset();
}

void TestProfilesDialog::openDialog()
{
    m_fixture->trigger("profilesAction");
    m_dialog = m_fixture->window().findChild<ProfilesDialog *>();
    QVERIFY(m_dialog);
}

void TestProfilesDialog::chooseSource(const char *field, SecretKind kind)
{
    auto *box = inField<QComboBox>(field, "sourceBox");
    box->setCurrentIndex(box->findData(int(kind)));
}

QByteArray TestProfilesDialog::allFiles()
{
    QByteArray all;
    const QDir folder(m_fixture->profiles().store().folder());
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            all += file.readAll();
        }
    }
    return all;
}

void TestProfilesDialog::fieldsAreNamed()
{
    click("newButton");
    for (const QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        const bool isInput = qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QCheckBox *>(widget)
            || qobject_cast<const QPushButton *>(widget)
            || qobject_cast<const QPlainTextEdit *>(widget);
        if (isInput && !widget->objectName().startsWith(QLatin1String("qt_"))) {
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
    }
}

void TestProfilesDialog::makesAProfile()
{
    QVERIFY(!find<QWidget>("profileForm")->isVisible()); // nothing to edit yet
    click("newButton");
    type("nameEdit", QStringLiteral("Staging"));
    type("addressEdit", QStringLiteral("wss://a.test/x"));
    lines("webSocketUrlsEdit", QStringLiteral("wss://b.test/x\n"));
    QCOMPARE(find<QLineEdit>("apiUrlEdit")->placeholderText(),
             QStringLiteral("https://a.test/api"));
    type("connectUserEdit", QStringLiteral("alice"));
    lines("usersEdit", QStringLiteral("bob"));
    lines("channelsEdit", QStringLiteral("news"));
    find<QCheckBox>("productionBox")->setChecked(true);
    chooseSource("hmacField", SecretKind::Environment);
    inField<QLineEdit>("hmacField", "nameEdit")->setText(QStringLiteral("MY_SECRET"));
    click("saveButton");
    QCOMPARE(profiles().size(), 1);
    const Profile &saved = profiles().constFirst();
    QCOMPARE(saved.name, QStringLiteral("Staging"));
    QCOMPARE(saved.webSocketUrls,
             QStringList({QStringLiteral("wss://a.test/x"), QStringLiteral("wss://b.test/x")}));
    QCOMPARE(saved.users, QStringList({QStringLiteral("alice"), QStringLiteral("bob")}));
    QVERIFY(saved.isProduction);
    QVERIFY(saved.tokenHmacSecret
            == SecretReference({SecretKind::Environment, QStringLiteral("MY_SECRET")}));
    QVERIFY(!find<QPushButton>("saveButton")->isEnabled());
}

void TestProfilesDialog::validatesWhileTyping()
{
    click("newButton");
    auto *tabs = find<QTabWidget>("pageTabs");
    const QString plain = tabs->tabText(0);
    const QString server = tabs->tabText(1);
    QCOMPARE(find<QLabel>("faultLabel")->text(), QString());
    type("addressEdit", QStringLiteral("http://a.test"));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("The WebSocket URL")));
    QVERIFY(tabs->tabText(0) != plain);
    QCOMPARE(tabs->tabText(1), server);
    type("addressEdit", QStringLiteral("ws://a.test"));
    lines("webSocketUrlsEdit", QStringLiteral("http://b.test"));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("WebSocket URL 2")));
    QCOMPARE(tabs->tabText(0), plain);
    QVERIFY(tabs->tabText(1) != server);
    lines("webSocketUrlsEdit", QString());
    QCOMPARE(find<QLabel>("faultLabel")->text(), QString());
    QCOMPARE(tabs->tabText(1), server);
    // Two warnings in one line, without escapes of ours.
    chooseSource("hmacField", SecretKind::Session);
    chooseSource("apiKeyField", SecretKind::Session);
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("API URL")));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("WebSocket URL")));
    QVERIFY(!find<QLabel>("faultLabel")->text().contains(QLatin1Char('\\')));
}

void TestProfilesDialog::savingGoesToTheFault()
{
    click("newButton");
    lines("channelsEdit", QStringLiteral("news\n\nchat"));
    click("saveButton");
    QVERIFY(profiles().isEmpty());
    auto *edit = find<QPlainTextEdit>("channelsEdit");
    QVERIFY(edit->isVisible()); // its page is in front
    QCOMPARE(edit->textCursor().blockNumber(), 1);
}

void TestProfilesDialog::connectsWithoutTokenAndKey()
{
    click("newButton");
    find<QComboBox>("accessBox")->setCurrentIndex(2);
    QVERIFY(find<QLabel>("noTokenLabel")->isVisible());
    find<QCheckBox>("noApiKeyBox")->setChecked(true);
    QVERIFY(!find<SecretField>("apiKeyField")->isEnabled());
    chooseSource("subscriptionHmacField", SecretKind::Environment);
    inField<QLineEdit>("subscriptionHmacField", "nameEdit")->setText(QStringLiteral("CHANNELS"));
    click("saveButton");
    const Profile &saved = profiles().constFirst();
    QVERIFY(saved.withoutToken);
    QVERIFY(saved.withoutApiKey);
    QVERIFY(saved.subscriptionHmacSecret
            == SecretReference({SecretKind::Environment, QStringLiteral("CHANNELS")}));
    find<QComboBox>("accessBox")->setCurrentIndex(0);
    QVERIFY(find<SecretField>("hmacField")->isVisible());
    click("saveButton");
    QVERIFY(!profiles().constFirst().withoutToken);
}

/** Typed where the secret belongs, it would sign tokens that no server takes. */
void TestProfilesDialog::takesAPastedTokenForOne()
{
    const QString token = QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl");
    click("newButton");
    chooseSource("hmacField", SecretKind::Session);
    inField<QLineEdit>("hmacField", "typedEdit")->setText(token);
    QCOMPARE(find<QComboBox>("accessBox")->currentText(), QStringLiteral("Ready token"));
    QVERIFY(!find<QLineEdit>("connectUserEdit")->isEnabled()); // it names its user
    QVERIFY(inField<QLineEdit>("hmacField", "typedEdit")->text().isEmpty());
    QCOMPARE(inField<QLineEdit>("tokenField", "typedEdit")->echoMode(), QLineEdit::Password);
    click("saveButton");
    QVERIFY(profiles().constFirst().token == SecretReference({SecretKind::Session, {}}));
    QVERIFY(!profiles().constFirst().tokenHmacSecret.isSet());
    QVERIFY(m_fixture->profiles().secrets().hasSession(profiles().constFirst(), TokenSlot));
}

void TestProfilesDialog::refersToAKeyOfAFile()
{
    click("newButton");
    chooseSource("apiKeyField", SecretKind::Setting);
    auto *edit = inField<QLineEdit>("apiKeyField", "nameEdit");
    edit->setText(QStringLiteral("/etc/centrifugo/config.json"));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("Name the key")));
    edit->setText(QStringLiteral("/etc/my#1/config.json#http_api.key"));
    click("saveButton");
    const SecretReference expected{SecretKind::Setting, QStringLiteral("/etc/my#1/config.json"),
                                   QStringLiteral("http_api.key")};
    QVERIFY(profiles().constFirst().apiKey == expected);
    QCOMPARE(inField<QLineEdit>("apiKeyField", "nameEdit")->text(),
             QStringLiteral("/etc/my#1/config.json#http_api.key"));
}

void TestProfilesDialog::explainsAChannelByTheConfiguration()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("config.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("channel:\n  namespaces:\n    - name: chat\n      presence: true\n");
    file.close();
    click("newButton");
    type("configurationEdit", file.fileName());
    click("saveButton");
    lines("channelsEdit", QStringLiteral("chat:a, x:b"));
    auto *hint = find<QLabel>("channelHintLabel");
    auto *channels = find<QPlainTextEdit>("channelsEdit");
    channels->moveCursor(QTextCursor::Start);
    QVERIFY2(hint->text().startsWith(QStringLiteral("Namespace chat")), qPrintable(hint->text()));
    channels->moveCursor(QTextCursor::End);
    QCOMPARE(hint->text(), QStringLiteral("The server has no namespace x: 102 unknown channel"));
    QCOMPARE(hint->palette().color(QPalette::WindowText), m_fixture->theme().color(Tone::Bad));
    click("saveButton");
    QCOMPARE(profiles().constFirst().channels,
             QStringList({QStringLiteral("chat:a"), QStringLiteral("x:b")}));
}

void TestProfilesDialog::givesChannelsOptionsAndTokensClaims()
{
    click("newButton");
    lines("channelsEdit", QStringLiteral("news --delta\nticks --fast"));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("Line 2 has an option")));
    lines("channelsEdit", QStringLiteral("news --delta\nticks --filter-tags a="));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("Line 2: The tag a")));
    lines("channelsEdit", QStringLiteral("news --delta\nticks --filter-tags a=1"));
    QCOMPARE(find<QLabel>("faultLabel")->text(), QString());
    type("tokenClaimsEdit", QStringLiteral("{\"sub\":\"eve\"}"));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("The claim sub")));
    type("tokenClaimsEdit", QStringLiteral("{\"aud\":\"app\"}"));
    type("subscriptionClaimsEdit", QStringLiteral("{\"iss\":\"me\"}"));
    click("saveButton");
    const Profile &saved = profiles().constFirst();
    QCOMPARE(saved.channels, QStringList({QStringLiteral("news"), QStringLiteral("ticks")}));
    QVERIFY(saved.channelOptions.value(QStringLiteral("news")).delta);
    QCOMPARE(saved.channelOptions.value(QStringLiteral("ticks")).tagsFilter, QStringLiteral("a=1"));
    QCOMPARE(saved.tokenClaims, QStringLiteral("{\"aud\":\"app\"}"));
    QCOMPARE(saved.subscriptionTokenClaims, QStringLiteral("{\"iss\":\"me\"}"));
    QCOMPARE(find<QPlainTextEdit>("channelsEdit")->toPlainText(),
             QStringLiteral("news --delta\nticks --filter-tags a=1"));
}

void TestProfilesDialog::refusesAnotherOfThatName()
{
    click("newButton");
    click("saveButton");
    const QString name = profiles().constFirst().name;
    click("newButton");
    type("nameEdit", name);
    click("saveButton");
    QCOMPARE(profiles().size(), 1);
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("this name")));
}

void TestProfilesDialog::editsAndTakesBack()
{
    click("newButton");
    click("saveButton");
    const Profile before = profiles().constFirst();
    type("apiUrlEdit", QStringLiteral("https://a.test/api"));
    QVERIFY(find<QPushButton>("saveButton")->isEnabled());
    type("apiUrlEdit", QString());
    QVERIFY(!find<QPushButton>("saveButton")->isEnabled()); // as it was
    type("apiUrlEdit", QStringLiteral("https://a.test/api"));
    click("saveButton");
    QCOMPARE(profiles().constFirst().id, before.id);
    QCOMPARE(profiles().constFirst().apiUrl, QStringLiteral("https://a.test/api"));
}

void TestProfilesDialog::duplicatesWithItsSecrets()
{
    click("newButton");
    chooseSource("apiKeyField", SecretKind::Session);
    inField<QLineEdit>("apiKeyField", "typedEdit")->setText(QStringLiteral("canary"));
    click("saveButton");
    click("duplicateButton");
    click("saveButton");
    QCOMPARE(profiles().size(), 2);
    QVERIFY(profiles().at(0).id != profiles().at(1).id);
    QVERIFY(profiles().at(0).name != profiles().at(1).name);
    QVERIFY(m_fixture->profiles().secrets().hasSession(profiles().at(1), ApiKeySlot));
}

void TestProfilesDialog::deletesAndBringsBack()
{
    click("newButton");
    click("saveButton");
    const Profile before = profiles().constFirst();
    click("deleteButton");
    QVERIFY(profiles().isEmpty());
    QVERIFY(find<QPushButton>("undoButton")->isVisible());
    click("undoButton");
    QCOMPARE(profiles().size(), 1);
    QVERIFY(profiles().constFirst() == before);
    QVERIFY(!find<QPushButton>("undoButton")->isVisible());
}

void TestProfilesDialog::forgetsSecretsOfADeletedOne()
{
    click("newButton");
    chooseSource("apiKeyField", SecretKind::Session);
    inField<QLineEdit>("apiKeyField", "typedEdit")->setText(QStringLiteral("canary"));
    inField<QCheckBox>("apiKeyField", "keepBox")->setChecked(true);
    click("saveButton");
    QVERIFY(allFiles().contains("canary"));
    click("deleteButton");
    QVERIFY(allFiles().contains("canary")); // it may still be undone
    click("closeButton");
    QTRY_VERIFY(!m_dialog);
    QVERIFY(!allFiles().contains("canary"));
}

void TestProfilesDialog::keepsTypedSecretsOutOfTheFile()
{
    click("newButton");
    chooseSource("hmacField", SecretKind::Session);
    auto *edit = inField<QLineEdit>("hmacField", "typedEdit");
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    edit->setText(QStringLiteral("canary"));
    click("saveButton");
    QVERIFY(!allFiles().contains("canary"));
    QVERIFY(edit->text().isEmpty()); // kept in one place only
    QVERIFY(m_fixture->profiles().secrets().hasSession(profiles().constFirst(), HmacSecretSlot));
}

void TestProfilesDialog::keepsASecretOnlyAfterTheTick()
{
    click("newButton");
    chooseSource("apiKeyField", SecretKind::Session);
    inField<QLineEdit>("apiKeyField", "typedEdit")->setText(QStringLiteral("canary"));
    auto *keep = inField<QCheckBox>("apiKeyField", "keepBox");
    QVERIFY(!keep->isChecked());
    keep->setChecked(true);
    QVERIFY(!inField<QLabel>("apiKeyField", "noteLabel")->text().isEmpty());
    click("saveButton");
    QFile file(m_fixture->profiles().store().file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("canary"));
    QVERIFY(allFiles().contains("canary"));
    // Changed my mind: it goes out of the file.
    inField<QCheckBox>("apiKeyField", "keepBox")->setChecked(false);
    click("saveButton");
    QVERIFY(!allFiles().contains("canary"));
}

void TestProfilesDialog::takesTheKeyToNoOtherServer()
{
    click("newButton");
    type("apiUrlEdit", QStringLiteral("https://a.test/api"));
    chooseSource("apiKeyField", SecretKind::Session);
    inField<QLineEdit>("apiKeyField", "typedEdit")->setText(QStringLiteral("canary"));
    click("saveButton");
    type("apiUrlEdit", QStringLiteral("https://a.test/other"));
    click("saveButton");
    QVERIFY(m_fixture->profiles().secrets().hasSession(profiles().constFirst(), ApiKeySlot));
    type("apiUrlEdit", QStringLiteral("https://b.test/api"));
    click("saveButton");
    QVERIFY(!m_fixture->profiles().secrets().hasSession(profiles().constFirst(), ApiKeySlot));
}

void TestProfilesDialog::warnsLoudlyOfNoVerification()
{
    click("newButton");
    find<QTabWidget>("pageTabs")->setCurrentIndex(4);
    auto *line = find<QLabel>("unverifiedLabel");
    QVERIFY(!line->isVisible());
    find<QCheckBox>("unverifiedBox")->setChecked(true);
    QVERIFY(line->isVisible());
    QCOMPARE(line->palette().color(QPalette::WindowText), m_fixture->theme().color(Tone::Bad));
    click("saveButton"); // a warning, the user's own choice
    QVERIFY(!profiles().constFirst().network.verifyPeer);
}

void TestProfilesDialog::headersByReference_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<ProfileHeader>("header");
    const auto text = [](const char *words) { return QString::fromLatin1(words); };
    QTest::newRow("value") << text("X-A: b c") << ProfileHeader{text("X-A"), text("b c"), {}};
    QTest::newRow("empty value") << text("X-A: ") << ProfileHeader{text("X-A"), {}, {}};
    QTest::newRow("variable") << text(
        "A: $TOKEN") << ProfileHeader{text("A"), {}, {SecretKind::Environment, text("TOKEN")}};
    QTest::newRow("file") << text("A: @/run/x")
                          << ProfileHeader{text("A"), {}, {SecretKind::File, text("/run/x")}};
    QTest::newRow("typed") << text("A: ?")
                           << ProfileHeader{text("A"), {}, {SecretKind::Session, {}}};
    QTest::newRow("a sign in the value")
        << text("A: $$5") << ProfileHeader{text("A"), text("$5"), {}};
}

void TestProfilesDialog::headersByReference()
{
    QFETCH(const QString, line);
    QFETCH(const ProfileHeader, header);
    const QList<ProfileHeader> headers = headersFrom({line});
    QCOMPARE(headers.size(), 1);
    QVERIFY(headers.constFirst() == header);
    QCOMPARE(headerLines(headers), QStringList{line});
}

void TestProfilesDialog::asksBeforeItThrowsAway()
{
    click("newButton");
    click("closeButton");
    auto *box = m_dialog->findChild<QMessageBox *>(QStringLiteral("unsavedBox"));
    QVERIFY(box);
    box->button(QMessageBox::Cancel)->click();
    QVERIFY(m_dialog->isVisible());
    QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>());
    click("closeButton");
    m_dialog->findChild<QMessageBox *>()->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!m_dialog);
    QVERIFY(profiles().isEmpty());
}

void TestProfilesDialog::explainsABrokenFile()
{
    click("closeButton");
    QTRY_VERIFY(!m_dialog);
    const ProfileStore &store = m_fixture->profiles().store();
    QVERIFY(QDir().mkpath(store.folder()));
    QFile file(store.file());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ broken");
    file.close();
    openDialog();
    QVERIFY(find<QLabel>("errorLabel")->isVisible());
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral("line 1")));
    click("newButton");
    click("saveButton");
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral(".broken-")));
    QVERIFY(allFiles().contains("{ broken"));
}

void TestProfilesDialog::savesAndConnects()
{
    click("newButton");
    type("nameEdit", QStringLiteral("Mine"));
    type("addressEdit", QStringLiteral("ws://127.0.0.1:9/x"));
    click("connectButton");
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(profiles().size(), 1);
    QCOMPARE(m_fixture->profiles().name(), QStringLiteral("Mine"));
}

REALTIME_TEST(TestProfilesDialog, QApplication)
#include "tst_profilesdialog.moc"
