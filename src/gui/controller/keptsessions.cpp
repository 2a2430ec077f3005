// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/keptsessions.h"

#include "monitor/platform/inputfile.h"
#include "monitor/platform/privatefile.h"
#include "monitor/profile/profilefolder.h"
#include "text/visibletext.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

using Centrifuge::badArgument;
using Centrifuge::Outcome;

namespace {

constexpr int FileVersion = 1;
const auto VersionMember = QStringLiteral("version");
const auto SessionsMember = QStringLiteral("sessions");
/** When a session was put last: seconds since 1970. */
const auto UsedMember = QStringLiteral("used");

double lastUse(const QJsonObject &session)
{
    return session.value(UsedMember).toDouble();
}

template <typename Sessions> auto oldestOf(Sessions &sessions)
{
    return std::min_element(sessions.begin(), sessions.end(),
                            [](const QJsonObject &one, const QJsonObject &other) {
                                return lastUse(one) < lastUse(other);
                            });
}

template <typename Sessions> QByteArray fileOf(const Sessions &sessions)
{
    QJsonObject all;
    for (auto session = sessions.cbegin(); session != sessions.cend(); ++session) {
        all.insert(session.key(), *session);
    }
    return QJsonDocument(QJsonObject{{VersionMember, FileVersion}, {SessionsMember, all}}).toJson();
}

} // namespace

/** What is in the file. */
struct KeptSessions::Content
{
    Sessions sessions;
    QString fault; ///< why it can't be used; empty if it can
    bool isDamaged = false; ///< to be set aside; else it is left as it is
};

KeptSessions::KeptSessions(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_writer.setMaxThreadCount(1);
}

KeptSessions::~KeptSessions()
{
    m_writer.waitForDone();
}

QString KeptSessions::file() const
{
    return m_folder + QStringLiteral("/sessions.json");
}

KeptSessions::Content KeptSessions::read(const QString &file)
{
    Content content;
    if (!QFile::exists(file)) {
        return content;
    }
    const auto bytes = readPlainFile(file, LargestFile + 1);
    if (!bytes) {
        content.fault = bytes.error().message;
        return content;
    }
    QJsonParseError parse;
    const QJsonObject root = QJsonDocument::fromJson(bytes.value(), &parse).object();
    const int version = root.value(VersionMember).toInt();
    if (version > FileVersion) {
        content.fault = tr("%1 was written by a newer version of this program. It is left as it "
                           "is, and nothing is kept of this session.")
                            .arg(Text::visible(file));
        return content;
    }
    content.isDamaged = bytes.value().size() > LargestFile || version != FileVersion
        || !root.value(SessionsMember).isObject();
    const QJsonObject sessions = root.value(SessionsMember).toObject();
    for (auto session = sessions.begin(); session != sessions.end(); ++session) {
        content.sessions.insert(session.key(), session->toObject());
    }
    return content;
}

Outcome KeptSessions::open()
{
    m_isOpen = true;
    Content content = read(file());
    if (content.isDamaged) {
        const auto aside = setAsideFile(file());
        return badArgument(aside
                               ? tr("%1 is damaged, so the window starts as if for the first time. "
                                    "The file was renamed to %2.")
                                     .arg(Text::visible(file()), Text::visible(aside.value()))
                               : aside.error().message);
    }
    if (!content.fault.isEmpty()) {
        return badArgument(content.fault);
    }
    m_sessions = content.sessions;
    return Centrifuge::success();
}

QJsonObject KeptSessions::find(const QString &key) const
{
    return m_sessions.value(key);
}

QJsonObject KeptSessions::latest() const
{
    QJsonObject latest;
    for (const QJsonObject &session : m_sessions) {
        if (latest.isEmpty() || lastUse(session) > lastUse(latest)) {
            latest = session;
        }
    }
    return latest;
}

QStringList KeptSessions::keys() const
{
    return m_sessions.keys();
}

void KeptSessions::put(const QString &key, const QJsonObject &session)
{
    QJsonObject stamped = session;
    const QJsonObject before = m_sessions.value(key);
    stamped.insert(UsedMember, before.value(UsedMember));
    if (stamped == before) {
        return;
    }
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    stamped.insert(UsedMember, std::max(now, lastUse(latest()) + 0.001)); // later than all others
    m_sessions.insert(key, stamped);
    m_changes.insert(key, stamped);
}

void KeptSessions::remove(const QString &key)
{
    if (m_sessions.remove(key) > 0) {
        m_changes.insert(key, std::nullopt);
    }
}

/** Returns what went wrong. */
QString KeptSessions::write(const QString &folder, const QString &file, const Changes &changes)
{
    const auto lock = lockProfileFolder(folder);
    if (!lock) {
        return lock.error().message;
    }
    Content content = read(file);
    if (content.isDamaged) {
        const auto aside = setAsideFile(file);
        if (!aside) {
            return aside.error().message;
        }
    } else if (!content.fault.isEmpty()) {
        return content.fault;
    }
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        if (*change) {
            content.sessions.insert(change.key(), **change);
        } else {
            content.sessions.remove(change.key());
        }
    }
    while (content.sessions.size() > MostSessions) {
        content.sessions.erase(oldestOf(content.sessions));
    }
    QByteArray bytes = fileOf(content.sessions);
    while (bytes.size() > LargestFile && !content.sessions.isEmpty()) {
        content.sessions.erase(oldestOf(content.sessions));
        bytes = fileOf(content.sessions);
    }
    const Outcome written = writePrivateFile(file, bytes);
    return written ? QString() : written.error().message;
}

void KeptSessions::save()
{
    if (!m_isOpen || m_changes.isEmpty()) {
        return;
    }
    m_writer.start(
        [this, folder = m_folder, file = file(), changes = std::exchange(m_changes, {})] {
            const QString fault = write(folder, file, changes);
            QMetaObject::invokeMethod(this, [this, fault, changes] { finish(fault, changes); });
        });
}

/** What could not be written is written with the next change. */
void KeptSessions::finish(const QString &fault, const Changes &changes)
{
    if (!fault.isEmpty()) {
        Changes all = changes;
        all.insert(std::exchange(m_changes, {}));
        m_changes = all;
    }
    if (std::exchange(m_fault, fault) != fault && !fault.isEmpty()) {
        Q_EMIT failed(fault);
    }
}

void KeptSessions::saveNow()
{
    save();
    m_writer.waitForDone();
}
