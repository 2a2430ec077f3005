// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "support/testprogram.h"
#include "watchfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace {

const QByteArray RecoveredAnswer =
    R"("subscribe":{"recoverable":true,"epoch":"e1","was_recovering":true,"recovered":true})";

} // namespace

/** What a session writes into its journal. */
class TestWatchRows : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatArrives();
    void mixesNoRowWithAnother();
    void keepsWhatCannotBeRead();
    void tellsGaps_data();
    void tellsGaps();
    void tellsAnInvalidatedSubscription();
    void countsWhatItAppends();

private:
    void checkGap(EntryKind kind, const QString &words);
};

void TestWatchRows::showsWhatArrives()
{
    m_session->start(request({QStringLiteral("kept")}));
    QVERIFY(becomesLive());
    const std::size_t before = m_journal->size();
    m_server->push(R"({"push":{"channel":"kept","pub":{"data":{"a" :1e400},"offset":1,)"
                   R"("tags":{"k":"\u0001\"v","z":"ü"}}}})"
                   "\n"
                   R"({"push":{"channel":"kept","join":{"info":{"user":"bob","client":"c2",)"
                   R"("conn_info":{"n" : 1}}}}})"
                   "\n"
                   R"({"push":{"channel":"kept","leave":{"info":{"user":"bob","client":"c2"}}}})");
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->size(), before + 3, Patience);
    const Entry publication = row(before);
    QCOMPARE(publication.kind, EntryKind::Publication);
    QCOMPARE(std::string(publication.payload), std::string(R"({"a" :1e400})"));
    QCOMPARE(publication.offset, std::uint64_t(1));
    QCOMPARE(std::string(publication.epoch), std::string("e1"));
    QCOMPARE(std::string(publication.tags), std::string("{\"k\":\"\\u0001\\\"v\",\"z\":\"ü\"}"));
    QVERIFY(publication.monotonic > 0ns);
    QVERIFY(publication.wall > 0us);
    QCOMPARE(row(before + 1).kind, EntryKind::Join);
    QCOMPARE(std::string(row(before + 1).info),
             std::string(R"({"user":"bob","client":"c2","conn_info":{"n" : 1}})"));
    QCOMPARE(row(before + 2).kind, EntryKind::Leave);
    QCOMPARE(m_session->channels().at(0).received, 1ull);
}

/** The memory of rows before is used again, and nothing of what stood there may show. */
void TestWatchRows::mixesNoRowWithAnother()
{
    m_session->start(request({QStringLiteral("kept"), QStringLiteral("news")}));
    QVERIFY(becomesLive());
    for (int round = 1; round <= 4; ++round) {
        const std::size_t before = m_journal->size();
        m_server->push(R"({"push":{"channel":"kept","pub":{"data":"a longer payload than that",)"
                       R"("tags":{"k":"v"},"info":{"user":"bob","client":"c2"},"offset":)"
                       + QByteArray::number(round) + "}}}");
        QTRY_COMPARE_WITH_TIMEOUT(m_journal->size(), before + 1, Patience);
        m_server->push(R"({"push":{"channel":"news","pub":{"data":7}}})");
        QTRY_COMPARE_WITH_TIMEOUT(m_journal->size(), before + 2, Patience);
        const Entry rich = row(before);
        QCOMPARE(std::string(rich.epoch), std::string("e1"));
        QCOMPARE(std::string(rich.tags), std::string(R"({"k":"v"})"));
        QVERIFY(!rich.info.empty());
        const Entry plain = row(before + 1);
        QCOMPARE(std::string(plain.channel), std::string("news"));
        QCOMPARE(std::string(plain.payload), std::string("7"));
        QVERIFY(plain.epoch.empty() && plain.tags.empty() && plain.info.empty());
        QCOMPARE(plain.offset, 0u);
    }
}

void TestWatchRows::keepsWhatCannotBeRead()
{
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"news","pub":{"data":}}})"
                   "\n"
                   R"({"push":{"channel":"news","pub":{"data":2}}})");
    QTRY_VERIFY_WITH_TIMEOUT(rows().last().startsWith(QStringLiteral("publication")), Patience);
    const Entry broken = row(m_journal->size() - 2);
    QCOMPARE(broken.kind, EntryKind::Undecodable);
    QVERIFY(std::string(broken.payload).find("\"data\":}") != std::string::npos);
    QVERIFY(std::string(broken.info).starts_with("{\"why\":\""));
    QCOMPARE(state(), SessionState::Live);
}

