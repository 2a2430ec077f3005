// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/watch/timelinetext.h"

#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/logmask.h"
#include "text/visibletext.h"

#include <QLocale>
#include <QStringList>

using StepKind = Centrifuge::ConnectionStep::Kind;
using StepState = Centrifuge::ConnectionStep::State;

namespace {

constexpr qsizetype MaxMessage = 1000;
/** Words of a server may be megabytes; far beyond the cut, whatever the secrets' length. */
constexpr qsizetype MaxMasked = 65'536;

/** Secrets first: what is cut or escaped could not be found any more. */
QString readable(const QString &text)
{
    return Text::visible(maskSecrets(text.left(MaxMasked)).left(MaxMessage));
}

QString time(std::chrono::nanoseconds duration)
{
    return deltaText(duration).mid(1);
}

QString joined(const QStringList &parts)
{
    QStringList some = parts;
    some.removeAll(QString());
    return some.join(QStringLiteral(" \u00b7 "));
}

QString failureText(const Centrifuge::Error &error)
{
    const QString words = readable(error.message);
    QStringList where;
    const bool isOwn = error.layer == Centrifuge::ErrorLayer::Local && error.code == 0;
    if (error.layer != Centrifuge::ErrorLayer::Server && !isOwn) {
        where += idText(nameOf(error.layer));
    }
    if (const auto code = publicCode(error.layer, std::uint32_t(error.code)); code != 0) {
        where += QString::number(code);
    }
    return where.isEmpty() ? words : where.join(u' ') + QStringLiteral(": ") + words;
}

QString column(const QString &text, int width)
{
    return text.leftJustified(width) + u' ';
}

QString line(const QString &name, const QString &word, const QString &when, const QString &detail)
{
    return (column(name, 28) + column(word, 16) + column(when, 9) + detail).trimmed();
}

QStringList stepLines(const QList<TimelineStep> &steps)
{
    QStringList lines;
    for (const TimelineStep &step : steps) {
        lines += QStringLiteral("  ")
            + line(stepName(step), stepStateText(step), stepTime(step), stepDetail(step));
    }
    return lines;
}

} // namespace

QString stepName(StepKind kind)
{
    switch (kind) {
    case StepKind::NameResolution:
        return Tr::tr("Name resolution");
    case StepKind::Tcp:
        return QStringLiteral("TCP");
    case StepKind::Tls:
        return QStringLiteral("TLS");
    case StepKind::Upgrade:
        return Tr::tr("WebSocket upgrade");
    case StepKind::Connect:
        return Tr::tr("Connect");
    case StepKind::Subscribe:
        return Tr::tr("Subscribe");
    }
    return {};
}

QString stepName(const TimelineStep &step)
{
    const QString name = stepName(step.kind);
    return step.channel.isEmpty() ? name : name + u' ' + readable(step.channel);
}

QString stepStateText(const TimelineStep &step)
{
    switch (step.state) {
    case StepState::Started:
        return QStringLiteral("\u2026 ") + Tr::tr("under way");
    case StepState::Done:
        return QStringLiteral("\u2713 ") + Tr::tr("done");
    case StepState::Failed:
        return QStringLiteral("\u2715 ") + Tr::tr("failed");
    case StepState::NotObserved:
        break;
    }
    return QStringLiteral("\u2013 ") + Tr::tr("not observed");
}

QString stepTime(const TimelineStep &step)
{
    return step.duration ? time(*step.duration) : QString();
}

QString stepDetail(const TimelineStep &step)
{
    return step.state == StepState::Failed ? failureText(step.error) : readable(step.detail);
}

QString attemptName(const TimelineAttempt &attempt)
{
    return Tr::tr("Attempt %1").arg(attempt.number);
}

QString attemptStateText(const TimelineAttempt &attempt)
{
    switch (attempt.state) {
    case TimelineAttempt::State::UnderWay:
        return QStringLiteral("\u2026 ") + Tr::tr("under way");
    case TimelineAttempt::State::Live:
        return QStringLiteral("\u2713 ") + Tr::tr("connected");
    case TimelineAttempt::State::Ended:
        return QStringLiteral("\u25cb ") + Tr::tr("ended");
    case TimelineAttempt::State::Failed:
        break;
    }
    return QStringLiteral("\u2715 ") + Tr::tr("failed");
}

QString attemptTime(const TimelineAttempt &attempt)
{
    return attempt.endedAt ? time(*attempt.endedAt - attempt.startedAt) : QString();
}

QString attemptDetail(const TimelineAttempt &attempt)
{
    QStringList parts{timeText(attempt.wall)};
    if (attempt.state == TimelineAttempt::State::Failed) {
        const TimelineStep *failed = attempt.failedStep();
        parts += failed != nullptr ? Tr::tr("at: %1").arg(stepName(failed->kind))
                                   : Tr::tr("before the first step");
        parts += failureText(attempt.error);
    } else if (attempt.state == TimelineAttempt::State::Ended) {
        parts += codeAndReason(publicCode(attempt.end.layer, attempt.end.code),
                               readable(attempt.end.reason));
    }
    parts += readable(attempt.address);
    return joined(parts);
}

QString nextAttemptText(const ConnectionTimeline &timeline, std::chrono::nanoseconds left)
{
    const QString number = QString::number(timeline.nextNumber());
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    return seconds > 0 ? Tr::tr("attempt %1 in %2 s").arg(number, QString::number(seconds))
                       : Tr::tr("attempt %1: connecting \u2026").arg(number);
}

QString subscribeSums(const TimelineAttempt &attempt)
{
    const int all = attempt.subscribed + attempt.refused + attempt.waiting;
    if (all <= attempt.subscribes.size()) {
        return {};
    }
    const QLocale locale;
    return Tr::tr("%1 listed; of all answers: %2 done, %3 failed, %4 still waited for")
        .arg(locale.toString(int(attempt.subscribes.size())), locale.toString(attempt.subscribed),
             locale.toString(attempt.refused), locale.toString(attempt.waiting));
}

QString timelineText(const ConnectionTimeline &timeline)
{
    QStringList lines;
    for (const TimelineAttempt &attempt : timeline.attempts()) {
        lines += line(attemptName(attempt), attemptStateText(attempt), attemptTime(attempt),
                      attemptDetail(attempt));
        lines += stepLines(attempt.steps);
        lines += stepLines(attempt.subscribes);
        if (const QString sums = subscribeSums(attempt); !sums.isEmpty()) {
            lines += QStringLiteral("  ") + sums;
        }
    }
    return lines.join(u'\n') + u'\n';
}
