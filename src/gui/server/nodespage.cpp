// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/server/nodespage.h"

#include "ui_nodespage.h"

#include "gui/controller/windowcontroller.h"
#include "gui/server/probetable.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "monitor/server/nodeprobe.h"
#include "monitor/server/nodewatch.h"
#include "monitor/server/servertext.h"

#include <QHeaderView>
#include <QMessageBox>

#include <algorithm>

namespace {

QString countText(const QVariant &value)
{
    return groupedNumber(value.toULongLong());
}

QString uptimeCell(const QVariant &value)
{
    return shortUptime(value.toUInt());
}

std::vector<TableColumn> nodeColumns()
{
    const Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    return {{NodesPage::tr("Node")},
            {NodesPage::tr("State")},
            {NodesPage::tr("Clients"), NodesPage::tr("Connections"), right, countText},
            {NodesPage::tr("Users"), {}, right, countText},
            {NodesPage::tr("Channels"), {}, right, countText},
            {NodesPage::tr("Subscriptions"), {}, right, countText},
            {NodesPage::tr("Uptime"), {}, right, uptimeCell},
            {NodesPage::tr("Version")},
            {NodesPage::tr("Known by"), NodesPage::tr("Whose API lists it"), left}};
}

QString nodeState(const ListedNode &node)
{
    switch (node.state) {
    case ListedNode::State::Running:
        return NodesPage::tr("running");
    case ListedNode::State::Unknown:
        return NodesPage::tr("no answer, last seen %1").arg(timeText(node.lastSeen));
    case ListedNode::State::Gone:
        break;
    }
    return NodesPage::tr("gone, last seen %1").arg(timeText(node.lastSeen));
}

} // namespace

NodesPage::NodesPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::NodesPage>())
    , m_table(nodeColumns())
{
    m_ui->setupUi(this);
    setBackgroundRole(QPalette::Base);
    styleCaption(m_ui->matrixLabel);
    for (QLabel *label : {m_ui->nodesNoteLabel, m_ui->measureNoteLabel, m_ui->nodesCostLabel}) {
        styleQuiet(label);
    }
    m_ui->nodesTable->attach(m_table, {20, 14, 9, 9, 10, 14, 10, 12, 20});
    m_ui->matrixTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    new FocusRing(m_ui->matrixTable);
    connect(m_ui->measureButton, &QPushButton::clicked, this, &NodesPage::toggleMeasuring);
    connect(m_ui->matrixTable, &QTableWidget::currentCellChanged, this,
            [this] { showWrapped(m_ui->matrixTextLabel, matrixText()); });
}

NodesPage::~NodesPage() = default;

void NodesPage::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_theme = &theme;
    m_ui->nodesProblem->setTheme(&theme);
    m_watch = new NodeWatch(controller.io(), this);
    m_probe = new NodeProbe(controller.io(), this);
    connect(m_watch, &NodeWatch::changed, this, &NodesPage::showNodes);
    connect(m_probe, &NodeProbe::changed, this, &NodesPage::showMatrix);
    connect(&theme, &Theme::changed, this, &NodesPage::showMatrix);
    connect(&controller.log(), &LogState::displayZoneChanged, this, &NodesPage::showNodes);
    connect(&controller, &WindowController::connectionChanged, this, &NodesPage::followConnection);
    followConnection();
}

void NodesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_watch != nullptr) {
        m_watch->setShown(true);
        startOrStop();
    }
}

void NodesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_watch != nullptr) {
        m_watch->setShown(false);
        m_probe->stop();
    }
}

void NodesPage::followConnection()
{
    m_nodes = nodesOf(m_controller->connection());
    m_watch->setConnection(m_controller->connection());
    m_ui->measureButton->setChecked(false);
    startOrStop();
    showMatrix();
}

void NodesPage::showNodes()
{
    std::vector<TableRow> rows;
    for (const ListedNode &node : m_watch->list().nodes()) {
        rows.push_back(
            {node.info.uid,
             {node.info.name, nodeState(node), node.info.clients, node.info.users,
              node.info.channels, node.info.subscriptions, qulonglong(node.info.uptime.count()),
              node.info.version, node.knownBy.join(QStringLiteral(", "))}});
    }
    m_table.setRows(std::move(rows));
    showProblem();
    showWrapped(m_ui->nodesSummaryLabel, summary());
    const QString what = note();
    showWrapped(m_ui->nodesNoteLabel, what);
    m_ui->nodesNoteLabel->setVisible(!what.isEmpty());
    const QString cost = m_watch->poll().costText();
    showWrapped(m_ui->nodesCostLabel,
                cost.isEmpty() ? QString() : tr("Asked while shown, %1").arg(cost));
}

/** Of several faults the first; the summary says how many there are. */
void NodesPage::showProblem()
{
    if (m_watch->faults().empty()) {
        m_ui->nodesProblem->show({});
        return;
    }
    const NodeWatch::Fault &fault = m_watch->faults().front();
    Explanation problem = fault.explanation;
    if (m_watch->askedCount() > 1 && !fault.name.isEmpty()) {
        problem.title = tr("%1: %2").arg(fault.name, problem.title);
    }
    m_ui->nodesProblem->show(problem);
}

