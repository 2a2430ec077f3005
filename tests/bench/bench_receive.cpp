// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// What a received publication costs in CPU time, up to its row in a full journal, beside a
// QWebSocket that parses nothing, a bare socket, and the official JavaScript client (the argument
// is the folder it is installed in; without one it is left out). Each contender is a process of its
// own; they take turns, and the least of the rounds counts.

#include "bench/contenders.h"
#include "bench/replayserver.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStringList>

#include <array>
#include <cstdio>
#include <span>
#include <utility>
#include <vector>

using Bench::Load;
using Centrifuge::WireFormat;

namespace {

constexpr int Rounds = 3;
constexpr int Timeout = 300'000; // ms

struct Contender
{
    const char *name;
    bool isScript = false;
    double nanoseconds = 0; ///< least so far; 0 = none, negative = failed
};

enum Place { OursProtobuf, OursJson, BareProtobuf, BareJson, Frames, ScriptJson, ScriptProtobuf };

std::vector<Contender> contenders()
{
    return {{"ours-protobuf"}, {"ours-json"},     {"bare-protobuf"},    {"bare-json"},
            {"frames"},        {"js-json", true}, {"js-protobuf", true}};
}

QUrl loadUrl(const QString &port, const Load &load)
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/?bytes=%2&batch=%3&count=%4")
                    .arg(port)
                    .arg(load.payloadBytes)
                    .arg(load.messagesPerFrame)
                    .arg(load.publications));
}

Load loadOf(const QStringList &arguments)
{
    return {arguments.value(4).toULongLong(), arguments.value(5).toULongLong(),
            arguments.value(6).toULongLong()};
}

/** One contender in this process: NAME PORT BYTES BATCH COUNT. Prints its figure. */
int receive(const QStringList &arguments)
{
    const QString name = arguments.value(2);
    const Load load = loadOf(arguments);
    const QUrl url = loadUrl(arguments.value(3), load);
    const WireFormat format =
        name.endsWith(QLatin1String("-json")) ? WireFormat::Json : WireFormat::Protobuf;
    const auto run = name.startsWith(QLatin1String("ours")) ? Bench::receiveIntoJournal
        : name.startsWith(QLatin1String("bare"))            ? Bench::receiveBare
                                                            : Bench::receiveFrames;
    std::printf("%.1f\n", run(url, format, load));
    return 0;
}

double runContender(const Contender &contender, const QString &port, const Load &load,
                    const QString &scriptFolder)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QString name = QLatin1String(contender.name);
    if (contender.isScript) {
        process.setWorkingDirectory(scriptFolder);
        process.start(QStringLiteral("node"),
                      {QStringLiteral("receive.mjs"), name.section(QLatin1Char('-'), 1),
                       loadUrl(port, load).toString(), QString::number(load.publications)});
    } else {
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("receive"), name, port, QString::number(load.payloadBytes),
                       QString::number(load.messagesPerFrame), QString::number(load.publications)});
    }
    const bool isOver = process.waitForFinished(Timeout) && process.exitCode() == 0;
    return isOver ? process.readAllStandardOutput().trimmed().toDouble() : -1;
}

void printRow(const Load &load, const std::vector<Contender> &all)
{
    const auto ratio = [&all](Place ours, Place other) {
        return all[other].nanoseconds > 0 ? all[ours].nanoseconds / all[other].nanoseconds : 0;
    };
    std::printf("%6zu %5zu |", load.payloadBytes, load.messagesPerFrame);
    for (const Contender &contender : all) {
        std::printf(" %13.0f", contender.nanoseconds);
    }
    std::printf(" | %6.2f %6.2f %6.2f %6.2f %6.2f\n", ratio(OursProtobuf, ScriptJson),
                ratio(OursProtobuf, ScriptProtobuf), ratio(OursJson, ScriptJson),
                ratio(OursProtobuf, BareProtobuf), ratio(OursProtobuf, Frames));
}

int compare(const QString &scriptFolder)
{
    QProcess server;
    server.start(QCoreApplication::applicationFilePath(), {QStringLiteral("serve")});
    if (!server.waitForReadyRead(Timeout)) {
        std::fputs("the replay server does not start\n", stderr);
        return 1;
    }
    const QString port = QString::fromLatin1(server.readLine().trimmed());

    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::puts("CPU ns a publication (0: not run), and ratios: ours protobuf/js json, ours "
              "protobuf/js protobuf, ours json/js json, ours protobuf/bare, ours protobuf/frames");
    std::printf("%6s %5s |", "bytes", "batch");
    for (const Contender &contender : contenders()) {
        std::printf(" %13s", contender.name);
    }
    std::puts(" |  pb/js  pb/pb   j/js  pb/ws  pb/fr");
    bool isComplete = true;
    for (const auto &[bytes, count] :
         {std::pair<std::size_t, std::size_t>{100, 320'000}, {1024, 160'000}, {16'384, 16'000}}) {
        for (const std::size_t batch : {std::size_t(1), std::size_t(16)}) {
            const Load load{bytes, batch, count};
            std::vector<Contender> all = contenders();
            for (int round = 0; round < Rounds; ++round) {
                for (Contender &contender : all) {
                    if (contender.isScript && scriptFolder.isEmpty()) {
                        continue;
                    }
                    const double cost = runContender(contender, port, load, scriptFolder);
                    isComplete = isComplete && cost > 0;
                    contender.nanoseconds =
                        round == 0 ? cost : std::min(contender.nanoseconds, cost);
                }
            }
            printRow(load, all);
        }
    }
    server.kill();
    server.waitForFinished(Timeout);
    return isComplete ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString task = arguments.value(1);
    if (task == u"serve") {
        return Bench::serveReplay();
    }
    return task == u"receive" ? receive(arguments) : compare(task);
}
