// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"
#include "monitor/profile/profile.h"

#include <QObject>

#include <optional>

class QJsonObject;

/**
 * The profiles in one file of mode 0600, without any secret. Written at once and as a whole; read
 * anew before, so that two windows don't lose each other's profiles. What can't be read is
 * explained and never overwritten: a broken file is set aside under another name. Main thread.
 */
class ProfileStore : public QObject
{
    Q_OBJECT

public:
    explicit ProfileStore(const QString &folder, QObject *parent = nullptr);

    /** In the user's configuration, apart from all data. */
    static QString defaultFolder();

    QString folder() const { return m_folder; }
    QString file() const;

    /** Reads the file; an error explains why nothing or not everything of it is here. */
    Centrifuge::Outcome load();
    const QList<Profile> &profiles() const { return m_profiles; }
    std::optional<Profile> find(const QString &id) const;
    /** By name, as on the command line. */
    Centrifuge::Result<Profile> findByName(const QString &name) const;
    /** `name`, with a number behind it where there is one of that name. */
    QString freeName(const QString &name) const;

    /** Adds it, or replaces the one with the same id. */
    Centrifuge::Outcome save(const Profile &profile);
    /**
     * The same, where the stored one still is `baseRevision`, or none for nothing. Otherwise
     * nothing is written, and find() returns the stored one.
     */
    Centrifuge::Outcome saveOver(const std::optional<Profile> &baseRevision,
                                 const Profile &profile);
    Centrifuge::Outcome remove(const QString &id);
    /** Where the last change put a broken file; empty when there was none. */
    const QString &setAsideFile() const { return m_setAsideFile; }

Q_SIGNALS:
    void changed();
    void removed(const Profile &profile); ///< by remove(), after it is gone

private:
    struct File;

    Centrifuge::Result<File> read() const;
    Centrifuge::Outcome take(const File &file);
    template <typename Change> Centrifuge::Outcome change(Change change);

    QString m_folder;
    QList<Profile> m_profiles;
    QString m_setAsideFile;
};
