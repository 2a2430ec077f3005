// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/jsoncodec.h"

#include "centrifuge/codec/jsonreader.h"
#include "text/jsontext.h"

namespace Centrifuge {

namespace {

/** Members of one object, without those that are empty. */
class ObjectWriter
{
public:
    void add(QByteArrayView name, const QByteArray &json)
    {
        m_content.append(m_content.isEmpty() ? "\"" : ",\"")
            .append(name)
            .append("\":")
            .append(json);
    }
    void addText(QByteArrayView name, const QString &text)
    {
        if (!text.isEmpty()) {
            add(name, Text::toJsonString(text));
        }
    }
    void addFlag(QByteArrayView name, bool value)
    {
        if (value) {
            add(name, "true");
        }
    }
    void addNumber(QByteArrayView name, quint64 value)
    {
        if (value > 0) {
            add(name, QByteArray::number(value));
        }
    }
    /** A newline would end the command; in JSON it can only stand between tokens. */
    void addPayload(QByteArrayView name, QByteArray json)
    {
        if (!json.isEmpty()) {
            add(name, json.replace('\n', ' ').replace('\r', ' '));
        }
    }
    void addPosition(const StreamPosition &position)
    {
        addText("epoch", position.epoch);
        addNumber("offset", position.offset);
    }
    QByteArray text() const { return '{' + m_content + '}'; }

private:
    QByteArray m_content;
};

/** A list of `items`, each as `toJson` writes it. */
template <typename List, typename ToJson> QByteArray toList(const List &items, const ToJson &toJson)
{
    QByteArray list;
    for (const auto &item : items) {
        list.append(list.isEmpty() ? "" : ",").append(toJson(item));
    }
    return '[' + list + ']';
}

/** Adds `map` as an object; keys are escaped, and `toJson` writes the values. */
template <typename Map, typename ToJson>
void addMap(ObjectWriter &writer, QByteArrayView name, const Map &map, const ToJson &toJson)
{
    if (map.isEmpty()) {
        return;
    }
    QByteArray members;
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
        members.append(members.isEmpty() ? "" : ",")
            .append(Text::toJsonString(entry.key()))
            .append(':')
            .append(toJson(entry.value()));
    }
    writer.add(name, '{' + members + '}');
}

QByteArray recoveryToJson(const StreamPosition &position)
{
    ObjectWriter writer;
    writer.addFlag("recover", true);
    writer.addPosition(position);
    return writer.text();
}

QByteArray filterToJson(const FilterNode &node)
{
    ObjectWriter writer;
    writer.addText("op", node.operation);
    writer.addText("key", node.key);
    writer.addText("cmp", node.comparison);
    writer.addText("val", node.value);
    if (!node.values.isEmpty()) {
        writer.add("vals", toList(node.values, Text::toJsonString));
    }
    if (!node.nodes.empty()) {
        writer.add("nodes", toList(node.nodes, filterToJson));
    }
    return writer.text();
}

struct JsonRequestWriter
{
    ObjectWriter &command;

    void operator()(const ConnectCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("token", request.token);
        writer.addPayload("data", request.data);
        addMap(writer, "subs", request.recoverFrom, recoveryToJson);
        writer.addText("name", request.name);
        writer.addText("version", request.version);
        addMap(writer, "headers", request.headers, Text::toJsonString);
        command.add("connect", writer.text());
    }

    void operator()(const SubscribeCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("channel", request.channel);
        writer.addText("token", request.token);
        if (request.recoverFrom) {
            writer.addFlag("recover", true);
            writer.addPosition(*request.recoverFrom);
        }
        writer.addPayload("data", request.data);
        writer.addFlag("positioned", request.positioned);
        writer.addFlag("recoverable", request.recoverable);
        writer.addFlag("join_leave", request.joinLeave);
        if (request.delta) {
            writer.add("delta", "\"fossil\"");
        }
        if (request.filter) {
            writer.add("tf", filterToJson(*request.filter));
        }
        writer.addNumber("flag", request.rejectUnrecovered ? RejectUnrecoveredFlag : 0);
        command.add("subscribe", writer.text());
    }

    void operator()(const UnsubscribeCommand &request) const
    {
        addChannelOnly("unsubscribe", request.channel);
    }

    void operator()(const PublishCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("channel", request.channel);
        writer.addPayload("data", request.data);
        command.add("publish", writer.text());
    }

    void operator()(const PresenceCommand &request) const
    {
        addChannelOnly("presence", request.channel);
    }

    void operator()(const PresenceStatsCommand &request) const
    {
        addChannelOnly("presence_stats", request.channel);
    }

    void operator()(const HistoryCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("channel", request.channel);
        if (request.limit != 0) {
            writer.add("limit", QByteArray::number(request.limit));
        }
        if (request.since) {
            ObjectWriter since;
            since.addNumber("offset", request.since->offset);
            since.addText("epoch", request.since->epoch);
            writer.add("since", since.text());
        }
        writer.addFlag("reverse", request.reverse);
        command.add("history", writer.text());
    }

    void operator()(const RpcCommand &request) const
    {
        ObjectWriter writer;
        writer.addPayload("data", request.data);
        writer.addText("method", request.method);
        command.add("rpc", writer.text());
    }

    void operator()(const SendCommand &request) const
    {
        ObjectWriter writer;
        writer.addPayload("data", request.data);
        command.add("send", writer.text());
    }

    void operator()(const RefreshCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("token", request.token);
        command.add("refresh", writer.text());
    }

    void operator()(const SubscriptionRefreshCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("channel", request.channel);
        writer.addText("token", request.token);
        command.add("sub_refresh", writer.text());
    }

    void operator()(const PongCommand &) const { }

    void addChannelOnly(QByteArrayView name, const QString &channel) const
    {
        ObjectWriter writer;
        writer.addText("channel", channel);
        command.add(name, writer.text());
    }
};

} // namespace

QByteArray JsonCodec::encode(const Command &command) const
{
    ObjectWriter writer;
    if (command.id > 0) {
        writer.add("id", QByteArray::number(command.id));
    }
    std::visit(JsonRequestWriter{writer}, command.request);
    return writer.text() + '\n';
}

Outcome JsonCodec::split(const QByteArray &frame, const MessageSink &sink,
                         const PlainPublicationSink &plain) const
{
    const JsonReader reader(frame);
    qsizetype start = 0;
    while (start < frame.size()) {
        qsizetype end = frame.indexOf('\n', start);
        end = end < 0 ? frame.size() : end;
        const auto publication = plain ? reader.readPlain(start, end) : std::nullopt;
        if (!publication || !plain(*publication)) {
            if (std::optional<Message> message = reader.read(start, end)) {
                sink(std::move(*message));
            }
        }
        start = end + 1;
    }
    return success();
}

} // namespace Centrifuge
