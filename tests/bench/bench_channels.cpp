// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// How long a window with thousands of channels keeps the main thread: the longest time that nothing
// else got its turn while it starts, connects anew and lets go of all its channels. Beside a
// QListWidget that is given as many rows one by one, and their states.

#include "gui/controller/profileswitch.h"
#include "gui/controller/sharedstate.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/displayzonesetting.h"
#include "gui/widgets/theme.h"
#include "gui/window/mainwindow.h"
#include "monitor/log/colorrules.h"
#include "monitor/log/savedfilters.h"
#include "monitor/platform/iothread.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QSettings>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <QTreeView>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr int Most = 10'000;

/** Answers every connect and subscribe of the JSON protocol; in a thread of its own. */
class Server : public QObject
{
public:
    Server()
    {
        m_thread.start();
        moveToThread(&m_thread);
        call([this] {
            m_server = new QWebSocketServer({}, QWebSocketServer::NonSecureMode, this);
            if (!m_server->listen(QHostAddress::LocalHost)) {
                qFatal("can't listen: %s", qUtf8Printable(m_server->errorString()));
            }
            connect(m_server, &QWebSocketServer::newConnection, this, [this] { accept(); });
        });
    }
    ~Server() override
    {
        call([this] { delete m_server; });
        m_thread.quit();
        m_thread.wait();
    }
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    QUrl url() const { return m_server->serverUrl(); }
    void drop()
    {
        call([this] { m_socket->abort(); });
    }

private:
    void call(const std::function<void()> &what)
    {
        QMetaObject::invokeMethod(this, what, Qt::BlockingQueuedConnection);
    }
    void accept()
    {
        m_socket = m_server->nextPendingConnection();
        connect(m_socket, &QWebSocket::textMessageReceived, this,
                [socket = m_socket](const QString &frame) { answer(*socket, frame); });
        connect(m_socket, &QWebSocket::disconnected, m_socket, &QObject::deleteLater);
    }
    static void answer(QWebSocket &socket, const QString &frame)
    {
        QString replies;
        for (const QString &line : frame.split(u'\n', Qt::SkipEmptyParts)) {
            const QJsonObject command = QJsonDocument::fromJson(line.toUtf8()).object();
            const QString id = QString::number(command.value(QStringLiteral("id")).toInt());
            if (command.contains(QStringLiteral("connect"))) {
                replies += QStringLiteral(R"({"id":%1,"connect":{"client":"c","version":"0.0.0"}})")
                               .arg(id)
                    + u'\n';
            } else if (command.contains(QStringLiteral("subscribe"))) {
                replies += QStringLiteral(R"({"id":%1,"subscribe":{}})").arg(id) + u'\n';
            }
        }
        if (!replies.isEmpty()) {
            socket.sendTextMessage(replies);
        }
    }

    QThread m_thread;
    QWebSocketServer *m_server = nullptr;
    QWebSocket *m_socket = nullptr;
};

/** A whole window, with settings of its own. */
struct Window
{
    Window() { window.show(); }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Theme theme{settings};
    ColorRules rules{settings};
    SavedFilters filters{settings};
    DisplayZoneSetting zone{settings};
    IoThread io;
    WindowController controller{io};
    ProfileStore store{folder.filePath(QStringLiteral("config"))};
    SecretKeeper secrets{store.folder()};
    ProfileSwitch profiles{controller, store, secrets, settings};
    MainWindow window{controller, profiles, {theme, settings, rules, filters, zone}};
};

/** Of the main thread, which a busy machine does not make longer; in ms. */
double processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/** The longest time between two turns of the event loop, in ms. */
struct Block
{
    double passed = 0;
    double worked = 0; ///< by the main thread
};

