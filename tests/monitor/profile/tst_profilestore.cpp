// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilestore.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

class TestProfileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isEmptyWithoutAFile();
    void keepsProfiles();
    void replacesById();
    void removes();
    void refusesAWrongProfile();
    void closesTheFileToOthers();
    void givesFreeNames();
    void findsByName();
    void setsABrokenFileAside_data();
    void setsABrokenFileAside();
    void leavesANewerFileAlone();
    void keepsALink_data();
    void keepsALink();
    void neverWaitsForAPipe_data();
    void neverWaitsForAPipe();
    void keepsAProfileItCanNotRead();
    void keepsMembersItDoesNotKnow();
    void twoWindowsKeepEachOthersProfiles();
    void tellsAFolderItCanNotWrite();
    void savesOnlyOverWhatItBeganFrom();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString file() const { return path("config/profiles.json"); }
    void write(const QByteArray &content) const;
    QByteArray content() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
};

namespace {

QStringList namesOf(const ProfileStore &store)
{
    QStringList names;
    for (const Profile &profile : store.profiles()) {
        names.append(profile.name);
    }
    return names;
}

Profile named(const char *name)
{
    return newProfile(QString::fromLatin1(name));
}

} // namespace

void TestProfileStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(path("config"));
}

void TestProfileStore::write(const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(path("config")));
    QFile target(file());
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write(content);
}

QByteArray TestProfileStore::content() const
{
    QFile source(file());
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

void TestProfileStore::isEmptyWithoutAFile()
{
    QVERIFY(m_store->load());
    QVERIFY(m_store->profiles().isEmpty());
    QVERIFY(!QFile::exists(path("config"))); // reading makes nothing
}

void TestProfileStore::keepsProfiles()
{
    QSignalSpy changed(m_store.get(), &ProfileStore::changed);
    const Profile first = named("A");
    const Profile second = named("B");
    QVERIFY(m_store->save(first));
    QVERIFY(m_store->save(second));
    QCOMPARE(changed.size(), 2);
    ProfileStore other(path("config"));
    QVERIFY(other.load());
    QVERIFY(other.profiles() == QList<Profile>({first, second}));
    QVERIFY(other.find(second.id) == second);
    QVERIFY(!other.find(QStringLiteral("x")));
}

void TestProfileStore::replacesById()
{
    Profile profile = named("A");
    QVERIFY(m_store->save(profile));
    QVERIFY(m_store->save(named("B")));
    profile.name = QStringLiteral("C");
    QVERIFY(m_store->save(profile));
    QCOMPARE(namesOf(*m_store), QStringList({QStringLiteral("C"), QStringLiteral("B")}));
}

void TestProfileStore::removes()
{
    const Profile profile = named("A");
    QVERIFY(m_store->save(profile));
    QVERIFY(m_store->save(named("B")));
    QVERIFY(m_store->remove(profile.id));
    QVERIFY(m_store->remove(profile.id)); // it is gone, which is what was wanted
    QCOMPARE(namesOf(*m_store), QStringList({QStringLiteral("B")}));
}

void TestProfileStore::refusesAWrongProfile()
{
    Profile profile = named("A");
    profile.webSocketUrls = QStringList{QStringLiteral("wss://me:canary@a.test/")};
    const auto saved = m_store->save(profile);
    QVERIFY(!saved);
    QVERIFY(!saved.error().message.contains(QStringLiteral("canary")));
    QVERIFY(!QFile::exists(file()));
}

void TestProfileStore::closesTheFileToOthers()
{
    const mode_t before = ::umask(0);
    const auto saved = m_store->save(named("A"));
    ::umask(before);
    QVERIFY(saved);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(file()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
    QCOMPARE(::stat(QFile::encodeName(path("config")).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0700);
}

void TestProfileStore::givesFreeNames()
{
    QCOMPARE(m_store->freeName(QStringLiteral("A")), QStringLiteral("A"));
    QVERIFY(m_store->save(named("A")));
    QCOMPARE(m_store->freeName(QStringLiteral("A")), QStringLiteral("A 2"));
    QVERIFY(m_store->save(named("A 2")));
    QCOMPARE(m_store->freeName(QStringLiteral("A")), QStringLiteral("A 3"));
    QVERIFY(m_store->save(named("100%2")));
    QCOMPARE(m_store->freeName(QStringLiteral("100%2")), QStringLiteral("100%2 2"));
}

void TestProfileStore::findsByName()
{
    QVERIFY(m_store->save(named("A")));
    QVERIFY(m_store->findByName(QStringLiteral("A")));
    QVERIFY(!m_store->findByName(QStringLiteral("a")));
    QVERIFY(m_store->save(named("A")));
    const auto twice = m_store->findByName(QStringLiteral("A"));
    QVERIFY(!twice);
    QVERIFY(twice.error().message.contains(QStringLiteral("Several")));
}

void TestProfileStore::setsABrokenFileAside_data()
{
    QTest::addColumn<QByteArray>("broken");
    QTest::addColumn<QString>("words");
    QTest::newRow("cut short") << QByteArray("{\"version\":1,\n\"profiles\":[{\"name\"")
                               << QStringLiteral("line 2");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("line 1");
    QTest::newRow("a list") << QByteArray("[]") << QStringLiteral("no list of profiles");
    QTest::newRow("no version") << QByteArray("{\"profiles\":[]}")
                                << QStringLiteral("no list of profiles");
    QTest::newRow("no text") << QByteArray("\x00\xff\x01", 3) << QStringLiteral("line 1");
}

void TestProfileStore::setsABrokenFileAside()
{
    QFETCH(const QByteArray, broken);
    QFETCH(const QString, words);
    write(broken);
    const auto loaded = m_store->load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(words), qPrintable(loaded.error().message));
    QVERIFY(loaded.error().message.contains(file()));
    QCOMPARE(content(), broken); // looking changes nothing
    QVERIFY(m_store->save(named("A")));
    QFile aside(m_store->setAsideFile());
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), broken);
    QVERIFY(m_store->load());
    QCOMPARE(namesOf(*m_store), QStringList({QStringLiteral("A")}));
}

