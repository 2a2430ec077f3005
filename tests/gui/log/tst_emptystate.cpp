// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "windowfixture.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

/** What the empty log says, on a real server, and where its button leads. */
class TestEmptyState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysSinceWhenNothingCame();
    void testMessageIsSeen_data();
    void testMessageIsSeen();

private:
    std::unique_ptr<WindowFixture> watching(TestServer &server, const QStringList &channels);
};

void TestEmptyState::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server in this build");
    }
}

/** Connected, with an answer for each of the channels. */
std::unique_ptr<WindowFixture> TestEmptyState::watching(TestServer &server,
                                                        const QStringList &channels)
{
    if (!server.start()) {
        return nullptr;
    }
    auto fixture = std::make_unique<WindowFixture>();
    fixture->window().resize(1440, 1000); // room for it below the card of a refused channel
    for (const QString &channel : channels) {
        fixture->controller().addChannel(channel);
    }
    fixture->controller().setConnection(serverConnection(server));
    fixture->enter("userEdit", QStringLiteral("alice"));
    const auto isReady = [&fixture, &channels] {
        return fixture->isConnected() && fixture->isSubscribed(channels.constLast());
    };
    return QTest::qWaitFor(isReady) ? std::move(fixture) : nullptr;
}

void TestEmptyState::saysSinceWhenNothingCame()
{
    TestServer server;
    const auto fixture = watching(server, {QStringLiteral("plain:a")});
    QVERIFY(fixture);
    QTRY_COMPARE(fixture->labelText("textLabel"),
                 QStringLiteral("Nothing came since you subscribed."));
    QVERIFY(server.publish(QStringLiteral("plain:a"), "1"));
    QTRY_VERIFY(fixture->controller().journal().counters().publications > 0);
    fixture->trigger("clearAction");
    QTRY_COMPARE(fixture->labelText("textLabel"),
                 QStringLiteral("Nothing came since you cleared the log."));
    QVERIFY(fixture->find<QPushButton>("actionButton")->isVisible());
}

void TestEmptyState::testMessageIsSeen_data()
{
    QTest::addColumn<QStringList>("channels");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("seenIn");
    const QString own = QStringLiteral("plain:a");
    QTest::newRow("a channel that nobody watches is chosen")
        << QStringList{own} << QStringLiteral("plain:elsewhere") << own;
    QTest::newRow("a refused channel is chosen")
        << QStringList{QStringLiteral("closed:a"), own} << QStringLiteral("closed:a") << own;
    QTest::newRow("another watched one is chosen")
        << QStringList{own, QStringLiteral("plain:b")} << QStringLiteral("plain:b")
        << QStringLiteral("plain:b");
}

void TestEmptyState::testMessageIsSeen()
{
    QFETCH(const QStringList, channels);
    QFETCH(const QString, chosen);
    QFETCH(const QString, seenIn);
    TestServer server;
    const auto fixture = watching(server, channels);
    QVERIFY(fixture);
    fixture->find<QComboBox>("channelBox")->setEditText(chosen);
    auto *button = fixture->find<QPushButton>("actionButton");
    QTRY_VERIFY(button->isVisible() && button->isEnabled());
    button->click();
    QTRY_COMPARE(fixture->controller().journal().counters().publications, quint64(1));
    QTRY_COMPARE(fixture->controller().shownRoundTrip()->state, RoundTrip::State::Proven);
    QCOMPARE(fixture->controller().shownRoundTrip()->channel, seenIn);
    QCOMPARE(fixture->find<QComboBox>("channelBox")->currentText(), seenIn);
}

REALTIME_TEST(TestEmptyState, QApplication)
#include "tst_emptystate.moc"
