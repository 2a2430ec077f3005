// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/rulerunner.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/filter/filtertext.h"

#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr auto NotificationInterval = 10s;

quint64 endOf(const EntryLog &log)
{
    return log.firstNumber() + log.size();
}

} // namespace

RuleRunner::RuleRunner(WindowController &controller, RuleList &rules, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_rules(rules)
    , m_next(endOf(controller.entries()))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(NotificationInterval);
    connect(&m_quiet, &QTimer::timeout, this, &RuleRunner::notify);
    connect(&rules, &RuleList::changed, this, &RuleRunner::compile);
    connect(&controller.log(), &LogState::entriesAdded, this, &RuleRunner::followEntries);
    // Rows may have come back then, which are not new.
    connect(&controller, &WindowController::cleared, this,
            [this] { m_next = endOf(m_controller.entries()); });
    compile();
}

void RuleRunner::setNotificationInterval(std::chrono::milliseconds interval)
{
    m_quiet.setInterval(interval);
}

void RuleRunner::compile()
{
    m_runs.clear();
    for (const Rule &rule : m_rules.rules()) {
        const FilterText compiled = compileFilter(rule.filter);
        if (rule.isOn && rule.actions && !compiled.fault && !compiled.filter.isEmpty()) {
            m_runs.push_back({rule, FilterRun(compiled.filter), {}});
        }
    }
    m_next = endOf(m_controller.entries());
}

void RuleRunner::followEntries()
{
    const EntryLog &log = m_controller.entries();
    const quint64 first = std::max(m_next, quint64(log.firstNumber()));
    m_next = endOf(log);
    if (m_runs.empty()) {
        return;
    }
    for (quint64 number = first; number < m_next; ++number) {
        const Entry entry = log.at(std::size_t(number - log.firstNumber()));
        for (Run &run : m_runs) {
            if (run.filter.matches(entry)) {
                apply(run, entry);
            }
        }
    }
    mark();
    if (!m_quiet.isActive()) {
        notify();
    }
}

void RuleRunner::apply(Run &run, const Entry &entry)
{
    if (run.rule.actions & Rule::Action::MarkEntry) {
        run.marked.append(entry.number);
    }
    if (run.rule.actions & Rule::Action::NotifyUser) {
        ++m_notified[run.rule.title()];
    }
    if ((run.rule.actions & Rule::Action::PauseLog) && !m_controller.isPaused()) {
        pause(run.rule, entry.number);
    }
}

void RuleRunner::mark()
{
    MarkList &marks = m_controller.log().marks();
    for (Run &run : m_runs) {
        const QList<quint64> marked = std::exchange(run.marked, {});
        const qsizetype room = std::max<qsizetype>(0, MaxMarks - marks.notes().size());
        marks.addMarks(marked.first(std::min(room, marked.size())), run.rule.title());
        if (marked.size() > room) {
            m_controller.notices().showFailure(
                NoticeCenter::FailedTask::Mark,
                tr("%1 entries are marked; the rule %2 marks no further ones.")
                    .arg(groupedNumber(quint64(MaxMarks)), run.rule.title()));
        }
    }
}

void RuleRunner::pause(const Rule &rule, quint64 number)
{
    m_controller.setPaused(true, rule.title());
    Q_EMIT pausedAt(number);
}

void RuleRunner::notify()
{
    if (m_notified.isEmpty()) {
        return;
    }
    QStringList lines;
    for (const auto &[title, count] : std::exchange(m_notified, {}).asKeyValueRange()) {
        const QString name = labelText(title);
        lines.append(count == 1
                         ? tr("%1: 1 new entry").arg(name)
                         : tr("%1: %2 new entries").arg(name, groupedNumber(quint64(count))));
    }
    m_quiet.start();
    Q_EMIT notificationDue(lines.join(u'\n'));
}
