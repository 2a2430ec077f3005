// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/exportdialog.h"
#include "gui/recording/recordingcontrol.h"
#include "gui/recording/rotationmenu.h"
#include "monitor/entry/entry.h"
#include "monitor/recording/recording.h"
#include "support/servertest.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSessionManager>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTableView>
#include <QToolButton>

/** Record and Export as a user does them. */
class TestRecordingActions : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void recordsWhatComes();
    void goesOnInNewFiles();
    void remembersWhenToGoOn();
    void saysWhenItCannotRecord();
    void saysThatTheFileIsGone();
    void writesAllWhenTheDesktopSessionEnds();
    void exportsWithACountThatAddsUp();
    void exportsTheSelectedRows();
    void marksATableForExcel();
    void opensWhatIsDropped();

private:
    QStringList recordings() const;
    /** Of the first publication, in the window. */
    void recordOne(WindowFixture &fixture);

    QTemporaryDir m_data;
};

void TestRecordingActions::init()
{
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
    QDir(RecordingControl::folder()).removeRecursively();
}

QStringList TestRecordingActions::recordings() const
{
    return QDir(RecordingControl::folder()).entryList(QDir::Files);
}

void TestRecordingActions::recordsWhatComes()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("history:window"));
    fixture.controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isSubscribed(QStringLiteral("history:window")));
    QVERIFY(!fixture.find<QLabel>("recordingLabel")->isVisibleTo(&fixture.window()));
    fixture.find<QToolButton>("recordButton")->click();
    QVERIFY(m_server.publish(QStringLiteral("history:window"), "{\"n\":1}"));
    QTRY_VERIFY(fixture.labelText("recordingLabel").contains(QStringLiteral("REC 1")));
    fixture.trigger("recordAction");
    QTRY_COMPARE(fixture.labelText("recordingLabel"),
                 QStringLiteral("recorded 1 · ") + recordings().constFirst());
    QVERIFY(m_server.publish(QStringLiteral("history:window"), "{\"n\":2}"));
    QTRY_VERIFY(fixture.column(JournalModel::Payload).contains(QStringLiteral("{\"n\":2}")));
    QCOMPARE(recordings().size(), 1);
    const QString path = RecordingControl::folder() + u'/' + recordings().constFirst();
    const auto opened = Recording::open(QFile::encodeName(path).toStdString());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QCOMPARE(opened.recording->size(), std::size_t(1));
    QCOMPARE(opened.recording->at(0).payload, std::string_view("{\"n\":1}"));
    QCOMPARE(opened.recording->metadata().user, std::string("alice"));
}

void TestRecordingActions::goesOnInNewFiles()
{
    WindowFixture fixture;
    fixture.settings().setValue(QStringLiteral("recording/rotate"), QStringLiteral("1s"));
    fixture.settings().setValue(QStringLiteral("recording/keep"), 1);
    const auto files = [this] {
        return recordings().filter(QRegularExpression(QStringLiteral("^recording-.*rtm$")));
    };
    recordOne(fixture);
    QTRY_VERIFY(fixture.labelText("recordingLabel").contains(QStringLiteral(" · file 2")));
    QCOMPARE(files().size(), 2); // the new one is empty
    QString tip = fixture.find<QLabel>("recordingLabel")->toolTip();
    tip.remove(QChar(0x200B)); // where it may be broken
    QVERIFY2(tip.contains(RecordingControl::folder() + u'/' + files().constLast()),
             qPrintable(tip));
    QVERIFY(m_server.publish(QStringLiteral("history:window"), "{\"n\":2}"));
    QTRY_VERIFY(fixture.labelText("recordingLabel").contains(QStringLiteral("REC 2")));
    fixture.trigger("recordAction");
    QTRY_COMPARE(fixture.labelText("recordingLabel"),
                 QStringLiteral("recorded 2 · ") + files().constFirst());
    QCOMPARE(files().size(), 1);
}

