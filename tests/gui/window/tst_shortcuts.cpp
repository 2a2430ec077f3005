// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/window/shortcutsdialog.h"
#include "gui/window/shortcutsettings.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

namespace {

QKeySequence keys(const char *text)
{
    return QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
}

/** Two actions of a window and one of the log. */
struct Actions
{
    Actions()
    {
        const auto name = [](QAction &action, const char *text, const QKeySequence &sequence) {
            action.setObjectName(QString::fromLatin1(text));
            action.setText(QString::fromLatin1(text));
            action.setShortcut(sequence);
        };
        name(clear, "Clear", keys("Ctrl+L"));
        name(connect, "Connect", keys("Ctrl+R"));
        name(mark, "Mark", keys("M"));
        mark.setShortcutContext(Qt::WidgetShortcut);
        unnamed.setShortcut(keys("Ctrl+U"));
    }
    QList<QAction *> all() { return {&clear, &connect, &mark, &unnamed}; }

    QAction clear;
    QAction connect;
    QAction mark;
    QAction unnamed;
};

} // namespace

class TestShortcuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changesAndKeeps();
    void saysConflicts_data();
    void saysConflicts();
    void resets();
    void ignoresSpoiltSettings_data();
    void ignoresSpoiltSettings();
    void dialogChangesTheKeys();
    void dialogSaysWhatIsWrong();
    void newKeysWorkInTheWindow();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestShortcuts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("settings.ini")),
                                             QSettings::IniFormat);
}

void TestShortcuts::changesAndKeeps()
{
    Actions actions;
    ShortcutSettings shortcuts(*m_settings, actions.all(), nullptr);
    QCOMPARE(shortcuts.actions().size(), 3); // the one without a name can't be kept
    QVERIFY(!shortcuts.isChanged(actions.clear));
    shortcuts.setKeys(actions.clear, keys("Ctrl+Alt+C"));
    shortcuts.setKeys(actions.connect, QKeySequence());
    QCOMPARE(actions.clear.shortcut(), keys("Ctrl+Alt+C"));
    QVERIFY(shortcuts.isChanged(actions.clear));
    QVERIFY(actions.connect.shortcut().isEmpty());

    Actions next;
    const ShortcutSettings kept(*m_settings, next.all(), nullptr);
    QCOMPARE(next.clear.shortcut(), keys("Ctrl+Alt+C"));
    QVERIFY(next.connect.shortcut().isEmpty());
    QCOMPARE(next.mark.shortcut(), keys("M"));
}

void TestShortcuts::saysConflicts_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("fault"); // a part of it; empty for none
    QTest::newRow("free") << QStringLiteral("Ctrl+Alt+F7") << QString();
    QTest::newRow("its own") << QStringLiteral("Ctrl+L") << QString();
    QTest::newRow("another's") << QStringLiteral("Ctrl+R") << QStringLiteral("Connect");
    QTest::newRow("begins with another's")
        << QStringLiteral("Ctrl+R, Ctrl+X") << QStringLiteral("Connect");
    QTest::newRow("a letter") << QStringLiteral("X") << QStringLiteral("typed");
    QTest::newRow("a capital") << QStringLiteral("Shift+X") << QStringLiteral("typed");
    QTest::newRow("a function key") << QStringLiteral("F6") << QString();
    QTest::newRow("none") << QString() << QString();
}

void TestShortcuts::saysConflicts()
{
    QFETCH(const QString, wanted);
    QFETCH(const QString, fault);
    Actions actions;
    ShortcutSettings shortcuts(*m_settings, actions.all(), nullptr);
    const QKeySequence sequence(wanted, QKeySequence::PortableText);
    const QString found = shortcuts.findFault(actions.clear, sequence);
    QCOMPARE(found.isEmpty(), fault.isEmpty());
    QVERIFY2(found.contains(fault), qPrintable(found));
    shortcuts.setKeys(actions.clear, sequence);
    QCOMPARE(actions.clear.shortcut(), fault.isEmpty() ? sequence : keys("Ctrl+L"));
}

void TestShortcuts::resets()
{
    Actions actions;
    ShortcutSettings shortcuts(*m_settings, actions.all(), nullptr);
    shortcuts.setKeys(actions.clear, keys("Ctrl+Alt+C"));
    shortcuts.setKeys(actions.connect, keys("Ctrl+L"));
    shortcuts.reset(actions.connect);
    QCOMPARE(actions.connect.shortcut(), keys("Ctrl+R"));
    QCOMPARE(actions.clear.shortcut(), keys("Ctrl+Alt+C"));
    shortcuts.resetAll();
    QCOMPARE(actions.clear.shortcut(), keys("Ctrl+L"));
    Actions next;
    const ShortcutSettings kept(*m_settings, next.all(), nullptr);
    QCOMPARE(next.clear.shortcut(), keys("Ctrl+L"));
}

