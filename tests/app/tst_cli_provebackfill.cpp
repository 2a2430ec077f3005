// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"

#include "support/gate.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QTest>

namespace {

/** The way to the API, on which requests wait until they are let through. */
class HeldApi
{
public:
    explicit HeldApi(quint16 target)
        : m_target(target)
    {
        QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this] {
            QTcpSocket *client = m_listener.nextPendingConnection();
            QObject::connect(client, &QTcpSocket::readyRead, client, [this, client] {
                m_waiting.append({client, client->readAll()});
                forward();
            });
        });
        m_listener.listen(QHostAddress::LocalHost);
    }

    QString url() const
    {
        return QStringLiteral("http://127.0.0.1:%1/api").arg(m_listener.serverPort());
    }
    bool isAsked() const { return !m_waiting.isEmpty(); }
    void setOpen(bool isOpen)
    {
        m_isOpen = isOpen;
        forward();
    }

private:
    struct Bytes
    {
        QPointer<QTcpSocket> client;
        QByteArray bytes;
    };

    void forward()
    {
        while (m_isOpen && !m_waiting.isEmpty()) {
            const Bytes next = m_waiting.takeFirst();
            QPointer<QTcpSocket> &server = m_servers[next.client];
            if (!server) {
                server = new QTcpSocket(next.client);
                QObject::connect(
                    server, &QTcpSocket::readyRead, next.client,
                    [client = next.client, server] { client->write(server->readAll()); });
                server->connectToHost(QHostAddress::LocalHost, m_target);
            }
            server->write(next.bytes);
        }
    }

    const quint16 m_target;
    bool m_isOpen = false;
    QTcpServer m_listener;
    QList<Bytes> m_waiting;
    QHash<QTcpSocket *, QPointer<QTcpSocket>> m_servers;
};

} // namespace

/** `publish --prove` when the connection breaks before the message is pushed. */
class TestCliProveBackfill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesWhatAnInterruptionLeftOut_data();
    void fetchesWhatAnInterruptionLeftOut();
};

void TestCliProveBackfill::fetchesWhatAnInterruptionLeftOut_data()
{
    QTest::addColumn<bool>("isPublishedMeanwhile");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("published after it") << false << QStringLiteral("proven") << 0;
    // It is in the history, which proves that it was published, and not that it was pushed.
    QTest::newRow("published meanwhile") << true << QStringLiteral("not_seen") << 1;
}

/** More than the server recovers comes from the history, in its order before what is live. */
void TestCliProveBackfill::fetchesWhatAnInterruptionLeftOut()
{
    QFETCH(const bool, isPublishedMeanwhile);
    QFETCH(const int, exitCode);
    constexpr int Missed = 400;
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    TestServer server;
    server.addNamespace(QStringLiteral("kept"),
                        {{QStringLiteral("history_size"), 1000},
                         {QStringLiteral("history_ttl"), QStringLiteral("300s")},
                         {QStringLiteral("force_recovery"), true},
                         {QStringLiteral("allow_subscribe_for_client"), true},
                         {QStringLiteral("allow_history_for_subscriber"), true}});
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    Gate gate(server.port());
    HeldApi api(server.port());
    QProcessEnvironment environment = server.environment();
    QUrl socketUrl = server.webSocketUrl();
    socketUrl.setPort(gate.port());
    environment.insert(QStringLiteral("CENTRIFUGO_WS_URL"), socketUrl.toString());
    environment.insert(QStringLiteral("CENTRIFUGO_API_URL"), api.url());
    CliProcess cli;
    cli.setEnvironment(environment);
    cli.start(QString::fromLatin1("publish kept:prove {} --prove --json --timeout 8").split(u' '));
    const auto hasPrinted = [&cli](const QByteArray &text) { // the gates need the event loop
        return cli.waitFor([] { return true; }) && cli.soFar().out.contains(text);
    };
    QTRY_VERIFY_WITH_TIMEOUT(api.isAsked(), Patience);
    gate.shut(Gate::Present::Cut);
    const QByteArray command = R"({"publish":{"channel":"kept:prove","data":1}},)";
    const QByteArray answer = server.call(
        QStringLiteral("batch"), R"({"commands":[)" + command.repeated(Missed).chopped(1) + "]}");
    QCOMPARE(answer.count("\"offset\""), Missed);
    api.setOpen(isPublishedMeanwhile);
    QTRY_VERIFY_WITH_TIMEOUT(!isPublishedMeanwhile || hasPrinted("\"kind\":\"published\""),
                             Patience);
    QVERIFY(gate.open());
    QTRY_VERIFY_WITH_TIMEOUT(hasPrinted("\"offset\":400"), Patience);
    api.setOpen(true);
    QTRY_COMPARE_WITH_TIMEOUT(cli.process().state(), QProcess::NotRunning, Patience);
    const CliResult result = cli.waitForEnd();
    QCOMPARE(result.exitCode, exitCode);
    QTEST(result.objects().constLast().value(QStringLiteral("state")).toString(), "state");
    int offset = 0;
    for (const QJsonObject &object : result.objects()) {
        const QString kind = object.value(QStringLiteral("kind")).toString();
        QVERIFY2(!kind.contains(QStringLiteral("gap")), result.out.constData());
        if (kind == QStringLiteral("publication")) {
            QCOMPARE(object.value(QStringLiteral("offset")).toInt(), ++offset);
            QCOMPARE(object.value(QStringLiteral("fetched")).toBool(),
                     offset <= Missed || isPublishedMeanwhile);
        }
    }
    QCOMPARE(offset, Missed + 1);
}

REALTIME_TEST(TestCliProveBackfill, QCoreApplication)
#include "tst_cli_provebackfill.moc"
