// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/emptystate.h"

#include "ui_emptystate.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/watch/sessiontext.h"

#include <algorithm>

namespace {

/** One line for each missing variable, with what it is for. */
QStringList missingVariables(const ConnectionSettings &connection)
{
    QStringList lines;
    if (!connection.canConnect()) {
        lines +=
            EmptyState::tr("To watch, set CENTRIFUGO_TOKEN_HMAC_SECRET or CENTRIFUGO_TOKEN, or "
                           "CENTRIFUGO_NO_TOKEN=1 for a server that needs none.");
    }
    if (!connection.canPublish()) {
        lines +=
            EmptyState::tr("To publish, set CENTRIFUGO_API_KEY, or CENTRIFUGO_NO_API_KEY=1 for "
                           "an API that asks for none.");
    }
    lines += EmptyState::tr("Or start the local server to try everything on this machine.");
    return lines;
}

EmptyStateContent disabledState(WindowController &controller)
{
    EmptyStateContent content;
    content.title = EmptyState::tr("Realtime is disabled");
    if (controller.connection().source == ConnectionSettings::Source::Profile) {
        content.text = controller.connection().whyNoConnect() + QLatin1Char(' ')
            + EmptyState::tr("Ctrl+Shift+P changes the profile.");
        return content;
    }
    content.text = missingVariables(controller.connection()).join(u'\n');
    if (controller.localServerState() == LocalServer::State::Starting) {
        content.title = EmptyState::tr("Starting the local server \u2026");
        content.text.clear();
        return content;
    }
    content.buttonText = EmptyState::tr("Start the local server");
    content.whyDisabled = whyNoLocalServer();
    content.onClick = [&controller] { controller.startLocalServer(); };
    return content;
}

/** Whether messages arrived that are no longer in the log. */
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
        names.append(EmptyState::tr("%1 more").arg(more));
    }
    return names.join(QStringLiteral(", "));
}

bool hidesEverything(LogState &log)
{
    return log.hasOwnFilter() && log.model().matches().isActive()
        && log.model().matches().left() == 0 && log.model().rowCount() == 0
        && log.source().size() > 0;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EmptyState>())
{
    m_ui->setupUi(this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setWeight(QFont::DemiBold);
    m_ui->titleLabel->setFont(large);
    styleQuiet(m_ui->textLabel);
    styleQuiet(m_ui->reasonLabel);
    m_ui->actionButton->setDefault(true);
    connect(m_ui->actionButton, &QPushButton::clicked, this, [this] {
        if (m_onClick) {
            m_onClick();
        }
    });
}

EmptyState::~EmptyState() = default;

void EmptyState::setContent(const EmptyStateContent &content)
{
    showWrapped(m_ui->titleLabel, content.title);
    QStringList lines = content.text.split(u'\n');
    std::transform(lines.begin(), lines.end(), lines.begin(), labelText);
    m_ui->textLabel->setText(lines.join(u'\n')); // the form sets plain text
    m_ui->textLabel->setVisible(!content.text.isEmpty());
    showWrapped(m_ui->reasonLabel, content.whyDisabled);
    m_ui->reasonLabel->setVisible(!content.whyDisabled.isEmpty());
    m_ui->actionButton->setText(withoutMnemonics(content.buttonText));
    m_ui->actionButton->setVisible(!content.buttonText.isEmpty());
    m_ui->actionButton->setEnabled(content.whyDisabled.isEmpty());
    m_onClick = content.onClick;
}

EmptyStateContent emptyStateContent(WindowController &controller,
                                    const std::function<void()> &addChannel,
                                    const std::function<void()> &testMessage)
{
    EmptyStateContent content;
    if (hidesEverything(controller.log())) {
        content.title = EmptyState::tr("Nothing matches the filter");
        content.text = EmptyState::tr("All %1 entries are filtered out.")
                           .arg(groupedNumber(controller.journal().size()));
        content.buttonText = EmptyState::tr("Show everything");
        content.onClick = [&controller] { controller.log().showEverything(); };
        return content;
    }
    if (!controller.connection().canConnect()) {
        return disabledState(controller);
    }
    if (!isConnected(controller.status().state)
        || controller.journal().counters().publications > 0) {
        return content;
    }
    if (!controller.session().hasChannels()) {
        content.title = EmptyState::tr("Live, and watching nothing");
        content.text = EmptyState::tr("Add a channel on the left to see its messages here.");
        content.buttonText = EmptyState::tr("Add a channel");
        content.onClick = addChannel;
        return content;
    }
    const QString names = subscribedNames(controller);
    if (!names.isEmpty()) {
        content.title = EmptyState::tr("Listening on %1").arg(names);
        content.text = hasReceived(controller)
            ? EmptyState::tr("Nothing came since you cleared the log.")
            : EmptyState::tr("Nothing came since you subscribed.");
        content.buttonText = EmptyState::tr("Publish a test message");
        content.whyDisabled = controller.whyNoPublish();
        content.onClick = testMessage;
    }
    return content;
}
