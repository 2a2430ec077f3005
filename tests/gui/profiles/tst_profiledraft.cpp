// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/profiles/profilesdialog.h"
#include "gui/widgets/secretfield.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

using SecretKind = SecretReference::Kind;

/** What happens to the secrets, and to other windows' edits, when a draft is saved or dropped. */
class TestProfileDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void duplicateTakesTheKeyToNoOtherServer();
    void duplicateOfADuplicateNeither();
    void duplicateOfAnUnsavedOneNeither_data();
    void duplicateOfAnUnsavedOneNeither();
    void duplicateOfAnUnsavedOneKeepsThemForTheSameServer();
    void forgetsHeaderValuesForAnotherServer_data();
    void forgetsHeaderValuesForAnotherServer();
    void refusesAShortSecret();
    void duplicateKeepsSecretsOnlyOnceItIsSaved();
    void saysWhatItForgot();
    void staysOpenToSayWhatItForgot();
    void keepsTheSecretsWhenSavingFails();
    void refusesToOverwriteAnotherWindow();
    void overwritesAfterTheQuestion();
    void loadsWhatIsStored();
    void tellsThatItWasDeleted();
    void takesTheLimits();

private:
    template <typename Widget> Widget *find(const char *name)
    {
        return findIn<Widget>(*m_dialog, name);
    }
    void click(const char *button) { find<QPushButton>(button)->click(); }
    void typeApiUrl(const char *url)
    {
        find<QLineEdit>("apiUrlEdit")->setText(QString::fromLatin1(url));
    }
    /** The WebSocket, the API and the proxy. */
    void goTo(const char *host);
    void typeSecret(const char *field, const char *value, bool keep);
    void makeWithKey(bool keep);
    QMessageBox *conflict()
    {
        return m_dialog->findChild<QMessageBox *>(QStringLiteral("conflictBox"));
    }
    ProfileStore &store() { return m_fixture->profiles().store(); }
    SecretKeeper &secrets() { return m_fixture->profiles().secrets(); }
    QByteArray secretsFile();
    /** As another window does it. */
    void markProductionElsewhere();

    std::unique_ptr<WindowFixture> m_fixture;
    QPointer<ProfilesDialog> m_dialog;
};

void TestProfileDraft::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->trigger("profilesAction");
    m_dialog = m_fixture->window().findChild<ProfilesDialog *>();
    QVERIFY(m_dialog);
}

void TestProfileDraft::cleanup()
{
    m_fixture.reset();
}

void TestProfileDraft::typeSecret(const char *field, const char *value, bool keep)
{
    if (qstrcmp(field, "tokenField") == 0) {
        find<QComboBox>("accessBox")->setCurrentIndex(1);
    }
    auto *secret = find<SecretField>(field);
    auto *source = secret->findChild<QComboBox *>(QStringLiteral("sourceBox"));
    source->setCurrentIndex(source->findData(int(SecretKind::Session)));
    secret->findChild<QLineEdit *>(QStringLiteral("typedEdit"))
        ->setText(QString::fromLatin1(value));
    secret->findChild<QCheckBox *>(QStringLiteral("keepBox"))->setChecked(keep);
}

void TestProfileDraft::goTo(const char *host)
{
    const QString name = QString::fromLatin1(host);
    find<QLineEdit>("addressEdit")
        ->setText(QStringLiteral("wss://%1/connection/websocket").arg(name));
    find<QLineEdit>("apiUrlEdit")->setText(QStringLiteral("https://%1/api").arg(name));
    auto *kind = find<QComboBox>("proxyBox");
    kind->setCurrentIndex(kind->findData(int(ProfileProxy::Kind::Http)));
    find<QLineEdit>("proxyHostEdit")->setText(QStringLiteral("proxy.%1").arg(name));
    find<QSpinBox>("proxyPortBox")->setValue(3128);
}

/** A saved profile for https://a.test/api. */
void TestProfileDraft::makeWithKey(bool keep)
{
    click("newButton");
    typeApiUrl("https://a.test/api");
    typeSecret("apiKeyField", "canary", keep);
    click("saveButton");
    QCOMPARE(store().profiles().size(), 1);
}

