// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/journal/spillsamples.h"
#include "support/testprogram.h"
#include "watchfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

/** Rows and signals of a session in their order, also when the main thread is late. */
class TestWatchOrder : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void timesNeverGoBack();
    void tellsTheRetryAfterItsRows();
    void forgetsARetryThatIsPast();
    void tellsFailuresInOrder();
    void countsWhatItLost();
    void waitsForTheDiskOfTheJournal();
    void losesNothingWhenItStartsAnew();

private:
    /** Returns when the I/O thread has done what was posted to it; the main thread stands still. */
    void standStill();

    Folder m_folder;
    FakeDisk m_disk;
};

void TestWatchOrder::standStill()
{
    QObject fence;
    fence.moveToThread(m_io->thread());
    QMetaObject::invokeMethod(
        &fence, [&fence, home = thread()] { fence.moveToThread(home); },
        Qt::BlockingQueuedConnection);
}

void TestWatchOrder::timesNeverGoBack()
{
    // The I/O thread writes its first rows while this one is still in start().
    connect(m_session.get(), &WatchSession::channelRemoved, this, &TestWatchOrder::standStill);
    m_session->addChannel(QStringLiteral("gone"));
    m_session->start(request({QStringLiteral("kept")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"kept","pub":{"data":1,"offset":1}}})"
                   "\n"
                   R"({"push":{"channel":"kept","join":{"info":{"user":"b","client":"c"}}}})"
                   "\n"
                   R"({"push":{"channel":"kept","pub":{"data":2,"offset":2}}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).received, 2ull, Patience);
    m_server->recoveryAnswer =
        R"("subscribe":{"recoverable":true,"epoch":"e1","was_recovering":true,"recovered":true,)"
        R"("publications":[{"data":3,"offset":3}],"offset":3})";
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 0, QStringLiteral("reset"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    m_session->retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->channels().at(0).received, 3ull, Patience);
    for (std::size_t i = 1; i < m_journal->size(); ++i) {
        QVERIFY2(row(i).monotonic >= row(i - 1).monotonic, qPrintable(rows().at(qsizetype(i))));
    }
}

void TestWatchOrder::tellsTheRetryAfterItsRows()
{
    // Live and lost within one batch: "live" must not wipe the countdown that follows it.
    m_session->start(request({QStringLiteral("mute")}));
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isAsked(QStringLiteral("mute")), Patience);
    m_server->answer(QStringLiteral("mute"));
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 0, QStringLiteral("reset"), true});
    QTRY_VERIFY_WITH_TIMEOUT(rows().contains(QStringLiteral("connection  3 0")), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->status().retryAttempt, 1, Patience);
    QCOMPARE(state(), SessionState::Connecting);
    QVERIFY(m_session->status().retryAt.has_value());
}

void TestWatchOrder::forgetsARetryThatIsPast()
{
    m_session->start(request({}));
    QVERIFY(becomesLive());
    QList<SessionStatus> told;
    connect(m_session.get(), &WatchSession::statusChanged, this,
            [&told](const SessionStatus &status) { told.append(status); });
    const int made = m_server->transportsMade();
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 0, QStringLiteral("reset"), true});
    // The main thread stands still until all of it is over.
    while (m_server->transportsMade() == made) {
        standStill();
        m_session->retryNow();
    }
    m_server->drop({Centrifuge::ErrorLayer::Server, 3500, QStringLiteral("words"), false});
    standStill();
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, Patience);
    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Offline, Patience);
    for (const SessionStatus &status : told) {
        QVERIFY(status.state == SessionState::Connecting || !status.retryAt);
    }
}

void TestWatchOrder::tellsFailuresInOrder()
{
    QStringList heard;
    connect(m_session.get(), &WatchSession::failed, this, [&](const Centrifuge::Error &error) {
        QCOMPARE(rows().last(), QStringLiteral("error  8 100"));
        heard.append(error.message + QString::number(int(error.temporary)));
    });
    m_server->connectAnswer = R"("error":{"code":100,"message":"internal","temporary":true})";
    m_session->start(request({}));
    QTRY_COMPARE_WITH_TIMEOUT(heard, QStringList{QStringLiteral("internal1")}, Patience);
}