/** Lets the event loop run until it `isDone`. */
Block longestBlock(const std::function<void()> &begin, const std::function<bool()> &isDone)
{
    Block longest;
    double before = processorTime();
    QElapsedTimer turn;
    QTimer turns;
    QEventLoop loop;
    turns.setTimerType(Qt::PreciseTimer);
    turns.setInterval(1ms);
    QObject::connect(&turns, &QTimer::timeout, &loop, [&] {
        longest.passed = std::max(longest.passed, double(turn.nsecsElapsed()) / 1e6);
        const double now = processorTime();
        longest.worked = std::max(longest.worked, now - std::exchange(before, now));
        turn.restart();
        if (isDone()) {
            loop.quit();
        }
    });
    turn.start();
    turns.start();
    QTimer::singleShot(0ms, &loop, begin);
    loop.exec();
    return longest;
}

SessionTarget destination(const QUrl &url, int channels)
{
    SessionTarget result;
    result.connection.source = ConnectionSettings::Source::Environment;
    result.connection.webSocketUrl = url;
    result.connection.token = Secret("any");
    result.wireFormat = Centrifuge::WireFormat::Json;
    for (int i = 0; i < channels; ++i) {
        result.channels.append(QStringLiteral("rooms:room-%1").arg(i));
    }
    return result;
}

struct Blocks
{
    Block start;
    Block reconnect;
    Block removal;
};

/** Live, with so many subscribed channels in the list. */
bool hasChannels(const Window &window, int count)
{
    const auto *list = window.window.findChild<QTreeView *>(QStringLiteral("channelView"));
    return window.controller.status().state == SessionState::Live
        && list->model()->rowCount(list->rootIndex()) == count;
}

Blocks measureWindow(int channels)
{
    Server server;
    Window window;
    WindowController &controller = window.controller;
    Blocks blocks;
    blocks.start = longestBlock([&] { controller.switchTo(destination(server.url(), channels)); },
                                [&] { return hasChannels(window, channels); });
    bool hasLeft = false;
    blocks.reconnect = longestBlock([&] { server.drop(); },
                                    [&] {
                                        hasLeft |= controller.status().state != SessionState::Live;
                                        return hasLeft && hasChannels(window, channels);
                                    });
    blocks.removal = longestBlock([&] { controller.switchTo(destination(server.url(), 0)); },
                                  [&] { return hasChannels(window, 0); });
    return blocks;
}

/** As one would write it first: a row for each, and its text again for each state. */
Blocks measurePlain(int channels)
{
    QListWidget list;
    list.show();
    const auto done = [] { return true; };
    const auto setAll = [&](const QString &state) {
        for (int i = 0; i < list.count(); ++i) {
            list.item(i)->setText(QStringLiteral("rooms:room-%1 %2").arg(i).arg(state));
        }
    };
    Blocks blocks;
    blocks.start = longestBlock(
        [&] {
            for (int i = 0; i < channels; ++i) {
                list.addItem(QStringLiteral("rooms:room-%1").arg(i));
            }
            setAll(QStringLiteral("subscribed"));
        },
        done);
    blocks.reconnect = longestBlock(
        [&] {
            setAll(QStringLiteral("subscribing"));
            setAll(QStringLiteral("subscribed"));
        },
        done);
    blocks.removal = longestBlock([&] { list.clear(); }, done);
    return blocks;
}

void print(int channels, const char *what, const Block &block, const Block &plain)
{
    std::printf("%6d channels  %-10s longest block %7.1f ms, of work %7.1f ms   "
                "plain list %7.1f ms, of work %7.1f ms   (%.2f)\n",
                channels, what, block.passed, block.worked, plain.passed, plain.worked,
                block.worked / plain.worked);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    for (const int channels : {Most / 10, Most / 2, Most}) {
        const Blocks plain = measurePlain(channels);
        const Blocks ours = measureWindow(channels);
        print(channels, "start", ours.start, plain.start);
        print(channels, "reconnect", ours.reconnect, plain.reconnect);
        print(channels, "removal", ours.removal, plain.removal);
    }
    return 0;
}
