// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/patternwatch.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

constexpr OwnChannel Subscribed{ChannelState::Subscribed, 0, 1};
constexpr OwnChannel Subscribing{ChannelState::Subscribing, 0, 0};
constexpr OwnChannel NotAllowed{ChannelState::Unsubscribed, 103, 0};
constexpr OwnChannel NoRoom{ChannelState::Unsubscribed, 106, 0};

const auto A = QStringLiteral("chat:a");
const auto B = QStringLiteral("chat:b");
const auto C = QStringLiteral("chat:c");

} // namespace

class TestPatternWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void addsWhatAppears();
    void dropsWhatOnlyWeAreIn_data();
    void dropsWhatOnlyWeAreIn();
    void leavesWhatTheUserWatchesAlone();
    void doesNotInsist();
    void keepsWithinTheServersLimit();
    void keepsWithinItsOwnLimit();
    void forgetsAtTheEnd();

private:
    PatternWatch m_watch;
};

void TestPatternWatch::init()
{
    m_watch = {};
    m_watch.start(QStringLiteral("chat:*"));
}

void TestPatternWatch::addsWhatAppears()
{
    QCOMPARE(m_watch.next({{{A, 2}}, {}}, {}), (PatternChanges{{A}, {}}));
    QCOMPARE(m_watch.next({{{A, 3}}, {{A, Subscribed}}}, {{A, Subscribed}}), PatternChanges());
    QCOMPARE(m_watch.next({{{A, 3}, {B, 1}}, {{A, Subscribed}}}, {{A, Subscribed}}),
             (PatternChanges{{B}, {}}));
    QCOMPARE(m_watch.watchedCount(), qsizetype(2));
}

void TestPatternWatch::dropsWhatOnlyWeAreIn_data()
{
    QTest::addColumn<OwnChannel>("before"); // as it was when the server was asked
    QTest::addColumn<int>("clients"); // in the answer
    QTest::addColumn<bool>("isDropped");
    QTest::newRow("somebody else") << Subscribed << 2 << false;
    QTest::newRow("only we") << Subscribed << 1 << true;
    QTest::newRow("nobody") << Subscribed << 0 << true;
    QTest::newRow("subscribing then: the one may be another") << Subscribing << 1 << false;
    QTest::newRow("subscribing then, and nobody") << Subscribing << 0 << false;
    QTest::newRow("refused, somebody there") << NotAllowed << 1 << false;
    QTest::newRow("refused, nobody there") << NotAllowed << 0 << true;
}

void TestPatternWatch::dropsWhatOnlyWeAreIn()
{
    QFETCH(const OwnChannel, before);
    QFETCH(const int, clients);
    QFETCH(const bool, isDropped);
    m_watch.next({{{A, 2}}, {}}, {});
    ChannelSample sample{{}, {{A, before}}};
    if (clients > 0) {
        sample.clients.insert(A, std::uint32_t(clients));
    }
    const PatternChanges expected{{}, isDropped ? QStringList{A} : QStringList()};
    QCOMPARE(m_watch.next(sample, {{A, before}}), expected);
    // And what is dropped comes again with the next who is there.
    const QStringList again = isDropped ? QStringList{A} : QStringList();
    const OwnChannels own = isDropped ? OwnChannels() : OwnChannels{{A, before}};
    QCOMPARE(m_watch.next({{{A, 1}}, own}, own).added, again);
}

void TestPatternWatch::leavesWhatTheUserWatchesAlone()
{
    const OwnChannels own{{A, Subscribed}};
    QCOMPARE(m_watch.next({{{A, 1}}, own}, own), PatternChanges());
    QCOMPARE(m_watch.next({{}, own}, own), PatternChanges());
}

void TestPatternWatch::doesNotInsist()
{
    m_watch.next({{{A, 2}}, {}}, {});
    QCOMPARE(m_watch.next({{{A, 2}}, {{A, Subscribed}}}, {}), PatternChanges()); // stopped by hand
    QCOMPARE(m_watch.next({{{A, 2}}, {}}, {}), PatternChanges());
    QCOMPARE(m_watch.watchedCount(), qsizetype(0));
}

/** 106: a connection may have only so many channels. */
void TestPatternWatch::keepsWithinTheServersLimit()
{
    const QMap<QString, std::uint32_t> all{{A, 2}, {B, 2}, {C, 2}};
    QCOMPARE(m_watch.next({all, {}}, {}), (PatternChanges{{A, B, C}, {}}));
    const OwnChannels own{{A, Subscribed}, {B, Subscribed}, {C, NoRoom}};
    QCOMPARE(m_watch.next({all, own}, own), (PatternChanges{{}, {C}}));
    QCOMPARE(m_watch.capacity(), std::optional<qsizetype>(2));
    QCOMPARE(m_watch.leftOutCount(), qsizetype(1));
    const OwnChannels two{{A, Subscribed}, {B, Subscribed}};
    QCOMPARE(m_watch.next({all, two}, two), PatternChanges());
    // One goes, which makes room.
    QCOMPARE(m_watch.next({{{A, 2}, {B, 1}, {C, 2}}, two}, two), (PatternChanges{{C}, {B}}));
    QCOMPARE(m_watch.leftOutCount(), qsizetype(0));
}

void TestPatternWatch::keepsWithinItsOwnLimit()
{
    ChannelSample sample;
    for (int i = 0; i < PatternWatch::MaxChannels + 5; ++i) {
        sample.clients.insert(QStringLiteral("chat:%1").arg(i), 1);
    }
    QCOMPARE(m_watch.next(sample, {}).added.size(), PatternWatch::MaxChannels);
    QCOMPARE(m_watch.leftOutCount(), qsizetype(5));
}

void TestPatternWatch::forgetsAtTheEnd()
{
    m_watch.next({{{A, 2}}, {}}, {});
    m_watch.stop();
    QVERIFY(!m_watch.isActive());
    m_watch.start(QStringLiteral("chat:*"));
    const OwnChannels own{{A, Subscribed}};
    QCOMPARE(m_watch.next({{{A, 1}}, own}, own), PatternChanges()); // it is the user's now
}

Q_DECLARE_METATYPE(OwnChannel)

REALTIME_TEST(TestPatternWatch, QCoreApplication)
#include "tst_patternwatch.moc"
