// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/connection.h"

#include "monitor/profile/logmask.h"
#include "monitor/profile/profileconnection.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"
#include "text/visibletext.h"

#include <QProcessEnvironment>

using Centrifuge::Result;

namespace {

/** --no-token and --no-api-key without a profile. */
void omitCredentials(const CommandLine &line, ConnectionSettings &settings)
{
    if (line.has(QStringLiteral("no-token"))) {
        settings.withoutToken = true;
    }
    if (line.has(QStringLiteral("no-api-key"))) {
        settings.withoutApiKey = true;
    }
    const bool isNamed = settings.withoutToken || settings.withoutApiKey;
    if (isNamed && settings.source == ConnectionSettings::Source::None) {
        settings.source = ConnectionSettings::Source::Environment;
    }
}

/** Has no effect if the option was given. */
void setDefault(CommandLine &line, const QString &option, const QString &value)
{
    if (!line.has(option) && !value.isEmpty()) {
        line.given.insert(option, QStringList{value});
    }
}

Result<LoadedConnection> loadProfile(CommandLine &line, const QString &name)
{
    if (line.has(QStringLiteral("token-file"))) {
        return Centrifuge::Error{Centrifuge::ErrorLayer::Local,
                                 int(Centrifuge::LocalError::BadArgument),
                                 QStringLiteral("--token-file does not go with a profile, which "
                                                "says itself where its token comes from"),
                                 false};
    }
    ProfileStore store(ProfileStore::defaultFolder());
    const auto loaded = store.load();
    auto found = store.findByName(name);
    if (!found) {
        return loaded ? found.error() : loaded.error();
    }
    LoadedConnection result;
    result.profile = found.takeValue();
    result.profile->withoutToken |= line.has(QStringLiteral("no-token"));
    result.profile->withoutApiKey |= line.has(QStringLiteral("no-api-key"));
    if (line.command == Command::Window) {
        // The window can ask for missing secrets, and also offers the environment.
        auto environment = settingsFromEnvironment(QProcessEnvironment::systemEnvironment());
        result.settings = environment ? environment.takeValue() : ConnectionSettings();
        return result;
    }
    auto settings = connectionOf(*result.profile, SecretKeeper(store.folder()));
    if (!settings) {
        return settings.error();
    }
    result.settings = settings.takeValue();
    setDefault(line, QStringLiteral("user"), result.profile->users.value(0));
    setDefault(line, QStringLiteral("ttl"), QString::number(result.profile->tokenLifetime.count()));
    const bool isJson = result.profile->wireFormat == Centrifuge::WireFormat::Json;
    setDefault(line, QStringLiteral("wire"),
               isJson ? QStringLiteral("json") : QStringLiteral("protobuf"));
    result.settings.limits = givenLimits(line).over(result.settings.limits);
    addMaskedSecrets(result.settings);
    return result;
}

/** NAME=PROFILE, which is valid. What says who connects belongs to the connection itself. */
Result<LoadedWatcher> loadWatcher(const CommandLine &line, const QString &value)
{
    const qsizetype end = value.indexOf(u'=');
    LoadedWatcher watcher;
    watcher.name = value.first(end);
    watcher.line = line;
    for (const char *option : {"user", "token-file", "no-token", "watcher"}) {
        watcher.line.given.remove(QLatin1String(option));
    }
    auto loaded = loadProfile(watcher.line, value.sliced(end + 1));
    if (!loaded) {
        return loaded.error();
    }
    watcher.settings = loaded.value().settings;
    watcher.profile = loaded.value().profile;
    if (watcher.settings.mintsTokens() && !watcher.line.has(QStringLiteral("user"))) {
        return Centrifuge::badArgument(
            QStringLiteral("the profile %1 has no user who could be the watcher %2")
                .arg(Text::visible(value.sliced(end + 1)), Text::visible(watcher.name)));
    }
    return watcher;
}

/** Without the connections of --watcher. */
Result<LoadedConnection> loadOwn(CommandLine &line)
{
    const QString option = QStringLiteral("profile");
    const QString name =
        line.has(option) ? line.value(option) : qEnvironmentVariable("REALTIME_MONITOR_PROFILE");
    if (!name.isEmpty() && name != environmentProfileName()) {
        return loadProfile(line, name);
    }
    auto loaded = settingsFromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!loaded) {
        return loaded.error();
    }
    ConnectionSettings settings = loaded.takeValue();
    const QString tokenFile = QStringLiteral("token-file");
    if (line.has(tokenFile)) {
        auto token = readTokenFile(line.value(tokenFile));
        if (!token) {
            return token.error();
        }
        settings.token = token.takeValue();
        settings.tokenFile = line.value(tokenFile);
        settings.source = ConnectionSettings::Source::Environment;
    }
    omitCredentials(line, settings);
    settings.limits = givenLimits(line).over(settings.limits);
    addMaskedSecrets(settings);
    return LoadedConnection{settings, {}, {}};
}

} // namespace

GivenLimits givenLimits(const CommandLine &line)
{
    const auto given = [&line](const QString &option) {
        return line.has(option) ? std::optional(int(line.number(option))) : std::nullopt;
    };
    return {given(QStringLiteral("frame-limit")), given(QStringLiteral("publication-limit"))};
}

Result<LoadedConnection> loadConnection(CommandLine &line)
{
    const CommandLine asGiven = line;
    auto loaded = loadOwn(line);
    if (!loaded) {
        return loaded;
    }
    LoadedConnection result = loaded.takeValue();
    for (const QString &value : asGiven.values(QStringLiteral("watcher"))) {
        auto watcher = loadWatcher(asGiven, value);
        if (!watcher) {
            return watcher.error();
        }
        result.watchers.push_back(watcher.takeValue());
    }
    return result;
}
