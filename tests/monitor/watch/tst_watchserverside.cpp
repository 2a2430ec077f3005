// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "support/testprogram.h"
#include "support/wiremessages.h"
#include "watchfixture.h"

#include <QSignalSpy>

#include <algorithm>

namespace {

const QString Own = QStringLiteral("own");
const QString News = QStringLiteral("news");
const QString RefusedRoom = QStringLiteral("refused"); // to a subscription of our own

QByteArray connectWith(const QByteArray &subscriptions)
{
    return R"("connect":{"client":"c1","subs":{)" + subscriptions + "}}";
}

} // namespace

/** What the server subscribes the connection to by itself, in the list of channels. */
class TestWatchServerSide : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void isListedUnasked();
    void countsWhatComesTwice();
    void comesAndGoesAsTheServerSays();
    void staysOverAnInterruption();
    void isNotOursToEnd();
    void belongsToItsConnection();
    void isLiveWhereItIsAskedFor();
    void isListedAsTheServersWhenItIsNotAskedForAnyMore();
    void isAskedForWhenTheServerEndsIt_data();
    void isAskedForWhenTheServerEndsIt();
    void revivesWhatWasRefused();
    void takesOverFromOurOwn_data();
    void takesOverFromOurOwn();
    void hasALimit();
    void canBeAskedForWhatIsMissing();

private:
    ChannelStatus channel(const QString &name) const;
    bool isListed(const QString &name) const { return !channel(name).channel.isEmpty(); }
    bool isPublished(const QByteArray &channel, int offset);
    bool isSubscribeSent(const QByteArray &channel) const;
};

ChannelStatus TestWatchServerSide::channel(const QString &name) const
{
    const QList<ChannelStatus> channels = m_session->channels();
    const auto found =
        std::find_if(channels.cbegin(), channels.cend(),
                     [&name](const ChannelStatus &status) { return status.channel == name; });
    return found == channels.cend() ? ChannelStatus() : *found;
}

bool TestWatchServerSide::isPublished(const QByteArray &channel, int offset)
{
    const quint64 before = m_journal->counters().publications;
    m_server->push(jsonPublicationAt(channel, offset));
    return QTest::qWaitFor(
        [this, before] { return m_journal->counters().publications == before + 1; }, Patience);
}

bool TestWatchServerSide::isSubscribeSent(const QByteArray &channel) const
{
    const QList<QByteArray> commands = m_server->commandsSeen();
    return std::any_of(commands.cbegin(), commands.cend(), [&channel](const QByteArray &command) {
        return command.contains(R"("subscribe":{"channel":")" + channel);
    });
}

void TestWatchServerSide::isListedUnasked()
{
    m_server->connectAnswer = connectWith(R"("own":{"recoverable":true,"epoch":"e1","offset":3})");
    QSignalSpy changed(m_session.get(), &WatchSession::channelChanged);
    m_session->start(request({News}));
    QVERIFY(becomesLive());
    QCOMPARE(m_session->channels().size(), 2);
    QVERIFY(channel(Own).isServerSide);
    QVERIFY(!channel(News).isServerSide);
    QCOMPARE(channel(Own).state, ChannelState::Subscribed);
    QCOMPARE(m_session->request().channels, QStringList{News}); // what is asked for
    QVERIFY(std::any_of(changed.cbegin(), changed.cend(), [](const QList<QVariant> &arguments) {
        const auto status = arguments.at(0).value<ChannelStatus>();
        return status.channel == Own && status.isServerSide;
    }));
    QVERIFY(isPublished("own", 4));
    QCOMPARE(channel(Own).received, quint64(1));
    for (const EntryKind kind : {EntryKind::Subscription, EntryKind::Publication}) {
        for (std::size_t i = 0; i < m_journal->size(); ++i) {
            if (row(i).kind == kind) {
                QCOMPARE((row(i).flags & ServerSide) != 0, row(i).channel == "own");
            }
        }
    }
}

void TestWatchServerSide::countsWhatComesTwice()
{
    m_server->connectAnswer = connectWith(R"("own":{"recoverable":true,"epoch":"e1","offset":3})");
    m_session->start(request({}));
    QVERIFY(becomesLive());
    QVERIFY(isPublished("own", 4));
    m_server->push(jsonPush("own", R"("pub":{"data":1,"offset":4})"));
    m_server->push(jsonPush("own", R"("pub":{"data":1,"offset":4})"));
    QTRY_COMPARE_WITH_TIMEOUT(channel(Own).duplicates, quint64(2), Patience);
    QCOMPARE(channel(Own).received, quint64(1));
}

void TestWatchServerSide::comesAndGoesAsTheServerSays()
{
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    m_session->start(request({News}));
    QVERIFY(becomesLive());
    m_server->push(jsonPush("own", R"("subscribe":{})"));
    QTRY_VERIFY_WITH_TIMEOUT(isListed(Own), Patience);
    m_server->push(jsonPush("own", R"("unsubscribe":{"code":2000,"reason":"words"})"));
    QTRY_VERIFY_WITH_TIMEOUT(!isListed(Own), Patience);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(removed.at(0).at(0).toString(), Own);
    QCOMPARE(rows().last(), QStringLiteral("subscription own 0 2000")); // the log keeps it
    m_server->push(jsonPush("own", R"("subscribe":{})"));
    QTRY_VERIFY_WITH_TIMEOUT(isListed(Own), Patience);
    QVERIFY(isListed(News));
}

