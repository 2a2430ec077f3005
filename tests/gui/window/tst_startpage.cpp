// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/secretfield.h"
#include "gui/window/settingsimport.h"
#include "gui/window/startcontrol.h"
#include "support/patience.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

/** What is there while nothing is connected, and how one gets from there to a connection. */
class TestStartPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void takesTheRoomOfThePanes();
    void fitsIntoTheSmallestWindow();
    void everythingHasAName();
    void startsTheLocalServer();
    void saysWhatIsMissing();
    void connectsWithoutKeeping();
    void keepsAProfile();
    void testsTheConnection();
    void advancedShowsFurtherPages();
    void offersTheProfilesUsedLast();
    void showsProblems();
    void importsAFile();
    void importsWhatIsDropped_data();
    void importsWhatIsDropped();
    void pastesSettings();
    void explainsWhatItCanNotImport();

private:
    template <typename Widget> Widget *find(const char *name)
    {
        return findIn<Widget>(*m_fixture->find<QWidget>("startPage"), name);
    }
    void type(const char *edit, const QString &text) { find<QLineEdit>(edit)->setText(text); }
    void typeSecret(const char *field, const QByteArray &secret);
    void fillIn(const TestServer &server);
    bool isShown() { return m_fixture->find<QWidget>("startPage")->isVisible(); }
    QString write(const char *name, const QByteArray &text);

    QTemporaryDir m_folder;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestStartPage::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window().start().show();
}

void TestStartPage::typeSecret(const char *field, const QByteArray &secret)
{
    find<SecretField>(field)
        ->findChild<QLineEdit *>(QStringLiteral("typedEdit"))
        ->setText(QString::fromUtf8(secret));
}

void TestStartPage::fillIn(const TestServer &server)
{
    type("addressEdit", server.webSocketUrl().toString());
    type("connectUserEdit", QStringLiteral("alice"));
    typeSecret("hmacField", TestServer::Secret);
    find<QPlainTextEdit>("channelsEdit")->setPlainText(QStringLiteral("news, user#alice"));
}

QString TestStartPage::write(const char *name, const QByteArray &text)
{
    QFile file(m_folder.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                              : QString();
}

void TestStartPage::takesTheRoomOfThePanes()
{
    QVERIFY(isShown());
    QVERIFY(!m_fixture->find<QWidget>("mainSplitter")->isVisible());
    find<QToolButton>("leaveStartButton")->click();
    QVERIFY(!isShown());
    QVERIFY(m_fixture->find<QWidget>("mainSplitter")->isVisible());
    m_fixture->trigger("startPageAction");
    QVERIFY(isShown());
    m_fixture->controller().setConnection(deadConnection());
    QVERIFY(!isShown());
}

void TestStartPage::fitsIntoTheSmallestWindow()
{
    m_fixture->window().resize(900, 600);
    auto *page = m_fixture->find<QWidget>("startPage");
    QTRY_COMPARE(m_fixture->window().size(), QSize(900, 600));
    QVERIFY2(page->minimumSizeHint().width() <= page->width(),
             QByteArray::number(page->minimumSizeHint().width()));
    QVERIFY2(page->minimumSizeHint().height() <= page->height(),
             QByteArray::number(page->minimumSizeHint().height()));
}

void TestStartPage::everythingHasAName()
{
    for (const char *card : {"tryCard", "connectCard", "openCard", "importCard"}) {
        QVERIFY2(!find<QWidget>(card)->accessibleName().isEmpty(), card);
    }
    QVERIFY(find<QPushButton>("tryButton")->isEnabled() == TestServer::isAvailable());
}

void TestStartPage::startsTheLocalServer()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
    find<QPushButton>("tryButton")->click();
    QVERIFY(!find<QPushButton>("tryButton")->isEnabled());
    QCOMPARE(find<QLabel>("tryStateLabel")->text(), QStringLiteral("Starting \u2026"));
    QTRY_VERIFY_WITH_TIMEOUT(!isShown(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->controller().journal().counters().publications > 0,
                             Patience);
    QCOMPARE(m_fixture->controller().group().count(), qsizetype(2));
}

void TestStartPage::saysWhatIsMissing()
{
    auto *connectButton = find<QPushButton>("connectNowButton");
    auto *fault = find<QLabel>("faultLabel");
    connectButton->click();
    QVERIFY(isShown());
    QVERIFY2(fault->text().contains(QStringLiteral("token secret or a token")),
             qPrintable(fault->text()));
    type("addressEdit", QStringLiteral("http://host.test"));
    QCOMPARE(fault->text(), QString()); // not while one types
    connectButton->click();
    QVERIFY2(fault->text().contains(QStringLiteral("ws://")), qPrintable(fault->text()));
}

void TestStartPage::connectsWithoutKeeping()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    fillIn(server);
    find<QPushButton>("connectNowButton")->click();
    QVERIFY(!isShown());
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QCOMPARE(m_fixture->controller().user(), QStringLiteral("alice"));
    QVERIFY(m_fixture->isSubscribed(QStringLiteral("user#alice")));
    QVERIFY(m_fixture->profiles().store().profiles().isEmpty());
    QVERIFY(!m_fixture->controller().connection().canPublish()); // an empty key is none
    m_fixture->trigger("startPageAction");
    QVERIFY(find<SecretField>("hmacField")->typed().isEmpty());
}

