// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/options.h"

#include "monitor/filter/filtertext.h"
#include "monitor/platform/messagelimits.h"
#include "text/jsonscanner.h"

#include <algorithm>

namespace {

constexpr unsigned Window = unsigned(Command::Window);
constexpr unsigned Token = unsigned(Command::Token);
constexpr unsigned Watch = unsigned(Command::Watch);
constexpr unsigned Publish = unsigned(Command::Publish);
constexpr unsigned Server = unsigned(Command::Server);
constexpr unsigned Record = unsigned(Command::Record);
constexpr unsigned Export = unsigned(Command::Export);
constexpr unsigned Grep = unsigned(Command::Grep);
constexpr unsigned Open = unsigned(Command::Open);

constexpr unsigned All = Window | Token | Watch | Record | Publish | Server | Export | Grep | Open;

constexpr qint64 MaxSeconds = 315'360'000; // ten years
constexpr qint64 MaxCount = 1'000'000'000'000;
constexpr qint64 MaxPort = 65535;
constexpr qint64 MaxNodes = 9;

QList<OptionSpec> makeOptionTable()
{
    const auto text = [](const char *latin1) { return QString::fromLatin1(latin1); };
    using Kind = ValueKind;
    return {
        {text("user"),
         text("U"),
         Kind::Text,
         {},
         Token | Watch | Record,
         text("The user who connects; the `sub` claim of the token. Needed unless a ready token is "
              "given; always for the command token."),
         {}},
        {text("user"), text("U"), Kind::Text, text("realtime-monitor"), Publish,
         text("The user who subscribes for the proof."), text("prove")},
        {text("ttl"),
         text("S"),
         Kind::Seconds,
         text("3600"),
         Token | Watch | Record,
         text("Seconds until a minted token expires."),
         {}},
        {text("ttl"), text("S"), Kind::Seconds, text("3600"), Publish,
         text("Seconds until a minted token expires."), text("prove")},
        {text("info"),
         text("JSON"),
         Kind::Json,
         {},
         Token,
         text("The `info` claim, shown to others in presence."),
         {}},
        {text("channel"),
         text("C"),
         Kind::Text,
         {},
         Token,
         text("A channel for the `channels` claim; may be given several times."),
         {}},
        {text("count"),
         text("N"),
         Kind::Count,
         {},
         Watch | Record,
         text("End with 0 after N publications; with --filter, of those that match."),
         {}},
        {text("filter"),
         text("F"),
         Kind::Filter,
         {},
         Watch | Record | Export,
         text("Only what matches the filter, in the language of the window's log; watch and record "
              "never leave out events about the connection."),
         {}},
        {text("strict"),
         {},
         Kind::None,
         {},
         Watch | Record,
         text("End with 1 at the first channel that is refused or ended, not only when no channel "
              "is "
              "left."),
         {}},
        {text("format"),
         text("jsonl|csv"),
         Kind::Format,
         text("jsonl"),
         Export,
         text("JSON lines, which can be imported again, or a table for spreadsheets."),
         {}},
        {text("output"),
         text("FILE"),
         Kind::Text,
         {},
         Record,
         text("The recording, a new file that only you can read."),
         {}},
        {text("output"),
         text("FILE"),
         Kind::Text,
         text("-"),
         Export,
         text("Where to write, readable by you only; - is the standard output."),
         {}},
        {text("prove"),
         {},
         Kind::None,
         {},
         Publish,
         text("Subscribe first and wait until the publication comes back. The last line is a JSON "
              "object with the outcome; only `proven` ends with 0."),
         {}},
        {text("no-tag"),
         {},
         Kind::None,
         {},
         Publish,
         text("Do not add the tag rm-id, by which a push is recognised where the channel keeps no "
              "history."),
         text("prove")},
        {text("timeout"),
         text("S"),
         Kind::Seconds,
         {},
         Watch | Record,
         text("End after S seconds; with --count the exit code is then 1, else 0 if live, else 1."),
         {}},
        {text("timeout"),
         text("S"),
         Kind::Seconds,
         text("10"),
         Publish,
         text("Seconds that the whole command may take."),
         {}},
        {text("recover"),
         text("[=all]"),
         Kind::OrAll,
         {},
         Watch | Record,
         text("Begin with the history of each channel, at most 10,000 messages unless =all is "
              "given. The same limit applies to what is fetched after an interruption."),
         {}},
        {text("wire"),
         text("protobuf|json"),
         Kind::Wire,
         text("protobuf"),
         Watch | Record | Publish,
         text("The encoding of the WebSocket protocol."),
         {}},
        {text("frame-limit"),
         text("MB"),
         Kind::Frame,
         text("64"),
         Window | Watch | Record | Publish,
         text("The largest WebSocket message accepted, which may hold several publications or a "
              "whole recovery; a larger one ends the connection."),
         {}},
        {text("publication-limit"),
         text("MB"),
         Kind::Publication,
         text("32"),
         Window | Watch | Record | Publish,
         text("The data of larger publications is not kept, only their size is reported."),
         {}},
        {text("json"),
         {},
         Kind::None,
         {},
         Watch | Publish | Grep,
         text("Print every event as one JSON object per line."),
         {}},
        {text("utc"),
         {},
         Kind::None,
         {},
         Window | Watch | Record | Open | Export | Grep,
         text("Show and read all times in UTC, not in the local time zone."),
         {}},
        {text("token-file"),
         text("FILE"),
         Kind::Text,
         {},
         Window | Watch | Record | Publish,
         text("A ready connection token, the first line of FILE; replaces minting."),
         {}},
        {text("profile"),
         text("NAME"),
         Kind::Text,
         {},
         Window | Token | Watch | Record | Publish,
         text("Use this profile, made in the window, and nothing of the environment; also "
              "REALTIME_MONITOR_PROFILE."),
         {}},
        {text("port"),
         text("P"),
         Kind::Port,
         {},
         Server,
         text("The TCP port on 127.0.0.1; further nodes use the ports after it. Free ports by "
              "default."),
         {}},
        {text("nodes"),
         text("N"),
         Kind::Nodes,
         text("1"),
         Server,
         text("The number of servers in the cluster; several need a Redis."),
         {}},
        {text("redis"),
         text("URL"),
         Kind::Text,
         {},
         Server,
         text("The Redis of the cluster: redis://host:port/database, rediss://... or "
              "unix:///path. One with a password goes into REALTIME_MONITOR_REDIS_URL."),
         {}},
        {text("env-file"),
         text("FILE"),
         Kind::Text,
         {},
         Server,
         text("Write the lines there as well, readable by you only."),
         {}},
        {text("demo"),
         {},
         Kind::None,
         {},
         Window,
         text("Start the local server (unless CENTRIFUGO_* names another) and watch user#alice and "
              "news as alice."),
         {}},
        {text("demo-traffic"),
         {},
         Kind::None,
         {},
         Window,
         text("Send demo traffic from the start."),
         {}},
        {text("screenshot"),
         text("FILE"),
         Kind::Text,
         {},
         Window,
         text(
             "Save a picture of the window once it is live and quit; 1 if it is not live in time."),
         {}},
        {text("timeout"), text("S"), Kind::Seconds, text("30"), Window,
         text("Seconds that the screenshot waits for live."), text("screenshot")},
        {text("help"), {}, Kind::None, {}, All, text("Show this help."), {}},
        {text("version"), {}, Kind::None, {}, All, text("Show the version."), {}},
    };
}

QString numberFault(const QString &value, qint64 least, qint64 most)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most) {
        return {};
    }
    return QStringLiteral("takes a whole number from %1 to %2").arg(least).arg(most);
}

} // namespace

