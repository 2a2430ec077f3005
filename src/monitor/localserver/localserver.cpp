// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/localserver/localserver.h"

#include "monitor/localserver/localserverprogram.h"
#include "monitor/localserver/localserverprotocol.h"
#include "text/visibletext.h"

#include <QLoggingCategory>
#include <QProcess>

#include <deque>
#include <utility>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(category, "monitor.localserver", QtInfoMsg)

constexpr auto StartLimit = 10s;
constexpr auto RestartDelay = 200ms;
constexpr auto StopLimit = 2s;
constexpr auto DeathWindow = 30s;
constexpr std::size_t DeathLimit = 3;
constexpr qsizetype LongestReadyLine = 64 * 1024;
constexpr qsizetype LastWordsKept = 2048;
constexpr int DestructorPatience = 1000; // ms, for a polite and for a forced end

} // namespace

class LocalServer::Private
{
public:
    Private(const Centrifuge::Clock &clock, LocalServer *server);
    ~Private();

    void join(const LocalServerCluster &cluster);
    void start(quint16 wantedPort);
    void stop();
    void restart();

    State state = State::Stopped;
    quint16 port = 0;
    ConnectionSettings connection;
    QString errorText;
    QProcess *child = nullptr;

private:
    void launch();
    void prepare(QProcess *process);
    void readOutput();
    void readErrors();
    void becomeReady(quint16 listeningPort);
    void replaceChild(const QString &why);
    void countDeath(const QString &why);
    void giveUp(const QString &why);
    QString exitText(int code, QProcess::ExitStatus status) const;
    QString lastOutput() const;
    void dismiss(QProcess *process);
    void setState(State next);

    LocalServer *const q;
    const Centrifuge::Clock &m_clock;
    Centrifuge::Timer *const m_startTimer;
    Centrifuge::Timer *const m_restartTimer;
    LocalServerCluster m_cluster;
    QByteArray m_output;
    QByteArray m_errors;
    std::deque<std::chrono::nanoseconds> m_deaths;
};

LocalServer::Private::Private(const Centrifuge::Clock &clock, LocalServer *server)
    : q(server)
    , m_clock(clock)
    , m_startTimer(clock.createTimer(server))
    , m_restartTimer(clock.createTimer(server))
{
    connect(m_startTimer, &Centrifuge::Timer::timeout, q,
            [this] { replaceChild(tr("The local server did not become ready within 10 s.")); });
    connect(m_restartTimer, &Centrifuge::Timer::timeout, q, [this] { launch(); });
}

LocalServer::Private::~Private()
{
    const auto processes = q->findChildren<QProcess *>(QString(), Qt::FindDirectChildrenOnly);
    for (QProcess *process : processes) {
        process->disconnect(q);
        process->closeWriteChannel();
        process->terminate();
    }
    for (QProcess *process : processes) {
        if (process->state() != QProcess::NotRunning
            && !process->waitForFinished(DestructorPatience)) {
            process->kill();
            process->waitForFinished(DestructorPatience);
        }
    }
}

void LocalServer::Private::join(const LocalServerCluster &cluster)
{
    m_cluster = cluster;
}

void LocalServer::Private::start(quint16 wantedPort)
{
    if (state != State::Stopped && state != State::Failed) {
        return;
    }
    m_deaths.clear();
    errorText.clear();
    port = wantedPort;
    connection = {};
    if (m_cluster.secrets.apiKey.isEmpty()) {
        m_cluster.secrets = newLocalServerSecrets();
    }
    if (localServerProgram().isEmpty()) {
        giveUp(whyNoLocalServer());
        return;
    }
    setState(State::Starting);
    launch();
}

void LocalServer::Private::stop()
{
    m_startTimer->stop();
    m_restartTimer->stop();
    if (child != nullptr) {
        dismiss(child);
        child = nullptr;
    }
    setState(State::Stopped);
}

void LocalServer::Private::restart()
{
    if (state != State::Running) {
        stop();
        start(port);
        return;
    }
    QProcess *const old = std::exchange(child, nullptr);
    dismiss(old);
    setState(State::Restarting);
    // Only then is the port free again.
    connect(old, &QProcess::finished, q, [this] {
        if (state == State::Restarting && child == nullptr) {
            launch();
        }
    });
}

void LocalServer::Private::launch()
{
    m_output.clear();
    m_errors.clear();
    child = new QProcess(q);
    prepare(child);
    m_startTimer->start(StartLimit);
    child->start();
    if (child != nullptr) { // where nothing could be forked, it failed already
        child->write(localServerConfiguration(m_cluster, port));
    }
}

