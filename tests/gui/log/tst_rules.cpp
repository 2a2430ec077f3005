// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/filterbar.h"
#include "gui/log/filtermenu.h"
#include "gui/log/logfixture.h"
#include "gui/log/rulesdialog.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/log/filterhistory.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

/** The menu beside the filter line, the buttons below it, and the dialog of the rules. */
class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void examplesFillTheField();
    void historyHasTheAppliedFilters();
    void savesTheFilterAsARule();
    void offersToSaveOnlyAGoodFilter();
    void chipsHaveNameColourAndTabOrder();
    void chipsHaveAMenu();
    void dialogShowsARule();
    void dialogWritesARule();
    void dialogDisablesWhatNeedsARule();
    void cancelChangesNothing();

private:
    QLineEdit *edit() { return m_bar->findChild<QLineEdit *>(QStringLiteral("filterEdit")); }
    FilterMenu *menu() { return m_bar->findChild<FilterMenu *>(); }
    QList<QToolButton *> chips();
    /** The open dialog, or null. */
    RulesDialog *dialog() { return m_window->findChild<RulesDialog *>(); }
    template <typename Widget> Widget *in(const QWidget *parent, const char *name)
    {
        return parent->findChild<Widget *>(QString::fromLatin1(name));
    }
    /** Of the menu as it would be shown now. */
    QAction *menuAction(const char *name);

    std::unique_ptr<LogFixture> m_fixture;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RuleList> m_rules;
    std::unique_ptr<FilterHistory> m_history;
    std::unique_ptr<QWidget> m_window;
    FilterBar *m_bar = nullptr;
};

namespace {

const Rule Shown{QStringLiteral("R&D <b>"),
                 QStringLiteral("data.n > 1"),
                 ProfileColor::Red,
                 true,
                 Rule::Action::MarkEntry | Rule::Action::NotifyUser,
                 true};
const Rule Plain{QString(), QStringLiteral("data.n > 2"), ProfileColor::None, true, {}, true};
const Rule Hidden{QStringLiteral("colour only"),
                  QStringLiteral("data.n > 3"),
                  ProfileColor::Blue,
                  false,
                  {},
                  true};

} // namespace

