// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/profileswitch.h"

#include "gui/controller/profilevisit.h"
#include "gui/controller/windowcontroller.h"
#include "monitor/profile/profileconnection.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <QSet>
#include <QSettings>
#include <QUrl>

#include <algorithm>

using namespace std::chrono_literals;
using Source = ConnectionSettings::Source;

namespace {

constexpr auto SaveInterval = 30s;
constexpr qsizetype MostRecent = 20;
const auto LastKey = QStringLiteral("profile/last");
const auto RecentKey = QStringLiteral("profile/recent");
const auto LocalServerKey = QStringLiteral("local server");
const auto VisitMember = QStringLiteral("visit");

/** Those of the user's own profiles have no blanks. */
bool isBuiltIn(const QString &key)
{
    return key.contains(u' ');
}

} // namespace

ProfileSwitch::ProfileSwitch(WindowController &controller, ProfileStore &store,
                             SecretKeeper &secrets, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_store(store)
    , m_secrets(secrets)
    , m_settings(settings)
    , m_kept(store.folder())
    , m_positions(settings)
{
    m_saveTimer.setInterval(SaveInterval);
    connect(&m_saveTimer, &QTimer::timeout, this, &ProfileSwitch::savePositions);
    m_saveTimer.start();
    connect(&controller, &WindowController::connectionChanged, this, [this] {
        // The local server may also be started without this menu.
        if (source() != Source::Profile) {
            m_profile.reset();
        }
        m_isLocalServer = m_isLocalServer || source() == Source::LocalServer;
        Q_EMIT changed();
    });
    connect(&store, &ProfileStore::changed, this, &ProfileSwitch::updateFromStore);
}

ProfileSwitch::~ProfileSwitch()
{
    savePositions();
}

/** Only for the user's own profiles: the built-in ones have no lasting identity. */
void ProfileSwitch::savePositions()
{
    if (!m_profile) {
        return;
    }
    WatchedPositions::Positions positions;
    for (const ChannelStatus &channel : m_controller.channels()) {
        if (channel.position) {
            positions.insert(channel.channel, *channel.position);
        }
    }
    m_positions.save(m_profile->id, m_controller.user(), positions);
}

IoThread &ProfileSwitch::io()
{
    return m_controller.io();
}

void ProfileSwitch::setEnvironment(const ConnectionSettings &environment)
{
    m_environment = environment;
    Q_EMIT changed();
}

bool ProfileSwitch::hasEnvironment() const
{
    return m_environment.source == Source::Environment;
}

ConnectionSettings::Source ProfileSwitch::source() const
{
    return m_controller.connection().source;
}

QString ProfileSwitch::name() const
{
    if (m_profile) {
        return m_profile->name;
    }
    if (m_isLocalServer) {
        return localServerProfileName();
    }
    return source() == Source::Environment ? environmentProfileName() : QString();
}

QString ProfileSwitch::key() const
{
    if (m_profile) {
        return m_profile->id;
    }
    return m_isLocalServer ? LocalServerKey : environmentKey();
}

/** Each server that the variables name is a place of its own. */
QString ProfileSwitch::environmentKey() const
{
    const QUrl &url = m_environment.webSocketUrl;
    return QStringLiteral("environment ") + url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
}

bool ProfileSwitch::isSettled() const
{
    if (m_profile) {
        return source() == Source::Profile;
    }
    return source() == (m_isLocalServer ? Source::LocalServer : Source::Environment);
}

void ProfileSwitch::keepVisit()
{
    if (!isSettled()) {
        return;
    }
    ProfileVisit visit;
    visit.user = m_controller.user();
    visit.otherUsers = m_controller.watchers().users();
    visit.channelOptions = m_controller.session().request().channelOptions;
    for (const ChannelStatus &channel : m_controller.channels()) {
        if (channel.isRequested) {
            visit.channels.append(channel.channel);
        }
    }
    if (m_profile) {
        visit.profileChannels = m_profileChannels;
    }
    QJsonObject session = m_kept.find(key());
    session.insert(VisitMember, writeVisit(visit));
    m_kept.put(key(), session);
}

void ProfileSwitch::leave()
{
    savePositions();
    keepVisit();
    m_profile.reset();
    m_isLocalServer = false;
}

ProfileVisit ProfileSwitch::visitOf(const QString &key) const
{
    return readVisit(m_kept.find(key).value(VisitMember).toObject());
}

/** Channels added by hand: neither in the new nor in the previous profile. */
QStringList ProfileSwitch::channelsAddedByHand(const Profile &profile) const
{
    const QStringList both = profile.channels + m_profileChannels;
    const QSet<QString> named(both.cbegin(), both.cend());
    QStringList channels;
    for (const ChannelStatus &channel : m_controller.channels()) {
        const QString &name = channel.channel;
        if (channel.isRequested && !named.contains(name)) {
            channels.append(name);
        }
    }
    return channels;
}

SessionTarget ProfileSwitch::target(const ProfileVisit &visit, const QString &name) const
{
    SessionTarget target;
    target.profile = name;
    target.user = visit.user;
    target.otherUsers = visit.otherUsers;
    target.channels = visit.channels;
    target.channelOptions = visit.channelOptions;
    return target;
}

void ProfileSwitch::chooseEnvironment()
{
    m_settings.remove(LastKey);
    useEnvironment();
}

void ProfileSwitch::useEnvironment()
{
    leave();
    SessionTarget target = this->target(visitOf(environmentKey()), environmentProfileName());
    target.connection = m_environment;
    m_controller.switchTo(target);
}

void ProfileSwitch::chooseLocalServer()
{
    leave();
    m_settings.remove(LastKey);
    m_isLocalServer = true;
    // Disconnected until it runs: nothing may be sent to the previous server meanwhile.
    m_controller.switchTo(target(visitOf(LocalServerKey), localServerProfileName()));
    m_controller.startLocalServer();
}

void ProfileSwitch::choose(const QString &id)
{
    const auto profile = m_store.find(id);
    if (!profile) {
        Q_EMIT failed(tr("That profile does not exist any more."));
        return;
    }
    if (!secretsToType(*profile, m_secrets).isEmpty()) {
        Q_EMIT secretsNeeded(*profile);
        return;
    }
    use(*profile);
}

Centrifuge::Result<SessionTarget> ProfileSwitch::targetOf(const QString &id) const
{
    const auto profile = m_store.find(id);
    if (!profile) {
        return Centrifuge::badArgument(tr("That profile does not exist any more."));
    }
    if (!secretsToType(*profile, m_secrets).isEmpty()) {
        return Centrifuge::badArgument(
            tr("Its secrets have to be typed: choose the profile once before."));
    }
    auto connection = connectionOf(*profile, m_secrets);
    if (!connection) {
        return connection.error();
    }
    SessionTarget target;
    target.connection = connection.takeValue();
    target.profile = profile->name;
    target.user = profile->users.value(0);
    target.channelOptions = profile->channelOptions;
    target.tokenLifetime = profile->tokenLifetime;
    target.wireFormat = profile->wireFormat;
    return target;
}

void ProfileSwitch::use(const Profile &profile)
{
    auto connection = connectionOf(profile, m_secrets);
    if (!connection) {
        Q_EMIT failed(connection.error().message);
        return;
    }
    const bool isAnother = key() != profile.id;
    if (isAnother) {
        leave();
    }
    const ProfileVisit visit = visitOf(profile.id);
    SessionTarget target = this->target(visit, profile.name);
    target.channels = visit.channelsFor(profile.channels);
    for (auto own = profile.channelOptions.cbegin(); own != profile.channelOptions.cend(); ++own) {
        if (!visit.channels.contains(own.key())) {
            target.channelOptions.insert(own.key(), *own);
        }
    }
    if (visit == ProfileVisit() || !isAnother) {
        target.user = profile.users.value(0);
        target.channels = profile.channels;
        target.channelOptions = profile.channelOptions;
    }
    if (!isAnother) {
        target.otherUsers = m_controller.watchers().users();
        const auto &options = m_controller.session().request().channelOptions;
        for (const QString &channel : channelsAddedByHand(profile)) {
            target.channels.append(channel);
            if (options.contains(channel)) {
                target.channelOptions.insert(channel, options.value(channel));
            }
        }
    }
    if (isAnother) {
        target.lastWatched = m_positions.load(profile.id, target.user);
    }
    m_profileChannels = profile.channels;
    target.connection = connection.takeValue();
    target.tokenLifetime = profile.tokenLifetime;
    target.wireFormat = profile.wireFormat;
    target.isProduction = profile.isProduction;
    m_profile = profile;
    rememberUse(profile.id);
    m_controller.switchTo(target);
}

void ProfileSwitch::rememberUse(const QString &id)
{
    m_settings.setValue(LastKey, id);
    if (!m_store.find(id)) {
        return; // it is not kept
    }
    QStringList ids = m_settings.value(RecentKey).toStringList();
    ids.removeAll(id);
    ids.prepend(id);
    m_settings.setValue(RecentKey, ids.mid(0, MostRecent));
}

QList<Profile> ProfileSwitch::recentProfiles() const
{
    const QStringList ids = m_settings.value(RecentKey).toStringList();
    QList<Profile> profiles = m_store.profiles();
    std::ranges::stable_sort(profiles, {}, [&ids](const Profile &profile) {
        const qsizetype place = ids.indexOf(profile.id);
        return place < 0 ? ids.size() : place;
    });
    return profiles;
}

/** The name and the marks of the profile in use change at once, the rest when it is chosen again.
 */
void ProfileSwitch::updateFromStore()
{
    const auto stored = m_profile ? m_store.find(m_profile->id) : std::nullopt;
    if (stored) {
        m_profile = stored;
        m_controller.setProduction(stored->isProduction);
    }
    QStringList ids;
    for (const Profile &profile : m_store.profiles()) {
        ids.append(profile.id);
    }
    m_positions.keepOnly(ids);
    // Later, as a deletion may be undone with what was kept.
    QMetaObject::invokeMethod(this, &ProfileSwitch::forgetDeleted, Qt::QueuedConnection);
    Q_EMIT changed();
}

/** An empty list of profiles may be that of a file that can't be read. */
void ProfileSwitch::forgetDeleted()
{
    for (const QString &key : m_kept.keys()) {
        if (!isBuiltIn(key) && !m_store.profiles().isEmpty() && !m_store.find(key)) {
            m_kept.remove(key);
        }
    }
}

bool ProfileSwitch::chooseLast()
{
    const QString id = m_settings.value(LastKey).toString();
    if (id.isEmpty() || !m_store.find(id)) {
        return false;
    }
    choose(id);
    return true;
}
