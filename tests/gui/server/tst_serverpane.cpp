// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "monitor/watch/watchgroup.h"
#include "support/fakehttpserver.h"
#include "support/patience.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>

/** Who and what is on the server, through the widgets and on the real engine. */
class TestServerPane : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void isBesideTheDetail();
    void showsWhoIsInTheSelectedChannel();
    void says108AndWhatToSet();
    void asksOnlyWhileShown();
    void listsAndWatchesChannels();
    void showsWhoIsInAChannelOfTheServer();
    void showsHostileNamesHarmless();
    void watchesAPattern();
    void stopsThePatternOnAnotherServer();
    void saysThatTheKeyIsMissing();
    void listsNodes();
    void measuresSeparateNodes();
    void asksBeforeMeasuringInProduction();

private:
    /** A window on the server as alice, with the Server tab in front. */
    void open(const QStringList &channels, const ConnectionSettings &connection);
    void open(const QStringList &channels = {}) { open(channels, serverConnection(m_server)); }
    void showPage(const char *page);
    /** Somebody else who watches. */
    WatchSession &otherUser(const QStringList &channels);
    QStringList cells(const char *table, int column);
    QStringList watched() const;

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<WatchGroup> m_others;
};

/** In `open` subscribers may ask who is there, and so get joins and leaves. */
void TestServerPane::initTestCase()
{
    m_server.addNamespace(QStringLiteral("open"),
                          {{QStringLiteral("allow_subscribe_for_client"), true},
                           {QStringLiteral("presence"), true},
                           {QStringLiteral("join_leave"), true},
                           {QStringLiteral("allow_presence_for_subscriber"), true}});
    ServerTest::initTestCase();
}

void TestServerPane::init()
{
    ServerTest::init();
    m_fixture = std::make_unique<WindowFixture>();
    m_io = std::make_unique<IoThread>();
    m_journal = std::make_unique<Journal>();
    m_others = std::make_unique<WatchGroup>(*m_io, *m_journal);
}

void TestServerPane::cleanup()
{
    m_others.reset();
    m_journal.reset();
    m_io.reset();
    m_fixture.reset();
    ServerTest::cleanup();
}

void TestServerPane::open(const QStringList &channels, const ConnectionSettings &connection)
{
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannels(channels);
    m_fixture->controller().setConnection(connection);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isConnected(), Patience);
    m_fixture->trigger("serverAction");
}

void TestServerPane::showPage(const char *page)
{
    m_fixture->find<QTabWidget>("serverTabs")->setCurrentWidget(m_fixture->find<QWidget>(page));
}

WatchSession &TestServerPane::otherUser(const QStringList &channels)
{
    WatchRequest request;
    request.connection = serverConnection(m_server);
    request.user = QStringLiteral("bob");
    request.channels = channels;
    WatchSession &session = m_others->first();
    session.start(request);
    [&session] {
        QTRY_COMPARE_WITH_TIMEOUT(session.status().state, SessionState::Live, Patience);
    }();
    return session;
}

QStringList TestServerPane::cells(const char *table, int column)
{
    const QAbstractItemModel *model = m_fixture->find<QTableView>(table)->model();
    QStringList cells;
    for (int row = 0; row < model->rowCount(); ++row) {
        cells += model->index(row, column).data().toString();
    }
    return cells;
}

QStringList TestServerPane::watched() const
{
    QStringList names;
    for (const ChannelStatus &status : m_fixture->controller().channels()) {
        names += status.channel;
    }
    return names;
}

void TestServerPane::isBesideTheDetail()
{
    const auto *tabs = m_fixture->find<QTabWidget>("sideTabs");
    QCOMPARE(tabs->count(), 2);
    QCOMPARE(tabs->currentWidget(), m_fixture->find<QWidget>("detailPane"));
    QVERIFY(!m_fixture->find<QWidget>("serverPane")->isVisible());
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    m_fixture->trigger("serverAction");
    QVERIFY(m_fixture->find<QWidget>("serverPane")->isVisible());
    QVERIFY(m_fixture->find<QTableView>("presenceTable")->hasFocus());
    QCOMPARE(m_fixture->labelText("presenceSummaryLabel"),
             QStringLiteral("Select a channel, or type one."));
    m_fixture->trigger("detailAction");
    QCOMPARE(tabs->currentWidget(), m_fixture->find<QWidget>("detailPane"));
}

