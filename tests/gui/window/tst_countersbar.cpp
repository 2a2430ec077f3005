// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "support/servertest.h"
#include "support/testprogram.h"
#include "windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>

namespace {

/** The numbers behind the words of "received 12 = shown 5 + waiting 0 + let go 7". */
QMap<QString, quint64> sums(const QString &text)
{
    static const QRegularExpression part(QStringLiteral("([a-z]+(?: [a-z]+)?) ([0-9,]+)"));
    QMap<QString, quint64> numbers;
    for (auto match = part.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        numbers.insert(found.captured(1), found.captured(2).remove(QLatin1Char(',')).toULongLong());
    }
    return numbers;
}

/** What is wrong with them; empty when they add up. */
QString faultOf(const QString &text, int rows)
{
    const QMap<QString, quint64> numbers = sums(text);
    const QString received = QStringLiteral("received");
    quint64 sum = 0;
    for (auto number = numbers.cbegin(); number != numbers.cend(); ++number) {
        sum += number.key() == received ? 0 : number.value();
    }
    const bool isRight =
        numbers.value(received) == sum && numbers.value(QStringLiteral("shown")) == quint64(rows);
    return isRight ? QString() : QStringLiteral("%1, %2 rows").arg(text).arg(rows);
}

} // namespace

/** The sums in the status bar under real traffic, looked at while more comes. */
class TestCountersBar : public ServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void addsUpAtAnyTime_data();
    void addsUpAtAnyTime();
    void theRateIsThatOfASecond();
    void whatIsLostIsRed();
    void aMessageLargerThanTheLogIsLost();
};

void TestCountersBar::addsUpAtAnyTime_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("isPaused");
    QTest::addColumn<int>("limit");
    QTest::newRow("all rows") << "" << false << 100'000;
    QTest::newRow("a filter") << "even" << false << 100'000;
    QTest::newRow("paused") << "" << true << 100'000;
    QTest::newRow("paused, with a filter") << "even" << true << 100'000;
    QTest::newRow("at the limit") << "" << false << 300;
    QTest::newRow("at the limit, with a filter") << "even" << false << 300;
    QTest::newRow("at the limit, paused, with a filter") << "even" << true << 300;
}

/** Whoever asks for the bar to be painted anew gets a snapshot: also between two frames. */
void TestCountersBar::addsUpAtAnyTime()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, isPaused);
    QFETCH(const int, limit);
    JournalLimits limits;
    limits.entries = std::size_t(limit);
    WindowFixture fixture(limits);
    WindowController &controller = fixture.controller();
    controller.setUser(QStringLiteral("alice"));
    controller.addChannel(QStringLiteral("plain:sums"));
    controller.setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isLive());
    controller.log().setFilterText(filter);
    int looks = 0;
    QStringList faults;
    const auto look = [&] {
        Q_EMIT fixture.theme().changed();
        const QString fault =
            faultOf(fixture.labelText("countersLabel"), controller.journalModel()->rowCount());
        faults += fault.isEmpty() ? QStringList() : QStringList(fault);
        ++looks;
    };
    connect(&controller.feed(), &JournalFeed::entriesAppended, this, look);
    connect(&controller, &WindowController::entriesAppended, this, look);
    connect(&controller.log().model().matches(), &MatchList::progressed, this, look);

    QSignalSpy appended(&controller.feed(), &JournalFeed::entriesAppended);
    quint64 published = 0;
    for (int batch = 0; batch < 40; ++batch) {
        if (batch == 10) {
            controller.setPaused(isPaused);
        }
        if (batch == 20) { // what is there already is searched, too
            controller.log().setFilterText({});
            controller.log().setFilterText(filter);
        }
        QByteArrayList commands;
        for (int i = 0; i < 50; ++i) {
            const quint64 n = ++published;
            commands += R"({"publish":{"channel":"plain:sums","data":{"n":)" + QByteArray::number(n)
                + (n % 2 == 0 ? R"(,"is":"even")" : "") + "}}}";
        }
        m_server.call(QStringLiteral("batch"), R"({"commands":[)" + commands.join(',') + "]}");
        while (controller.journal().counters().publications < published) {
            QVERIFY(appended.wait());
        }
    }
    QCOMPARE(faults, QStringList());
    QVERIFY2(looks > 40, QByteArray::number(looks));

    controller.setPaused(false);
    const auto received = QStringLiteral("received");
    QTRY_COMPARE(sums(fixture.labelText("countersLabel")).value(received),
                 quint64(controller.journal().counters().appended));
    QCOMPARE(sums(fixture.labelText("countersLabel")).value(QStringLiteral("let go")),
             quint64(controller.journal().counters().trimmed));
    QCOMPARE(faultOf(fixture.labelText("countersLabel"), controller.journalModel()->rowCount()),
             QString());
}

