// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/jsonruns.h"
#include "support/testprogram.h"

#include <QTest>

/** In which parts a row paints JSON. */
class TestJsonRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void beginsBehindAPrefix();
};

namespace {

/** The parts, with F, T or N and a bar before each. */
QString runsText(QStringView line, qsizetype begin = 0)
{
    QString text;
    qsizetype end = begin;
    for (const JsonRun &run : jsonRuns(line, begin)) {
        if (run.begin != end) {
            return QStringLiteral("a gap");
        }
        end += run.size;
        text += QStringLiteral("FTN").at(int(run.part));
        text += line.mid(run.begin, run.size);
        text += u'|';
    }
    return end == line.size() ? text : QStringLiteral("not all of it");
}

} // namespace

void TestJsonRuns::splits_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("runs");
    QTest::newRow("object") << QStringLiteral(R"({"a":"b","n":-1.5e3,"t":true})")
                            << QStringLiteral(R"(F{"a":|T"b"|F,"n":|N-1.5e3|F,"t":|Ntrue|F}|)");
    QTest::newRow("array") << QStringLiteral(R"([1, "x"])")
                           << QStringLiteral(R"(F[|N1|F, |T"x"|F]|)");
    QTest::newRow("space before the colon")
        << QStringLiteral(R"({"a" : 1})") << QStringLiteral(R"(F{"a" : |N1|F}|)");
    QTest::newRow("brackets and escapes in a string")
        << QStringLiteral(R"(["{\"a\":1}"])") << QStringLiteral(R"(F[|T"{\"a\":1}"|F]|)");
    QTest::newRow("cut in a string")
        << QStringLiteral("{\"a\":\"b\u2026") << QStringLiteral("F{\"a\":|T\"b\u2026|");
    QTest::newRow("cut in an escape") << QStringLiteral("[\"\\") << QStringLiteral("F[|T\"\\|");
    QTest::newRow("cut in a number")
        << QStringLiteral("[1\u2026") << QStringLiteral("F[|N1|F\u2026|");
    QTest::newRow("not JSON") << QStringLiteral("{oops") << QStringLiteral("F{|Noops|");
    QTest::newRow("nothing") << QString() << QString();
}

void TestJsonRuns::splits()
{
    QFETCH(const QString, line);
    QTEST(runsText(line), "runs");
}

void TestJsonRuns::beginsBehindAPrefix()
{
    QCOMPARE(runsText(u"fetched \u00b7 [1]", 10), QStringLiteral("F[|N1|F]|"));
}

REALTIME_TEST(TestJsonRuns, QCoreApplication)

#include "tst_jsonruns.moc"
