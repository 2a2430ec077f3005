// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/streamcursor.h"
#include "centrifuge/codec/codec.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;

class TestStreamCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheLatestOfANewStream_data();
    void takesTheLatestOfANewStream();
};

void TestStreamCursor::takesTheLatestOfANewStream_data()
{
    QTest::addColumn<quint64>("latest");
    QTest::newRow("before the offset that was asked for") << quint64(2);
    QTest::newRow("the same offset") << quint64(6);
    QTest::newRow("after it") << quint64(9);
}

/** In cache mode the server recovers across epochs, and names the offset of the request. */
void TestStreamCursor::takesTheLatestOfANewStream()
{
    QFETCH(const quint64, latest);
    StreamCursor cursor(StreamPosition{6, QStringLiteral("e1")});
    Publication publication;
    publication.offset = latest;
    SubscribeResult result;
    result.recoverable = true;
    result.wasRecovering = true;
    result.recovered = true;
    result.position = {6, QStringLiteral("e2")};
    result.publications = {publication};

    const SubscribedEvent event = cursor.begin(result);
    QCOMPARE(event.recoveredCount, 1U);
    QCOMPARE(event.duplicateCount, 0U);
    QVERIFY(event.epochChanged);
    QCOMPARE(event.position.offset, latest);
    QCOMPARE(event.position.epoch, QStringLiteral("e2"));
    cursor.advance(publication);
    cursor.end(event);
    QCOMPARE(cursor.position()->offset, latest);
    QVERIFY(cursor.isDuplicate(latest));
    QVERIFY(!cursor.isDuplicate(latest + 1));
}

REALTIME_TEST(TestStreamCursor, QCoreApplication)
#include "tst_streamcursor.moc"
