// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What it takes to filter a million entries by text, by a regular expression and by a field, beside
// grep on the same bytes, a loop over QJsonDocument and jq; what a QSortFilterProxyModel takes to
// clear a filter, and when the window's own list has its first rows. Times are wall times of the
// best run; hits have to be equal.

#include "monitor/entry/entry.h"
#include "monitor/filter/filter.h"
#include "monitor/journal/journal.h"
#include "monitor/journal/journalsegment.h"
#include "monitor/log/journalmodel.h"
#include "support/sealedsegments.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSortFilterProxyModel>
#include <QStandardPaths>
#include <QStringListModel>
#include <QTemporaryFile>

#include <array>
#include <cstdio>
#include <functional>
#include <random>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t Messages = 1'000'000;
constexpr std::size_t ProxyRows = 100'000;
constexpr int Runs = 5;

struct Result
{
    double milliseconds = 0;
    long long hits = 0;
};

Result best(int runs, const std::function<long long()> &count)
{
    Result result{1e300, 0};
    for (int run = 0; run < runs; ++run) {
        const auto start = Clock::now();
        result.hits = count();
        const std::chrono::duration<double, std::milli> time = Clock::now() - start;
        result.milliseconds = std::min(result.milliseconds, time.count());
    }
    return result;
}

/** A chat message of some 184 bytes. */
std::string message(std::mt19937 &random, std::size_t number)
{
    constexpr std::array Words = {"the",   "message", "order",  "window", "Tuesday", "price",
                                  "green", "river",   "seldom", "never",  "about",   "harbour"};
    std::string text;
    while (text.size() < 75) {
        text += Words[random() % Words.size()];
        text += ' ';
    }
    text += random() % 200 == 0 ? "Zebra" : "horse";
    const char *const type = random() % 20 == 0 ? "alert" : random() % 2 == 0 ? "chat" : "typing";
    std::array<char, 256> json = {};
    const int size = std::snprintf(
        json.data(), json.size(),
        R"({"id":%zu,"type":"%s","user":"user-%zu","text":"%s","price":%zu.5,"at":17955234%zu})",
        1'000'000 + number, type, std::size_t(10'000 + random() % 90'000), text.c_str(),
        std::size_t(random() % 1000), 10'000 + number % 90'000);
    return {json.data(), std::size_t(size)};
}

void fill(Journal &journal, QFile &file)
{
    std::mt19937 random(1);
    std::vector<Arrival> batch(500);
    for (std::size_t done = 0; done < Messages; done += batch.size()) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            batch[i].channel = "chat:room" + std::to_string(i % 8);
            batch[i].epoch = "RUbFbrir";
            batch[i].offset = done + i + 1;
            batch[i].payload = message(random, done + i);
            file.write(batch[i].payload.data(), qint64(batch[i].payload.size()));
            file.putChar('\n');
        }
        journal.append(batch);
    }
    file.flush();
}

using Segments = std::vector<std::shared_ptr<const JournalSegment>>;

Result filter(const Segments &runs, const char *text)
{
    const Filter::Compiled compiled = Filter::compile(text);
    if (compiled.fault) {
        std::printf("%s: %s\n", text, compiled.fault->message.c_str());
        return {};
    }
    return best(Runs, [&] {
        FilterRun run(compiled.filter);
        long long hits = 0;
        for (const auto &segment : runs) {
            for (std::size_t i = 0; i < segment->size(); ++i) {
                hits += run.matches(segment->at(i)) ? 1 : 0;
            }
        }
        return hits;
    });
}

/** The number that the program prints. */
Result program(int runs, const QString &name, const QStringList &arguments)
{
    return best(runs, [&]() -> long long {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
        process.setProcessEnvironment(environment);
        process.start(name, arguments);
        return process.waitForFinished(-1) ? process.readAllStandardOutput().trimmed().toLongLong()
                                           : -1;
    });
}

Result documents(const Segments &runs, const std::function<bool(const QJsonObject &)> &isHit)
{
    return best(1, [&] {
        long long hits = 0;
        for (const auto &segment : runs) {
            for (std::size_t i = 0; i < segment->size(); ++i) {
                const std::string_view payload = segment->at(i).payload;
                const auto bytes =
                    QByteArray::fromRawData(payload.data(), qsizetype(payload.size()));
                hits += isHit(QJsonDocument::fromJson(bytes).object()) ? 1 : 0;
            }
        }
        return hits;
    });
}

void print(const char *what, const Result &ours, const Result &other)
{
    std::printf("  %-34s %9.1f ms, ratio of ours %6.3f%s\n", what, other.milliseconds,
                ours.milliseconds / other.milliseconds,
                ours.hits == other.hits ? "" : "   HITS DIFFER");
}

