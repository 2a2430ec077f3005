// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/outputfile.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

class TestOutputFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void makesAFile();
    void replacesAFileAsAWhole();
    void leavesTheFileWithoutCommit();
    void neverReplacesWhatMayNotBeWritten();
    void keepsLinks_data();
    void keepsLinks();
    void refusesTheLinkOfSomebodyElse();
    void refusesALinkInACircle();
    void writesToADevice();
    void tellsAFullDevice();
    void refusesAFolder();
    void refusesAPipeThatNobodyReads();
    void writesToAPipe();
    void givesUpOnASlowReader();
    void tellsThatTheReaderWent();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QByteArray encoded(const char *name) const { return QFile::encodeName(path(name)); }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

bool never()
{
    return false;
}

Centrifuge::Outcome writeAll(const QString &path, const QByteArray &content,
                             const std::function<bool()> &goesOn = never)
{
    OutputFile file(path, goesOn);
    const auto opened = file.open();
    if (!opened) {
        return opened;
    }
    file.write(content);
    return file.commit();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

int modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 0777)
                                                                     : -1;
}

} // namespace

void TestOutputFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestOutputFile::makesAFile()
{
    QVERIFY(writeAll(path("a"), "content"));
    QCOMPARE(contentOf(path("a")), QByteArray("content"));
    QCOMPARE(modeOf(path("a")), 0600);
    QCOMPARE(files(), QStringList{QStringLiteral("a")});
}

void TestOutputFile::replacesAFileAsAWhole()
{
    QVERIFY(writeAll(path("a"), "before"));
    QFile before(path("a"));
    QVERIFY(before.open(QIODevice::ReadOnly));
    const QByteArray large(1'000'000, 'x');
    {
        OutputFile file(path("a"), never);
        QVERIFY(file.open());
        QVERIFY(file.isReplaced());
        QVERIFY(file.write(large));
        QCOMPARE(contentOf(path("a")), QByteArray("before"));
        QVERIFY(file.commit());
    }
    QCOMPARE(contentOf(path("a")), large);
    QCOMPARE(before.readAll(), QByteArray("before"));
    QCOMPARE(files(), QStringList{QStringLiteral("a")});
}

void TestOutputFile::leavesTheFileWithoutCommit()
{
    QVERIFY(writeAll(path("a"), "before"));
    {
        OutputFile file(path("a"), never);
        QVERIFY(file.open());
        QVERIFY(file.write("after"));
    }
    QCOMPARE(contentOf(path("a")), QByteArray("before"));
    QCOMPARE(files(), QStringList{QStringLiteral("a")});
}

void TestOutputFile::neverReplacesWhatMayNotBeWritten()
{
    if (::geteuid() == 0) {
        QSKIP("root may write everything");
    }
    QVERIFY(writeAll(path("a"), "before"));
    QCOMPARE(::chmod(encoded("a").constData(), 0400), 0);
    QVERIFY(!writeAll(path("a"), "after"));
    QCOMPARE(contentOf(path("a")), QByteArray("before"));
}

void TestOutputFile::keepsLinks_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("exists");
    QTest::newRow("a relative one") << QStringLiteral("folder/target") << true;
    QTest::newRow("to nothing yet") << QStringLiteral("folder/target") << false;
    QTest::newRow("an absolute one") << QStringLiteral("ABSOLUTE/folder/target") << true;
    QTest::newRow("to a link") << QStringLiteral("second") << true;
}

