// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/privatefile.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

class TestPrivateFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesForTheOwnerOnly();
    void replacesAnOpenFile();
    void keepsALink();
    void makesNoPipeAPrivateFile();
    void tellsAReadOnlyFolder();
    void makesAClosedFolder();
    void closesAFileThatOthersWrite();
    void readsWhatOnlyTheOwnerCanRead_data();
    void readsWhatOnlyTheOwnerCanRead();
    void refusesWhatOthersCanRead_data();
    void refusesWhatOthersCanRead();
    void refusesAPipeAtOnce();
    void refusesTooMuch();
};

namespace {

/** Takes no right away from new files, as a careless user may have it, while it lives. */
class NoMask
{
public:
    NoMask()
        : m_before(::umask(0))
    {
    }
    ~NoMask() { ::umask(m_before); }
    NoMask(const NoMask &) = delete;
    NoMask &operator=(const NoMask &) = delete;

private:
    mode_t m_before;
};

int permissionsOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 0777)
                                                                     : -1;
}

void writeWithMode(const QString &path, const QByteArray &content, mode_t mode)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
}

} // namespace

void TestPrivateFile::writesForTheOwnerOnly()
{
    const NoMask mask;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    QVERIFY(writePrivateFile(path, "content"));
    QCOMPARE(permissionsOf(path), 0600);
    const auto read = readPrivateFile(path, 100);
    QVERIFY(read);
    QCOMPARE(read.value(), QByteArray("content"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestPrivateFile::replacesAnOpenFile()
{
    const NoMask mask;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    writeWithMode(path, "before", 0644);
    QVERIFY(writePrivateFile(path, "after"));
    QCOMPARE(permissionsOf(path), 0600);
}

/** Of our own; what it leads to is replaced. */
void TestPrivateFile::keepsALink()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    const QString target = folder.filePath(QStringLiteral("target"));
    writeWithMode(target, "before", 0644);
    QVERIFY(QFile::link(target, path));
    QVERIFY(writePrivateFile(path, "content"));
    QVERIFY(QFileInfo(path).isSymLink());
    const auto read = readPrivateFile(target, 100);
    QVERIFY(read);
    QCOMPARE(read.value(), QByteArray("content"));
}

void TestPrivateFile::makesNoPipeAPrivateFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    const QByteArray name = QFile::encodeName(path);
    QCOMPARE(::mkfifo(name.constData(), 0644), 0);
    QVERIFY(!makePrivateFile(path));
    const int reader = ::open(name.constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(!makePrivateFile(path)); // also when somebody reads it
    ::close(reader);
    QCOMPARE(permissionsOf(path), 0644);
}

void TestPrivateFile::tellsAReadOnlyFolder()
{
    const auto outcome = writePrivateFile(QStringLiteral("/proc/nowhere/a"), "content");
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.contains(QStringLiteral("/proc/nowhere/a")));
}

void TestPrivateFile::makesAClosedFolder()
{
    const NoMask mask;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x/y"));
    QVERIFY(makePrivateFolder(path));
    QCOMPARE(permissionsOf(path), 0700);
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0755), 0);
    QVERIFY(makePrivateFolder(path));
    QCOMPARE(permissionsOf(path), 0700);
    const QString file = folder.filePath(QStringLiteral("file"));
    writeWithMode(file, "", 0600);
    QVERIFY(!makePrivateFolder(file));
}

void TestPrivateFile::closesAFileThatOthersWrite()
{
    const NoMask noMask;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new/settings.ini"));
    QVERIFY(makePrivateFile(path));
    QCOMPARE(permissionsOf(path), 0600);
    {
        QSettings settings(path, QSettings::IniFormat);
        settings.setValue(QStringLiteral("a"), 1);
    }
    QCOMPARE(permissionsOf(path), 0600); // the settings are another file by now
    writeWithMode(path, "[General]\na=22\n",
                  0644); // of another size, or the settings think it is old
    QVERIFY(makePrivateFile(path));
    QCOMPARE(permissionsOf(path), 0600);
    QCOMPARE(QSettings(path, QSettings::IniFormat).value(QStringLiteral("a")).toInt(), 22);
    QVERIFY(!makePrivateFile(folder.path()));
}

void TestPrivateFile::readsWhatOnlyTheOwnerCanRead_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("owner") << 0600;
    QTest::newRow("owner, not to write") << 0400;
}

void TestPrivateFile::readsWhatOnlyTheOwnerCanRead()
{
    QFETCH(const int, mode);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    writeWithMode(path, "canary", mode_t(mode));
    QVERIFY(readPrivateFile(path, 100).isOk());
}

void TestPrivateFile::refusesWhatOthersCanRead_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("group reads") << 0640;
    QTest::newRow("others read") << 0604;
    QTest::newRow("group writes") << 0620;
}

void TestPrivateFile::refusesWhatOthersCanRead()
{
    QFETCH(const int, mode);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    writeWithMode(path, "canary", mode_t(mode));
    const auto read = readPrivateFile(path, 100);
    QVERIFY(!read.isOk());
    QVERIFY(read.error().message.contains(QStringLiteral("chmod 600 ") + path));
    QVERIFY(!read.error().message.contains(QStringLiteral("canary")));
}

void TestPrivateFile::refusesAPipeAtOnce()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QVERIFY(!readPrivateFile(path, 100));
    QVERIFY(!readPrivateFile(folder.path(), 100));
    QVERIFY(!readPrivateFile(folder.filePath(QStringLiteral("missing")), 100));
}

void TestPrivateFile::refusesTooMuch()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    writeWithMode(path, "12345", 0600);
    QVERIFY(readPrivateFile(path, 5));
    QVERIFY(!readPrivateFile(path, 4));
}

REALTIME_TEST(TestPrivateFile, QCoreApplication)
#include "tst_privatefile.moc"
