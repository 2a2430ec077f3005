// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/columnchoice.h"

#include "monitor/log/journalmodel.h"
#include "support/testprogram.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/** Which columns the logs show. */
class TestColumnChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheFirstFew();
    void keepsWhatIsChosen();
    void addsFields();
    void hasALimitOfFields();
    void neverHidesTheLast();
    void resets();
    void survivesOddSettings();
};

namespace {

QStringList shownNames(const ColumnChoice &choice)
{
    QStringList names;
    for (const LogColumn &column : choice.columns()) {
        if (column.isShown) {
            names.append(column.name);
        }
    }
    return names;
}

QStringList firstNames()
{
    return {QStringLiteral("time"), QStringLiteral("kind"), QStringLiteral("watcher"),
            QStringLiteral("channel"), QStringLiteral("payload")};
}

/** A file of settings. */
struct File
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
};

} // namespace

void TestColumnChoice::showsTheFirstFew()
{
    const ColumnChoice choice;
    QCOMPARE(shownNames(choice), firstNames());
    QCOMPARE(choice.columns().size(), qsizetype(JournalModel::ColumnCount));
    for (int column = 0; column < JournalModel::ColumnCount; ++column) {
        QCOMPARE(choice.modelColumn(choice.nameOf(column)), column);
    }
    QVERIFY(!choice.isShown(JournalModel::Number));
    QVERIFY(choice.isShown(JournalModel::Payload));
}

void TestColumnChoice::keepsWhatIsChosen()
{
    File file;
    {
        ColumnChoice choice(&file.settings);
        QSignalSpy changed(&choice, &ColumnChoice::changed);
        choice.setShown(QStringLiteral("offset"), true);
        choice.setShown(QStringLiteral("offset"), true);
        choice.setShown(QStringLiteral("kind"), false);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(choice.addField(QStringLiteral("data.from")), QString());
        choice.setOrder({QStringLiteral("data.from"), QStringLiteral("channel")});
        QCOMPARE(changed.size(), 4);
        choice.setWidth(QStringLiteral("channel"), 222);
        QCOMPARE(changed.size(), 4);
    }
    const ColumnChoice again(&file.settings);
    QCOMPARE(shownNames(again),
             QStringList({QStringLiteral("data.from"), QStringLiteral("channel"),
                          QStringLiteral("time"), QStringLiteral("watcher"),
                          QStringLiteral("offset"), QStringLiteral("payload")}));
    QCOMPARE(again.columns().at(1).width, 222);
    QCOMPARE(again.fields().size(), 1u);
    QCOMPARE(again.modelColumn(QStringLiteral("data.from")), int(JournalModel::ColumnCount));
}

void TestColumnChoice::addsFields()
{
    ColumnChoice choice;
    QVERIFY(!choice.addField(QStringLiteral("from")).isEmpty());
    QCOMPARE(choice.addField(QStringLiteral("data.b")), QString());
    QCOMPARE(choice.addField(QStringLiteral("data.a")), QString());
    QCOMPARE(shownNames(choice).last(2),
             QStringList({QStringLiteral("data.a"), QStringLiteral("payload")}));
    choice.setShown(QStringLiteral("data.a"), false);
    QCOMPARE(choice.addField(QStringLiteral(" data.a ")), QString()); // the same
    QVERIFY(shownNames(choice).contains(QStringLiteral("data.a")));
    QCOMPARE(choice.fields().size(), 2u);
    choice.removeField(QStringLiteral("data.b"));
    QCOMPARE(choice.modelColumn(QStringLiteral("data.a")), int(JournalModel::ColumnCount));
    QCOMPARE(choice.modelColumn(QStringLiteral("data.b")), -1);
    choice.removeField(QStringLiteral("channel")); // none of the fields
    QVERIFY(shownNames(choice).contains(QStringLiteral("channel")));
}

void TestColumnChoice::hasALimitOfFields()
{
    ColumnChoice choice;
    for (std::size_t i = 0; i < ColumnChoice::MaxFields; ++i) {
        QCOMPARE(choice.addField(QStringLiteral("data[%1]").arg(i)), QString());
    }
    QVERIFY(!choice.addField(QStringLiteral("data.more")).isEmpty());
    QCOMPARE(choice.fields().size(), ColumnChoice::MaxFields);
}

void TestColumnChoice::neverHidesTheLast()
{
    ColumnChoice choice;
    for (const QString &name : firstNames()) {
        choice.setShown(name, false);
    }
    QCOMPARE(shownNames(choice), QStringList(QStringLiteral("payload")));
}

void TestColumnChoice::resets()
{
    File file;
    ColumnChoice choice(&file.settings);
    choice.addField(QStringLiteral("data.a"));
    choice.setShown(QStringLiteral("time"), false);
    choice.setWidth(QStringLiteral("channel"), 222);
    choice.reset();
    QCOMPARE(shownNames(choice), firstNames());
    QCOMPARE(choice.fields().size(), 0u);
    QCOMPARE(ColumnChoice(&file.settings).columns(), ColumnChoice().columns());
}

void TestColumnChoice::survivesOddSettings()
{
    File file;
    file.settings.beginWriteArray(QStringLiteral("logColumns"), 4);
    const QStringList names{QStringLiteral("payload"), QStringLiteral("of a later version"),
                            QStringLiteral("payload"), QStringLiteral("time")};
    for (int i = 0; i < names.size(); ++i) {
        file.settings.setArrayIndex(i);
        file.settings.setValue(QStringLiteral("name"), names.at(i));
        file.settings.setValue(QStringLiteral("shown"), true);
        file.settings.setValue(QStringLiteral("width"), -5);
    }
    file.settings.endArray();
    const ColumnChoice choice(&file.settings);
    QCOMPARE(choice.columns().size(), qsizetype(JournalModel::ColumnCount));
    QCOMPARE(choice.columns().constFirst().name, QStringLiteral("payload"));
    QCOMPARE(choice.columns().at(1).name, QStringLiteral("time"));
    QCOMPARE(choice.columns().constFirst().width, 0);
}

REALTIME_TEST(TestColumnChoice, QCoreApplication)

#include "tst_columnchoice.moc"
