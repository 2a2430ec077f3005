// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/watchedpositions.h"
#include "support/testprogram.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace {

using Positions = WatchedPositions::Positions;

const QString Work = QStringLiteral("{work/1}");
const QString Alice = QStringLiteral("alice/\u00e4");
const QString Room = QStringLiteral("chat:room/1");

KeptPosition at(std::uint64_t offset, const std::string &epoch)
{
    return {offset, epoch, {}};
}

} // namespace

class TestWatchedPositions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsThemPerProfileAndUser();
    void leavesOutWhatNothingTellsApart();
    void addsToWhatIsKept();
    void hasABound();
    void forgetsProfilesThatAreGone();

private:
    QString path() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }

    QTemporaryDir m_folder;
};

void TestWatchedPositions::keepsThemPerProfileAndUser()
{
    const Positions positions{{Room, at(18446744073709551615ULL, "e\"1")}};
    {
        QSettings settings(path(), QSettings::IniFormat);
        WatchedPositions(settings).save(Work, Alice, positions);
    }
    QSettings settings(path(), QSettings::IniFormat);
    const WatchedPositions watched(settings);
    QCOMPARE(watched.load(Work, Alice), positions);
    QCOMPARE(watched.load(Work, QStringLiteral("bob")), Positions());
    QCOMPARE(watched.load(QStringLiteral("home"), Alice), Positions());
}

void TestWatchedPositions::leavesOutWhatNothingTellsApart()
{
    QSettings settings(path(), QSettings::IniFormat);
    WatchedPositions watched(settings);
    KeptPosition half = at(9, "e1");
    half.unfetched.push_back({3, 7, "e1", false}); // was not watched yet
    watched.save(Work, Alice, {{Room, half}, {QStringLiteral("plain"), at(4, {})}});
    QCOMPARE(watched.load(Work, Alice), Positions({{Room, at(3, "e1")}}));
    KeptPosition begun = at(9, "e1");
    begun.unfetched.push_back({0, 9, "e1", false, true}); // a backlog of which nothing came
    watched.save(Work, Alice, {{Room, begun}});
    QCOMPARE(watched.load(Work, Alice), Positions({{Room, at(9, "e1")}}));
}

void TestWatchedPositions::addsToWhatIsKept()
{
    const QString news = QStringLiteral("news");
    QSettings settings(path(), QSettings::IniFormat);
    WatchedPositions watched(settings);
    watched.save(Work, Alice, {{Room, at(1, "e1")}, {news, at(5, "e5")}});
    watched.save(Work, Alice, {{Room, at(2, "e1")}});
    QCOMPARE(watched.load(Work, Alice), Positions({{Room, at(2, "e1")}, {news, at(5, "e5")}}));
}

void TestWatchedPositions::hasABound()
{
    QSettings settings(path(), QSettings::IniFormat);
    WatchedPositions watched(settings);
    Positions many;
    for (int i = 0; i < WatchedPositions::MaxChannels + 10; ++i) {
        many.insert(QString::number(i), at(1, "e"));
    }
    watched.save(Work, Alice, many);
    QCOMPARE(watched.load(Work, Alice).size(), WatchedPositions::MaxChannels);
}

void TestWatchedPositions::forgetsProfilesThatAreGone()
{
    QSettings settings(path(), QSettings::IniFormat);
    WatchedPositions watched(settings);
    watched.save(Work, Alice, {{Room, at(1, "e1")}});
    watched.save(QStringLiteral("home"), Alice, {{Room, at(2, "e2")}});
    watched.keepOnly({Work});
    QCOMPARE(watched.load(Work, Alice).size(), 1);
    QCOMPARE(watched.load(QStringLiteral("home"), Alice), Positions());
}

REALTIME_TEST(TestWatchedPositions, QCoreApplication)
#include "tst_watchedpositions.moc"
