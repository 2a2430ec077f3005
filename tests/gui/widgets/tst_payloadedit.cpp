// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/payloadedit.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

namespace {

const QString Bidi = QStringLiteral("a\u202eb\u200dc");
const QString Tag = QStringLiteral("\U000E0041"); // two code units

} // namespace

/** The publish editor: what is hidden shows, and stays what it is. */
class TestPayloadEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pastedItIsShown_data();
    void pastedItIsShown();
    void typedItIsShown();
    void setItIsShown();
    void theWidthIsThatOfTheEscape();
    void undoTakesItBack();
    void whatIsTypedNextIsOrdinary();
    void copiesWhatItStandsFor();
    void findsPlacesBehindIt();
    void aLargeTextStaysExact_data();
    void aLargeTextStaysExact();
    void aLargeTextComesInParts();
    void aLineEndWithinABrokenLine();
    void undoTakesALargeTextBack();

private:
    void paste(const QString &text)
    {
        QApplication::clipboard()->setText(text);
        m_edit->paste();
    }
    qsizetype objects() const
    {
        return m_edit->document()->toRawText().count(QChar::ObjectReplacementCharacter);
    }

    std::unique_ptr<PayloadEdit> m_edit;
};

void TestPayloadEdit::init()
{
    m_edit = std::make_unique<PayloadEdit>();
    m_edit->resize(600, 200);
    m_edit->show();
}

void TestPayloadEdit::pastedItIsShown_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("hidden");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, int hidden) {
        QTest::newRow(name) << text << hidden << text;
    };
    row("nothing hidden", QStringLiteral("{\"gr\u00fc\u00dfe\":\n\t1}"), 0);
    row("bidirectional and zero width", Bidi, 2);
    row("two code units", QStringLiteral("x") + Tag, 1);
    row("line and paragraph separator", QStringLiteral("a\u2028b\u2029c"), 2);
    row("no-break space", QStringLiteral("a\u00a0b"), 0);
    row("an object's own character", QStringLiteral("a\ufffcb"), 0);
    row("a control character", QStringLiteral("a\u0001b"), 1);
    row("an emoji in one", QStringLiteral("\U0001F468\u200d\U0001F469"), 1);
    QTest::newRow("lines of another system")
        << QStringLiteral("a\r\nb") << 0 << QStringLiteral("a\nb");
}

void TestPayloadEdit::pastedItIsShown()
{
    QFETCH(const QString, text);
    QFETCH(const int, hidden);
    QFETCH(const QString, expected);
    paste(text);
    QCOMPARE(m_edit->text(), expected);
    const auto own = text.count(QChar::ObjectReplacementCharacter);
    QCOMPARE(objects(), hidden + own);
    QVERIFY(hidden == 0 || !m_edit->toPlainText().contains(QChar(0x202e)));
}

void TestPayloadEdit::typedItIsShown()
{
    QTest::keyClicks(m_edit.get(), QStringLiteral("ab"));
    m_edit->insertPlainText(QStringLiteral("\u202e"));
    QTest::keyClicks(m_edit.get(), QStringLiteral("c"));
    QCOMPARE(m_edit->text(), QStringLiteral("ab\u202ec"));
    QCOMPARE(objects(), 1);
}

void TestPayloadEdit::setItIsShown()
{
    m_edit->setPlainText(Bidi);
    QCOMPARE(m_edit->text(), Bidi);
    QCOMPARE(objects(), 2);
    m_edit->setPlainText(QStringLiteral("{}"));
    QCOMPARE(m_edit->text(), QStringLiteral("{}"));
    QCOMPARE(objects(), 0);
}

/** So there is something to see. */
void TestPayloadEdit::theWidthIsThatOfTheEscape()
{
    paste(QStringLiteral("\u202e"));
    m_edit->moveCursor(QTextCursor::Start);
    const int start = m_edit->cursorRect().left();
    m_edit->moveCursor(QTextCursor::End);
    const int width = m_edit->cursorRect().left() - start;
    QCOMPARE(width, m_edit->fontMetrics().horizontalAdvance(QStringLiteral("\\u202e")));
}

void TestPayloadEdit::undoTakesItBack()
{
    QTest::keyClicks(m_edit.get(), QStringLiteral("x"));
    paste(Bidi);
    m_edit->undo();
    QCOMPARE(m_edit->text(), QStringLiteral("x"));
    m_edit->redo();
    QCOMPARE(m_edit->text(), QStringLiteral("x") + Bidi);
}

void TestPayloadEdit::whatIsTypedNextIsOrdinary()
{
    paste(QStringLiteral("\u202e"));
    QTest::keyClicks(m_edit.get(), QStringLiteral("y"));
    m_edit->insertPlainText(QString(QChar::ObjectReplacementCharacter));
    QCOMPARE(m_edit->text(), QStringLiteral("\u202ey\ufffc"));
}

