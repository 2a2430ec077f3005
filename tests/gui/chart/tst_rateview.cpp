// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/rateview.h"
#include "gui/log/logfixture.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::microseconds FirstTime = 1'700'000'000s;

struct RateFixture : LogFixture
{
    Theme theme{settings};
    RateView view;

    RateFixture()
    {
        view.resize(900, 160);
        view.attach(log, theme);
        view.show();
    }
    void append(std::chrono::seconds at, const std::string &channel, int count)
    {
        std::vector<Arrival> batch(static_cast<std::size_t>(count));
        for (Arrival &arrival : batch) {
            arrival.wall = FirstTime + at;
            arrival.channel = channel;
            arrival.payload = "0123456789";
        }
        LogFixture::append(batch);
    }
};

} // namespace

/** The chart of rates: what it says, and where it leads. */
class TestRateView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItShows();
    void leadsToTheTime();
    void aClickLeadsToTheTime();
    void countsOnlyWhatWasPushed();
    void readsOnlyWhileItIsSeen();
    void rePaintsSeldom();
    void startsOverWhenTheLogIsCleared();
    void paintsBarsInTheColorsOfTheChannels();
};

void TestRateView::saysWhatItShows()
{
    RateFixture fixture;
    QCOMPARE(fixture.view.text(), QStringLiteral("No messages yet."));
    fixture.append(0s, "news", 30);
    fixture.append(1s, "news", 8);
    fixture.append(1s, "chat\u202e", 2);
    QTRY_VERIFY2(fixture.view.text().contains(
                     QStringLiteral("10/s · 100 B/s messages. Peak: 30/s · 300 B/s. By channel: "
                                    "news 8/s · 80 B/s, chat\\u202e 2/s · 20 B/s.")),
                 qPrintable(fixture.view.text()));
    QVERIFY(!fixture.view.accessibleName().isEmpty());
    QTest::keyClick(&fixture.view, Qt::Key_Home);
    QVERIFY2(fixture.view.accessibleDescription().contains(QStringLiteral("30/s")),
             qPrintable(fixture.view.accessibleDescription()));
}

void TestRateView::leadsToTheTime()
{
    RateFixture fixture;
    fixture.append(0s, "news", 3);
    fixture.append(5s, "news", 3);
    fixture.append(9s, "news", 3);
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("3/s")));
    QSignalSpy requested(&fixture.view, &RateView::entryRequested);
    const auto go = [&](std::initializer_list<Qt::Key> keys) {
        for (const Qt::Key key : keys) {
            QTest::keyClick(&fixture.view, key);
        }
        QTest::keyClick(&fixture.view, Qt::Key_Return);
        return requested.isEmpty() ? quint64(0) : requested.takeLast().at(0).value<quint64>();
    };
    QCOMPARE(go({Qt::Key_Home}), quint64(1));
    QCOMPARE(go({Qt::Key_Right, Qt::Key_Right}), quint64(1)); // nothing came: what was before
    QCOMPARE(go({Qt::Key_End}), quint64(7));
    QCOMPARE(go({Qt::Key_Left, Qt::Key_Left, Qt::Key_Left, Qt::Key_Left}), quint64(4));
}

void TestRateView::aClickLeadsToTheTime()
{
    RateFixture fixture;
    fixture.append(0s, "news", 3);
    fixture.append(9s, "news", 3);
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("3/s")));
    QSignalSpy requested(&fixture.view, &RateView::entryRequested);
    QTest::mouseClick(&fixture.view, Qt::LeftButton, {}, QPoint(2, 80)); // beside the bars
    QCOMPARE(requested.size(), 0);
    for (int x = 0; x < 900 && requested.isEmpty(); ++x) {
        QTest::mouseClick(&fixture.view, Qt::LeftButton, {}, QPoint(x, 80));
    }
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.at(0).at(0).value<quint64>(), quint64(1));
}

void TestRateView::countsOnlyWhatWasPushed()
{
    RateFixture fixture;
    std::vector<Arrival> batch(3);
    batch[0].kind = EntryKind::Join;
    batch[1].flags = Fetched;
    for (Arrival &arrival : batch) {
        arrival.wall = FirstTime;
        arrival.channel = "a";
    }
    fixture.journal.append(batch);
    fixture.log.entriesAppended(3, 0);
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("1/s")));
}

void TestRateView::readsOnlyWhileItIsSeen()
{
    RateFixture fixture;
    fixture.view.hide();
    fixture.append(0s, "news", 100);
    QCOMPARE(fixture.view.text(), QStringLiteral("No messages yet."));
    fixture.view.show();
    QVERIFY(fixture.view.text().contains(QLatin1String("100/s")));
}

void TestRateView::rePaintsSeldom()
{
    RateFixture fixture;
    QVERIFY(QTest::qWaitForWindowExposed(&fixture.view));
    struct Counter : QObject
    {
        int paints = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            paints += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
    } counter;
    fixture.view.installEventFilter(&counter);
    QElapsedTimer timer;
    timer.start();
    int batches = 0;
    while (timer.elapsed() < 1000) {
        fixture.append(std::chrono::seconds(++batches / 10), "news", 50);
        QCoreApplication::processEvents();
    }
    QVERIFY(batches > 100);
    QVERIFY2(counter.paints >= 1 && counter.paints <= 6, QByteArray::number(counter.paints));
}

void TestRateView::startsOverWhenTheLogIsCleared()
{
    RateFixture fixture;
    fixture.append(0s, "news", 5);
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("5/s")));
    fixture.journal.clear();
    fixture.log.cleared();
    QCOMPARE(fixture.view.text(), QStringLiteral("No messages yet."));
    fixture.append(0s, "news", 2);
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("2/s")));
}

void TestRateView::paintsBarsInTheColorsOfTheChannels()
{
    RateFixture fixture;
    // Not in the order in which the chart shows them.
    fixture.log.channelColors().seriesOf(QStringLiteral("another"));
    const bool isDark = fixture.theme.isDark();
    const QColor chat = fixture.log.channelColors().colorOf(QStringLiteral("chat"), isDark);
    const QColor news = fixture.log.channelColors().colorOf(QStringLiteral("news"), isDark);
    fixture.append(0s, "news", 50);
    fixture.append(0s, "chat", 25);
    fixture.append(1s, "news", 1);
    QTRY_VERIFY(fixture.view.text().contains(QLatin1String("news 1/s")));
    const QImage image = fixture.view.grab().toImage();
    const auto has = [&](const QColor &color) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == color) {
                    return true;
                }
            }
        }
        return false;
    };
    QVERIFY(has(chat));
    QVERIFY(has(news));
    QVERIFY(!has(fixture.log.channelColors().colorOf(QStringLiteral("another"), isDark)));
}

REALTIME_TEST(TestRateView, QApplication)
#include "tst_rateview.moc"
