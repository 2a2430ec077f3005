// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/codec/bothways.h"
#include "centrifuge/transport/tlserror.h"
#include "securepeer.h"
#include "support/testprogram.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Centrifuge;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Version = SecureTerms::Version;

namespace {

constexpr auto Fine = ErrorLayer::Local; ///< with code 0: no error at all

/** The authorities and certificates of all rows; made once. */
struct World
{
    TestAuthority authority{"Our Own CA"};
    TestAuthority stranger{"Some Stranger"};
    QTemporaryDir folder;

    QString file(const QString &name, const QByteArray &content) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
            ? file.fileName()
            : QString();
    }
    /** The path of a folder with a certificate and something else. */
    QString folderWith(const QString &name, const QByteArray &certificate) const
    {
        QDir(folder.path()).mkdir(name);
        file(name + u"/README"_s, "about these");
        return QFileInfo(file(name + u"/ca.crt"_s, certificate)).path();
    }
    TlsOptions trusting() const { return {{}, authority.certificate()}; }
    TlsOptions showing(const TestIdentity &identity, const QString &name) const
    {
        TlsOptions options = trusting();
        options.certificateFile = file(name + u".pem"_s, identity.certificate);
        options.keyFile = file(name + u".key"_s, identity.key);
        return options;
    }
};

const World &world()
{
    static const World made;
    return made;
}

/** A variable of the environment, for as long as this lives; an empty value changes nothing. */
class Variable
{
public:
    Variable(const QByteArray &name, const QString &value)
        : m_name(value.isEmpty() ? QByteArray() : name)
    {
        if (!m_name.isEmpty()) {
            qputenv(m_name.constData(), value.toLocal8Bit());
        }
    }
    ~Variable()
    {
        if (!m_name.isEmpty()) {
            qunsetenv(m_name.constData());
        }
    }
    Variable(const Variable &) = delete;
    Variable &operator=(const Variable &) = delete;

private:
    const QByteArray m_name;
};

QUrl tlsAddress(const QString &scheme, quint16 port)
{
    return QUrl(u"%1://127.0.0.1:%2/connection/websocket"_s.arg(scheme).arg(port));
}

} // namespace

Q_DECLARE_METATYPE(SecureTerms)
Q_DECLARE_METATYPE(SecureTerms::Version)

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesTheServer_data();
    void judgesTheServer();
    void meetsDemandsForACertificate_data();
    void meetsDemandsForACertificate();
    void namesWhatIsNoUsableTls_data();
    void namesWhatIsNoUsableTls();
    void refusesUnusableFiles_data();
    void refusesUnusableFiles();
    void trustsWhatTheEnvironmentNames_data();
    void trustsWhatTheEnvironmentNames();
    void refusesAWrongEnvironment_data();
    void refusesAWrongEnvironment();
    void readsTheFilesAnew();
    void tellsTheSteps();
    void tellsThatNothingWasVerified();
};

void TestTls::judgesTheServer_data()
{
    QTest::addColumn<SecureTerms>("terms");
    QTest::addColumn<TlsOptions>("options");
    QTest::addColumn<TlsProblem>("problem");
    QTest::addColumn<QString>("words");
    const World &w = world();
    const TlsOptions trusting = w.trusting();
    const TlsOptions asFile{w.file(u"ca.pem"_s, w.authority.certificate())};
    TlsOptions blind;
    blind.verifyPeer = false;
    const TestIdentity good = w.authority.issue();
    const TestIdentity alone = TestAuthority::selfSigned();
    const SecureTerms expired{w.authority.issue({"IP:127.0.0.1", -48h, -24h})};
    const SecureTerms early{w.authority.issue({"IP:127.0.0.1", 24h, 48h})};
    const SecureTerms other{w.authority.issue({"DNS:other.test,IP:127.0.0.2"})};
    QTest::newRow("an unknown authority")
        << SecureTerms{good} << TlsOptions{} << TlsProblem::UnknownAuthority << u"Our Own CA"_s;
    QTest::newRow("another authority of ours")
        << SecureTerms{w.stranger.issue()} << trusting << TlsProblem::UnknownAuthority
        << u"Some Stranger"_s;
    QTest::newRow("our authority")
        << SecureTerms{good} << trusting << TlsProblem::Other << QString();
    QTest::newRow("our authority from a file")
        << SecureTerms{good} << asFile << TlsProblem::Other << QString();
    QTest::newRow("expired") << expired << trusting << TlsProblem::Expired << u"expired on 20"_s;
    QTest::newRow("not yet valid") << early << trusting << TlsProblem::NotYetValid << u"clock"_s;
    QTest::newRow("a wrong name") << other << trusting << TlsProblem::WrongName << u"other.test"_s;
    QTest::newRow("self-signed") << SecureTerms{alone} << trusting << TlsProblem::SelfSigned
                                 << u"self-signed"_s;
    QTest::newRow("self-signed and trusted")
        << SecureTerms{alone} << TlsOptions{{}, alone.certificate} << TlsProblem::Other
        << QString();
    QTest::newRow("unverified, an unknown authority")
        << SecureTerms{good} << blind << TlsProblem::Other << QString();
    QTest::newRow("unverified, expired") << expired << blind << TlsProblem::Other << QString();
    QTest::newRow("unverified, a wrong name") << other << blind << TlsProblem::Other << QString();
    QTest::newRow("unverified, self-signed")
        << SecureTerms{alone} << blind << TlsProblem::Other << QString();
}

