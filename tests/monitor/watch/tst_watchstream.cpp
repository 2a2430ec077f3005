// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/watch/offsetgap.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"
#include "watchfixture.h"

namespace {

const QString KeptChannel = QStringLiteral("kept");

} // namespace

/** The place of each channel in its stream, and what is missing there. */
class TestWatchStream : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAnOffsetThatIsLeftOut();
    void countsWhatComesTwice();
    void aNewEpochIsNoLeftOutOffset();
    void tellsWhereTheRecoveryFailed();
    void keepsItsPlaceWhereARecoveryNamesNone();
    void tellsANewStreamApart();
    void knowsNoPlaceWithoutPositions();
    void provesNothingInAnUnknownEpoch();
    void acknowledgesAGap();
    void leavesTheEndOpenUntilThereIsOne();
    void takesOverTheTimeline();

private:
    void publish(const QString &channel, int offset, const QByteArray &epoch = {});
    void reconnect();
    ChannelStatus channel() const { return m_session->channels().at(0); }
    std::size_t gaps(EntryKind kind = EntryKind::Gap) const;
};

void TestWatchStream::publish(const QString &channel, int offset, const QByteArray &epoch)
{
    const quint64 before = m_journal->counters().publications;
    const QByteArray more = epoch.isEmpty() ? QByteArray() : ",\"epoch\":\"" + epoch + '"';
    m_server->push(jsonPublicationAt(channel.toUtf8(), offset, more));
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->counters().publications, before + 1, Patience);
}

void TestWatchStream::reconnect()
{
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 1, QStringLiteral("words"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    m_session->retryNow();
    QVERIFY(becomesLive());
}

std::size_t TestWatchStream::gaps(EntryKind kind) const
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        count += row(i).kind == kind ? 1 : 0;
    }
    return count;
}

void TestWatchStream::tellsAnOffsetThatIsLeftOut()
{
    m_session->start(request({KeptChannel}));
    QVERIFY(becomesLive());
    publish(KeptChannel, 1);
    publish(KeptChannel, 2);
    QCOMPARE(gaps(), std::size_t(0));
    publish(KeptChannel, 5);
    QCOMPARE(gaps(), std::size_t(1));
    const OffsetGap gap{2, 4, "e1", false};
    QCOMPARE(channel().newestGap, std::optional(gap));
    const Entry entry = row(m_journal->size() - 2); // before the one that came
    QCOMPARE(entry.kind, EntryKind::Gap);
    QCOMPARE(entry.count(), 2U);
    QCOMPARE(channel().missing, quint64(2));
    QCOMPARE(m_session->missingCount(), quint64(2));
    QVERIFY(QString::fromUtf8(entry.payload.data(), qsizetype(entry.payload.size()))
                .contains(QStringLiteral("3 to 4")));
}

void TestWatchStream::countsWhatComesTwice()
{
    m_session->start(request({KeptChannel}));
    QVERIFY(becomesLive());
    publish(KeptChannel, 1);
    m_server->push(jsonPublicationAt(KeptChannel.toUtf8(), 1));
    m_server->push(jsonPublicationAt(KeptChannel.toUtf8(), 1));
    QTRY_COMPARE_WITH_TIMEOUT(channel().duplicates, quint64(2), Patience);
    QCOMPARE(channel().received, quint64(1));
    QCOMPARE(gaps(), std::size_t(0));
}

void TestWatchStream::aNewEpochIsNoLeftOutOffset()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    publish(QStringLiteral("news"), 1, "e1");
    publish(QStringLiteral("news"), 7, "e2");
    QCOMPARE(gaps(), std::size_t(0));
}

void TestWatchStream::tellsWhereTheRecoveryFailed()
{
    m_server->recoveryAnswer =
        R"("subscribe":{"recoverable":true,"epoch":"e1","offset":9,"was_recovering":true})";
    m_session->start(request({KeptChannel}));
    QVERIFY(becomesLive());
    publish(KeptChannel, 1);
    reconnect();
    const OffsetGap gap{1, 9, "e1", false};
    QCOMPARE(channel().newestGap, std::optional(gap));
    publish(KeptChannel, 10);
    QCOMPARE(gaps(), std::size_t(1)); // it is the same gap
    m_session->clearGaps();
    QCOMPARE(channel().newestGap, std::optional<OffsetGap>());
}

/** A replica that lags may leave out the epoch; then what we know still holds. */
void TestWatchStream::keepsItsPlaceWhereARecoveryNamesNone()
{
    m_server->recoveryAnswer =
        R"("subscribe":{"recoverable":true,"was_recovering":true,"recovered":true})";
    m_session->start(request({KeptChannel}));
    QVERIFY(becomesLive());
    publish(KeptChannel, 1);
    reconnect();
    QCOMPARE(gaps(), std::size_t(0));
    publish(KeptChannel, 4);
    const OffsetGap gap{1, 3, "e1", false};
    QCOMPARE(channel().newestGap, std::optional(gap));
}