QByteArray TestProfileDraft::secretsFile()
{
    QFile file(secrets().storedFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestProfileDraft::markProductionElsewhere()
{
    ProfileStore other(store().folder());
    QVERIFY(other.load());
    Profile profile = other.profiles().constFirst();
    profile.isProduction = true;
    QVERIFY(other.save(profile));
}

void TestProfileDraft::duplicateTakesTheKeyToNoOtherServer()
{
    makeWithKey(false);
    click("duplicateButton");
    typeApiUrl("https://b.test/api");
    click("saveButton");
    QCOMPARE(store().profiles().size(), 2);
    QVERIFY(!secrets().hasSession(store().profiles().at(1), ApiKeySlot));
    QVERIFY(secrets().hasSession(store().profiles().at(0), ApiKeySlot));
}

void TestProfileDraft::duplicateOfADuplicateNeither()
{
    makeWithKey(false);
    click("duplicateButton");
    typeApiUrl("https://b.test/api"); // not saved
    click("duplicateButton");
    click("saveButton");
    QCOMPARE(store().profiles().size(), 2);
    QCOMPARE(store().profiles().at(1).apiUrl, QStringLiteral("https://b.test/api"));
    QVERIFY(!secrets().hasSession(store().profiles().at(1), ApiKeySlot));
}

void TestProfileDraft::duplicateOfAnUnsavedOneNeither_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("slot");
    QTest::addColumn<bool>("keep");
    for (const bool keep : {false, true}) {
        const char *how = keep ? "stored" : "in memory";
        const auto row = [keep, how](const char *field, const QString &slot) {
            QTest::addRow("%s, %s", field, how) << QByteArray(field) << slot << keep;
        };
        row("hmacField", HmacSecretSlot);
        row("tokenField", TokenSlot);
        row("apiKeyField", ApiKeySlot);
        row("proxyPasswordField", ProxyPasswordSlot);
    }
}

void TestProfileDraft::duplicateOfAnUnsavedOneNeither()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QString, slot);
    QFETCH(const bool, keep);
    click("newButton");
    goTo("a.test");
    typeSecret(field.constData(), "canary", keep); // never saved
    click("duplicateButton");
    goTo("b.test");
    click("saveButton");
    QCOMPARE(store().profiles().size(), 1);
    const Profile saved = store().profiles().constFirst();
    QCOMPARE(saved.apiUrl, QStringLiteral("https://b.test/api"));
    QVERIFY(!secrets().hasSession(saved, slot));
    QVERIFY(!secretsFile().contains("canary"));
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral("is forgotten")));
}

void TestProfileDraft::duplicateOfAnUnsavedOneKeepsThemForTheSameServer()
{
    click("newButton");
    goTo("a.test");
    typeSecret("apiKeyField", "canary", false);
    click("duplicateButton");
    click("saveButton");
    QCOMPARE(store().profiles().size(), 1);
    QVERIFY(secrets().hasSession(store().profiles().constFirst(), ApiKeySlot));
    QVERIFY(find<QLabel>("errorLabel")->text().isEmpty());
}

void TestProfileDraft::forgetsHeaderValuesForAnotherServer_data()
{
    QTest::addColumn<QByteArrayList>("clicks");
    QTest::addColumn<QStringList>("stored"); // header values, then
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("kept");
    const QString before = QStringLiteral("X-Pass: canary");
    const QString other = QStringLiteral("X-Pass: second");
    const QStringList canary{QStringLiteral("canary")};
    const QStringList none;
    QTest::newRow("saved, led elsewhere")
        << QByteArrayList{"saveButton"} << canary << before << QString();
    QTest::newRow("duplicate of a saved one")
        << QByteArrayList{"saveButton", "duplicateButton"} << canary << before << QString();
    QTest::newRow("duplicate of an unsaved one")
        << QByteArrayList{"duplicateButton"} << none << before << QString();
    QTest::newRow("typed for the new server")
        << QByteArrayList{"duplicateButton"} << none << other << QStringLiteral("second");
}