void TestTls::judgesTheServer()
{
    QFETCH(SecureTerms, terms);
    QFETCH(TlsOptions, options);
    QFETCH(TlsProblem, problem);
    QFETCH(QString, words);
    SecurePeer peer(terms);
    const WebSocketWay webSocket(tlsAddress(u"wss"_s, peer.port()), {options});
    const HttpWay http(tlsAddress(u"https"_s, peer.port()), {options});
    QTRY_VERIFY(webSocket.end && http.end);
    const bool isFine = words.isEmpty();
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, isFine ? Fine : ErrorLayer::Tls);
        QCOMPARE(end.code, int(problem));
        QVERIFY2(end.message.contains(words), qPrintable(end.message));
    }
    QCOMPARE(peer.request.isEmpty(), !isFine); // no key and no token for a stranger
}

void TestTls::meetsDemandsForACertificate_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<TlsOptions>("options");
    QTest::addColumn<QList<TlsProblem>>("problems"); ///< one of them; none = accepted
    const World &w = world();
    // TLS 1.2 has no alert of its own for it.
    const QList<TlsProblem> wanted{TlsProblem::ClientCertificateWanted};
    const QList<TlsProblem> vague{TlsProblem::HandshakeRefused};
    const QList<TlsProblem> refused{TlsProblem::ClientCertificateRefused};
    const TlsOptions foreign = w.showing(w.stranger.issue(), u"foreign"_s);
    const TlsOptions right = w.showing(w.authority.issue(), u"right"_s);
    QTest::newRow("none, TLS 1.3") << Version::Tls13 << w.trusting() << wanted;
    QTest::newRow("none, TLS 1.2") << Version::Tls12 << w.trusting() << vague;
    QTest::newRow("a stranger's, TLS 1.3") << Version::Tls13 << foreign << refused;
    QTest::newRow("a stranger's, TLS 1.2") << Version::Tls12 << foreign << refused;
    QTest::newRow("the right one, TLS 1.3") << Version::Tls13 << right << QList<TlsProblem>();
    QTest::newRow("the right one, TLS 1.2") << Version::Tls12 << right << QList<TlsProblem>();
}

void TestTls::meetsDemandsForACertificate()
{
    QFETCH(Version, version);
    QFETCH(TlsOptions, options);
    QFETCH(QList<TlsProblem>, problems);
    SecurePeer peer({world().authority.issue(), version, world().authority.certificate()});
    const WebSocketWay webSocket(tlsAddress(u"wss"_s, peer.port()), {options});
    const HttpWay http(tlsAddress(u"https"_s, peer.port()), {options});
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QVERIFY2(end.layer == (problems.isEmpty() ? Fine : ErrorLayer::Tls),
                 qPrintable(end.message));
        QVERIFY2(problems.isEmpty() || problems.contains(TlsProblem(end.code)),
                 qPrintable(end.message));
    }
}

void TestTls::namesWhatIsNoUsableTls_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<TlsProblem>("problem");
    QTest::newRow("the alert that our version is unknown")
        << QByteArray::fromHex("15030100020246") << TlsProblem::OldProtocol;
    QTest::newRow("a server that knows TLS 1.0 only")
        << QByteArray::fromHex("160301002a020000260301" + QByteArray(64, '7') + "00002f00")
        << TlsProblem::OldProtocol;
    QTest::newRow("no cipher in common")
        << QByteArray::fromHex("15030300020228") << TlsProblem::HandshakeRefused;
    QTest::newRow("a client certificate, as Go says it")
        << QByteArray::fromHex("1503030002022a") << TlsProblem::ClientCertificateWanted;
    QTest::newRow("plain HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n")
                                << TlsProblem::NotTls;
    QTest::newRow("another protocol")
        << QByteArray("SSH-2.0-OpenSSH_9.2p1 Debian\r\n") << TlsProblem::NotTls;
}

