// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/theme.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/** Every colour can be read on every background it may lie on, light and dark. */
class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresContrast();
    void wordsAreReadable_data();
    void wordsAreReadable();
    void paletteIsReadable_data();
    void paletteIsReadable();
    void disabledTextIsReadable_data();
    void disabledTextIsReadable();
    void remembersTheChoice();
    void tellsOnlyOfChanges();
};

namespace {

const QList<QPalette::ColorRole> Backgrounds{QPalette::Base, QPalette::AlternateBase,
                                             QPalette::Window};

} // namespace

void TestTheme::measuresContrast()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    QCOMPARE(qRound(contrast(QColor(0x777777), Qt::white) * 100), 448);
}

void TestTheme::wordsAreReadable_data()
{
    QTest::addColumn<Tone>("tone");
    for (const auto &[name, tone] :
         {std::pair{"good", Tone::Good}, std::pair{"busy", Tone::Busy}, std::pair{"bad", Tone::Bad},
          std::pair{"quiet", Tone::Quiet}, std::pair{"accent", Tone::Accent},
          std::pair{"key", Tone::Key}, std::pair{"text", Tone::Text},
          std::pair{"number", Tone::Number}}) {
        QTest::newRow(name) << tone;
    }
}

void TestTheme::wordsAreReadable()
{
    QFETCH(const Tone, tone);
    for (const bool dark : {false, true}) {
        const QPalette palette = themePalette(dark);
        const QColor color = toneColor(tone, dark);
        for (const auto role : Backgrounds) {
            QVERIFY2(contrast(color, palette.color(role)) >= 4.5,
                     qPrintable(QStringLiteral("%1 on %2: %3")
                                    .arg(color.name(), palette.color(role).name())
                                    .arg(contrast(color, palette.color(role)))));
        }
        QVERIFY(contrast(color, toneColor(Tone::Surface, dark)) >= 4.5);
    }
}

void TestTheme::paletteIsReadable_data()
{
    QTest::addColumn<QPalette::ColorRole>("text");
    QTest::addColumn<QPalette::ColorRole>("background");
    QTest::newRow("text") << QPalette::Text << QPalette::Base;
    QTest::newRow("window text") << QPalette::WindowText << QPalette::Window;
    QTest::newRow("button") << QPalette::ButtonText << QPalette::Button;
    QTest::newRow("selection") << QPalette::HighlightedText << QPalette::Highlight;
    QTest::newRow("tool tip") << QPalette::ToolTipText << QPalette::ToolTipBase;
    QTest::newRow("placeholder") << QPalette::PlaceholderText << QPalette::Base;
    QTest::newRow("link") << QPalette::Link << QPalette::Base;
}

void TestTheme::paletteIsReadable()
{
    QFETCH(const QPalette::ColorRole, text);
    QFETCH(const QPalette::ColorRole, background);
    for (const bool dark : {false, true}) {
        const QPalette palette = themePalette(dark);
        QVERIFY(contrast(palette.color(text), palette.color(background)) >= 4.5);
    }
}

void TestTheme::disabledTextIsReadable_data()
{
    QTest::addColumn<QPalette::ColorRole>("text");
    QTest::addColumn<QPalette::ColorRole>("background");
    QTest::newRow("text") << QPalette::Text << QPalette::Base;
    QTest::newRow("text in every other row") << QPalette::Text << QPalette::AlternateBase;
    QTest::newRow("window text") << QPalette::WindowText << QPalette::Window;
    QTest::newRow("button") << QPalette::ButtonText << QPalette::Button;
    QTest::newRow("tool button") << QPalette::ButtonText << QPalette::Window;
    QTest::newRow("selection") << QPalette::HighlightedText << QPalette::Highlight;
}

/** Paler than enabled text, but to be read: it says what could be done. */
void TestTheme::disabledTextIsReadable()
{
    QFETCH(const QPalette::ColorRole, text);
    QFETCH(const QPalette::ColorRole, background);
    for (const bool dark : {false, true}) {
        const QPalette palette = themePalette(dark);
        const QColor behind = palette.color(QPalette::Disabled, background);
        const double disabled = contrast(palette.color(QPalette::Disabled, text), behind);
        QVERIFY2(disabled >= 4.5, qPrintable(QString::number(disabled)));
        QVERIFY(text == QPalette::HighlightedText
                || disabled < contrast(palette.color(QPalette::Active, text), behind) - 2);
    }
    const QColor strip = toneColor(Tone::Surface, true);
    QVERIFY(contrast(themePalette(true).color(QPalette::Disabled, QPalette::Text), strip) >= 4.5);
}

void TestTheme::remembersTheChoice()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    {
        Theme theme(settings);
        QCOMPARE(theme.appearance(), Appearance::System);
        theme.setAppearance(Appearance::Dark);
    }
    const Theme theme(settings);
    QCOMPARE(theme.appearance(), Appearance::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Base),
             themePalette(true).color(QPalette::Base));
}

void TestTheme::tellsOnlyOfChanges()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    Theme theme(settings);
    QSignalSpy spy(&theme, &Theme::changed);
    theme.setAppearance(Appearance::System);
    QCOMPARE(spy.count(), 0);
    theme.setAppearance(Appearance::Light);
    QCOMPARE(spy.count(), 1);
    QVERIFY(!theme.isDark());
}

REALTIME_TEST(TestTheme, QApplication)
#include "tst_theme.moc"