void TestServerPane::showsWhoIsInTheSelectedChannel()
{
    open({QStringLiteral("open:room"), QStringLiteral("closed-book")});
    QTRY_COMPARE_WITH_TIMEOUT(cells("presenceTable", 0), QStringList{QStringLiteral("alice")},
                              Patience);
    QCOMPARE(m_fixture->find<QLineEdit>("presenceChannelEdit")->text(),
             QStringLiteral("open:room"));
    QTRY_COMPARE(m_fixture->labelText("presenceSummaryLabel"), QStringLiteral("1 client, 1 user"));
    QCOMPARE(m_fixture->labelText("presenceRightLabel"),
             QStringLiteral("By the right of alice, on the connection"));
    QVERIFY(cells("presenceTable", 1).constFirst().startsWith(QLatin1String("before ")));
    otherUser({QStringLiteral("open:room")});
    const QStringList both{QStringLiteral("alice"), QStringLiteral("bob")};
    QTRY_COMPARE_WITH_TIMEOUT(cells("presenceTable", 0), both, Patience);
    // The list may have been faster than the push.
    QTRY_VERIFY(!cells("presenceTable", 1).at(1).startsWith(QLatin1String("before ")));
    QTRY_VERIFY(
        m_fixture->labelText("presenceNoteLabel").endsWith(QLatin1String("1 joined, 0 left.")));
    m_others->closeAll();
    QTRY_COMPARE_WITH_TIMEOUT(cells("presenceTable", 0), QStringList{QStringLiteral("alice")},
                              Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->labelText("presenceCostLabel")
                                 .startsWith(QLatin1String("Asked while shown, every 2 s: ")),
                             Patience);
    // Another selection, another channel.
    auto *tree = m_fixture->find<QTreeView>("channelView");
    tree->setCurrentIndex(tree->model()->index(1, 0, tree->rootIndex()));
    QCOMPARE(m_fixture->find<QLineEdit>("presenceChannelEdit")->text(),
             QStringLiteral("closed-book"));
    QTRY_COMPARE_WITH_TIMEOUT(
        m_fixture->labelText("presenceRightLabel"),
        QStringLiteral("With the API key; by the right of alice: 103 permission denied"), Patience);
    m_fixture->enter("presenceChannelEdit", QStringLiteral("nobody"));
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("presenceSummaryLabel"),
                              QStringLiteral("0 clients, 0 users"), Patience);
    QVERIFY(m_fixture->labelText("presenceNoteLabel").contains(QLatin1String("is not watched")));
}

void TestServerPane::says108AndWhatToSet()
{
    open({QStringLiteral("plain:a")});
    auto *card = m_fixture->find<QWidget>("presenceProblem");
    QTRY_VERIFY_WITH_TIMEOUT(card->isVisible(), Patience);
    QCOMPARE(findIn<QLabel>(*card, "problemTitleLabel")->text(),
             QStringLiteral("The feature is switched off for this channel (108 not available)"));
    findIn<QToolButton>(*card, "problemCopyButton")->click();
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.contains(QLatin1String("{\"name\": \"plain\", \"presence\": true}")),
             qPrintable(copied));
    m_fixture->enter("presenceChannelEdit", QStringLiteral("a"));
    QTRY_VERIFY_WITH_TIMEOUT(!card->isVisible(), Patience);
}

