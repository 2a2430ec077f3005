// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/runmodel.h"

#include "gui/controller/windowcontroller.h"
#include "gui/widgets/theme.h"
#include "monitor/platform/iothread.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <tuple>

using namespace std::chrono_literals;
using RunState = RoundTrip::State;

namespace {

Run runOf(quint64 id, RunState state)
{
    Run run;
    run.wall = 1'700'000'000'000'000us;
    run.trip.id = id;
    run.trip.channel = QStringLiteral("news");
    run.trip.payload = "{\n  \"n\": 1\n}";
    run.trip.state = state;
    return run;
}

} // namespace

/** The list of what was sent, as a table. */
class TestRunModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theNewestIsOnTop();
    void saysWhatIsKnown();
    void saysTimesAndWatchers();
    void changesOnlyWhatHasChanged();
    void theOldestLeave();
    void eachProfileHasItsOwn();
    void aSeriesIsOneRow();
    void isReadAloud();
    void escapesWhatComesFromOutside();

private:
    QString cell(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    RunList &list() { return m_controller->publishing().runsOf({}); }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<WindowController> m_controller;
    std::unique_ptr<RunModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRunModel::init()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")),
                                             QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_io = std::make_unique<IoThread>();
    m_controller = std::make_unique<WindowController>(*m_io);
    m_model = std::make_unique<RunModel>(*m_controller, *m_theme);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRunModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_controller.reset();
    m_io.reset();
    m_theme.reset();
    m_settings.reset();
}

void TestRunModel::theNewestIsOnTop()
{
    QCOMPARE(m_model->rowCount(), 0);
    list().add(runOf(1, RunState::Waiting));
    list().add(runOf(2, RunState::Waiting));
    QCOMPARE(m_model->rowCount(), 0); // until it is told
    m_model->update();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->runAt(0)->trip.id, 2ull);
    QCOMPARE(m_model->rowOf(1), 1);
    QCOMPARE(m_model->rowOf(3), -1);
    QVERIFY(!m_model->runAt(2));
    QVERIFY(!m_model->runAt(-1));
}

/** What is only supposed, and what is not known, is not in the colour of what is proven. */
void TestRunModel::saysWhatIsKnown()
{
    const QList<std::tuple<RunState, QString, Tone>> expected{
        {RunState::Proven, QStringLiteral("✓ proven"), Tone::Good},
        {RunState::Likely, QStringLiteral("≈ likely"), Tone::Busy},
        {RunState::Waiting, QStringLiteral("▲ not watched"), Tone::Busy},
        {RunState::NotSeen, QStringLiteral("▲ not seen"), Tone::Busy},
        {RunState::Rejected, QStringLiteral("✕ rejected"), Tone::Bad},
        {RunState::Unknown, QStringLiteral("? unknown"), Tone::Busy},
        {RunState::NotSent, QStringLiteral("✕ not sent"), Tone::Bad}};
    for (const auto &[state, word, tone] : expected) {
        list().add(runOf(1, state));
        m_model->update();
        QCOMPARE(cell(0, RunModel::State), word);
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
            m_theme->setAppearance(appearance);
            QCOMPARE(m_model->index(0, RunModel::State).data(Qt::ForegroundRole).value<QColor>(),
                     m_theme->color(tone));
        }
        QVERIFY(!m_model->index(0, RunModel::Message).data(Qt::ForegroundRole).isValid());
    }
}

void TestRunModel::saysTimesAndWatchers()
{
    Run run = runOf(1, RunState::Proven);
    run.trip.apiTime = 2100us;
    run.trip.pushTime = 3400us;
    run.trip.watchers = {{QStringLiteral("alice"), WatcherReceipt::State::Seen, 3400us},
                         {QStringLiteral("bob"), WatcherReceipt::State::Missing}};
    list().add(run);
    m_model->update();
    QCOMPARE(cell(0, RunModel::Channel), QStringLiteral("news"));
    QCOMPARE(cell(0, RunModel::Api), QStringLiteral("2.1 ms"));
    QCOMPARE(cell(0, RunModel::Push), QStringLiteral("3.4 ms"));
    QCOMPARE(cell(0, RunModel::Watchers), QStringLiteral("1 of 2"));
    QCOMPARE(cell(0, RunModel::Message), QStringLiteral("{ \"n\": 1 }"));
    QVERIFY(cell(0, RunModel::Time).startsWith(QLatin1String("2023-11-1")));
}

