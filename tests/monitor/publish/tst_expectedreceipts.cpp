// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/publish/expectedreceipts.h"
#include "monitor/publish/tagsmatch.h"

#include "monitor/journal/journal.h"
#include "monitor/platform/iothread.h"
#include "monitor/profile/tagsfilter.h"
#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"
#include "support/patience.h"
#include "support/serverconnection.h"
#include "support/servertest.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

using ReceiptOutcome = WatcherReceipt::State;

const auto Channel = QStringLiteral("filtered:#alice,dave,erin");

/** As a window has it: watchers, publishes, and the tracker between them. */
struct ProofFixture
{
    explicit ProofFixture(const TestServer &testServer)
        : server(testServer)
    {
        QObject::connect(&publisher, &Publisher::finished, &tracker, &RoundTripTracker::answered);
        QObject::connect(&group.feed(), &JournalFeed::entriesArrived, &tracker,
                         [this](std::span<const Entry> entries) {
                             for (const Entry &entry : entries) {
                                 tracker.followState(entry);
                                 tracker.pushArrived(entry);
                             }
                         });
        publisher.setConnection(serverConnection(server));
        tracker.setPushTimeout(1s);
    }

    void start(WatchSession &session, const char *user, const QString &channel = Channel)
    {
        WatchRequest wanted;
        wanted.connection = serverConnection(server);
        wanted.user = QString::fromLatin1(user);
        wanted.watcher = wanted.user;
        wanted.channels = QStringList{channel};
        if (wanted.user == QLatin1String("dave")) {
            wanted.defaultOptions.tagsFilter = QStringLiteral("side=sell");
        }
        session.start(wanted);
    }
    void publish(const QByteArray &data)
    {
        const QString tag = QLatin1String(RoundTripTagKey);
        const Centrifuge::PublishRequest request{
            Channel,
            data,
            {{QStringLiteral("side"), QStringLiteral("buy")}, {tag, RoundTripTracker::newTag()}},
            {}};
        id = publisher.publish(request);
        tracker.started(id, request, expectedReceipts(group, request));
    }
    bool isSettled()
    {
        return QTest::qWaitFor(
            [this] {
                const auto trip = tracker.roundTrip(id);
                return trip && trip->state != RoundTrip::State::Waiting
                    && !areWaiting(trip->watchers);
            },
            Patience);
    }
    QMap<QString, ReceiptOutcome> states()
    {
        QMap<QString, ReceiptOutcome> states;
        const RoundTrip trip = *tracker.roundTrip(id);
        for (const WatcherReceipt &receipt : trip.watchers) {
            states.insert(receipt.watcher, receipt.state);
        }
        return states;
    }

    const TestServer &server;
    IoThread io;
    Journal journal;
    WatchGroup group{io, journal};
    Publisher publisher{io};
    RoundTripTracker tracker{io.clock()};
    quint64 id = 0;
};

bool isSubscribed(const WatchSession &session)
{
    return QTest::qWaitFor(
        [&session] {
            const QList<ChannelStatus> channels = session.channels();
            return !channels.isEmpty() && channels.constFirst().state == ChannelState::Subscribed;
        },
        Patience);
}

bool isRefused(const WatchSession &session)
{
    return QTest::qWaitFor([&session] { return session.channels().constFirst().code == 103; },
                           Patience);
}

} // namespace

/** Who should receive a publish, on a real server: who does not, for which reason. */
class TestExpectedReceipts : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysWhoReceivesItAndWhyOthersDoNot();
    void matchesTagsAsTheServerDoes_data();
    void matchesTagsAsTheServerDoes();
};

void TestExpectedReceipts::initTestCase()
{
    m_server.addNamespace(QStringLiteral("filtered"),
                          {{QStringLiteral("allow_user_limited_channels"), true},
                           {QStringLiteral("allow_tags_filter"), true}});
    ServerTest::initTestCase();
}

