// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QSettings;

/** The keys of the actions: the user's where there are any, else those of the program. Kept in the
 * settings by the names of the actions. Main thread. */
class ShortcutSettings : public QObject
{
    Q_OBJECT

public:
    /** Gives the actions the user's keys. Actions without a name are left out. All outlive this. */
    ShortcutSettings(QSettings &settings, const QList<QAction *> &actions, QObject *parent);

    const QList<QAction *> &actions() const { return m_actions; }
    bool isChanged(const QAction &action) const;
    /** Why the action can't have these keys, as a sentence; empty if it can. */
    QString findFault(const QAction &action, const QKeySequence &keys) const;
    /** No keys are allowed, too. */
    void setKeys(QAction &action, const QKeySequence &keys);
    void reset(QAction &action);
    void resetAll();

Q_SIGNALS:
    void changed();

private:
    void apply(QAction &action);

    QSettings &m_settings;
    QList<QAction *> m_actions;
    QHash<const QAction *, QList<QKeySequence>> m_defaults;
};