void TestTls::namesWhatIsNoUsableTls()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, &server, [socket, answer] {
            socket->readAll();
            socket->write(answer);
        });
    });
    const WebSocketWay webSocket(tlsAddress(u"wss"_s, server.serverPort()), {});
    const HttpWay http(tlsAddress(u"https"_s, server.serverPort()), {});
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, ErrorLayer::Tls);
        QFETCH(TlsProblem, problem);
        QVERIFY2(end.code == int(problem), qPrintable(end.message));
        QVERIFY(end.message.contains(u"127.0.0.1"_s));
    }
    QVERIFY(!mayHaveReachedServer(*http.end));
}

void TestTls::refusesUnusableFiles_data()
{
    QTest::addColumn<TlsOptions>("options");
    QTest::addColumn<QString>("words");
    const World &w = world();
    const TestIdentity one = w.authority.issue();
    const QString certificate = w.file(u"one.pem"_s, one.certificate);
    const QString key = w.file(u"one.key"_s, one.key);
    const QString none = w.file(u"none.txt"_s, "nothing of use");
    const QString missing = w.folder.filePath(u"missing.pem"_s);
    const QString locked = w.file(u"locked.key"_s, encryptedKey(one));
    const QString foreign = w.file(u"two.key"_s, w.authority.issue().key);
    QTest::newRow("no such file") << TlsOptions{missing} << missing;
    QTest::newRow("a folder") << TlsOptions{w.folder.path()} << w.folder.path();
    QTest::newRow("no certificate in it") << TlsOptions{none} << none;
    QTest::newRow("no certificate in the bytes") << TlsOptions{{}, "junk"} << u"PEM"_s;
    QTest::newRow("a certificate without key") << TlsOptions{{}, {}, certificate} << u"needs"_s;
    QTest::newRow("a key without certificate") << TlsOptions{{}, {}, {}, key} << u"needs"_s;
    QTest::newRow("no key in it") << TlsOptions{{}, {}, certificate, none} << none;
    QTest::newRow("an encrypted key") << TlsOptions{{}, {}, certificate, locked} << u"encrypted"_s;
    QTest::newRow("another's key") << TlsOptions{{}, {}, certificate, foreign} << u"is not that"_s;
}

void TestTls::refusesUnusableFiles()
{
    QFETCH(TlsOptions, options);
    QFETCH(QString, words);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const WebSocketWay webSocket(tlsAddress(u"wss"_s, server.serverPort()), {options});
    const HttpWay http(tlsAddress(u"https"_s, server.serverPort()), {options});
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, ErrorLayer::Local);
        QCOMPARE(end.code, int(LocalError::BadArgument));
        QVERIFY2(end.message.contains(words), qPrintable(end.message));
    }
    QVERIFY(!server.hasPendingConnections());
}

void TestTls::trustsWhatTheEnvironmentNames_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("folders");
    QTest::addColumn<TlsOptions>("options");
    QTest::addColumn<bool>("isTrusted");
    const World &w = world();
    const QString ours = w.file(u"ours.pem"_s, w.authority.certificate());
    const QString other = w.file(u"other.pem"_s, w.stranger.certificate());
    const QString folder = w.folderWith(u"ours"_s, w.authority.certificate());
    const QString strange = w.folderWith(u"strange"_s, w.stranger.certificate());
    TlsOptions blind;
    blind.verifyPeer = false;
    QTest::newRow("our authority's file") << ours << QString() << TlsOptions{} << true;
    QTest::newRow("another's file") << other << QString() << TlsOptions{} << false;
    QTest::newRow("our authority's folder") << QString() << folder << TlsOptions{} << true;
    QTest::newRow("two folders") << QString() << QString(strange + u':' + folder) << TlsOptions{}
                                 << true;
    QTest::newRow("a folder that does not exist")
        << QString() << QString(u"/missing:"_s + folder) << TlsOptions{} << true;
    QTest::newRow("another's file, our folder") << other << folder << TlsOptions{} << true;
    QTest::newRow("another's file and the profile's")
        << other << QString() << TlsOptions{ours} << true;
    QTest::newRow("a missing file where nothing is verified")
        << u"/missing.pem"_s << QString() << blind << true;
}

