// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "integration/watcher.h"

#include "monitor/entry/entry.h"

#include <QTest>

using Centrifuge::WireFormat;

Watcher::Watcher(WireFormat wireFormat, QString user)
    : m_user(std::move(user))
    , m_wireFormat(wireFormat)
    , m_feed(m_io, m_journal)
    , m_session(m_feed)
{
}

void Watcher::start(const ConnectionSettings &settings, const QStringList &channels)
{
    WatchRequest request;
    request.connection = settings;
    request.user = m_user;
    request.channels = channels;
    request.wireFormat = m_wireFormat;
    m_session.start(request);
}

ChannelStatus Watcher::channel(const QString &name) const
{
    const QList<ChannelStatus> channels = m_session.channels();
    for (const ChannelStatus &status : channels) {
        if (status.channel == name) {
            return status;
        }
    }
    return {};
}

QByteArrayList Watcher::payloads(const QString &channel) const
{
    const QByteArray wanted = channel.toUtf8();
    QByteArrayList result;
    for (std::size_t i = 0; i < m_journal.size(); ++i) {
        const Entry entry = m_journal.at(i);
        if (entry.kind == EntryKind::Publication && wanted == QByteArrayView(entry.channel)) {
            result.append(QByteArray(entry.payload.data(), qsizetype(entry.payload.size())));
        }
    }
    return result;
}

qsizetype Watcher::count(EntryKind kind) const
{
    qsizetype result = 0;
    for (std::size_t i = 0; i < m_journal.size(); ++i) {
        result += m_journal.at(i).kind == kind ? 1 : 0;
    }
    return result;
}

void addWireFormats()
{
    QTest::addColumn<WireFormat>("wire");
    QTest::newRow("protobuf") << WireFormat::Protobuf;
    QTest::newRow("json") << WireFormat::Json;
}
