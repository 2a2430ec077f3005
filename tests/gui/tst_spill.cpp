// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/spillwords.h"
#include "gui/windowcontroller.h"
#include "monitor/iothread.h"

#include <QTemporaryDir>
#include <QTest>

/** What the window says about keeping older rows on disk. */
class TestSpill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachProblemHasWords_data();
    void eachProblemHasWords();
    void aProblemIsSaidOnce();
    void nothingIsSaidWhenAllIsWell();
};

namespace {

/** A memory for a few rows. */
JournalLimits tinyLimits()
{
    JournalLimits limits;
    limits.bytes = 8000;
    limits.segmentEntries = 20;
    return limits;
}

/** Each start without any setting leaves rows in the log. */
void addRows(WindowController &controller)
{
    for (int i = 0; i < 60; ++i) {
        controller.reconnect();
    }
}

} // namespace

void TestSpill::eachProblemHasWords_data()
{
    QTest::addColumn<SpillProblem>("problem");
    QTest::addColumn<QString>("part");
    QTest::newRow("full") << SpillProblem::DiskFull << QStringLiteral("less than 1 GB");
    QTest::newRow("slow") << SpillProblem::TooSlow << QStringLiteral("More came");
    QTest::newRow("failed") << SpillProblem::Failed << QStringLiteral("Input/output error");
}

void TestSpill::eachProblemHasWords()
{
    QFETCH(SpillProblem, problem);
    QFETCH(QString, part);
    const Explanation words = spillWords(problem, EIO, QStringLiteral("/the/fold\ner"));
    QVERIFY(!words.title.isEmpty());
    QVERIFY2(words.cause.contains(part), qPrintable(words.cause));
    QVERIFY(words.cause.contains(QLatin1String("/the/fold\\u000aer")));
    QVERIFY(words.fix.contains(QLatin1String("lear the log")));
}

void TestSpill::aProblemIsSaidOnce()
{
    const QTemporaryDir folder;
    JournalSpill spill;
    spill.folder = folder.filePath(QStringLiteral("missing")).toStdString();
    IoThread io;
    WindowController controller(io, nullptr, tinyLimits(), spill);
    addRows(controller);
    QTRY_COMPARE(controller.journal().spillProblem(), SpillProblem::Failed);
    QTRY_COMPARE(controller.notice().topic, Notice::Topic::Journal);
    QVERIFY(controller.notice().words.cause.contains(QLatin1String("No such file")));
    controller.dismissNotice();
    addRows(controller);
    QVERIFY(controller.notice().topic != Notice::Topic::Journal);
    controller.clear();
    QCOMPARE(controller.journal().spillProblem(), SpillProblem::None);
}

void TestSpill::nothingIsSaidWhenAllIsWell()
{
    const QTemporaryDir folder;
    JournalSpill spill;
    spill.folder = folder.path().toStdString();
    spill.spareBytes = 0;
    IoThread io;
    WindowController controller(io, nullptr, tinyLimits(), spill);
    addRows(controller);
    QTRY_VERIFY(controller.journal().diskBytes() > 0);
    QCOMPARE(controller.journal().counters().trimmed, 0u);
    QVERIFY(controller.notice().topic != Notice::Topic::Journal);
}

QTEST_GUILESS_MAIN(TestSpill)
#include "tst_spill.moc"
