// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/channeloptions.h"

#include "support/testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(ChannelLine)

namespace {

ChannelOptions filtered(const QString &filter)
{
    ChannelOptions options;
    options.tagsFilter = filter;
    return options;
}

} // namespace

class TestChannelOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneLine_data();
    void isOneLine();
    void readsWhatIsTyped();
    void refusesAnUnknownOption_data();
    void refusesAnUnknownOption();
    void knowsWhatDoesNotGoTogether();
};

void TestChannelOptions::isOneLine_data()
{
    QTest::addColumn<ChannelLine>("line");
    QTest::addColumn<QString>("text");
    QTest::newRow("no options") << ChannelLine{u"news"_s, {}} << u"news"_s;
    QTest::newRow("a name with spaces and dashes")
        << ChannelLine{u"a - b--c"_s, {}} << u"a - b--c"_s;
    QTest::newRow("all switches") << ChannelLine{u"news"_s, {{}, true, true, false, false}}
                                  << u"news --delta --positioned --no-recovery --no-join-leave"_s;
    QTest::newRow("a filter with everything in it")
        << ChannelLine{u"ticks:a"_s, filtered(u"q=a --delta b, c>1"_s)}
        << u"ticks:a --filter-tags q=a --delta b, c>1"_s;
}

void TestChannelOptions::isOneLine()
{
    QFETCH(const ChannelLine, line);
    QFETCH(const QString, text);
    QCOMPARE(channelLineText(line), text);
    const auto read = readChannelLine(text);
    QVERIFY(read);
    QVERIFY(*read == line);
}

void TestChannelOptions::readsWhatIsTyped()
{
    const auto read = readChannelLine(u"news   --delta   --filter-tags=a=1"_s);
    QVERIFY(read);
    ChannelLine expected{u"news"_s, filtered(u"a=1"_s)};
    expected.options.delta = true;
    QVERIFY(*read == expected);
}

void TestChannelOptions::refusesAnUnknownOption_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << u"news --fast"_s;
    QTest::newRow("a switch with a value") << u"news --delta=1"_s;
    QTest::newRow("a filter without a value") << u"news --filter-tags"_s;
    QTest::newRow("nothing") << u"news -- --delta"_s;
}

void TestChannelOptions::refusesAnUnknownOption()
{
    QFETCH(const QString, text);
    QVERIFY(!readChannelLine(text));
}

void TestChannelOptions::knowsWhatDoesNotGoTogether()
{
    QVERIFY(findOptionsFault({}).isEmpty());
    QVERIFY(findOptionsFault(filtered(u"a=1"_s)).isEmpty());
    QVERIFY(findOptionsFault(filtered(u"a="_s)).contains(u"compared with nothing"_s));
    ChannelOptions both = filtered(u"a=1"_s);
    both.delta = true;
    QVERIFY(findOptionsFault(both).contains(u"can't be used together"_s));
}

REALTIME_TEST(TestChannelOptions, QCoreApplication)
#include "tst_channeloptions.moc"
