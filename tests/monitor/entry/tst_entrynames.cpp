// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/entry/entry.h"
#include "monitor/entry/entrynames.h"
#include "monitor/entry/entrytext.h"
#include "support/testprogram.h"

#include <QTest>

/** A filter asks for the words that the log shows. */
class TestEntryNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kindsAreThoseOfTheLog();
    void statesAreThoseOfTheLog();
};

namespace {

QString text(std::string_view words)
{
    return QString::fromUtf8(words.data(), qsizetype(words.size()));
}

} // namespace

void TestEntryNames::kindsAreThoseOfTheLog()
{
    for (int kind = 0; kind < 256; ++kind) {
        for (const int flags : {0, int(Recovered), int(Fetched), int(Backlog)}) {
            Entry entry;
            entry.kind = EntryKind(kind);
            entry.flags = std::uint8_t(flags);
            QCOMPARE(text(kindName(entry).label), kindText(entry));
        }
    }
}

void TestEntryNames::statesAreThoseOfTheLog()
{
    for (const EntryKind kind :
         {EntryKind::Connection, EntryKind::Subscription, EntryKind::Error}) {
        for (int state = 0; state < 256; ++state) {
            Entry entry;
            entry.kind = kind;
            entry.packedState = std::uint8_t(state);
            entry.payload = "why";
            entry.packedCode = 3001;
            std::string line;
            setStateLine(line, entry);
            const bool isState = !stateName(entry).label.empty();
            QCOMPARE(text(line), isState ? summaryText(entry) : QString());
        }
    }
    QCOMPARE(stateName(Entry()).label, std::string_view());
}

REALTIME_TEST(TestEntryNames, QCoreApplication)
#include "tst_entrynames.moc"