void TestPayloadEdit::copiesWhatItStandsFor()
{
    paste(Bidi + u'\n' + Tag);
    m_edit->selectAll();
    m_edit->copy();
    QCOMPARE(QApplication::clipboard()->text(), Bidi + u'\n' + Tag);
    m_edit->cut();
    QCOMPARE(m_edit->text(), QString());
    m_edit->paste();
    QCOMPARE(m_edit->text(), Bidi + u'\n' + Tag);
}

void TestPayloadEdit::findsPlacesBehindIt()
{
    paste(QStringLiteral("\u00fc") + Tag + QStringLiteral("\u202ez"));
    QCOMPARE(m_edit->positionOf(0), 0);
    QCOMPARE(m_edit->positionOf(2), 1); // of two bytes
    QCOMPARE(m_edit->positionOf(6), 2); // of four
    QCOMPARE(m_edit->positionOf(9), 3);
    QCOMPARE(m_edit->positionOf(10), 4);
}

void TestPayloadEdit::aLargeTextStaysExact_data()
{
    QTest::addColumn<QString>("text");
    const qsizetype size = PayloadEdit::Large * 2;
    QTest::newRow("one line") << QString(size, u'x');
    QTest::newRow("pairs") << QStringLiteral("y") + Tag.repeated(20)
            + QStringLiteral("\U0001F600").repeated(size / 2);
    QTest::newRow("many lines") << QStringLiteral("{\"a\": 1},\n").repeated(size / 10);
    QTest::newRow("hidden ones") << QStringLiteral("abcdefghi\u202e").repeated(size / 10);
    QTest::newRow("line ends where lines are broken")
        << (QString(8000, u'x') + QStringLiteral("\n")).repeated(size / 8000);
}

void TestPayloadEdit::aLargeTextStaysExact()
{
    QFETCH(const QString, text);
    paste(text);
    QTRY_VERIFY(!m_edit->isInserting());
    QVERIFY(m_edit->isLarge());
    QVERIFY(m_edit->text() == text);
    m_edit->selectAll();
    m_edit->copy();
    QVERIFY(QApplication::clipboard()->text() == text);
    const qsizetype bytes = text.toUtf8().size();
    QCOMPARE(m_edit->positionOf(bytes), m_edit->document()->characterCount() - 1);
    int longest = 0;
    for (QTextBlock block = m_edit->document()->begin(); block.isValid(); block = block.next()) {
        longest = std::max(longest, block.length());
        QVERIFY(block.layout()->formats().isEmpty()); // no colours
    }
    QVERIFY2(longest < 10'000, qPrintable(QString::number(longest)));
}

/** So that the window does not stand still; what is typed meanwhile would be in the midst of it. */
void TestPayloadEdit::aLargeTextComesInParts()
{
    const QString text(5'000'000, u'x');
    paste(text);
    QVERIFY(m_edit->isInserting());
    QVERIFY(m_edit->isReadOnly());
    QVERIFY(m_edit->document()->characterCount() < text.size());
    QTRY_VERIFY(!m_edit->isInserting());
    QVERIFY(!m_edit->isReadOnly());
    QVERIFY(m_edit->textCursor().atEnd());
    QVERIFY(m_edit->text() == text);
    m_edit->setText(QStringLiteral("small"));
    QCOMPARE(m_edit->text(), QStringLiteral("small"));
    QVERIFY(!m_edit->isLarge());
}

void TestPayloadEdit::aLineEndWithinABrokenLine()
{
    QString text(PayloadEdit::Large * 2, u'x');
    paste(text);
    QTRY_VERIFY(!m_edit->isInserting());
    const QTextBlock second = m_edit->document()->begin().next();
    QTextCursor cursor(second);
    m_edit->setTextCursor(cursor);
    const qsizetype before = m_edit->document()->begin().length() - 2; // object and break
    QTest::keyClick(m_edit.get(), Qt::Key_Return);
    QVERIFY(m_edit->text() == text.left(before) + u'\n' + text.mid(before));
    QTest::keyClick(m_edit.get(), Qt::Key_Backspace);
    QVERIFY(m_edit->text() == text);
}

void TestPayloadEdit::undoTakesALargeTextBack()
{
    const QString text(PayloadEdit::Large * 2, u'x');
    QTest::keyClicks(m_edit.get(), QStringLiteral("a"));
    paste(text);
    QTRY_VERIFY(!m_edit->isInserting());
    m_edit->undo();
    QCOMPARE(m_edit->text(), QStringLiteral("a"));
    m_edit->redo();
    QVERIFY(m_edit->text() == u'a' + text);
}

REALTIME_TEST(TestPayloadEdit, QApplication)
#include "tst_payloadedit.moc"