void TestExpectedReceipts::saysWhoReceivesItAndWhyOthersDoNot()
{
    ProofFixture f(m_server);
    f.start(f.group.first(), "alice");
    WatchSession *bob = f.group.add();
    f.start(*bob, "bob"); // is not among those whom the channel lets in
    WatchSession *carol = f.group.add();
    f.start(*carol, "carol", QStringLiteral("plain:other"));
    WatchSession *dave = f.group.add();
    f.start(*dave, "dave");
    WatchSession *erin = f.group.add();
    f.start(*erin, "erin");
    for (const WatchSession *session : {&f.group.first(), carol, dave, erin}) {
        QVERIFY(isSubscribed(*session));
    }
    QVERIFY(isRefused(*bob));

    f.publish("1");
    QVERIFY(f.isSettled());
    const QString names[] = {QStringLiteral("alice"), QStringLiteral("bob"),
                             QStringLiteral("carol"), QStringLiteral("dave"),
                             QStringLiteral("erin")};
    QMap<QString, ReceiptOutcome> expected{{names[0], ReceiptOutcome::Seen},
                                           {names[1], ReceiptOutcome::Refused},
                                           {names[2], ReceiptOutcome::NotSubscribed},
                                           {names[3], ReceiptOutcome::Filtered},
                                           {names[4], ReceiptOutcome::Seen}};
    QCOMPARE(f.states(), expected);
    const RoundTrip trip = *f.tracker.roundTrip(f.id);
    QCOMPARE(trip.state, RoundTrip::State::Proven);
    QCOMPARE(trip.watchers.at(1).code, 103u);
    QCOMPARE(trip.watchers.at(1).reason, QStringLiteral("permission denied"));

    erin->close();
    QTRY_COMPARE_WITH_TIMEOUT(erin->status().state, SessionState::Offline, Patience);
    f.publish("2");
    QVERIFY(f.isSettled());
    expected.insert(names[4], ReceiptOutcome::Away);
    QCOMPARE(f.states(), expected);
}

void TestExpectedReceipts::matchesTagsAsTheServerDoes_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char *filter, bool passes) {
        QTest::newRow(filter) << QString::fromLatin1(filter) << passes;
    };
    row("side=buy", true);
    row("side=sell", false);
    row("side!=sell", true);
    row("side!=buy", false);
    row("gone!=buy", true);
    row("gone=buy", false);
    row("side", true);
    row("!side", false);
    row("!gone", true);
    row("price>10", true);
    row("price>=10.50", true);
    row("price>10.5", false);
    row("price<11", true);
    row("price<=10.5", true);
    row("side>1", false);
    row("gone<1", false);
    row("side=buy,price<10", false);
    row(R"({"key":"side","cmp":"in","vals":["buy","sell"]})", true);
    row(R"({"key":"side","cmp":"nin","vals":["buy","sell"]})", false);
    row(R"({"key":"gone","cmp":"nin","vals":["buy"]})", true);
    row(R"({"key":"side","cmp":"sw","val":"bu"})", true);
    row(R"({"key":"side","cmp":"ew","val":"bu"})", false);
    row(R"({"key":"side","cmp":"ct","val":"uy"})", true);
    row(R"({"op":"or","nodes":[{"key":"side","cmp":"eq","val":"x"},{"key":"price","cmp":"ex"}]})",
        true);
    row(R"({"op":"not","nodes":[{"key":"side","cmp":"eq","val":"buy"}]})", false);
}

void TestExpectedReceipts::matchesTagsAsTheServerDoes()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, passes);
    const auto read = readTagsFilter(filter);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const Centrifuge::Tags tags{{QStringLiteral("side"), QStringLiteral("buy")},
                                {QStringLiteral("price"), QStringLiteral("10.5")}};
    QCOMPARE(matchesTags(read.value(), tags), passes);
}

REALTIME_TEST(TestExpectedReceipts, QCoreApplication)
#include "tst_expectedreceipts.moc"
