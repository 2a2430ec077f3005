// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/emptywords.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/watch/sessiontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EmptyState)
};

/** What to set, and what it is for: one line each, only for what is missing. */
QStringList missingVariables(const ConnectionSettings &connection)
{
    QStringList lines;
    if (!connection.canConnect()) {
        lines += Text::tr("To watch, set CENTRIFUGO_TOKEN_HMAC_SECRET or CENTRIFUGO_TOKEN.");
    }
    if (!connection.canPublish()) {
        lines += Text::tr("To publish, set CENTRIFUGO_API_KEY.");
    }
    lines += Text::tr("Or start the local server to try everything on this machine.");
    return lines;
}

EmptyWords disabledState(WindowController &controller)
{
    EmptyWords words;
    words.title = Text::tr("Realtime is disabled");
    if (controller.connection().source == ConnectionSettings::Source::Profile) {
        words.text = controller.connection().whyNoConnect() + QLatin1Char(' ')
            + Text::tr("Ctrl+Shift+P changes the profile.");
        return words;
    }
    words.text = missingVariables(controller.connection()).join(u'\n');
    if (controller.localServerState() == LocalServer::State::Starting) {
        words.title = Text::tr("Starting the local server \u2026");
        words.text.clear();
        return words;
    }
    words.action = Text::tr("Start the local server");
    words.reason = whyNoLocalServer();
    words.act = [&controller] { controller.startLocalServer(); };
    return words;
}

/** Whether something came that is not in the log any more. */
bool hasReceived(const WindowController &controller)
{
    const QList<ChannelStatus> channels = controller.channels();
    return std::any_of(channels.begin(), channels.end(), [](const ChannelStatus &status) {
        return status.received > 0 || status.fetched > 0;
    });
}

QString subscribedNames(const WindowController &controller)
{
    QStringList names;
    for (const ChannelStatus &status : controller.channels()) {
        if (status.state == ChannelState::Subscribed) {
            names.append(status.channel);
        }
    }
    const qsizetype more = names.size() - 3;
    if (more > 0) {
        names = names.first(3);
        names.append(Text::tr("%1 more").arg(more));
    }
    return names.join(QStringLiteral(", "));
}

bool hidesEverything(LogState &log)
{
    return log.model().matches().isActive() && log.model().matches().left() == 0
        && log.model().rowCount() == 0 && log.source().size() > 0;
}

} // namespace

EmptyWords emptyStateFor(WindowController &controller, const std::function<void()> &addChannel,
                         const std::function<void()> &testMessage)
{
    EmptyWords words;
    if (hidesEverything(controller.log())) {
        words.title = Text::tr("Nothing matches the filter");
        words.text = Text::tr("All %1 entries are filtered out.")
                         .arg(groupedNumber(controller.journal().size()));
        words.action = Text::tr("Show everything");
        words.act = [&controller] { controller.log().showEverything(); };
        return words;
    }
    if (!controller.connection().canConnect()) {
        return disabledState(controller);
    }
    if (!isConnected(controller.status().state)
        || controller.journal().counters().publications > 0) {
        return words;
    }
    if (!controller.session().hasChannels()) {
        words.title = Text::tr("Live, and watching nothing");
        words.text = Text::tr("Add a channel on the left to see its messages here.");
        words.action = Text::tr("Add a channel");
        words.act = addChannel;
        return words;
    }
    const QString names = subscribedNames(controller);
    if (!names.isEmpty()) {
        words.title = Text::tr("Listening on %1").arg(names);
        words.text = hasReceived(controller) ? Text::tr("Nothing came since you cleared the log.")
                                             : Text::tr("Nothing came since you subscribed.");
        words.action = Text::tr("Publish a test message");
        words.reason = controller.whyNoPublish();
        words.act = testMessage;
    }
    return words;
}
