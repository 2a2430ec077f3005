// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"

#include <QDir>
#include <QImage>
#include <QtTest>

/** The program's icon is in the program, in every size, and nothing else is. */
class tst_Icons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheProgramsIconInEverySize();
    void carriesNothingUnused();
};

void tst_Icons::hasTheProgramsIconInEverySize()
{
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QImage image(QStringLiteral(":/icons/app-%1.png").arg(size));
        QCOMPARE(image.size(), QSize(size, size));
    }
}

/** Buttons draw their pictures themselves, in the colour of the text. */
void tst_Icons::carriesNothingUnused()
{
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList();
    QCOMPARE(files.filter(QStringLiteral("app-")), files);
}

REALTIME_TEST(tst_Icons, QCoreApplication)

#include "tst_icons.moc"