/** Neither in the background nor for a page that is not in front. */
void TestServerPane::asksOnlyWhileShown()
{
    FakeHttpServer api;
    api.setJson(R"({"result":{"presence":{}}})");
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiUrl = api.url(QStringLiteral("/api"));
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().addChannel(QStringLiteral("a"));
    m_fixture->controller().setConnection(connection);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QVERIFY(api.requests().isEmpty());
    m_fixture->trigger("serverAction");
    QTRY_VERIFY_WITH_TIMEOUT(!api.requests().isEmpty(), Patience);
    QCOMPARE(api.requests().constFirst().path, QByteArray("/api/presence"));
    m_fixture->trigger("detailAction");
    const auto asked = api.requests().size();
    // Another window, as a measure of time.
    WindowFixture other;
    FakeHttpServer otherApi;
    otherApi.setJson(R"({"result":{"nodes":[]}})");
    connection.apiUrl = otherApi.url(QStringLiteral("/api"));
    other.controller().setConnection(connection);
    other.find<QTabWidget>("serverTabs")->setCurrentWidget(other.find<QWidget>("nodesPage"));
    other.trigger("serverAction");
    QTRY_COMPARE_WITH_TIMEOUT(otherApi.requests().size(), 2, Patience);
    for (const HttpRequest &request : otherApi.requests()) {
        QCOMPARE(request.path, QByteArray("/api/info"));
    }
    QCOMPARE(api.requests().size(), asked);
}

void TestServerPane::listsAndWatchesChannels()
{
    otherUser({QStringLiteral("chat1"), QStringLiteral("chat2"), QStringLiteral("x")});
    open({QStringLiteral("x")});
    showPage("serverChannelsPage");
    QTRY_COMPARE_WITH_TIMEOUT(cells("channelsTable", 0).size(), 3, Patience);
    QCOMPARE(cells("channelsTable", 1), QStringList(3, QStringLiteral("1")));
    const auto row = cells("channelsTable", 0).indexOf(QStringLiteral("x"));
    QCOMPARE(cells("channelsTable", 2).at(row), QStringLiteral("2"));
    QCOMPARE(cells("channelsTable", 3).at(row), QStringLiteral("yes"));
    m_fixture->enter("patternEdit", QStringLiteral("chat*"));
    const QStringList matching{QStringLiteral("chat1"), QStringLiteral("chat2")};
    QTRY_COMPARE_WITH_TIMEOUT(cells("channelsTable", 0), matching, Patience);
    QCOMPARE(m_fixture->labelText("channelsSummaryLabel"),
             QStringLiteral("2 channels, 2 subscriptions"));
    auto *watch = m_fixture->find<QPushButton>("watchChannelsButton");
    QVERIFY(!watch->isEnabled());
    m_fixture->find<QTableView>("channelsTable")->selectAll();
    QCOMPARE(watch->text(), QStringLiteral("Watch 2"));
    watch->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(QStringLiteral("chat2")), Patience);
    QTRY_COMPARE(cells("channelsTable", 3), QStringList(2, QStringLiteral("yes")));
}

