// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/sharedstate.h"
#include "gui/recording/logexport.h"
#include "gui/recording/recordingopener.h"
#include "gui/recording/recordingwindow.h"
#include "gui/widgets/theme.h"
#include "monitor/filter/requiredtext.h"
#include "monitor/log/columnchoice.h"
#include "monitor/log/filterhistory.h"
#include "monitor/log/rulelist.h"
#include "monitor/platform/privatefile.h"
#include "monitor/recording/recorder.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QPointer>
#include <QProgressDialog>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

/** A window over a recording, and what is said when there can't be one. */
class TestRecordingWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsARecording();
    void namesItsWatchers_data();
    void namesItsWatchers();
    void filtersIt();
    void showsTimesInUtc();
    void sharesItsRules();
    void buildsAnIndex();
    void cancelsAnIndex();
    void saysWhyThereIsNoIndex();
    void closesWhileItBuildsAnIndex();
    void exportsWhatIsShownOfTheSelectedRows();
    void importsJsonLines();
    void cancelsAnImport();
    void endsAnImportWithItsWindow();
    void explainsABadFile();
    void saysWhatADamagedFileLacks();

private:
    SharedState shared()
    {
        return {*m_theme, *m_settings, *m_rules, *m_filterHistory, *m_displayZone, *m_columns};
    }
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void record(int count);
    /** A file of JSON lines that takes a minute to read. */
    QString makeLongFile();
    /** Folders that an import made. */
    qsizetype imports() const;
    /** Opens it and waits. */
    void open(const QString &file);
    template <typename Widget> Widget *find(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RuleList> m_rules;
    std::unique_ptr<FilterHistory> m_filterHistory;
    std::unique_ptr<DisplayZoneSetting> m_displayZone;
    std::unique_ptr<ColumnChoice> m_columns;
    QPointer<RecordingWindow> m_window;
    QString m_failure;
};

namespace {

/** The one that is on the screen. */
QProgressDialog *importDialog()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && widget->objectName() == QStringLiteral("importDialog")) {
            return qobject_cast<QProgressDialog *>(widget);
        }
    }
    return nullptr;
}

} // namespace

void TestRecordingWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_rules = std::make_unique<RuleList>(*m_settings);
    m_filterHistory = std::make_unique<FilterHistory>(*m_settings);
    m_displayZone = std::make_unique<DisplayZoneSetting>(*m_settings);
    m_columns = std::make_unique<ColumnChoice>(m_settings.get());
    m_failure.clear();
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("temporary")));
    qputenv("TMPDIR", QFile::encodeName(path("temporary")));
    qputenv("XDG_CACHE_HOME", QFile::encodeName(path("cache")));
}

void TestRecordingWindow::cleanup()
{
    delete m_window;
    qunsetenv("TMPDIR");
}

void TestRecordingWindow::record(int count)
{
    RecordingMetadata metadata;
    metadata.user = "alice";
    auto started = Recorder::start(QFile::encodeName(path("x.rtm")).toStdString(), metadata);
    for (int number = 1; number <= count; ++number) {
        const std::string payload = "{\"n\":" + std::to_string(number) + '}';
        started.recorder->record(publicationRow(payload));
    }
    started.recorder->end();
}

QString TestRecordingWindow::makeLongFile()
{
    QFile file(path("long & <b>.jsonl"));
    if (!file.open(QIODevice::WriteOnly)
        || file.write("{\"kind\":\"publication\",\"data\":1}\n{") < 0
        || !file.resize(qint64(100) << 30)) { // a hole
        qFatal("%s", qPrintable(file.errorString()));
    }
    return file.fileName();
}

