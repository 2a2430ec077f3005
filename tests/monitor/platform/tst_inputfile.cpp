// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/platform/inputfile.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

class TestInputFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAPlainFile();
    void refusesWhatIsNoPlainFile_data();
    void refusesWhatIsNoPlainFile();
    void readsTheFirstLine_data();
    void readsTheFirstLine();
    void readsTheFirstLineOfAPipe();
    void neverWaitsForLong();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

void TestInputFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(::mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
}

void TestInputFile::readsAPlainFile()
{
    QVERIFY(writeFile(path("a"), "12345"));
    const auto whole = readPlainFile(path("a"), 10);
    QVERIFY(whole);
    QCOMPARE(whole.value(), QByteArray("12345"));
    QVERIFY(QFile::link(path("a"), path("link")));
    const auto part = readPlainFile(path("link"), 3);
    QVERIFY(part);
    QCOMPARE(part.value(), QByteArray("123"));
}

void TestInputFile::refusesWhatIsNoPlainFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("a pipe") << QStringLiteral("pipe") << QStringLiteral("no plain file");
    QTest::newRow("a folder") << QStringLiteral(".") << QStringLiteral("no plain file");
    QTest::newRow("a device") << QStringLiteral("/dev/null") << QStringLiteral("no plain file");
    QTest::newRow("nothing") << QStringLiteral("missing") << QStringLiteral("No such file");
}

void TestInputFile::refusesWhatIsNoPlainFile()
{
    QFETCH(const QString, name);
    QFETCH(const QString, words);
    const auto read = readPlainFile(name.startsWith(u'/') ? name : m_folder->filePath(name), 10);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(words), qPrintable(read.error().message));
}

void TestInputFile::readsTheFirstLine_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("one line") << QByteArray("abc\n") << QByteArray("abc\n");
    QTest::newRow("without an end") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("two lines") << QByteArray("abc\ndef\n") << QByteArray("abc\n");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("too long") << QByteArray(20'000, 'x') << QByteArray(10'000, 'x');
}

void TestInputFile::readsTheFirstLine()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, line);
    QVERIFY(writeFile(path("a"), content));
    const auto read = readFirstLine(path("a"), 10'000);
    QVERIFY(read);
    QCOMPARE(read.value(), line);
    QVERIFY(!readFirstLine(m_folder->path(), 10));
    QVERIFY(!readFirstLine(path("missing"), 10));
}

/** As of `<(command)`, which takes its time. */
void TestInputFile::readsTheFirstLineOfAPipe()
{
    std::thread writing([name = QFile::encodeName(path("pipe"))] {
        const int writer = ::open(name.constData(), O_WRONLY); // until it is read
        for (const char *part : {"ab", "c\n"}) {
            [[maybe_unused]] const ssize_t size = ::write(writer, part, std::strlen(part));
        }
        ::close(writer);
    });
    const auto read = readFirstLine(path("pipe"), 10'000);
    writing.join();
    QVERIFY(read);
    QCOMPARE(read.value(), QByteArray("abc\n"));
}

void TestInputFile::neverWaitsForLong()
{
    const auto read = readFirstLine(path("pipe"), 10'000);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(QStringLiteral("timed out")),
             qPrintable(read.error().message));
}

REALTIME_TEST(TestInputFile, QCoreApplication)
#include "tst_inputfile.moc"
