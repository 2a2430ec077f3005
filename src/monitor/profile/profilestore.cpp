// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilestore.h"

#include "monitor/platform/inputfile.h"
#include "monitor/platform/privatefile.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilefolder.h"
#include "monitor/profile/profilejson.h"
#include "text/visibletext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

using Centrifuge::badArgument;
using Centrifuge::Outcome;
using Centrifuge::Result;

namespace {

constexpr qint64 LargestStore = qint64(4) * 1024 * 1024;
constexpr int StoreVersion = 1;
const auto VersionKey = QStringLiteral("version");
const auto ProfilesKey = QStringLiteral("profiles");
const auto IdKey = QStringLiteral("id");

qsizetype positionOf(const QJsonArray &profiles, const QString &id)
{
    for (qsizetype i = 0; i < profiles.size(); ++i) {
        if (profiles.at(i).toObject().value(IdKey).toString() == id) {
            return i;
        }
    }
    return -1;
}

/** What we don't understand of a stored one stays. */
void put(const Profile &profile, QJsonArray &profiles)
{
    const qsizetype at = positionOf(profiles, profile.id);
    if (at < 0) {
        profiles.append(writeProfile(profile));
    } else {
        profiles.replace(at, writeProfile(profile, profiles.at(at).toObject()));
    }
}

} // namespace

/** The file as it is, with what we don't understand. */
struct ProfileStore::File
{
    enum class Condition { Fine, Broken, TooNew };

    Condition condition = Condition::Fine;
    QString fault;
    QJsonObject root;

    QJsonArray profiles() const { return root.value(ProfilesKey).toArray(); }
};

ProfileStore::ProfileStore(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
}

QString ProfileStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
}

QString ProfileStore::file() const
{
    return m_folder + QStringLiteral("/profiles.json");
}

/** An error only when it can't even be looked at. */
Result<ProfileStore::File> ProfileStore::read() const
{
    File result;
    if (!QFile::exists(file())) {
        return result;
    }
    const auto read = readPlainFile(file(), LargestStore + 1);
    if (!read) {
        return read.error();
    }
    const QByteArray &content = read.value();
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(content, &parse);
    result.root = document.object();
    const QJsonValue version = result.root.value(VersionKey);
    if (content.size() > LargestStore) {
        result.condition = File::Condition::Broken;
        result.fault = tr("it is too large");
    } else if (parse.error != QJsonParseError::NoError) {
        const qsizetype line =
            content.first(std::min<qsizetype>(parse.offset, content.size())).count('\n') + 1;
        result.condition = File::Condition::Broken;
        result.fault = tr("line %1: %2").arg(QString::number(line), parse.errorString());
    } else if (version.toInt() > StoreVersion) {
        result.condition = File::Condition::TooNew;
        result.fault = tr("a newer version of this program has written it");
    } else if (version.toInt() != StoreVersion || !result.root.value(ProfilesKey).isArray()) {
        result.condition = File::Condition::Broken;
        result.fault = tr("it holds no list of profiles");
    }
    return result;
}

Outcome ProfileStore::load()
{
    const auto source = read();
    return source ? take(source.value()) : Outcome(source.error());
}

/** What can be read becomes our list; the first thing that can't is the error. */
Outcome ProfileStore::take(const File &source)
{
    QList<Profile> profiles;
    QString fault;
    QSet<QString> ids;
    const QJsonArray array =
        source.condition == File::Condition::Fine ? source.profiles() : QJsonArray();
    for (const QJsonValue &value : array) {
        auto profile = readProfile(value.toObject());
        if (profile && !ids.contains(profile.value().id)) {
            ids.insert(profile.value().id);
            profiles.append(profile.takeValue());
        } else if (fault.isEmpty()) {
            fault = profile ? tr("two profiles have the same id") : profile.error().message;
        }
    }
    if (source.condition != File::Condition::Fine) {
        fault = source.fault;
    }
    if (profiles != m_profiles) {
        m_profiles = profiles;
        Q_EMIT changed();
    }
    if (!fault.isEmpty()) {
        return badArgument(tr("%1: %2. It is left as it is.").arg(Text::visible(file()), fault));
    }
    return Centrifuge::success();
}