void TestRecordingActions::remembersWhenToGoOn()
{
    WindowFixture fixture;
    auto *menu = fixture.find<QMenu>("rotationMenu");
    const auto checked = [menu] {
        QStringList names;
        for (const QAction *action : menu->actions()) {
            if (action->isChecked()) {
                names += action->objectName()
                    + (action->isEnabled() ? QString() : QStringLiteral(" (disabled)"));
            }
        }
        return names;
    };
    QCOMPARE(
        checked(),
        QStringList({QStringLiteral("rotateAction"), QStringLiteral("keepAction0 (disabled)")}));
    fixture.trigger("rotateAction1G");
    fixture.trigger("keepAction50");
    QCOMPARE(checked(),
             QStringList({QStringLiteral("rotateAction1G"), QStringLiteral("keepAction50")}));
    const RotationMenu other(fixture.settings(), nullptr); // of another window
    QVERIFY(other.rotation() == (Rotation{std::uint64_t(1) << 30, std::chrono::seconds(0), 50}));
    fixture.settings().setValue(QStringLiteral("recording/rotate"), QStringLiteral("nonsense"));
    QVERIFY(!other.rotation().isOn());
}

void TestRecordingActions::saysWhenItCannotRecord()
{
    QFile file(m_data.filePath(QStringLiteral("no folder")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    qputenv("XDG_DATA_HOME", file.fileName().toUtf8());
    WindowFixture fixture;
    fixture.find<QToolButton>("recordButton")->click();
    QVERIFY(!fixture.find<QToolButton>("recordButton")->isChecked());
    QVERIFY(!fixture.controller().notices().current().isEmpty());
}

void TestRecordingActions::recordOne(WindowFixture &fixture)
{
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("history:window"));
    fixture.controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isSubscribed(QStringLiteral("history:window")));
    fixture.find<QToolButton>("recordButton")->click();
    QVERIFY(m_server.publish(QStringLiteral("history:window"), "{\"n\":1}"));
    QTRY_VERIFY(fixture.labelText("recordingLabel").contains(QStringLiteral("REC 1")));
}

void TestRecordingActions::saysThatTheFileIsGone()
{
    WindowFixture fixture;
    recordOne(fixture);
    const QString path = RecordingControl::folder() + u'/' + recordings().constFirst();
    const QString moved = m_data.filePath(QStringLiteral("moved.rtm"));
    QVERIFY(QFile::rename(path, moved));
    const QString why = path + QStringLiteral(" was moved to ") + moved
        + QStringLiteral(" while it was recorded; the recording ends there.");
    QTRY_COMPARE(fixture.labelText("recordingLabel"), QStringLiteral("RECORDING STOPPED: ") + why);
    QVERIFY(
        fixture.find<QLabel>("recordingLabel")->toolTip().contains(QStringLiteral("moved.rtm")));
    QVERIFY(!fixture.find<QToolButton>("recordButton")->isChecked());
    QVERIFY(fixture.controller().notices().current().explanation.cause.contains(
        QStringLiteral("watching goes on")));
    const auto opened = Recording::open(QFile::encodeName(moved).toStdString());
    QVERIFY2(opened.recording, opened.fault.c_str());
    QVERIFY(opened.recording->size() >= 1);
}

/** At once: within two seconds it would be done anyway. */
void TestRecordingActions::writesAllWhenTheDesktopSessionEnds()
{
    WindowFixture fixture;
    recordOne(fixture);
    const QString path = RecordingControl::folder() + u'/' + recordings().constFirst();
    const auto entriesOfTheFileAlone = [&path, this] {
        const QString copy = m_data.filePath(QStringLiteral("copy.rtm"));
        QFile::remove(copy);
        QFile::copy(path, copy);
        const auto opened = Recording::open(QFile::encodeName(copy).toStdString());
        return opened.recording == nullptr ? -1 : int(opened.recording->size());
    };
    auto *session = qApp->findChild<QSessionManager *>();
    QVERIFY(session != nullptr);
    Q_EMIT qGuiApp->commitDataRequest(*session);
    QTRY_VERIFY_WITH_TIMEOUT(entriesOfTheFileAlone() >= 1, 1000);
    QVERIFY(fixture.labelText("recordingLabel").contains(QStringLiteral("REC")));
}

void TestRecordingActions::exportsWithACountThatAddsUp()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("history:export"));
    fixture.controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isSubscribed(QStringLiteral("history:export")));
    fixture.trigger("exportAction");
    auto *dialog = fixture.window().findChild<ExportDialog *>();
    QVERIFY(dialog != nullptr);
    const QString path = m_data.filePath(QStringLiteral("x.jsonl"));
    const auto count = qsizetype(fixture.controller().journal().size());
    QVERIFY(!dialog->findChild<QProgressBar *>()->isVisible()); // empty, it looks like a field
    dialog->exportTo(path);
    QVERIFY(dialog->findChild<QProgressBar *>()->isVisible());
    auto *words = dialog->findChild<QLabel *>(QStringLiteral("exportText"));
    auto *button = dialog->findChild<QPushButton *>(QStringLiteral("exportButton"));
    QTRY_VERIFY(button->isEnabled());
    QCOMPARE(words->text(), QStringLiteral("%1 entries written").arg(count));
    QCOMPARE(dialog->findChild<QProgressBar *>()->value(), 1000);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), count);
}

