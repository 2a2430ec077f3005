// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/watch/watchgroup.h"

#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/watch/watchsession.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

/** Watchers side by side on a real server. */
class TestWatchGroup : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithOneWatcher();
    void marksEachRowWithItsWatcher();
    void eachFollowsItsOwnState();
    void namesAreDifferent_data();
    void namesAreDifferent();
    void takesNoMoreThanTheLimit();
    void aRemovedWatcherLeavesItsRows();
    void keepsTheFirst();
    void closesAll();
    void oneMayStartAnewBesideOthers();
};

namespace {

struct GroupFixture
{
    explicit GroupFixture(const TestServer &testServer, const QStringList &others = {})
        : server(testServer)
    {
        start(group.first(), QStringLiteral("alice"));
        for (const QString &user : others) {
            start(*group.add(), user);
        }
    }

    void start(WatchSession &session, const QString &user) const
    {
        WatchRequest wanted;
        wanted.connection = serverConnection(server);
        wanted.channels = QStringList{QStringLiteral("history:news")};
        wanted.user = user;
        wanted.watcher = user;
        session.start(wanted);
    }
    bool areLive()
    {
        return QTest::qWaitFor(
            [this] {
                const QList<WatchSession *> all = group.sessions();
                return std::all_of(all.cbegin(), all.cend(), [](const WatchSession *session) {
                    return session->status().state == SessionState::Live;
                });
            },
            Patience);
    }
    bool publish() const { return server.publish(QStringLiteral("history:news"), "1"); }
    /** The watchers of the publications in the journal. */
    QStringList receivers() const
    {
        QStringList names;
        for (std::size_t i = 0; i < journal.size(); ++i) {
            const Entry entry = journal.at(i);
            if (entry.kind == EntryKind::Publication) {
                names.append(
                    QString::fromUtf8(entry.watcher.data(), qsizetype(entry.watcher.size())));
            }
        }
        return names;
    }

    const TestServer &server;
    IoThread io;
    Journal journal;
    WatchGroup group{io, journal};
};

} // namespace

void TestWatchGroup::beginsWithOneWatcher()
{
    GroupFixture f(m_server);
    QCOMPARE(f.group.count(), 1);
    QCOMPARE(f.group.sessions(), QList<WatchSession *>{&f.group.first()});
    QCOMPARE(f.group.find(QStringLiteral("alice")), &f.group.first());
    QCOMPARE(f.group.find(QStringLiteral("bob")), nullptr);
    QVERIFY(f.areLive());
}

void TestWatchGroup::marksEachRowWithItsWatcher()
{
    GroupFixture f(m_server, {QStringLiteral("bob")});
    QVERIFY(f.areLive());
    QVERIFY(f.publish());
    QTRY_COMPARE_WITH_TIMEOUT(f.receivers().size(), 2, Patience);
    QStringList receivers = f.receivers();
    receivers.sort();
    QCOMPARE(receivers, (QStringList{QStringLiteral("alice"), QStringLiteral("bob")}));
    for (std::size_t i = 0; i < f.journal.size(); ++i) {
        QVERIFY(!f.journal.at(i).watcher.empty());
    }
    std::chrono::nanoseconds before{0};
    for (std::size_t i = 0; i < f.journal.size(); ++i) { // as they arrived
        QVERIFY(f.journal.at(i).monotonic >= before);
        before = f.journal.at(i).monotonic;
    }
}

void TestWatchGroup::eachFollowsItsOwnState()
{
    GroupFixture f(m_server, {QStringLiteral("bob")});
    QVERIFY(f.areLive());
    WatchSession *const bob = f.group.find(QStringLiteral("bob"));
    QSignalSpy changed(&f.group, &WatchGroup::statusChanged);
    QSignalSpy closed(&f.group, &WatchGroup::closed);
    bob->close();
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, Patience);
    QCOMPARE(closed.first().first().value<WatchSession *>(), bob);
    QCOMPARE(bob->status().state, SessionState::Offline);
    QCOMPARE(f.group.first().status().state, SessionState::Live);
    QVERIFY(!changed.isEmpty());
    for (const QList<QVariant> &change : changed) {
        QCOMPARE(change.first().value<WatchSession *>(), bob);
    }
    QCOMPARE(f.group.first().channels().first().received, 0ull);
    QVERIFY(f.publish());
    QTRY_COMPARE_WITH_TIMEOUT(f.group.first().channels().first().received, 1ull, Patience);
    QCOMPARE(bob->channels().first().received, 0ull);
}