void TestProfileStore::keepsALink_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("to profiles") << QByteArray("{\"version\":1,\"profiles\":[]}");
    QTest::newRow("to a broken file") << QByteArray("{");
}

/** As of those who keep their configuration elsewhere. */
void TestProfileStore::keepsALink()
{
    QFETCH(const QByteArray, before);
    QVERIFY(QDir().mkpath(path("config")));
    QVERIFY(QDir().mkpath(path("elsewhere")));
    const QString target = path("elsewhere/target.json");
    QVERIFY(QFile::link(QStringLiteral("../elsewhere/target.json"), file()));
    write(before); // through the link
    QVERIFY(QFile::exists(target));
    QVERIFY(m_store->save(named("A")));
    QVERIFY(QFileInfo(file()).isSymLink());
    QVERIFY(!QFileInfo(target).isSymLink());
    QVERIFY(m_store->load());
    QCOMPARE(namesOf(*m_store), QStringList({QStringLiteral("A")}));
    QVERIFY(m_store->setAsideFile().isEmpty()
            || m_store->setAsideFile().startsWith(target + QStringLiteral(".broken-")));
}

void TestProfileStore::neverWaitsForAPipe_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("for the profiles") << QStringLiteral("profiles.json");
    QTest::newRow("for the lock") << QStringLiteral("profiles.lock");
}

void TestProfileStore::neverWaitsForAPipe()
{
    QFETCH(const QString, name);
    QVERIFY(QDir().mkpath(path("config")));
    const QString pipe = path("config/") + name;
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(m_store->load().isOk(), pipe != file());
    const auto saved = m_store->save(named("A"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().message, pipe + QStringLiteral(" is no plain file."));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(pipe).constData(), &status), 0);
    QVERIFY(S_ISFIFO(status.st_mode));
}

