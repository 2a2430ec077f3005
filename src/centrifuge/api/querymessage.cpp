// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/querymessage.h"

#include "centrifuge/api/apianswer.h"
#include "centrifuge/tr.h"
#include "text/jsontext.h"

namespace Centrifuge {

namespace {

/** The value of the one member of a result that matters. Centrifugo writes it even when it is
 * empty, so without it this is no answer: nobody is there, would be a guess. */
template <typename Read> void readMember(Json::value result, std::string_view member, Read read)
{
    bool isThere = false;
    Json::eachMember(result.get_object(), [&](std::string_view name, Json::value json) {
        if (name == member) {
            isThere = true;
            read(json);
        }
    });
    if (!isThere) {
        Json::fail(simdjson::NO_SUCH_FIELD);
    }
}

/** The number in `num_clients`, which is all that there is of a channel. */
std::uint32_t readClientCount(Json::value channel)
{
    std::uint32_t clients = 0;
    readMember(channel, "num_clients", [&](Json::value json) { clients = Json::toUint32(json); });
    return clients;
}

NodeInfo readNode(Json::object members)
{
    NodeInfo node;
    Json::eachMember(members, [&node](std::string_view name, Json::value json) {
        if (name == "uid") {
            node.uid = Json::toText(json);
        } else if (name == "name") {
            node.name = Json::toText(json);
        } else if (name == "version") {
            node.version = Json::toText(json);
        } else if (name == "num_clients") {
            node.clients = Json::toUint32(json);
        } else if (name == "num_users") {
            node.users = Json::toUint32(json);
        } else if (name == "num_channels") {
            node.channels = Json::toUint32(json);
        } else if (name == "num_subs") {
            node.subscriptions = Json::toUint32(json);
        } else if (name == "uptime") {
            node.uptime = std::chrono::seconds(Json::toUint32(json));
        }
    });
    return node;
}

template <typename T, typename Read>
Result<T> readQueryAnswer(const QByteArray &body, const Read &read)
{
    try {
        return readApiAnswer<T>(PaddedJson(body), [&read](Json::value json) {
            T result;
            read(json, result);
            return result;
        });
    } catch (const simdjson::simdjson_error &error) {
        return error.error() == simdjson::CAPACITY ? listTooLargeError() : unreadableAnswerError();
    }
}

} // namespace

QByteArray presenceBody(const QString &channel)
{
    return "{\"channel\":" + Text::toJsonString(channel) + '}';
}

QByteArray channelsBody(const QString &pattern)
{
    return pattern.isEmpty() ? QByteArray("{}")
                             : "{\"pattern\":" + Text::toJsonString(pattern) + '}';
}

Error listTooLargeError()
{
    return {ErrorLayer::Protocol, ListTooLarge,
            Tr::tr("The server's answer is longer than what is read of a list: %1 MB or %2 "
                   "entries.")
                .arg(ServerApi::LargestList >> 20)
                .arg(MaxListEntries),
            false};
}

Result<PresenceResult> readPresenceAnswer(const QByteArray &body)
{
    const auto read = [](Json::value json, PresenceResult &result) {
        readMember(json, "presence", [&result](Json::value clients) {
            result.clients = Json::readMap<ClientInfo>(clients.get_object(), [](Json::value info) {
                return Json::readClientInfo(info.get_object());
            });
        });
    };
    return readQueryAnswer<PresenceResult>(body, read);
}

Result<PresenceStatsResult> readPresenceStatsAnswer(const QByteArray &body)
{
    const auto read = [](Json::value json, PresenceStatsResult &result) {
        bool hasClients = false;
        bool hasUsers = false;
        Json::eachMember(json.get_object(), [&](std::string_view name, Json::value number) {
            if (name == "num_clients") {
                result.clients = Json::toUint32(number);
                hasClients = true;
            } else if (name == "num_users") {
                result.users = Json::toUint32(number);
                hasUsers = true;
            }
        });
        if (!hasClients || !hasUsers) {
            Json::fail(simdjson::NO_SUCH_FIELD);
        }
    };
    return readQueryAnswer<PresenceStatsResult>(body, read);
}

Result<ChannelsResult> readChannelsAnswer(const QByteArray &body)
{
    const auto read = [](Json::value json, ChannelsResult &result) {
        readMember(json, "channels", [&result](Json::value channels) {
            result.clients = Json::readMap<std::uint32_t>(channels.get_object(), readClientCount);
        });
    };
    return readQueryAnswer<ChannelsResult>(body, read);
}

Result<InfoResult> readInfoAnswer(const QByteArray &body)
{
    const auto read = [](Json::value json, InfoResult &result) {
        readMember(json, "nodes", [&result](Json::value nodes) {
            for (auto node : nodes.get_array()) {
                Json::checkSize(result.nodes.size() + 1);
                result.nodes.push_back(readNode(node.get_object()));
            }
        });
    };
    return readQueryAnswer<InfoResult>(body, read);
}

} // namespace Centrifuge
