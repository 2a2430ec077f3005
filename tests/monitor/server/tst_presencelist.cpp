// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/presencelist.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;
using Centrifuge::ClientInfo;
using std::chrono::microseconds;

namespace {

ClientInfo client(const char *id)
{
    return {QStringLiteral("user-") + QLatin1Char(*id), QLatin1String(id), {}, {}};
}

Centrifuge::PresenceResult answer(const QList<const char *> &ids)
{
    Centrifuge::PresenceResult result;
    for (const char *id : ids) {
        result.clients.insert(QLatin1String(id), client(id));
    }
    return result;
}

/** "a since 5 s", "b before 7 s", sorted. */
QStringList told(const PresenceList &list)
{
    QStringList lines;
    for (const PresentClient &present : list.clients()) {
        lines +=
            QStringLiteral("%1 %2 %3 s")
                .arg(present.info.client,
                     present.isSeenJoining ? QStringLiteral("since") : QStringLiteral("before"),
                     QString::number(present.since / 1s));
    }
    lines.sort();
    return lines;
}

} // namespace

class TestPresenceList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsSinceWhen();
    void eventsAfterTheQuestionAreNewerThanItsAnswer();
    void countsWhatNobodyAnnounced();
    void aLateJoinTellsTheTime();
    void isBounded();
    void readsRows_data();
    void readsRows();
};

void TestPresenceList::knowsSinceWhen()
{
    PresenceList list;
    QVERIFY(!list.isComplete());
    list.beginQuestion();
    list.takeAnswer(answer({"a", "b"}), 5s);
    QVERIFY(list.isComplete());
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("a before 5 s"), QStringLiteral("b before 5 s")}));
    list.join(client("c"), 6s);
    list.leave(client("a"), 7s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("b before 5 s"), QStringLiteral("c since 6 s")}));
    list.beginQuestion();
    list.takeAnswer(answer({"b", "c", "d"}), 9s);
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("b before 5 s"), QStringLiteral("c since 6 s"),
                          QStringLiteral("d before 9 s")}));
    QCOMPARE(list.joined(), quint64(2));
    QCOMPARE(list.left(), quint64(1));
    QCOMPARE(list.userCount(), qsizetype(3));
    list.join(client("bb"), 10s);
    QCOMPARE(list.userCount(), qsizetype(3)); // another client of the same user
}

void TestPresenceList::eventsAfterTheQuestionAreNewerThanItsAnswer()
{
    PresenceList list;
    list.beginQuestion();
    list.takeAnswer(answer({"a"}), 1s);
    list.beginQuestion();
    list.leave(client("a"), 2s);
    list.join(client("b"), 3s);
    list.takeAnswer(answer({"a"}), 4s); // as it was when the server read the question
    QCOMPARE(told(list), QStringList{QStringLiteral("b since 3 s")});
    QCOMPARE(list.joined(), quint64(1));
    QCOMPARE(list.left(), quint64(1));
    list.beginQuestion();
    list.takeAnswer(answer({"b"}), 6s);
    QCOMPARE(told(list), QStringList{QStringLiteral("b since 3 s")});
    QCOMPARE(list.joined(), quint64(1));
    QCOMPARE(list.left(), quint64(1));
}

void TestPresenceList::countsWhatNobodyAnnounced()
{
    PresenceList list;
    list.takeAnswer(answer({"a"}), 1s);
    list.beginQuestion();
    list.takeAnswer(answer({"b"}), 2s);
    QCOMPARE(list.joined(), quint64(1));
    QCOMPARE(list.left(), quint64(1));
    QVERIFY(!list.hasUnannounced()); // its join may still be on its way
    list.beginQuestion();
    list.takeAnswer(answer({"b"}), 4s);
    QVERIFY(list.hasUnannounced());
    list.join(client("c"), 5s); // so there are joins
    QVERIFY(!list.hasUnannounced());
}

void TestPresenceList::aLateJoinTellsTheTime()
{
    PresenceList list;
    list.takeAnswer(answer({"a"}), 1s);
    list.beginQuestion();
    list.takeAnswer(answer({"a", "b"}), 3s);
    list.join(client("b"), 2s);
    list.join(client("a"), 3s); // sent for our own subscription, perhaps; it was there before
    QCOMPARE(told(list),
             (QStringList{QStringLiteral("a before 1 s"), QStringLiteral("b since 2 s")}));
    QCOMPARE(list.joined(), quint64(1));
}

void TestPresenceList::isBounded()
{
    PresenceList list;
    list.takeAnswer({}, 1s);
    for (int i = 0; i < PresenceList::MaxClients + 10; ++i) {
        list.join({QString(), QString::number(i), {}, {}}, 2s);
    }
    QCOMPARE(list.clients().size(), PresenceList::MaxClients);
}

void TestPresenceList::readsRows_data()
{
    QTest::addColumn<QByteArray>("info");
    QTest::addColumn<QStringList>("client"); // id, user, conn_info, chan_info; empty for none
    QTest::newRow("all") << QByteArray(R"({"user":"alice","client":"c1","conn_info":{"a": 1},)"
                                       R"("chan_info":[2]})")
                         << QStringList{QStringLiteral("c1"), QStringLiteral("alice"),
                                        QStringLiteral("{\"a\": 1}"), QStringLiteral("[2]")};
    QTest::newRow("escapes") << QByteArray(R"({"user":"\u00e9\"","client":"c"})")
                             << QStringList{QStringLiteral("c"), QStringLiteral("\u00e9\""),
                                            QString(), QString()};
    QTest::newRow("no client") << QByteArray(R"({"user":"alice"})") << QStringList();
    QTest::newRow("nothing") << QByteArray() << QStringList();
    QTest::newRow("no JSON") << QByteArray("{\"client\":") << QStringList();
    QTest::newRow("another type") << QByteArray(R"({"client":7})") << QStringList();
}

void TestPresenceList::readsRows()
{
    QFETCH(const QByteArray, info);
    const auto read = clientOfRow({info.constData(), std::size_t(info.size())});
    const QStringList told = read
        ? QStringList{read->client, read->user, QString::fromUtf8(read->connectionInfo),
                      QString::fromUtf8(read->channelInfo)}
        : QStringList();
    QTEST(told, "client");
}

REALTIME_TEST(TestPresenceList, QCoreApplication)
#include "tst_presencelist.moc"
