// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/quotedterms.h"
#include "support/testprogram.h"

#include <QTest>

/** Terms of explanations as labels show them. */
class TestQuotedTerms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesPairs_data();
    void quotesPairs();
};

void TestQuotedTerms::quotesPairs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << QStringLiteral("Check it.") << QStringLiteral("Check it.");
    QTest::newRow("two") << QStringLiteral("give `aud` or `iss`")
                         << QStringLiteral("give “aud” or “iss”");
    QTest::newRow("a single one may be part of a name")
        << QStringLiteral("`a` and b`c") << QStringLiteral("“a” and b`c");
}

void TestQuotedTerms::quotesPairs()
{
    QFETCH(const QString, text);
    QTEST(quotedTerms(text), "shown");
}

REALTIME_TEST(TestQuotedTerms, QCoreApplication)
#include "tst_quotedterms.moc"
