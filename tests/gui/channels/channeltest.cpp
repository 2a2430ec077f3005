// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include <QAction>
#include <QMenu>
#include <QPointer>

void ChannelTest::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
}

void ChannelTest::init()
{
    m_server = std::make_unique<TestServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_fixture = std::make_unique<WindowFixture>();
}

void ChannelTest::cleanup()
{
    m_fixture.reset();
    m_server.reset();
}

void ChannelTest::connectWindow(const QStringList &channels, const ConnectionSettings &connection)
{
    m_fixture->controller().setUser(QStringLiteral("alice"));
    for (const QString &channel : channels) {
        m_fixture->controller().addChannel(channel);
    }
    m_fixture->controller().setConnection(connection);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isConnected(), Patience);
}

void ChannelTest::connectWindow(const QStringList &channels)
{
    connectWindow(channels, serverConnection(*m_server));
}

QByteArray ChannelTest::publish(const QString &channel, int count)
{
    const QByteArray command = R"({"publish":{"channel":")" + channel.toUtf8() + R"(","data":1}},)";
    return m_server->call(QStringLiteral("batch"),
                          R"({"commands":[)" + command.repeated(count).chopped(1) + "]}");
}

QMenu *ChannelTest::openMenu(int row)
{
    qDeleteAll(m_fixture->window().findChildren<QMenu *>(QStringLiteral("channelMenu"))); // open
    Q_EMIT list()->customContextMenuRequested(list()->visualRect(channel(row)).center());
    return m_fixture->find<QMenu>("channelMenu");
}

QAction *ChannelTest::menuAction(const char *name, int row)
{
    list()->setCurrentIndex(channel(row));
    return openMenu(row)->findChild<QAction *>(QLatin1String(name));
}

void ChannelTest::triggerInMenu(const char *name)
{
    const QPointer<QMenu> menu(openMenu());
    auto *action = menu->findChild<QAction *>(QLatin1String(name));
    QVERIFY2(action->isEnabled(), qPrintable(action->toolTip()));
    action->trigger();
    menu->close();
    QTRY_VERIFY(menu.isNull());
}

qsizetype ChannelTest::countOfKind(const char *kind)
{
    return m_fixture->column(JournalModel::Kind).count(QLatin1String(kind));
}
