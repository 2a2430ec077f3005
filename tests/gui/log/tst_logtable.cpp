// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/logstate.h"
#include "gui/log/daydividers.h"
#include "gui/log/logactions.h"
#include "gui/log/logfixture.h"
#include "gui/log/logtable.h"
#include "gui/log/rowmenu.h"
#include "gui/recording/logexport.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/journal/journal.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

/** The rows of a log through its widgets: filter, find, marks, menu and clipboard. */
class TestLogTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void typingFilters();
    void aFaultIsToldAndUnderlined();
    void anExpressionThatIsGivenUpIsTold();
    void escapeGoesToTheRows();
    void theSelectedEntryStaysInSight();
    void whatIsReadStaysInSight();
    void whatIsReadStaysWhileOlderOnesAreFound();
    void findGoesOnAndRound();
    void marksAreToggledAndVisited();
    void goesToANumber();
    void noNumberIsCut();
    void noDateIsCut();
    void noDateIsCutAtFirst();
    void daysAreDivided();
    void hidesSystemRows();
    void theMenuFiltersByTheCell();
    void theMenuFiltersByTheRow();
    void copiesPayloadsAsReceived();
    void theMenuNotesAMark();
    void severalWatchersHaveAColumn();
    void rulesBecomeChips();
    void copiesRows_data();
    void copiesRows();
    void saysHowManyRowsAreCopied();
    void copiesNoMoreThanSomeMegabytes();
    void copiesOneHugeRowWhole();
    void allRowsAreOneRange();
    void singleKeysActOnlyInTheRows();

