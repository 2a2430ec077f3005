// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QSettings;

struct SavedFilter
{
    QString name;
    QString text;

    friend bool operator==(const SavedFilter &, const SavedFilter &) = default;
};

/** Filters the user wants again, in the order they were saved; names are unique. Main thread. */
class SavedFilters : public QObject
{
    Q_OBJECT

public:
    /** `settings` outlives this. */
    explicit SavedFilters(QSettings &settings, QObject *parent = nullptr);

    const QList<SavedFilter> &filters() const { return m_filters; }
    /** Adds it, or replaces the one of that name. */
    void save(const SavedFilter &filter);
    void remove(const QString &name);

Q_SIGNALS:
    void changed();

private:
    void write();

    QSettings &m_settings;
    QList<SavedFilter> m_filters;
};