void TestWatchServerSide::staysOverAnInterruption()
{
    m_server->connectAnswer = connectWith(R"("own":{})");
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    m_session->start(request({}));
    QVERIFY(becomesLive());
    QVERIFY(isPublished("own", 0));
    m_server->drop({Centrifuge::ErrorLayer::Tcp, 1, QStringLiteral("words"), true});
    QTRY_COMPARE_WITH_TIMEOUT(channel(Own).state, ChannelState::Subscribing, Patience);
    m_session->retryNow();
    QVERIFY(becomesLive());
    QCOMPARE(channel(Own).state, ChannelState::Subscribed);
    QCOMPARE(channel(Own).received, quint64(1));
    QVERIFY(channel(Own).hasPossibleGap);
    QCOMPARE(removed.count(), 0);
}

void TestWatchServerSide::isNotOursToEnd()
{
    m_server->connectAnswer = connectWith(R"("own":{})");
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    m_session->start(request({News}));
    QVERIFY(becomesLive());
    m_session->removeChannel(Own);
    QVERIFY(isListed(Own));
    m_session->addChannel(Own); // is there
    QCOMPARE(m_session->channels().size(), 2);
    QCOMPARE(removed.count(), 0);

    m_session->close();
    QTRY_COMPARE_WITH_TIMEOUT(channel(Own).state, ChannelState::Unsubscribed, Patience);
    m_session->removeChannel(Own); // it is over
    QVERIFY(!isListed(Own));
    QCOMPARE(removed.count(), 1);
}

void TestWatchServerSide::belongsToItsConnection()
{
    m_server->connectAnswer = connectWith(R"("own":{})");
    QSignalSpy removed(m_session.get(), &WatchSession::channelRemoved);
    m_session->start(request({News}));
    QVERIFY(becomesLive());
    QVERIFY(isListed(Own));
    m_server->connectAnswer = connectWith({});
    m_session->start(m_session->request());
    QCOMPARE(removed.count(), 1);
    QVERIFY(becomesLive());
    QVERIFY(!isListed(Own));
}

/** Which is the same as subscribed: the server would refuse one of our own with 105. */
void TestWatchServerSide::isLiveWhereItIsAskedFor()
{
    m_server->connectAnswer =
        connectWith(R"("refused":{"recoverable":true,"epoch":"e1","offset":3})");
    m_session->start(request({RefusedRoom}));
    QVERIFY(becomesLive());
    QCOMPARE(m_session->channels().size(), 1);
    QVERIFY(channel(RefusedRoom).isServerSide && channel(RefusedRoom).isRequested);
    QCOMPARE(channel(RefusedRoom).state, ChannelState::Subscribed);
    QCOMPARE(m_session->status().channels.subscribed(), 1);
    QVERIFY(isPublished("refused", 4));
    QVERIFY(isPublished("refused", 6));
    QCOMPARE(channel(RefusedRoom).received, quint64(2));
    QCOMPARE(channel(RefusedRoom).newestGap, std::optional(OffsetGap{4, 5, "e1", false}));
    QVERIFY(!isSubscribeSent("refused"));
}

void TestWatchServerSide::isListedAsTheServersWhenItIsNotAskedForAnyMore()
{
    m_server->connectAnswer =
        connectWith(R"("refused":{"recoverable":true,"epoch":"e1","offset":3})");
    m_session->start(request({RefusedRoom}));
    QVERIFY(becomesLive());
    m_session->removeChannel(RefusedRoom);
    QVERIFY(!isListed(RefusedRoom));
    QCOMPARE(m_session->request().channels, QStringList());
    QTRY_VERIFY_WITH_TIMEOUT(isListed(RefusedRoom), Patience);
    QVERIFY(channel(RefusedRoom).isServerSide && !channel(RefusedRoom).isRequested);
    QVERIFY(isPublished("refused", 4));
    QCOMPARE(channel(RefusedRoom).received, quint64(1));
    QVERIFY(!channel(RefusedRoom).hasGap);

    m_session->addChannel(RefusedRoom); // and again
    QTRY_VERIFY_WITH_TIMEOUT(channel(RefusedRoom).isRequested, Patience);
    QCOMPARE(m_session->request().channels, QStringList{RefusedRoom});
    QVERIFY(isPublished("refused", 5));
    QCOMPARE(channel(RefusedRoom).received, quint64(2));
    QVERIFY(!channel(RefusedRoom).hasGap);
    QVERIFY(!isSubscribeSent("refused"));
}