void TestWatchOrder::countsWhatItLost()
{
    constexpr int Batch = 8192; // the most that goes to the queue at once
    constexpr int FirstLength = 9000; // more than the queue holds, all together
    const auto frame = [](int length) {
        const QByteArray data = '"' + QByteArray(length, 'x') + '"';
        QByteArray text;
        for (int i = 0; i < Batch; ++i) {
            text += R"({"push":{"channel":"news","pub":{"data":)" + data + "}}}\n";
        }
        return text;
    };
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    QSignalSpy overloaded(m_feed.get(), &JournalFeed::overloaded);
    m_server->push(frame(FirstLength));
    m_server->push(frame(10));
    m_server->drop({Centrifuge::ErrorLayer::Server, 3500, QStringLiteral("words"), false});
    standStill();
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Refused, Patience);
    quint64 lost = 0;
    for (const QList<QVariant> &arguments : overloaded) {
        QVERIFY(arguments.at(0).value<std::chrono::milliseconds>() > 0ms);
        lost += arguments.at(1).toULongLong();
    }
    QVERIFY(lost > 0);
    QCOMPARE(m_session->channels().at(0).received, 2ull * Batch - lost);
    const QStringList losses = rows().filter(QStringLiteral("loss "));
    QCOMPARE(losses, QStringList{QStringLiteral("loss  0 %1").arg(lost)});
    const Entry loss = row(std::size_t(rows().indexOf(losses.at(0))));
    QVERIFY(std::string(loss.payload).starts_with(std::to_string(lost)));
    QCOMPARE(rows().last(), QStringLiteral("connection  4 3500"));
}

/** What comes while writing fails stays in the queue; nothing is lost, neither old nor new. */
void TestWatchOrder::waitsForTheDiskOfTheJournal()
{
    constexpr int FramesTooMany = 10;
    constexpr quint64 FrameMessages = 100;
    QByteArray frame;
    for (quint64 i = 0; i < FrameMessages; ++i) {
        frame += R"({"push":{"channel":"news","pub":{"data":")" + QByteArray(800, 'x') + "\"}}}\n";
    }
    m_session.reset();
    m_feed.reset();
    JournalLimits limits;
    limits.bytes = 2'000'000; // more than twice what comes in one go
    m_journal = std::make_unique<Journal>(limits, m_disk.spill(m_folder));
    m_feed = std::make_unique<JournalFeed>(*m_io, *m_journal);
    m_session = std::make_unique<WatchSession>(*m_feed, nullptr, m_server->factory());
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    quint64 sent = 0;
    const auto push = [&] {
        m_server->push(frame);
        sent += FrameMessages;
    };
    const auto isTaken = [&] { return m_session->channels().at(0).received == sent; };
    while (m_journal->diskBytes() == 0) {
        push();
        QTRY_VERIFY_WITH_TIMEOUT(isTaken(), Patience);
    }
    m_disk.error = EIO;
    const auto hasFailed = [&] { return m_journal->spillProblem() == SpillProblem::Failed; };
    while (!(hasFailed() && m_journal->isFull()) && m_journal->counters().trimmed == 0) {
        push();
        QTRY_VERIFY_WITH_TIMEOUT(isTaken() || (hasFailed() && m_journal->isFull()), Patience);
    }
    for (int i = 0; i < FramesTooMany; ++i) {
        push();
    }
    standStill();
    QVERIFY(m_journal->isFull());
    const int looks = m_disk.looks;
    QTRY_VERIFY_WITH_TIMEOUT(m_disk.looks > looks + 10, Patience); // it goes on asking for room
    QVERIFY(!isTaken());
    m_disk.error = 0;
    m_disk.now += 1s;
    QTRY_VERIFY_WITH_TIMEOUT(isTaken(), Patience);
    QCOMPARE(m_journal->counters().trimmed, 0u);
    QCOMPARE(rows().filter(QStringLiteral("loss ")), QStringList());
}

void TestWatchOrder::losesNothingWhenItStartsAnew()
{
    constexpr int Batch = 8192; // goes to the queue at once
    QByteArray text;
    for (int i = 0; i < Batch; ++i) {
        text += R"({"push":{"channel":"news","pub":{"data":1}}})"
                "\n";
    }
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    const auto before = qsizetype(m_journal->size());
    m_server->push(text);
    standStill();
    QCOMPARE(m_journal->counters().publications, 0u);
    m_session->start(request({QStringLiteral("news")}));
    QCOMPARE(m_journal->counters().publications, std::uint64_t(Batch));
    QVERIFY(becomesLive());
    QCOMPARE(rows().indexOf(QStringLiteral("connection  2 0"), before), before + Batch);
}

REALTIME_TEST(TestWatchOrder, QCoreApplication)
#include "tst_watchorder.moc"
