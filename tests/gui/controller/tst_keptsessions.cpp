// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/keptsessions.h"
#include "support/testprogram.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

QJsonObject session(const char *draft)
{
    return {{QStringLiteral("draft"), QString::fromLatin1(draft)}};
}

QString draftOf(const KeptSessions &sessions, const char *key)
{
    return sessions.find(QString::fromLatin1(key)).value(QStringLiteral("draft")).toString();
}

void put(KeptSessions &sessions, const char *key, const char *draft)
{
    sessions.put(QString::fromLatin1(key), session(draft));
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

class TestKeptSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThereTheNextTime();
    void nothingIsKeptBeforeOpening();
    void onlyTheOwnerCanReadThem();
    void twoProgramsKeepEachOthers();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void leavesTheFileOfANewerProgram();
    void forgetsTheOldest();
    void forgetsWhatDoesNotFit();
    void triesAgainAfterAFailure();
    void removes();
};

void TestKeptSessions::areThereTheNextTime()
{
    const QTemporaryDir folder;
    {
        KeptSessions sessions(folder.path());
        QVERIFY(sessions.open());
        put(sessions, "staging", "old");
        put(sessions, "prod", "other");
        put(sessions, "staging", "hello");
        sessions.saveNow();
    }
    KeptSessions next(folder.path());
    QVERIFY(next.open());
    QCOMPARE(draftOf(next, "staging"), QStringLiteral("hello"));
    QCOMPARE(draftOf(next, "prod"), QStringLiteral("other"));
    QCOMPARE(next.latest().value(QStringLiteral("draft")).toString(), QStringLiteral("hello"));
    QVERIFY(next.find(QStringLiteral("unknown")).isEmpty());
}

void TestKeptSessions::nothingIsKeptBeforeOpening()
{
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    put(sessions, "staging", "hello");
    sessions.saveNow();
    QCOMPARE(draftOf(sessions, "staging"), QStringLiteral("hello"));
    QVERIFY(!QFile::exists(sessions.file()));
}

void TestKeptSessions::onlyTheOwnerCanReadThem()
{
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    QVERIFY(sessions.open());
    put(sessions, "staging", "hello");
    sessions.saveNow();
    QCOMPARE(QFile::permissions(sessions.file())
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void TestKeptSessions::twoProgramsKeepEachOthers()
{
    const QTemporaryDir folder;
    KeptSessions one(folder.path());
    KeptSessions other(folder.path());
    QVERIFY(one.open());
    QVERIFY(other.open());
    put(one, "staging", "mine");
    one.saveNow();
    put(other, "prod", "theirs");
    other.saveNow();
    KeptSessions next(folder.path());
    QVERIFY(next.open());
    QCOMPARE(draftOf(next, "staging"), QStringLiteral("mine"));
    QCOMPARE(draftOf(next, "prod"), QStringLiteral("theirs"));
}

void TestKeptSessions::setsADamagedFileAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("cut off") << QByteArray("{\"version\":1,\"sessions\":{");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("without sessions") << QByteArray("{\"version\":1}");
    QTest::newRow("too large") << QByteArray("{\"version\":1,\"sessions\":{}}")
            + QByteArray(KeptSessions::LargestFile, ' ');
}

void TestKeptSessions::setsADamagedFileAside()
{
    QFETCH(const QByteArray, content);
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    write(sessions.file(), content);
    const auto opened = sessions.open();
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(QLatin1String(".broken-")),
             qPrintable(opened.error().message));
    const QStringList aside =
        QDir(folder.path()).entryList({QStringLiteral("sessions.json.broken-*")}, QDir::Files);
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contentOf(folder.filePath(aside.constFirst())), content);
    put(sessions, "staging", "hello");
    sessions.saveNow();
    KeptSessions next(folder.path());
    QVERIFY(next.open());
    QCOMPARE(draftOf(next, "staging"), QStringLiteral("hello"));
}

void TestKeptSessions::leavesTheFileOfANewerProgram()
{
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    const QByteArray newer("{\"version\":2,\"sessions\":{}}");
    write(sessions.file(), newer);
    QVERIFY(!sessions.open());
    QSignalSpy failures(&sessions, &KeptSessions::failed);
    put(sessions, "staging", "hello");
    sessions.saveNow();
    QTRY_COMPARE(failures.size(), 1);
    put(sessions, "staging", "again");
    sessions.saveNow();
    QCOMPARE(contentOf(sessions.file()), newer);
    QCOMPARE(failures.size(), 1); // said once
}

void TestKeptSessions::forgetsTheOldest()
{
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    QVERIFY(sessions.open());
    for (qsizetype i = 0; i <= KeptSessions::MostSessions; ++i) {
        sessions.put(QString::number(i), session("hello"));
    }
    sessions.saveNow();
    KeptSessions next(folder.path());
    QVERIFY(next.open());
    QCOMPARE(next.keys().size(), KeptSessions::MostSessions);
    QVERIFY(next.find(QStringLiteral("0")).isEmpty());
    QVERIFY(!next.find(QString::number(KeptSessions::MostSessions)).isEmpty());
}

void TestKeptSessions::forgetsWhatDoesNotFit()
{
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    QVERIFY(sessions.open());
    put(sessions, "old", "small");
    const QByteArray large(KeptSessions::LargestFile - 100, 'x');
    put(sessions, "large", large.constData());
    put(sessions, "new", "small");
    sessions.saveNow();
    QVERIFY(QFile(sessions.file()).size() <= KeptSessions::LargestFile);
    KeptSessions next(folder.path());
    QVERIFY(next.open());
    QCOMPARE(draftOf(next, "new"), QStringLiteral("small"));
}

void TestKeptSessions::triesAgainAfterAFailure()
{
    const QTemporaryDir folder;
    const QString place = folder.filePath(QStringLiteral("config"));
    write(place, "in the way");
    KeptSessions sessions(place);
    QVERIFY(sessions.open());
    QSignalSpy failures(&sessions, &KeptSessions::failed);
    put(sessions, "staging", "hello");
    sessions.saveNow();
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(QFile::remove(place));
    put(sessions, "prod", "other");
    sessions.saveNow();
    KeptSessions next(place);
    QVERIFY(next.open());
    QCOMPARE(draftOf(next, "staging"), QStringLiteral("hello"));
    QCOMPARE(draftOf(next, "prod"), QStringLiteral("other"));
}

void TestKeptSessions::removes()
{
    const QTemporaryDir folder;
    KeptSessions sessions(folder.path());
    QVERIFY(sessions.open());
    put(sessions, "staging", "hello");
    sessions.saveNow();
    sessions.remove(QStringLiteral("staging"));
    sessions.saveNow();
    QVERIFY(!contentOf(sessions.file()).contains("hello"));
}

REALTIME_TEST(TestKeptSessions, QCoreApplication)
#include "tst_keptsessions.moc"
