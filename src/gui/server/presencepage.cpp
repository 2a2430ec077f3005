// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/presencepage.h"

#include "ui_presencepage.h"

#include "gui/controller/windowcontroller.h"
#include "gui/server/pacedupdate.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entrytext.h"
#include "monitor/server/presencewatch.h"
#include "monitor/server/servertext.h"
#include "text/visibletext.h"

namespace {

constexpr qsizetype LongestInfo = 2000;
/** Sorted by time; the last bit tells whether the time is that of the join. */
qlonglong sinceValue(const PresentClient &client)
{
    return client.since.count() * 2 + (client.isSeenJoining ? 1 : 0);
}

QString sinceText(const QVariant &value)
{
    const qlonglong since = value.toLongLong();
    const QString time = timeText(std::chrono::microseconds(since / 2));
    return since % 2 == 1 ? time : PresencePage::tr("before %1").arg(time);
}

std::vector<TableColumn> presenceColumns()
{
    const Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;
    return {{PresencePage::tr("User")},
            {PresencePage::tr("Since"),
             PresencePage::tr("When the client joined; \"before\" where nobody saw it join"), left,
             sinceText},
            {PresencePage::tr("Client")},
            {PresencePage::tr("Connection info")},
            {PresencePage::tr("Channel info")}};
}

} // namespace

PresencePage::PresencePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PresencePage>())
    , m_table(presenceColumns())
    , m_update(new PacedUpdate(this))
{
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base);
    m_ui->presenceRefreshButton->setIcon(glyphIcon(Glyph::Restart));
    for (QLabel *label :
         {m_ui->presenceRightLabel, m_ui->presenceNoteLabel, m_ui->presenceCostLabel}) {
        styleQuiet(label);
    }
    m_ui->presenceTable->attach(m_table, {14, 22, 38, 24, 24});
    connect(m_update, &PacedUpdate::due, this, &PresencePage::showAnswer);
    connect(m_ui->presenceChannelEdit, &QLineEdit::returnPressed, this, &PresencePage::useTyped);
}

PresencePage::~PresencePage() = default;

void PresencePage::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_ui->presenceProblem->setTheme(&theme);
    connect(m_ui->presenceRefreshButton, &QToolButton::clicked, this,
            [this] { m_watch->refresh(); });
    connect(&controller.group(), &WatchGroup::removed, this, [this](const WatchSession *removed) {
        if (removed == m_watcher) {
            setWatcher(m_controller->session());
        }
    });
    connect(&controller, &WindowController::connectionChanged, this,
            &PresencePage::followConnection);
    connect(&controller.log(), &LogState::displayZoneChanged, m_update, &PacedUpdate::request);
    setWatcher(controller.session());
}

void PresencePage::setWatcher(WatchSession &watcher)
{
    if (m_watcher == &watcher) {
        return;
    }
    m_watcher = &watcher;
    const QString channel = m_watch != nullptr ? m_watch->channel() : QString();
    m_watch = std::make_unique<PresenceWatch>(watcher, m_controller->feed());
    connect(m_watch.get(), &PresenceWatch::changed, m_update, &PacedUpdate::request);
    followConnection();
    m_watch->setChannel(channel);
    m_watch->setShown(isVisible());
}

void PresencePage::setChannel(WatchSession &watcher, const QString &channel)
{
    setWatcher(watcher);
    m_ui->presenceChannelEdit->setText(Text::visible(channel));
    m_watch->setChannel(channel);
}

void PresencePage::useTyped()
{
    const QString typed = m_ui->presenceChannelEdit->text().trimmed();
    if (typed != Text::visible(m_watch->channel())) { // else it is not typed, only shown
        m_watch->setChannel(typed);
    }
}

void PresencePage::followConnection()
{
    const bool isFirst = m_watcher == &m_controller->session();
    m_watch->setConnection(isFirst ? m_controller->connection() : m_watcher->request().connection);
}