void TestServerPane::showsWhoIsInAChannelOfTheServer()
{
    otherUser({QStringLiteral("lobby")});
    open();
    showPage("serverChannelsPage");
    QTRY_COMPARE_WITH_TIMEOUT(cells("channelsTable", 0), QStringList{QStringLiteral("lobby")},
                              Patience);
    m_fixture->find<QTableView>("channelsTable")->selectRow(0);
    m_fixture->find<QPushButton>("whoButton")->click();
    QVERIFY(m_fixture->find<QWidget>("presencePage")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(cells("presenceTable", 0), QStringList{QStringLiteral("bob")},
                              Patience);
}

/** What is shown of a name is not what the server is asked for. */
void TestServerPane::showsHostileNamesHarmless()
{
    const QString name = QStringLiteral("<b>a\u202e&b");
    FakeHttpServer api;
    api.setJson("{\"result\":{\"channels\":{\"" + name.toUtf8() + "\":{\"num_clients\":1}}}}");
    ConnectionSettings connection = deadConnection();
    connection.apiUrl = api.url(QStringLiteral("/api"));
    m_fixture->controller().setConnection(connection);
    m_fixture->trigger("serverAction");
    showPage("serverChannelsPage");
    const auto shown = QStringLiteral("<b>a\\u202e&b");
    QTRY_COMPARE_WITH_TIMEOUT(cells("channelsTable", 0), QStringList{shown}, Patience);
    m_fixture->find<QTableView>("channelsTable")->selectRow(0);
    m_fixture->find<QPushButton>("whoButton")->click();
    auto *edit = m_fixture->find<QLineEdit>("presenceChannelEdit");
    QCOMPARE(edit->text(), shown);
    const auto askedFor = [&api] {
        const QJsonObject body = QJsonDocument::fromJson(api.requests().constLast().body).object();
        return body.value(QStringLiteral("channel")).toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(askedFor(), name, Patience);
    QTest::keyClick(edit, Qt::Key_Return); // it was not typed
    m_fixture->find<QToolButton>("presenceRefreshButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(api.requests().size() > 2, Patience);
    QCOMPARE(askedFor(), name);
}

void TestServerPane::watchesAPattern()
{
    WatchSession &bob = otherUser({QStringLiteral("history:1")});
    open({QStringLiteral("mine")});
    showPage("serverChannelsPage");
    m_fixture->find<QLineEdit>("patternEdit")->setText(QStringLiteral("history:*"));
    auto *button = m_fixture->find<QPushButton>("watchPatternButton");
    button->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(QStringLiteral("history:1")), Patience);
    QVERIFY(!m_fixture->find<QLineEdit>("patternEdit")->isEnabled());
    QTRY_VERIFY(m_fixture->labelText("patternNoteLabel")
                    .contains(QLatin1String("first messages can be missed")));
    // It goes on behind another tab, which says so.
    m_fixture->trigger("detailAction");
    const auto *tabs = m_fixture->find<QTabWidget>("sideTabs");
    QCOMPARE(tabs->tabText(1), QStringLiteral("Server \u00b7 history:*"));
    bob.addChannel(QStringLiteral("history:2"));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(QStringLiteral("history:2")), Patience);
    // Only we are left there; what the user watches by himself stays.
    bob.removeChannel(QStringLiteral("history:1"));
    const QStringList left{QStringLiteral("mine"), QStringLiteral("history:2")};
    QTRY_COMPARE_WITH_TIMEOUT(watched(), left, Patience);
    m_fixture->trigger("serverAction");
    button->click();
    QCOMPARE(tabs->tabText(1), QStringLiteral("Server"));
    QVERIFY(m_fixture->find<QLineEdit>("patternEdit")->isEnabled());
    QCOMPARE(watched(), left);
}

void TestServerPane::stopsThePatternOnAnotherServer()
{
    open();
    showPage("serverChannelsPage");
    auto *button = m_fixture->find<QPushButton>("watchPatternButton");
    button->click();
    QVERIFY(button->isChecked());
    m_fixture->controller().connectAs(QStringLiteral("carol"));
    QVERIFY(button->isChecked());
    m_fixture->controller().setConnection(deadConnection());
    QVERIFY(!button->isChecked());
    QCOMPARE(m_fixture->find<QTabWidget>("sideTabs")->tabText(1), QStringLiteral("Server"));
}

void TestServerPane::saysThatTheKeyIsMissing()
{
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = {};
    open({}, connection);
    for (const char *page : {"serverChannelsPage", "nodesPage"}) {
        showPage(page);
        const auto *title = findIn<QLabel>(*m_fixture->find<QWidget>(page), "problemTitleLabel");
        QTRY_VERIFY_WITH_TIMEOUT(title->isVisible(), Patience);
        QCOMPARE(title->text(), QStringLiteral("There is no API key"));
    }
    QVERIFY(!m_fixture->find<QPushButton>("measureButton")->isEnabled());
}

void TestServerPane::listsNodes()
{
    open();
    showPage("nodesPage");
    QTRY_COMPARE_WITH_TIMEOUT(cells("nodesTable", 1), QStringList{QStringLiteral("running")},
                              Patience);
    QCOMPARE(m_fixture->labelText("nodesSummaryLabel"), QStringLiteral("1 node"));
    QVERIFY(!m_fixture->find<QPushButton>("measureButton")->isEnabled()); // with one address
    QVERIFY(m_fixture->labelText("measureNoteLabel").contains(QLatin1String("in the profile")));
    QVERIFY(!m_fixture->find<QWidget>("matrixTable")->isVisible());
    m_server.kill();
    const auto *title = findIn<QLabel>(*m_fixture->find<QWidget>("nodesPage"), "problemTitleLabel");
    QTRY_VERIFY_WITH_TIMEOUT(title->isVisible(), Patience);
    QVERIFY(cells("nodesTable", 1).constFirst().startsWith(QLatin1String("no answer, last")));
    QVERIFY2(m_server.start(), qPrintable(m_server.errorText()));
    QTRY_VERIFY_WITH_TIMEOUT(cells("nodesTable", 1).contains(QStringLiteral("running")),
                             2 * Patience);
}

/** Two nodes with the memory engine, which is what a balancer hides. */
void TestServerPane::measuresSeparateNodes()
{
    TestServer second;
    QVERIFY2(second.start(), qPrintable(second.errorText()));
    ConnectionSettings connection = serverConnection(m_server);
    connection.otherWebSocketUrls = {second.webSocketUrl()};
    open({}, connection);
    showPage("nodesPage");
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->labelText("nodesNoteLabel")
                                 .startsWith(QLatin1String("The nodes do not know each other")),
                             Patience);
    auto *measure = m_fixture->find<QPushButton>("measureButton");
    measure->click();
    auto *matrix = m_fixture->find<QTableWidget>("matrixTable");
    const auto text = [matrix](int from, int at) { return matrix->item(from, at)->text(); };
    QTRY_COMPARE(matrix->rowCount(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(text(0, 1), QStringLiteral("not seen"), 2 * Patience);
    QCOMPARE(text(1, 0), QStringLiteral("not seen"));
    QVERIFY2(text(0, 0).endsWith(QLatin1String("ms")), qPrintable(text(0, 0)));
    const Theme &theme = m_fixture->theme();
    QCOMPARE(matrix->item(0, 0)->foreground().color(), theme.color(Tone::Good));
    QCOMPARE(matrix->item(0, 1)->foreground().color(), theme.color(Tone::Bad));
    QVERIFY(m_fixture->labelText("matrixTextLabel").contains(QLatin1String("memory engine")));
    matrix->setCurrentCell(1, 1);
    QVERIFY(m_fixture->labelText("matrixTextLabel").startsWith(QLatin1String("Latency from")));
    // A page that is not in front measures nothing.
    showPage("presencePage");
    showPage("nodesPage");
    QTRY_VERIFY(text(0, 1) != QLatin1String("not seen")); // from the beginning
    QVERIFY(measure->isChecked());
    measure->click();
    QCOMPARE(measure->text(), QStringLiteral("Measure"));
}

void TestServerPane::asksBeforeMeasuringInProduction()
{
    ConnectionSettings connection = serverConnection(m_server);
    connection.otherWebSocketUrls = {m_server.webSocketUrl()};
    m_fixture->controller().setProduction(true);
    open({}, connection);
    showPage("nodesPage");
    auto *measure = m_fixture->find<QPushButton>("measureButton");
    measure->click();
    QVERIFY(!measure->isChecked());
    auto *question = m_fixture->find<QMessageBox>("measureQuestion");
    QVERIFY(question->isVisible());
    QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
    for (QAbstractButton *button : question->buttons()) {
        if (button != question->button(QMessageBox::Cancel)) {
            button->click();
        }
    }
    QVERIFY(measure->isChecked());
    QTRY_COMPARE(measure->text(), QStringLiteral("Stop"));
}

REALTIME_TEST(TestServerPane, QApplication)
#include "tst_serverpane.moc"