void printOurs(const char *text, const Result &ours)
{
    std::printf("%-36s %9.1f ms, %lld hits\n", text, ours.milliseconds, ours.hits);
}

void compareWithGrep(const Segments &runs, const QString &file)
{
    const QString grep = QStringLiteral("grep");
    const auto greps = [&](const char *options, const char *pattern) {
        return program(Runs, grep, {QLatin1String(options), QLatin1String(pattern), file});
    };
    Result ours = filter(runs, "zebra");
    printOurs("zebra", ours);
    print("grep -c Zebra", ours, greps("-c", "Zebra"));
    print("grep -ci zebra", ours, greps("-ci", "zebra"));
    ours = filter(runs, "/user-12[0-9]+4\"/");
    printOurs("/user-12[0-9]+4\"/", ours);
    print("grep -cP", ours, greps("-cP", "user-12[0-9]+4\""));
    ours = filter(runs, "/[A-Z][a-z]+a\"/");
    printOurs("/[A-Z][a-z]+a\"/", ours);
    print("grep -cP", ours, greps("-cP", "[A-Z][a-z]+a\""));
}

void compareFields(const Segments &runs, const QString &file)
{
    Result ours = filter(runs, "data.type == \"alert\"");
    printOurs("data.type == \"alert\"", ours);
    print("loop over QJsonDocument", ours, documents(runs, [](const QJsonObject &object) {
              return object.value(QLatin1String("type")) == QLatin1String("alert");
          }));
    if (!QStandardPaths::findExecutable(QStringLiteral("jq")).isEmpty()) {
        const QString script =
            QStringLiteral("reduce inputs as $m (0; if $m.type == \"alert\" then "
                           ". + 1 else . end)");
        print("jq", ours, program(1, QStringLiteral("jq"), {QStringLiteral("-n"), script, file}));
    }
    ours = filter(runs, "data.price > 990");
    printOurs("data.price > 990", ours);
    print("loop over QJsonDocument", ours, documents(runs, [](const QJsonObject &object) {
              return object.value(QLatin1String("price")).toDouble() > 990;
          }));
}

/** How long a proxy takes to show all again, after a filter that left a tenth. */
void compareWithProxy(const Segments &runs)
{
    QStringList rows;
    for (const auto &segment : runs) {
        for (std::size_t i = 0; i < segment->size() && rows.size() < qsizetype(ProxyRows); ++i) {
            const std::string_view payload = segment->at(i).payload;
            rows << QString::fromUtf8(payload.data(), qsizetype(payload.size()));
        }
    }
    const QStringListModel model(rows);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(const_cast<QStringListModel *>(&model));
    const Result set = best(1, [&]() -> long long {
        proxy.setFilterFixedString(QStringLiteral("alert"));
        return proxy.rowCount();
    });
    const Result cleared = best(1, [&]() -> long long {
        proxy.setFilterFixedString(QString());
        return proxy.rowCount();
    });
    std::printf("QSortFilterProxyModel, %zu rows: set %.1f ms (%lld hits), cleared %.1f ms\n",
                ProxyRows, set.milliseconds, set.hits, cleared.milliseconds);
}

double milliseconds(Clock::time_point since)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

/** The list of the window: when the first rows stand in it, when all do, and how long the main
 * thread is busy when the filter is taken away again. */
void measureList(Journal &journal, const char *text)
{
    JournalModel model(journal);
    double first = 0;
    QEventLoop loop;
    const auto start = Clock::now();
    QObject::connect(&model.matches(), &MatchList::progressed, &loop, [&] {
        if (first == 0 && model.matches().size() > 0) {
            first = milliseconds(start);
        }
        if (model.matches().left() == 0) {
            loop.quit();
        }
    });
    model.setFilter(Filter::compile(text).filter);
    loop.exec();
    const double whole = milliseconds(start);
    const int rows = model.rowCount();
    const auto clearing = Clock::now();
    model.setFilter({});
    std::printf(
        "in the list: %s, first rows after %.1f ms, all %d after %.1f ms (1 : %.0f), cleared "
        "in %.2f ms\n",
        text, first, rows, whole, whole / first, milliseconds(clearing));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    JournalLimits limits;
    limits.bytes = std::size_t(1) << 31;
    Journal journal(limits);
    QTemporaryFile file;
    if (!file.open()) {
        std::fputs("no temporary file\n", stderr);
        return 1;
    }
    fill(journal, file);
    const Segments runs = segmentsOf(*journal.snapshot());
    std::printf("%zu entries, %.1f bytes each; best of %d runs\n", journal.size(),
                double(file.size()) / double(Messages) - 1, Runs);
    compareWithGrep(runs, file.fileName());
    compareFields(runs, file.fileName());
    compareWithProxy(runs);
    measureList(journal, "data.type == \"alert\"");
    return 0;
}
