// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"
#include "monitor/entry/entry.h"
#include "support/servertest.h"

#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using Centrifuge::WireFormat;

/** Mint, connect, subscribe, publish, and see it come back, on the real engine. */
class TestWatching : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void publicationArrivesThroughTheSubscription_data() { addWireFormats(); }
    void publicationArrivesThroughTheSubscription()
    {
        QFETCH(WireFormat, wire);
        const QString channel = QStringLiteral("history:through-%1").arg(int(wire));
        Watcher watcher(wire);
        watcher.start(serverConnection(m_server), {channel});
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        QTRY_COMPARE(m_server.clientCount(channel), 1);

        QVERIFY(m_server.publish(channel, "{\"n\":1e400,\"n\":10000000000000000000000}"));
        QTRY_COMPARE(watcher.payloads(channel),
                     QByteArrayList{"{\"n\":1e400,\"n\":10000000000000000000000}"});
    }

    void anUnsubscribedChannelIsNeverEchoed_data() { addWireFormats(); }
    void anUnsubscribedChannelIsNeverEchoed()
    {
        QFETCH(WireFormat, wire);
        const QString channel = QStringLiteral("history:left-%1").arg(int(wire));
        const QString other = QStringLiteral("history:stays-%1").arg(int(wire));
        Watcher watcher(wire);
        watcher.start(serverConnection(m_server), {channel, other});
        QTRY_COMPARE(watcher.state(), SessionState::Live);
        watcher.session().removeChannel(channel);
        QTRY_COMPARE(m_server.clientCount(channel), 0);

        IoThread io;
        Publisher publisher(io);
        publisher.setConnection(serverConnection(m_server));
        QSignalSpy finished(&publisher, &Publisher::finished);
        QVERIFY(publisher.publish({channel, "{\"gone\":true}", {}, {}}) != 0);
        QVERIFY(publisher.publish({other, "{\"seen\":true}", {}, {}}) != 0);
        QTRY_COMPARE(finished.count(), 2);
        QTRY_COMPARE(watcher.payloads(other), QByteArrayList{"{\"seen\":true}"});
        QCOMPARE(watcher.payloads(channel), QByteArrayList());
    }

    void aRoundTripIsProven_data()
    {
        QTest::addColumn<WireFormat>("wire");
        QTest::addColumn<QString>("nameSpace");
        QTest::addColumn<RoundTrip::Match>("match");
        QTest::newRow("protobuf, by position")
            << WireFormat::Protobuf << QStringLiteral("history") << RoundTrip::Match::Position;
        QTest::newRow("json, by position")
            << WireFormat::Json << QStringLiteral("history") << RoundTrip::Match::Position;
        QTest::newRow("protobuf, by tag")
            << WireFormat::Protobuf << QStringLiteral("plain") << RoundTrip::Match::Tag;
        QTest::newRow("json, by tag")
            << WireFormat::Json << QStringLiteral("plain") << RoundTrip::Match::Tag;
    }
    void aRoundTripIsProven()
    {
        QFETCH(WireFormat, wire);
        QFETCH(QString, nameSpace);
        QFETCH(RoundTrip::Match, match);
        const QString channel = QStringLiteral("%1:trip-%2").arg(nameSpace).arg(int(wire));
        Watcher watcher(wire);
        watcher.start(serverConnection(m_server), {channel});
        QTRY_COMPARE(watcher.state(), SessionState::Live);

        IoThread io;
        Publisher publisher(io);
        publisher.setConnection(serverConnection(m_server));
        RoundTripTracker tracker(io.clock());
        connect(&publisher, &Publisher::finished, &tracker, &RoundTripTracker::answered);
        connect(&watcher.feed(), &JournalFeed::entriesAppended, &tracker,
                [&](qsizetype count) { showPushes(watcher.journal(), count, tracker); });

        Centrifuge::PublishRequest request{channel, "{\"trip\":true}", {}, {}};
        request.tags.insert(QLatin1String(RoundTripTagKey), RoundTripTracker::newTag());
        const quint64 id = publisher.publish(request);
        QVERIFY(id != 0);
        tracker.started(id, request);
        QTRY_COMPARE(tracker.roundTrip(id)->state, RoundTrip::State::Proven);
        QTRY_VERIFY(tracker.roundTrip(id)->apiTime.has_value());
        QCOMPARE(tracker.roundTrip(id)->matchedBy, match);
        QVERIFY(tracker.roundTrip(id)->pushTime.has_value());
        QVERIFY(tracker.roundTrip(id)->payloadIdentical);
    }

    void tenThousandPublicationsArriveInOrder_data() { addWireFormats(); }
    void tenThousandPublicationsArriveInOrder()
    {
        QFETCH(WireFormat, wire);
        constexpr int total = 10'000;
        const QString channel = QStringLiteral("history:flood-%1").arg(int(wire));
        Watcher watcher(wire);
        watcher.start(serverConnection(m_server), {channel});
        QTRY_COMPARE(watcher.state(), SessionState::Live);

        QByteArrayList expected;
        for (int begin = 0; begin < total; begin += 500) {
            QByteArray commands;
            for (int i = begin; i < begin + 500; ++i) {
                const QByteArray data = "{\"n\":" + QByteArray::number(i) + '}';
                expected.append(data);
                commands += (commands.isEmpty() ? "" : ",")
                    + QByteArray("{\"publish\":{\"channel\":\"") + channel.toUtf8()
                    + "\",\"data\":" + data + "}}";
            }
            QVERIFY(!m_server.call(QStringLiteral("batch"), "{\"commands\":[" + commands + "]}")
                         .contains("error"));
        }
        QTRY_COMPARE_WITH_TIMEOUT(watcher.payloads(channel).size(), total, 30'000);
        QCOMPARE(watcher.payloads(channel), expected);
        QCOMPARE(watcher.journal().counters().publications, quint64(total));
        QCOMPARE(watcher.count(EntryKind::Loss), 0);
    }

    void afterCloseTheServerKnowsUsNoMore_data() { addWireFormats(); }
    void afterCloseTheServerKnowsUsNoMore()
    {
        QFETCH(WireFormat, wire);
        const QString channel = QStringLiteral("history:close-%1").arg(int(wire));
        Watcher watcher(wire);
        watcher.start(serverConnection(m_server), {channel});
        QTRY_COMPARE(m_server.clientCount(channel), 1);

        QSignalSpy closed(&watcher.session(), &WatchSession::closed);
        watcher.session().close();
        QTRY_COMPARE(closed.count(), 1);
        QTRY_COMPARE(m_server.clientCount(channel), 0);
        QSignalSpy appended(&watcher.feed(), &JournalFeed::entriesAppended);
        QSignalSpy status(&watcher.session(), &WatchSession::statusChanged);
        QVERIFY(m_server.publish(channel, "{\"late\":true}"));
        QCOMPARE(m_server.clientCount(channel), 0);
        QCOMPARE(watcher.payloads(channel), QByteArrayList());
        QCOMPARE(appended.count(), 0);
        QCOMPARE(status.count(), 0);
    }

private:
    static void showPushes(const Journal &journal, qsizetype count, RoundTripTracker &tracker)
    {
        for (std::size_t i = journal.size() - std::size_t(count); i < journal.size(); ++i) {
            if (const Entry entry = journal.at(i); entry.kind == EntryKind::Publication) {
                tracker.pushArrived(entry);
            }
        }
    }
};

REALTIME_TEST(TestWatching, QCoreApplication)
#include "tst_watching.moc"