void TestCountersBar::theRateIsThatOfASecond()
{
    WindowFixture fixture;
    WindowController &controller = fixture.controller();
    controller.setUser(QStringLiteral("alice"));
    controller.addChannel(QStringLiteral("plain:rate"));
    controller.setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isLive());
    QVERIFY(fixture.labelText("rateLabel").startsWith(QLatin1String("0/s")));
    QVERIFY(m_server.publish(QStringLiteral("plain:rate"), "1"));
    QTRY_VERIFY(fixture.labelText("rateLabel").startsWith(QLatin1String("1/s")));
    QTRY_VERIFY(fixture.labelText("rateLabel").startsWith(QLatin1String("0/s")));
}

void TestCountersBar::whatIsLostIsRed()
{
    WindowFixture fixture;
    WindowController &controller = fixture.controller();
    const auto color = [&fixture] {
        return fixture.find<QLabel>("lostLabel")->palette().color(QPalette::WindowText);
    };
    QCOMPARE(fixture.labelText("lostLabel"), QStringLiteral("lost 0"));
    QCOMPARE(color(), fixture.theme().color(Tone::Quiet));
    Arrival loss;
    loss.kind = EntryKind::Loss;
    loss.setCount(1234);
    dynamic_cast<Journal &>(controller.entries()).append({&loss, 1});
    Q_EMIT controller.feed().entriesAppended(1, 0);
    const Entry entry = entryOf(loss);
    Q_EMIT controller.feed().entriesArrived({&entry, 1});
    QTRY_COMPARE(fixture.labelText("lostLabel"),
                 QStringLiteral("lost %1").arg(QLocale().toString(1234)));
    QCOMPARE(color(), fixture.theme().color(Tone::Bad));
    fixture.theme().setAppearance(Appearance::Dark);
    QCOMPARE(color(), fixture.theme().color(Tone::Bad));
    fixture.trigger("clearAction");
    QTRY_COMPARE(fixture.labelText("lostLabel"), QStringLiteral("lost 0"));
    QCOMPARE(color(), fixture.theme().color(Tone::Quiet));
}

/** Nor does it prove that a publish arrived: the log does not show it. */
void TestCountersBar::aMessageLargerThanTheLogIsLost()
{
    JournalLimits limits;
    limits.bytes = 100'000;
    WindowFixture fixture(limits);
    WindowController &controller = fixture.controller();
    controller.setUser(QStringLiteral("alice"));
    controller.addChannel(QStringLiteral("plain:large"));
    controller.setConnection(serverConnection(m_server));
    QTRY_VERIFY(fixture.isLive());
    const QByteArray data = '"' + QByteArray(200'000, 'x') + '"';
    QVERIFY(m_server.publish(QStringLiteral("plain:large"), data));
    QTRY_COMPARE(fixture.labelText("lostLabel"), QStringLiteral("lost 1"));
    QCOMPARE(controller.journal().counters().publications, 0u);
    QVERIFY(m_server.publish(QStringLiteral("plain:large"), "1"));
    QTRY_COMPARE(controller.journal().counters().publications, 1u);
    QCOMPARE(fixture.labelText("lostLabel"), QStringLiteral("lost 1"));
}

REALTIME_TEST(TestCountersBar, QApplication)
#include "tst_countersbar.moc"