qsizetype TestRecordingWindow::imports() const
{
    return QDir(path("temporary")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

void TestRecordingWindow::open(const QString &file)
{
    auto *opener = new RecordingOpener(shared(), this);
    connect(opener, &RecordingOpener::opened, this,
            [this](RecordingWindow *window) { m_window = window; });
    connect(opener, &RecordingOpener::failed, this,
            [this](const QString &message) { m_failure = message; });
    opener->open(file);
    QTRY_VERIFY(m_window != nullptr || !m_failure.isEmpty());
}

void TestRecordingWindow::showsARecording()
{
    record(3000);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("x.rtm – recording"));
    const QString metadata =
        m_window->findChild<QLabel *>(QStringLiteral("recordingMetadata"))->text();
    QVERIFY2(metadata.startsWith(QStringLiteral("Recording, not live · ")), qPrintable(metadata));
    QVERIFY(metadata.contains(QStringLiteral("alice")));
    auto *view = m_window->findChild<QTableView *>(QStringLiteral("logView"));
    QCOMPARE(view->model()->rowCount(), 3000);
    QCOMPARE(view->model()->index(2999, JournalModel::Payload).data().toString(),
             QStringLiteral("{\"n\":3000}"));
    QPointer<RecordingWindow> window = m_window;
    m_window->close();
    QTRY_VERIFY(window.isNull());
}

void TestRecordingWindow::namesItsWatchers_data()
{
    QTest::addColumn<int>("watchers");
    QTest::addColumn<QString>("names");
    QTest::newRow("one") << 1 << QStringLiteral("alice");
    QTest::newRow("two") << 2 << QStringLiteral("user0, user1");
    QTest::newRow("many") << 20
                          << QStringLiteral("user0, user1, user2, user3, user4 and 15 others");
}

/** Those of its rows: some may have been added after it began. */
void TestRecordingWindow::namesItsWatchers()
{
    QFETCH(const int, watchers);
    QFETCH(const QString, names);
    RecordingMetadata metadata;
    metadata.user = "alice";
    auto started = Recorder::start(QFile::encodeName(path("x.rtm")).toStdString(), metadata);
    for (int i = 0; i < watchers; ++i) {
        const std::string watcher = "user" + std::to_string(i);
        started.recorder->record(watchedBy(watcher, publicationRow("1")));
    }
    started.recorder->end();
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    const QStringList parts =
        find<QLabel>("recordingMetadata")->text().split(QStringLiteral(" · "));
    QVERIFY2(parts.contains(names), qPrintable(parts.join(u'|')));
    QCOMPARE(!find<QTableView>("logView")->isColumnHidden(JournalModel::Watcher), watchers > 1);
}

void TestRecordingWindow::filtersIt()
{
    record(3000);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    m_window->log().setFilterText(QStringLiteral("data.n > 2990"));
    QTRY_COMPARE(m_window->log().model().rowCount(), 10);
}

void TestRecordingWindow::showsTimesInUtc()
{
    qputenv("TZ", "Asia/Kolkata");
    tzset();
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "{\"kind\":\"publication\",\"received_at\":\"2026-01-01T23:00:00.123Z\",\"data\":1}\n"
        "{\"kind\":\"publication\",\"received_at\":\"2026-01-02T05:00:00.123Z\",\"data\":2}\n");
    file.close();
    open(file.fileName());
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    auto *view = find<QTableView>("logView");
    const auto time = [view](int row) {
        return view->model()->index(row, JournalModel::Time).data().toString();
    };
    QCOMPARE(time(0), QStringLiteral("2026-01-02 04:30:00.123"));
    QCOMPARE(time(1), QStringLiteral("2026-01-02 10:30:00.123"));
    const QFontMetrics metrics(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QVERIFY(view->columnWidth(JournalModel::Time) >= metrics.horizontalAdvance(time(0)));
    m_window->log().setFilterText(QStringLiteral("time < 2026-01-02"));
    QTRY_COMPARE(view->model()->rowCount(), 0);
    auto *action = m_window->findChild<QAction *>(QStringLiteral("utcAction"));
    QVERIFY(action->isEnabled());
    QVERIFY(!action->isChecked());
    action->trigger();
    QVERIFY(action->isChecked());
    QTRY_COMPARE(view->model()->rowCount(), 1); // the filter means UTC now
    QCOMPARE(time(0), QStringLiteral("2026-01-01 23:00:00.123"));
    QVERIFY(m_settings->value(QStringLiteral("log/utc")).toBool());
    view->selectRow(0);
    auto *title = m_window->findChild<QLabel *>(QStringLiteral("titleLabel"));
    QTRY_VERIFY2(title->text().contains(QStringLiteral("23:00:00.123")), qPrintable(title->text()));
    action->trigger();
    QVERIFY(!action->isChecked());
    QTRY_VERIFY2(title->text().contains(QStringLiteral("04:30:00.123")), qPrintable(title->text()));
    QTRY_COMPARE(view->model()->rowCount(), 0);
    QVERIFY(!m_settings->value(QStringLiteral("log/utc")).toBool());
    for (const bool isUtc : {true, false}) { // chosen in another window
        m_displayZone->setUtc(isUtc);
        QCOMPARE(action->isChecked(), isUtc);
    }
    qputenv("TZ", "UTC");
    tzset();
}

void TestRecordingWindow::sharesItsRules()
{
    record(3);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    const std::unique_ptr<RecordingWindow> first(m_window);
    m_window.clear();
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    QSignalSpy looks(&m_window->log(), &LogState::stylesChanged);
    first->log().rules()->setRules({{QStringLiteral("two"),
                                     QStringLiteral("data.n == 2"),
                                     ProfileColor::Red,
                                     true,
                                     {},
                                     true}});
    QCOMPARE(looks.size(), 1);
    QCOMPARE(m_window->log().styleFor(m_window->log().source().at(1)).color, ProfileColor::Red);
    m_window->log().rules()->append(
        {QString(), QStringLiteral("data.n == 3"), ProfileColor::None, true, {}, true});
    const auto chips = [](const RecordingWindow &window) {
        return window.findChild<QWidget *>(QStringLiteral("chipRow"))
            ->findChildren<QToolButton *>()
            .size();
    };
    QCOMPARE(chips(*first), 2);
    QCOMPARE(chips(*m_window), 2);
    QCOMPARE(RuleList(*m_settings).rules().size(), 2);
}

void TestRecordingWindow::buildsAnIndex()
{
    record(3000);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    QVERIFY(!m_window->statusBar()->isVisible());
    auto *action = find<QAction>("buildIndexAction");
    action->trigger();
    auto *cancel = find<QPushButton>("cancelIndexButton");
    auto *words = find<QLabel>("indexLabel");
    QVERIFY(cancel->isVisible());
    QVERIFY(m_window->statusBar()->isVisible());
    QVERIFY(!action->isEnabled());
    QTRY_COMPARE(words->text(), QStringLiteral("Text index: 3,000 entries"));
    QVERIFY(!cancel->isVisible());
    QVERIFY(words->isVisible());
    QVERIFY(!action->isEnabled());
    QVERIFY(QDir(cacheFolder()).isEmpty());
    m_window->log().setFilterText(QStringLiteral("\"\\\"n\\\":77}\""));
    QTRY_COMPARE(m_window->log().model().matches().left(), 0u);
    QCOMPARE(m_window->log().model().rowCount(), 1);
    const auto sealed = m_window->log().source().snapshot();
    const auto walk = sealed->walkOver(RequiredText::text("nowhere"));
    QVERIFY(!walk->next()); // it is asked
}

void TestRecordingWindow::cancelsAnIndex()
{
    record(30'000); // enough to be in time
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    auto *action = find<QAction>("buildIndexAction");
    action->trigger();
    find<QPushButton>("cancelIndexButton")->click();
    QTRY_VERIFY(action->isEnabled());
    QVERIFY(!m_window->statusBar()->isVisible());
    QVERIFY(QDir(cacheFolder()).isEmpty());
    action->trigger();
    QTRY_COMPARE(find<QLabel>("indexLabel")->text(), QStringLiteral("Text index: 30,000 entries"));
}

void TestRecordingWindow::saysWhyThereIsNoIndex()
{
    record(10);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    QFile file(path("cache"));
    QVERIFY(file.open(QIODevice::WriteOnly)); // in the place of the folder
    auto *action = find<QAction>("buildIndexAction");
    action->trigger();
    const QString words = find<QLabel>("indexLabel")->text();
    QVERIFY2(words.contains(path("cache")), qPrintable(words));
    QVERIFY(m_window->statusBar()->isVisible());
    QVERIFY(!find<QPushButton>("cancelIndexButton")->isVisible());
    QVERIFY(action->isEnabled());
}

void TestRecordingWindow::closesWhileItBuildsAnIndex()
{
    record(3000);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    find<QAction>("buildIndexAction")->trigger();
    m_window->close();
    QTRY_VERIFY(m_window.isNull());
    QVERIFY(QDir(cacheFolder()).isEmpty());
}

void TestRecordingWindow::exportsWhatIsShownOfTheSelectedRows()
{
    record(3000);
    open(path("x.rtm"));
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    m_window->log().setFilterText(QStringLiteral("data.n ~ /0$/"));
    QTRY_COMPARE(m_window->log().model().rowCount(), 300);
    auto *view = m_window->findChild<QTableView *>(QStringLiteral("logView"));
    view->selectAll();
    ExportDialog dialog(exportSource(m_window->log(), *view));
    auto *what = dialog.findChild<QComboBox *>(QStringLiteral("exportScope"));
    what->setCurrentText(QStringLiteral("The selected rows"));
    dialog.exportTo(path("y.jsonl"));
    QTRY_VERIFY(dialog.findChild<QPushButton *>(QStringLiteral("exportButton"))->isEnabled());
    QFile file(path("y.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 300);
}

void TestRecordingWindow::importsJsonLines()
{
    QFile file(path("x.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"kind\":\"publication\",\"channel\":\"c\",\"data\":{\"a\":1}}\nno\n");
    file.close();
    open(file.fileName());
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    QCOMPARE(m_window->log().model().rowCount(), 1);
    const QString metadata =
        m_window->findChild<QLabel *>(QStringLiteral("recordingMetadata"))->text();
    QVERIFY2(metadata.contains(QStringLiteral("1 line is no entry")), qPrintable(metadata));
}

void TestRecordingWindow::cancelsAnImport()
{
    auto *opener = new RecordingOpener(shared(), this); // deletes itself
    const QPointer<RecordingOpener> alive = opener;
    QSignalSpy opened(opener, &RecordingOpener::opened);
    QSignalSpy failed(opener, &RecordingOpener::failed);
    QSignalSpy cancelled(opener, &RecordingOpener::cancelled);
    opener->open(makeLongFile());
    QTRY_COMPARE(imports(), 1);
    QTRY_VERIFY(importDialog() != nullptr);
    QCOMPARE(importDialog()->windowTitle(), QStringLiteral("Opening long & <b>.jsonl"));
    auto *words = importDialog()->findChild<QLabel *>();
    QTRY_COMPARE(words->text(), QStringLiteral("1 entry read"));
    QCOMPARE(cancelled.size(), 0);
    importDialog()->findChild<QPushButton *>()->click();
    QTRY_COMPARE(cancelled.size(), 1);
    QTRY_VERIFY(alive.isNull());
    QCOMPARE(imports(), 0);
    QCOMPARE(opened.size() + failed.size(), 0);
    QVERIFY(importDialog() == nullptr);
}

void TestRecordingWindow::endsAnImportWithItsWindow()
{
    auto window = std::make_unique<QWidget>();
    window->show();
    auto *opener = new RecordingOpener(shared(), window.get());
    opener->open(makeLongFile());
    QTRY_VERIFY(importDialog() != nullptr);
    QTRY_COMPARE(imports(), 1);
    window.reset();
    QCOMPARE(imports(), 0);
}

void TestRecordingWindow::explainsABadFile()
{
    QFile file(path("x.rtm"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("text");
    file.close();
    open(file.fileName());
    QVERIFY(m_window == nullptr);
    QVERIFY2(m_failure.contains(QStringLiteral("is no recording")), qPrintable(m_failure));
}

/** Above the log, as long as the window is open. */
void TestRecordingWindow::saysWhatADamagedFileLacks()
{
    record(3000);
    QFile file(path("x.rtm"));
    QVERIFY(file.resize(file.size() - 5000));
    open(file.fileName());
    QVERIFY2(m_window != nullptr, qPrintable(m_failure));
    QVERIFY(m_window->isIncomplete());
    const QString text = find<QLabel>("recordingMetadata")->text();
    QVERIFY2(text.contains(QStringLiteral("The end of the file is missing: 5000 bytes of ")),
             qPrintable(text));
    QVERIFY2(
        text.contains(QRegularExpression(QStringLiteral(
            "The recording is damaged: 2\\d\\d\\d entries can be read, \\d+ entries are missing"))),
        qPrintable(text));
    auto *view = find<QTableView>("logView");
    const int last = view->model()->rowCount() - 1;
    QVERIFY(last < 3000);
    QVERIFY(view->model()
                ->index(last, JournalModel::Payload)
                .data()
                .toString()
                .contains(QStringLiteral("missing in the recording")));
}

REALTIME_TEST(TestRecordingWindow, QApplication)
#include "tst_recordingwindow.moc"
