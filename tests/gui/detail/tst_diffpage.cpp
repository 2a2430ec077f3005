// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/diffpage.h"
#include "gui/log/logfixture.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

namespace {

struct DiffFixture : LogFixture
{
    Theme theme{settings};
    DiffPage page;

    DiffFixture() { page.attach(log, theme); }
    void append(const std::string &channel, const std::string &payload)
    {
        std::vector<Arrival> batch(1);
        batch[0].channel = channel;
        batch[0].payload = payload;
        LogFixture::append(batch);
    }
    void appendChat(std::size_t count)
    {
        std::vector<Arrival> batch(count);
        for (Arrival &arrival : batch) {
            arrival.channel = "chat";
            arrival.payload = "0";
        }
        LogFixture::append(batch);
    }
    void show(quint64 number)
    {
        page.showEntry(number, shownPayload(journal.at(std::size_t(number - 1))));
    }
    QString text() { return page.findChild<QPlainTextEdit *>()->toPlainText(); }
    QString words() { return page.findChild<QLabel *>(QStringLiteral("diffLabel"))->text(); }
};

} // namespace

/** What changed since the publication before, or since a marked one. */
class TestDiffPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesWithTheOneBefore();
    void comparesWithAMarkedOne();
    void saysWhenThereIsNone();
    void looksFartherBackInTheBackground();
    void hostileTextIsHarmless();
    void comparesMegabytesInTheBackground();
};

void TestDiffPage::comparesWithTheOneBefore()
{
    DiffFixture fixture;
    fixture.append("news", "{\"a\":1}");
    fixture.append("chat", "{\"a\":7}");
    fixture.append("news", "{\"a\":2,\"b\":true}");
    fixture.show(3);
    QCOMPARE(fixture.text(), QStringLiteral("data.a\n\u2212 1\n+ 2\ndata.b\n+ true"));
    QCOMPARE(fixture.words(), QStringLiteral("From #1: 1 changed, 1 added, 0 removed."));
    const auto *view = fixture.page.findChild<QPlainTextEdit *>();
    QVERIFY(view->extraSelections().size() >= 5);
}

void TestDiffPage::comparesWithAMarkedOne()
{
    DiffFixture fixture;
    fixture.append("news", "{\"a\":1}");
    fixture.append("chat", "oh\nno");
    fixture.append("news", "{\"a\":1}");
    fixture.log.marks().setMark(2, QStringLiteral("odd"));
    fixture.show(3);
    QCOMPARE(fixture.words(), QStringLiteral("The same as #1, byte by byte."));
    auto *box = fixture.page.findChild<QComboBox *>();
    QCOMPARE(box->count(), 2);
    QVERIFY(box->itemText(1).contains(QLatin1String("odd")));
    box->setCurrentIndex(1);
    Q_EMIT box->activated(1);
    QCOMPARE(fixture.text(), QStringLiteral("\u2212 oh\n\u2212 no\n+ {\"a\":1}"));
    fixture.log.marks().clear();
    QCOMPARE(fixture.words(), QStringLiteral("The same as #1, byte by byte."));
}

void TestDiffPage::saysWhenThereIsNone()
{
    DiffFixture fixture;
    fixture.append("chat", "1");
    fixture.append("news", "1");
    fixture.show(2);
    QCOMPARE(fixture.text(), QString());
    QCOMPARE(fixture.words(), QStringLiteral("There is no publication of this channel before it."));
}

void TestDiffPage::looksFartherBackInTheBackground()
{
    DiffFixture fixture;
    fixture.append("news", "1");
    fixture.append("news", "2");
    fixture.appendChat(600);
    fixture.append("news", "3");
    fixture.show(603);
    QCOMPARE(fixture.words(), QStringLiteral("Searching for the previous one…"));
    QTRY_COMPARE(fixture.text(), QStringLiteral("data\n\u2212 2\n+ 3"));
    fixture.append("odd", "3");
    fixture.show(604);
    QTRY_COMPARE(fixture.words(),
                 QStringLiteral("There is no publication of this channel before it."));
    fixture.appendChat(20'000);
    fixture.append("odd", "4");
    fixture.show(20'605);
    QTRY_COMPARE(fixture.words(),
                 QStringLiteral("There is no publication of this channel among the 20,000 entries "
                                "before it."));
}

void TestDiffPage::hostileTextIsHarmless()
{
    DiffFixture fixture;
    fixture.append("news", "{\"a\":\"x\"}");
    fixture.append("news", "{\"a\":\"\u202e<b>\"}");
    fixture.show(2);
    QVERIFY(fixture.text().contains(QLatin1String("\\u202e<b>")));
}

void TestDiffPage::comparesMegabytesInTheBackground()
{
    DiffFixture fixture;
    const std::string huge(5'000'000, 'x');
    fixture.append("news", "{\"t\":\"" + huge + "\",\"a\":1}");
    fixture.append("news", "{\"t\":\"" + huge + "\",\"a\":2}");
    QElapsedTimer timer;
    timer.start();
    fixture.show(2);
    QVERIFY2(timer.elapsed() < 300, QByteArray::number(timer.elapsed()));
    QTRY_COMPARE(fixture.text(), QStringLiteral("data.a\n\u2212 1\n+ 2"));
}

REALTIME_TEST(TestDiffPage, QApplication)
#include "tst_diffpage.moc"