void LocalServer::Private::prepare(QProcess *process)
{
    process->setProgram(localServerProgram());
    process->setProcessEnvironment(localServerEnvironment());
#ifdef Q_OS_UNIX
    // Ctrl+C in our terminal is for us; we end the child ourselves.
    process->setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
    connect(process, &QProcess::readyReadStandardOutput, q, [this] { readOutput(); });
    connect(process, &QProcess::readyReadStandardError, q, [this] { readErrors(); });
    connect(process, &QProcess::finished, q, [this](int code, QProcess::ExitStatus status) {
        replaceChild(exitText(code, status));
    });
    connect(process, &QProcess::errorOccurred, q, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            replaceChild(tr("The local server could not be started: %1").arg(child->errorString()));
        }
    });
}

void LocalServer::Private::readOutput()
{
    const QByteArray bytes = child->readAllStandardOutput();
    if (!m_startTimer->isActive()) {
        return; // already running: it has nothing more to say
    }
    m_output += bytes;
    const qsizetype end = m_output.indexOf('\n');
    if (end < 0 && m_output.size() <= LongestReadyLine) {
        return;
    }
    const auto listeningPort = readReadyLine(m_output.left(std::max<qsizetype>(end, 0)));
    if (!listeningPort) {
        replaceChild(listeningPort.error().message);
        return;
    }
    becomeReady(listeningPort.value());
}

void LocalServer::Private::readErrors()
{
    m_errors = (m_errors + child->readAllStandardError()).right(LastWordsKept);
}

void LocalServer::Private::becomeReady(quint16 listeningPort)
{
    m_startTimer->stop();
    m_output.clear();
    port = listeningPort;
    connection.source = ConnectionSettings::Source::LocalServer;
    connection.webSocketUrl =
        QUrl(QStringLiteral("ws://127.0.0.1:%1/connection/websocket").arg(port));
    connection.apiUrl = QUrl(QStringLiteral("http://127.0.0.1:%1/api").arg(port));
    connection.apiKey = m_cluster.secrets.apiKey;
    connection.tokenHmacSecret = m_cluster.secrets.tokenHmacSecret;
    errorText.clear();
    qCDebug(category) << "listening on port" << port << "as process" << child->processId();
    setState(State::Running);
    if (state == State::Running) {
        Q_EMIT q->ready();
    }
}

/** The child is of no use any more, or gone: a new one follows, unless there were too many. */
void LocalServer::Private::replaceChild(const QString &why)
{
    m_startTimer->stop();
    readErrors();
    dismiss(child);
    child = nullptr;
    countDeath(why);
}

void LocalServer::Private::countDeath(const QString &why)
{
    const QString words = lastOutput();
    errorText = words.isEmpty() ? why : tr("%1 Its last words: %2").arg(why, words);
    qCWarning(category).noquote() << errorText;
    const auto now = m_clock.monotonic();
    m_deaths.push_back(now);
    while (now - m_deaths.front() > DeathWindow) {
        m_deaths.pop_front();
    }
    if (m_deaths.size() >= DeathLimit) {
        giveUp(tr("The local server stopped three times within 30 s. %1").arg(errorText));
        return;
    }
    m_restartTimer->start(RestartDelay);
    setState(State::Restarting);
}

void LocalServer::Private::giveUp(const QString &why)
{
    errorText = why;
    setState(State::Failed);
}

QString LocalServer::Private::exitText(int code, QProcess::ExitStatus status) const
{
    return status == QProcess::CrashExit ? tr("The local server crashed or was killed.")
                                         : tr("The local server ended with code %1.").arg(code);
}

QString LocalServer::Private::lastOutput() const
{
    return Text::visible(QByteArrayView(m_errors.trimmed()))
        .replace(QStringLiteral("\\u000a"), QStringLiteral(" "));
}

/** Ends a child that is no longer ours to supervise; it deletes itself when it is gone. */
void LocalServer::Private::dismiss(QProcess *process)
{
    process->disconnect(q);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->closeWriteChannel();
    process->terminate();
    Centrifuge::Timer *killTimer = m_clock.createTimer(process);
    connect(killTimer, &Centrifuge::Timer::timeout, process, &QProcess::kill);
    killTimer->start(StopLimit);
}

void LocalServer::Private::setState(State next)
{
    if (state == next) {
        return;
    }
    state = next;
    Q_EMIT q->stateChanged(next);
}

LocalServer::LocalServer(const Centrifuge::Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, this))
{
}

LocalServer::~LocalServer() = default;

void LocalServer::joinCluster(const LocalServerCluster &cluster)
{
    d->join(cluster);
}

void LocalServer::start(quint16 port)
{
    d->start(port);
}

void LocalServer::stop()
{
    d->stop();
}

void LocalServer::restart()
{
    d->restart();
}

LocalServer::State LocalServer::state() const
{
    return d->state;
}

quint16 LocalServer::port() const
{
    return d->port;
}

qint64 LocalServer::processId() const
{
    return d->child != nullptr ? d->child->processId() : 0;
}

ConnectionSettings LocalServer::connection() const
{
    return d->connection;
}

QString LocalServer::errorText() const
{
    return d->errorText;
}
