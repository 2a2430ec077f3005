// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "faults/byteproxy.h"
#include "gui/publish/runmodel.h"
#include "gui/publish/runspane.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>

namespace {

const QString Channel = QStringLiteral("history:runs");

} // namespace

/** The list of what was sent, on the real engine with an API that breaks off. */
class TestRunsPane : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void thePushDecidesWhatTheAnswerDidNot();
    void isProvenOnAllWatchers();
    void triesAgainWithoutPublishingTwice();
    void offersToWatchTheChannel();
    void badJsonIsNoPublish();
    void explainsAWrongKeyAsTheCommandLineDoes();
    void explainsADeadApiAsTheCommandLineDoes();
    void explainsWhereItWasSent();
    void rejectedOnesStayWithTheirFix_data();
    void rejectedOnesStayWithTheirFix();
    void theSelectionStays();
    void aClickGoesToItsRow();
    void theMenuDoesWhatItSays();
    void isExported();
    void demoTrafficIsOneRow();

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
    /** Of the newest publish. */
    QString state() { return cell(0, RunModel::State); }
    QString cell(int row, int column) { return model()->index(row, column).data().toString(); }
    QAbstractItemModel *model() { return table()->model(); }
    QTableView *table() { return m_fixture->find<QTableView>("runTable"); }
    void select(int row) { table()->selectRow(row); }
    QPushButton *button() { return m_fixture->find<QPushButton>("tripButton"); }

    std::unique_ptr<ByteProxy> m_proxy;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestRunsPane::init()
{
    m_server.callObject(QStringLiteral("history_remove"), {{QStringLiteral("channel"), Channel}});
    m_proxy = std::make_unique<ByteProxy>(m_server.port());
    m_fixture = std::make_unique<WindowFixture>();
}

void TestRunsPane::cleanup()
{
    m_fixture.reset();
    m_proxy.reset();
}

void TestRunsPane::connectWindow(const QStringList &channels)
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

void TestRunsPane::publish(const char *payload)
{
    m_fixture->find<QComboBox>("channelBox")->setEditText(Channel);
    m_fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QString::fromLatin1(payload));
    m_fixture->trigger("publishAction");
}

void TestRunsPane::thePushDecidesWhatTheAnswerDidNot()
{
    connectWindow({Channel});
    m_proxy->cutAfter(0, ByteProxy::Cut::Reset);
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QVERIFY(!m_proxy->isCutPlanned());
    QTRY_VERIFY(!button()->isVisible());
    QCOMPARE(kept(), 1);
    QTRY_VERIFY(m_fixture->labelText("timesLabel").contains(QLatin1String("matched by tag")));
}

void TestRunsPane::isProvenOnAllWatchers()
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
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QTRY_COMPARE(cell(0, RunModel::Watchers), QStringLiteral("2 of 3"));
    const auto startsWith = [this](const char *label, const QString &words) {
        return m_fixture->labelText(label).startsWith(words);
    };
    QTRY_VERIFY(startsWith("placeLabel", QStringLiteral("carol: not subscribed · ")));
    const QRegularExpression times(QStringLiteral("push [0-9.]+ ms to [0-9.]+ ms"));
    QTRY_VERIFY(m_fixture->labelText("timesLabel").contains(times));

    controller.addChannelOf(*carol, Channel, WatchSession::Start::Now);
    QTRY_COMPARE(carol->channel(Channel)->state, ChannelState::Subscribed);
    publish("{\"n\":2}");
    QTRY_COMPARE(cell(0, RunModel::Watchers), QStringLiteral("3 of 3"));
    QCOMPARE(cell(1, RunModel::Watchers), QStringLiteral("2 of 3")); // as it was then
}

void TestRunsPane::triesAgainWithoutPublishingTwice()
{
    connectWindow({});
    m_proxy->cutAfter(0, ByteProxy::Cut::HangUp);
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("? unknown"));
    QCOMPARE(kept(), 1);
    QTRY_VERIFY(button()->isVisible());
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

void TestRunsPane::offersToWatchTheChannel()
{
    connectWindow({});
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("▲ not watched")); // before the answer
    QTRY_VERIFY(m_fixture->labelText("placeLabel").contains(QLatin1String("not watching")));
    QTRY_VERIFY(button()->isVisible());
    QCOMPARE(button()->text(), QStringLiteral("Watch"));
    button()->click();
    QTRY_VERIFY(m_fixture->isSubscribed(Channel));
    QTRY_VERIFY(!button()->isVisible());
    publish("{\"n\":2}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
}

/** Nothing was sent, so it is no row; what was sent stays. */
void TestRunsPane::badJsonIsNoPublish()
{
    connectWindow({Channel});
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    publish("{");
    auto *label = m_fixture->find<QLabel>("stateLabel");
    QTRY_VERIFY(label->isVisible());
    QCOMPARE(label->text(), QStringLiteral("✕ not sent"));
    QTRY_VERIFY(
        m_fixture->labelText("timesLabel").startsWith(QLatin1String("This is not JSON, line")));
    QCOMPARE(label->palette().color(QPalette::WindowText), m_fixture->theme().color(Tone::Bad));
    QCOMPARE(model()->rowCount(), 1);
    publish("{}");
    QTRY_COMPARE(model()->rowCount(), 2);
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QTRY_VERIFY(!label->isVisible());
    QCOMPARE(kept(), 2);
}

