// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/patience.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>

using namespace std::chrono_literals;

namespace {

constexpr char ServerVariable[] = "REALTIME_LOCAL_SERVER";

} // namespace

/** The strip and the counters in trouble that no server tells of. */
class TestTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void missingLocalServerIsExplained();
    void endlessCrashesAreExplained();
    void overloadIsShownWhileItLasts();
    void lossIsShownAsSuch();
    void dismissedOverloadStaysAway();
    void overloadYieldsToOtherTrouble();
    void overloadOfTheSessionReachesTheWindow();
    void namesWhatFailed_data();
    void namesWhatFailed();
    void longWordsScrollInASmallWindow();
    void theStripHasTheColorOfTheTrouble();
    void namesWhatIsNotSet_data();
    void namesWhatIsNotSet();

private:
    QByteArray m_before;
    QTemporaryDir m_folder;
};

void TestTrouble::init()
{
    m_before = qgetenv(ServerVariable);
}

void TestTrouble::cleanup()
{
    qputenv(ServerVariable, m_before);
}

void TestTrouble::missingLocalServerIsExplained()
{
    qputenv(ServerVariable, "/nowhere/local-server");
    WindowFixture fixture;
    fixture.controller().setConnection({});
    const auto *button = fixture.find<QPushButton>("actionButton");
    QVERIFY(button->isVisible());
    QVERIFY(!button->isEnabled());
    QVERIFY2(fixture.labelText("reasonLabel").contains(QLatin1String("/nowhere/local-server")),
             qPrintable(fixture.labelText("reasonLabel")));
    QVERIFY(!fixture.find<QAction>("startServerAction")->isEnabled());

    fixture.controller().startLocalServer(); // as --demo does
    auto *card = fixture.find<QWidget>("errorCard");
    QTRY_VERIFY(card->isVisible());
    QCOMPARE(card->findChild<QLabel *>(QStringLiteral("titleLabel"))->text(),
             QStringLiteral("The local server is not running"));
    QVERIFY(fixture.labelText("causeLabel").contains(QLatin1String("/nowhere/local-server")));
    QVERIFY(!fixture.find<QPushButton>("retryButton")->isVisible()); // it would not help
}

void TestTrouble::endlessCrashesAreExplained()
{
    QFile program(m_folder.filePath(QStringLiteral("server")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\necho '<b>no memory</b> \033[31m' >&2\nexit 3\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv(ServerVariable, program.fileName().toUtf8());
    WindowFixture fixture;
    fixture.controller().setConnection({});
    fixture.find<QPushButton>("actionButton")->click();
    auto *card = fixture.find<QWidget>("errorCard");
    QTRY_VERIFY_WITH_TIMEOUT(card->isVisible(), Patience);
    QCOMPARE(fixture.controller().localServerState(), LocalServer::State::Failed);
    const QString cause = fixture.labelText("causeLabel");
    QVERIFY2(cause.contains(QLatin1String("three times")), qPrintable(cause));
    QVERIFY2(cause.contains(QLatin1String("<b>no memory</b>")), qPrintable(cause));
    QVERIFY2(!cause.contains(QChar(0x1b)), qPrintable(cause));

    auto *again = fixture.find<QPushButton>("retryButton");
    QVERIFY(again->isVisible());
    again->click();
    QVERIFY(!card->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(card->isVisible(), Patience);
}

void TestTrouble::overloadIsShownWhileItLasts()
{
    WindowFixture fixture;
    const auto *label = fixture.find<QLabel>("overloadLabel");
    QVERIFY(!label->isVisible());
    fixture.controller().notices().overload().add(400ms, 0);
    fixture.controller().notices().overload().add(800ms, 0);
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), QStringLiteral("queue full: socket held back 1.2 s"));
    QVERIFY(fixture.find<QWidget>("errorCard")->isVisible());
    QVERIFY(fixture.labelText("causeLabel").contains(QLatin1String("held back 1.2 s")));
    QTRY_VERIFY(!label->isVisible()); // over
    QVERIFY(!fixture.find<QWidget>("errorCard")->isVisible());
    fixture.controller().notices().overload().add(10ms, 0);
    QCOMPARE(label->text(), QStringLiteral("queue full: socket held back 10 ms"));
}

void TestTrouble::lossIsShownAsSuch()
{
    WindowFixture fixture;
    fixture.controller().notices().overload().add(250ms, 1200);
    fixture.controller().notices().overload().add(0ms, 34);
    QCOMPARE(fixture.labelText("overloadLabel"),
             QStringLiteral("queue full: socket held back 250 ms, %1 lost")
                 .arg(QLocale().toString(1234)));
    QVERIFY(fixture.controller().notices().current().isSerious);
}

void TestTrouble::dismissedOverloadStaysAway()
{
    WindowFixture fixture;
    fixture.controller().notices().overload().add(250ms, 1);
    fixture.find<QToolButton>("dismissButton")->click();
    fixture.controller().notices().overload().add(250ms, 1);
    QVERIFY(!fixture.find<QWidget>("errorCard")->isVisible());
    QVERIFY(fixture.find<QLabel>("overloadLabel")->isVisible());
    fixture.controller().notices().overload().reset();
    fixture.controller().notices().overload().add(250ms, 1); // the next bout
    QVERIFY(fixture.find<QWidget>("errorCard")->isVisible());
}

void TestTrouble::overloadYieldsToOtherTrouble()
{
    qputenv(ServerVariable, "/nowhere/local-server");
    WindowFixture fixture;
    fixture.controller().startLocalServer();
    QTRY_COMPARE(fixture.controller().notices().current().topic, Notice::Topic::LocalServer);
    fixture.controller().notices().overload().add(250ms, 1);
    QCOMPARE(fixture.controller().notices().current().topic, Notice::Topic::LocalServer);
    QVERIFY(fixture.find<QLabel>("overloadLabel")->isVisible());
}

void TestTrouble::overloadOfTheSessionReachesTheWindow()
{
    WindowFixture fixture;
    Q_EMIT fixture.controller().feed().overloaded(400ms, 0);
    const auto *card = fixture.find<QWidget>("errorCard");
    QVERIFY(card->isVisible());
    QCOMPARE(card->findChild<QLabel *>(QStringLiteral("titleLabel"))->text(),
             QStringLiteral("Messages come faster than they can be kept"));
    QVERIFY(fixture.labelText("causeLabel").contains(QLatin1String("held back 400 ms")));
    Q_EMIT fixture.controller().feed().overloaded(100ms, 7);
    QCOMPARE(card->findChild<QLabel *>(QStringLiteral("titleLabel"))->text(),
             QStringLiteral("Messages come too fast: some were lost"));
    QCOMPARE(fixture.labelText("overloadLabel"),
             QStringLiteral("queue full: socket held back 500 ms, 7 lost"));
    QTRY_VERIFY(!card->isVisible()); // over
}

void TestTrouble::namesWhatFailed_data()
{
    using Task = NoticeCenter::FailedTask;
    QTest::addColumn<Task>("task");
    QTest::addColumn<QString>("title");
    QTest::newRow("a profile") << Task::UseProfile << QStringLiteral("The profile can't be used");
    QTest::newRow("a recording") << Task::Record << QStringLiteral("Recording failed");
    QTest::newRow("a file") << Task::OpenFile << QStringLiteral("The file can't be opened");
}

void TestTrouble::namesWhatFailed()
{
    QFETCH(const NoticeCenter::FailedTask, task);
    QFETCH(const QString, title);
    WindowFixture fixture;
    fixture.controller().notices().showFailure(task, QStringLiteral("x.rtm is no recording"));
    auto *card = fixture.find<QWidget>("errorCard");
    QVERIFY(card->isVisible());
    QCOMPARE(findIn<QLabel>(*card, "titleLabel")->text(), title);
    QVERIFY(fixture.labelText("causeLabel").contains(QStringLiteral("x.rtm is no recording")));
    const bool isProfiles = task == NoticeCenter::FailedTask::UseProfile;
    QCOMPARE(fixture.labelText("fixLabel").contains(QStringLiteral("Manage profiles")), isProfiles);
}

/** Never cut through, never over each other. */
void TestTrouble::longWordsScrollInASmallWindow()
{
    WindowFixture fixture;
    fixture.window().resize(900, 600);
    auto *strip = fixture.find<QWidget>("errorCard");
    QFont large = strip->font();
    large.setPointSizeF(large.pointSizeF() * 2.5);
    strip->setFont(large);
    fixture.controller().notices().showFailure(
        NoticeCenter::FailedTask::UseProfile,
        QStringLiteral("some words that go on ").repeated(90));
    auto *area = fixture.find<QScrollArea>("explanationArea");
    QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
    QCOMPARE(area->focusPolicy(), Qt::StrongFocus);
    for (const char *name : {"titleLabel", "causeLabel", "fixLabel"}) {
        const auto *label = findIn<QLabel>(*fixture.find<QWidget>("errorCard"), name);
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), name);
    }
    fixture.window().resize(1600, 1000);
    QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
    QCOMPARE(area->focusPolicy(), Qt::NoFocus);
}

