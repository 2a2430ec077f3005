// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/serverchannelspage.h"

#include "ui_serverchannelspage.h"

#include "gui/controller/windowcontroller.h"
#include "gui/server/pacedupdate.h"
#include "gui/widgets/labeltext.h"
#include "monitor/server/servertext.h"

#include <numeric>

namespace {

enum ChannelColumn { NameColumn, OthersColumn, ClientsColumn, WatchedColumn };

QString numberText(const QVariant &value)
{
    return groupedNumber(value.toULongLong());
}

std::vector<TableColumn> channelColumns()
{
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    return {{ServerChannelsPage::tr("Channel")},
            {ServerChannelsPage::tr("Others"),
             ServerChannelsPage::tr("Subscribers without ourselves"), right, numberText},
            {ServerChannelsPage::tr("All"), ServerChannelsPage::tr("Subscribers, on all nodes"),
             right, numberText},
            {ServerChannelsPage::tr("Watched")}};
}

/** Nodes of one server have one API key. */
bool isSameServer(const ConnectionSettings &a, const ConnectionSettings &b)
{
    return a.apiUrl == b.apiUrl || (!a.apiKey.isEmpty() && a.apiKey == b.apiKey);
}

QString stateWord(const OwnChannels &own, const QString &channel)
{
    const auto ours = own.constFind(channel);
    if (ours == own.cend()) {
        return {};
    }
    switch (ours->state) {
    case ChannelState::Subscribed:
        return ServerChannelsPage::tr("yes");
    case ChannelState::Subscribing:
        return ServerChannelsPage::tr("subscribing");
    case ChannelState::Unsubscribed:
        break;
    }
    return ServerChannelsPage::tr("refused");
}

} // namespace

ServerChannelsPage::ServerChannelsPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ServerChannelsPage>())
    , m_table(channelColumns())
    , m_update(new PacedUpdate(this))
{
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base);
    styleQuiet(m_ui->patternNoteLabel);
    styleQuiet(m_ui->channelsCostLabel);
    m_table.sort(OthersColumn, Qt::DescendingOrder);
    m_ui->channelsTable->attach(m_table, {18, 13, 8, 12});
    connect(m_update, &PacedUpdate::due, this, &ServerChannelsPage::showSample);
    connect(m_ui->patternEdit, &QLineEdit::returnPressed, this, &ServerChannelsPage::useTyped);
    connect(m_ui->watchPatternButton, &QPushButton::toggled, this,
            &ServerChannelsPage::setPatternWatched);
    connect(m_ui->watchChannelsButton, &QPushButton::clicked, this,
            &ServerChannelsPage::watchSelected);
    connect(m_ui->channelsTable, &QTableView::activated, this, &ServerChannelsPage::watchSelected);
    connect(m_ui->whoButton, &QPushButton::clicked, this,
            [this] { Q_EMIT whoRequested(m_ui->channelsTable->selectedKeys().value(0)); });
    connect(m_ui->channelsTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ServerChannelsPage::updateButtons);
    updateButtons();
}

ServerChannelsPage::~ServerChannelsPage() = default;

void ServerChannelsPage::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_ui->channelsProblem->setTheme(&theme);
    m_sampler = new ChannelSampler([this] { return own(); }, controller.io(), this);
    connect(m_sampler, &ChannelSampler::sampled, this, &ServerChannelsPage::followPattern);
    connect(m_sampler, &ChannelSampler::changed, m_update, &PacedUpdate::request);
    connect(&controller, &WindowController::channelsChanged, m_update, &PacedUpdate::request);
    connect(&controller, &WindowController::connectionChanged, this,
            &ServerChannelsPage::followConnection);
    followConnection();
}

std::optional<QString> ServerChannelsPage::watchedPattern() const
{
    return m_pattern.isActive() ? std::optional(m_pattern.pattern()) : std::nullopt;
}

void ServerChannelsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_sampler != nullptr) {
        m_sampler->setShown(true);
        m_update->request();
    }
}

void ServerChannelsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_sampler != nullptr) {
        m_sampler->setShown(false);
    }
}

void ServerChannelsPage::useTyped()
{
    m_sampler->setPattern(m_ui->patternEdit->text().trimmed());
}

void ServerChannelsPage::setPatternWatched(bool watched)
{
    if (watched) {
        useTyped();
        m_pattern.start(m_sampler->pattern());
    } else {
        m_pattern.stop();
    }
    m_ui->patternEdit->setEnabled(!watched);
    m_ui->watchPatternButton->setText(watched ? tr("Stop") : tr("Watch pattern"));
    m_sampler->setKept(watched);
    m_sampler->refresh();
    m_update->request();
    Q_EMIT watchedPatternChanged();
}