void TestOutputFile::keepsLinks()
{
    QFETCH(QString, target);
    QFETCH(const bool, exists);
    target.replace(QStringLiteral("ABSOLUTE"), m_folder->path());
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    QCOMPARE(::symlink("folder/target", encoded("second").constData()), 0);
    QCOMPARE(::symlink(QFile::encodeName(target).constData(), encoded("link").constData()), 0);
    QVERIFY(!exists || writeAll(path("folder/target"), "before"));
    QVERIFY(writeAll(path("link"), "after"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QVERIFY(!QFileInfo(path("folder/target")).isSymLink());
    QCOMPARE(contentOf(path("folder/target")), QByteArray("after"));
    QCOMPARE(QDir(path("folder")).entryList(QDir::Files).size(), 1);
}

/** In a folder that others write, too, it may lead to what is precious. */
void TestOutputFile::refusesTheLinkOfSomebodyElse()
{
    QVERIFY(writeAll(path("victim"), "precious"));
    QCOMPARE(::symlink("victim", encoded("link").constData()), 0);
    if (::lchown(encoded("link").constData(), 65534, 65534) != 0) {
        QSKIP("only root can give a link to somebody else");
    }
    const auto outcome = writeAll(path("link"), "after");
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.contains(QStringLiteral("belongs to somebody else")),
             qPrintable(outcome.error().message));
    QCOMPARE(contentOf(path("victim")), QByteArray("precious"));
}

void TestOutputFile::refusesALinkInACircle()
{
    QCOMPARE(::symlink("link", encoded("link").constData()), 0);
    QVERIFY(!writeAll(path("link"), "after"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
}

void TestOutputFile::writesToADevice()
{
    QVERIFY(QFile::link(QStringLiteral("/dev/null"), path("link")));
    for (const QString &name : {QStringLiteral("/dev/null"), path("link")}) {
        QVERIFY(writeAll(name, "content"));
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(name).constData(), &status), 0);
        QVERIFY(S_ISCHR(status.st_mode));
    }
    QCOMPARE(contentOf(QStringLiteral("/dev/null")), QByteArray());
}

void TestOutputFile::tellsAFullDevice()
{
    if (!QFile::exists(QStringLiteral("/dev/full"))) {
        QSKIP("this system has no /dev/full");
    }
    const auto outcome = writeAll(QStringLiteral("/dev/full"), "content");
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().message,
             QStringLiteral("cannot write /dev/full: No space left on device"));
}

void TestOutputFile::refusesAFolder()
{
    QVERIFY(!writeAll(m_folder->path(), "content"));
}

void TestOutputFile::refusesAPipeThatNobodyReads()
{
    QCOMPARE(::mkfifo(encoded("pipe").constData(), 0600), 0);
    const auto outcome = writeAll(path("pipe"), "content");
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.endsWith(QStringLiteral("pipe: nobody reads it")),
             qPrintable(outcome.error().message));
}

void TestOutputFile::writesToAPipe()
{
    QCOMPARE(::mkfifo(encoded("pipe").constData(), 0600), 0);
    const int reader = ::open(encoded("pipe").constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    QCOMPARE(::fcntl(reader, F_SETFL, 0), 0);
    // Until somebody writes, a pipe is at its end.
    const int writer = ::open(encoded("pipe").constData(), O_WRONLY);
    QVERIFY(writer >= 0);
    QByteArray read;
    std::thread reading([reader, &read] {
        char bytes[4096];
        for (ssize_t size = 1; size > 0 || (size < 0 && errno == EINTR);) {
            size = ::read(reader, bytes, sizeof(bytes));
            read.append(bytes, std::max<ssize_t>(size, 0));
        }
    });
    const QByteArray large(1'000'000, 'x');
    const auto outcome = writeAll(path("pipe"), large, [] { return true; });
    ::close(writer);
    reading.join();
    ::close(reader);
    QVERIFY(outcome);
    QCOMPARE(read, large);
    struct stat status = {};
    QCOMPARE(::stat(encoded("pipe").constData(), &status), 0);
    QVERIFY(S_ISFIFO(status.st_mode));
}

void TestOutputFile::givesUpOnASlowReader()
{
    QCOMPARE(::mkfifo(encoded("pipe").constData(), 0600), 0);
    const int reader = ::open(encoded("pipe").constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    const auto outcome = writeAll(path("pipe"), QByteArray(1'000'000, 'x'));
    ::close(reader);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.endsWith(QStringLiteral("its reader is too slow")));
}

void TestOutputFile::tellsThatTheReaderWent()
{
    std::signal(SIGPIPE, SIG_IGN); // as the program does
    QCOMPARE(::mkfifo(encoded("pipe").constData(), 0600), 0);
    const int reader = ::open(encoded("pipe").constData(), O_RDONLY | O_NONBLOCK);
    OutputFile file(path("pipe"), never);
    QVERIFY(file.open());
    QVERIFY(!file.isReplaced());
    ::close(reader);
    QVERIFY(file.write("content"));
    const auto outcome = file.commit();
    QVERIFY(!outcome);
    QVERIFY(outcome.error().message.endsWith(QStringLiteral("Broken pipe")));
}

REALTIME_TEST(TestOutputFile, QCoreApplication)
#include "tst_outputfile.moc"
