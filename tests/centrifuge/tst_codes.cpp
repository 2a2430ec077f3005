// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codes.h"
#include "support/testprogram.h"

#include <QSet>
#include <QTest>

using namespace Centrifuge;

class TestCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhichDisconnectsAreTerminal_data()
    {
        QTest::addColumn<uint>("code");
        QTest::addColumn<bool>("terminal");
        QTest::newRow("normal close") << 1000U << false;
        QTest::newRow("last before terminal") << 3499U << false;
        QTest::newRow("first terminal") << 3500U << true;
        QTest::newRow("last terminal") << 3999U << true;
        QTest::newRow("first of the application") << 4000U << false;
        QTest::newRow("last harmless of the application") << 4499U << false;
        QTest::newRow("first terminal of the application") << 4500U << true;
        QTest::newRow("last terminal of the application") << 4999U << true;
        QTest::newRow("beyond") << 5000U << false;
    }
    void knowsWhichDisconnectsAreTerminal()
    {
        QFETCH(uint, code);
        QTEST(isTerminalDisconnect(code), "terminal");
    }

    void knowsWhichUnsubscribesAreTerminal()
    {
        QVERIFY(isTerminalUnsubscribe(2000));
        QVERIFY(isTerminalUnsubscribe(2499));
        QVERIFY(!isTerminalUnsubscribe(2500));
        QVERIFY(!isTerminalUnsubscribe(2999));
    }

    void knowsWhichErrorsMayBeRetried()
    {
        QVERIFY(isTemporaryError(1, false));
        QVERIFY(isTemporaryError(99, false));
        QVERIFY(isTemporaryError(100, true));
        QVERIFY(!isTemporaryError(100, false));
        QVERIFY(!isTemporaryError(103, false));
        QVERIFY(isTemporaryError(109, false));
    }

    void tellsTheKindsApart()
    {
        QCOMPARE(kindOfCode(ErrorCode::InternalServerError), CodeKind::Error);
        QCOMPARE(kindOfCode(1999), CodeKind::Error);
        QCOMPARE(kindOfCode(UnsubscribeCode::ServerUnsubscribe), CodeKind::Unsubscribe);
        QCOMPARE(kindOfCode(2999), CodeKind::Unsubscribe);
        QCOMPARE(kindOfCode(DisconnectCode::ConnectionClosed), CodeKind::Disconnect);
        QCOMPARE(kindOfCode(4999), CodeKind::Disconnect);
        for (const CodeEntry &entry : allCodes()) {
            QCOMPARE(kindOfCode(entry.code), entry.kind);
        }
    }

    void asksForTheServersWord()
    {
        QVERIFY(isServerError({ErrorLayer::Server, 103, {}}, ErrorCode::PermissionDenied));
        QVERIFY(!isServerError({ErrorLayer::Server, 102, {}}, ErrorCode::PermissionDenied));
        QVERIFY(!isServerError({ErrorLayer::Http, 103, {}}, ErrorCode::PermissionDenied));
    }

    void tellsTheTablesApart()
    {
        QCOMPARE(findCode(CodeKind::Error, 103)->name, u"permission denied");
        QCOMPARE(findCode(CodeKind::Disconnect, 3500)->name, u"invalid token");
        QCOMPARE(findCode(CodeKind::Unsubscribe, 2501)->name, u"subscription expired");
        QVERIFY(!findCode(CodeKind::Error, 3500));
        QVERIFY(!findCode(CodeKind::Disconnect, 3002));
        QVERIFY(!findCode(CodeKind::Disconnect, 4242));
    }

    void hasEveryCodeOnce()
    {
        QSet<uint> codes;
        for (const CodeEntry &entry : allCodes()) {
            QVERIFY2(!codes.contains(entry.code), qPrintable(QString::number(entry.code)));
            codes.insert(entry.code);
            QVERIFY(!entry.name.isEmpty());
        }
        for (uint code = 100; code <= 113; ++code) {
            QVERIFY(codes.contains(code));
        }
        for (uint code = 3500; code <= 3509; ++code) {
            QVERIFY(codes.contains(code));
        }
    }
};

REALTIME_TEST(TestCodes, QCoreApplication)
#include "tst_codes.moc"
