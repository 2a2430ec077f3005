// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// How long a window with thousands of channels keeps the main thread: the longest time that nothing
// else got its turn while it starts, connects anew and lets go of all its channels. Beside a
// QListWidget that is given as many rows one by one, and their states.

#include "benchserver.h"
#include "benchwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListWidget>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr int Most = 10'000;

/** The longest time between two turns of the event loop, in ms. */
struct Block
{
    double passed = 0;
    double worked = 0; ///< by the main thread
};

/** Lets the event loop run until it `isDone`. */
Block longestBlock(const std::function<void()> &begin, const std::function<bool()> &isDone)
{
    Block longest;
    double before = processorTime();
    QElapsedTimer turn;
    QTimer turns;
    QEventLoop loop;
    turns.setTimerType(Qt::PreciseTimer);
    turns.setInterval(1ms);
    QObject::connect(&turns, &QTimer::timeout, &loop, [&] {
        longest.passed = std::max(longest.passed, double(turn.nsecsElapsed()) / 1e6);
        const double now = processorTime();
        longest.worked = std::max(longest.worked, now - std::exchange(before, now));
        turn.restart();
        if (isDone()) {
            loop.quit();
        }
    });
    turn.start();
    turns.start();
    QTimer::singleShot(0ms, &loop, begin);
    loop.exec();
    return longest;
}

SessionTarget destination(const QUrl &url, int channels)
{
    SessionTarget result;
    result.connection.source = ConnectionSettings::Source::Environment;
    result.connection.webSocketUrl = url;
    result.connection.token = Secret("any");
    result.wireFormat = Centrifuge::WireFormat::Json;
    for (int i = 0; i < channels; ++i) {
        result.channels.append(QStringLiteral("rooms:room-%1").arg(i));
    }
    return result;
}

struct Blocks
{
    Block start;
    Block reconnect;
    Block removal;
};

/** Channels below a row of the list, in groups or not. */
int countBelow(const QAbstractItemModel &model, const QModelIndex &parent)
{
    int count = 0;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        count += model.rowCount(index) > 0 ? countBelow(model, index) : 1;
    }
    return count;
}

/** Live, with so many subscribed channels in the list. */
bool hasChannels(const BenchWindow &window, int count)
{
    const auto *list = window.window.findChild<QTreeView *>(QStringLiteral("channelView"));
    return window.controller.status().state == SessionState::Live
        && countBelow(*list->model(), list->rootIndex()) == count;
}

Blocks measureWindow(int channels)
{
    BenchServer server;
    BenchWindow window;
    WindowController &controller = window.controller;
    Blocks blocks;
    blocks.start = longestBlock([&] { controller.switchTo(destination(server.url(), channels)); },
                                [&] { return hasChannels(window, channels); });
    bool hasLeft = false;
    blocks.reconnect = longestBlock([&] { server.drop(); },
                                    [&] {
                                        hasLeft |= controller.status().state != SessionState::Live;
                                        return hasLeft && hasChannels(window, channels);
                                    });
    blocks.removal = longestBlock([&] { controller.switchTo(destination(server.url(), 0)); },
                                  [&] { return hasChannels(window, 0); });
    return blocks;
}

/** As one would write it first: a row for each, and its text again for each state. */
Blocks measurePlain(int channels)
{
    QListWidget list;
    list.show();
    const auto done = [] { return true; };
    const auto setAll = [&](const QString &state) {
        for (int i = 0; i < list.count(); ++i) {
            list.item(i)->setText(QStringLiteral("rooms:room-%1 %2").arg(i).arg(state));
        }
    };
    Blocks blocks;
    blocks.start = longestBlock(
        [&] {
            for (int i = 0; i < channels; ++i) {
                list.addItem(QStringLiteral("rooms:room-%1").arg(i));
            }
            setAll(QStringLiteral("subscribed"));
        },
        done);
    blocks.reconnect = longestBlock(
        [&] {
            setAll(QStringLiteral("subscribing"));
            setAll(QStringLiteral("subscribed"));
        },
        done);
    blocks.removal = longestBlock([&] { list.clear(); }, done);
    return blocks;
}

void print(int channels, const char *what, const Block &block, const Block &plain)
{
    std::printf("%6d channels  %-10s longest block %7.1f ms, of work %7.1f ms   "
                "plain list %7.1f ms, of work %7.1f ms   (%.2f)\n",
                channels, what, block.passed, block.worked, plain.passed, plain.worked,
                block.worked / plain.worked);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    for (const int channels : {Most / 10, Most / 2, Most}) {
        const Blocks plain = measurePlain(channels);
        const Blocks ours = measureWindow(channels);
        print(channels, "start", ours.start, plain.start);
        print(channels, "reconnect", ours.reconnect, plain.reconnect);
        print(channels, "removal", ours.removal, plain.removal);
    }
    return 0;
}
