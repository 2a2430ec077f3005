// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What a flood costs the main thread while the list follows it: processor time and the longest time
// that nothing else got its turn, beside a table as one would write it first (structs of QStrings,
// the view's own painting), both at the same rate in one run.

#include "gui/controller/logstate.h"
#include "gui/log/logtable.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/journal.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <span>
#include <vector>

#include <sys/resource.h>

using namespace std::chrono_literals;

namespace {

constexpr int Rate = 100'000; ///< rows a second
constexpr auto Batch = 33ms; ///< as the window takes what has come: a frame of 30 a second
constexpr auto Length = 5s;

struct Cost
{
    double share = 0; ///< of a core
    double longestBlock = 0; ///< milliseconds
    qint64 rows = 0;
};

double threadSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval &time) {
        return double(time.tv_sec) + double(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/** A second of messages, made before the clock runs; they come again and again. */
const std::vector<Arrival> &messages()
{
    static const std::vector<Arrival> all = [] {
        std::vector<Arrival> made(Rate);
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i].channel = "news";
            made[i].offset = i + 1;
            made[i].payload = "{\"type\":\"chat\",\"number\":" + std::to_string(i) + ",\"text\":\""
                + std::string(120, 'x') + "\"}";
        }
        return made;
    }();
    return all;
}

/** The next ones: fewer where the last ends; what is due then comes with the batch after. */
std::span<const Arrival> nextMessages(std::size_t &place, int count)
{
    const std::size_t taken = std::min(std::size_t(count), messages().size() - place);
    const std::span<const Arrival> next(messages().data() + place, taken);
    place = (place + taken) % messages().size();
    return next;
}

/** Lets `append` add rows at the rate, and measures the main thread. */
Cost measure(const std::function<void(std::span<const Arrival>)> &append)
{
    Cost cost;
    QElapsedTimer clock;
    QElapsedTimer turn;
    QTimer batches;
    QTimer turns;
    QEventLoop loop;
    std::size_t place = 0;
    turns.setTimerType(Qt::PreciseTimer);
    turns.setInterval(2ms);
    batches.setInterval(Batch);
    QObject::connect(&turns, &QTimer::timeout, &loop, [&] {
        cost.longestBlock = std::max(cost.longestBlock, double(turn.nsecsElapsed()) / 1e6);
        turn.restart();
    });
    QObject::connect(&batches, &QTimer::timeout, &loop, [&] {
        const qint64 due = clock.elapsed() * Rate / 1000;
        const auto next = nextMessages(place, int(due - cost.rows));
        append(next);
        cost.rows += qint64(next.size());
    });
    QTimer::singleShot(Length, &loop, &QEventLoop::quit);
    const double before = threadSeconds();
    clock.start();
    turn.start();
    turns.start();
    batches.start();
    loop.exec();
    cost.share = (threadSeconds() - before) / (double(clock.nsecsElapsed()) / 1e9);
    return cost;
}

Cost measureLog(const QString &filter)
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    const Theme theme(settings);
    Journal journal;
    LogState log(journal);
    LogTable table;
    table.attach(log, theme);
    table.setKeepsPlace(false);
    table.resize(1000, 700);
    table.show();
    log.setFilterText(filter);
    return measure([&](std::span<const Arrival> batch) {
        const std::size_t trimmed = journal.append(batch);
        log.entriesAppended(qsizetype(batch.size()), qsizetype(trimmed));
        table.view()->scrollToBottom();
    });
}

/** As a first version would be. */
class PlainModel : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    int columnCount(const QModelIndex &) const override { return 4; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? m_rows[std::size_t(index.row())][index.column()]
                                       : QVariant();
    }
    void append(const QList<QStringList> &rows)
    {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + std::size_t(rows.size())) - 1);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        endInsertRows();
    }

private:
    std::vector<QStringList> m_rows;
};

Cost measurePlain()
{
    PlainModel model;
    QTableView view;
    view.setModel(&model);
    view.horizontalHeader()->setStretchLastSection(true);
    view.resize(1000, 700);
    view.show();
    qint64 number = 0;
    return measure([&](std::span<const Arrival> batch) {
        QList<QStringList> rows;
        for (const Arrival &arrival : batch) {
            rows.append({QString::number(++number), QString::fromStdString(arrival.channel),
                         QString::number(arrival.offset), QString::fromStdString(arrival.payload)});
        }
        if (!rows.isEmpty()) {
            model.append(rows);
            view.scrollToBottom();
        }
    });
}

void print(const char *name, const Cost &cost, const Cost &plain)
{
    std::printf("%-28s %9lld rows   %5.1f %% of a core (%.2f of plain)   longest block %6.1f ms "
                "(%.2f of plain)\n",
                name, static_cast<long long>(cost.rows), cost.share * 100, cost.share / plain.share,
                cost.longestBlock, cost.longestBlock / plain.longestBlock);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    std::printf("%zu rows a second for %lld s, the list follows\n", messages().size(),
                static_cast<long long>(Length.count()));
    const Cost plain = measurePlain();
    print("plain table", plain, plain);
    print("ours", measureLog({}), plain);
    print("ours, a filter for half", measureLog(QStringLiteral("data.number ~ /[02468]$/")), plain);
    print("ours, a filter for nothing", measureLog(QStringLiteral("nothing-at-all")), plain);
    return 0;
}
