// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/palettecommands.h"

#include "gui/controller/profileswitch.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/actiontext.h"
#include "monitor/filter/filterbuilder.h"
#include "monitor/localserver/localserver.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilestore.h"
#include "text/visibletext.h"

#include <QAction>
#include <QMenuBar>
#include <QPointer>

namespace {

void addActionsOf(const QMenu &menu, const QString &topic, std::vector<PaletteCommand> &commands)
{
    for (QAction *action : menu.actions()) {
        if (QMenu *inner = action->menu()) {
            Q_EMIT inner->aboutToShow(); // fills a menu of files
            addActionsOf(*inner, topic + QStringLiteral(" \u203a ") + actionText(*action),
                         commands);
        } else if (!action->isSeparator()) {
            const QString text = actionText(*action);
            commands.push_back({action->isChecked() ? QStringLiteral("\u2713 ") + text : text,
                                topic, keysOf(*action),
                                action->isEnabled() ? QString() : whyNot(*action),
                                [action = QPointer(action)] {
                                    if (action) {
                                        action->trigger();
                                    }
                                }});
        }
    }
}

void collectActions(const QMenu &menu, QList<QAction *> &actions)
{
    for (QAction *action : menu.actions()) {
        if (const QMenu *inner = action->menu()) {
            collectActions(*inner, actions);
        } else if (!action->isSeparator()) {
            actions.append(action);
        }
    }
}

void switchChip(LogState &log, const QString &text)
{
    QStringList chips = log.chips();
    if (!chips.removeOne(text)) {
        chips.append(text);
    }
    log.setChips(chips);
}

void switchRule(RuleList &list, const Rule &rule)
{
    QList<Rule> changed = list.rules();
    const qsizetype index = changed.indexOf(rule);
    if (index >= 0) {
        changed[index].isOn = !rule.isOn;
        list.setRules(changed);
    }
}

} // namespace

QList<QAction *> menuActions(const QMenuBar &bar)
{
    QList<QAction *> actions;
    for (const QAction *menu : bar.actions()) {
        if (menu->menu() != nullptr) {
            collectActions(*menu->menu(), actions);
        }
    }
    return actions;
}

std::vector<PaletteCommand> menuCommands(const QMenuBar &bar)
{
    std::vector<PaletteCommand> commands;
    for (const QAction *menu : bar.actions()) {
        if (menu->menu() != nullptr) {
            addActionsOf(*menu->menu(), actionText(*menu), commands);
        }
    }
    return commands;
}

std::vector<PaletteCommand> profileCommands(ProfileSwitch &profiles)
{
    std::vector<PaletteCommand> commands;
    const QString topic = CommandPalette::tr("Profile");
    for (const Profile &profile : profiles.store().profiles()) {
        commands.push_back(
            {profile.name, topic, {}, {}, [&profiles, id = profile.id] { profiles.choose(id); }});
    }
    if (profiles.hasEnvironment()) {
        commands.push_back({environmentProfileName(), topic, {}, {}, [&profiles] {
                                profiles.chooseEnvironment();
                            }});
    }
    commands.push_back({localServerProfileName(), topic, {}, whyNoLocalServer(), [&profiles] {
                            profiles.chooseLocalServer();
                        }});
    return commands;
}

std::vector<PaletteCommand> ruleCommands(LogState &log)
{
    std::vector<PaletteCommand> commands;
    RuleList *list = log.rules();
    const QString topic = CommandPalette::tr("Rule");
    for (const Rule &rule : list ? list->chips() : QList<Rule>()) {
        const QString text = log.chips().contains(rule.filter)
            ? CommandPalette::tr("Filter off: %1")
            : CommandPalette::tr("Filter on: %1");
        commands.push_back({text.arg(rule.title()), topic, {}, {}, [&log, filter = rule.filter] {
                                switchChip(log, filter);
                            }});
    }
    for (const Rule &rule : list ? list->rules() : QList<Rule>()) {
        const QString text =
            rule.isOn ? CommandPalette::tr("Rule off: %1") : CommandPalette::tr("Rule on: %1");
        commands.push_back(
            {text.arg(rule.title()), topic, {}, {}, [list, rule] { switchRule(*list, rule); }});
    }
    return commands;
}

std::vector<PaletteCommand> channelCommands(WindowController &controller,
                                            std::function<void(const QString &)> select)
{
    std::vector<PaletteCommand> commands;
    for (const ChannelStatus &status : controller.channels()) {
        const QString &name = status.channel;
        const QString shown = Text::visible(name);
        commands.push_back({CommandPalette::tr("Go to %1").arg(shown),
                            CommandPalette::tr("Channel"),
                            {},
                            {},
                            [select, name] { select(name); }});
        commands.push_back({CommandPalette::tr("Show only %1").arg(shown),
                            CommandPalette::tr("Channel"),
                            {},
                            {},
                            [&controller, name] {
                                controller.log().setFilterText(
                                    QStringLiteral("channel == ")
                                    + QString::fromStdString(valueText(name.toStdString())));
                            }});
    }
    return commands;
}

std::vector<PaletteCommand> paletteCommands(const QMenuBar &bar, WindowController &controller,
                                            ProfileSwitch &profiles,
                                            std::function<void(const QString &)> select)
{
    std::vector<PaletteCommand> commands = menuCommands(bar);
    for (const auto &more : {profileCommands(profiles), ruleCommands(controller.log()),
                             channelCommands(controller, std::move(select))}) {
        commands.insert(commands.end(), more.begin(), more.end());
    }
    return commands;
}
