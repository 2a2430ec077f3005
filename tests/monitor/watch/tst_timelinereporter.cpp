// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/timelinereporter.h"

#include "monitor/watch/arrivalbatcher.h"
#include "monitor/watch/watcheroutput.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using Centrifuge::Error;
using Centrifuge::ErrorLayer;

/** The timeline of the attempts to connect, behind the rows that it belongs to. */
class TestTimelineReporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsWithTheNextBatch();
    void waitsUntilTheLastWasAccepted();
    void goesOnFromAnEarlierTimeline();
    void reportsTheEndInAnyCase();
};

namespace {

const Error Refused{ErrorLayer::Tcp, 111, QStringLiteral("Connection refused"), true};

struct ReporterFixture
{
    FakeClock clock;
    ArrivalBatcher batcher{clock, std::make_shared<ArrivalQueue>(),
                           std::make_shared<ChunkMemory>(ChunkMemory::Source::Heap)};
    WatcherOutput output{{&batcher, 1, {}}};
    TimelineReporter reporter{clock, output};
    QSignalSpy reports{&reporter, &TimelineReporter::timelineChanged};

    ReporterFixture()
    {
        output.start();
        clock.advance(1s);
        reporter.start({});
        clock.advance(1s);
        reports.clear();
        reporter.accept();
    }

    qsizetype attempts() const
    {
        return reports.last().first().value<ConnectionTimeline>().attempts().size();
    }
};

} // namespace

void TestTimelineReporter::reportsWithTheNextBatch()
{
    ReporterFixture f;
    f.reporter.fail(Refused);
    QCOMPARE(f.reports.size(), 0);
    f.clock.advance(1s);
    QCOMPARE(f.reports.size(), 1);
    QCOMPARE(f.attempts(), 1);
}

void TestTimelineReporter::waitsUntilTheLastWasAccepted()
{
    ReporterFixture f;
    for (int i = 0; i < 3; ++i) {
        f.reporter.fail(Refused);
        f.clock.advance(1s);
    }
    QCOMPARE(f.reports.size(), 1);
    f.reporter.accept();
    f.clock.advance(1s);
    QCOMPARE(f.reports.size(), 2);
    QCOMPARE(f.attempts(), 3);
}

void TestTimelineReporter::goesOnFromAnEarlierTimeline()
{
    ReporterFixture f;
    f.reporter.fail(Refused);
    f.clock.advance(1s);
    const auto earlier = f.reports.last().first().value<ConnectionTimeline>();
    f.reporter.accept();
    f.reporter.start(earlier);
    f.reporter.fail(Refused);
    f.clock.advance(1s);
    QCOMPARE(f.attempts(), 2);
}

void TestTimelineReporter::reportsTheEndInAnyCase()
{
    ReporterFixture f;
    f.reporter.fail(Refused);
    f.clock.advance(1s);
    f.reporter.finish({0, QStringLiteral("ended by you")});
    f.output.flush();
    QCOMPARE(f.reports.size(), 2);
}

REALTIME_TEST(TestTimelineReporter, QCoreApplication)
#include "tst_timelinereporter.moc"