void TestRecordingActions::exportsTheSelectedRows()
{
    WindowFixture fixture;
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("history:selected"));
    fixture.controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isSubscribed(QStringLiteral("history:selected")));
    fixture.find<QTableView>("logView")->selectRow(1);
    fixture.trigger("exportAction");
    auto *dialog = fixture.window().findChild<ExportDialog *>();
    auto *what = dialog->findChild<QComboBox *>(QStringLiteral("exportScope"));
    what->setCurrentIndex(what->count() - 1);
    QCOMPARE(what->currentText(), QStringLiteral("The selected rows"));
    const QString path = m_data.filePath(QStringLiteral("y.csv"));
    dialog->findChild<QComboBox *>(QStringLiteral("exportFormat"))->setCurrentIndex(1);
    dialog->exportTo(path);
    auto *button = dialog->findChild<QPushButton *>(QStringLiteral("exportButton"));
    QTRY_VERIFY(button->isEnabled());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray table = file.readAll();
    QCOMPARE(table.count("\r\n"), 2);
    QVERIFY(table.contains("\r\n2,"));
}

void TestRecordingActions::marksATableForExcel()
{
    WindowFixture fixture;
    fixture.trigger("exportAction");
    auto *dialog = fixture.window().findChild<ExportDialog *>();
    auto *mark = dialog->findChild<QCheckBox *>(QStringLiteral("exportByteOrderMark"));
    auto *format = dialog->findChild<QComboBox *>(QStringLiteral("exportFormat"));
    auto *button = dialog->findChild<QPushButton *>(QStringLiteral("exportButton"));
    QVERIFY(!mark->isEnabled()); // for JSON lines
    format->setCurrentIndex(1);
    QVERIFY(mark->isEnabled() && !mark->isChecked());
    mark->setChecked(true);
    const auto exported = [&] {
        QFile file(m_data.filePath(QStringLiteral("z.csv")));
        dialog->exportTo(file.fileName());
        return QTest::qWaitFor([&] { return button->isEnabled(); })
                && file.open(QIODevice::ReadOnly)
            ? file.readAll()
            : QByteArray();
    };
    QVERIFY(exported().startsWith("\xEF\xBB\xBFnumber,"));
    mark->setChecked(false);
    QVERIFY(exported().startsWith("number,"));
    mark->setChecked(true);
    format->setCurrentIndex(0);
    QVERIFY(!mark->isEnabled());
    QVERIFY(!exported().startsWith("\xEF"));
}

void TestRecordingActions::opensWhatIsDropped()
{
    QMimeData files;
    QList<QUrl> urls;
    for (const char *name : {"one.jsonl", "two", "text"}) {
        QFile file(m_data.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(name == QByteArray("text") ? "hello\n" : "log line\n{\"n\":1}\n");
        urls += QUrl::fromLocalFile(file.fileName());
    }
    files.setUrls(urls);
    WindowFixture fixture;
    QDragEnterEvent enter({9, 9}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QVERIFY(QCoreApplication::sendEvent(&fixture.window(), &enter));
    QVERIFY(enter.isAccepted());
    QDropEvent drop({9, 9}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&fixture.window(), &drop);
    const auto titles = [] {
        QStringList result;
        for (const QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == QStringLiteral("recordingWindow")) {
                result += widget->windowTitle();
            }
        }
        result.sort();
        return result;
    };
    QTRY_COMPARE(
        titles(),
        QStringList({QStringLiteral("one.jsonl – recording"), QStringLiteral("two – recording")}));
    QTRY_VERIFY(fixture.controller().notices().current().explanation.cause.contains(
        QStringLiteral("text")));
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->objectName() == QStringLiteral("recordingWindow")) {
            widget->close();
        }
    }
}

REALTIME_TEST(TestRecordingActions, QApplication)
#include "tst_recordingactions.moc"