QString NodesPage::summary() const
{
    if (!m_watch->hasAnswer()) {
        return m_controller->connection().source == ConnectionSettings::Source::None
            ? tr("Not connected to a server yet.")
            : tr("Asking \u2026");
    }
    const std::size_t asked = m_watch->askedCount();
    const std::size_t failed = m_watch->faults().size();
    if (failed >= std::max<std::size_t>(asked, 1)) {
        return {};
    }
    const std::size_t running = m_watch->list().runningCount();
    const QString nodes = running == 1 ? tr("1 node") : tr("%1 nodes").arg(groupedNumber(running));
    return failed == 0
        ? nodes
        : tr("%1; only %2 of %3 APIs answered").arg(nodes).arg(asked - failed).arg(asked);
}

QString NodesPage::note() const
{
    if (m_watch->list().areSeparate()) {
        return tr("The nodes do not know each other: each is a server of its own, as with the "
                  "memory engine. What is published at one is not seen at the others, which behind "
                  "one load balancer loses messages for some of the users. Give all nodes the same "
                  "broker: \"engine\": {\"type\": \"redis\"}.");
    }
    const auto &nodes = m_watch->list().nodes();
    const bool hasGone = std::ranges::any_of(
        nodes, [](const ListedNode &node) { return node.state == ListedNode::State::Gone; });
    return hasGone
        ? tr("A node that ended without a farewell stays in presence for up to a minute, "
             "with its clients.")
        : QString();
}

QString NodesPage::whyNoMeasuring() const
{
    if (m_nodes.size() < 2) {
        return tr("To see which node's messages reach which, give the WebSocket address of each "
                  "node in the profile, one in a line.");
    }
    const ConnectionSettings &connection = m_controller->connection();
    if (!connection.canConnect()) {
        return connection.whyNoConnect();
    }
    return connection.whyNoPublish();
}

void NodesPage::toggleMeasuring(bool wanted)
{
    if (wanted && m_controller->mustConfirmPublish()) {
        m_ui->measureButton->setChecked(false);
        askBeforeMeasuring();
        return;
    }
    startOrStop();
}

void NodesPage::askBeforeMeasuring()
{
    auto *box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("measureQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setWindowTitle(tr("Measure in production"));
    box->setText(
        tr("%1 is PRODUCTION. Publish at its nodes?").arg(labelText(m_controller->profileName())));
    box->setInformativeText(tr("One small message at each node every %1 s, into a channel that "
                               "nobody else knows, and one connection to each.")
                                .arg(NodeProbe::RoundTime.count() / 1000));
    const QPushButton *yes = box->addButton(tr("Measure"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel)); // not by accident
    connect(yes, &QPushButton::clicked, this, [this] {
        m_ui->measureButton->setChecked(true);
        startOrStop();
    });
    box->open();
}

void NodesPage::startOrStop()
{
    const bool isWanted =
        m_ui->measureButton->isChecked() && isVisible() && whyNoMeasuring().isEmpty();
    if (!isWanted) {
        m_probe->stop();
    } else if (!m_probe->isRunning()) {
        m_probe->start(m_nodes, m_controller->session().request());
    }
    updateMeasuring();
}

void NodesPage::updateMeasuring()
{
    const QString why = whyNoMeasuring();
    const bool isRunning = m_probe->isRunning();
    m_ui->measureButton->setEnabled(why.isEmpty());
    m_ui->measureButton->setText(isRunning ? tr("Stop") : tr("Measure"));
    const auto seconds = NodeProbe::RoundTime.count() / 1000;
    QString note = why;
    if (why.isEmpty()) {
        note = isRunning
            ? tr("%1 connections and %1 publishes every %2 s, while shown, in %3")
                  .arg(m_nodes.size())
                  .arg(seconds)
                  .arg(m_probe->channel())
            : tr("Publishes one small message at each node every %1 s, into a channel that nobody "
                 "else knows, and tells where it arrives.")
                  .arg(seconds);
        if (std::ranges::any_of(m_nodes, [](const ServerNode &node) { return !node.hasOwnApi; })) {
            note += u' '
                + tr("The API address is not beside the WebSocket addresses, so all is published "
                     "through the one API.");
        }
    }
    showWrapped(m_ui->measureNoteLabel, note);
}

void NodesPage::showMatrix()
{
    const bool hasMatrix = m_probe->matrix().size() > 1 && m_nodes.size() > 1;
    m_ui->matrixTable->setVisible(hasMatrix);
    m_ui->matrixTextLabel->setVisible(hasMatrix);
    if (hasMatrix) {
        showProbes(*m_ui->matrixTable, m_probe->matrix(), *m_theme);
        showWrapped(m_ui->matrixTextLabel, matrixText());
    }
    updateMeasuring();
}

/** Of the selected cell, else of the worst. */
QString NodesPage::matrixText() const
{
    const ProbeMatrix &matrix = m_probe->matrix();
    const QModelIndexList selected = m_ui->matrixTable->selectionModel()->selectedIndexes();
    const std::pair<int, int> cell = selected.isEmpty()
        ? matrix.worst().value_or(std::pair(0, 0))
        : std::pair(selected.constFirst().row(), selected.constFirst().column());
    if (cell.first >= matrix.size() || cell.second >= matrix.size()
        || std::size_t(cell.first) >= m_nodes.size()) {
        return {};
    }
    return matrix.explanation(cell.first, cell.second, m_nodes[std::size_t(cell.first)].hasOwnApi);
}
