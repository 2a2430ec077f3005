// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QMap>
#include <QObject>
#include <QString>

#include <optional>

/** Entries the user has marked, each with a note that may be empty. Main thread. */
class MarkList : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool contains(quint64 number) const { return m_notes.contains(number); }
    QString note(quint64 number) const { return m_notes.value(number); }
    const QMap<quint64, QString> &notes() const { return m_notes; }
    bool isEmpty() const { return m_notes.isEmpty(); }

    void setMark(quint64 number, const QString &note = {});
    /** Marks those that have no mark yet. */
    void addMarks(const QList<quint64> &numbers, const QString &note);
    void remove(quint64 number);
    /** Removes the marks of entries before `number`. */
    void removeBefore(quint64 number);
    void clear();
    /** The nearest mark after or before the entry; wraps around. */
    std::optional<quint64> next(quint64 number) const;
    std::optional<quint64> previous(quint64 number) const;

Q_SIGNALS:
    void changed();

private:
    QMap<quint64, QString> m_notes;
};
