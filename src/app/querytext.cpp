// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/querytext.h"

#include "app/texttable.h"
#include "monitor/entry/entrytext.h"
#include "monitor/entry/jsonobject.h"
#include "text/jsonscanner.h"
#include "text/shortened.h"
#include "text/visibletext.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace {

using namespace std::chrono_literals;
using Centrifuge::ClientInfo;
using Centrifuge::NodeInfo;

constexpr qsizetype LongestInfo = 200;

struct Client
{
    QString id;
    const ClientInfo *info;
};

struct ChannelCount
{
    QString name;
    std::uint32_t clients;
};

JsonObject queryObject(QByteArrayView kind)
{
    JsonObject result;
    result.add("kind", kind);
    return result;
}

/** "1 client", "2 clients" */
QString counted(std::uint64_t count, const QString &one, const QString &many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

/** False when `take` wants no more. */
bool writeTable(TextTable &table, const LineTaker &take)
{
    if (table.rowCount() == 0) {
        return true;
    }
    table.layOut();
    if (!take(table.headingLine().toUtf8())) {
        return false;
    }
    for (qsizetype row = 0; row < table.rowCount(); ++row) {
        if (!take(table.rowLine(row).toUtf8())) {
            return false;
        }
    }
    return true;
}

std::vector<Client> sortedClients(const Centrifuge::PresenceResult &presence)
{
    std::vector<Client> clients;
    for (auto client = presence.clients.cbegin(); client != presence.clients.cend(); ++client) {
        clients.push_back({client.key(), &client.value()});
    }
    std::ranges::stable_sort(
        clients, [](const Client &a, const Client &b) { return a.info->user < b.info->user; });
    return clients;
}

std::vector<ChannelCount> sortedChannels(const Centrifuge::ChannelsResult &channels)
{
    std::vector<ChannelCount> counts;
    for (auto entry = channels.clients.cbegin(); entry != channels.clients.cend(); ++entry) {
        counts.push_back({entry.key(), entry.value()});
    }
    std::ranges::stable_sort(
        counts, [](const ChannelCount &a, const ChannelCount &b) { return a.clients > b.clients; });
    return counts;
}

/** JSON as one line that is not too long; its line ends and tabs become spaces. */
QString infoCell(QByteArray json)
{
    std::ranges::replace_if(
        json, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return Text::shortened(Text::visible(json), LongestInfo);
}

/** What the server calls JSON may be anything; what is none becomes a string. */
void addInfo(JsonObject &object, const char *key, const QByteArray &json)
{
    if (json.isEmpty()) {
        object.addJson(key, "null");
    } else if (Text::findJsonFault(json)) {
        object.add(key, json);
    } else {
        object.addJson(key, json);
    }
}

/** "3d 4h", "2h 5m", "7m 12s", "12s"; "-" while it is not known. */
QString uptimeText(std::chrono::seconds uptime)
{
    const auto text = [](qint64 number, QChar unit) { return QString::number(number) + unit; };
    const qint64 seconds = uptime.count();
    if (uptime >= 24h) {
        return text(seconds / 86'400, u'd') + u' ' + text(seconds / 3'600 % 24, u'h');
    }
    if (uptime >= 1h) {
        return text(seconds / 3'600, u'h') + u' ' + text(seconds / 60 % 60, u'm');
    }
    if (uptime >= 1min) {
        return text(seconds / 60, u'm') + u' ' + text(seconds % 60, u's');
    }
    return seconds > 0 ? text(seconds, u's') : QStringLiteral("-");
}

QByteArray nodeJson(const NodeInfo &node, JsonAudience reader)
{
    JsonObject object = queryObject("node");
    object.addText("name", node.name);
    object.addText("uid", node.uid);
    object.addText("version", node.version);
    object.addNumber("clients", node.clients);
    object.addNumber("users", node.users);
    object.addNumber("channels", node.channels);
    object.addNumber("subscriptions", node.subscriptions);
    object.addOrNull("uptime_s", std::uint64_t(node.uptime.count()));
    return object.text(reader);
}

void addNode(TextTable &table, const NodeInfo &node)
{
    table.addRow({Text::visible(node.name), Text::visible(node.version),
                  QString::number(node.clients), QString::number(node.users),
                  QString::number(node.channels), QString::number(node.subscriptions),
                  uptimeText(node.uptime)});
}

TextTable nodeTable()
{
    TextTable table;
    table.addColumn(QStringLiteral("NODE"));
    table.addColumn(QStringLiteral("VERSION"));
    for (const char *heading : {"CLIENTS", "USERS", "CHANNELS", "SUBSCRIPTIONS", "UPTIME"}) {
        table.addColumn(QLatin1String(heading), TextTable::Align::Right);
    }
    return table;
}

} // namespace

void writePresence(const Centrifuge::PresenceResult &presence, const QueryForm &form,
                   const LineTaker &take)
{
    TextTable table;
    table.addColumn(QStringLiteral("USER"));
    table.addColumn(QStringLiteral("CLIENT"));
    table.addColumn(QStringLiteral("CONNECTION INFO"));
    table.addColumn(QStringLiteral("CHANNEL INFO"));
    QSet<QString> users;
    for (const auto &[id, info] : sortedClients(presence)) {
        users.insert(info->user);
        if (!form.isJson) {
            table.addRow({info->user.isEmpty() ? QStringLiteral("-") : Text::visible(info->user),
                          Text::visible(id), infoCell(info->connectionInfo),
                          infoCell(info->channelInfo)});
            continue;
        }
        JsonObject object = queryObject("client");
        object.addText("channel", form.subject);
        object.addText("user", info->user);
        object.addText("client", id);
        addInfo(object, "conn_info", info->connectionInfo);
        addInfo(object, "chan_info", info->channelInfo);
        if (!take(object.text(form.reader))) {
            return;
        }
    }
    const auto clients = std::uint64_t(presence.clients.size());
    if (form.isJson) {
        JsonObject object = queryObject("presence");
        object.addText("channel", form.subject);
        object.addNumber("clients", clients);
        object.addNumber("users", std::uint64_t(users.size()));
        take(object.text(form.reader));
    } else if (writeTable(table, take)) {
        take((counted(clients, QStringLiteral("client"), QStringLiteral("clients"))
              + QStringLiteral(", ")
              + counted(std::uint64_t(users.size()), QStringLiteral("user"),
                        QStringLiteral("users")))
                 .toUtf8());
    }
}

void writeChannels(const Centrifuge::ChannelsResult &channels, const QueryForm &form,
                   const LineTaker &take)
{
    TextTable table;
    table.addColumn(QStringLiteral("CLIENTS"), TextTable::Align::Right);
    table.addColumn(QStringLiteral("CHANNEL"));
    std::uint64_t subscriptions = 0;
    for (const auto &[name, clients] : sortedChannels(channels)) {
        subscriptions += clients;
        if (!form.isJson) {
            table.addRow({QString::number(clients), Text::visible(name)});
            continue;
        }
        JsonObject object = queryObject("channel");
        object.addText("channel", name);
        object.addNumber("clients", clients);
        if (!take(object.text(form.reader))) {
            return;
        }
    }
    const auto count = std::uint64_t(channels.clients.size());
    if (form.isJson) {
        JsonObject object = queryObject("channels");
        object.addOrNull("pattern", form.subject.toUtf8());
        object.addNumber("channels", count);
        object.addNumber("subscriptions", subscriptions);
        take(object.text(form.reader));
    } else if (writeTable(table, take)) {
        take((counted(count, QStringLiteral("channel"), QStringLiteral("channels"))
              + QStringLiteral(", ")
              + counted(subscriptions, QStringLiteral("subscription"),
                        QStringLiteral("subscriptions")))
                 .toUtf8());
    }
}

void writeInfo(const Centrifuge::InfoResult &info, const QueryForm &form, const LineTaker &take)
{
    std::vector<NodeInfo> nodes = info.nodes;
    std::ranges::sort(nodes, {},
                      [](const NodeInfo &node) { return std::tie(node.name, node.uid); });
    TextTable table = nodeTable();
    std::uint64_t clients = 0;
    std::uint64_t subscriptions = 0;
    for (const NodeInfo &node : nodes) {
        clients += node.clients;
        subscriptions += node.subscriptions;
        if (!form.isJson) {
            addNode(table, node);
        } else if (!take(nodeJson(node, form.reader))) {
            return;
        }
    }
    if (form.isJson) {
        JsonObject object = queryObject("info");
        object.addNumber("nodes", nodes.size());
        object.addNumber("clients", clients);
        object.addNumber("subscriptions", subscriptions);
        take(object.text(form.reader));
    } else if (writeTable(table, take)) {
        take((counted(nodes.size(), QStringLiteral("node"), QStringLiteral("nodes"))
              + QStringLiteral(", ")
              + counted(clients, QStringLiteral("client"), QStringLiteral("clients")))
                 .toUtf8());
    }
}

QByteArray queryFailureJson(const QString &command, const Centrifuge::Error &error,
                            JsonAudience reader)
{
    JsonObject object = queryObject("query_failed");
    object.addText("command", command);
    object.addText("layer", idText(nameOf(error.layer)));
    object.addJson("code", QByteArray::number(error.code));
    object.addOrNull("reason", error.message.toUtf8());
    return object.text(reader);
}
