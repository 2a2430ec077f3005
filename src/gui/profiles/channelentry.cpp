// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/channelentry.h"

#include <algorithm>

namespace {

/** Whether the comma at `at` ends the channel that begins at `begin`. */
bool isSeparator(const QString &line, qsizetype begin, qsizetype at)
{
    const QStringView before = QStringView(line).sliced(begin, at - begin);
    if (before.contains(QStringLiteral(" --"))) {
        return false;
    }
    const bool hasSpace = at + 1 == line.size() || line.at(at + 1).isSpace();
    return hasSpace || !before.contains(u'#');
}

QStringList channelsOf(const QString &line)
{
    QStringList channels;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line.at(at) == u',' && isSeparator(line, begin, at)) {
            channels += line.mid(begin, at - begin).trimmed();
            begin = at + 1;
        }
    }
    channels += line.mid(begin).trimmed();
    if (channels.size() > 1) {
        channels.removeAll(QString());
    }
    return channels;
}

} // namespace

QStringList typedChannels(const QString &text)
{
    QStringList channels;
    for (const QString &line : text.split(u'\n')) {
        channels += channelsOf(line);
    }
    while (!channels.isEmpty() && channels.constLast().isEmpty()) {
        channels.removeLast();
    }
    return channels;
}

QString typedChannelAt(const QString &text, int position)
{
    const qsizetype at = std::clamp<qsizetype>(position, 0, text.size());
    const qsizetype begin = at == 0 ? 0 : text.lastIndexOf(u'\n', at - 1) + 1;
    const qsizetype lineEnd = text.indexOf(u'\n', at);
    const QString line = text.mid(begin, lineEnd < 0 ? -1 : lineEnd - begin);
    // What stands before the cursor, and the rest of the same channel.
    const qsizetype count = channelsOf(line.left(at - begin)).size();
    return channelsOf(line).value(std::max<qsizetype>(count - 1, 0));
}
