// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/chart/ratetext.h"

#include "gui/widgets/labeltext.h"
#include "monitor/entry/entrytext.h"
#include "monitor/platform/displaytime.h"
#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace {

QString perSecond(const QString &amount)
{
    return Tr::tr("%1/s").arg(amount);
}

} // namespace

QString messageRateText(double messages)
{
    const bool isWhole = messages >= 100 || messages == std::floor(messages);
    return perSecond(isWhole ? groupedNumber(quint64(std::llround(messages)))
                             : QString::number(messages, 'f', 1));
}

QString byteRateText(double bytes)
{
    return perSecond(sizeText(std::size_t(std::llround(bytes))));
}

QString rateText(const Rate &rate)
{
    return messageRateText(rate.messages) + QStringLiteral(" \u00b7 ") + byteRateText(rate.bytes);
}

QString rateTimeText(const RateHistory &history, std::chrono::microseconds time)
{
    const Qt::TimeSpec zone = displayZone() == DisplayZone::Utc ? Qt::UTC : Qt::LocalTime;
    const auto shown = QDateTime::fromMSecsSinceEpoch(time.count() / 1000, zone);
    const bool isLong = history.width() * history.size() > std::chrono::hours(24);
    return isLong ? QLocale().toString(shown, QLocale::ShortFormat)
                  : shown.toString(QStringLiteral("HH:mm:ss"));
}

QString rateChannelText(const RateHistory &history, std::size_t channel, qsizetype maxBytes)
{
    const std::string &name = history.channelName(channel);
    return Text::visible(QByteArrayView(name), maxBytes);
}
