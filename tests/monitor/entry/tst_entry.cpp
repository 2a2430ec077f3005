// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "support/testprogram.h"

#include <QTest>

using Centrifuge::ErrorLayer;

/** What the packed fields of a row mean. */
class TestEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLayerOfACode_data();
    void keepsTheLayerOfACode();
    void tellsOldCodesApartByTheirNumber_data();
    void tellsOldCodesApartByTheirNumber();
    void aStateWithoutACodeIsPackedAsBefore();
    void aCountIsNoCode();
    void aCountEndsAtTheMost();
    void knowsTheSizeOfWhatWasNotKept();
};

namespace {

Arrival rowOfKind(EntryKind kind)
{
    Arrival row;
    row.kind = kind;
    return row;
}

} // namespace

void TestEntry::keepsTheLayerOfACode_data()
{
    QTest::addColumn<EntryKind>("kind");
    QTest::addColumn<ErrorLayer>("layer");
    QTest::addColumn<quint32>("code");
    for (int layer = 0; layer <= int(Centrifuge::LastErrorLayer); ++layer) {
        for (const quint32 code : {1U, 42U, 3500U}) {
            QTest::addRow("state, layer %d, %u", layer, code)
                << EntryKind::Connection << ErrorLayer(layer) << code;
            QTest::addRow("channel, layer %d, %u", layer, code)
                << EntryKind::Subscription << ErrorLayer(layer) << code;
            QTest::addRow("error, layer %d, %u", layer, code)
                << EntryKind::Error << ErrorLayer(layer) << code;
        }
    }
}

void TestEntry::keepsTheLayerOfACode()
{
    QFETCH(const EntryKind, kind);
    QFETCH(const ErrorLayer, layer);
    QFETCH(const quint32, code);
    Arrival row = rowOfKind(kind);
    if (kind == EntryKind::Connection) {
        row.setState(SessionState::Partial);
    } else if (kind == EntryKind::Subscription) {
        row.setState(ChannelState::Subscribed);
    }
    row.setCode(layer, code);
    QCOMPARE(row.errorLayer(), layer);
    QCOMPARE(row.code(), code);
    QCOMPARE(row.publicCode(), layer == ErrorLayer::Server || code >= 100 ? code : 0);
    if (kind == EntryKind::Connection) {
        QCOMPARE(row.sessionState(), SessionState::Partial);
    } else if (kind == EntryKind::Subscription) {
        QCOMPARE(row.channelState(), ChannelState::Subscribed);
    }
}

void TestEntry::tellsOldCodesApartByTheirNumber_data()
{
    QTest::addColumn<quint32>("code");
    QTest::addColumn<ErrorLayer>("layer");
    QTest::newRow("the client's own") << quint32(1) << ErrorLayer::Local;
    QTest::newRow("an error of the server") << quint32(103) << ErrorLayer::Server;
    QTest::newRow("a disconnect") << quint32(3500) << ErrorLayer::Server;
}

/** Recordings hold states without a layer, from before it was kept. */
void TestEntry::tellsOldCodesApartByTheirNumber()
{
    QFETCH(const quint32, code);
    Entry row;
    row.kind = EntryKind::Connection;
    row.packedState = std::uint8_t(SessionState::Refused);
    row.packedCode = code;
    QTEST(row.errorLayer(), "layer");
    QCOMPARE(row.sessionState(), SessionState::Refused);
}

void TestEntry::aStateWithoutACodeIsPackedAsBefore()
{
    Arrival row = rowOfKind(EntryKind::Connection);
    row.setState(SessionState::Live);
    row.setCode(ErrorLayer::Local, 0);
    QCOMPARE(row.packedState, std::uint8_t(SessionState::Live));
}

void TestEntry::aCountIsNoCode()
{
    for (const EntryKind kind : {EntryKind::Gap, EntryKind::Loss, EntryKind::Trim}) {
        Arrival row = rowOfKind(kind);
        row.setCount(3500);
        QCOMPARE(row.count(), 3500U);
        QCOMPARE(row.code(), 0U);
    }
    Arrival refused = rowOfKind(EntryKind::Connection);
    refused.setCode(ErrorLayer::Server, 3500);
    QCOMPARE(refused.count(), 0U);
}

void TestEntry::aCountEndsAtTheMost()
{
    Arrival row = rowOfKind(EntryKind::Gap);
    row.setCount(std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(row.count(), std::numeric_limits<std::uint32_t>::max());
}

void TestEntry::knowsTheSizeOfWhatWasNotKept()
{
    Entry publication;
    publication.payload = "12345";
    QCOMPARE(publication.payloadSize(), std::uint64_t(5));
    publication.dropPayload();
    QVERIFY(publication.payload.empty());
    QCOMPARE(publication.payloadSize(), std::uint64_t(5));
    QCOMPARE(publication.code(), 0U);
}

REALTIME_TEST(TestEntry, QCoreApplication)
#include "tst_entry.moc"
