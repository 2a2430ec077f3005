// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/server/probematrix.h"
#include "support/testprogram.h"

#include <QTest>

using namespace std::chrono_literals;

class TestProbeMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void measures();
    void countsNothingOfACancelledRound();
    void saysTheClassicCause();
    void saysWhenTheApiIsElsewhere();
    void countsNothingForWhoDidNotListen();
    void saysWhyNothingWasMeasured();
    void ignoresOtherRoundsAndNodes();

private:
    QStringList texts() const;

    ProbeMatrix m_matrix;
};

void TestProbeMatrix::init()
{
    m_matrix = {};
    m_matrix.start({QStringLiteral("A"), QStringLiteral("B")});
    m_matrix.setListening(0, {});
    m_matrix.setListening(1, {});
}

QStringList TestProbeMatrix::texts() const
{
    return {m_matrix.text(0, 0), m_matrix.text(0, 1), m_matrix.text(1, 0), m_matrix.text(1, 1)};
}

void TestProbeMatrix::measures()
{
    QCOMPARE(texts(), QStringList(4, QStringLiteral("\u2026")));
    m_matrix.beginRound(1);
    m_matrix.setSeen(0, 0, 1, 11ms); // before the answer to the publish
    m_matrix.setPublished(0, 1, 10ms);
    m_matrix.setPublished(1, 1, 10ms);
    m_matrix.setSeen(0, 1, 1, 13ms);
    m_matrix.setSeen(0, 1, 1, 99ms); // again: only the first counts
    m_matrix.setSeen(1, 0, 1, 1510ms);
    m_matrix.setSeen(1, 1, 1, 35ms);
    m_matrix.endRound();
    QCOMPARE(texts(),
             (QStringList{QStringLiteral("1.0 ms"), QStringLiteral("3.0 ms"),
                          QStringLiteral("1.5 s"), QStringLiteral("25 ms")}));
    QCOMPARE(m_matrix.worst(), std::nullopt);
    m_matrix.beginRound(2);
    m_matrix.setPublished(0, 2, 20ms);
    m_matrix.setSeen(0, 0, 2, 25ms);
    m_matrix.endRound();
    QCOMPARE(m_matrix.cell(0, 0), (ProbeCell{2, 2, 5ms, 1ms, 6ms}));
    QCOMPARE(m_matrix.cell(0, 0).average(), std::chrono::nanoseconds(3ms));
    QCOMPARE(m_matrix.text(0, 1), QStringLiteral("3.0 ms, 1 of 2 lost"));
    QCOMPARE(m_matrix.worst(), std::optional(std::pair(0, 1)));
    QVERIFY(m_matrix.explanation(0, 1, true).contains(QLatin1String("1 of 2 lost")));
    QCOMPARE(m_matrix.explanation(0, 0, true),
             QStringLiteral("Latency from A to A: 5.0 ms last, 1.0 ms least, 3.0 ms on average of "
                            "2."));
}

void TestProbeMatrix::countsNothingOfACancelledRound()
{
    m_matrix.beginRound(1);
    m_matrix.setPublished(0, 1, 10ms);
    m_matrix.cancelRound();
    m_matrix.endRound();
    QCOMPARE(m_matrix.cell(0, 1), ProbeCell());
}

void TestProbeMatrix::saysTheClassicCause()
{
    m_matrix.beginRound(1);
    m_matrix.setPublished(0, 1, 10ms);
    m_matrix.setSeen(0, 0, 1, 11ms);
    m_matrix.endRound();
    QCOMPARE(m_matrix.text(0, 1), QStringLiteral("not seen"));
    QCOMPARE(m_matrix.worst(), std::optional(std::pair(0, 1)));
    const QString words = m_matrix.explanation(0, 1, true);
    for (const char *part : {"published at A", "never seen at B", "memory engine", "load balancer",
                             "\"type\": \"redis\""}) {
        QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
    }
}

void TestProbeMatrix::saysWhenTheApiIsElsewhere()
{
    m_matrix.beginRound(1);
    m_matrix.setPublished(0, 1, 10ms);
    m_matrix.endRound();
    QVERIFY(m_matrix.explanation(0, 0, true).contains(QLatin1String("nothing in common")));
    QVERIFY(m_matrix.explanation(0, 1, false).contains(QLatin1String("nothing in common")));
}

void TestProbeMatrix::countsNothingForWhoDidNotListen()
{
    m_matrix.beginRound(1);
    m_matrix.setPublished(0, 1, 10ms);
    m_matrix.setListening(1, QStringLiteral("it died")); // within the round
    m_matrix.setListening(1, {});
    m_matrix.endRound();
    QCOMPARE(m_matrix.cell(0, 0).expected, std::uint32_t(1));
    QCOMPARE(m_matrix.cell(0, 1).expected, std::uint32_t(0));
}

void TestProbeMatrix::saysWhyNothingWasMeasured()
{
    m_matrix.setListening(1, QStringLiteral("it died"));
    m_matrix.setNotPublished(1, QStringLiteral("nobody answers"));
    QCOMPARE(texts(),
             (QStringList{QStringLiteral("\u2026"), QStringLiteral("-"), QStringLiteral("-"),
                          QStringLiteral("-")}));
    QCOMPARE(m_matrix.explanation(0, 1, true),
             QStringLiteral("Nothing can be seen at B: it died."));
    QCOMPARE(m_matrix.explanation(1, 0, true),
             QStringLiteral("Nothing can be published at B: nobody answers."));
    m_matrix.beginRound(1);
    m_matrix.setPublished(1, 1, 5ms); // it is there again
    m_matrix.setListening(1, {});
    QCOMPARE(m_matrix.verdict(1, 0), ProbeVerdict::Waiting);
}

void TestProbeMatrix::ignoresOtherRoundsAndNodes()
{
    m_matrix.beginRound(2);
    m_matrix.setPublished(0, 1, 10ms); // answered too late
    m_matrix.setSeen(0, 1, 1, 11ms);
    m_matrix.setSeen(7, 0, 2, 11ms); // hostile
    m_matrix.setSeen(-1, 0, 2, 11ms);
    m_matrix.setPublished(9, 2, 11ms);
    m_matrix.setListening(-3, {});
    m_matrix.endRound();
    QCOMPARE(m_matrix.cell(0, 1), ProbeCell());
}

REALTIME_TEST(TestProbeMatrix, QCoreApplication)
#include "tst_probematrix.moc"
