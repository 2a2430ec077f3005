// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/options.h"
#include "app/windowoptiontable.h"

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

/** The commands that ask the HTTP API. */
constexpr unsigned Query =
    unsigned(Command::Presence) | unsigned(Command::Channels) | unsigned(Command::Info);

constexpr unsigned All =
    Window | Token | Watch | Record | Publish | Query | Server | Export | Grep | Open;

QList<OptionSpec> commandOptions()
{
    const auto text = [](const char *latin1) { return QString::fromLatin1(latin1); };
    using Kind = ValueKind;
    return {
        {text("user"),
         text("U"),
         Kind::Text,
         {},
         Token,
         text("The user who connects; the `sub` claim of the token. Required; empty for an "
              "anonymous "
              "user."),
         {}},
        {text("user"),
         text("U"),
         Kind::Text,
         {},
         Watch | Record,
         text("The user who connects; the `sub` claim of the token. Needed unless a ready token, "
              "--no-token or --watcher is given. Empty for an anonymous user. Given several times, "
              "each user is a watcher with a connection of its own, and every line says whose it "
              "is."),
         {}},
        {text("watcher"),
         text("NAME=PROFILE"),
         Kind::Watcher,
         {},
         Watch | Record,
         text("A further watcher of this name: the first user of another profile, with its server "
              "and its secrets. May be given several times."),
         {}},
        {text("user"), text("U"), Kind::Text, text("realtime-monitor"), Publish,
         text("The user who subscribes for the proof. Given several times, the publication has to "
              "come back to each user."),
         text("prove")},
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
        {text("subscription"),
         text("C"),
         Kind::Text,
         {},
         Token,
         text("Print a subscription token for the channel C instead, with the secret for these "
              "where there is one."),
         {},
         text("channel")},
        {text("claims"),
         text("JSON"),
         Kind::Claims,
         {},
         Token,
         text("Further claims, such as `aud`, `iss` or `meta`: a JSON object. "
              "CENTRIFUGO_TOKEN_CLAIMS and a profile have them for all tokens; --claims replaces "
              "these."),
         {}},
        {text("count"),
         text("N"),
         Kind::Count,
         {},
         Watch | Record,
         text("End with 0 after N publications, those of all watchers together; with --filter, of "
              "those that match."),
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
         text("End with 1 at the first watcher that is refused or channel that is refused or "
              "ended, not only when nothing is left to watch."),
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
        {text("rotate"),
         text("LIMIT"),
         Kind::Rotate,
         {},
         Record,
         text("Go on in a new file at a size, after a time, or both: 1G, 1h, 1G,1h. The time when "
              "it begins is added to the name of each file."),
         {}},
        {text("keep"),
         text("N"),
         Kind::Count,
         {},
         Record,
         text("Remove the oldest files of this run, so that N are left."),
         text("rotate")},
        {text("field"),
         text("F"),
         Kind::Field,
         {},
         Export,
         text(
             "Of CSV a further column: a field of the data, the tags or the info as a filter names "
             "it, for example data.user.id; may be given several times."),
         text("format")},
        {text("bom"),
         {},
         Kind::None,
         {},
         Export,
         text("Begin CSV with a byte order mark, by which Excel recognises UTF-8."),
         text("format")},
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
         text("End after S seconds; with --count the exit code is then 1, else 0 if all watchers "
              "are live, else 1."),
         {}},
        {text("timeout"),
         text("S"),
         Kind::Seconds,
         text("10"),
         Publish,
         text("Seconds that the whole command may take."),
         {}},
        {text("timeout"),
         text("S"),
         Kind::Seconds,
         text("10"),
         Query,
         text("Seconds that the server has to answer."),
         {}},
        {text("recover"),
         text("[=all]"),
         Kind::OrAll,
         {},
         Watch | Record,
         text("Begin with the history of each channel, at most 10,000 messages unless =all is "
              "given. The same limit applies to what is fetched after an interruption."),
         {}},
        {text("filter-tags"),
         text("F"),
         Kind::TagsFilter,
         {},
         Watch | Record,
         text("Let the server send only publications whose tags match: `KEY=VALUE` conditions with "
              "commas between, also != > >= < <=, `KEY` and `!KEY`; or a filter in the JSON form "
              "of Centrifugo. The namespace needs `allow_tags_filter`."),
         {},
         text("delta")},
        {text("delta"),
         {},
         Kind::None,
         {},
         Watch | Record,
         text("Ask the server for patches instead of whole messages; what is printed is the whole "
              "message. The namespace needs `allowed_delta_types`."),
         {}},
        {text("positioned"),
         {},
         Kind::None,
         {},
         Watch | Record,
         text("Ask the server to watch over the position in the stream. The namespace needs "
              "`allow_positioning` or a history that the user may read."),
         {}},
        {text("no-recovery"),
         {},
         Kind::None,
         {},
         Watch | Record,
         text("Do not ask for the recovery of missed messages."),
         {},
         text("recover")},
        {text("no-join-leave"),
         {},
         Kind::None,
         {},
         Watch | Record,
         text("Do not ask for joins and leaves."),
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
        {text("json"),
         {},
         Kind::None,
         {},
         Query,
         text("Print one JSON object per line: each client, channel or node, and last the counts."),
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
        {text("no-token"),
         {},
         Kind::None,
         {},
         Window | Watch | Record | Publish,
         text("Connect without a token, for servers that let anyone in or find out by themselves "
              "who connects. Not the same as an empty --user, for which a token is minted."),
         {}},
        {text("no-api-key"),
         {},
         Kind::None,
         {},
         Window | Watch | Record | Publish | Query,
         text("Call the HTTP API without a key, for servers that ask for none "
              "(`http_api.insecure`)."),
         {}},
        {text("profile"),
         text("NAME"),
         Kind::Text,
         {},
         Window | Token | Watch | Record | Publish | Query,
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
    };
}

QList<OptionSpec> commonOptions()
{
    const auto text = [](const char *latin1) { return QString::fromLatin1(latin1); };
    using Kind = ValueKind;
    return {
        {text("help"), {}, Kind::None, {}, All, text("Show this help."), {}},
        {text("version"), {}, Kind::None, {}, All, text("Show the version."), {}},
    };
}

} // namespace

const QList<OptionSpec> &optionTable()
{
    static const QList<OptionSpec> table = commandOptions() + windowOptionTable() + commonOptions();
    return table;
}