QString filterFault(const QString &value)
{
    const auto fault = compileFilter(value).fault;
    return fault ? QStringLiteral("takes a filter (column %1: %2)")
                       .arg(QString::number(fault->offset + 1), fault->message)
                 : QString();
}

const QList<OptionSpec> &optionTable()
{
    static const QList<OptionSpec> table = makeOptionTable();
    return table;
}

const QList<CommandSpec> &commandTable()
{
    constexpr int Any = 1'000'000;
    static const QList<CommandSpec> table = {
        {Command::Window, {}, {}, 0, 0, QStringLiteral("Open the window.")},
        {Command::Token,
         QStringLiteral("token"),
         {},
         0,
         0,
         QStringLiteral("Print a connection token for a user.")},
        {Command::Watch, QStringLiteral("watch"), QStringLiteral("CHANNEL..."), 1, Any,
         QStringLiteral("Print the publications of channels as they arrive.")},
        {Command::Record, QStringLiteral("record"), QStringLiteral("CHANNEL... --output FILE"), 1,
         Any, QStringLiteral("Record channels to a file until a signal arrives.")},
        {Command::Open, QStringLiteral("open"), QStringLiteral("FILE..."), 1, Any,
         QStringLiteral("Open a window over each recording, or JSON lines (- reads standard "
                        "input); needs a display.")},
        {Command::Export, QStringLiteral("export"), QStringLiteral("FILE..."), 1, Any,
         QStringLiteral("Write the entries of recordings, or of JSON lines (- reads standard "
                        "input), in another form.")},
        {Command::Grep, QStringLiteral("grep"), QStringLiteral("FILTER FILE..."), 2, Any,
         QStringLiteral("Print the entries of recordings, or of JSON lines (- reads standard "
                        "input), that match a filter.")},
        {Command::Publish, QStringLiteral("publish"), QStringLiteral("CHANNEL DATA|-"), 2, 2,
         QStringLiteral("Publish DATA, one JSON value (- reads standard input).")},
        {Command::Server,
         QStringLiteral("server"),
         {},
         0,
         0,
         QStringLiteral("Run the local server and print the variables to connect to it.")},
    };
    return table;
}

