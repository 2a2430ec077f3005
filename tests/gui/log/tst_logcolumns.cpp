// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/logfixture.h"
#include "gui/log/logtable.h"
#include "gui/widgets/theme.h"
#include "monitor/log/columnchoice.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTest>

/** The columns of a log through its header. */
class TestLogColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatIsChosen();
    void thePayloadHasTheRoomThatIsLeft();
    void keepsWhatTheUserMovesAndResizes();
    void theMenuShowsAndHides();
    void theMenuAddsAndRemovesFields();
    void twoLogsHaveTheSame();

private:
    QHeaderView *header() { return m_table->view()->horizontalHeader(); }
    QStringList shown();
    QMenu *openMenu(int column);
    QAction *actionOf(const QMenu &menu, const QString &text);

    std::unique_ptr<LogFixture> m_fixture;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ColumnChoice> m_choice;
    std::unique_ptr<LogTable> m_table;
};

void TestLogColumns::init()
{
    m_fixture = std::make_unique<LogFixture>();
    m_theme = std::make_unique<Theme>(m_fixture->settings);
    m_choice = std::make_unique<ColumnChoice>(&m_fixture->settings);
    m_fixture->log.setColumns(m_choice.get());
    m_table = std::make_unique<LogTable>();
    m_table->attach(m_fixture->log, *m_theme);
    m_table->resize(900, 300);
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    m_fixture->append({publication(R"({"from":"alice","n":1})"), publication("[2]")});
}

void TestLogColumns::cleanup()
{
    m_table.reset();
    m_fixture.reset();
}

/** The headings, from left to right. */
QStringList TestLogColumns::shown()
{
    QStringList headings;
    for (int place = 0; place < header()->count(); ++place) {
        const int column = header()->logicalIndex(place);
        if (!header()->isSectionHidden(column)) {
            headings += m_fixture->log.model().headerData(column, Qt::Horizontal).toString();
        }
    }
    return headings;
}

QMenu *TestLogColumns::openMenu(int column)
{
    const QPoint place(header()->sectionViewportPosition(column) + 3, header()->height() / 2);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place,
                            header()->viewport()->mapToGlobal(place));
    QApplication::sendEvent(header()->viewport(), &event);
    const auto menus = m_table->findChildren<QMenu *>(QStringLiteral("columnMenu"));
    return menus.isEmpty() ? nullptr : menus.constLast();
}

QAction *TestLogColumns::actionOf(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text().remove(u'&') == text) {
            return action;
        }
    }
    return nullptr;
}

void TestLogColumns::showsWhatIsChosen()
{
    const QStringList first{QStringLiteral("Time"), QString(), QStringLiteral("Channel"),
                            QStringLiteral("Payload")};
    QCOMPARE(shown(), first);
    m_choice->setShown(QStringLiteral("offset"), true);
    m_choice->addField(QStringLiteral("data.from"));
    m_choice->setOrder({QStringLiteral("payload"), QStringLiteral("data.from")});
    QCOMPARE(
        shown(),
        QStringList({QStringLiteral("Payload"), QStringLiteral("data.from"), QStringLiteral("Time"),
                     QString(), QStringLiteral("Channel"), QStringLiteral("Offset")}));
    const int field = m_choice->modelColumn(QStringLiteral("data.from"));
    QCOMPARE(m_fixture->log.model().index(0, field).data().toString(), QStringLiteral("alice"));
    m_choice->reset();
    QCOMPARE(shown(), first);
}

void TestLogColumns::thePayloadHasTheRoomThatIsLeft()
{
    const auto isFitting = [this] {
        return header()->length() == m_table->view()->viewport()->width();
    };
    QTRY_VERIFY(isFitting());
    m_table->resize(1200, 300);
    QTRY_VERIFY(isFitting());
    const int before = header()->sectionSize(JournalModel::Payload);
    m_choice->setShown(QStringLiteral("size"), true);
    QVERIFY(header()->sectionSize(JournalModel::Payload) < before);
    QVERIFY(isFitting());
    m_table->resize(300, 300); // too narrow: the view scrolls
    QTRY_VERIFY(header()->length() > m_table->view()->viewport()->width());
    QVERIFY(header()->sectionSize(JournalModel::Payload) > 150);
}

void TestLogColumns::keepsWhatTheUserMovesAndResizes()
{
    header()->moveSection(header()->visualIndex(JournalModel::Channel), 0);
    header()->resizeSection(JournalModel::Channel, 222);
    QCOMPARE(shown().constFirst(), QStringLiteral("Channel"));
    const ColumnChoice kept(&m_fixture->settings);
    QCOMPARE(kept.columns().constFirst(), (LogColumn{QStringLiteral("channel"), true, 222}));
    m_choice->setShown(QStringLiteral("channel"), false);
    m_choice->setShown(QStringLiteral("channel"), true);
    QCOMPARE(header()->sectionSize(JournalModel::Channel), 222);
    m_choice->reset();
    QVERIFY(header()->sectionSize(JournalModel::Channel) < 222);
}

void TestLogColumns::theMenuShowsAndHides()
{
    QMenu *menu = openMenu(JournalModel::Channel);
    QVERIFY(menu != nullptr);
    QAction *channel = actionOf(*menu, QStringLiteral("Channel"));
    QAction *kind = actionOf(*menu, QStringLiteral("Kind"));
    QVERIFY(channel != nullptr && channel->isChecked());
    QVERIFY(kind != nullptr && kind->isChecked());
    QVERIFY(!actionOf(*menu, QStringLiteral("Offset"))->isChecked());
    channel->trigger();
    QVERIFY(!shown().contains(QStringLiteral("Channel")));
    actionOf(*menu, QStringLiteral("Reset the columns"))->trigger();
    QVERIFY(shown().contains(QStringLiteral("Channel")));
}

void TestLogColumns::theMenuAddsAndRemovesFields()
{
    actionOf(*openMenu(JournalModel::Channel), QStringLiteral("Add a column for a field…"))
        ->trigger();
    auto *dialog = m_table->findChild<QDialog *>();
    QVERIFY(dialog != nullptr);
    auto *edit = dialog->findChild<QLineEdit *>();
    edit->setText(QStringLiteral("from"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("lineFaultLabel"))->text().isEmpty());
    QVERIFY(dialog->isVisible());
    edit->setText(QStringLiteral("data.n"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(shown().contains(QStringLiteral("data.n")));
    QMenu *menu = openMenu(m_choice->modelColumn(QStringLiteral("data.n")));
    actionOf(*menu, QStringLiteral("Remove the column data.n"))->trigger();
    QVERIFY(!shown().contains(QStringLiteral("data.n")));
    QCOMPARE(m_fixture->log.model().columnCount(), int(JournalModel::ColumnCount));
}

void TestLogColumns::twoLogsHaveTheSame()
{
    LogFixture other;
    other.log.setColumns(m_choice.get());
    LogTable table;
    table.attach(other.log, *m_theme);
    m_choice->setShown(QStringLiteral("number"), true);
    m_choice->addField(QStringLiteral("data.n"));
    for (const LogTable *each : {&table, m_table.get()}) {
        QVERIFY(!each->view()->isColumnHidden(JournalModel::Number));
        QVERIFY(!each->view()->isColumnHidden(JournalModel::ColumnCount));
    }
}

REALTIME_TEST(TestLogColumns, QApplication)

#include "tst_logcolumns.moc"
