// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/kindglyph.h"

#include "monitor/entry/entry.h"

namespace {

/** How a publication came. */
char16_t publicationGlyph(std::uint8_t flags)
{
    if ((flags & Fetched) != 0) {
        return u'\u2193'; // down arrow
    }
    if ((flags & Backlog) != 0) {
        return u'\u21BA'; // arrow back
    }
    return (flags & Recovered) != 0 ? u'\u21BB' : u'\u00B7'; // arrow forward, dot
}

char16_t glyphOf(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        return publicationGlyph(entry.flags);
    case EntryKind::Join:
        return u'\u2192'; // arrow in
    case EntryKind::Leave:
        return u'\u2190'; // arrow out
    case EntryKind::Connection:
        return u'\u25CF'; // filled circle
    case EntryKind::Subscription:
        return u'\u25CB'; // circle
    case EntryKind::Error:
        return u'!';
    case EntryKind::Undecodable:
        return u'?';
    case EntryKind::Gap:
        return u'\u25B2'; // filled triangle
    case EntryKind::PossibleGap:
        return u'\u25B3'; // triangle
    case EntryKind::NoGap:
        return u'\u2713'; // check mark
    case EntryKind::Fetch:
        return u'\u21D3'; // double arrow
    case EntryKind::Loss:
        return u'\u2715'; // cross
    case EntryKind::Trim:
        return u'\u2191'; // up arrow
    }
    return u' ';
}

} // namespace

QString kindGlyph(const Entry &entry)
{
    return QString(QChar(glyphOf(entry)));
}

Tone kindTone(const Entry &entry)
{
    switch (entry.kind) {
    case EntryKind::Publication:
        return (entry.flags & (Recovered | Fetched)) != 0 ? Tone::Accent : Tone::Quiet;
    case EntryKind::Join:
    case EntryKind::Leave:
        return Tone::Accent;
    case EntryKind::Error:
    case EntryKind::Undecodable:
    case EntryKind::Loss:
        return Tone::Bad;
    case EntryKind::Gap:
    case EntryKind::Trim:
        return Tone::Busy;
    case EntryKind::PossibleGap:
        return Tone::Quiet;
    case EntryKind::NoGap:
        return Tone::Good;
    case EntryKind::Fetch:
        return entry.fetchState() == FetchState::Complete ? Tone::Good : Tone::Busy;
    case EntryKind::Connection:
        return toneOf(entry.sessionState());
    case EntryKind::Subscription:
        break;
    }
    if (entry.channelState() == ChannelState::Subscribed) {
        return Tone::Good;
    }
    // Being subscribed again, not refused.
    const bool isUnderWay =
        entry.channelState() == ChannelState::Subscribing && entry.publicCode() == 0;
    return entry.code() != 0 && !isUnderWay ? Tone::Bad : Tone::Quiet;
}