/** Without a channel the first one that is watched. */
void PresencePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_watch == nullptr) {
        return;
    }
    const QList<ChannelStatus> watched = m_watcher->channels();
    if (m_watch->channel().isEmpty() && !watched.isEmpty()) {
        setChannel(*m_watcher, watched.constFirst().channel);
    }
    m_watch->setShown(true);
    m_update->request();
}

void PresencePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_watch != nullptr) {
        m_watch->setShown(false);
    }
}

void PresencePage::showAnswer()
{
    m_ui->presenceProblem->show(m_watch->channel().isEmpty() ? Explanation() : m_watch->problem());
    m_table.setRows(rows());
    showWrapped(m_ui->presenceSummaryLabel, summary());
    const QString right = rightText();
    showWrapped(m_ui->presenceRightLabel, right);
    m_ui->presenceRightLabel->setVisible(!right.isEmpty());
    const QString what = note();
    showWrapped(m_ui->presenceNoteLabel, what);
    m_ui->presenceNoteLabel->setVisible(!what.isEmpty());
    const QString cost = m_watch->poll().costText();
    showWrapped(m_ui->presenceCostLabel,
                cost.isEmpty() ? QString() : tr("Asked while shown, %1").arg(cost));
}

QString PresencePage::summary() const
{
    if (m_watch->channel().isEmpty()) {
        return tr("Select a channel, or type one.");
    }
    const PresenceList &list = m_watch->list();
    if (m_watch->counts()) {
        return tr("%1, %2").arg(clientsText(m_watch->counts()->clients),
                                usersText(m_watch->counts()->users));
    }
    if (!list.isComplete()) {
        return m_watch->problem().title.isEmpty() ? tr("Asking \u2026") : QString();
    }
    const QString counted = tr("%1, %2").arg(clientsText(quint64(list.clients().size())),
                                             usersText(quint64(list.userCount())));
    return m_watch->problem().title.isEmpty() ? counted : tr("Last known: %1").arg(counted);
}

QString PresencePage::rightText() const
{
    const QString user = userName(m_watcher->status().user);
    switch (m_watch->right()) {
    case PresenceRight::User:
        return tr("By the right of %1, on the connection").arg(user);
    case PresenceRight::ApiKey:
        return m_watch->whyNotByUser().isEmpty()
            ? tr("With the API key")
            : tr("With the API key; by the right of %1: %2").arg(user, m_watch->whyNotByUser());
    case PresenceRight::None:
        break;
    }
    return {};
}

/** How joins and leaves are noticed, and how many there were. */
QString PresencePage::note() const
{
    const PresenceList &list = m_watch->list();
    if (!list.isComplete()) {
        return {};
    }
    const QString counted =
        tr("Since %1: %2 joined, %3 left.")
            .arg(timeText(list.since()), groupedNumber(list.joined()), groupedNumber(list.left()));
    if (!m_watch->isSubscribed()) {
        return counted + u' '
            + tr("The channel is not watched, so joins and leaves are noticed only when the server "
                 "is asked.");
    }
    if (list.hasUnannounced()) {
        return counted + u' '
            + tr("No joins and leaves are sent to %1, so they are noticed only when the server is "
                 "asked. That needs “join_leave”, and “force_push_join_leave” or the right to ask "
                 "who is there.")
                  .arg(userName(m_watcher->status().user));
    }
    return counted;
}

std::vector<TableRow> PresencePage::rows() const
{
    std::vector<TableRow> rows;
    const auto &clients = m_watch->list().clients();
    rows.reserve(std::size_t(clients.size()));
    for (auto client = clients.cbegin(); client != clients.cend(); ++client) {
        const Centrifuge::ClientInfo &info = client->info;
        rows.push_back({client.key(),
                        {userName(info.user), sinceValue(*client), client.key(),
                         Text::visible(info.connectionInfo, LongestInfo),
                         Text::visible(info.channelInfo, LongestInfo)}});
    }
    return rows;
}
