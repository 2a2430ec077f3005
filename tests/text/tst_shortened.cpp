// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "text/shortened.h"

#include "support/testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestShortened : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsShort()
    {
        QCOMPARE(Text::shortened({}, 3), QString());
        QCOMPARE(Text::shortened(u"abc"_s, 3), u"abc"_s);
    }

    void saysTheSizeOfWhatIsLong()
    {
        QCOMPARE(Text::shortened(u"abcd"_s, 3), u"abc\u2026 (4 characters in all)"_s);
    }

    void keepsSurrogatePairsWhole()
    {
        QCOMPARE(Text::shortened(u"a\U0001F600b"_s, 2), u"a\u2026 (4 characters in all)"_s);
    }
};

REALTIME_TEST(TestShortened, QCoreApplication)
#include "tst_shortened.moc"