void TestWatchStream::tellsANewStreamApart()
{
    m_server->recoveryAnswer =
        R"("subscribe":{"recoverable":true,"epoch":"e2","offset":3,"was_recovering":true})";
    m_session->start(request({KeptChannel}));
    QVERIFY(becomesLive());
    publish(KeptChannel, 5);
    reconnect();
    const OffsetGap gap{0, 3, "e2", true};
    QCOMPARE(channel().newestGap, std::optional(gap));
    QCOMPARE(channel().epochChanges, 1U);
    QVERIFY(channel().hasGap);
}

void TestWatchStream::knowsNoPlaceWithoutPositions()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    reconnect();
    QVERIFY(!channel().hasGap);
    QVERIFY(channel().hasPossibleGap);
    QCOMPARE(channel().newestGap, std::optional<OffsetGap>());
}

/** Without positions offsets may come all the same; which stream they are of is not known. */
void TestWatchStream::provesNothingInAnUnknownEpoch()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    publish(QStringLiteral("news"), 3);
    publish(QStringLiteral("news"), 8);
    QCOMPARE(gaps(), std::size_t(0));
    QCOMPARE(gaps(EntryKind::PossibleGap), std::size_t(1));
    QVERIFY(!channel().hasGap);
    QCOMPARE(channel().missing, quint64(0));
    publish(QStringLiteral("news"), 9, "e1"); // now it is known
    publish(QStringLiteral("news"), 12);
    QCOMPARE(gaps(), std::size_t(1));
    QCOMPARE(channel().missing, quint64(2));
    reconnect(); // and now it is not
    publish(QStringLiteral("news"), 20);
    publish(QStringLiteral("news"), 30);
    QCOMPARE(gaps(), std::size_t(1));
    QCOMPARE(gaps(EntryKind::PossibleGap), std::size_t(3));
}

void TestWatchStream::acknowledgesAGap()
{
    m_session->start(request({KeptChannel}));
    QVERIFY(becomesLive());
    publish(KeptChannel, 1);
    publish(KeptChannel, 5);
    QVERIFY(channel().hasGap);
    m_session->acknowledgeGap(QStringLiteral("not watched"));
    QVERIFY(channel().hasGap);
    m_session->acknowledgeGap(KeptChannel);
    QVERIFY(!channel().hasGap);
    QCOMPARE(channel().missing, quint64(0));
    QVERIFY(channel().newestGap.has_value()); // it can be fetched still
    QCOMPARE(m_session->missingCount(), quint64(3));
    publish(KeptChannel, 7); // another one
    QVERIFY(channel().hasGap);
    QCOMPARE(channel().missing, quint64(1));
    QCOMPARE(m_session->missingCount(), quint64(4));
    m_session->clearGaps();
    QCOMPARE(m_session->missingCount(), quint64(0));
}

void TestWatchStream::leavesTheEndOpenUntilThereIsOne()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    publish(QStringLiteral("news"), 3, "e1");
    reconnect();
    const OffsetGap gap{3, 0, "e1", false};
    QCOMPARE(channel().newestGap, std::optional(gap));
    publish(QStringLiteral("news"), 8);
    QCOMPARE(gaps(), std::size_t(0));
    QCOMPARE(gaps(EntryKind::PossibleGap), std::size_t(1)); // told before
}

void TestWatchStream::takesOverTheTimeline()
{
    m_session->start(request({KeptChannel, QStringLiteral("refused")}));
    QVERIFY(becomesPartial());
    QTRY_COMPARE_WITH_TIMEOUT(m_session->timeline().attempts().size(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->timeline().attempts().constLast().refused, 1, Patience);
    m_session->removeChannel(QStringLiteral("refused"));
    QVERIFY(becomesLive());
    reconnect();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->timeline().attempts().size(), 2, Patience);
    m_session->start(m_session->request());
    QVERIFY(becomesLive());
    QTRY_COMPARE_WITH_TIMEOUT(m_session->timeline().attempts().size(), 3, Patience);
    QCOMPARE(m_session->timeline().attempts().constLast().number, 3);

    WatchRequest elsewhere = m_session->request();
    elsewhere.connection.webSocketUrl = QUrl(QStringLiteral("ws://other/connection/websocket"));
    m_session->start(elsewhere);
    QVERIFY(becomesLive());
    QTRY_COMPARE_WITH_TIMEOUT(m_session->timeline().attempts().size(), 1, Patience);
}

REALTIME_TEST(TestWatchStream, QCoreApplication)
#include "tst_watchstream.moc"