void TestStartPage::keepsAProfile()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    fillIn(server);
    QVERIFY(!find<QLineEdit>("keepNameEdit")->isEnabled());
    find<QCheckBox>("keepProfileBox")->setChecked(true);
    type("keepNameEdit", QStringLiteral("Mine"));
    find<QPushButton>("connectNowButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QCOMPARE(m_fixture->profiles().store().profiles().size(), 1);
    const Profile &kept = m_fixture->profiles().store().profiles().constFirst();
    QCOMPARE(kept.name, QStringLiteral("Mine"));
    QCOMPARE(kept.tokenHmacSecret, (SecretReference{SecretReference::Kind::Session, {}}));
    QVERIFY(!kept.apiKey.isSet());
    QFile file(m_fixture->profiles().store().file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(TestServer::Secret));
}

void TestStartPage::testsTheConnection()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
    TestServer server;
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    auto *button = find<QPushButton>("testButton");
    auto *result = find<QPlainTextEdit>("testResultEdit");
    QVERIFY(result->placeholderText().contains(QStringLiteral("others may see a join")));
    fillIn(server);
    const int height = find<QWidget>("testPanel")->height();
    button->click();
    QTRY_VERIFY_WITH_TIMEOUT(result->toPlainText().contains(QStringLiteral("It works.")), Patience);
    QVERIFY(result->toPlainText().contains(QStringLiteral("\u2713 Subscribe news")));
    QVERIFY(isShown());
    QCOMPARE(m_fixture->controller().connection().source, ConnectionSettings::Source::None);
    typeSecret("hmacField", "not-the-secret");
    QCOMPARE(result->toPlainText(), QString()); // that was about other settings
    button->click();
    QTRY_VERIFY_WITH_TIMEOUT(result->toPlainText().contains(QStringLiteral("3500")), Patience);
    QVERIFY(result->toPlainText().contains(QStringLiteral("\u2715 Connect")));
    QCOMPARE(find<QWidget>("testPanel")->height(), height);
    QCOMPARE(result->palette().color(QPalette::Text), m_fixture->theme().color(Tone::Bad));
}

void TestStartPage::advancedShowsFurtherPages()
{
    auto *tabs = find<QTabWidget>("pageTabs");
    QVERIFY(!tabs->tabBar()->isVisible());
    find<QCheckBox>("advancedBox")->setChecked(true);
    QVERIFY(tabs->tabBar()->isVisible());
    tabs->setCurrentIndex(4);
    find<QCheckBox>("advancedBox")->setChecked(false);
    QCOMPARE(tabs->currentIndex(), 0);
}

void TestStartPage::offersTheProfilesUsedLast()
{
    auto *list = find<QListWidget>("recentProfilesList");
    Profile first = deadProfile("First");
    Profile second = deadProfile("Second");
    second.isProduction = true;
    first.withoutToken = true;
    second.withoutToken = true;
    m_fixture->save(first);
    m_fixture->save(second);
    m_fixture->profiles().choose(second.id);
    m_fixture->trigger("startPageAction");
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->item(0)->text(), QStringLiteral("PRODUCTION Second \u00b7 alice"));
    QCOMPARE(list->item(1)->text(), QStringLiteral("First \u00b7 alice"));
    Q_EMIT list->itemActivated(list->item(1));
    QCOMPARE(m_fixture->profiles().name(), QStringLiteral("First"));
    QVERIFY(!isShown());
}

