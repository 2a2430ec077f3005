// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/receptionmark.h"

#include "gui/log/mergedmodel.h"

QString markWords(MergedReceptions::Mark mark)
{
    using Mark = MergedReceptions::Mark;
    switch (mark) {
    case Mark::Received:
        return MergedModel::tr("received");
    case Mark::NotYet:
        return MergedModel::tr("not received yet");
    case Mark::Missing:
        return MergedModel::tr("missing: subscribed, but the message did not come");
    case Mark::NotSubscribed:
        return MergedModel::tr("not subscribed then");
    case Mark::Refused:
        return MergedModel::tr("refused by the server");
    case Mark::Away:
        return MergedModel::tr("the connection was interrupted then");
    case Mark::Unknown:
        break;
    }
    return MergedModel::tr("not known: the server filters, or the message is an old one");
}

QString markSign(MergedReceptions::Mark mark)
{
    static const char16_t *const signs[] = {u"✓", u"…", u"▲", u"·", u"✕", u"–", u"?"};
    return QString::fromUtf16(signs[int(mark)]);
}

Tone markTone(MergedReceptions::Mark mark)
{
    using Mark = MergedReceptions::Mark;
    switch (mark) {
    case Mark::Received:
        return Tone::Good;
    case Mark::NotYet:
        return Tone::Busy;
    case Mark::Missing:
    case Mark::Refused:
        return Tone::Bad;
    default:
        return Tone::Quiet;
    }
}
