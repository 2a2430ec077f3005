// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What watchers side by side cost the main thread of a window: 20 users who watch 50 channels each,
// beside one user who receives as many messages alone, in the same run.

#include "benchserver.h"
#include "benchwindow.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int Receptions = 20'000; ///< a second, by all together
constexpr int Channels = 50; ///< of each watcher
constexpr auto Length = 5s;

struct Cost
{
    double share = 0; ///< of a core
    double longestBlock = 0; ///< of work, in milliseconds
    quint64 rows = 0;
    quint64 lost = 0;
};

QStringList channelNames()
{
    QStringList names;
    for (int i = 0; i < Channels; ++i) {
        names.append(QStringLiteral("rooms:room-%1").arg(i));
    }
    return names;
}

SessionTarget targetAt(const QUrl &url)
{
    SessionTarget result;
    result.connection.source = ConnectionSettings::Source::Environment;
    result.connection.webSocketUrl = url;
    result.connection.tokenHmacSecret = Secret("any");
    result.wireFormat = Centrifuge::WireFormat::Json;
    result.user = QStringLiteral("user-0");
    result.channels = channelNames();
    return result;
}

void waitFor(const std::function<bool()> &isDone)
{
    QEventLoop loop;
    QTimer turns;
    QObject::connect(&turns, &QTimer::timeout, &loop, [&] {
        if (isDone()) {
            loop.quit();
        }
    });
    turns.start(10ms);
    loop.exec();
}

Cost measure(int watchers)
{
    BenchServer server;
    BenchWindow window;
    WindowController &controller = window.controller;
    controller.switchTo(targetAt(server.url()));
    for (int i = 1; i < watchers; ++i) {
        controller.watchers().add({WatcherIdentity::Kind::User, QStringLiteral("user-%1").arg(i)});
    }
    waitFor([&] { return controller.group().liveCount() == watchers; });
    const quint64 before = controller.journal().counters().publications;
    server.push(Receptions / watchers, channelNames());

    Cost cost;
    double turn = processorTime();
    QTimer turns;
    QEventLoop loop;
    turns.setTimerType(Qt::PreciseTimer);
    QObject::connect(&turns, &QTimer::timeout, &loop, [&] {
        const double now = processorTime();
        cost.longestBlock = std::max(cost.longestBlock, now - std::exchange(turn, now));
    });
    QTimer::singleShot(Length, &loop, &QEventLoop::quit);
    const double start = processorTime();
    QElapsedTimer clock;
    clock.start();
    turns.start(2ms);
    loop.exec();
    cost.share = (processorTime() - start) / double(clock.elapsed());
    cost.rows = controller.journal().counters().publications - before;
    cost.lost = controller.lostCount();
    server.push(0, {});
    return cost;
}

void print(const char *name, const Cost &cost, const Cost &one)
{
    std::printf("%-26s %7llu rows, %llu lost   %5.1f %% of a core (%.2f of one)   "
                "longest block %6.1f ms of work (%.2f of one)\n",
                name, static_cast<unsigned long long>(cost.rows),
                static_cast<unsigned long long>(cost.lost), cost.share * 100,
                cost.share / one.share, cost.longestBlock, cost.longestBlock / one.longestBlock);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    std::printf("%d receptions a second for %lld s, the list follows\n", Receptions,
                static_cast<long long>(Length.count()));
    const Cost one = measure(1);
    print("1 watcher, 50 channels", one, one);
    print("20 watchers, 50 channels", measure(20), one);
    return 0;
}