void TestRules::init()
{
    m_fixture = std::make_unique<LogFixture>();
    m_theme = std::make_unique<Theme>(m_fixture->settings);
    m_rules = std::make_unique<RuleList>(m_fixture->settings);
    m_history = std::make_unique<FilterHistory>(m_fixture->settings);
    m_rules->setRules({Shown, Plain, Hidden});
    m_fixture->log.setRules(m_rules.get());
    m_fixture->log.setFilterHistory(m_history.get());
    m_window = std::make_unique<QWidget>();
    m_bar = new FilterBar(m_window.get());
    m_bar->resize(800, 100);
    m_bar->attach(m_fixture->log, *m_theme);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestRules::cleanup()
{
    m_window.reset();
    m_fixture.reset();
}

QList<QToolButton *> TestRules::chips()
{
    return in<QWidget>(m_bar, "chipRow")->findChildren<QToolButton *>();
}

QAction *TestRules::menuAction(const char *name)
{
    Q_EMIT menu()->aboutToShow();
    return in<QAction>(menu(), name);
}

void TestRules::examplesFillTheField()
{
    menuAction("saveAction");
    const auto *examples = in<QMenu>(menu(), "exampleMenu");
    QVERIFY(examples->actions().size() >= 8);
    for (QAction *example : examples->actions()) {
        example->trigger();
        QVERIFY2(example->text().endsWith(edit()->text()), qPrintable(edit()->text()));
        QTRY_COMPARE(m_fixture->log.filterText(), edit()->text());
        QVERIFY2(!m_fixture->log.filterFault(), qPrintable(edit()->text()));
        QVERIFY(edit()->hasFocus());
    }
}

void TestRules::historyHasTheAppliedFilters()
{
    menuAction("saveAction");
    QVERIFY(!in<QMenu>(menu(), "historyMenu")->isEnabled());
    edit()->setFocus();
    for (const char *text : {"data.a", "(", "data.b & data.c"}) {
        edit()->setText(QString::fromLatin1(text));
        QTest::keyClick(edit(), Qt::Key_Return);
    }
    menuAction("saveAction");
    const QList<QAction *> actions = in<QMenu>(menu(), "historyMenu")->actions();
    QCOMPARE(m_history->filters(), QStringList{QStringLiteral("data.a")}); // others have faults
    QCOMPARE(actions.size(), 1);
    actions.at(0)->trigger();
    QCOMPARE(edit()->text(), QStringLiteral("data.a"));
}

void TestRules::savesTheFilterAsARule()
{
    m_fixture->log.setFilterText(QStringLiteral("data.type = \"chat\""));
    menuAction("saveAction")->trigger();
    QVERIFY(dialog() != nullptr && dialog()->isVisible());
    QCOMPARE(in<QLineEdit>(dialog(), "filterEdit")->text(), QStringLiteral("data.type = \"chat\""));
    QVERIFY(in<QCheckBox>(dialog(), "chipBox")->isChecked());
    QCOMPARE(dialog()->focusWidget(), in<QLineEdit>(dialog(), "nameEdit"));
    QTest::keyClicks(in<QLineEdit>(dialog(), "nameEdit"), QStringLiteral("Chats"));
    in<QDialogButtonBox>(dialog(), "buttonBox")->button(QDialogButtonBox::Ok)->click();
    QCOMPARE(m_rules->rules().last(),
             (Rule{QStringLiteral("Chats"),
                   QStringLiteral("data.type = \"chat\""),
                   ProfileColor::None,
                   true,
                   {},
                   true}));
}

void TestRules::offersToSaveOnlyAGoodFilter()
{
    QVERIFY(!menuAction("saveAction")->isEnabled());
    m_fixture->log.setFilterText(QStringLiteral("("));
    QVERIFY(!menuAction("saveAction")->isEnabled());
    m_fixture->log.setFilterText(QStringLiteral("data.a"));
    QVERIFY(menuAction("saveAction")->isEnabled());
}

void TestRules::chipsHaveNameColourAndTabOrder()
{
    QCOMPARE(chips().size(), 2);
    QCOMPARE(chips().at(0)->text(), QStringLiteral("R&&D <b>"));
    QCOMPARE(chips().at(0)->accessibleName(), QStringLiteral("R&D <b>"));
    QCOMPARE(chips().at(1)->text(), Plain.filter);
    QVERIFY(!chips().at(0)->icon().isNull());
    QVERIFY(chips().at(1)->icon().isNull());
    QCOMPARE(chips().at(0)->nextInFocusChain(), chips().at(1));
    auto *button = in<QToolButton>(m_bar, "menuButton");
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), chips().at(0));
    QTest::keyClick(chips().at(0), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), chips().at(1));
    QTest::keyClick(chips().at(1), Qt::Key_Space);
    QCOMPARE(m_fixture->log.chips(), QStringList{Plain.filter});
}

void TestRules::chipsHaveAMenu()
{
    Q_EMIT chips().at(1)->customContextMenuRequested(QPoint(1, 1));
    auto *menu = in<QWidget>(m_bar, "chipRow")->findChild<QMenu *>();
    QVERIFY(menu != nullptr);
    menu->actions().at(0)->trigger();
    QCOMPARE(in<QListWidget>(dialog(), "ruleList")->currentRow(), 1);
    dialog()->reject();
    menu->actions().at(1)->trigger();
    QCOMPARE(m_rules->rules(), (QList<Rule>{Shown, Hidden}));
    QCOMPARE(chips().size(), 1);
}

