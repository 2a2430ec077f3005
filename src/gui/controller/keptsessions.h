// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QThreadPool>

#include <optional>

/**
 * How the window was left at each profile: one JSON object each, in one file of mode 0600. The file
 * is written as a whole, in a thread, and read again before, so that two programs keep each other's
 * sessions. A damaged file is set aside. Main thread.
 */
class KeptSessions : public QObject
{
    Q_OBJECT

public:
    /** More than anybody switches between; the one used longest ago is forgotten. */
    static constexpr qsizetype MostSessions = 32;
    static constexpr qsizetype LargestFile = qsizetype(16) * 1024 * 1024;

    /** Until open() is called, nothing is read or written. */
    explicit KeptSessions(const QString &folder, QObject *parent = nullptr);
    /** Waits until everything is written. */
    ~KeptSessions() override;

    QString file() const;
    /** Reads the file, and writes it from now on. An error says what could not be read. */
    Centrifuge::Outcome open();

    /** Empty for none. */
    QJsonObject find(const QString &key) const;
    /** The one used last. */
    QJsonObject latest() const;
    QStringList keys() const;
    void put(const QString &key, const QJsonObject &session);
    void remove(const QString &key);

    /** Begins to write what has changed. */
    void save();
    /** The same, and waits for it. */
    void saveNow();

Q_SIGNALS:
    /** The file could not be written, or not be read before; `message` is a sentence. */
    void failed(const QString &message);

private:
    using Sessions = QHash<QString, QJsonObject>;
    /** Nothing for one that was removed. */
    using Changes = QHash<QString, std::optional<QJsonObject>>;
    struct Content;

    static Content read(const QString &file);
    static QString write(const QString &folder, const QString &file, const Changes &changes);
    void finish(const QString &fault, const Changes &changes);

    const QString m_folder;
    Sessions m_sessions;
    Changes m_changes; ///< not written yet
    QString m_fault; ///< of the last attempt to write; empty if it succeeded
    QThreadPool m_writer; ///< of one thread, so that the newest is written last
    bool m_isOpen = false;
};