std::optional<Profile> ProfileStore::find(const QString &id) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&id](const Profile &profile) { return profile.id == id; });
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

Result<Profile> ProfileStore::findByName(const QString &name) const
{
    const auto isNamed = [&name](const Profile &profile) { return profile.name == name; };
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(), isNamed);
    if (found == m_profiles.end()) {
        return badArgument(
            tr("There is no profile %1 in %2.").arg(Text::visible(name), Text::visible(file())));
    }
    if (std::any_of(found + 1, m_profiles.end(), isNamed)) {
        return badArgument(tr("Several profiles are called %1.").arg(Text::visible(name)));
    }
    return *found;
}

QString ProfileStore::freeName(const QString &name) const
{
    QString free = name;
    int number = 1;
    const auto isTaken = [&free](const Profile &profile) { return profile.name == free; };
    while (std::any_of(m_profiles.begin(), m_profiles.end(), isTaken)) {
        free = QStringLiteral("%1 %2").arg(name, QString::number(++number));
    }
    return free;
}

Outcome ProfileStore::save(const Profile &profile)
{
    if (const auto fault = findProfileError(profile)) {
        return badArgument(fault->message);
    }
    return change([&profile](QJsonArray &profiles) {
        put(profile, profiles);
        return Centrifuge::success();
    });
}

Outcome ProfileStore::saveOver(const std::optional<Profile> &baseRevision, const Profile &profile)
{
    if (const auto fault = findProfileError(profile)) {
        return badArgument(fault->message);
    }
    return change([&](QJsonArray &profiles) -> Outcome {
        const qsizetype at = positionOf(profiles, profile.id);
        if (at < 0 && baseRevision) {
            return badArgument(tr("%1 was deleted meanwhile, in another window or by another "
                                  "program. Nothing is saved yet.")
                                   .arg(Text::visible(baseRevision->name)));
        }
        const auto stored = readProfile(profiles.at(at).toObject());
        if (at >= 0 && (!baseRevision || !stored || stored.value() != *baseRevision)) {
            return badArgument(tr("%1 was changed meanwhile, in another window or by another "
                                  "program. Nothing is saved yet.")
                                   .arg(Text::visible(profile.name)));
        }
        put(profile, profiles);
        return Centrifuge::success();
    });
}

Outcome ProfileStore::remove(const QString &id)
{
    const std::optional<Profile> profile = find(id);
    const Outcome outcome = change([&id](QJsonArray &profiles) {
        const qsizetype at = positionOf(profiles, id);
        if (at >= 0) {
            profiles.removeAt(at);
        }
        return Centrifuge::success();
    });
    if (outcome && profile) {
        Q_EMIT removed(*profile);
    }
    return outcome;
}

template <typename Change> Outcome ProfileStore::change(Change change)
{
    const auto lock = lockProfileFolder(m_folder);
    if (!lock) {
        return lock.error();
    }
    auto before = read();
    if (!before) {
        return before.error();
    }
    File source = before.takeValue();
    if (source.condition == File::Condition::TooNew) {
        return badArgument(
            tr("%1: %2. It is left as it is.").arg(Text::visible(file()), source.fault));
    }
    if (source.condition == File::Condition::Broken) {
        const auto moved = ::setAsideFile(file());
        if (!moved) {
            return moved.error();
        }
        m_setAsideFile = moved.value();
        source = {};
    }
    QJsonArray profiles = source.profiles();
    if (const Outcome changed = change(profiles); !changed) {
        static_cast<void>(take(source)); // what there is instead
        return changed;
    }
    source.root.insert(VersionKey, StoreVersion);
    source.root.insert(ProfilesKey, profiles);
    const Outcome written = writePrivateFile(file(), QJsonDocument(source.root).toJson());
    // A profile that can't be read is no fault of this change; load() says it.
    return written ? (static_cast<void>(take(source)), written) : written;
}