/** The user still asks for it: says so, and asks for a subscription of our own. */
void TestWatchServerSide::isAskedForWhenTheServerEndsIt()
{
    QFETCH(QString, name);
    QFETCH(SessionState, then);
    const QByteArray utf8 = name.toUtf8();
    m_server->connectAnswer = connectWith('"' + utf8 + "\":{}");
    m_session->start(request({name}));
    QVERIFY(becomesLive());
    const qsizetype before = rows().size();
    m_server->push(jsonPush(utf8, R"("unsubscribe":{"code":2000,"reason":"server unsubscribe"})"));
    QTRY_VERIFY_WITH_TIMEOUT(isSubscribeSent(utf8), Patience);
    const QString sentence = QStringLiteral("the server ended the subscription that it had made "
                                            "(server unsubscribe); asking for one of our own");
    QTRY_VERIFY_WITH_TIMEOUT(rows().size() > before + 1, Patience);
    QCOMPARE(rows().at(before), QStringLiteral("subscription %1 1 2000").arg(name));
    QCOMPARE(QByteArray(row(std::size_t(before)).payload.data(),
                        qsizetype(row(std::size_t(before)).payload.size())),
             sentence.toUtf8());
    QTRY_VERIFY_WITH_TIMEOUT(channel(name).state != ChannelState::Subscribing, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(state(), then, Patience);
    QVERIFY(!channel(name).isServerSide && channel(name).isRequested);
}

void TestWatchServerSide::isAskedForWhenTheServerEndsIt_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<SessionState>("then");
    QTest::newRow("and it may subscribe") << News << SessionState::Live;
    QTest::newRow("and it may not") << RefusedRoom << SessionState::Partial;
}

/** The server thinks better of it, by its API: then the channel is there. */
void TestWatchServerSide::revivesWhatWasRefused()
{
    m_session->start(request({RefusedRoom}));
    QTRY_COMPARE_WITH_TIMEOUT(state(), SessionState::Partial, Patience);
    m_server->push(
        jsonPush("refused", R"("subscribe":{"recoverable":true,"epoch":"e1","offset":3})"));
    QVERIFY(becomesLive());
    QVERIFY(channel(RefusedRoom).isServerSide);
    QVERIFY(isPublished("refused", 4));
    QCOMPARE(channel(RefusedRoom).received, quint64(1));
    QVERIFY(!channel(RefusedRoom).hasGap);
}

/** The API subscribes us to what we have already: nothing is interrupted, and what the server left
 * out between the two shows by its offsets. */
void TestWatchServerSide::takesOverFromOurOwn()
{
    QFETCH(int, top);
    QFETCH(bool, isGap);
    const QString kept = QStringLiteral("kept");
    m_session->start(request({kept}));
    QVERIFY(becomesLive());
    QVERIFY(isPublished("kept", 1));
    m_server->push(jsonPush("kept",
                            R"("subscribe":{"recoverable":true,"epoch":"e1","offset":)"
                                + QByteArray::number(top) + '}'));
    QTRY_VERIFY_WITH_TIMEOUT(channel(kept).isServerSide, Patience);
    QVERIFY(isPublished("kept", top + 1));
    QCOMPARE(channel(kept).hasGap, isGap);
    QCOMPARE(channel(kept).received, quint64(2));
    QCOMPARE(state(), SessionState::Live);
}

void TestWatchServerSide::takesOverFromOurOwn_data()
{
    QTest::addColumn<int>("top");
    QTest::addColumn<bool>("isGap");
    QTest::newRow("where we are") << 1 << false;
    QTest::newRow("after what it left out") << 3 << true;
}

void TestWatchServerSide::hasALimit()
{
    QByteArrayList many;
    for (int i = 0; i < 1100; ++i) {
        many.append("\"c" + QByteArray::number(i) + "\":{}");
    }
    m_server->connectAnswer = connectWith(many.join(','));
    m_session->start(request({News}));
    QVERIFY(becomesLive());
    QCOMPARE(m_session->channels().size(), 1001);
    QCOMPARE(rows().filter(QStringLiteral("subscription c")).size(), 1100);
}

void TestWatchServerSide::canBeAskedForWhatIsMissing()
{
    m_server->connectAnswer = connectWith(R"("own":{"recoverable":true,"epoch":"e1","offset":3})");
    m_session->start(request({}));
    QVERIFY(becomesLive());
    QVERIFY(isPublished("own", 4));
    QVERIFY(isPublished("own", 7));
    const OffsetGap gap{4, 6, "e1", false};
    QCOMPARE(channel(Own).newestGap, std::optional(gap));
    m_session->fetchGap(Own, gap);
    const auto isAsked = [this] {
        const QList<QByteArray> commands = m_server->commandsSeen();
        return std::any_of(commands.cbegin(), commands.cend(), [](const QByteArray &command) {
            return command.contains(R"("history":{"channel":"own")");
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAsked(), Patience);
    m_server->push(jsonPush("own", R"("unsubscribe":{"code":2000})")); // while the fetch waits
    QTRY_VERIFY_WITH_TIMEOUT(!isListed(Own), Patience);
}

REALTIME_TEST(TestWatchServerSide, QCoreApplication)
#include "tst_watchserverside.moc"
