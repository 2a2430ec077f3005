// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/window/shortcutsdialog.h"
#include "gui/window/shortcutsettings.h"
#include "gui/window/tokendialog.h"
#include "support/testprogram.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

namespace {

bool takesTab(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled() && widget->isVisible()
        && widget->focusProxy() == nullptr;
}

QList<QWidget *> tabStops(const QWidget &window)
{
    QList<QWidget *> stops;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->window() == &window && takesTab(widget)) {
            stops += widget;
        }
    }
    return stops;
}

QString nameOf(QWidget *widget)
{
    const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

QByteArray told(const QWidget *widget)
{
    return widget->metaObject()->className() + QByteArray(" ") + widget->objectName().toUtf8();
}

QKeySequence mnemonicOf(const QString &text)
{
    return QKeySequence::mnemonic(text);
}

} // namespace

/** Everything can be done, seen and heard without a mouse. */
class TestKeyboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatTakesFocusHasAName();
    void tabReachesEverything();
    void focusCanBeSeen();
    void actionsHaveKeys();
    void menuLettersAreUnique();
    void windowLettersAreUnique();
    void startPageLettersAreUnique();
    void dialogsCloseByEscape();

private:
    /** With every part in sight. */
    void showEverything();

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestKeyboard::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    showEverything();
}

void TestKeyboard::cleanup()
{
    m_fixture.reset();
}

void TestKeyboard::showEverything()
{
    m_fixture->controller().addChannel(QStringLiteral("news"));
    m_fixture->controller().setConnection(deadConnection());
    QTRY_VERIFY(m_fixture->find<QWidget>("errorCard")->isVisible());
    QTRY_VERIFY(m_fixture->find<QWidget>("viewTabs")->isEnabled());
}

void TestKeyboard::whatTakesFocusHasAName()
{
    TokenDialog token(&m_fixture->window());
    token.show();
    ShortcutSettings keys(m_fixture->settings(), {m_fixture->find<QAction>("pauseAction")},
                          nullptr);
    ShortcutsDialog shortcuts(keys, &m_fixture->window());
    shortcuts.show();
    int seen = 0;
    for (const QWidget *window : QList<const QWidget *>{&m_fixture->window(), &token, &shortcuts}) {
        for (QWidget *widget : window->findChildren<QWidget *>()) {
            if (widget->focusPolicy() != Qt::NoFocus && !qobject_cast<QMenu *>(widget)
                && !widget->objectName().startsWith(QLatin1String("qt_scrollarea"))
                && !widget->objectName().startsWith(QLatin1String("qt_spinbox"))) {
                ++seen;
                QVERIFY2(!nameOf(widget).isEmpty(), told(widget));
            }
        }
    }
    QVERIFY(seen > 25);
}

void TestKeyboard::tabReachesEverything()
{
    const QList<QWidget *> stops = tabStops(m_fixture->window());
    QVERIFY(stops.size() > 12);
    for (const auto key : {Qt::Key_Tab, Qt::Key_Backtab}) {
        m_fixture->find<QWidget>("logView")->setFocus();
        QSet<QWidget *> reached;
        for (qsizetype step = 0; step < stops.size() * 4; ++step) {
            reached += QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), key);
        }
        for (QWidget *stop : stops) {
            QVERIFY2(reached.contains(stop), told(stop));
        }
    }
}

void TestKeyboard::focusCanBeSeen()
{
    const QList<QWidget *> stops = tabStops(m_fixture->window());
    QWidget *other = m_fixture->find<QWidget>("userEdit");
    QByteArrayList invisible;
    for (QWidget *stop : stops) {
        (stop == other ? m_fixture->find<QWidget>("channelEdit") : other)->setFocus();
        const QImage without = stop->grab().toImage();
        stop->setFocus(Qt::TabFocusReason);
        if (stop->grab().toImage() == without) {
            invisible += told(stop);
        }
    }
    QVERIFY2(invisible.isEmpty(), invisible.join(" ").constData());
}

void TestKeyboard::actionsHaveKeys()
{
    QSet<QString> keys;
    for (const QMenu *menu : m_fixture->window().menuBar()->findChildren<QMenu *>()) {
        for (const QAction *action : menu->actions()) {
            if (action->isSeparator() || action->menu()) {
                continue;
            }
            const bool isChoice = menu->objectName() == QLatin1String("appearanceMenu")
                || menu->objectName() == QLatin1String("timeMenu");
            QVERIFY2(isChoice || action->objectName() == QLatin1String("aboutAction")
                         || !action->shortcut().isEmpty(),
                     qPrintable(action->objectName()));
            for (const QKeySequence &sequence : action->shortcuts()) {
                QVERIFY2(!keys.contains(sequence.toString()), qPrintable(sequence.toString()));
                keys += sequence.toString();
            }
        }
    }
    QVERIFY(keys.size() > 15);
}

void TestKeyboard::menuLettersAreUnique()
{
    for (const QMenu *menu : m_fixture->window().menuBar()->findChildren<QMenu *>()) {
        QSet<QString> letters;
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator()) {
                const QString letter = mnemonicOf(action->text()).toString();
                QVERIFY2(!letter.isEmpty(), qPrintable(action->text()));
                QVERIFY2(!letters.contains(letter), qPrintable(action->text()));
                letters += letter;
            }
        }
    }
}

/** Whatever is in sight at the same time. */
void TestKeyboard::windowLettersAreUnique()
{
    QHash<QString, QString> letters;
    const auto note = [&letters](const QString &text) {
        const QString letter = mnemonicOf(text).toString();
        const QString other = letter.isEmpty() ? QString() : letters.value(letter);
        letters.insert(letter, text);
        return other.isEmpty() || other == text;
    };
    for (const QAction *action : m_fixture->window().menuBar()->actions()) {
        QVERIFY2(note(action->text()), qPrintable(action->text()));
    }
    // The start page takes the place of the panes.
    const auto *page = m_fixture->find<QWidget>("startPage");
    for (const QLabel *label : m_fixture->window().findChildren<QLabel *>()) {
        QVERIFY2(page->isAncestorOf(label) || !label->buddy() || note(label->text()),
                 qPrintable(label->text()));
    }
    for (const QAbstractButton *button : m_fixture->window().findChildren<QAbstractButton *>()) {
        QVERIFY2(page->isAncestorOf(button) || note(button->text()), qPrintable(button->text()));
    }
}

void TestKeyboard::startPageLettersAreUnique()
{
    m_fixture->trigger("startPageAction");
    QStringList letters;
    for (const QAction *action : m_fixture->window().menuBar()->actions()) {
        letters += mnemonicOf(action->text()).toString();
    }
    const auto *page = m_fixture->find<QWidget>("startPage");
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy() != nullptr) {
            letters += mnemonicOf(label->text()).toString();
        }
    }
    for (const QAbstractButton *button : page->findChildren<QAbstractButton *>()) {
        letters += button->isVisible() ? mnemonicOf(button->text()).toString() : QString();
    }
    letters.removeAll(QString());
    QVERIFY(letters.size() > 6);
    QCOMPARE(letters.removeDuplicates(), 0);
}

void TestKeyboard::dialogsCloseByEscape()
{
    for (const char *action : {"tokenAction", "shortcutsAction", "aboutAction"}) {
        m_fixture->trigger(action);
        QPointer<QDialog> dialog = m_fixture->window().findChild<QDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }
}

REALTIME_TEST(TestKeyboard, QApplication)
#include "tst_keyboard.moc"
