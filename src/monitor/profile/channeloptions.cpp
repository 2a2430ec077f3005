// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/channeloptions.h"

#include "monitor/platform/tr.h"
#include "monitor/profile/tagsfilter.h"

#include <array>
#include <utility>

namespace {

const auto Mark = QStringLiteral(" --");
const auto FilterWord = QStringLiteral("filter-tags");

struct Switch
{
    const char *word;
    bool ChannelOptions::*member;
    bool value; ///< with the word
};

constexpr std::array<Switch, 4> Switches{{{"delta", &ChannelOptions::delta, true},
                                          {"positioned", &ChannelOptions::positioned, true},
                                          {"no-recovery", &ChannelOptions::recoverable, false},
                                          {"no-join-leave", &ChannelOptions::joinLeave, false}}};

bool readSwitch(const QString &word, ChannelOptions &options)
{
    for (const Switch &known : Switches) {
        if (word == QLatin1String(known.word)) {
            options.*known.member = known.value;
            return true;
        }
    }
    return false;
}

/** The value goes on to the end of the line, since it may hold anything. */
bool readFilter(const QString &rest, ChannelOptions &options)
{
    if (!rest.startsWith(FilterWord)) {
        return false;
    }
    const QString value = rest.mid(FilterWord.size());
    if (value.isEmpty() || (value.front() != u' ' && value.front() != u'=')) {
        return false;
    }
    options.tagsFilter = value.mid(1).trimmed();
    return !options.tagsFilter.isEmpty();
}

} // namespace

QString findOptionsFault(const ChannelOptions &options)
{
    if (options.tagsFilter.isEmpty()) {
        return {};
    }
    if (options.delta) {
        return Tr::tr("A tags filter and delta can't be used together: patches apply to the "
                      "message before, which the filter may leave out.");
    }
    const auto filter = readTagsFilter(options.tagsFilter);
    return filter ? QString() : filter.error().message;
}

QString channelLineText(const ChannelLine &line)
{
    QString text = line.channel;
    for (const Switch &known : Switches) {
        if (line.options.*known.member == known.value) {
            text += Mark + QLatin1String(known.word);
        }
    }
    return line.options.tagsFilter.isEmpty()
        ? text
        : text + Mark + FilterWord + u' ' + line.options.tagsFilter;
}

std::optional<ChannelLine> readChannelLine(const QString &text)
{
    ChannelLine line;
    qsizetype mark = text.indexOf(Mark);
    line.channel = (mark < 0 ? text : text.left(mark)).trimmed();
    while (mark >= 0) {
        const QString rest = text.mid(mark + Mark.size());
        if (readFilter(rest, line.options)) {
            return line;
        }
        const qsizetype next = rest.indexOf(Mark);
        if (!readSwitch((next < 0 ? rest : rest.left(next)).trimmed(), line.options)) {
            return std::nullopt;
        }
        mark = next < 0 ? next : mark + Mark.size() + next;
    }
    return line;
}
