// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/window/topbar.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLayout>
#include <QSplitter>
#include <QToolButton>

namespace {

/** The places of everything in the bar. */
QMap<QString, QRect> placesIn(const QWidget &bar)
{
    bar.layout()->activate(); // what was asked for is done
    QMap<QString, QRect> places;
    for (const QWidget *part : bar.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (part->isVisible()) {
            places.insert(part->objectName(), part->geometry());
        }
    }
    return places;
}

} // namespace

class TestTopBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingMovesWhenTextsChange_data();
    void nothingMovesWhenTextsChange();
    void connectsAndDisconnects();
    void fitsASmallWindow_data();
    void fitsASmallWindow();
    void showsAndHidesPanes_data();
    void showsAndHidesPanes();
    void opensTheListOfCommands();
};

void TestTopBar::nothingMovesWhenTextsChange_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("wide") << 1440;
    QTest::newRow("narrow") << 900;
}

void TestTopBar::nothingMovesWhenTextsChange()
{
    QFETCH(const int, width);
    TestServer server;
    QVERIFY(server.start());
    WindowFixture fixture;
    fixture.window().resize(width, 700);
    const auto *bar = fixture.find<TopBar>("topBar");
    QTRY_COMPARE(bar->width(), width);
    QMap<QString, QRect> places = placesIn(*bar);
    const auto compare = [&](const char *when) {
        const QMap<QString, QRect> now = placesIn(*bar);
        for (const char *part : {"profileButton", "statusDot", "userEdit", "connectButton",
                                 "pauseButton", "clearButton", "recordButton", "paletteButton",
                                 "channelPaneButton", "publishPaneButton", "sidePaneButton"}) {
            const QString name = QString::fromLatin1(part);
            QVERIFY2(places.contains(name), part);
            QVERIFY2(now.value(name) == places.value(name),
                     qPrintable(name + u' ' + QLatin1String(when)));
        }
    };
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("user#alice"));
    fixture.controller().setConnection(serverConnection(server));
    QTRY_VERIFY(fixture.isLive());
    QTRY_VERIFY(!fixture.labelText("tokenLabel").isEmpty());
    compare("live");
    fixture.trigger("pauseAction");
    QTRY_COMPARE(fixture.find<QToolButton>("pauseButton")->text(), QStringLiteral("Resume"));
    compare("paused");
    fixture.trigger("disconnectAction");
    QTRY_VERIFY(!fixture.isLive());
    compare("disconnected");
    fixture.save(deadProfile("A profile with quite a long name"));
    fixture.profiles().choose(fixture.profiles().store().profiles().constFirst().id);
    QTRY_VERIFY(fixture.profiles().profile());
    compare("at another profile");
}

void TestTopBar::connectsAndDisconnects()
{
    TestServer server;
    QVERIFY(server.start());
    WindowFixture fixture;
    auto *button = fixture.find<QToolButton>("connectButton");
    QCOMPARE(button->text(), QStringLiteral("Connect"));
    QVERIFY(!button->isEnabled()); // there is nowhere to connect to
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().setConnection(serverConnection(server));
    QTRY_VERIFY(fixture.isLive());
    QCOMPARE(button->text(), QStringLiteral("Disconnect"));
    button->click();
    QTRY_COMPARE(fixture.controller().status().state, SessionState::Offline);
    QTRY_COMPARE(button->text(), QStringLiteral("Connect"));
    QVERIFY(button->isEnabled());
    button->click();
    QTRY_VERIFY(fixture.isLive());
    QCOMPARE(button->text(), QStringLiteral("Disconnect"));
}

void TestTopBar::fitsASmallWindow_data()
{
    QTest::addColumn<bool>("production");
    QTest::newRow("ordinary") << false;
    QTest::newRow("production") << true;
}

void TestTopBar::fitsASmallWindow()
{
    QFETCH(const bool, production);
    WindowFixture fixture;
    Profile profile = deadProfile("A profile with quite a long name");
    profile.isProduction = production;
    profile.withoutToken = true;
    fixture.save(profile);
    fixture.profiles().choose(profile.id);
    QCOMPARE(fixture.find<QLabel>("productionLabel")->isVisible(), production);
    fixture.trigger("pauseAction");
    fixture.window().resize(900, 600);
    const auto *bar = fixture.find<TopBar>("topBar");
    QTRY_COMPARE(bar->width(), 900);
    QVERIFY2(bar->minimumSizeHint().width() <= 900,
             qPrintable(QString::number(bar->minimumSizeHint().width())));
    const auto *button = fixture.find<QToolButton>("connectButton");
    QVERIFY(button->fontMetrics().horizontalAdvance(QStringLiteral("Disconnect"))
            < button->width());
}

void TestTopBar::showsAndHidesPanes_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<QByteArray>("pane");
    QTest::newRow("channels") << QByteArray("channelPaneButton") << QByteArray("channelPane");
    QTest::newRow("publish") << QByteArray("publishPaneButton") << QByteArray("publishPane");
    QTest::newRow("detail") << QByteArray("sidePaneButton") << QByteArray("sideTabs");
}

void TestTopBar::showsAndHidesPanes()
{
    QFETCH(const QByteArray, button);
    QFETCH(const QByteArray, pane);
    WindowFixture fixture;
    fixture.window().resize(1440, 900); // a narrow window has no detail at first
    auto *toggle = fixture.find<QToolButton>(button.constData());
    const auto *widget = fixture.find<QWidget>(pane.constData());
    QTRY_VERIFY(toggle->isChecked());
    QVERIFY(widget->isVisible());
    const QSize before = fixture.find<QSplitter>("mainSplitter")->size();
    toggle->click();
    QVERIFY(!toggle->isChecked());
    QVERIFY(!widget->isVisible());
    toggle->click();
    QVERIFY(widget->isVisible());
    QCOMPARE(fixture.find<QSplitter>("mainSplitter")->size(), before);
}

void TestTopBar::opensTheListOfCommands()
{
    WindowFixture fixture;
    fixture.find<QToolButton>("paletteButton")->click();
    const auto *palette = fixture.window().findChild<QDialog *>(QStringLiteral("CommandPalette"));
    QVERIFY(palette);
    QVERIFY(palette->isVisible());
}

REALTIME_TEST(TestTopBar, QApplication)
#include "tst_topbar.moc"