void TestProfileDraft::forgetsHeaderValuesForAnotherServer()
{
    QFETCH(const QByteArrayList, clicks);
    QFETCH(const QString, typed);
    click("newButton");
    goTo("a.test");
    find<QPlainTextEdit>("headersEdit")->setPlainText(QStringLiteral("X-Pass: canary"));
    for (const QByteArray &button : clicks) {
        click(button.constData());
    }
    QStringList stored;
    for (const Profile &profile : store().profiles()) {
        stored.append(profile.network.headers.constFirst().value);
    }
    QTEST(stored, "stored");
    goTo("b.test");
    find<QPlainTextEdit>("headersEdit")->setPlainText(typed);
    click("saveButton");
    const QList<ProfileHeader> headers = store().profiles().constLast().network.headers;
    QCOMPARE(headers.size(), 1);
    QCOMPARE(headers.constFirst().name, QStringLiteral("X-Pass"));
    QTEST(headers.constFirst().value, "kept");
    const bool isForgotten = headers.constFirst().value.isEmpty();
    QCOMPARE(find<QLabel>("errorLabel")->text().contains(QStringLiteral("Header X-Pass")),
             isForgotten);
}

void TestProfileDraft::refusesAShortSecret()
{
    click("newButton");
    typeSecret("apiKeyField", "abc", false);
    click("saveButton");
    QVERIFY(store().profiles().isEmpty());
    QVERIFY(find<QLabel>("faultLabel")
                ->text()
                .contains(QStringLiteral("API key is shorter than 4 characters")));
    typeSecret("apiKeyField", "abcd", false);
    click("saveButton");
    QCOMPARE(store().profiles().size(), 1);
}

void TestProfileDraft::duplicateKeepsSecretsOnlyOnceItIsSaved()
{
    makeWithKey(true);
    const QByteArray before = secretsFile();
    QVERIFY(before.contains("canary"));
    click("duplicateButton");
    click("closeButton");
    auto *box = m_dialog->findChild<QMessageBox *>(QStringLiteral("unsavedBox"));
    QVERIFY(box);
    box->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(secretsFile(), before);
}

void TestProfileDraft::saysWhatItForgot()
{
    makeWithKey(true);
    QVERIFY(!find<QLabel>("errorLabel")->isVisible());
    typeApiUrl("https://b.test/api");
    click("saveButton");
    QVERIFY(!secretsFile().contains("canary"));
    QVERIFY(find<QLabel>("errorLabel")->isVisible());
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral("API key")));
    // The same for what goes to the WebSocket.
    typeSecret("hmacField", "second", true);
    click("saveButton");
    QVERIFY(secretsFile().contains("second"));
    find<QLineEdit>("addressEdit")->setText(QStringLiteral("wss://c.test/x"));
    click("saveButton");
    QVERIFY(!secretsFile().contains("second"));
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral("Token secret")));
}

void TestProfileDraft::staysOpenToSayWhatItForgot()
{
    makeWithKey(true);
    typeApiUrl("https://b.test/api");
    click("connectButton");
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral("API key")));
    QVERIFY(m_fixture->profiles().name().isEmpty());
    click("connectButton");
    QTRY_VERIFY(!m_dialog);
    QVERIFY(!m_fixture->profiles().name().isEmpty());
}

void TestProfileDraft::keepsTheSecretsWhenSavingFails()
{
    makeWithKey(true);
    typeSecret("hmacField", "session", false);
    click("saveButton");
    const QByteArray before = secretsFile();
    const Profile saved = store().profiles().constFirst();
    QFile file(store().file());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(R"({"version":99,"profiles":[]})");
    file.close();
    typeApiUrl("https://b.test/api");
    find<QLineEdit>("addressEdit")->setText(QStringLiteral("wss://b.test/x"));
    typeSecret("apiKeyField", "other", true);
    click("saveButton");
    QVERIFY(find<QLabel>("errorLabel")->text().contains(QStringLiteral("newer")));
    QVERIFY(find<QPushButton>("saveButton")->isEnabled()); // the draft is still there
    QCOMPARE(secretsFile(), before);
    QVERIFY(secrets().hasSession(saved, HmacSecretSlot));
}