void TestShortcuts::ignoresSpoiltSettings_data()
{
    QTest::addColumn<QVariant>("kept");
    QTest::newRow("another's key") << QVariant(QStringLiteral("Ctrl+R"));
    QTest::newRow("a letter") << QVariant(QStringLiteral("x"));
    QTest::newRow("a list") << QVariant(QStringList({QStringLiteral("x"), QStringLiteral("y")}));
    QTest::newRow("a number") << QVariant(7);
}

void TestShortcuts::ignoresSpoiltSettings()
{
    QFETCH(const QVariant, kept);
    m_settings->setValue(QStringLiteral("shortcuts/Clear"), kept);
    m_settings->setValue(QStringLiteral("shortcuts/Connect"), QStringLiteral("Ctrl+R"));
    Actions actions;
    const ShortcutSettings shortcuts(*m_settings, {&actions.connect, &actions.clear}, nullptr);
    QCOMPARE(actions.connect.shortcut(), keys("Ctrl+R"));
    QVERIFY(actions.clear.shortcut() != keys("Ctrl+R"));
    QVERIFY(actions.clear.shortcut() != keys("x"));
}

void TestShortcuts::dialogChangesTheKeys()
{
    Actions actions;
    ShortcutSettings shortcuts(*m_settings, actions.all(), nullptr);
    QWidget window;
    ShortcutsDialog dialog(shortcuts, &window);
    auto *table = findIn<QTableWidget>(dialog, "shortcutTable");
    auto *edit = findIn<QKeySequenceEdit>(dialog, "keysEdit");
    auto *apply = findIn<QPushButton>(dialog, "applyButton");
    auto *reset = findIn<QPushButton>(dialog, "resetButton");
    table->setCurrentCell(0, 0);
    QVERIFY(!apply->isEnabled());
    QVERIFY(!reset->isEnabled());
    edit->setKeySequence(keys("Ctrl+Alt+C"));
    QVERIFY(apply->isEnabled());
    apply->click();
    QCOMPARE(actions.clear.shortcut(), keys("Ctrl+Alt+C"));
    QCOMPARE(table->item(0, 0)->text(), keys("Ctrl+Alt+C").toString(QKeySequence::NativeText));
    QVERIFY(table->item(0, 0)->font().bold());
    reset->click();
    QCOMPARE(actions.clear.shortcut(), keys("Ctrl+L"));
    findIn<QPushButton>(dialog, "removeKeysButton")->click();
    QVERIFY(actions.clear.shortcut().isEmpty());
    findIn<QDialogButtonBox>(dialog, "buttonBox")
        ->button(QDialogButtonBox::RestoreDefaults)
        ->click();
    QCOMPARE(actions.clear.shortcut(), keys("Ctrl+L"));
}

void TestShortcuts::dialogSaysWhatIsWrong()
{
    Actions actions;
    ShortcutSettings shortcuts(*m_settings, actions.all(), nullptr);
    QWidget window;
    ShortcutsDialog dialog(shortcuts, &window);
    auto *table = findIn<QTableWidget>(dialog, "shortcutTable");
    const auto *note = findIn<QLabel>(dialog, "keysFaultLabel");
    const auto *apply = findIn<QPushButton>(dialog, "applyButton");
    QCOMPARE(note->text(), QStringLiteral("Select an action to change its keys."));
    table->setCurrentCell(0, 0);
    findIn<QKeySequenceEdit>(dialog, "keysEdit")->setKeySequence(keys("Ctrl+R"));
    QVERIFY2(note->text().contains(QLatin1String("Connect")), qPrintable(note->text()));
    QVERIFY(!apply->isEnabled());
    table->setCurrentCell(table->rowCount() - 1, 0); // of no action
    QCOMPARE(note->text(), QStringLiteral("These keys can't be changed."));
    QVERIFY(!findIn<QKeySequenceEdit>(dialog, "keysEdit")->isEnabled());
    QVERIFY(!findIn<QPushButton>(dialog, "removeKeysButton")->isEnabled());
}

void TestShortcuts::newKeysWorkInTheWindow()
{
    WindowFixture fixture;
    fixture.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    fixture.trigger("shortcutsAction");
    auto *dialog = fixture.window().findChild<ShortcutsDialog *>();
    QVERIFY(dialog);
    auto *table = findIn<QTableWidget>(*dialog, "shortcutTable");
    const QList<QTableWidgetItem *> rows =
        table->findItems(QStringLiteral("Channel pane"), Qt::MatchExactly);
    QCOMPARE(rows.size(), 1);
    table->setCurrentItem(rows.constFirst());
    findIn<QKeySequenceEdit>(*dialog, "keysEdit")->setKeySequence(keys("Ctrl+Alt+B"));
    findIn<QPushButton>(*dialog, "applyButton")->click();
    dialog->close();
    fixture.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    QTest::keyClick(fixture.find<QWidget>("logView"), Qt::Key_F7);
    QVERIFY(fixture.find<QWidget>("channelPane")->isVisible()); // the old key
    QTest::keyClick(fixture.find<QWidget>("logView"), Qt::Key_B,
                    Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(!fixture.find<QWidget>("channelPane")->isVisible());
}

REALTIME_TEST(TestShortcuts, QApplication)
#include "tst_shortcuts.moc"