/** As curl, Go and OpenSSL have it, for the WebSocket and for the API. */
void TestTls::trustsWhatTheEnvironmentNames()
{
    QFETCH(const QString, file);
    QFETCH(const QString, folders);
    QFETCH(const TlsOptions, options);
    QFETCH(const bool, isTrusted);
    const Variable fileVariable("SSL_CERT_FILE", file);
    const Variable folderVariable("SSL_CERT_DIR", folders);
    SecurePeer peer({world().authority.issue()});
    const WebSocketWay webSocket(tlsAddress(u"wss"_s, peer.port()), {options});
    const HttpWay http(tlsAddress(u"https"_s, peer.port()), {options});
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, isTrusted ? Fine : ErrorLayer::Tls);
        QCOMPARE(end.code, int(isTrusted ? TlsProblem::Other : TlsProblem::UnknownAuthority));
    }
}

void TestTls::refusesAWrongEnvironment_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QString>("value");
    const World &w = world();
    QTest::newRow("no such file") << QByteArray("SSL_CERT_FILE") << u"/missing.pem"_s;
    QTest::newRow("no certificate in it")
        << QByteArray("SSL_CERT_FILE") << w.file(u"empty.pem"_s, "nothing of use");
    QTest::newRow("no such folder") << QByteArray("SSL_CERT_DIR") << u"/missing"_s;
    QTest::newRow("none of the folders") << QByteArray("SSL_CERT_DIR") << u"/missing:/missing2"_s;
}

void TestTls::refusesAWrongEnvironment()
{
    QFETCH(const QByteArray, variable);
    QFETCH(const QString, value);
    const Variable set(variable, value);
    const WebSocketWay webSocket(tlsAddress(u"wss"_s, 1), {});
    const HttpWay http(tlsAddress(u"https"_s, 1), {});
    QTRY_VERIFY(webSocket.end && http.end);
    for (const Error &end : {*webSocket.end, *http.end}) {
        QCOMPARE(end.layer, ErrorLayer::Local);
        QVERIFY2(end.message.contains(QString::fromLatin1(variable)), qPrintable(end.message));
    }
}

void TestTls::readsTheFilesAnew()
{
    const World &w = world();
    SecurePeer peer({w.authority.issue()});
    const TlsOptions options{w.file(u"renewed.pem"_s, w.stranger.certificate())};
    const WebSocketWay first(tlsAddress(u"wss"_s, peer.port()), {options});
    QTRY_VERIFY(first.end);
    QCOMPARE(first.end->layer, ErrorLayer::Tls);
    w.file(u"renewed.pem"_s, w.authority.certificate());
    const WebSocketWay second(tlsAddress(u"wss"_s, peer.port()), {options});
    QTRY_VERIFY(second.end);
    QCOMPARE(*second.end, Error{});
}

void TestTls::tellsTheSteps()
{
    SecurePeer peer({world().authority.issue(), Version::Tls13});
    const WebSocketWay way(tlsAddress(u"wss"_s, peer.port()), {world().trusting()});
    QTRY_VERIFY(way.end);
    QCOMPARE(way.words(),
             QStringList({u"name not observed"_s, u"tcp started"_s, u"tcp done"_s, u"tls started"_s,
                          u"tls done"_s, u"upgrade started"_s, u"upgrade done"_s}));
    QCOMPARE(way.steps[2].detail, u"127.0.0.1:%1"_s.arg(peer.port()));
    QVERIFY2(way.steps[4].detail.startsWith(u"TLS 1.3, TLS_"_s), qPrintable(way.steps[4].detail));
    const WebSocketWay failing(tlsAddress(u"wss"_s, peer.port()), {});
    QTRY_VERIFY(failing.end);
    QCOMPARE(failing.words(),
             QStringList({u"name not observed"_s, u"tcp started"_s, u"tcp done"_s, u"tls started"_s,
                          u"tls failed"_s}));
    QCOMPARE(failing.steps.last().error, *failing.end);
}

void TestTls::tellsThatNothingWasVerified()
{
    SecurePeer peer({world().authority.issue()});
    TlsOptions blind;
    blind.verifyPeer = false;
    const WebSocketWay way(tlsAddress(u"wss"_s, peer.port()), {blind});
    QTRY_VERIFY(way.end);
    QVERIFY2(way.steps[4].detail.contains(u"not verified"_s), qPrintable(way.steps[4].detail));
}

REALTIME_TEST(TestTls, QCoreApplication)
#include "tst_tls.moc"
