// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/profile/tokenfile.h"

#include "centrifuge/tokenerror.h"
#include "monitor/watch/watchfixture.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

using Centrifuge::Error;
using Centrifuge::ErrorLayer;

namespace {

const Error Expired{ErrorLayer::Server, 109, QStringLiteral("token expired"), false};

/** Empty for an error. */
QString textOf(const Centrifuge::Result<QString> &token)
{
    return token ? token.value() : QString();
}

} // namespace

/** A ready token that is renewed in its file. */
class TestTokenFile : public WatchFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void readsTheFileBeforeEachAttempt();
    void goesOnAfterItCouldNotBeRead();
    void keepsAskingOnceTheTokenWasGood();
    void givesUpWhereItWasExpiredFromTheStart();
    void keepsWhatCanBeReadOnlyOnce();
    void refusesAProfilesFileThatOthersCanRead();

private:
    QString path() const { return m_folder.filePath(QStringLiteral("token")); }
    void write(const QByteArray &token) const;
    ConnectionSettings settings() const;

    QTemporaryDir m_folder;
};

void TestTokenFile::write(const QByteArray &token) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(token + '\n');
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

ConnectionSettings TestTokenFile::settings() const
{
    ConnectionSettings settings = request({}).connection;
    settings.tokenHmacSecret = {};
    settings.source = ConnectionSettings::Source::Environment;
    settings.token = Secret("first");
    settings.tokenFile = path();
    return settings;
}

void TestTokenFile::readsTheFileBeforeEachAttempt()
{
    write("first");
    WatchRequest wanted = request({QStringLiteral("news")});
    wanted.connection = settings();
    m_session->start(wanted);
    QVERIFY(becomesLive());
    QCOMPARE(m_server->tokenSeen(), QByteArray("first"));
    write("second");
    m_server->drop({ErrorLayer::Tcp, 1, QStringLiteral("words"), true});
    QTRY_COMPARE_WITH_TIMEOUT(m_server->tokenSeen(), QByteArray("second"), Patience);
    QVERIFY(becomesLive());
}

void TestTokenFile::goesOnAfterItCouldNotBeRead()
{
    write("first");
    TokenFile file(settings());
    QCOMPARE(textOf(file.read()), QStringLiteral("first"));
    QFile::remove(path());
    const auto missing = file.read();
    QVERIFY(!missing);
    QVERIFY(missing.error().temporary);
    QVERIFY(!Centrifuge::isFinalTokenError(missing.error()));
    QVERIFY2(missing.error().message.contains(path()), qPrintable(missing.error().message));
    write("second");
    QCOMPARE(textOf(file.read()), QStringLiteral("second"));
}

void TestTokenFile::keepsAskingOnceTheTokenWasGood()
{
    write("first");
    TokenFile file(settings());
    QVERIFY(file.read());
    file.accept();
    file.checkFailure(Expired);
    const auto refused = file.read();
    QVERIFY(!refused);
    QVERIFY(!Centrifuge::isFinalTokenError(refused.error()));
    write("second");
    QCOMPARE(textOf(file.read()), QStringLiteral("second"));
}

void TestTokenFile::givesUpWhereItWasExpiredFromTheStart()
{
    write("first");
    TokenFile file(settings());
    QVERIFY(file.read());
    file.checkFailure({ErrorLayer::Tcp, 0, QStringLiteral("refused"), true});
    QVERIFY(file.read()); // nobody has refused it
    file.checkFailure(Expired);
    const auto refused = file.read();
    QVERIFY(!refused);
    QVERIFY(Centrifuge::isFinalTokenError(refused.error()));
}

void TestTokenFile::keepsWhatCanBeReadOnlyOnce()
{
    ConnectionSettings fromPipe = settings();
    fromPipe.tokenFile = m_folder.filePath(QStringLiteral("pipe"));
    fromPipe.token = Secret("piped");
    QCOMPARE(::mkfifo(QFile::encodeName(fromPipe.tokenFile).constData(), 0600), 0);
    TokenFile file(fromPipe);
    QCOMPARE(textOf(file.read()), QStringLiteral("piped")); // and does not wait for a writer
}

void TestTokenFile::refusesAProfilesFileThatOthersCanRead()
{
    write("first");
    ConnectionSettings profile = settings();
    profile.source = ConnectionSettings::Source::Profile;
    TokenFile file(profile);
    QCOMPARE(textOf(file.read()), QStringLiteral("first"));
    QFile(path()).setPermissions(QFile::ReadOwner | QFile::ReadGroup);
    QVERIFY(!file.read());
}

REALTIME_TEST(TestTokenFile, QCoreApplication)
#include "tst_tokenfile.moc"