void TestRules::dialogShowsARule()
{
    const RulesDialog *rules = openRules(m_fixture->log, *m_theme, m_window.get());
    const auto *list = in<QListWidget>(rules, "ruleList");
    QCOMPARE(list->count(), 3);
    QCOMPARE(list->item(0)->text(), Shown.name);
    QCOMPARE(list->item(1)->text(), Plain.filter);
    QCOMPARE(list->item(0)->checkState(), Qt::Checked);
    QCOMPARE(in<QLineEdit>(rules, "nameEdit")->text(), Shown.name);
    QCOMPARE(in<QLineEdit>(rules, "filterEdit")->text(), Shown.filter);
    QCOMPARE(in<QComboBox>(rules, "colorBox")->currentData().toInt(), int(ProfileColor::Red));
    QVERIFY(in<QCheckBox>(rules, "chipBox")->isChecked());
    QVERIFY(in<QCheckBox>(rules, "markBox")->isChecked());
    QVERIFY(!in<QCheckBox>(rules, "pauseBox")->isChecked());
    QVERIFY(in<QCheckBox>(rules, "notifyBox")->isChecked());
    QCOMPARE(in<QLabel>(rules, "faultLabel")->text(), QString());
}

void TestRules::dialogWritesARule()
{
    const RulesDialog *rules = openRules(m_fixture->log, *m_theme, m_window.get());
    in<QPushButton>(rules, "newButton")->click();
    QCOMPARE(rules->focusWidget(), in<QLineEdit>(rules, "filterEdit"));
    QTest::keyClicks(in<QLineEdit>(rules, "filterEdit"), QStringLiteral("data."));
    QVERIFY(in<QLabel>(rules, "faultLabel")->text().startsWith(QChar(0x2715)));
    QTest::keyClicks(in<QLineEdit>(rules, "filterEdit"), QStringLiteral("x"));
    QCOMPARE(in<QLabel>(rules, "faultLabel")->text(), QString());
    QTest::keyClicks(in<QLineEdit>(rules, "nameEdit"), QStringLiteral("X"));
    for (const char *box : {"chipBox", "markBox", "pauseBox", "notifyBox"}) {
        in<QCheckBox>(rules, box)->click();
    }
    in<QListWidget>(rules, "ruleList")->item(1)->setCheckState(Qt::Unchecked);
    in<QDialogButtonBox>(rules, "buttonBox")->button(QDialogButtonBox::Ok)->click();
    Rule off = Plain;
    off.isOn = false;
    const Rule added{QStringLiteral("X"),
                     QStringLiteral("data.x"),
                     ProfileColor::Blue,
                     true,
                     Rule::Action::MarkEntry | Rule::Action::PauseLog | Rule::Action::NotifyUser,
                     true};
    QCOMPARE(m_rules->rules(), (QList<Rule>{Shown, off, Hidden, added}));
}

void TestRules::dialogDisablesWhatNeedsARule()
{
    m_rules->setRules({});
    const RulesDialog *rules = openRules(m_fixture->log, *m_theme, m_window.get());
    for (const char *name : {"nameEdit", "filterEdit", "colorBox", "chipBox", "markBox", "pauseBox",
                             "notifyBox", "removeButton", "upButton", "downButton"}) {
        QVERIFY2(!in<QWidget>(rules, name)->isEnabled(), name);
    }
    QVERIFY(in<QPushButton>(rules, "newButton")->isEnabled());
}

void TestRules::cancelChangesNothing()
{
    const RulesDialog *rules = openRules(m_fixture->log, *m_theme, m_window.get());
    in<QPushButton>(rules, "removeButton")->click();
    in<QDialogButtonBox>(rules, "buttonBox")->button(QDialogButtonBox::Cancel)->click();
    QCOMPARE(m_rules->rules(), (QList<Rule>{Shown, Plain, Hidden}));
}

REALTIME_TEST(TestRules, QApplication)
#include "tst_rules.moc"