QStringList TestRunsPane::explanation()
{
    const auto *view = m_fixture->find<QPlainTextEdit>("explanationView");
    const bool canBeCopied = view->isVisible() && view->isReadOnly()
        && view->textInteractionFlags().testFlag(Qt::TextSelectableByMouse)
        && view->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard);
    return canBeCopied ? view->toPlainText().split(u'\n') : QStringList();
}

void TestRunsPane::expectExplanation(const QStringList &lines, const QString &what,
                                     const QString &fix)
{
    QVERIFY2(lines.value(0).startsWith(what), qPrintable(lines.value(0)));
    QVERIFY2(lines.value(1).startsWith(QLatin1String("why: ")), qPrintable(lines.value(1)));
    QVERIFY2(lines.value(2).startsWith(QLatin1String("fix: ")), qPrintable(lines.value(2)));
    QVERIFY2(lines.value(2).contains(fix), qPrintable(lines.value(2)));
}

void TestRunsPane::explainsAWrongKeyAsTheCommandLineDoes()
{
    connectWindow({});
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = Secret("wrong");
    m_fixture->controller().setConnection(connection);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✕ rejected"));
    QTRY_VERIFY(!explanation().isEmpty());
    expectExplanation(explanation(),
                      QStringLiteral("at %1: The server does not accept the API key")
                          .arg(connection.apiUrl.toString()),
                      QStringLiteral("CENTRIFUGO_API_KEY"));
}

void TestRunsPane::explainsADeadApiAsTheCommandLineDoes()
{
    connectWindow({});
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiUrl.setPort(m_proxy->url().port());
    m_proxy.reset();
    m_fixture->controller().setConnection(connection);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✕ not sent"));
    QTRY_VERIFY(!explanation().isEmpty());
    const QStringList lines = explanation();
    QCOMPARE(lines.value(0), QStringLiteral("Nothing was published."));
    expectExplanation(lines.mid(1),
                      QStringLiteral("at %1: Nothing listens").arg(connection.apiUrl.toString()),
                      QStringLiteral("Start the server"));
}

/** What is explained is the address of then, and a publish that goes well ends it. */
void TestRunsPane::explainsWhereItWasSent()
{
    connectWindow({Channel});
    ConnectionSettings wrong = serverConnection(m_server);
    wrong.apiKey = Secret("wrong");
    m_fixture->controller().setConnection(wrong);
    QTRY_VERIFY(m_fixture->isLive());
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✕ rejected"));
    auto *view = m_fixture->find<QPlainTextEdit>("explanationView");
    QTRY_VERIFY(!view->toPlainText().isEmpty());
    const QString text = view->toPlainText();
    ConnectionSettings right = serverConnection(m_server);
    right.apiUrl.setPort(m_proxy->url().port());
    m_fixture->controller().setConnection(right);
    QTRY_VERIFY(m_fixture->isLive());
    QCOMPARE(view->toPlainText(), text);
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QTRY_VERIFY(!view->isVisible());
    QVERIFY(!m_fixture->find<QLabel>("placeLabel")->text().isEmpty());
}

void TestRunsPane::rejectedOnesStayWithTheirFix_data()
{
    QTest::addColumn<bool>("isKeyWrong");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("fix");
    QTest::newRow("401") << true << Channel << QStringLiteral("API key")
                         << QStringLiteral("CENTRIFUGO_API_KEY");
    QTest::newRow("102") << false << QStringLiteral("nowhere:x")
                         << QStringLiteral("102 unknown channel") << QStringLiteral("namespace");
}

