// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recentfiles.h"
#include "gui/recording/recordingcontrol.h"
#include "support/servertest.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QToolButton>

/** The files of recordings: dropped, opened again, shown in their folder. */
class TestRecordingFiles : public ServerTest
{
    Q_OBJECT

public Q_SLOTS:
    void showFolder(const QUrl &url) { m_shown = url; }

private Q_SLOTS:
    void init();
    void fieldsLeaveFilesToTheWindow();
    void opensRecentFilesAgain();
    void showsTheRecordingInItsFolder();
    void neverCutsItsState();

private:
    QStringList recordings() const;
    /** Of the first publication, in the window. */
    void recordOne(WindowFixture &fixture);

    QTemporaryDir m_data;
    QUrl m_shown;
};

void TestRecordingFiles::init()
{
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
    QDir(RecordingControl::folder()).removeRecursively();
}

QStringList TestRecordingFiles::recordings() const
{
    return QDir(RecordingControl::folder()).entryList(QDir::Files);
}

void TestRecordingFiles::recordOne(WindowFixture &fixture)
{
    fixture.controller().setUser(QStringLiteral("alice"));
    fixture.controller().addChannel(QStringLiteral("history:window"));
    fixture.controller().setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isSubscribed(QStringLiteral("history:window")));
    fixture.find<QToolButton>("recordButton")->click();
    QVERIFY(m_server.publish(QStringLiteral("history:window"), "{\"n\":1}"));
    QTRY_VERIFY(fixture.labelText("recordingLabel").contains(QStringLiteral("REC 1")));
}

/** They would take the name as text. */
void TestRecordingFiles::fieldsLeaveFilesToTheWindow()
{
    WindowFixture fixture;
    auto *editor = fixture.find<QPlainTextEdit>("payloadEdit");
    const QString before = editor->toPlainText();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(m_data.filePath(QStringLiteral("missing")))});
    QDragEnterEvent enter({9, 9}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(editor->viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({9, 9}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(editor->viewport(), &drop);
    QTRY_COMPARE(fixture.controller().notices().current().topic, Notice::Topic::File);
    QCOMPARE(editor->toPlainText(), before);
}

void TestRecordingFiles::opensRecentFilesAgain()
{
    WindowFixture fixture;
    auto *menu = fixture.find<QMenu>("recentMenu");
    const auto texts = [menu] {
        Q_EMIT menu->aboutToShow();
        QStringList result;
        for (const QAction *action : menu->actions()) {
            result += action->isSeparator() ? QStringLiteral("-") : action->text();
        }
        return result;
    };
    QCOMPARE(texts(), QStringList({QStringLiteral("-"), QStringLiteral("&Forget all")}));
    RecentFiles recent(fixture.settings()); // as another window has it
    for (const char *name : {"one & two", "missing"}) {
        recent.add(m_data.filePath(QString::fromLatin1(name)));
    }
    recent.add(m_data.filePath(QStringLiteral("one & two")));
    QCOMPARE(texts(),
             QStringList({QStringLiteral("one && two"), QStringLiteral("missing"),
                          QStringLiteral("-"), QStringLiteral("&Forget all")}));
    menu->actions().at(1)->trigger();
    QTRY_COMPARE(fixture.controller().notices().current().topic, Notice::Topic::File);
    QCOMPARE(recent.files().size(), 1); // what is not there is forgotten
    for (int i = 0; i < 2 * int(RecentFiles::MostFiles); ++i) {
        recent.add(QStringLiteral("/nowhere/%1").arg(i));
    }
    QCOMPARE(recent.files().size(), RecentFiles::MostFiles);
    QCOMPARE(recent.files().constFirst(), QStringLiteral("/nowhere/23"));
    static_cast<void>(texts());
    menu->actions().constLast()->trigger();
    QVERIFY(recent.files().isEmpty());
}

void TestRecordingFiles::showsTheRecordingInItsFolder()
{
    WindowFixture fixture;
    QVERIFY(!fixture.find<QAction>("showInFolderAction")->isEnabled());
    recordOne(fixture);
    QCOMPARE(RecentFiles(fixture.settings()).files(),
             QStringList(RecordingControl::folder() + u'/' + recordings().constFirst()));
    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "showFolder");
    fixture.trigger("showInFolderAction");
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QCOMPARE(m_shown, QUrl::fromLocalFile(RecordingControl::folder()));
}

void TestRecordingFiles::neverCutsItsState()
{
    WindowFixture fixture;
    recordOne(fixture);
    fixture.window().resize(900, 600);
    const auto *label = fixture.find<QLabel>("recordingLabel");
    QTRY_VERIFY(label->width() >= label->sizeHint().width());
    QVERIFY2(label->text().endsWith(recordings().constFirst()), qPrintable(label->text()));
    QCOMPARE(fixture.window().width(), 900);
}

REALTIME_TEST(TestRecordingFiles, QApplication)
#include "tst_recordingfiles.moc"
