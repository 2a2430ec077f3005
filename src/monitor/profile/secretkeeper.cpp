// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/secretkeeper.h"

#include "monitor/platform/privatefile.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/profilefolder.h"
#include "monitor/profile/secretreceivers.h"
#include "text/visibletext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>

using Centrifuge::badArgument;
using Centrifuge::LocalError;
using Centrifuge::localError;
using Centrifuge::Outcome;
using Centrifuge::Result;

namespace {

constexpr qint64 LargestSecretFile = qint64(4) * 1024 * 1024;
const auto SecretsKey = QStringLiteral("secrets");

} // namespace

SecretKeeper::SecretKeeper(const QString &folder)
    : m_folder(folder)
{
}

QString SecretKeeper::storedFile() const
{
    return m_folder + QStringLiteral("/secrets.json");
}

void SecretKeeper::setSession(const Profile &profile, const QString &slot, const Secret &secret)
{
    if (secret.isEmpty()) {
        m_session[profile.id].remove(slot);
    } else {
        m_session[profile.id].insert(slot, {secret, secretReceivers(profile, slot)});
    }
}

Outcome SecretKeeper::setStored(const QString &profileId, const QString &slot, const Secret &secret)
{
    return changeStored([&](QJsonObject &secrets) {
        QJsonObject own = secrets.value(profileId).toObject();
        if (secret.isEmpty()) {
            own.remove(slot);
        } else {
            own.insert(slot, QString::fromUtf8(secret.reveal()));
        }
        secrets.insert(profileId, own);
    });
}

Outcome SecretKeeper::forget(const QString &profileId)
{
    m_session.remove(profileId);
    if (!QFileInfo::exists(storedFile())) {
        return Centrifuge::success();
    }
    return changeStored([&](QJsonObject &secrets) { secrets.remove(profileId); });
}

/** Those that go where they were typed for. */
QHash<QString, Secret> SecretKeeper::session(const Profile &profile) const
{
    QHash<QString, Secret> secrets;
    const QHash<QString, Typed> typed = m_session.value(profile.id);
    for (auto one = typed.cbegin(); one != typed.cend(); ++one) {
        if (goesOnlyTo(one->receivers, profile, one.key())) {
            secrets.insert(one.key(), one->secret);
        }
    }
    return secrets;
}

Result<ProfileSecrets> SecretKeeper::known(const Profile &profile) const
{
    const auto file = readStored();
    if (!file) {
        return file.error();
    }
    ProfileSecrets secrets{session(profile), {}};
    const QJsonObject own = file.value().value(profile.id).toObject();
    for (auto secret = own.constBegin(); secret != own.constEnd(); ++secret) {
        secrets.stored.insert(secret.key(), Secret(secret.value().toString().toUtf8()));
    }
    return secrets;
}

Outcome SecretKeeper::replace(const Profile &profile, const ProfileSecrets &secrets)
{
    // With nothing to keep, a file that can't be read is left alone.
    const auto file = readStored();
    if (!secrets.stored.isEmpty() || (file && file.value().contains(profile.id))) {
        QJsonObject own;
        for (auto secret = secrets.stored.cbegin(); secret != secrets.stored.cend(); ++secret) {
            own.insert(secret.key(), QString::fromUtf8(secret.value().reveal()));
        }
        const Outcome kept = changeStored([&](QJsonObject &all) {
            if (own.isEmpty()) {
                all.remove(profile.id);
            } else {
                all.insert(profile.id, own);
            }
        });
        if (!kept) {
            return kept;
        }
    }
    m_session.remove(profile.id);
    for (auto secret = secrets.session.cbegin(); secret != secrets.session.cend(); ++secret) {
        setSession(profile, secret.key(), secret.value());
    }
    return Centrifuge::success();
}

bool SecretKeeper::hasSession(const Profile &profile, const QString &slot) const
{
    return session(profile).contains(slot);
}

Result<Secret> SecretKeeper::find(const Profile &profile, const QString &slot,
                                  const SecretReference &reference) const
{
    switch (reference.kind) {
    case SecretReference::Kind::None:
        return Secret();
    case SecretReference::Kind::Environment:
        return readSecretVariable(QProcessEnvironment::systemEnvironment(), reference.name);
    case SecretReference::Kind::File:
        return readSecretFile(reference.name);
    case SecretReference::Kind::Setting:
        return readSecretSetting(reference.name, reference.key);
    case SecretReference::Kind::Session:
        if (hasSession(profile, slot)) {
            return checkedSecret(QString::fromUtf8(session(profile).value(slot).reveal()),
                                 Tr::tr("It"));
        }
        return localError(LocalError::MissingSecret,
                          m_session.value(profile.id).contains(slot)
                              ? Tr::tr("it was typed for another server and has to be typed "
                                       "again.")
                              : Tr::tr("it was typed for one session only and has to be typed "
                                       "again."));
    case SecretReference::Kind::Stored:
        break;
    }
    const auto stored = readStored();
    if (!stored) {
        return stored.error();
    }
    const QString value = stored.value().value(profile.id).toObject().value(slot).toString();
    if (value.isEmpty()) {
        return localError(LocalError::MissingSecret,
                          Tr::tr("it is not in %1.").arg(Text::visible(storedFile())));
    }
    return checkedSecret(value, Tr::tr("The secret in %1").arg(Text::visible(storedFile())));
}

/** The secrets by profile; empty when there is no file yet. */
Result<QJsonObject> SecretKeeper::readStored() const
{
    if (!QFileInfo::exists(storedFile())) {
        return QJsonObject();
    }
    const auto content = readPrivateFile(storedFile(), LargestSecretFile);
    if (!content) {
        return content.error();
    }
    const QJsonObject file = QJsonDocument::fromJson(content.value()).object();
    if (!file.value(SecretsKey).isObject()) {
        return badArgument(
            Tr::tr("%1 can't be read; it is left as it is.").arg(Text::visible(storedFile())));
    }
    return file.value(SecretsKey).toObject();
}

/** Reads anew before it writes, so that what another window keeps there stays. */
template <typename Change> Outcome SecretKeeper::changeStored(Change change)
{
    const auto lock = lockProfileFolder(m_folder);
    if (!lock) {
        return lock.error();
    }
    auto stored = readStored();
    if (!stored) {
        return stored.error();
    }
    QJsonObject secrets = stored.takeValue();
    change(secrets);
    const QJsonObject file{{QStringLiteral("version"), 1}, {SecretsKey, secrets}};
    return writePrivateFile(storedFile(), QJsonDocument(file).toJson());
}
