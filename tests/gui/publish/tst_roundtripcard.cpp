// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "faults/byteproxy.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace {

const QString Channel = QStringLiteral("history:card");

} // namespace

/** The card below the editor, on the real engine with an API that breaks off. */
class TestRoundTripCard : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void thePushDecidesWhatTheAnswerDidNot();
    void isProvenOnAllWatchers();
    void triesAgainWithoutPublishingTwice();
    void offersToWatchTheChannel();
    void badJsonEndsTheProofBefore();
    void explainsAWrongKeyAsTheCommandLineDoes();
    void explainsADeadApiAsTheCommandLineDoes();
    void explainsWhereItWasSent();
    void theStateHasItsColor();

private:
    /** Live as alice; the API goes through the proxy. */
    void connectWindow(const QStringList &channels);
    void publish(const char *payload);
    /** Its lines; none where it is hidden or can't be selected. */
    QStringList explanation();
    void expectExplanation(const QStringList &lines, const QString &what, const QString &fix);
    int kept() const
    {
        const QJsonObject history = m_server.callObject(
            QStringLiteral("history"),
            {{QStringLiteral("channel"), Channel}, {QStringLiteral("limit"), -1}});
        return int(history.value(QStringLiteral("publications")).toArray().size());
    }
    QString state() { return m_fixture->labelText("stateLabel"); }
    QPushButton *button() { return m_fixture->find<QPushButton>("tripButton"); }

    std::unique_ptr<ByteProxy> m_proxy;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestRoundTripCard::init()
{
    m_server.callObject(QStringLiteral("history_remove"), {{QStringLiteral("channel"), Channel}});
    m_proxy = std::make_unique<ByteProxy>(m_server.port());
    m_fixture = std::make_unique<WindowFixture>();
}

void TestRoundTripCard::cleanup()
{
    m_fixture.reset();
    m_proxy.reset();
}

void TestRoundTripCard::connectWindow(const QStringList &channels)
{
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiUrl.setPort(m_proxy->url().port());
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().setConnection(connection);
    for (const QString &channel : channels) {
        m_fixture->controller().addChannel(channel);
    }
    QTRY_VERIFY(m_fixture->isLive());
    for (const QString &channel : channels) {
        QTRY_VERIFY(m_fixture->isSubscribed(channel));
    }
}

void TestRoundTripCard::publish(const char *payload)
{
    m_fixture->find<QComboBox>("channelBox")->setEditText(Channel);
    m_fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QString::fromLatin1(payload));
    m_fixture->trigger("publishAction");
}

void TestRoundTripCard::thePushDecidesWhatTheAnswerDidNot()
{
    connectWindow({Channel});
    m_proxy->cutAfter(0, ByteProxy::Cut::Reset);
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QVERIFY(!m_proxy->isCutPlanned());
    QVERIFY(!button()->isVisible());
    QCOMPARE(kept(), 1);
    QVERIFY(m_fixture->labelText("timesLabel").contains(QLatin1String("matched by tag")));
}

void TestRoundTripCard::isProvenOnAllWatchers()
{
    connectWindow({Channel});
    WindowController &controller = m_fixture->controller();
    for (const char *user : {"bob", "carol"}) {
        controller.watchers().add({WatcherIdentity::Kind::User, QString::fromLatin1(user)});
    }
    WatchSession *carol = controller.group().find(QStringLiteral("carol"));
    controller.removeChannelOf(*carol, Channel);
    const auto areReady = [&controller, carol] {
        for (const WatchSession *watcher : controller.group().sessions()) {
            const auto status = watcher->channel(Channel);
            if (watcher == carol ? status.has_value()
                                 : !status || status->state != ChannelState::Subscribed) {
                return false;
            }
        }
        return carol->status().state == SessionState::Live;
    };
    QTRY_VERIFY(areReady());
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven on 2 of 3"));
    const QString place = m_fixture->labelText("placeLabel");
    QVERIFY2(place.startsWith(QStringLiteral("carol: not subscribed · ")), qPrintable(place));
    const QString times = m_fixture->labelText("timesLabel");
    QVERIFY2(times.contains(QRegularExpression(QStringLiteral("push [0-9.]+ ms to [0-9.]+ ms"))),
             qPrintable(times));

    controller.addChannelOf(*carol, Channel, WatchSession::Start::Now);
    QTRY_COMPARE(carol->channel(Channel)->state, ChannelState::Subscribed);
    publish("{\"n\":2}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven on 3 of 3"));
}

void TestRoundTripCard::triesAgainWithoutPublishingTwice()
{
    connectWindow({});
    m_proxy->cutAfter(0, ByteProxy::Cut::HangUp);
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("? unknown"));
    QCOMPARE(kept(), 1);
    QVERIFY(button()->isVisible());
    QCOMPARE(button()->text(), QStringLiteral("Try again"));
    QVERIFY(button()->toolTip().contains(QLatin1String("memory and Redis engines")));
    const QString words = m_fixture->find<QPlainTextEdit>("explanationView")->toPlainText();
    QVERIFY2(words.startsWith(QLatin1String("It may have been published")), qPrintable(words));
    QVERIFY(words.contains(QLatin1String("Trying again is safe")));
    QVERIFY(words.contains(QLatin1String("\nwhy: ")));
    button()->click();
    QTRY_COMPARE(state(), QStringLiteral("▲ not watched")); // the API answered
    QCOMPARE(kept(), 1);
    QCOMPARE(
        m_fixture->controller().shownRoundTrip()->position.offset,
        std::uint64_t(
            m_server.callObject(QStringLiteral("history"), {{QStringLiteral("channel"), Channel}})
                .value(QStringLiteral("offset"))
                .toInt()));
}

