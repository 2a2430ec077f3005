// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/recordingorigin.h"

#include "monitor/entry/entry.h"
#include "monitor/profile/logmask.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace {

std::string plainUrl(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment)
        .toStdString();
}

/** Of ours or a server's about the connection; what was published stays as it is. */
bool isMessageText(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Connection:
    case EntryKind::Subscription:
    case EntryKind::Error:
    case EntryKind::Gap:
    case EntryKind::PossibleGap:
    case EntryKind::NoGap:
    case EntryKind::Fetch:
        return true;
    default:
        return false;
    }
}

} // namespace

RecordingMetadata factsOf(const WatchRequest &request)
{
    RecordingMetadata metadata;
    metadata.program =
        (QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion())
            .toStdString();
    metadata.profile = request.profile.isEmpty() ? request.connection.profileName.toStdString()
                                                 : request.profile.toStdString();
    metadata.user = request.user.toStdString();
    metadata.url = plainUrl(request.connection.webSocketUrl);
    metadata.apiUrl = plainUrl(request.connection.apiUrl);
    return metadata;
}

RecordingMetadata factsOf(const std::vector<WatchRequest> &requests)
{
    RecordingMetadata metadata = factsOf(requests.front());
    if (requests.size() == 1) {
        return metadata;
    }
    QStringList names;
    QStringList urls;
    for (const WatchRequest &request : requests) {
        names += request.watcher;
        urls += QString::fromStdString(plainUrl(request.connection.webSocketUrl));
    }
    urls.removeDuplicates();
    metadata.user = names.join(QStringLiteral(", ")).toStdString();
    metadata.url = urls.join(QStringLiteral(", ")).toStdString();
    return metadata;
}

void recordEntry(Recorder &recorder, const Entry &entry)
{
    if (!isMessageText(entry.kind) || entry.payload.empty()) {
        recorder.record(entry);
        return;
    }
    const std::string words = maskSecrets(QString::fromUtf8(entry.payload)).toStdString();
    Entry masked = entry;
    masked.payload = words;
    recorder.record(masked);
}

void recordNewest(Recorder &recorder, const EntryLog &source, std::size_t count)
{
    const std::size_t size = source.size();
    for (std::size_t i = size - std::min(count, size); i < size; ++i) {
        recordEntry(recorder, source.at(i));
    }
}