private:
    template <typename Widget> Widget *find(const char *name)
    {
        return m_table->findChild<Widget *>(QString::fromLatin1(name));
    }
    void type(const char *field, const QString &text);
    void append(int count);
    void select(quint64 number);
    quint64 topNumber();
    bool isDone()
    {
        return m_log->model().matches().left() == 0 && m_log->searchMatches().left() == 0;
    }
    QAction *action(const char *name)
    {
        return m_actions->findChild<QAction *>(QString::fromLatin1(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RuleList> m_rules;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<LogState> m_log;
    std::unique_ptr<LogTable> m_table;
    std::unique_ptr<LogActions> m_actions;
};

void TestLogTable::init()
{
    m_actions.reset();
    m_table.reset();
    m_log.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")),
                                             QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_rules = std::make_unique<RuleList>(*m_settings);
    m_journal = std::make_unique<Journal>();
    m_log = std::make_unique<LogState>(*m_journal);
    m_log->setRules(m_rules.get());
    m_table = std::make_unique<LogTable>();
    m_table->attach(*m_log, *m_theme);
    m_actions = std::make_unique<LogActions>(*m_table, *m_log, *m_theme, nullptr);
    m_table->resize(900, 400);
    m_table->show();
    m_table->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
    append(200);
    QTRY_VERIFY(m_table->view()->verticalScrollBar()->maximum() > 100);
}

/** Of channel even or odd. */
void TestLogTable::append(int count)
{
    std::vector<Arrival> batch;
    for (int i = 0; i < count; ++i) {
        const std::uint64_t number = m_journal->counters().appended + batch.size() + 1;
        Arrival arrival = publication("{\"n\":" + std::to_string(number) + "}");
        arrival.channel = number % 2 == 0 ? "even" : "odd";
        batch.push_back(std::move(arrival));
    }
    const std::size_t trimmed = m_journal->append(batch);
    m_log->entriesAppended(count, qsizetype(trimmed));
}

void TestLogTable::type(const char *field, const QString &text)
{
    auto *edit = find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void TestLogTable::select(quint64 number)
{
    m_table->view()->selectRow(m_log->model().rowOfNumber(number).value_or(-1));
}

quint64 TestLogTable::topNumber()
{
    return m_log->model().numberOfRow(m_table->view()->rowAt(0));
}

void TestLogTable::typingFilters()
{
    type("filterEdit", QStringLiteral("channel:even"));
    QTRY_COMPARE(m_log->model().rowCount(), 100);
    QTRY_COMPARE(find<QLabel>("matchLabel")->text(), QStringLiteral("100 of 200"));
    append(2);
    QCOMPARE(m_log->model().rowCount(), 101);
    QTest::keyClick(find<QLineEdit>("filterEdit"), Qt::Key_Return);
    QCOMPARE(m_table->focusWidget(), m_table->view()); // the list of candidates was a window
}

void TestLogTable::aFaultIsToldAndUnderlined()
{
    type("filterEdit", QStringLiteral("channel:even"));
    QTRY_COMPARE(m_log->model().rowCount(), 100);
    type("filterEdit", QStringLiteral("channel:even and (data.n >"));
    QTRY_VERIFY(find<QLabel>("faultLabel")->isVisible());
    QVERIFY2(find<QLabel>("faultLabel")->text().contains(QLatin1String("at 27")),
             qPrintable(find<QLabel>("faultLabel")->text()));
    QCOMPARE(m_log->model().rowCount(), 100);
    QCOMPARE(find<QLineEdit>("filterEdit")->text(), QStringLiteral("channel:even and (data.n >"));
    type("filterEdit", QStringLiteral("channel:even and (data.n > 150)"));
    QTRY_VERIFY(!find<QLabel>("faultLabel")->isVisible());
    QTRY_COMPARE(m_log->model().rowCount(), 25);
}

void TestLogTable::anExpressionThatIsGivenUpIsTold()
{
    const auto appendLong = [this] {
        std::vector<Arrival> batch(1);
        batch[0].channel = "long";
        batch[0].payload = std::string(102, 'a');
        batch[0].payload.front() = batch[0].payload.back() = '"';
        batch[0].payload[100] = '!';
        m_journal->append(batch);
        m_log->entriesAppended(1, 0);
    };
    auto *label = find<QLabel>("givenUpLabel");
    appendLong();
    m_log->setFilterText(QStringLiteral("data ~ /^(a|aa)+$/"));
    QTRY_VERIFY(label->isVisible());
    QVERIFY2(label->text().contains(QStringLiteral("given up 1×")), qPrintable(label->text()));
    QCOMPARE(m_log->model().rowCount(), 0);
    appendLong();
    QTRY_VERIFY(label->text().contains(QStringLiteral("given up 2×")));
    m_log->setFilterText(QStringLiteral("channel:long"));
    QVERIFY(!label->isVisible());
    m_log->setFindText(QStringLiteral("data ~ /^(a|aa)+$/"));
    QTRY_COMPARE(find<QLabel>("placeLabel")->text(),
                 QStringLiteral("nothing found in what the filter shows · an expression was given "
                                "up 2×"));
}

void TestLogTable::escapeGoesToTheRows()
{
    type("filterEdit", QStringLiteral("channel:even"));
    QTRY_COMPARE(m_log->model().rowCount(), 100);
    QTest::keyClick(find<QLineEdit>("filterEdit"), Qt::Key_Escape);
    QTest::keyClick(find<QLineEdit>("filterEdit"), Qt::Key_Escape); // the first may close a list
    QCOMPARE(m_log->model().rowCount(), 100);
    QCOMPARE(find<QLineEdit>("filterEdit")->text(), QStringLiteral("channel:even"));
    QCOMPARE(m_table->focusWidget(), m_table->view()); // the list of candidates was a window
}

void TestLogTable::theSelectedEntryStaysInSight()
{
    QSignalSpy selected(m_table.get(), &LogTable::selectionChanged);
    select(120);
    m_log->setFilterText(QStringLiteral("channel:even"));
    QTRY_VERIFY(isDone());
    QTRY_COMPARE(m_table->currentNumber(), 120u);
    const int row = *m_log->model().rowOfNumber(120);
    QVERIFY(m_table->view()->viewport()->rect().intersects(
        m_table->view()->visualRect(m_log->model().index(row, JournalModel::Payload))));
    m_log->setFilterText(QStringLiteral("channel:odd"));
    QTRY_VERIFY(isDone());
    QCOMPARE(m_table->currentNumber(), 0u); // it is filtered out
    m_log->setFilterText({});
    QCOMPARE(m_log->model().rowCount(), 200);
}

void TestLogTable::whatIsReadStaysInSight()
{
    m_table->view()->scrollTo(m_log->model().index(99, JournalModel::Payload),
                              QAbstractItemView::PositionAtTop);
    const quint64 top = topNumber();
    QCOMPARE(top, 100u);
    m_log->setFilterText(QStringLiteral("channel:even"));
    QTRY_VERIFY(isDone());
    QTRY_COMPARE(topNumber(), top);
    m_log->setFilterText({});
    QCOMPARE(topNumber(), top);
}

/** News of the scan come in several parts, in front of what is read. */
void TestLogTable::whatIsReadStaysWhileOlderOnesAreFound()
{
    append(300'000);
    QTRY_VERIFY(m_table->view()->verticalScrollBar()->maximum() > 290'000);
    m_table->view()->scrollTo(m_log->model().index(249'999, JournalModel::Payload),
                              QAbstractItemView::PositionAtTop);
    const quint64 top = topNumber();
    QCOMPARE(top, 250'000u);
    QSignalSpy inserted(&m_log->model(), &JournalModel::rowsInserted);
    m_log->setFilterText(QStringLiteral("data.n ~ /[02468]$/"));
    QTRY_VERIFY(isDone());
    QVERIFY(inserted.size() > 1);
    QCOMPARE(topNumber(), top);
}

void TestLogTable::findGoesOnAndRound()
{
    action("findAction")->trigger();
    QVERIFY(find<QLineEdit>("findEdit")->hasFocus());
    QTest::keyClicks(find<QLineEdit>("findEdit"), QStringLiteral("data.n >= 199"));
    QTest::keyClick(find<QLineEdit>("findEdit"), Qt::Key_Return);
    QTRY_VERIFY(isDone());
    QCOMPARE(m_log->model().rowCount(), 200);
    QTest::keyClick(find<QLineEdit>("findEdit"), Qt::Key_Return);
    QTRY_COMPARE(m_table->currentNumber() >= 199, true);
    select(199);
    QCOMPARE(find<QLabel>("placeLabel")->text(), QStringLiteral("1 of 2"));
    action("findNextAction")->trigger();
    QCOMPARE(m_table->currentNumber(), 200u);
    action("findNextAction")->trigger();
    QCOMPARE(m_table->currentNumber(), 199u);
    action("findPreviousAction")->trigger();
    QCOMPARE(m_table->currentNumber(), 200u);
    QVERIFY(find<QWidget>("matchRuler")->isVisible());
    find<QLineEdit>("findEdit")->setFocus();
    QTest::keyClick(find<QLineEdit>("findEdit"), Qt::Key_Escape);
    QVERIFY(!find<QWidget>("findBar")->isVisible());
    QVERIFY(!m_log->searchMatches().isActive());
    QVERIFY(!find<QWidget>("matchRuler")->isVisible());
}

void TestLogTable::marksAreToggledAndVisited()
{
    select(10);
    action("markAction")->trigger();
    select(150);
    action("markAction")->trigger();
    QVERIFY(find<QWidget>("matchRuler")->isVisible());
    action("nextMarkAction")->trigger();
    QCOMPARE(m_table->currentNumber(), 10u);
    action("previousMarkAction")->trigger();
    QCOMPARE(m_table->currentNumber(), 150u);
    action("noteAction")->trigger();
    auto *dialog = m_table->findChild<QDialog *>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QLineEdit *>()->setText(QStringLiteral("why"));
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(m_log->marks().note(150), QStringLiteral("why"));
    action("markAction")->trigger();
    QVERIFY(!m_log->marks().contains(150));
}

void TestLogTable::goesToANumber()
{
    QSignalSpy jumped(m_table.get(), &LogTable::jumped);
    action("goToAction")->trigger();
    auto *dialog = m_table->findChild<QDialog *>();
    QVERIFY(dialog != nullptr);
    auto *edit = dialog->findChild<QLineEdit *>();
    edit->setText(QStringLiteral("201"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("lineFaultLabel"))
                ->text()
                .contains(QLatin1String("1 to 200")));
    edit->setText(QStringLiteral("123"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_table->currentNumber(), 123u);
    QCOMPARE(jumped.size(), 1);
}

void TestLogTable::noNumberIsCut()
{
    const auto width = [this] {
        return m_table->view()->horizontalHeader()->sectionSize(JournalModel::Number);
    };
    m_log->columns().setShown(QStringLiteral("number"), true);
    const int before = width();
    append(99'999 - 200);
    QCOMPARE(width(), before);
    append(1);
    QVERIFY(width() > before);
    m_table->view()->horizontalHeader()->resizeSection(JournalModel::Number, before);
    append(1);
    QCOMPARE(width(), before); // as the user wants it
}

/** Also of a row that is not the oldest, and has to be scrolled to. */
void TestLogTable::noDateIsCut()
{
    QTableView *view = m_table->view();
    std::vector<Arrival> batch(50, publication("1"));
    for (Arrival &arrival : batch) {
        arrival.wall = std::chrono::hours(24) * 20'000;
    }
    m_journal->append(batch);
    m_log->entriesAppended(qsizetype(batch.size()), 0);
    view->scrollToTop();
    QCOMPARE(view->rowAt(0), 0);
    const int before = view->columnWidth(JournalModel::Time);
    view->scrollToBottom();
    const QString text = m_log->model().index(249, JournalModel::Time).data().toString();
    QVERIFY2(text.startsWith(QLatin1String("2024-10-0")), qPrintable(text));
    const int needed = QFontMetrics(fixedFont()).horizontalAdvance(text);
    QVERIFY(before < needed);
    QVERIFY(view->columnWidth(JournalModel::Time) >= needed);
}

void TestLogTable::noDateIsCutAtFirst()
{
    LogFixture fixture;
    std::vector<Arrival> batch(5, publication("1"));
    batch.back().wall = std::chrono::hours(24) * 20'000;
    fixture.append(batch);
    LogTable table;
    table.attach(fixture.log, *m_theme);
    table.resize(900, 400);
    table.show();
    const QString text = fixture.log.model().index(4, JournalModel::Time).data().toString();
    const int needed = QFontMetrics(fixedFont()).horizontalAdvance(text);
    QTRY_VERIFY(table.view()->columnWidth(JournalModel::Time) >= needed);
}

void TestLogTable::daysAreDivided()
{
    QTableView *view = m_table->view();
    using namespace std::chrono;
    std::vector<Arrival> batch(4, publication("1"));
    batch[0].wall = hours(24) * 20'000;
    batch[1].wall = batch[0].wall + hours(50);
    batch[2].wall = microseconds(0); // not known
    batch[3].wall = batch[1].wall + seconds(1);
    m_journal->append(batch);
    m_log->entriesAppended(qsizetype(batch.size()), 0);
    view->scrollToBottom();
    const int height = view->verticalHeader()->defaultSectionSize();
    QTRY_COMPARE(view->rowHeight(201), 2 * height);
    for (const int row : {199, 200, 202, 203}) {
        QCOMPARE(view->rowHeight(row), height);
    }
    QCOMPARE(newDayText(m_log->model(), 201),
             QLocale().toString(QDate(2024, 10, 6), QLocale::LongFormat));
    m_log->setFilterText(QStringLiteral("number:202.."));
    QTRY_VERIFY(isDone());
    QTRY_COMPARE(m_log->model().rowCount(), 3);
    QCOMPARE(view->rowHeight(0), height); // nothing is above it
}

void TestLogTable::hidesSystemRows()
{
    Arrival state = publication({});
    state.kind = EntryKind::Connection;
    Arrival subscribed = state;
    subscribed.kind = EntryKind::Subscription;
    Arrival error = state;
    error.kind = EntryKind::Error;
    m_journal->append(std::vector<Arrival>{state, subscribed, error});
    m_log->entriesAppended(3, 0);
    QAction *rows = action("systemRowsAction");
    QVERIFY(rows->isChecked());
    rows->trigger();
    QTRY_VERIFY(isDone());
    QCOMPARE(m_log->model().rowCount(), 201);
    QCOMPARE(m_log->model().counts().filtered, 2u);
    QCOMPARE(m_log->model().counts().received, 203u);
    QVERIFY(!m_log->hasOwnFilter());
    m_log->setFilterText(QStringLiteral("number:201.."));
    QTRY_VERIFY(isDone());
    QCOMPARE(m_log->model().rowCount(), 1);
    m_log->showEverything();
    QVERIFY(rows->isChecked());
    QCOMPARE(m_log->model().rowCount(), 203);
}

void TestLogTable::theMenuFiltersByTheRow()
{
    Arrival joined = publication({});
    joined.kind = EntryKind::Join;
    joined.info = R"({"user":"alice","client":"c"})";
    m_journal->append(std::vector<Arrival>{joined});
    m_log->entriesAppended(1, 0);
    QMenu menu;
    fillRowMenu(menu, *m_table, *m_log, m_log->model().index(200, JournalModel::Number));
    const auto chosen = [this, &menu](const char *text) {
        for (QAction *each : menu.actions()) {
            if (each->text().remove(u'&') == QLatin1String(text)) {
                each->trigger();
                return m_log->filterText();
            }
        }
        return QString();
    };
    QCOMPARE(chosen("Only this channel"), QStringLiteral("channel:news"));
    QCOMPARE(chosen("Only this user"), QStringLiteral("user:alice"));
    QCOMPARE(chosen("Only this kind"), QStringLiteral("kind:join"));
    QCOMPARE(chosen("Load into Publish"), QString()); // nobody is there to take it
}

void TestLogTable::copiesPayloadsAsReceived()
{
    m_journal->append(std::vector<Arrival>{publication("{\n  \"a\":\t1\n}"), publication("2")});
    m_log->entriesAppended(2, 0);
    select(201);
    m_table->copyRows(CopyFormat::Payload);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("{\n  \"a\":\t1\n}"));
    m_table->view()->selectionModel()->select(
        m_log->model().index(201, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_table->copyRows(CopyFormat::Payload);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("{\n  \"a\":\t1\n}\n2"));
}

void TestLogTable::theMenuNotesAMark()
{
    QMenu menu;
    fillRowMenu(menu, *m_table, *m_log, m_log->model().index(4, JournalModel::Number));
    for (QAction *each : menu.actions()) {
        if (each->text().remove(u'&') == QStringLiteral("Note of the mark…")) {
            each->trigger();
        }
    }
    auto *dialog = m_table->findChild<QDialog *>();
    QVERIFY(dialog != nullptr);
    dialog->findChild<QLineEdit *>()->setText(QStringLiteral("why"));
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(m_log->styleFor(m_log->model().entryAt(4)).note, QStringLiteral("why"));
    QVERIFY(m_log->styleFor(m_log->model().entryAt(5)).note.isEmpty());
}

void TestLogTable::theMenuFiltersByTheCell()
{
    QMenu menu;
    fillRowMenu(menu, *m_table, *m_log, m_log->model().index(1, JournalModel::Channel));
    menu.actions().at(0)->trigger();
    QCOMPARE(m_log->filterText(), QStringLiteral("channel:even"));
    QTRY_VERIFY(isDone());
    QCOMPARE(m_log->model().rowCount(), 100);
    QMenu second;
    fillRowMenu(second, *m_table, *m_log, m_log->model().index(3, JournalModel::Number));
    second.actions().at(1)->trigger();
    QTRY_VERIFY(isDone());
    QCOMPARE(m_log->model().rowCount(), 99);
    QVERIFY(!m_log->model().rowOfNumber(8));
}

void TestLogTable::severalWatchersHaveAColumn()
{
    m_rules->setRules(
        {{QString(), QStringLiteral("watcher:bob"), ProfileColor::Teal, false, {}, true}});
    QTableView *view = m_table->view();
    const auto isHidden = [view] { return view->isColumnHidden(JournalModel::Watcher); };
    const auto cells = [this](int row) {
        m_table->view()->selectRow(row);
        m_table->copyRows(CopyFormat::Text);
        return QApplication::clipboard()->text().split(u'\t');
    };
    const auto appendAs = [this](std::initializer_list<const char *> watchers) {
        std::vector<Arrival> batch;
        for (const char *watcher : watchers) {
            batch.push_back(publication("1"));
            batch.back().watcher = watcher;
        }
        m_journal->append(batch);
        m_log->entriesAppended(qsizetype(batch.size()), 0);
    };
    QVERIFY(isHidden());
    appendAs({"alice", "", "alice"});
    QVERIFY(isHidden());
    QVERIFY(!action("watchersAction")->isEnabled());
    QCOMPARE(cells(0).size(), 4); // what is shown
    appendAs({"alice", "bob"});
    QVERIFY(!isHidden());
    QCOMPARE(cells(204).size(), 5);
    QCOMPARE(cells(204).at(2), QStringLiteral("bob"));
    QCOMPARE(m_log->styleFor(m_log->model().entryAt(203)).color, ProfileColor::None);
    QCOMPARE(m_log->styleFor(m_log->model().entryAt(204)).color, ProfileColor::Teal);

    action("watchersAction")->trigger();
    QVERIFY(isHidden());
    appendAs({"carol"});
    m_table->resize(1200, 400);
    QVERIFY(isHidden());
    action("watchersAction")->trigger();
    QVERIFY(!isHidden());

    QMenu menu;
    fillRowMenu(menu, *m_table, *m_log, m_log->model().index(204, JournalModel::Watcher));
    menu.actions().at(0)->trigger();
    QCOMPARE(m_log->filterText(), QStringLiteral("watcher:bob"));
    QTRY_VERIFY(isDone());
    QCOMPARE(m_log->model().rowCount(), 1);
    QCOMPARE(m_log->seen().watchers(), (SeenNames::Names{"alice", "bob", "carol"}));
}

void TestLogTable::rulesBecomeChips()
{
    m_rules->setRules({{QStringLiteral("even ones"),
                        QStringLiteral("channel:even"),
                        ProfileColor::None,
                        true,
                        {},
                        true}});
    auto *chip = find<QWidget>("chipRow")->findChild<QToolButton *>();
    QVERIFY(chip != nullptr && chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("even ones"));
    chip->click();
    QTRY_COMPARE(m_log->model().rowCount(), 100);
    chip->click();
    QCOMPARE(m_log->model().rowCount(), 200);
    m_rules->removeAt(0);
    QVERIFY(!find<QWidget>("chipRow")->isVisible());
}

void TestLogTable::copiesRows_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<qsizetype>("lines");
    QTest::addColumn<qsizetype>("elements"); // of a JSON array
    QTest::newRow("text") << int(CopyFormat::Text) << qsizetype(2) << qsizetype(0);
    QTest::newRow("JSON") << int(CopyFormat::Json) << qsizetype(2) << qsizetype(2);
    QTest::newRow("JSON lines") << int(CopyFormat::JsonLines) << qsizetype(2) << qsizetype(0);
    QTest::newRow("CSV") << int(CopyFormat::Csv) << qsizetype(3) << qsizetype(0);
}

void TestLogTable::copiesRows()
{
    QFETCH(int, format);
    QTableView *view = m_table->view();
    view->selectionModel()->select({m_log->model().index(4, 0), m_log->model().index(5, 0)},
                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->copyRows(CopyFormat(format));
    const QString text = QApplication::clipboard()->text();
    QVERIFY2(text.contains(QLatin1String("odd")) && text.contains(QLatin1String("even")),
             qPrintable(text));
    QTEST(text.count(u'\n'), "lines");
    QTEST(QJsonDocument::fromJson(text.toUtf8()).array().size(), "elements");
}

void TestLogTable::saysHowManyRowsAreCopied()
{
    auto *note = find<QLabel>("noteLabel");
    append(10'000);
    m_table->view()->selectAll();
    m_table->copyRows(CopyFormat::JsonLines);
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().startsWith(
                 QStringLiteral("Copied the first 10,000 of 10,200 selected rows, ")),
             qPrintable(note->text()));
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 10'000);
    select(5);
    QVERIFY(!note->isVisible());
    m_table->copyRows(CopyFormat::JsonLines);
    QVERIFY(!note->isVisible());
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 1);
}

void TestLogTable::copiesNoMoreThanSomeMegabytes()
{
    std::vector<Arrival> batch(20);
    for (Arrival &arrival : batch) {
        arrival.channel = "huge";
        arrival.payload = std::string(1'000'000, 'x');
        arrival.payload.front() = arrival.payload.back() = '"';
    }
    m_journal->append(batch);
    m_log->entriesAppended(qsizetype(batch.size()), 0);
    m_log->setFilterText(QStringLiteral("channel:huge"));
    QTRY_COMPARE(m_log->model().rowCount(), 20);
    m_table->view()->selectAll();
    m_table->copyRows(CopyFormat::Json);
    const QJsonDocument copied =
        QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8());
    QCOMPARE(copied.array().size(), 4); // whole, and valid
    QVERIFY2(find<QLabel>("noteLabel")
                 ->text()
                 .startsWith(QStringLiteral("Copied the first 4 of 20 selected rows, ")),
             qPrintable(find<QLabel>("noteLabel")->text()));
}

/** All bytes of one message are what a user wants most; what does not come along is said. */
void TestLogTable::copiesOneHugeRowWhole()
{
    std::vector<Arrival> batch(2);
    batch[0].payload = '"' + std::string(5'000'000, 'x') + '"';
    batch[1].payload = "1";
    m_journal->append(batch);
    m_log->entriesAppended(qsizetype(batch.size()), 0);
    select(201);
    m_table->copyRows(CopyFormat::JsonLines);
    const QByteArray line = QApplication::clipboard()->text().toUtf8();
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.contains(QByteArray::fromStdString(batch[0].payload)));
    QVERIFY(!find<QLabel>("noteLabel")->isVisible());
    m_table->view()->selectAll();
    m_log->setFilterText(QStringLiteral("number:201.."));
    QTRY_COMPARE(m_log->model().rowCount(), 2);
    m_table->view()->selectAll();
    m_table->copyRows(CopyFormat::JsonLines);
    QVERIFY2(find<QLabel>("noteLabel")
                 ->text()
                 .startsWith(QStringLiteral("Copied the first 1 of 2 selected rows, ")),
             qPrintable(find<QLabel>("noteLabel")->text()));
    m_log->setFilterText({});
    select(201);
    m_table->copyRows(CopyFormat::Text); // the beginning of the payload, as shown
    QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 1);
    QVERIFY(!find<QLabel>("noteLabel")->isVisible());
}

/** A million of them must not be gathered one by one. */
void TestLogTable::allRowsAreOneRange()
{
    m_log->setFilterText(QStringLiteral("channel:even"));
    QTRY_COMPARE(m_log->model().rowCount(), 100);
    m_table->view()->selectAll();
    // It would ask row by row whether all are selected, at each paint.
    QVERIFY(!m_table->view()->horizontalHeader()->selectionModel()->hasSelection());
    const ExportSource choice = exportSource(*m_log, *m_table->view());
    const std::vector<NumberRange> all = choice.selected();
    QCOMPARE(all.size(), 1u);
    QCOMPARE(all[0].first, 2u);
    QCOMPARE(all[0].end, 201u); // what the filter shows of these
    QTest::mouseClick(
        m_table->view()->viewport(), Qt::LeftButton, Qt::ControlModifier,
        m_table->view()->visualRect(m_log->model().index(1, JournalModel::Payload)).center());
    QCOMPARE(choice.selected().size(), 2u);
    QCOMPARE(choice.selected()[0].end, 3u);
    QCOMPARE(choice.selected()[1].first, 6u);
}

void TestLogTable::singleKeysActOnlyInTheRows()
{
    select(5);
    m_table->view()->setFocus();
    QTest::keyClick(m_table->view(), Qt::Key_M);
    QVERIFY(m_log->marks().contains(5));
    auto *edit = find<QLineEdit>("filterEdit");
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_M);
    QVERIFY(m_log->marks().contains(5));
    QCOMPARE(edit->text(), QStringLiteral("m"));
}

REALTIME_TEST(TestLogTable, QApplication)

#include "tst_logtable.moc"
