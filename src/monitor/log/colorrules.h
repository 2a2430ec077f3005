// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/filter/filter.h"
#include "monitor/profile/profile.h"

#include <QList>
#include <QObject>
#include <QString>

#include <vector>

class QSettings;

/** Rows that a filter lets through get a colour. */
struct ColorRule
{
    QString filter;
    ProfileColor color = ProfileColor::None;
    bool isOn = true;

    friend bool operator==(const ColorRule &, const ColorRule &) = default;
};

/** The rules of all logs, in order: the first that fits decides. Kept in the settings. Main thread.
 */
class ColorRules : public QObject
{
    Q_OBJECT

public:
    /** `settings` outlives this. */
    explicit ColorRules(QSettings &settings, QObject *parent = nullptr);

    const QList<ColorRule> &rules() const { return m_rules; }
    /** A rule whose filter has a fault colours nothing. */
    void setRules(const QList<ColorRule> &rules);
    ProfileColor colorOf(const Entry &entry);

Q_SIGNALS:
    void changed();

private:
    struct Compiled
    {
        FilterRun run;
        ProfileColor color;
    };
    void compile();

    QSettings &m_settings;
    QList<ColorRule> m_rules;
    std::vector<Compiled> m_compiled;
};
