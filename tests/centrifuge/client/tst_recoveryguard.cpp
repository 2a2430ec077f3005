// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/recoveryguard.h"

#include "centrifuge/codes.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;

class TestRecoveryGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatBrokeOnWhatWasReceived()
    {
        QVERIFY(RecoveryGuard::isUnreadable({ErrorLayer::Protocol, 0, {}}));
        QVERIFY(
            RecoveryGuard::isUnreadable({ErrorLayer::WebSocket, CloseCode::InvalidPayload, {}}));
        // The server's word on what we sent
        QVERIFY(
            !RecoveryGuard::isUnreadable({ErrorLayer::WebSocket, CloseCode::MessageTooBig, {}}));
        QVERIFY(!RecoveryGuard::isUnreadable({ErrorLayer::Tcp, 0, {}}));
        QVERIFY(!RecoveryGuard::isUnreadable({ErrorLayer::Server, 3001, {}}));
    }
};

REALTIME_TEST(TestRecoveryGuard, QCoreApplication)
#include "tst_recoveryguard.moc"