void TestRoundTripCard::offersToWatchTheChannel()
{
    connectWindow({});
    publish("{}");
    QCOMPARE(state(), QStringLiteral("▲ not watched")); // at once
    QVERIFY(m_fixture->labelText("placeLabel").contains(QLatin1String("not watching")));
    QVERIFY(button()->isVisible());
    QCOMPARE(button()->text(), QStringLiteral("Watch"));
    button()->click();
    QTRY_VERIFY(m_fixture->isSubscribed(Channel));
    QTRY_VERIFY(!button()->isVisible());
    publish("{\"n\":2}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
}

void TestRoundTripCard::badJsonEndsTheProofBefore()
{
    connectWindow({Channel});
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    publish("{");
    QCOMPARE(state(), QStringLiteral("✕ not sent"));
    QVERIFY(m_fixture->labelText("timesLabel").startsWith(QLatin1String("This is not JSON, line")));
    QVERIFY(!m_fixture->find<QLabel>("placeLabel")->isVisible());
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QCOMPARE(kept(), 2);
}

QStringList TestRoundTripCard::explanation()
{
    const auto *view = m_fixture->find<QPlainTextEdit>("explanationView");
    const bool canBeCopied = view->isVisible() && view->isReadOnly()
        && view->textInteractionFlags().testFlag(Qt::TextSelectableByMouse)
        && view->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard);
    return canBeCopied ? view->toPlainText().split(u'\n') : QStringList();
}

void TestRoundTripCard::expectExplanation(const QStringList &lines, const QString &what,
                                          const QString &fix)
{
    QVERIFY2(lines.value(0).startsWith(what), qPrintable(lines.value(0)));
    QVERIFY2(lines.value(1).startsWith(QLatin1String("why: ")), qPrintable(lines.value(1)));
    QVERIFY2(lines.value(2).startsWith(QLatin1String("fix: ")), qPrintable(lines.value(2)));
    QVERIFY2(lines.value(2).contains(fix), qPrintable(lines.value(2)));
}

void TestRoundTripCard::explainsAWrongKeyAsTheCommandLineDoes()
{
    connectWindow({});
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = Secret("wrong");
    m_fixture->controller().setConnection(connection);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✕ rejected"));
    expectExplanation(explanation(),
                      QStringLiteral("at %1: The server does not accept the API key")
                          .arg(connection.apiUrl.toString()),
                      QStringLiteral("CENTRIFUGO_API_KEY"));
}

void TestRoundTripCard::explainsADeadApiAsTheCommandLineDoes()
{
    connectWindow({});
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiUrl.setPort(m_proxy->url().port());
    m_proxy.reset();
    m_fixture->controller().setConnection(connection);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✕ not sent"));
    const QStringList lines = explanation();
    QCOMPARE(lines.value(0), QStringLiteral("Nothing was published."));
    expectExplanation(lines.mid(1),
                      QStringLiteral("at %1: Nothing listens").arg(connection.apiUrl.toString()),
                      QStringLiteral("Start the server"));
}

/** What is explained is the address of then, and a publish that goes well ends it. */
void TestRoundTripCard::explainsWhereItWasSent()
{
    connectWindow({Channel});
    ConnectionSettings wrong = serverConnection(m_server);
    wrong.apiKey = Secret("wrong");
    m_fixture->controller().setConnection(wrong);
    QTRY_VERIFY(m_fixture->isLive());
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✕ rejected"));
    auto *view = m_fixture->find<QPlainTextEdit>("explanationView");
    const QString text = view->toPlainText();
    ConnectionSettings right = serverConnection(m_server);
    right.apiUrl.setPort(m_proxy->url().port());
    m_fixture->controller().setConnection(right);
    QTRY_VERIFY(m_fixture->isLive());
    QCOMPARE(view->toPlainText(), text);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QVERIFY(!view->isVisible());
    QVERIFY(!m_fixture->find<QLabel>("placeLabel")->text().isEmpty());
}

void TestRoundTripCard::theStateHasItsColor()
{
    const auto color = [this] {
        return m_fixture->find<QLabel>("stateLabel")->palette().color(QPalette::WindowText);
    };
    connectWindow({Channel});
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QCOMPARE(color(), m_fixture->theme().color(Tone::Good));
    m_fixture->theme().setAppearance(Appearance::Dark);
    QCOMPARE(color(), m_fixture->theme().color(Tone::Good));
    publish("{");
    QCOMPARE(state(), QStringLiteral("✕ not sent"));
    QCOMPARE(color(), m_fixture->theme().color(Tone::Bad));
    m_fixture->controller().removeChannel(Channel);
    m_proxy->cutAfter(0, ByteProxy::Cut::HangUp);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("? unknown"));
    QCOMPARE(color(), m_fixture->theme().color(Tone::Busy));
}

REALTIME_TEST(TestRoundTripCard, QApplication)
#include "tst_roundtripcard.moc"
