// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/recording/entryfile.h"

#include "recordingfixture.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

#include <thread>

#include <sys/stat.h>

/** What is in a file decides how it is read. */
class TestEntryFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsLines_data();
    void readsLines();
    void saysWhatItCannotRead_data();
    void saysWhatItCannotRead();
    void saysThatAPackedFileIsCut();
    void readsARecordingInPlace();
    void readsAPipe();
    void endsWhileNobodyWritesAPipe();
    void takesLittleMemoryForAPackedLine();

private:
    QString write(const QByteArray &content);

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QByteArray Line = "{\"kind\":\"publication\",\"channel\":\"c\",\"data\":{\"n\":1}}";

QByteArray packed(const QByteArray &bytes)
{
    z_stream stream = {};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray result(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    QByteArray input = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = uInt(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data());
    stream.avail_out = uInt(result.size());
    deflate(&stream, Z_FINISH);
    result.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return result;
}

Centrifuge::Result<EntryFile> openFile(const QString &path)
{
    WalkProgress progress;
    return openEntryFile(path, progress);
}

QStringList payloadsOf(const EntryFile &file)
{
    QStringList result;
    for (std::size_t i = 0; i < file.recording->size(); ++i) {
        const std::string_view payload = file.recording->at(i).payload;
        result += QString::fromUtf8(payload.data(), qsizetype(payload.size()));
    }
    return result;
}

} // namespace

void TestEntryFile::init()
{
    qunsetenv("TMPDIR"); // of the test before
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("TMPDIR", QFile::encodeName(m_folder->path()));
}

QString TestEntryFile::write(const QByteArray &content)
{
    QFile file(m_folder->filePath(QStringLiteral("a file")));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        return {};
    }
    return file.fileName();
}