void TestStartPage::showsProblems()
{
    m_fixture->profiles().choose(QStringLiteral("gone"));
    QVERIFY(isShown());
    QVERIFY(m_fixture->find<QWidget>("errorCard")->isVisible());
}

void TestStartPage::importsAFile()
{
    const QString path =
        write("config.json", R"({"client":{"token":{"hmac_secret_key":"canary-secret"}},
                                 "http_server":{"port":9123},
                                 "channel":{"namespaces":[{"name":"chat"}]}})");
    m_fixture->find<QToolButton>("leaveStartButton")->click();
    m_fixture->window().start().settingsImport().importFile(path);
    QVERIFY(isShown());
    QCOMPARE(find<QLineEdit>("addressEdit")->text(),
             QStringLiteral("ws://localhost:9123/connection/websocket"));
    QCOMPARE(find<SecretField>("hmacField")->reference(),
             (SecretReference{SecretReference::Kind::Setting, path,
                              QStringLiteral("client.token.hmac_secret_key")}));
    QVERIFY(find<QLabel>("faultLabel")->text().contains(QStringLiteral("Check the address")));
    find<QPlainTextEdit>("channelsEdit")->setPlainText(QStringLiteral("x:a"));
    QVERIFY(find<QLabel>("channelHintLabel")->text().contains(QStringLiteral("no namespace x")));
    // Nothing is connected before somebody says so.
    QCOMPARE(m_fixture->controller().connection().source, ConnectionSettings::Source::None);
    find<QPushButton>("connectNowButton")->click();
    QCOMPARE(m_fixture->controller().connection().tokenHmacSecret.reveal(),
             QByteArray("canary-secret"));
}

void TestStartPage::importsWhatIsDropped_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("JSON") << QByteArray("config.json")
                          << QByteArray(R"({"http_api":{"key":"some-key"}})");
    QTest::newRow("YAML") << QByteArray("centrifugo.yaml")
                          << QByteArray("http_api:\n  key: k123\n");
    QTest::newRow("variables") << QByteArray(".env")
                               << QByteArray("CENTRIFUGO_HTTP_API_KEY=some-key\n");
}

void TestStartPage::importsWhatIsDropped()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, text);
    const QString path = write(name, text);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({9, 9}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_fixture->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_fixture->window(), &drop);
    QCOMPARE(find<SecretField>("apiKeyField")->reference().name, path);
}

void TestStartPage::pastesSettings()
{
    QGuiApplication::clipboard()->setText(
        QStringLiteral("export CENTRIFUGO_WS_URL=ws://host.test/c\n"
                       "export CENTRIFUGO_TOKEN_HMAC_SECRET=my-secret"));
    m_fixture->trigger("pasteSettingsAction");
    QCOMPARE(find<QLineEdit>("addressEdit")->text(), QStringLiteral("ws://host.test/c"));
    QCOMPARE(find<SecretField>("hmacField")->typed().reveal(), QByteArray("my-secret"));
    QGuiApplication::clipboard()->setText(QStringLiteral("wss://other.test/x"));
    find<QPushButton>("pasteButton")->click();
    QCOMPARE(find<QLineEdit>("addressEdit")->text(), QStringLiteral("wss://other.test/x"));
    QVERIFY(find<SecretField>("hmacField")->typed().isEmpty()); // of the other server
}

void TestStartPage::explainsWhatItCanNotImport()
{
    m_fixture->window().start().settingsImport().importFile(
        write("broken.yaml", "a: 1\nb: [1\nc: 2\n"));
    QVERIFY(m_fixture->find<QWidget>("errorCard")->isVisible());
    QVERIFY(m_fixture->labelText("causeLabel").contains(QStringLiteral("line 3"))
            || m_fixture->labelText("titleLabel").contains(QStringLiteral("line 3")));
}

REALTIME_TEST(TestStartPage, QApplication)
#include "tst_startpage.moc"
