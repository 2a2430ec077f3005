// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

/** What the user can take back, the newest first. Main thread. */
class UndoList : public QObject
{
    Q_OBJECT

public:
    /** Of older steps nobody knows any more what they were. */
    static constexpr std::size_t MostSteps = 20;

    struct Step
    {
        enum class Scope {
            Program, ///< possible for as long as the program runs
            Profile ///< only while the window stays at its profile
        };

        QString text; ///< what was done, a sentence
        std::function<void()> undo;
        Scope scope = Scope::Profile;
        std::function<bool()> isPossible{}; ///< asked before; empty: always
    };

    using QObject::QObject;

    void add(const Step &step);
    /** The text of the step that undo() would take back; empty for none. */
    QString next() const;
    void undo();
    /** The profile was left. */
    void leaveProfile();

Q_SIGNALS:
    void changed();
    /** To be offered for a while. */
    void added(const QString &text);

private:
    const Step *newest() const;

    std::vector<Step> m_steps;
};
