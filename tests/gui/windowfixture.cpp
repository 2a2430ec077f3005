// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

ConnectionSettings deadConnection()
{
    ConnectionSettings connection;
    connection.source = ConnectionSettings::Source::Environment;
    connection.webSocketUrl = QUrl(QStringLiteral("ws://127.0.0.1:9/connection/websocket"));
    connection.apiUrl = QUrl(QStringLiteral("http://127.0.0.1:9/api"));
    connection.apiKey = Secret("key");
    connection.tokenHmacSecret = Secret("secret");
    return connection;
}

Profile deadProfile(const char *name)
{
    Profile profile = newProfile(QString::fromLatin1(name));
    profile.webSocketUrls = QStringList{deadConnection().webSocketUrl.toString()};
    profile.users = QStringList{QStringLiteral("alice"), QStringLiteral("bob")};
    profile.channels = QStringList{QStringLiteral("news")};
    return profile;
}

WindowFixture::WindowFixture(const JournalLimits &limits, const QString &folder)
    : m_folder(folder.isEmpty() ? m_temporary.path() : folder)
    , m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    , m_theme(m_settings)
    , m_rules(m_settings)
    , m_filterHistory(m_settings)
    , m_displayZone(m_settings)
    , m_columns(&m_settings)
    , m_controller(m_io, nullptr, limits)
    , m_store(m_folder.filePath(QStringLiteral("config")))
    , m_secrets(m_store.folder())
    , m_profiles(m_controller, m_store, m_secrets, m_settings)
    , m_window(m_controller, m_profiles, shared())
{
    m_window.show();
}

QString WindowFixture::labelText(const char *name)
{
    return find<QLabel>(name)->text();
}

QString WindowFixture::runState()
{
    const QAbstractItemModel *model = find<QTableView>("runTable")->model();
    return model->index(0, 0).data().toString();
}

QStringList WindowFixture::column(int column)
{
    const QAbstractItemModel *model = find<QTableView>("logView")->model();
    QStringList cells;
    for (int row = 0; row < model->rowCount(); ++row) {
        cells += model->index(row, column).data().toString();
    }
    return cells;
}

void WindowFixture::enter(const char *field, const QString &text)
{
    auto *edit = find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    edit->insert(text);
    QTest::keyClick(edit, Qt::Key_Return);
}

void WindowFixture::save(const Profile &profile)
{
    const auto saved = m_store.save(profile);
    QVERIFY2(saved.isOk(), saved ? "" : qPrintable(saved.error().message));
}

void WindowFixture::trigger(const char *action)
{
    find<QAction>(action)->trigger();
}

bool WindowFixture::isSubscribed(const QString &channel) const
{
    const QList<ChannelStatus> channels = m_controller.channels();
    return std::any_of(channels.cbegin(), channels.cend(), [&channel](const ChannelStatus &status) {
        return status.channel == channel && status.state == ChannelState::Subscribed;
    });
}
