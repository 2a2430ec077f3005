// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "watchfixture.h"

#include "support/testprogram.h"

#include <QJsonArray>

namespace {

const auto KeptRoom = QStringLiteral("kept:a");

} // namespace

/** What the options of a channel ask of the server. */
class TestWatchOptions : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void asksForThem_data();
    void asksForThem();
    void asksAnewFromWhereItIs();

private:
    /** The subscribes that came, without the name of the channel. */
    QList<QJsonObject> subscribes() const;
};

QList<QJsonObject> TestWatchOptions::subscribes() const
{
    QList<QJsonObject> found;
    for (const QByteArray &command : m_server->commandsSeen()) {
        QJsonObject subscribe =
            QJsonDocument::fromJson(command).object().value(u"subscribe").toObject();
        if (!subscribe.isEmpty()) {
            subscribe.remove(u"channel");
            found.append(subscribe);
        }
    }
    return found;
}

void TestWatchOptions::asksForThem_data()
{
    QTest::addColumn<ChannelOptions>("options");
    QTest::addColumn<QJsonObject>("asked");
    const QString recoverable = QStringLiteral("recoverable");
    const QString joinLeave = QStringLiteral("join_leave");
    QTest::newRow("nothing of their own")
        << ChannelOptions() << QJsonObject{{recoverable, true}, {joinLeave, true}};
    QTest::newRow("all turned over")
        << ChannelOptions{{}, true, true, false, false}
        << QJsonObject{{QStringLiteral("delta"), QStringLiteral("fossil")},
                       {QStringLiteral("positioned"), true}};
    QTest::newRow("a tags filter")
        << ChannelOptions{QStringLiteral("a=1"), false, false, true, true}
        << QJsonObject{{recoverable, true},
                       {joinLeave, true},
                       {QStringLiteral("tf"),
                        QJsonObject{{QStringLiteral("key"), QStringLiteral("a")},
                                    {QStringLiteral("cmp"), QStringLiteral("eq")},
                                    {QStringLiteral("val"), QStringLiteral("1")}}}};
}

void TestWatchOptions::asksForThem()
{
    QFETCH(const ChannelOptions, options);
    QFETCH(const QJsonObject, asked);
    WatchRequest wanted = request({KeptRoom});
    wanted.channelOptions.insert(KeptRoom, options);
    m_session->start(wanted);
    QVERIFY(becomesLive());
    QCOMPARE(subscribes(), QList<QJsonObject>{asked});
}

void TestWatchOptions::asksAnewFromWhereItIs()
{
    m_session->start(request({KeptRoom}));
    QVERIFY(becomesLive());
    m_server->push(R"({"push":{"channel":"kept:a","pub":{"data":1,"offset":1}}})");
    QTRY_COMPARE_WITH_TIMEOUT(rows().filter(QStringLiteral("publication")).size(), 1, Patience);
    ChannelOptions options;
    options.joinLeave = false;
    m_session->setChannelOptions(KeptRoom, options);
    m_session->setChannelOptions(KeptRoom, options); // no change, so nothing is sent
    QTRY_COMPARE_WITH_TIMEOUT(subscribes().size(), 2, Patience);
    QCOMPARE(subscribes().constLast(),
             QJsonObject({{QStringLiteral("recoverable"), true},
                          {QStringLiteral("recover"), true},
                          {QStringLiteral("offset"), 1},
                          {QStringLiteral("epoch"), QStringLiteral("e1")}}));
    QVERIFY(becomesLive());
}

REALTIME_TEST(TestWatchOptions, QCoreApplication)
#include "tst_watchoptions.moc"
