// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/watchrequests.h"

#include "app/options.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchgroup.h"

#include <algorithm>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

using Requests = std::vector<WatchRequest>;

ChannelOptions optionsOf(const CommandLine &line)
{
    ChannelOptions options;
    options.tagsFilter = line.value(QStringLiteral("filter-tags"));
    options.delta = line.has(QStringLiteral("delta"));
    options.positioned = line.has(QStringLiteral("positioned"));
    options.recoverable = !line.has(QStringLiteral("no-recovery"));
    options.joinLeave = !line.has(QStringLiteral("no-join-leave"));
    return options;
}

WatchRequest requestOf(const CommandLine &line, const ConnectionSettings &settings,
                       const std::optional<Profile> &profile)
{
    WatchRequest request;
    request.connection = settings;
    request.user =
        line.value(QStringLiteral("user")); // ignored with a ready token, which has its own
    request.timeToLive = line.seconds(QStringLiteral("ttl"));
    request.channels = line.arguments;
    request.channels.removeDuplicates();
    request.wireFormat = line.wireFormat();
    request.backlog = line.has(QStringLiteral("recover"));
    request.fetchOrder = FetchOrder::InOrder;
    request.defaultOptions = optionsOf(line);
    if (profile && request.defaultOptions == ChannelOptions()) {
        request.channelOptions = profile->channelOptions;
    }
    if (line.value(QStringLiteral("recover")) == QStringLiteral("all")) {
        request.mostFetched = 0;
    }
    return request;
}

/** Why these users can't be watchers; empty where they can. */
QString usersFault(const CommandLine &line, const LoadedConnection &loaded)
{
    const QString name = commandSpec(line.command).name;
    const qsizetype users = line.values(QStringLiteral("user")).size();
    if (users > 1 && !loaded.settings.mintsTokens()) {
        return QStringLiteral("%1 as several users needs a secret that signs their tokens; a ready "
                              "token belongs to one user, and without a token the server decides")
            .arg(name);
    }
    if (users == 0 && loaded.settings.mintsTokens() && loaded.watchers.empty()) {
        return QStringLiteral("%1 needs --user U, a ready token, or --no-token for a server that "
                              "needs none; see realtime-monitor %1 --help")
            .arg(name);
    }
    return {};
}

/** Those of the connection itself: none where nothing says who, but --watcher names others. */
Requests ownRequests(const CommandLine &line, const LoadedConnection &loaded)
{
    WatchRequest request = requestOf(line, loaded.settings, loaded.profile);
    const QStringList users = line.values(QStringLiteral("user"));
    if (users.size() < 2) {
        const bool isNamed = !users.isEmpty() || !loaded.settings.mintsTokens();
        return isNamed ? Requests{request} : Requests{};
    }
    Requests requests;
    for (const QString &user : users) {
        request.user = user;
        requests.push_back(request);
    }
    return requests;
}

bool isTaken(const Requests &requests, const QString &name)
{
    return std::ranges::any_of(
        requests, [&name](const WatchRequest &request) { return request.watcher == name; });
}

/** Users keep their names; one who is given again gets a number. */
void nameUsers(Requests &requests, const Requests &others)
{
    Requests named = others;
    for (const bool isAgain : {false, true}) {
        for (WatchRequest &request : requests) {
            const QString wanted = watcherName(request);
            if (request.watcher.isEmpty() && (isAgain || !isTaken(named, wanted))) {
                request.watcher = freeWatcherName(
                    wanted, [&named](const QString &name) { return isTaken(named, name); });
                named.push_back(request);
            }
        }
    }
}

} // namespace

Result<std::vector<WatchRequest>> watchRequests(const CommandLine &line,
                                                const LoadedConnection &loaded)
{
    if (const QString fault = usersFault(line, loaded); !fault.isEmpty()) {
        return badArgument(fault);
    }
    Requests further;
    for (const LoadedWatcher &watcher : loaded.watchers) {
        WatchRequest request = requestOf(watcher.line, watcher.settings, watcher.profile);
        request.watcher = watcher.name;
        if (isTaken(further, watcher.name)) {
            return badArgument(QStringLiteral("--watcher: two watchers have the same name"));
        }
        further.push_back(request);
    }
    Requests all = ownRequests(line, loaded);
    if (all.size() + further.size() > std::size_t(WatchGroup::MaxWatchers)) {
        return badArgument(
            QStringLiteral("there are at most %1 watchers").arg(WatchGroup::MaxWatchers));
    }
    const bool areSeveral = all.size() + further.size() > 1;
    if (areSeveral) {
        for (const WatchRequest &request : all) {
            if (isTaken(further, watcherName(request))) {
                return badArgument(QStringLiteral("--watcher: its name is that of a user"));
            }
        }
        nameUsers(all, further);
    }
    all.insert(all.end(), further.begin(), further.end());
    return all;
}
