// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/presenter/presentertext.h"

#include "gui/publish/roundtriptext.h"
#include "gui/widgets/labeltext.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/logmask.h"
#include "text/shortened.h"
#include "text/visibletext.h"

#include <QRegularExpression>

namespace {

constexpr qsizetype MaxMessageBytes = 2000;
/** More is not read from afar. */
constexpr qsizetype MaxMessage = 240;

} // namespace

QString presentable(const QString &text)
{
    static const QRegularExpression Address(
        QStringLiteral("\\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"'<>]+"));
    return maskSecrets(text).replace(Address, QStringLiteral("\u2022\u2022\u2022"));
}

/** Masked before it is cut, so that no part of a secret is left at the end. */
QString presentedMessage(QByteArrayView payload)
{
    const QByteArray line = payload.first(std::min(payload.size(), MaxMessageBytes)).toByteArray();
    return Text::shortened(presentable(Text::visible(line.simplified())), MaxMessage);
}

QString presentedProof(const Run &run, bool isWatched)
{
    const RoundTrip &trip = run.trip;
    QStringList parts{roundTripStateText(trip, isWatched)};
    const bool isSeen =
        trip.state == RoundTrip::State::Proven || trip.state == RoundTrip::State::Likely;
    if (isSeen && !trip.watchers.empty()) {
        parts.last() += u' '
            + Tr::tr("on %1 of %2")
                  .arg(QString::number(seenCount(trip.watchers)),
                       QString::number(trip.watchers.size()));
    }
    if (trip.apiTime && !trip.error) {
        parts.prepend(Tr::tr("published by the server"));
    }
    if (trip.pushTime) {
        parts += Tr::tr("back after %1").arg(duration(double(trip.pushTime->count()) / 1e6));
    }
    if (!trip.payloadIdentical) {
        parts += Tr::tr("the push carried other bytes");
    }
    if (trip.error) {
        parts += trip.error->message;
    }
    return presentable(Text::visible(parts.join(QStringLiteral(" \u00b7 "))));
}
