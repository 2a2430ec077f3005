// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/presenter/presenterview.h"

#include "windowfixture.h"

#include "gui/presenter/presenterlane.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>

namespace {

const QString PresentedChannel = QStringLiteral("history:presenter");

} // namespace

/** The view for a room that looks on, with two watchers on the real engine. */
class TestPresenterView : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensAndEnds_data();
    void opensAndEnds();
    void showsEachWatchersMessages();
    void showsTheProof();
    void publishesWhatIsInTheEditor();
    void asksInProductionAsEverywhere();
    void showsNoSecretAndNoAddress();
    void isReadAloud();
    void hasRoomForFewWatchers();
    void keepsFewCards();
    void beginsAnewWithTheLog();

private:
    void connectWindow();
    void open();
    QList<PresenterLane *> lanes() const
    {
        auto found = m_view->findChildren<PresenterLane *>();
        std::ranges::sort(found, {}, [](const PresenterLane *lane) { return lane->x(); });
        return found;
    }
    static QStringList texts(const QWidget &widget, const char *name)
    {
        QStringList texts;
        for (const QLabel *label : widget.findChildren<QLabel *>(QLatin1String(name))) {
            texts += label->text();
        }
        return texts;
    }
    QString proof() const
    {
        return findIn<QLabel>(*m_view, "presenterProofLabel")->text().remove(QChar(0x200b));
    }
    WindowController &controller() { return m_fixture->controller(); }

    std::unique_ptr<WindowFixture> m_fixture;
    QPointer<PresenterView> m_view;
};

void TestPresenterView::init()
{
    m_fixture = std::make_unique<WindowFixture>();
}

void TestPresenterView::cleanup()
{
    m_fixture.reset();
}

void TestPresenterView::connectWindow()
{
    controller().setUser(QStringLiteral("alice"));
    controller().setConnection(serverConnection(m_server));
    controller().addChannel(PresentedChannel);
    controller().watchers().add({WatcherIdentity::Kind::User, QStringLiteral("bob")});
    const auto areReady = [this] {
        return std::ranges::all_of(controller().group().sessions(), [](const WatchSession *each) {
            const auto status = each->channel(PresentedChannel);
            return status && status->state == ChannelState::Subscribed;
        });
    };
    QTRY_VERIFY(areReady());
}

void TestPresenterView::open()
{
    m_fixture->trigger("presenterAction");
    m_view = m_fixture->window().findChild<PresenterView *>();
    QVERIFY(m_view);
    m_view->showNormal();
    m_view->resize(1440, 900);
    QTRY_COMPARE(lanes().size(), std::min(controller().group().count(), qsizetype(2)));
}

void TestPresenterView::opensAndEnds_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("Escape") << int(Qt::Key_Escape);
    QTest::newRow("F11") << int(Qt::Key_F11);
}

void TestPresenterView::opensAndEnds()
{
    QFETCH(const int, key);
    m_fixture->trigger("presenterAction");
    m_view = m_fixture->window().findChild<PresenterView *>();
    QVERIFY(m_view);
    QVERIFY(m_view->isFullScreen());
    m_fixture->trigger("presenterAction"); // there is but one
    QCOMPARE(m_fixture->window().findChildren<PresenterView *>().size(), 1);
    QTest::keyClick(m_view, Qt::Key(key));
    QTRY_VERIFY(!m_view);
    QVERIFY(m_fixture->window().isVisible());
}

void TestPresenterView::showsEachWatchersMessages()
{
    connectWindow();
    open();
    QTRY_COMPARE(lanes().size(), 2);
    QCOMPARE(texts(*lanes().at(0), "presenterWatcher"), QStringList{QStringLiteral("alice")});
    QCOMPARE(texts(*lanes().at(1), "presenterWatcher"), QStringList{QStringLiteral("bob")});
    m_server.publish(PresentedChannel, "{\"n\":1}");
    m_server.publish(PresentedChannel, "{\"n\":2}");
    for (const PresenterLane *lane : lanes()) {
        QTRY_COMPARE(lane->findChildren<PresenterCard *>().size(), 2);
        const auto cards = lane->findChildren<PresenterCard *>();
        const auto *newest = *std::ranges::min_element(cards, {}, &QWidget::y);
        QTRY_COMPARE(texts(*newest, "presenterMessage"), QStringList{QStringLiteral("{\"n\":2}")});
        QCOMPARE(texts(*newest, "presenterProof"), QStringList{QString()}); // not ours
    }
}

void TestPresenterView::showsTheProof()
{
    connectWindow();
    open();
    QTRY_COMPARE(proof(), QStringLiteral("Nothing has been published yet."));
    controller().publish({PresentedChannel, "\"hello\"", {}, {}});
    QTRY_VERIFY2(proof().contains(QStringLiteral("✓ proven on 2 of 2")), qPrintable(proof()));
    auto *label = findIn<QLabel>(*m_view, "presenterProofLabel");
    QCOMPARE(label->palette().color(QPalette::WindowText), m_fixture->theme().color(Tone::Good));
    for (const PresenterLane *lane : lanes()) {
        QTRY_VERIFY(texts(*lane, "presenterProof").value(0).endsWith(QStringLiteral(" ms ✓")));
    }
    controller().publish({QStringLiteral("nowhere:x"), "1", {}, {}});
    QTRY_VERIFY2(proof().contains(QStringLiteral("✕ rejected")), qPrintable(proof()));
    QTRY_COMPARE(label->palette().color(QPalette::WindowText), m_fixture->theme().color(Tone::Bad));
}