void TestTrouble::theStripHasTheColorOfTheTrouble()
{
    WindowFixture fixture;
    auto *card = fixture.find<QWidget>("errorCard");
    const auto bar = [card] { return card->grab().toImage().pixelColor(1, card->height() / 2); };
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        fixture.theme().setAppearance(appearance);
        fixture.controller().notices().showFailure(NoticeCenter::FailedTask::UseProfile,
                                                   QStringLiteral("no"));
        QCOMPARE(bar(), fixture.theme().color(Tone::Bad));
        QCOMPARE(fixture.labelText("retryLabel"), QStringLiteral("not retried"));
        fixture.controller().notices().dismiss();
        fixture.controller().notices().overload().add(250ms, 0); // passes by itself
        QVERIFY(card->isVisible());
        QCOMPARE(bar(), fixture.theme().color(Tone::Busy));
        QCOMPARE(fixture.labelText("retryLabel"), QString());
        fixture.controller().notices().overload().reset();
    }
}

void TestTrouble::namesWhatIsNotSet_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("namesKey");
    QTest::newRow("nothing is set") << QByteArray() << true;
    QTest::newRow("only the key is set") << QByteArray("key") << false;
}

void TestTrouble::namesWhatIsNotSet()
{
    QFETCH(const QByteArray, key);
    WindowFixture fixture;
    ConnectionSettings connection;
    connection.apiKey = Secret(key);
    fixture.controller().setConnection(connection);
    const QString text = fixture.find<QWidget>("emptyState")
                             ->findChild<QLabel *>(QStringLiteral("textLabel"))
                             ->text();
    QVERIFY2(text.contains(QLatin1String("To watch, set CENTRIFUGO_TOKEN_HMAC_SECRET")),
             qPrintable(text));
    QVERIFY2(text.contains(QLatin1String(" or CENTRIFUGO_TOKEN,")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("CENTRIFUGO_NO_TOKEN=1")), qPrintable(text));
    QTEST(text.contains(QLatin1String("To publish, set CENTRIFUGO_API_KEY,")), "namesKey");
    QTEST(text.contains(QLatin1String("CENTRIFUGO_NO_API_KEY=1")), "namesKey");
}

REALTIME_TEST(TestTrouble, QApplication)
#include "tst_trouble.moc"
