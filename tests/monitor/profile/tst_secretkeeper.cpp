// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/secretkeeper.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using SecretKind = SecretReference::Kind;

class TestSecretKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void typedOnesStayInMemory();
    void typedOnesGoToNoOtherServer();
    void storedOnesComeBack();
    void storedOnesAreClosedToOthers();
    void refusesAStoredFileThatOthersRead();
    void leavesABrokenStoredFile();
    void readsAVariableWhenItIsNeeded();
    void readsAFileOfItsOwner();
    void findsNoShortOne();
    void forgets();
    void knowsAndReplaces();
    void anUnreadableFileIsNoTroubleForNothing();
    void twoWindowsKeepEachOthersSecrets();

private:
    QString stored() const { return m_keeper->storedFile(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SecretKeeper> m_keeper;
};

namespace {

Profile profileOf(const char *id)
{
    Profile profile;
    profile.id = QString::fromLatin1(id);
    profile.webSocketUrls = {QStringLiteral("wss://one.example/connection/websocket")};
    profile.apiUrl = QStringLiteral("https://one.example/api");
    return profile;
}

const Profile One = profileOf("one");
const Profile Two = profileOf("two");
const auto Slot = QStringLiteral("api_key");

QByteArray storedBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray valueOf(const SecretKeeper &keeper, const Profile &profile,
                   const SecretReference &reference)
{
    const auto found = keeper.find(profile, Slot, reference);
    return found ? found.value().reveal() : QByteArray("(none)");
}

} // namespace

void TestSecretKeeper::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_keeper = std::make_unique<SecretKeeper>(m_folder->path());
}

void TestSecretKeeper::typedOnesStayInMemory()
{
    const SecretReference typed{SecretKind::Session, {}};
    QVERIFY(!m_keeper->find(One, Slot, typed));
    m_keeper->setSession(One, Slot, Secret("canary"));
    QCOMPARE(valueOf(*m_keeper, One, typed), QByteArray("canary"));
    QVERIFY(!m_keeper->find(Two, Slot, typed));
    QVERIFY(QDir(m_folder->path()).isEmpty());
    m_keeper->setSession(One, Slot, {});
    QVERIFY(!m_keeper->hasSession(One, Slot));
}

/** As when another process has changed the profile in the file. */
void TestSecretKeeper::typedOnesGoToNoOtherServer()
{
    const SecretReference typed{SecretKind::Session, {}};
    m_keeper->setSession(One, Slot, Secret("canary"));
    Profile moved = One;
    moved.apiUrl = QStringLiteral("https://two.example/api");
    QVERIFY(!m_keeper->hasSession(moved, Slot));
    QVERIFY(m_keeper->session(moved).isEmpty());
    QVERIFY(m_keeper->known(moved).value().session.isEmpty());
    const auto found = m_keeper->find(moved, Slot, typed);
    QVERIFY(!found);
    QCOMPARE(found.error().message,
             QStringLiteral("it was typed for another server and has to be typed again."));
    QCOMPARE(valueOf(*m_keeper, One, typed), QByteArray("canary")); // it moved back
    Profile longer = One; // each node has an API of its own
    longer.webSocketUrls += QStringLiteral("wss://two.example/connection/websocket");
    QVERIFY(!m_keeper->hasSession(longer, Slot));
    Profile elsewhere = One;
    elsewhere.webSocketUrls += One.webSocketUrls.constFirst() + QStringLiteral("/other");
    QVERIFY(m_keeper->hasSession(elsewhere, Slot));
    QVERIFY(m_keeper->replace(moved, {{{Slot, Secret("other")}}, {}}));
    QCOMPARE(valueOf(*m_keeper, moved, typed), QByteArray("other"));
    QVERIFY(!m_keeper->hasSession(One, Slot));
}

void TestSecretKeeper::storedOnesComeBack()
{
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("canary \"ü\"")));
    const SecretKeeper other(m_folder->path());
    QCOMPARE(valueOf(other, One, {SecretKind::Stored, {}}), QByteArray("canary \"ü\""));
    const auto missing = other.find(Two, Slot, {SecretKind::Stored, {}});
    QVERIFY(!missing);
    QVERIFY(missing.error().message.contains(stored()));
}

void TestSecretKeeper::storedOnesAreClosedToOthers()
{
    const mode_t before = ::umask(0);
    const auto kept = m_keeper->setStored(One.id, Slot, Secret("canary"));
    ::umask(before);
    QVERIFY(kept);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(stored()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
}

void TestSecretKeeper::refusesAStoredFileThatOthersRead()
{
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("canary")));
    QCOMPARE(::chmod(QFile::encodeName(stored()).constData(), 0644), 0);
    const auto found = m_keeper->find(One, Slot, {SecretKind::Stored, {}});
    QVERIFY(!found);
    QVERIFY(found.error().message.contains(QStringLiteral("chmod 600")));
    QVERIFY(!m_keeper->setStored(One.id, Slot, Secret("other")));
    QVERIFY(storedBytes(stored()).contains("canary"));
}

