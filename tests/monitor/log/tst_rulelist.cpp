// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/log/filterhistory.h"
#include "monitor/log/rulelist.h"
#include "support/entrybuilders.h"
#include "support/testprogram.h"

#include <QCoreApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

/** The rules, how they are kept, and what they take over from earlier versions. */
class TestRuleList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void beginsWithRulesThatAreOff();
    void keepsEveryMember();
    void noRulesIsAChoice();
    void theFirstColourDecides();
    void takesOverColourRulesAndSavedFilters();
    void survivesForeignValues();
    void isNamedByItsFilterWithoutAName();
    void tellsOfChangesOnly();
    void keepsTheNewestFilters();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestRuleList::init()
{
    m_settings.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("settings.ini")),
                                             QSettings::IniFormat);
}

void TestRuleList::beginsWithRulesThatAreOff()
{
    const RuleList rules(*m_settings);
    QVERIFY(!rules.rules().isEmpty());
    for (const Rule &rule : rules.rules()) {
        QVERIFY(!rule.isOn);
        QVERIFY(!rule.name.isEmpty());
    }
}

void TestRuleList::keepsEveryMember()
{
    const QList<Rule> kept{{QStringLiteral("a, \"b\""), QStringLiteral("channel:\"a,b\""),
                            ProfileColor::Teal, true,
                            Rule::Action::MarkEntry | Rule::Action::NotifyUser, false},
                           {QString(), QStringLiteral("size > 1k"), ProfileColor::None, false,
                            Rule::Action::PauseLog, true}};
    RuleList(*m_settings).setRules(kept);
    QCOMPARE(RuleList(*m_settings).rules(), kept);
}

void TestRuleList::noRulesIsAChoice()
{
    RuleList(*m_settings).setRules({});
    QVERIFY(RuleList(*m_settings).rules().isEmpty());
}

void TestRuleList::theFirstColourDecides()
{
    RuleList rules(*m_settings);
    const Rule filterOnly{QString(), QStringLiteral("channel:news"), ProfileColor::None, true, {},
                          true};
    Rule red = filterOnly;
    red.color = ProfileColor::Red;
    Rule blue = filterOnly;
    blue.color = ProfileColor::Blue;
    rules.setRules({filterOnly, red, blue});
    QCOMPARE(rules.colorOf(publicationRow("1")), ProfileColor::Red);
}

/** What versions before 0.3 kept in two lists. */
void TestRuleList::takesOverColourRulesAndSavedFilters()
{
    m_settings->beginWriteArray(QStringLiteral("colorRules"), 1);
    m_settings->setArrayIndex(0);
    m_settings->setValue(QStringLiteral("filter"), QStringLiteral("data.a"));
    m_settings->setValue(QStringLiteral("color"), int(ProfileColor::Green));
    m_settings->setValue(QStringLiteral("on"), false);
    m_settings->endArray();
    m_settings->beginWriteArray(QStringLiteral("savedFilters"), 2);
    m_settings->setArrayIndex(0);
    m_settings->setValue(QStringLiteral("name"), QStringLiteral("mine"));
    m_settings->setValue(QStringLiteral("text"), QStringLiteral("data.b"));
    m_settings->setArrayIndex(1);
    m_settings->setValue(QStringLiteral("name"), QStringLiteral("data.c"));
    m_settings->setValue(QStringLiteral("text"), QStringLiteral("data.c"));
    m_settings->endArray();
    const QList<Rule> expected{
        {QString(), QStringLiteral("data.a"), ProfileColor::Green, false, {}, false},
        {QStringLiteral("mine"), QStringLiteral("data.b"), ProfileColor::None, true, {}, true},
        {QString(), QStringLiteral("data.c"), ProfileColor::None, true, {}, true}};
    RuleList rules(*m_settings);
    QCOMPARE(rules.rules(), expected);
    rules.removeAt(0);
    QCOMPARE(RuleList(*m_settings).rules(), expected.mid(1)); // not taken over once more
    QVERIFY(!m_settings->contains(QStringLiteral("savedFilters/size")));
}

void TestRuleList::survivesForeignValues()
{
    m_settings->beginWriteArray(QStringLiteral("rules"), 1);
    m_settings->setArrayIndex(0);
    m_settings->setValue(QStringLiteral("filter"), QStringLiteral("a"));
    m_settings->setValue(QStringLiteral("color"), 99);
    m_settings->setValue(QStringLiteral("actions"), 0xff01);
    m_settings->endArray();
    QCOMPARE(RuleList(*m_settings).rules(),
             (QList<Rule>{{QString(), QStringLiteral("a"), ProfileColor::Violet, false,
                           Rule::Action::MarkEntry, true}}));
}

void TestRuleList::isNamedByItsFilterWithoutAName()
{
    Rule rule;
    rule.filter = QStringLiteral("data.x");
    QCOMPARE(rule.title(), QStringLiteral("data.x"));
    rule.name = QStringLiteral("X");
    QCOMPARE(rule.title(), QStringLiteral("X"));
}

void TestRuleList::tellsOfChangesOnly()
{
    RuleList rules(*m_settings);
    QSignalSpy changed(&rules, &RuleList::changed);
    rules.setRules(rules.rules());
    QCOMPARE(changed.size(), 0);
    rules.removeAt(0);
    QCOMPARE(changed.size(), 1);
}

void TestRuleList::keepsTheNewestFilters()
{
    FilterHistory history(*m_settings);
    for (int i = 0; i < 25; ++i) {
        history.add(QStringLiteral("data.n = %1").arg(i));
    }
    history.add(QStringLiteral("  "));
    history.add(QStringLiteral("data.n = 20 "));
    QCOMPARE(history.filters().size(), FilterHistory::MaxSize);
    QCOMPARE(history.filters().mid(0, 2),
             (QStringList{QStringLiteral("data.n = 20"), QStringLiteral("data.n = 24")}));
    QCOMPARE(history.filters().count(QStringLiteral("data.n = 20")), 1);
    QCOMPARE(FilterHistory(*m_settings).filters(), history.filters());
}

REALTIME_TEST(TestRuleList, QCoreApplication)
#include "tst_rulelist.moc"
