// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/profile/logmask.h"
#include "support/testprogram.h"
#include "watchfixture.h"

#include <QTest>

/** What a server repeats of our secrets does not get into the rows. */
class TestWatchSecrets : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void masksSecretsInTheWordsOfAServer_data();
    void masksSecretsInTheWordsOfAServer();
    void leavesPublicationsAlone();
};

void TestWatchSecrets::masksSecretsInTheWordsOfAServer_data()
{
    QTest::addColumn<QByteArray>("connectAnswer");
    QTest::addColumn<QByteArray>("push");
    const QByteArray connected = R"("connect":{"client":"c1","version":"test"})";
    QTest::newRow("an error of connect, to be tried again")
        << QByteArray(R"("error":{"code":100,"message":"no CANARY-echo","temporary":true})")
        << QByteArray();
    QTest::newRow("an error of connect")
        << QByteArray(R"("error":{"code":401,"message":"no CANARY-echo"})") << QByteArray();
    QTest::newRow("a disconnect")
        << connected
        << QByteArray(R"({"push":{"disconnect":{"code":4501,"reason":"no CANARY-echo"}}})");
    QTest::newRow("the end of a subscription")
        << connected
        << QByteArray(
               R"({"push":{"channel":"news","unsubscribe":{"code":2400,"reason":"no CANARY-echo"}}})");
    QTest::newRow("a token that came back")
        << connected
        << QByteArray(R"({"push":{"disconnect":{"code":4501,"reason":"no eyJhbGci.eyJz.x"}}})");
}

/** From the rows come the window, standard output, exports and recordings. */
void TestWatchSecrets::masksSecretsInTheWordsOfAServer()
{
    QFETCH(const QByteArray, connectAnswer);
    QFETCH(const QByteArray, push);
    WatchRequest watch = request({QStringLiteral("news")});
    watch.connection.otherSecrets = {Secret("Bearer CANARY-echo")};
    addMaskedSecrets(watch.connection);
    m_server->connectAnswer = connectAnswer;
    m_session->start(watch);
    if (!push.isEmpty()) {
        QVERIFY(becomesLive());
        m_server->push(push);
    }
    const auto words = [this] {
        QStringList all;
        for (std::size_t i = 0; i < m_journal->size(); ++i) {
            all += QString::fromUtf8(row(i).payload);
        }
        return all.join(u'\n');
    };
    const QString masked = QStringLiteral("no [secret]");
    QVERIFY2(QTest::qWaitFor([&] { return words().contains(masked); }, Patience),
             qPrintable(words()));
    QVERIFY2(!words().contains(QStringLiteral("CANARY-echo")), qPrintable(words()));
}

/** What was published is shown as it is. */
void TestWatchSecrets::leavesPublicationsAlone()
{
    WatchRequest watch = request({QStringLiteral("news")});
    watch.connection.otherSecrets = {Secret("Bearer CANARY-echo")};
    addMaskedSecrets(watch.connection);
    m_session->start(watch);
    QVERIFY(becomesLive());
    m_server->push(
        R"({"push":{"channel":"news","pub":{"data":"CANARY-echo","tags":{"a":"CANARY-echo"}}}})");
    QTRY_COMPARE_WITH_TIMEOUT(row(m_journal->size() - 1).kind, EntryKind::Publication, Patience);
    const Entry last = row(m_journal->size() - 1);
    QCOMPARE(QByteArray(last.payload.data(), qsizetype(last.payload.size())),
             QByteArray("\"CANARY-echo\""));
    QVERIFY(last.tags.find("CANARY-echo") != std::string_view::npos);
}

REALTIME_TEST(TestWatchSecrets, QCoreApplication)
#include "tst_watchsecrets.moc"
