// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/generation.h"
#include "support/testprogram.h"

#include <QTest>

#include <optional>

using namespace Centrifuge;

class TestGeneration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isCurrentUntilTheNextBegins()
    {
        GenerationCounter counter;
        const Generation first = counter.begin();
        QVERIFY(first.isCurrent());
        QVERIFY(counter.current().isCurrent());
        const Generation second = counter.begin();
        QVERIFY(!first.isCurrent());
        QVERIFY(second.isCurrent());
    }

    void isNotCurrentOnceItsCounterIsGone()
    {
        std::optional<GenerationCounter> counter(std::in_place);
        const Generation generation = counter->begin();
        counter.reset();
        QVERIFY(!generation.isCurrent());
    }

    void belongsToOneCounterOnly()
    {
        GenerationCounter counter;
        GenerationCounter other;
        const Generation generation = counter.begin();
        other.begin();
        other.begin();
        QVERIFY(generation.isCurrent());
    }
};

REALTIME_TEST(TestGeneration, QCoreApplication)
#include "tst_generation.moc"