void TestRunsPane::rejectedOnesStayWithTheirFix()
{
    QFETCH(const bool, isKeyWrong);
    QFETCH(const QString, channel);
    QFETCH(const QString, what);
    QFETCH(const QString, fix);
    connectWindow({Channel});
    ConnectionSettings connection = serverConnection(m_server);
    connection.apiKey = isKeyWrong ? Secret("wrong") : connection.apiKey;
    m_fixture->controller().setConnection(connection);
    QTRY_VERIFY(m_fixture->isSubscribed(Channel));
    m_fixture->controller().publish({channel, "{}", {}, {}});
    QTRY_COMPARE(state(), QStringLiteral("✕ rejected"));
    m_fixture->controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(m_fixture->isSubscribed(Channel));
    publish("{}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QTRY_VERIFY(explanation().isEmpty());
    QCOMPARE(cell(1, RunModel::State), QStringLiteral("✕ rejected"));
    select(1);
    QTRY_VERIFY(explanation().size() >= 3);
    QVERIFY2(explanation().at(0).contains(what), qPrintable(explanation().at(0)));
    QVERIFY2(explanation().at(2).startsWith(QLatin1String("fix: ")),
             qPrintable(explanation().at(2)));
    QVERIFY2(explanation().at(2).contains(fix), qPrintable(explanation().at(2)));
}

/** A new publish is selected; otherwise the selection is the user's. */
void TestRunsPane::theSelectionStays()
{
    connectWindow({Channel});
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    publish("{\"n\":2}");
    QTRY_COMPARE(model()->rowCount(), 2);
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QCOMPARE(table()->currentIndex().row(), 0);
    select(1);
    m_fixture->controller().addChannel(QStringLiteral("other"));
    QTRY_VERIFY(m_fixture->isSubscribed(QStringLiteral("other")));
    QCOMPARE(table()->currentIndex().row(), 1);
    publish("{\"n\":3}");
    QTRY_COMPARE(model()->rowCount(), 3);
    QCOMPARE(table()->currentIndex().row(), 0);
    QCOMPARE(cell(0, RunModel::Message), QStringLiteral("{\"n\":3}"));
}

void TestRunsPane::aClickGoesToItsRow()
{
    connectWindow({Channel});
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    publish("{\"n\":2}");
    QTRY_COMPARE(model()->rowCount(), 2);
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    const auto click = [this](int row) {
        table()->scrollTo(model()->index(row, 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(model()->index(row, 0)).center());
    };
    const auto *log = m_fixture->find<QTableView>("logView");
    const auto shown = [this, log] {
        const QModelIndexList rows = log->selectionModel()->selectedRows(JournalModel::Payload);
        return rows.isEmpty() ? QString() : rows.constFirst().data().toString();
    };
    click(1);
    QCOMPARE(shown(), QStringLiteral("{\"n\":1}"));
    click(0);
    QCOMPARE(shown(), QStringLiteral("{\"n\":2}"));

    auto *note = m_fixture->find<QLabel>("runNoteLabel");
    QVERIFY(!note->isVisible());
    m_fixture->controller().log().setFilterText(QStringLiteral("kind:join"));
    click(1);
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains(QLatin1String("filtered out")), qPrintable(note->text()));
    m_fixture->controller().clear(); // its numbers begin anew
    QSignalSpy requested(m_fixture->find<RunsPane>("runsPane"), &RunsPane::entryRequested);
    click(0);
    QCOMPARE(requested.size(), 0);
}

void TestRunsPane::theMenuDoesWhatItSays()
{
    connectWindow({Channel});
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    const auto choose = [this](const char *words) {
        auto *pane = m_fixture->find<RunsPane>("runsPane");
        Q_EMIT table()->customContextMenuRequested(
            table()->visualRect(table()->currentIndex()).center());
        auto *menu = pane->findChild<QMenu *>(QStringLiteral("runMenu"));
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&') == QLatin1String(words)) {
                action->trigger();
            }
        }
        delete menu;
    };
    choose("Publish again");
    QTRY_COMPARE(model()->rowCount(), 2);
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QCOMPARE(kept(), 2); // with a key of its own
    QCOMPARE(cell(0, RunModel::Message), QStringLiteral("{\"n\":1}"));

    m_fixture->find<QPlainTextEdit>("payloadEdit")->setPlainText(QStringLiteral("0"));
    m_fixture->find<QComboBox>("channelBox")->setEditText(QStringLiteral("other"));
    choose("Edit");
    QCOMPARE(m_fixture->find<QPlainTextEdit>("payloadEdit")->toPlainText(),
             QStringLiteral("{\"n\":1}"));
    QCOMPARE(m_fixture->find<QComboBox>("channelBox")->currentText(), Channel);

    choose("Copy as evidence");
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("State: ✓ proven")));
    choose("Copy as curl");
    QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("curl ")));

    m_fixture->controller().removeChannel(Channel);
    choose("Watch this channel");
    QTRY_VERIFY(m_fixture->isSubscribed(Channel));
}

void TestRunsPane::isExported()
{
    connectWindow({Channel});
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    QTemporaryDir folder;
    auto *pane = m_fixture->find<RunsPane>("runsPane");
    for (const char *name : {"runs.csv", "runs.jsonl"}) {
        const QString path = folder.filePath(QLatin1String(name));
        pane->exportTo(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains(path.endsWith(QLatin1String("csv")) ? ",proven," : "\"proven\""),
                 text.constData());
        QVERIFY(!text.contains(serverConnection(m_server).apiKey.reveal()));
        QVERIFY(m_fixture->labelText("runNoteLabel").contains(QLatin1String("written")));
    }
    pane->exportTo(folder.filePath(QStringLiteral("none/runs.csv")));
    QVERIFY(!m_fixture->labelText("runNoteLabel").contains(QLatin1String("written")));
}

void TestRunsPane::demoTrafficIsOneRow()
{
    connectWindow({Channel});
    publish("{\"n\":1}");
    QTRY_COMPARE(state(), QStringLiteral("✓ proven"));
    m_fixture->controller().setDemoTraffic(true);
    QTRY_COMPARE(model()->rowCount(), 2);
    QTRY_VERIFY(cell(0, RunModel::Message).contains(QLatin1String("3 message")));
    QCOMPARE(model()->rowCount(), 2);
    m_fixture->controller().setDemoTraffic(false);
}

REALTIME_TEST(TestRunsPane, QApplication)
#include "tst_runspane.moc"