void TestWatchGroup::namesAreDifferent_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("isOwn");
    QTest::addColumn<QString>("given");
    QTest::newRow("free") << "carol" << false << "carol";
    QTest::newRow("taken") << "alice" << false << "alice (2)";
    QTest::newRow("own") << "alice" << true << "alice";
    QTest::newRow("another's") << "bob" << true << "bob (2)";
}

void TestWatchGroup::namesAreDifferent()
{
    QFETCH(QString, wanted);
    QFETCH(bool, isOwn);
    GroupFixture f(m_server, {QStringLiteral("bob")});
    QTEST(f.group.freeName(wanted, isOwn ? &f.group.first() : nullptr), "given");
}

void TestWatchGroup::takesNoMoreThanTheLimit()
{
    GroupFixture f(m_server);
    QSignalSpy added(&f.group, &WatchGroup::added);
    while (f.group.add() != nullptr) {
        QVERIFY(f.group.count() <= WatchGroup::MaxWatchers);
    }
    QCOMPARE(f.group.count(), WatchGroup::MaxWatchers);
    QCOMPARE(added.size(), WatchGroup::MaxWatchers - 1);
}

void TestWatchGroup::aRemovedWatcherLeavesItsRows()
{
    GroupFixture f(m_server, {QStringLiteral("bob"), QStringLiteral("carol")});
    QVERIFY(f.areLive());
    QVERIFY(f.publish());
    QTRY_COMPARE_WITH_TIMEOUT(f.receivers().size(), 3, Patience);
    QSignalSpy removed(&f.group, &WatchGroup::removed);
    WatchSession *const bob = f.group.find(QStringLiteral("bob"));
    QSignalSpy gone(bob, &QObject::destroyed);
    f.group.remove(bob);
    QCOMPARE(removed.size(), 1);
    QVERIFY(!f.group.contains(bob));
    QCOMPARE(f.group.count(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(gone.size(), 1, Patience);
    QVERIFY(f.publish());
    QTRY_COMPARE_WITH_TIMEOUT(f.receivers().size(), 5, Patience);
    QCOMPARE(f.receivers().count(QStringLiteral("bob")), 1);
}

void TestWatchGroup::keepsTheFirst()
{
    GroupFixture f(m_server);
    f.group.remove(&f.group.first());
    QCOMPARE(f.group.count(), 1);
}

void TestWatchGroup::closesAll()
{
    GroupFixture f(m_server, {QStringLiteral("bob")});
    QVERIFY(f.areLive());
    QSignalSpy closed(&f.group, &WatchGroup::closed);
    QSignalSpy allClosed(&f.group, &WatchGroup::allClosed);
    f.group.closeAll();
    QTRY_COMPARE_WITH_TIMEOUT(allClosed.size(), 1, Patience);
    QCOMPARE(closed.size(), 2);
    QCOMPARE(f.group.find(QStringLiteral("bob"))->status().state, SessionState::Offline);
}

/** What the old connection still writes is not the new one's, and the others lose nothing. */
void TestWatchGroup::oneMayStartAnewBesideOthers()
{
    GroupFixture f(m_server, {QStringLiteral("bob")});
    QVERIFY(f.areLive());
    WatchSession *const bob = f.group.find(QStringLiteral("bob"));
    for (int i = 0; i < 20; ++i) {
        f.start(*bob, QStringLiteral("bob"));
        QVERIFY(f.publish());
    }
    QVERIFY(f.areLive());
    QTRY_COMPARE_WITH_TIMEOUT(f.group.first().channels().first().received, 20ull, Patience);
    QCOMPARE(f.receivers().count(QStringLiteral("alice")), 20);
    QCOMPARE(quint64(f.receivers().count(QStringLiteral("bob"))), bob->channels().first().received);
}

REALTIME_TEST(TestWatchGroup, QCoreApplication)
#include "tst_watchgroup.moc"