/** What was to be watched on one server is not watched on another. */
void ServerChannelsPage::followConnection()
{
    const ConnectionSettings &connection = m_controller->connection();
    if (m_apiUrl != connection.apiUrl) {
        m_apiUrl = connection.apiUrl;
        m_ui->watchPatternButton->setChecked(false);
    }
    m_sampler->setConnection(connection);
}

void ServerChannelsPage::followPattern()
{
    if (!m_pattern.isActive()) {
        return;
    }
    const PatternChanges changes = m_pattern.next(m_sampler->sample(), own());
    for (const QString &channel : changes.dropped) {
        m_controller->removeChannel(channel);
    }
    if (!changes.added.isEmpty()) {
        m_controller->addChannels(changes.added);
    }
}

void ServerChannelsPage::watchSelected()
{
    m_controller->addChannels(m_ui->channelsTable->selectedKeys());
}

void ServerChannelsPage::updateButtons()
{
    const qsizetype count = m_ui->channelsTable->selectionModel()->selectedRows().size();
    m_ui->watchChannelsButton->setEnabled(count > 0);
    m_ui->watchChannelsButton->setText(count > 1 ? tr("Watch %1").arg(groupedNumber(quint64(count)))
                                                 : tr("Watch"));
    m_ui->whoButton->setEnabled(count == 1);
}

void ServerChannelsPage::showSample()
{
    m_ui->channelsProblem->show(m_sampler->problem());
    m_table.setRows(rows());
    showWrapped(m_ui->channelsSummaryLabel, summary());
    const QString note = patternNote();
    showWrapped(m_ui->patternNoteLabel, note);
    m_ui->patternNoteLabel->setVisible(!note.isEmpty());
    const QString cost = m_sampler->poll().costText();
    showWrapped(m_ui->channelsCostLabel,
                cost.isEmpty() ? QString()
                    : m_pattern.isActive()
                    ? tr("Asked, also while hidden, %1; each time every node is asked").arg(cost)
                    : tr("Asked while shown, %1; each time every node is asked").arg(cost));
}

/** Of the watchers on this server. */
OwnChannels ServerChannelsPage::own() const
{
    QList<const WatchSession *> watchers;
    for (const WatchSession *watcher : m_controller->group().sessions()) {
        if (watcher == &m_controller->session()
            || isSameServer(watcher->request().connection, m_controller->connection())) {
            watchers.append(watcher);
        }
    }
    return ownChannels(watchers);
}

QString ServerChannelsPage::summary() const
{
    if (!m_sampler->hasSample()) {
        return m_sampler->problem().title.isEmpty() ? tr("Asking \u2026") : QString();
    }
    const auto &clients = m_sampler->sample().clients;
    const quint64 all = std::accumulate(clients.cbegin(), clients.cend(), quint64(0));
    const QString counted = clients.size() == 1
        ? tr("1 channel with %1").arg(clientsText(all))
        : tr("%1 channels, %2 subscriptions")
              .arg(groupedNumber(quint64(clients.size())), groupedNumber(all));
    return m_sampler->problem().title.isEmpty() ? counted : tr("Last known: %1").arg(counted);
}

QString ServerChannelsPage::patternNote() const
{
    if (!m_pattern.isActive()) {
        return {};
    }
    const double seconds = std::chrono::duration<double>(m_sampler->poll().interval()).count();
    QString note =
        tr("Channels watched for the pattern: %1. New channels are noticed every %2 s, so their "
           "first messages can be missed; a channel is dropped when only we are left.")
            .arg(groupedNumber(quint64(m_pattern.watchedCount())),
                 QString::number(seconds, 'f', 0));
    if (m_pattern.leftOutCount() == 0) {
        return note;
    }
    const QString left = groupedNumber(quint64(m_pattern.leftOutCount()));
    note += u' ';
    note += m_pattern.capacity()
        ? tr("%1 more are left out: the server takes no more channels on a connection (106), see "
             "its “client.channel_limit”.")
              .arg(left)
        : tr("%1 more are left out: a pattern watches at most %2 channels.")
              .arg(left, groupedNumber(quint64(PatternWatch::MaxChannels)));
    return note;
}

std::vector<TableRow> ServerChannelsPage::rows() const
{
    const ChannelSample &sample = m_sampler->sample();
    const OwnChannels ours = own();
    std::vector<TableRow> rows;
    rows.reserve(std::size_t(sample.clients.size()));
    for (auto channel = sample.clients.cbegin(); channel != sample.clients.cend(); ++channel) {
        rows.push_back({channel.key(),
                        {channel.key(), qulonglong(sample.others(channel.key(), ours)),
                         qulonglong(channel.value()), stateWord(ours, channel.key())}});
    }
    return rows;
}