void TestEntryFile::readsLines_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<quint64>("skipped");
    const auto row = [](const char *name, const QByteArray &content, quint64 skipped = 0) {
        QTest::newRow(name) << content << skipped;
    };
    const QByteArray mark = "\xEF\xBB\xBF";
    row("one line", Line);
    row("lines of text before it", "realtime-monitor: connecting\nnohup: ignoring input\n" + Line,
        2);
    row("more text than is looked at", QByteArray(100'000, 'x') + '\n' + Line, 1);
    row("empty lines before it", "\n\n \r\n" + Line);
    row("a byte order mark", mark + Line);
    row("a byte order mark, and nothing else in its line", mark + "\r\n" + Line);
    row("a byte order mark further on", "text\n" + mark + Line + '\n', 1);
    row("line ends of Windows", "text\r\n" + Line + "\r\n", 1);
    row("half of a line behind it", Line + "\n{\"kind\":\"publication\",\"chan", 1);
    row("zeros behind it, as a full disk leaves them", Line + '\n' + QByteArray(5000, '\0'), 1);
    row("zeros before it, as an emptied log has them", QByteArray(5000, '\0') + Line + '\n' + Line,
        1);
    row("many zeros before it", QByteArray(300'000, '\0') + "text\n" + Line, 1);
    row("packed", packed(Line));
    row("packed, with a mark", packed(mark + Line));
    row("two packed ones", packed("text\n") + packed(Line), 1);
    row("packed text with the line far behind", packed(QByteArray(300'000, '\n') + Line));
}

void TestEntryFile::readsLines()
{
    QFETCH(const QByteArray, content);
    QFETCH(const quint64, skipped);
    const auto file = openFile(write(content));
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(payloadsOf(file.value()), QStringList(QStringLiteral("{\"n\":1}")));
    QCOMPARE(file.value().skippedLines, skipped);
    QCOMPARE(file.value().warnings.size(), skipped > 0 ? 1 : 0);
    QVERIFY(!file.value().isIncomplete);
}

void TestEntryFile::saysWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &content, const char *words) {
        QTest::newRow(name) << content << QString::fromLatin1(words);
    };
    row("nothing", "", "is empty");
    row("text", "hello\nworld\n", "none of its lines is an entry: line 1: no JSON (column 1");
    row("zeros", QByteArray(100'000, '\0'), "a file");
    row("zeros and text", QByteArray(100'000, '\0') + "hello\n", "a file");
    row("an image", QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), "is no recording");
    row("UTF-16", QByteArray("\xFF\xFE{\0\"\0", 6), "is UTF-16; convert it to UTF-8");
    row("a packed recording", packed(QByteArray("SQLite format 3\0", 16)), "unpack it first");
    row("broken from the start", QByteArray("\x1F\x8B\xFF\xFF\xFF"), "is damaged");
}

void TestEntryFile::saysWhatItCannotRead()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, words);
    const auto file = openFile(write(content));
    QVERIFY(!file);
    QVERIFY2(file.error().message.contains(words), qPrintable(file.error().message));
    QVERIFY2(file.error().message.contains(QStringLiteral("a file")),
             qPrintable(file.error().message));
}

void TestEntryFile::saysThatAPackedFileIsCut()
{
    QByteArray lines;
    for (int i = 0; i < 20'000; ++i) {
        lines += "{\"n\":" + QByteArray::number(i * 7919 % 65'537) + "}\n";
    }
    const QByteArray whole = packed(lines);
    const auto file = openFile(write(whole.first(whole.size() / 2)));
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    const std::size_t size = file.value().recording->size();
    QVERIFY(size > 5000 && size < 15'000);
    QVERIFY(file.value().isIncomplete);
    QVERIFY2(file.value().warnings.constLast().contains(
                 QStringLiteral("ends in the middle of its packed data; the %1 entries before")
                     .arg(size)),
             qPrintable(file.value().warnings.constLast()));
    QByteArray broken = whole;
    broken[broken.size() / 2] = char(broken[broken.size() / 2] ^ 0x55);
    const auto damaged = openFile(write(broken));
    QVERIFY(damaged);
    QVERIFY(damaged.value().isIncomplete || damaged.value().skippedLines > 0);
}

void TestEntryFile::readsARecordingInPlace()
{
    const QString path = m_folder->filePath(QStringLiteral("x.jsonl")); // its name says nothing
    QCOMPARE(makeRecording(path, 10), std::string());
    const auto file = openFile(path);
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(file.value().recording->size(), std::size_t(10));
    QVERIFY(file.value().folder == nullptr);
    QCOMPARE(file.value().warnings, QStringList());
}

void TestEntryFile::readsAPipe()
{
    const QString path = m_folder->filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    std::thread writer([path] {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write("text\n" + Line + '\n');
        }
    });
    const auto file = openFile(path);
    writer.join();
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(payloadsOf(file.value()), QStringList(QStringLiteral("{\"n\":1}")));
    QCOMPARE(file.value().skippedLines, quint64(1));
}

void TestEntryFile::endsWhileNobodyWritesAPipe()
{
    const QString path = m_folder->filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    WalkProgress progress;
    int looks = 0;
    const auto file = openEntryFile(path, progress, [&] { progress.cancelled = ++looks > 2; });
    QVERIFY(!file);
    QCOMPARE(file.error().message, QStringLiteral("cancelled"));
}

/** A packed line that is longer than any entry is left out; what follows it is read. */
void TestEntryFile::takesLittleMemoryForAPackedLine()
{
    const QByteArray bomb = packed('"' + QByteArray(80'000'000, ' ') + '"');
    QVERIFY(bomb.size() < 100'000);
    const auto file = openFile(write(bomb + packed('\n' + Line)));
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(payloadsOf(file.value()), QStringList(QStringLiteral("{\"n\":1}")));
    QVERIFY2(file.value().warnings.constFirst().contains(QStringLiteral("line 1: it is too long")),
             qPrintable(file.value().warnings.constFirst()));
}

REALTIME_TEST(TestEntryFile, QCoreApplication)
#include "tst_entryfile.moc"