void TestSecretKeeper::leavesABrokenStoredFile()
{
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("canary")));
    QFile file(stored());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{\"secrets\":[");
    file.close();
    QVERIFY(!m_keeper->setStored(One.id, Slot, Secret("other")));
    QVERIFY(!m_keeper->find(One, Slot, {SecretKind::Stored, {}}));
    QCOMPARE(storedBytes(stored()), QByteArray("{\"secrets\":["));
}

void TestSecretKeeper::readsAVariableWhenItIsNeeded()
{
    const SecretReference variable{SecretKind::Environment, QStringLiteral("RM_TEST_SECRET")};
    qunsetenv("RM_TEST_SECRET");
    const auto missing = m_keeper->find(One, Slot, variable);
    QVERIFY(!missing);
    QVERIFY(missing.error().message.contains(QStringLiteral("RM_TEST_SECRET")));
    qputenv("RM_TEST_SECRET", "first\n");
    QCOMPARE(valueOf(*m_keeper, One, variable), QByteArray("first"));
    qputenv("RM_TEST_SECRET", "second");
    QCOMPARE(valueOf(*m_keeper, One, variable), QByteArray("second"));
    qputenv("RM_TEST_SECRET", "ca\x01nary");
    const auto odd = m_keeper->find(One, Slot, variable);
    QVERIFY(!odd);
    QVERIFY(!odd.error().message.contains(QStringLiteral("nary")));
    qunsetenv("RM_TEST_SECRET");
}

void TestSecretKeeper::readsAFileOfItsOwner()
{
    const QString path = m_folder->filePath(QStringLiteral("hmac"));
    const SecretReference reference{SecretKind::File, path};
    QVERIFY(!m_keeper->find(One, Slot, reference));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("canary\n");
    file.close();
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0644), 0);
    QVERIFY(!m_keeper->find(One, Slot, reference));
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0600), 0);
    QCOMPARE(valueOf(*m_keeper, One, reference), QByteArray("canary"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("\n");
    file.close();
    QVERIFY(!m_keeper->find(One, Slot, reference));
}

void TestSecretKeeper::findsNoShortOne()
{
    m_keeper->setSession(One, Slot, Secret("abc"));
    QVERIFY(!m_keeper->find(One, Slot, {SecretKind::Session, {}}));
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("abc")));
    QVERIFY(!m_keeper->find(One, Slot, {SecretKind::Stored, {}}));
}

void TestSecretKeeper::forgets()
{
    QVERIFY(m_keeper->forget(One.id)); // without a file
    m_keeper->setSession(One, Slot, Secret("alfa"));
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("canary")));
    QVERIFY(m_keeper->setStored(Two.id, Slot, Secret("beta")));
    QVERIFY(m_keeper->forget(One.id));
    QVERIFY(!m_keeper->hasSession(One, Slot));
    QVERIFY(!storedBytes(stored()).contains("canary"));
    QCOMPARE(valueOf(*m_keeper, Two, {SecretKind::Stored, {}}), QByteArray("beta"));
}

void TestSecretKeeper::knowsAndReplaces()
{
    m_keeper->setSession(One, Slot, Secret("typed"));
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("kept")));
    const ProfileSecrets both{{{Slot, Secret("typed")}}, {{Slot, Secret("kept")}}};
    const auto known = m_keeper->known(One);
    QVERIFY(known);
    QVERIFY(known.value() == both);
    QVERIFY(m_keeper->replace(Two, both));
    QVERIFY(m_keeper->known(Two).value() == both);
    QVERIFY(m_keeper->replace(One, {}));
    QVERIFY(m_keeper->known(One).value() == ProfileSecrets());
    QVERIFY(!storedBytes(stored()).contains("one"));
    QVERIFY(m_keeper->known(Two).value() == both);
}

void TestSecretKeeper::anUnreadableFileIsNoTroubleForNothing()
{
    QFile file(stored());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("broken");
    file.close();
    QVERIFY(!m_keeper->known(One));
    QVERIFY(m_keeper->replace(One, {{{Slot, Secret("typed")}}, {}}));
    QVERIFY(!m_keeper->replace(One, {{}, {{Slot, Secret("kept")}}}));
    QVERIFY(m_keeper->hasSession(One, Slot)); // nothing has changed
    QCOMPARE(storedBytes(stored()), QByteArray("broken"));
}

void TestSecretKeeper::twoWindowsKeepEachOthersSecrets()
{
    SecretKeeper other(m_folder->path());
    QVERIFY(m_keeper->setStored(One.id, Slot, Secret("alfa")));
    QVERIFY(other.setStored(Two.id, Slot, Secret("beta")));
    QCOMPARE(valueOf(*m_keeper, One, {SecretKind::Stored, {}}), QByteArray("alfa"));
    QCOMPARE(valueOf(*m_keeper, Two, {SecretKind::Stored, {}}), QByteArray("beta"));
}

REALTIME_TEST(TestSecretKeeper, QCoreApplication)
#include "tst_secretkeeper.moc"
