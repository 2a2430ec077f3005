// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/profile/profile.h"

#include <QFlags>
#include <QList>
#include <QObject>
#include <QString>

#include <vector>

class QSettings;

/** A filter, and what happens to the entries that it matches. */
struct Rule
{
    /** What it does with each new entry of a live log, in addition to its colour. */
    enum class Action { MarkEntry = 1, PauseLog = 2, NotifyUser = 4 };
    Q_DECLARE_FLAGS(Actions, Action)

    QString name; ///< chosen by the user; may be empty
    QString filter;
    ProfileColor color = ProfileColor::None; ///< of its rows
    bool isChip = false; ///< can be switched on below the filter line
    Actions actions;
    bool isOn = true; ///< one that is off does nothing

    /** The name, or the filter where it has none. */
    const QString &title() const { return name.isEmpty() ? filter : name; }

    friend bool operator==(const Rule &, const Rule &) = default;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(Rule::Actions)

/** The rules of all logs, in order; kept in the settings. Main thread. */
class RuleList : public QObject
{
    Q_OBJECT

public:
    /** Takes over the colour rules and saved filters of earlier versions. `settings` outlives this.
     */
    explicit RuleList(QSettings &settings, QObject *parent = nullptr);

    const QList<Rule> &rules() const { return m_rules; }
    /** A rule whose filter has a fault is kept, but does nothing. */
    void setRules(const QList<Rule> &rules);
    void append(const Rule &rule);
    void removeAt(qsizetype index);
    /** Those that are on and have a chip. */
    QList<Rule> chips() const;
    /** Of the first rule with a colour that matches. */
    ProfileColor colorOf(const Entry &entry);

Q_SIGNALS:
    void changed();

private:
    struct Compiled
    {
        FilterRun run;
        ProfileColor color;
    };
    void read();
    void readColorRules();
    void readSavedFilters();
    void write();
    void compile();

    QSettings &m_settings;
    QList<Rule> m_rules;
    std::vector<Compiled> m_colored;
};
