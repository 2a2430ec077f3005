// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/profilesecrets.h"
#include "monitor/profile/secretreference.h"

#include <QHash>
#include <QString>

class QJsonObject;

/**
 * Holds the secrets of profiles: those typed for this session in memory, and those the user wanted
 * kept in one file of mode 0600. One that was typed is for the servers that the profile named then:
 * another process may have changed the profile since. Main thread.
 */
class SecretKeeper
{
public:
    /** `folder` is that of the profiles. */
    explicit SecretKeeper(const QString &folder);

    QString storedFile() const;

    /** An empty secret forgets. */
    void setSession(const Profile &profile, const QString &slot, const Secret &secret);
    /** Keeps it in the file; an empty one takes it out. */
    Centrifuge::Outcome setStored(const QString &profileId, const QString &slot,
                                  const Secret &secret);
    /** Forgets what belongs to a profile, in memory and in the file. */
    Centrifuge::Outcome forget(const QString &profileId);
    QHash<QString, Secret> session(const Profile &profile) const;
    /** All that was typed for a profile; an error when the file can't be read. */
    Centrifuge::Result<ProfileSecrets> known(const Profile &profile) const;
    /** These in place of all that was typed for a profile; with an error nothing has changed. */
    Centrifuge::Outcome replace(const Profile &profile, const ProfileSecrets &secrets);

    bool hasSession(const Profile &profile, const QString &slot) const;
    /** The words say why there is none, for example that it has to be typed again. */
    Centrifuge::Result<Secret> find(const Profile &profile, const QString &slot,
                                    const SecretReference &reference) const;

private:
    struct Typed
    {
        Secret secret;
        QStringList receivers;
    };
    Centrifuge::Result<QJsonObject> readStored() const;
    template <typename Change> Centrifuge::Outcome changeStored(Change change);

    QString m_folder;
    QHash<QString, QHash<QString, Typed>> m_session; ///< by profile, then slot
};
