// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/windowtitle.h"

#include "support/testprogram.h"
#include "windowfixture.h"

#include <QApplication>

Q_DECLARE_METATYPE(TitleParts)

/** What the title of the window says. */
class TestWindowTitle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void followsTheProfile();
};

void TestWindowTitle::text_data()
{
    QTest::addColumn<TitleParts>("parts");
    QTest::addColumn<QString>("expected");
    const QString dash = QStringLiteral(" \u2013 ");
    const auto users = [](const char *names) {
        return QString::fromLatin1(names).split(u' ', Qt::SkipEmptyParts);
    };
    QTest::newRow("nothing") << TitleParts{} << QStringLiteral("Realtime Monitor");
    QTest::newRow("profile alone")
        << TitleParts{QStringLiteral("orders"), {}, false} << QStringLiteral("orders");
    QTest::newRow("two users") << TitleParts{QStringLiteral("orders"), users("alice bob"), false}
                               << QStringLiteral("orders") + dash + QStringLiteral("alice, bob");
    QTest::newRow("production stands first")
        << TitleParts{QStringLiteral("orders"), users("alice"), true}
        << QStringLiteral("PRODUCTION") + dash + QStringLiteral("orders") + dash
            + QStringLiteral("alice");
    QTest::newRow("many users") << TitleParts{QStringLiteral("x"), users("a b c d e"), false}
                                << QStringLiteral("x") + dash + QStringLiteral("a, b, c, 2 more");
    QTest::newRow("a long name is cut")
        << TitleParts{QString(50, u'n'), {}, false} << QString(40, u'n') + QChar(0x2026);
    QTest::newRow("hidden characters are shown")
        << TitleParts{QStringLiteral("a\u202eb"), {}, false} << QStringLiteral("a\\u202eb");
    QTest::newRow("no mark of a changed document")
        << TitleParts{QStringLiteral("[*]"), {}, false} << QStringLiteral("[*][*]");
}

void TestWindowTitle::text()
{
    QFETCH(const TitleParts, parts);
    QFETCH(const QString, expected);
    QCOMPARE(titleText(parts), expected);
}

void TestWindowTitle::followsTheProfile()
{
    WindowFixture fixture;
    QCOMPARE(fixture.window().windowTitle(), QStringLiteral("Realtime Monitor"));
    Profile profile = deadProfile("Orders");
    profile.withoutToken = true;
    profile.isProduction = true;
    fixture.save(profile);
    fixture.profiles().choose(profile.id);
    QVERIFY(fixture.window().windowTitle().startsWith(QStringLiteral("PRODUCTION \u2013 Orders")));
    profile.isProduction = false;
    fixture.save(profile);
    QVERIFY(fixture.window().windowTitle().startsWith(QStringLiteral("Orders")));
    fixture.controller().disconnectFromServer();
    QTRY_COMPARE(fixture.window().windowTitle(), QStringLiteral("Orders"));
}

REALTIME_TEST(TestWindowTitle, QApplication)
#include "tst_windowtitle.moc"
