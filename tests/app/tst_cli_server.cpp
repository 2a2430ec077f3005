// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "clirunner.h"
#include "support/testprogram.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/stat.h>

namespace {

const QString Server = QStringLiteral("server");

/** NAME to value, out of the export lines. */
QHash<QString, QString> variablesOf(const QByteArray &lines)
{
    QHash<QString, QString> result;
    static const QRegularExpression line(QStringLiteral("^export ([A-Z_]+)='([^'\n]*)'$"),
                                         QRegularExpression::MultilineOption);
    auto matches = line.globalMatch(QString::fromUtf8(lines));
    while (matches.hasNext()) {
        const auto match = matches.next();
        result.insert(match.captured(1), match.captured(2));
    }
    return result;
}

} // namespace

class TestCliServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void printsFourLinesAndServes_data();
    void printsFourLinesAndServes();
    void writesAPrivateFile();
    void keepsALinkToTheFile();
    void writesToWhatIsNoFile_data();
    void writesToWhatIsNoFile();
    void reportsAFileItCannotWrite();
    void reportsAPortInUse();
    void saysWhyItCannotStart();
};

void TestCliServer::initTestCase()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
}

void TestCliServer::printsFourLinesAndServes_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("SIGINT") << SIGINT << 130;
    QTest::newRow("SIGTERM") << SIGTERM << 143;
}

void TestCliServer::printsFourLinesAndServes()
{
    QFETCH(const int, signal);
    CliProcess server;
    server.start({Server});
    QVERIFY(server.waitForLine("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    QVERIFY(!server.commandLine().contains("SECRET"));

    server.send(signal);
    const CliResult result = server.waitForEnd();
    QTEST(result.exitCode, "exitCode");
    QCOMPARE(result.lines().size(), 4);
    const auto variables = variablesOf(result.out);
    QCOMPARE(variables.size(), 4);
    QVERIFY(
        variables.value(QStringLiteral("CENTRIFUGO_WS_URL")).startsWith(QLatin1String("ws://")));
    for (const char *name : {"CENTRIFUGO_API_KEY", "CENTRIFUGO_TOKEN_HMAC_SECRET"}) {
        const QByteArray secret = variables.value(QLatin1String(name)).toLatin1();
        QVERIFY(secret.size() >= 32);
        QVERIFY(!result.err.contains(secret));
    }
}

void TestCliServer::writesAPrivateFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("server.env"));
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QVERIFY(old.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));

    CliProcess server;
    server.start({Server, QStringLiteral("--env-file"), path});
    QVERIFY(server.waitForLine("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    const QFile::Permissions shared = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther | QFile::ExeOwner;
    QCOMPARE(QFileInfo(path).permissions() & shared, QFile::Permissions());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);

    // The file alone is enough to publish.
    QProcess shell;
    shell.setProcessEnvironment(TestServer::emptyEnvironment());
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral(". \"$0\" && exec \"$REALTIME_PROGRAM\" publish news '{}'"), path});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 0);

    server.send(SIGINT);
    const CliResult result = server.waitForEnd();
    QFile written(path);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), result.out);
}

void TestCliServer::keepsALinkToTheFile()
{
    QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("target"));
    const QString path = folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(target, path));
    CliProcess server;
    server.start({Server, QStringLiteral("--env-file"), path});
    QVERIFY(server.waitForLine("CENTRIFUGO_TOKEN_HMAC_SECRET"));
    QVERIFY(QFileInfo(path).isSymLink());
    QVERIFY(!(QFileInfo(target).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestCliServer::writesToWhatIsNoFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("a device") << QStringLiteral("/dev/null") << QByteArray("is running");
    QTest::newRow("a pipe that nobody reads")
        << QStringLiteral("PIPE") << QByteArray("pipe: nobody reads it");
}

void TestCliServer::writesToWhatIsNoFile()
{
    QFETCH(QString, name);
    QFETCH(const QByteArray, said);
    QTemporaryDir folder;
    name.replace(QStringLiteral("PIPE"), folder.filePath(QStringLiteral("pipe")));
    const QByteArray pipe = QFile::encodeName(folder.filePath(QStringLiteral("pipe")));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    CliProcess server;
    server.start({Server, QStringLiteral("--env-file"), name});
    QVERIFY(server.waitForWords(said));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(name).constData(), &status), 0);
    QVERIFY(!S_ISREG(status.st_mode));
}

void TestCliServer::reportsAFileItCannotWrite()
{
    const CliResult result =
        runCli({Server, QStringLiteral("--env-file"), QStringLiteral("/no/such/folder/x")});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains("/no/such/folder/x"), result.err.constData());
}

void TestCliServer::reportsAPortInUse()
{
    QTcpServer occupant;
    QVERIFY(occupant.listen(QHostAddress::LocalHost));
    const CliResult result =
        runCli({Server, QStringLiteral("--port"), QString::number(occupant.serverPort())});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.contains(QByteArray::number(occupant.serverPort())),
             result.err.constData());
}

void TestCliServer::saysWhyItCannotStart()
{
    QProcessEnvironment environment = TestServer::emptyEnvironment();
    environment.insert(QStringLiteral("REALTIME_LOCAL_SERVER"), QStringLiteral("/no/such/program"));
    const CliResult result = runCli({Server}, environment);
    QCOMPARE(result.exitCode, 1);
    QVERIFY(!result.err.isEmpty());
}

REALTIME_TEST(TestCliServer, QCoreApplication)
#include "tst_cli_server.moc"