void TestPresenterView::publishesWhatIsInTheEditor()
{
    connectWindow();
    open();
    m_fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("\"shown\""));
    QTest::keyClick(m_view, Qt::Key_Return);
    QVERIFY(!controller().shownRoundTrip());
    QTest::keyClick(m_view, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(controller().shownRoundTrip());
    QCOMPARE(controller().shownRoundTrip()->payload, QByteArray("\"shown\""));
}

void TestPresenterView::asksInProductionAsEverywhere()
{
    connectWindow();
    controller().setProduction(true);
    open();
    QVERIFY(findIn<QLabel>(*m_view, "presenterProduction")->isVisible());
    QTest::keyClick(m_view, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!controller().shownRoundTrip());
    QVERIFY(m_fixture->find<QWidget>("confirmBar")->isVisible());
}

void TestPresenterView::showsNoSecretAndNoAddress()
{
    connectWindow();
    open();
    const QByteArray secret = serverConnection(m_server).apiKey.reveal();
    m_server.publish(PresentedChannel, "{\"a\":\"" + secret + "\",\"b\":\"ws://host.example/x\"}");
    QTRY_VERIFY(!texts(*m_view, "presenterMessage").isEmpty());
    for (const QLabel *label : m_view->findChildren<QLabel *>()) {
        const QString shown = label->text() + label->toolTip() + label->accessibleName();
        QVERIFY2(!shown.contains(QString::fromUtf8(secret)), qPrintable(shown));
        QVERIFY2(!shown.contains(QLatin1String("host.example")), qPrintable(shown));
        QVERIFY2(!shown.contains(QLatin1String("127.0.0.1")), qPrintable(shown));
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void TestPresenterView::isReadAloud()
{
    connectWindow();
    open();
    controller().publish({PresentedChannel, "\"hello\"", {}, {}});
    QTRY_VERIFY(proof().contains(QLatin1String("proven")));
    const auto name = [](QWidget *widget) {
        return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
    };
    QCOMPARE(name(lanes().at(1)), QStringLiteral("Messages of bob"));
    auto *card = lanes().at(1)->findChild<PresenterCard *>();
    QTRY_VERIFY2(name(card).startsWith(QStringLiteral("\"hello\" in history:presenter, proven")),
                 qPrintable(name(card)));
    QVERIFY(name(findIn<QLabel>(*m_view, "presenterProofLabel")).contains(QLatin1String("proven")));
}

void TestPresenterView::hasRoomForFewWatchers()
{
    connectWindow();
    for (int i = 0; i < 8; ++i) {
        controller().watchers().add({WatcherIdentity::Kind::User, QStringLiteral("user%1").arg(i)});
    }
    open();
    m_view->resize(900, 600);
    QTRY_COMPARE(lanes().size(), 2);
    auto *more = findIn<QLabel>(*m_view, "presenterMore");
    QTRY_VERIFY(more->isVisible());
    QVERIFY2(more->text().contains(QString::number(10 - 2)), qPrintable(more->text()));
    m_view->resize(3840, 2160);
    QTRY_COMPARE(lanes().first()->height() > 1000, true);
    const QFont font = m_view->findChild<QLabel *>(QStringLiteral("presenterWatcher"))->font();
    QTRY_VERIFY(font.pixelSize() >= 60); // read from afar
}

void TestPresenterView::keepsFewCards()
{
    connectWindow();
    open();
    for (int i = 0; i < 30; ++i) {
        m_server.publish(PresentedChannel, QByteArray::number(i));
    }
    QTRY_COMPARE(texts(*lanes().at(0), "presenterMessage").contains(QLatin1String("29")), true);
    for (const PresenterLane *lane : lanes()) {
        const auto cards = lane->findChildren<PresenterCard *>();
        QVERIFY(cards.size() <= qsizetype(PresenterLane::MaxCards));
        for (const PresenterCard *card : cards) { // as a whole or not at all
            QVERIFY(!card->isVisible() || card->geometry().bottom() <= lane->height());
        }
    }
}

void TestPresenterView::beginsAnewWithTheLog()
{
    connectWindow();
    open();
    m_server.publish(PresentedChannel, "1");
    QTRY_COMPARE(texts(*m_view, "presenterMessage").size(), 2);
    controller().clear();
    QTRY_COMPARE(texts(*m_view, "presenterMessage").size(), 0);
    m_server.publish(PresentedChannel, "2");
    QTRY_COMPARE(texts(*m_view, "presenterMessage").size(), 2);
    m_fixture->theme().setAppearance(Appearance::Dark); // in its colours
    QTRY_COMPARE(texts(*m_view, "presenterMessage").size(), 2);
}

REALTIME_TEST(TestPresenterView, QApplication)
#include "tst_presenterview.moc"