const CommandSpec &commandSpec(Command command)
{
    const QList<CommandSpec> &table = commandTable();
    const auto found = std::find_if(table.begin(), table.end(), [command](const CommandSpec &spec) {
        return spec.command == command;
    });
    return *found;
}

QString valueFault(const OptionSpec &option, const QString &value)
{
    switch (option.kind) {
    case ValueKind::None:
    case ValueKind::Text:
        break;
    case ValueKind::Seconds:
        return numberFault(value, 1, MaxSeconds);
    case ValueKind::Count:
        return numberFault(value, 1, MaxCount);
    case ValueKind::Port:
        return numberFault(value, 1, MaxPort);
    case ValueKind::Nodes:
        return numberFault(value, 1, MaxNodes);
    case ValueKind::Json:
        if (const auto fault = Text::findJsonFault(value.toUtf8())) {
            return QStringLiteral("takes a JSON value (column %1: %2)")
                .arg(QString::number(fault->column), fault->message);
        }
        break;
    case ValueKind::Wire:
        if (value != QStringLiteral("protobuf") && value != QStringLiteral("json")) {
            return QStringLiteral("takes protobuf or json");
        }
        break;
    case ValueKind::Frame:
        return numberFault(value, 1, MessageLimits::LargestFrame);
    case ValueKind::Publication:
        return numberFault(value, 1, MessageLimits::LargestPublication);
    case ValueKind::Filter:
        return filterFault(value);
    case ValueKind::OrAll:
        if (!value.isEmpty() && value != QStringLiteral("all")) {
            return QStringLiteral("takes no value or =all");
        }
        break;
    case ValueKind::Format:
        if (value != QStringLiteral("jsonl") && value != QStringLiteral("csv")) {
            return QStringLiteral("takes jsonl or csv");
        }
        break;
    }
    return {};
}