void TestProfileStore::leavesANewerFileAlone()
{
    const QByteArray newer("{\"version\":2,\"profiles\":{}}");
    write(newer);
    QVERIFY(!m_store->load());
    const auto saved = m_store->save(named("A"));
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(QStringLiteral("newer")));
    QCOMPARE(content(), newer);
}

void TestProfileStore::keepsAProfileItCanNotRead()
{
    write("{\"version\":1,\"profiles\":[{\"id\":\"x\",\"name\":7},{\"id\":\"y\",\"name\":\"B\"}]}");
    QVERIFY(!m_store->load());
    QCOMPARE(namesOf(*m_store), QStringList({QStringLiteral("B")}));
    QVERIFY(m_store->save(named("A")));
    QVERIFY(m_store->setAsideFile().isEmpty());
    const QJsonArray all =
        QJsonDocument::fromJson(content()).object().value(QStringLiteral("profiles")).toArray();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.at(0).toObject().value(QStringLiteral("name")).toInt(), 7);
}

void TestProfileStore::keepsMembersItDoesNotKnow()
{
    write("{\"version\":1,\"later\":[1],\"profiles\":[{\"id\":\"y\",\"name\":\"B\",\"new\":true,"
          "\"web_socket_urls\":[\"ws://a.test\"]}]}");
    QVERIFY(m_store->load());
    Profile profile = m_store->profiles().constFirst();
    profile.name = QStringLiteral("C");
    QVERIFY(m_store->save(profile));
    const QJsonObject root = QJsonDocument::fromJson(content()).object();
    QVERIFY(root.contains(QStringLiteral("later")));
    const QJsonObject saved = root.value(QStringLiteral("profiles")).toArray().at(0).toObject();
    QVERIFY(saved.value(QStringLiteral("new")).toBool());
    QCOMPARE(saved.value(QStringLiteral("name")).toString(), QStringLiteral("C"));
}

void TestProfileStore::twoWindowsKeepEachOthersProfiles()
{
    ProfileStore other(path("config"));
    QVERIFY(m_store->load());
    QVERIFY(other.load());
    const Profile mine = named("mine");
    QVERIFY(m_store->save(mine));
    QVERIFY(other.save(named("theirs"))); // has never seen "mine"
    QCOMPARE(namesOf(other), QStringList({QStringLiteral("mine"), QStringLiteral("theirs")}));
    QVERIFY(m_store->remove(mine.id));
    QCOMPARE(namesOf(*m_store), QStringList({QStringLiteral("theirs")}));
}

void TestProfileStore::tellsAFolderItCanNotWrite()
{
    ProfileStore store(QStringLiteral("/proc/nowhere/config"));
    QVERIFY(store.load());
    const auto saved = store.save(named("A"));
    QVERIFY(!saved);
    QVERIFY(store.profiles().isEmpty());
}

void TestProfileStore::savesOnlyOverWhatItBeganFrom()
{
    const Profile begun = named("A");
    QVERIFY(m_store->saveOver({}, begun));
    QVERIFY(!m_store->saveOver({}, begun)); // somebody made it meanwhile
    Profile theirs = begun;
    theirs.isProduction = true;
    ProfileStore other(m_store->folder());
    QVERIFY(other.saveOver(begun, theirs));
    Profile mine = begun;
    mine.channels = QStringList{QStringLiteral("news")};
    QVERIFY(!m_store->saveOver(begun, mine));
    QVERIFY(m_store->find(begun.id) == theirs); // tells what there is now
    QVERIFY(m_store->saveOver(theirs, mine));
    QVERIFY(other.remove(begun.id));
    QVERIFY(!m_store->saveOver(mine, theirs));
    QVERIFY(!m_store->find(begun.id));
    QVERIFY(m_store->saveOver({}, mine));
}

REALTIME_TEST(TestProfileStore, QCoreApplication)
#include "tst_profilestore.moc"
