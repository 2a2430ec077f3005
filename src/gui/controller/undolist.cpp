// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/undolist.h"

#include <algorithm>

void UndoList::add(const Step &step)
{
    if (m_steps.size() == MostSteps) {
        m_steps.erase(m_steps.begin());
    }
    m_steps.push_back(step);
    Q_EMIT changed();
    Q_EMIT added(step.text);
}

/** Steps that have become impossible are passed over. */
const UndoList::Step *UndoList::newest() const
{
    const auto found = std::find_if(m_steps.rbegin(), m_steps.rend(), [](const Step &step) {
        return !step.isPossible || step.isPossible();
    });
    return found == m_steps.rend() ? nullptr : &*found;
}

QString UndoList::next() const
{
    const Step *step = newest();
    return step == nullptr ? QString() : step->text;
}

void UndoList::undo()
{
    const Step *step = newest();
    if (step == nullptr) {
        return;
    }
    const auto undo = step->undo;
    m_steps.erase(m_steps.begin() + (step - m_steps.data()), m_steps.end());
    undo();
    Q_EMIT changed();
}

void UndoList::leaveProfile()
{
    std::erase_if(m_steps, [](const Step &step) { return step.scope == Step::Scope::Profile; });
    Q_EMIT changed();
}
