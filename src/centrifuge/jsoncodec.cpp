// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/jsoncodec.h"

#include "centrifuge/jsonreader.h"
#include "centrifuge/jsontext.h"

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
            add(name, toJsonString(text));
        }
    }
    void addFlag(QByteArrayView name, bool value)
    {
        if (value) {
            add(name, "true");
        }
    }
    QByteArray text() const { return '{' + m_content + '}'; }

private:
    QByteArray m_content;
};

struct RequestWriter
{
    ObjectWriter &command;

    void operator()(const ConnectCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("token", request.token);
        writer.addText("name", request.name);
        writer.addText("version", request.version);
        command.add("connect", writer.text());
    }

    void operator()(const SubscribeCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("channel", request.channel);
        writer.addText("token", request.token);
        if (request.recoverFrom) {
            writer.addFlag("recover", true);
            writer.addText("epoch", request.recoverFrom->epoch);
            if (request.recoverFrom->offset > 0) {
                writer.add("offset", QByteArray::number(quint64(request.recoverFrom->offset)));
            }
        }
        writer.addFlag("positioned", request.positioned);
        writer.addFlag("recoverable", request.recoverable);
        writer.addFlag("join_leave", request.joinLeave);
        command.add("subscribe", writer.text());
    }

    void operator()(const UnsubscribeCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("channel", request.channel);
        command.add("unsubscribe", writer.text());
    }

    void operator()(const RefreshCommand &request) const
    {
        ObjectWriter writer;
        writer.addText("token", request.token);
        command.add("refresh", writer.text());
    }

    void operator()(const PongCommand &) const { }
};

} // namespace

QByteArray JsonCodec::encode(const Command &command) const
{
    ObjectWriter writer;
    if (command.id > 0) {
        writer.add("id", QByteArray::number(command.id));
        std::visit(RequestWriter{writer}, command.request);
    }
    return writer.text() + '\n';
}

Outcome JsonCodec::decode(const QByteArray &frame, const MessageSink &sink) const
{
    const JsonReader reader(frame);
    qsizetype start = 0;
    while (start < frame.size()) {
        qsizetype end = frame.indexOf('\n', start);
        end = end < 0 ? frame.size() : end;
        if (std::optional<Message> message = reader.read(start, end)) {
            sink(std::move(*message));
        }
        start = end + 1;
    }
    return success();
}

} // namespace Centrifuge