void TestProfileDraft::refusesToOverwriteAnotherWindow()
{
    makeWithKey(true);
    markProductionElsewhere();
    typeApiUrl("https://b.test/api");
    const QByteArray before = secretsFile();
    click("saveButton");
    QVERIFY(store().profiles().constFirst().isProduction);
    QCOMPARE(store().profiles().constFirst().apiUrl, QStringLiteral("https://a.test/api"));
    QCOMPARE(secretsFile(), before);
    QVERIFY(conflict());
    QVERIFY(conflict()->text().contains(QStringLiteral("changed meanwhile")));
    QVERIFY(conflict()->informativeText().contains(QStringLiteral("PRODUCTION")));
    conflict()->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!conflict());
    QVERIFY(find<QPushButton>("saveButton")->isEnabled()); // nothing is lost here either
    QVERIFY(store().profiles().constFirst().isProduction);
}

void TestProfileDraft::overwritesAfterTheQuestion()
{
    makeWithKey(true);
    markProductionElsewhere();
    typeApiUrl("https://a.test/v2");
    click("saveButton");
    QVERIFY(conflict());
    conflict()->findChild<QPushButton *>(QStringLiteral("overwriteButton"))->click();
    QTRY_VERIFY(!conflict());
    QCOMPARE(store().profiles().constFirst().apiUrl, QStringLiteral("https://a.test/v2"));
    QVERIFY(!store().profiles().constFirst().isProduction);
    QVERIFY(secretsFile().contains("canary"));
    QVERIFY(!find<QPushButton>("saveButton")->isEnabled());
}

void TestProfileDraft::loadsWhatIsStored()
{
    makeWithKey(false);
    markProductionElsewhere();
    typeApiUrl("https://b.test/api");
    click("saveButton");
    QVERIFY(conflict());
    conflict()->findChild<QPushButton *>(QStringLiteral("loadButton"))->click();
    QTRY_VERIFY(!conflict());
    QVERIFY(find<QCheckBox>("productionBox")->isChecked());
    QCOMPARE(find<QLineEdit>("apiUrlEdit")->text(), QStringLiteral("https://a.test/api"));
    QVERIFY(!find<QPushButton>("saveButton")->isEnabled());
}

void TestProfileDraft::tellsThatItWasDeleted()
{
    makeWithKey(false);
    const QString id = store().profiles().constFirst().id;
    ProfileStore other(store().folder());
    QVERIFY(other.remove(id));
    typeApiUrl("https://a.test/v2");
    click("saveButton");
    QVERIFY(conflict());
    QVERIFY(conflict()->text().contains(QStringLiteral("deleted meanwhile")));
    QVERIFY(store().profiles().isEmpty());
    conflict()->findChild<QPushButton *>(QStringLiteral("overwriteButton"))->click();
    QTRY_VERIFY(!conflict());
    QCOMPARE(store().profiles().size(), 1);
    QCOMPARE(store().profiles().constFirst().apiUrl, QStringLiteral("https://a.test/v2"));
}

void TestProfileDraft::takesTheLimits()
{
    click("newButton");
    find<QTabWidget>("pageTabs")->setCurrentIndex(4);
    QCOMPARE(find<QSpinBox>("frameLimitBox")->text(), QStringLiteral("64 MB"));
    QCOMPARE(find<QSpinBox>("publicationLimitBox")->text(), QStringLiteral("32 MB"));
    find<QSpinBox>("frameLimitBox")->setValue(256);
    find<QSpinBox>("publicationLimitBox")->setValue(100);
    click("saveButton");
    QCOMPARE(store().profiles().constFirst().network.limits, (MessageLimits{256, 100}));
}

REALTIME_TEST(TestProfileDraft, QApplication)
#include "tst_profiledraft.moc"
