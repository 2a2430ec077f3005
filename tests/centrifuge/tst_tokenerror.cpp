// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/tokenerror.h"

#include "centrifuge/token.h"
#include "support/testprogram.h"

#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTokenError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhichErrorsAreFinal()
    {
        QVERIFY(isFinalTokenError(localError(LocalError::Unauthorized, {})));
        QVERIFY(isFinalTokenError(localError(LocalError::MissingSecret, {})));
        QVERIFY(isFinalTokenError(localError(LocalError::BadArgument, {})));
        QVERIFY(!isFinalTokenError(localError(LocalError::Closed, {})));
        QVERIFY(!isFinalTokenError({ErrorLayer::Tcp, int(LocalError::Unauthorized), {}, true}));
    }

    void findsNoFaultInATokenThatMayBeSent()
    {
        const Result<QString> minted = mintToken({}, "secret", 1000s);
        QVERIFY(!findTokenFault(minted, 1000s));
        QVERIFY(!findTokenFault(u"opaque"_s, 1000s));
    }

    void takesAnEmptyTokenForFinal()
    {
        QVERIFY(isFinalTokenError(*findTokenFault(QString(), 1000s)));
    }

    void asksAgainForAnExpiredToken()
    {
        const Result<QString> minted = mintToken({}, "secret", 1000s);
        const auto fault = findTokenFault(minted, 1000s + 3601s);
        QVERIFY(fault.has_value());
        QVERIFY(fault->temporary);
        QVERIFY(!isFinalTokenError(*fault));
    }

    void handsOnTheProvidersError()
    {
        const Error offline{ErrorLayer::Tcp, 1, u"offline"_s, true};
        QCOMPARE(findTokenFault(offline, 1000s), std::optional(offline));
    }
};

REALTIME_TEST(TestTokenError, QCoreApplication)
#include "tst_tokenerror.moc"
