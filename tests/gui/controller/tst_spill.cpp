// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/spillnotice.h"
#include "gui/controller/windowcontroller.h"
#include "monitor/platform/iothread.h"
#include "support/testprogram.h"

#include <QDir>
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
    void aProblemThatIsOverIsForgotten();
    void nothingIsSaidWhenAllIsWell();
};

namespace {

/** A memory for a few rows. */
JournalLimits tinyLimits()
{
    JournalLimits limits;
    limits.bytes = 12000;
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

bool hasFailed(const WindowController &controller)
{
    return controller.journal().spillProblem() == SpillProblem::Failed;
}

bool isQuiet(const WindowController &controller)
{
    return controller.journal().spillProblem() == SpillProblem::None
        && controller.notices().current().topic != Notice::Topic::Journal;
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
    const Explanation explanation =
        spillNotice(problem, EIO, QStringLiteral("/the/fold\ner")).explanation;
    QVERIFY(!explanation.title.isEmpty());
    QVERIFY2(explanation.cause.contains(part), qPrintable(explanation.cause));
    QVERIFY(explanation.cause.contains(QLatin1String("/the/fold\\u000aer")));
    QVERIFY(explanation.fix.contains(QLatin1String("Watching goes on")));
}

void TestSpill::aProblemIsSaidOnce()
{
    const QTemporaryDir folder;
    JournalSpill spill;
    spill.folder = folder.filePath(QStringLiteral("missing")).toStdString();
    IoThread io;
    WindowController controller(io, nullptr, tinyLimits(), spill);
    addRows(controller);
    QTRY_VERIFY((controller.reconnect(), hasFailed(controller)));
    QTRY_VERIFY(
        controller.notices().current().explanation.cause.contains(QLatin1String("No such file")));
    QCOMPARE(controller.notices().current().topic, Notice::Topic::Journal);
    controller.notices().dismiss();
    addRows(controller);
    QTRY_COMPARE(controller.journalModel()->counts().received,
                 quint64(controller.journal().counters().appended)); // it was looked at again
    QVERIFY(controller.notices().current().topic != Notice::Topic::Journal);
    controller.clear();
    QCOMPARE(controller.journal().spillProblem(), SpillProblem::None);
}

void TestSpill::aProblemThatIsOverIsForgotten()
{
    const QTemporaryDir folder;
    JournalSpill spill;
    spill.folder = folder.filePath(QStringLiteral("missing")).toStdString();
    spill.spareBytes = 0;
    std::chrono::steady_clock::time_point now;
    spill.now = [&now] { return now; };
    IoThread io;
    WindowController controller(io, nullptr, tinyLimits(), spill);
    addRows(controller);
    QTRY_VERIFY((controller.reconnect(), hasFailed(controller)));
    QTRY_COMPARE(controller.notices().current().topic, Notice::Topic::Journal);
    QVERIFY(QDir().mkpath(folder.filePath(QStringLiteral("missing"))));
    now += std::chrono::seconds(1);
    QTRY_VERIFY((controller.reconnect(), isQuiet(controller)));
    QVERIFY(controller.journal().diskBytes() > 0);
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
    QTRY_VERIFY((controller.reconnect(), controller.journal().diskBytes() > 0));
    QCOMPARE(controller.journal().counters().trimmed, 0u);
    QTRY_VERIFY((controller.reconnect(), isQuiet(controller)));
}

REALTIME_TEST(TestSpill, QCoreApplication)
#include "tst_spill.moc"
