// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/keptparts.h"

#include "gui/channels/shownchannels.h"
#include "gui/controller/windowcontroller.h"
#include "gui/controller/windowstate.h"
#include "gui/publish/publishpane.h"
#include "gui/widgets/textzoom.h"

#include <QJsonArray>

#include <algorithm>

namespace {

/** Of a longer message only the channel is kept. */
constexpr qsizetype LongestDraft = 256 * 1024;

const auto ChannelMember = QStringLiteral("channel");
const auto TextMember = QStringLiteral("text");
const auto TagMember = QStringLiteral("tag");
const auto FilterMember = QStringLiteral("filter");
const auto ChipsMember = QStringLiteral("chips");
const auto TimesMember = QStringLiteral("times");
const auto OrderMember = QStringLiteral("order");
const auto GroupedMember = QStringLiteral("grouped");

QJsonObject writeDraft(const PublishPane &pane)
{
    QJsonObject object{{ChannelMember, pane.draftChannel()}, {TagMember, pane.isDraftTagged()}};
    const auto text = pane.draftText(LongestDraft);
    if (text) {
        object.insert(TextMember, *text);
    }
    return object;
}

void readDraft(const QJsonObject &object, PublishPane &pane)
{
    if (object.contains(TextMember)) {
        pane.setDraft(object.value(ChannelMember).toString(), object.value(TextMember).toString(),
                      object.value(TagMember).toBool(true));
    }
}

QJsonObject writeLog(const LogState &log)
{
    return {{FilterMember, log.filterText()},
            {ChipsMember, QJsonArray::fromStringList(log.chips())},
            {TimesMember, int(log.model().timeMode())}};
}

/** A chip whose rule was removed meanwhile would hide rows for no visible reason. */
QStringList existingChips(const QJsonArray &texts, const LogState &log)
{
    QStringList chips;
    const QList<Rule> rules = log.rules() ? log.rules()->chips() : QList<Rule>();
    for (const Rule &rule : rules) {
        if (texts.contains(rule.filter)) {
            chips.append(rule.filter);
        }
    }
    return chips;
}

void readLog(const QJsonObject &object, LogState &log)
{
    log.setFilterText(object.value(FilterMember).toString());
    log.setChips(existingChips(object.value(ChipsMember).toArray(), log));
    using Mode = JournalModel::TimeMode;
    const int mode = object.value(TimesMember).toInt();
    // A reference is a row, and rows are not kept.
    if (mode >= int(Mode::Clock) && mode < int(Mode::SinceReference)) {
        log.model().setTimeMode(Mode(mode), 0);
    }
}

} // namespace

void keepDraft(WindowState &state, PublishPane &pane)
{
    state.keep({QStringLiteral("draft"), WindowState::Part::Kind::Content,
                [&pane] { return writeDraft(pane); },
                [&pane](const QJsonValue &value) { readDraft(value.toObject(), pane); }});
    QObject::connect(&pane, &PublishPane::draftChanged, &state, &WindowState::touch);
}

void keepLog(WindowState &state, LogState &log)
{
    state.keep({QStringLiteral("log"), WindowState::Part::Kind::Content,
                [&log] { return writeLog(log); },
                [&log](const QJsonValue &value) { readLog(value.toObject(), log); }});
    QObject::connect(&log, &LogState::filterChanged, &state, &WindowState::touch);
    QObject::connect(&log.model(), &JournalModel::headerDataChanged, &state, &WindowState::touch);
}

void keepTextZoom(WindowState &state, TextZoom &zoom)
{
    state.keep(
        {QStringLiteral("zoom"), WindowState::Part::Kind::Layout,
         [&zoom] { return zoom.percent(); },
         [&zoom](const QJsonValue &value) { zoom.setPercent(value.toInt(TextZoom::Normal)); }});
    QObject::connect(&zoom, &TextZoom::changed, &state, &WindowState::touch);
}

void keepWatchers(WindowState &state, WindowController &controller)
{
    QObject::connect(&controller, &WindowController::channelsChanged, &state, &WindowState::touch);
    QObject::connect(&controller, &WindowController::connectionChanged, &state,
                     &WindowState::touch);
    QObject::connect(&controller, &WindowController::statusChanged, &state, &WindowState::touch);
}

void keepOrder(WindowState &state, ShownChannels &channels)
{
    using Order = ShownChannels::Order;
    const auto save = [&channels] {
        return QJsonObject{{OrderMember, int(channels.order())},
                           {GroupedMember, channels.isGrouped()}};
    };
    const auto restore = [&channels](const QJsonValue &value) {
        const int order = value[OrderMember].toInt();
        channels.setOrder(Order(std::clamp(order, int(Order::Added), int(Order::LastMessage))));
        channels.setGrouped(value[GroupedMember].toBool(true));
    };
    state.keep({QStringLiteral("channelOrder"), WindowState::Part::Kind::Layout, save, restore});
    QObject::connect(&channels, &ShownChannels::arrangementChanged, &state, &WindowState::touch);
}
