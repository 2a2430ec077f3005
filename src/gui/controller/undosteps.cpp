// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/undosteps.h"

#include "gui/controller/profileswitch.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/log/rulelist.h"
#include "monitor/profile/profilestore.h"
#include "monitor/watch/watchsession.h"

#include <QPointer>

namespace {

UndoList::Step saveAgain(ProfileSwitch &profiles, const Profile &profile)
{
    return {UndoList::tr("Deleted the profile %1.").arg(labelText(profile.name)),
            [&profiles, profile, session = profiles.kept().find(profile.id)] {
                if (const auto saved = profiles.store().save(profile); !saved) {
                    Q_EMIT profiles.failed(saved.error().message);
                } else if (!session.isEmpty()) {
                    profiles.kept().put(profile.id, session);
                }
            },
            UndoList::Step::Scope::Program};
}

/** What is in `before` and not in the list any more comes back where it was. */
UndoList::Step insertAgain(RuleList &rules, const QList<Rule> &before)
{
    QStringList titles;
    for (const Rule &rule : before) {
        if (!rules.rules().contains(rule)) {
            titles.append(labelText(rule.title()));
        }
    }
    return {UndoList::tr("Deleted the rule %1.").arg(titles.join(QStringLiteral(", "))),
            [&rules, before] {
                QList<Rule> all = rules.rules();
                for (qsizetype i = 0; i < before.size(); ++i) {
                    if (!all.contains(before.at(i))) {
                        all.insert(std::min(i, all.size()), before.at(i));
                    }
                }
                rules.setRules(all);
            },
            UndoList::Step::Scope::Program};
}

} // namespace

UndoList::Step showRowsAgain(WindowController &controller)
{
    const QString text =
        UndoList::tr("Cleared the log. Its rows (%1) can come back until %2 more arrive.")
            .arg(groupedNumber(controller.journal().size()),
                 groupedNumber(Journal::MostAfterClear));
    return {text,
            [&controller, marks = controller.log().marks().notes(), lost = controller.lostCount()] {
                const QMap<quint64, QString> since = controller.log().marks().notes();
                const quint64 shift = controller.undoClear(lost);
                controller.log().restoreMarks(marks, since, shift);
            },
            UndoList::Step::Scope::Program,
            [&controller] { return controller.journal().clearedSize() > 0; }};
}

UndoList::Step watchAgain(WatchSession &watcher, const QString &channel)
{
    return {
        UndoList::tr("Stopped watching %1.").arg(labelText(channel)),
        [watcher = QPointer(&watcher), channel, options = watcher.request().optionsOf(channel)] {
            if (watcher) {
                watcher->addChannel(channel);
                watcher->setChannelOptions(channel, options);
            }
        }};
}

void followDeletions(UndoList &list, RuleList &rules, ProfileSwitch &profiles)
{
    QObject::connect(&rules, &RuleList::changed, &list,
                     [&list, &rules, before = rules.rules()]() mutable {
                         if (rules.rules().size() < before.size()) {
                             list.add(insertAgain(rules, before));
                         }
                         before = rules.rules();
                     });
    QObject::connect(&profiles.store(), &ProfileStore::removed, &list,
                     [&](const Profile &profile) { list.add(saveAgain(profiles, profile)); });
}