void TestRunModel::changesOnlyWhatHasChanged()
{
    for (quint64 id = 1; id <= 3; ++id) {
        list().add(runOf(id, RunState::Waiting));
    }
    m_model->update();
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    list().update(runOf(1, RunState::Proven).trip);
    list().update(runOf(1, RunState::Proven).trip);
    m_model->update();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 2);
    m_model->update();
    QCOMPARE(changed.size(), 1);
}

void TestRunModel::theOldestLeave()
{
    for (quint64 id = 1; id <= RunList::MaxRuns; ++id) {
        list().add(runOf(id, RunState::Waiting));
    }
    m_model->update();
    QCOMPARE(m_model->rowCount(), int(RunList::MaxRuns));
    list().add(runOf(RunList::MaxRuns + 1, RunState::Waiting));
    QVERIFY(!m_model->runAt(m_model->rowCount() - 1)); // gone, and not told yet
    QCOMPARE(cell(m_model->rowCount() - 1, RunModel::State), QString());
    m_model->update();
    QCOMPARE(m_model->rowCount(), int(RunList::MaxRuns));
    QCOMPARE(m_model->runAt(0)->trip.id, quint64(RunList::MaxRuns + 1));
    QVERIFY(m_model->runAt(m_model->rowCount() - 1));
}

void TestRunModel::eachProfileHasItsOwn()
{
    list().add(runOf(1, RunState::Waiting));
    m_model->update();
    m_controller->publishing().setProfile(QStringLiteral("Live"));
    m_model->update();
    QCOMPARE(m_model->rowCount(), 0);
    m_controller->publishing().setProfile({});
    m_model->update();
    QCOMPARE(m_model->rowCount(), 1);
}

void TestRunModel::aSeriesIsOneRow()
{
    Run series = runOf(1, RunState::Proven);
    series.kind = Run::Kind::Series;
    const quint64 number = list().add(series);
    list().continueSeries(number, runOf(2, RunState::Waiting).trip);
    m_model->update();
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY2(cell(0, RunModel::Message).contains(QLatin1String("2 message")),
             qPrintable(cell(0, RunModel::Message)));
}

void TestRunModel::isReadAloud()
{
    Run run = runOf(1, RunState::Rejected);
    run.trip.apiTime = 2100us;
    run.explanation = QStringList{QStringLiteral("fix: add it")};
    list().add(run);
    m_model->update();
    const QString words =
        m_model->index(0, RunModel::State).data(Qt::AccessibleTextRole).toString();
    for (const char *part : {"rejected", "news", "API 2.1 ms", "fix: add it"}) {
        QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
    }
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
        QVERIFY(!m_model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }
}

void TestRunModel::escapesWhatComesFromOutside()
{
    Run run = runOf(1, RunState::Rejected);
    run.trip.channel = QStringLiteral("a\u202eb");
    run.trip.payload = "\"\xe2\x80\xae\"";
    run.explanation = QStringList{QStringLiteral("<b>bold</b>")};
    list().add(run);
    m_model->update();
    QCOMPARE(cell(0, RunModel::Channel), QStringLiteral("a\\u202eb"));
    QCOMPARE(cell(0, RunModel::Message), QStringLiteral("\"\\u202e\""));
    QVERIFY(!m_model->index(0, 0).data(Qt::ToolTipRole).toString().contains(QLatin1String("<b>")));
}

REALTIME_TEST(TestRunModel, QApplication)
#include "tst_runmodel.moc"