void TestWatchRows::tellsGaps_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArray>("recovery");
    QTest::addColumn<int>("closeCode");
    QTest::addColumn<EntryKind>("kind");
    QTest::addColumn<QString>("words"); // of its reason, empty for none
    const QByteArray unrecovered =
        R"("subscribe":{"recoverable":true,"was_recovering":true,"epoch":)";
    const QByteArray fresh = R"("subscribe":{"recoverable":true,"epoch":"e1","offset":)";
    QTest::newRow("recovered") << "kept" << RecoveredAnswer << 0 << EntryKind::NoGap
                               << "Nothing is missing";
    QTest::newRow("not recovered") << "kept" << unrecovered + R"("e1","offset":5})" << 0
                                   << EntryKind::Gap << "no longer holds all";
    QTest::newRow("not recovered, at 0")
        << "kept" << unrecovered + R"("e1"})" << 0 << EntryKind::PossibleGap << "position is 0";
    QTest::newRow("another epoch")
        << "kept" << unrecovered + R"("e2","offset":1})" << 0 << EntryKind::Gap << "began anew";
    QTest::newRow("another epoch, nothing published")
        << "kept" << unrecovered + R"("e2"})" << 0 << EntryKind::PossibleGap << "began anew";
    QTest::newRow("no history") << "news" << RecoveredAnswer << 0 << EntryKind::PossibleGap
                                << "keeps no history";
    QTest::newRow("refused before and after")
        << "refused" << RecoveredAnswer << 0 << EntryKind::NoGap << "";
    QTest::newRow("state invalidated") << "kept" << fresh + "2}" << 3014 << EntryKind::Gap
                                       << "declared our place in the stream invalid";
    QTest::newRow("state invalidated, at 0")
        << "kept" << fresh + "0}" << 3014 << EntryKind::PossibleGap << "position is 0";
}

void TestWatchRows::tellsGaps()
{
    QFETCH(QString, channel);
    QFETCH(QByteArray, recovery);
    QFETCH(int, closeCode);
    QFETCH(EntryKind, kind);
    QFETCH(QString, words);
    m_server->recoveryAnswer = recovery;
    const bool isRefused = channel == QStringLiteral("refused");
    m_session->start(request({channel}));
    QVERIFY(isRefused ? becomesPartial() : becomesLive());
    QVERIFY(!m_session->channels().at(0).hasGap);
    m_server->drop({closeCode == 0 ? Centrifuge::ErrorLayer::Tcp : Centrifuge::ErrorLayer::Server,
                    closeCode, QStringLiteral("words"), true});
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Connecting, Patience);
    m_session->retryNow();
    QVERIFY(isRefused ? becomesPartial() : becomesLive());
    QCOMPARE(m_session->channels().at(0).hasGap, kind == EntryKind::Gap);
    QCOMPARE(m_session->channels().at(0).hasPossibleGap, kind == EntryKind::PossibleGap);
    checkGap(kind, words);
    m_session->clearGaps();
    QVERIFY(!m_session->channels().at(0).hasGap);
    QVERIFY(!m_session->channels().at(0).hasPossibleGap);
}

void TestWatchRows::tellsAnInvalidatedSubscription()
{
    m_server->recoveryAnswer = R"("subscribe":{"recoverable":true,"epoch":"e1","offset":4})";
    m_session->start(request({QStringLiteral("kept")}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"kept","unsubscribe":{"code":2502,"reason":"words"}}})");
    QTRY_VERIFY_WITH_TIMEOUT(m_session->channels().at(0).hasGap, Patience);
    checkGap(EntryKind::Gap, QStringLiteral("declared our place in the stream invalid"));
}

/** One row that judges, of this kind and with these words, or none. */
void TestWatchRows::checkGap(EntryKind kind, const QString &words)
{
    QStringList reasons;
    for (std::size_t i = 0; i < m_journal->size(); ++i) {
        const EntryKind found = row(i).kind;
        if (found == EntryKind::Gap || found == EntryKind::PossibleGap
            || found == EntryKind::NoGap) {
            QCOMPARE(int(found), int(kind));
            reasons.append(QString::fromStdString(std::string(row(i).payload)));
        }
    }
    QCOMPARE(reasons.size(), words.isEmpty() ? 0 : 1);
    QVERIFY2(words.isEmpty() || reasons.at(0).contains(words), qPrintable(reasons.join(u'\n')));
}

void TestWatchRows::countsWhatItAppends()
{
    qsizetype sum = 0;
    int calls = 0;
    connect(m_feed.get(), &JournalFeed::entriesAppended, this,
            [&](qsizetype count, qsizetype trimmed) {
                sum += count;
                ++calls;
                QCOMPARE(trimmed, 0);
                QCOMPARE(std::size_t(sum), m_journal->size());
            });
    m_session->start(request({QStringLiteral("news")}));
    QVERIFY(becomesLive());
    QByteArray frame;
    for (int i = 0; i < 1000; ++i) {
        frame += R"({"push":{"channel":"news","pub":{"data":)" + QByteArray::number(i) + "}}}\n";
    }
    const int before = calls;
    m_server->push(frame);
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->counters().publications, std::uint64_t(1000), Patience);
    QCOMPARE(calls - before, 1);
    for (int i = 0; i < 1000; ++i) {
        const Entry entry = row(m_journal->size() - 1000 + std::size_t(i));
        QCOMPARE(std::string(entry.payload), std::to_string(i));
    }
}

REALTIME_TEST(TestWatchRows, QCoreApplication)
#include "tst_watchrows.moc"
