// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/result.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAValue()
    {
        Result<int> result(3);
        QVERIFY(result.isOk());
        QCOMPARE(result.value(), 3);
        QCOMPARE(result.takeValue(), 3);
    }

    void holdsAnError()
    {
        const Error error{ErrorLayer::Http, 404, QStringLiteral("not here"), false};
        const Result<int> result(error);
        QVERIFY(!result);
        QVERIFY(result.error() == error);
    }
};

REALTIME_TEST(TestResult, QCoreApplication)
#include "tst_result.moc"
