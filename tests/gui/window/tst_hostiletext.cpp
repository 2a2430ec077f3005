// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "hostileserver.h"
#include "windowfixture.h"

#include "gui/widgets/labeltext.h"
#include "support/testprogram.h"
#include "text/hiddencharacter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace {

constexpr qsizetype MuchText = 64 * 1024;
/** Of a label or a tool tip, with what we add; what is escaped gets longer. */
constexpr qsizetype LongestShown = 8000;
constexpr int SmallestWidth = 900;

QByteArray repeated(const QByteArray &text)
{
    return text.repeated(int(MuchText / text.size() + 1)).first(MuchText);
}

/** The zero-width space is ours: it lets a long word break. */
bool isHarmless(const QString &text)
{
    return text.size() <= LongestShown
        && std::none_of(text.cbegin(), text.cend(), [](QChar character) {
               return character != QChar(0x200b) && Text::isHiddenCharacter(character.unicode());
           });
}

/** Markup only where it is ours and everything inside is escaped. */
bool isPlainTip(const QString &tip)
{
    const QString inside = tip.mid(6, tip.size() - 13);
    return isHarmless(tip) && !inside.contains(u'<')
        && (!tip.contains(u'<')
            || (tip.startsWith(QLatin1String("<span>")) && tip.endsWith(QLatin1String("</span>"))));
}

} // namespace

/** What a server says is plain text of a bearable length, wherever it is shown. */
class TestHostileText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsAreBounded();
    void reasonsArePlainAndBounded_data();
    void reasonsArePlainAndBounded();

private:
    void verifyWindow(WindowFixture &fixture);
    void verifyModel(const QAbstractItemModel *model, const QModelIndex &parent = {});
    void verifyDetails(WindowFixture &fixture);
};

void TestHostileText::labelsAreBounded()
{
    QLabel label;
    const QString text(3000, u'x');
    showPlain(&label, text);
    QVERIFY2(label.text().endsWith(
                 QStringLiteral("\u2026 (%1 more characters)").arg(groupedNumber(2000))),
             qPrintable(label.text().right(60)));
    showPlain(&label, text.left(1000));
    QCOMPARE(label.text(), text.left(1000));
    label.setWordWrap(true);
    showWrapped(&label, text.left(400));
    QVERIFY(label.minimumSizeHint().width() < 600);
    QCOMPARE(label.text().remove(QChar(0x200b)), text.left(400));
}

void TestHostileText::reasonsArePlainAndBounded_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("markup") << QByteArray("<b>x</b><img src=file:///etc/hostname><a href=x>&amp;");
    QTest::newRow("lines") << QByteArray("a\nb\r\nc\td\u2028e");
    QTest::newRow("directions") << QByteArray("a\u202e\u2066b\u200f\u200b\u001b[31mc");
    QTest::newRow("64 KB of all") << repeated("<b>x</b>\n\u202e<img src=file:///etc/hostname> ");
    QTest::newRow("64 KB in one word") << repeated("x");
}

void TestHostileText::reasonsArePlainAndBounded()
{
    QFETCH(const QByteArray, words);
    HostileServer server(words);
    WindowFixture fixture;
    ConnectionSettings connection;
    connection.source = ConnectionSettings::Source::Environment;
    connection.webSocketUrl = server.url();
    connection.tokenHmacSecret = Secret("secret");
    const QString own = QString::fromUtf8(words).left(200);
    fixture.controller().addChannel(QStringLiteral("ok"));
    fixture.controller().addChannel(own);
    fixture.controller().setUser(own);
    fixture.controller().setConnection(connection);
    QTRY_VERIFY(fixture.isLive());
    QTRY_VERIFY(fixture.isSubscribed(own));
    verifyWindow(fixture);

    fixture.controller().addChannel(QStringLiteral("refused"));
    QTRY_COMPARE(fixture.controller().notices().current().topic, Notice::Topic::Channel);
    QVERIFY(fixture.find<QWidget>("errorCard")->isVisible());
    verifyWindow(fixture);

    server.publish("ok", words);
    server.unsubscribe("ok");
    QTRY_COMPARE(fixture.controller().notices().current().channel, QStringLiteral("ok"));
    QCOMPARE(fixture.controller().journal().counters().publications, quint64(1));
    verifyWindow(fixture);

    server.disconnectClient();
    QTRY_COMPARE(fixture.controller().status().state, SessionState::Refused);
    QVERIFY(!fixture.find<QWidget>("statusDot")->toolTip().isEmpty());
    verifyWindow(fixture);
    verifyDetails(fixture);
}

void TestHostileText::verifyWindow(WindowFixture &fixture)
{
    QList<QWidget *> widgets = fixture.window().findChildren<QWidget *>();
    widgets += &fixture.window();
    for (const QWidget *widget : std::as_const(widgets)) {
        const QByteArray name = widget->objectName().toUtf8();
        if (name != "filterEdit") { // its tip is of the form, in several lines
            QVERIFY2(isPlainTip(widget->toolTip()), name);
        }
        QVERIFY2(isHarmless(widget->accessibleName()), name);
        QVERIFY2(isHarmless(widget->windowTitle()), name);
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            QVERIFY2(label->textFormat() == Qt::PlainText, name);
            QVERIFY2(isHarmless(label->text()), name);
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            QVERIFY2(isHarmless(button->text()), name);
        }
    }
    QVERIFY2(fixture.window().minimumSizeHint().width() <= SmallestWidth,
             QByteArray::number(fixture.window().minimumSizeHint().width()));
    const QAbstractItemModel *channels = fixture.find<QTreeView>("channelView")->model();
    verifyModel(channels);
    verifyModel(channels, channels->index(0, 0));
    verifyModel(fixture.find<QTableView>("logView")->model());
}

void TestHostileText::verifyModel(const QAbstractItemModel *model, const QModelIndex &parent)
{
    for (int row = 0; row < model->rowCount(parent); ++row) {
        for (int column = 0; column < model->columnCount(parent); ++column) {
            const QModelIndex index = model->index(row, column, parent);
            for (const int role : {Qt::DisplayRole, Qt::AccessibleTextRole}) {
                const QString text = index.data(role).toString();
                QVERIFY2(isHarmless(text), qPrintable(text));
            }
            const QString tip = index.data(Qt::ToolTipRole).toString();
            QVERIFY2(isPlainTip(tip), qPrintable(tip));
        }
    }
}

void TestHostileText::verifyDetails(WindowFixture &fixture)
{
    auto *log = fixture.find<QTableView>("logView");
    for (int row = 0; row < log->model()->rowCount(); ++row) {
        log->selectRow(row);
        verifyWindow(fixture);
        for (const char *view : {"formattedView", "rawView", "metadataView"}) {
            const QString text = fixture.find<QPlainTextEdit>(view)->toPlainText();
            QVERIFY(text.size() <= MuchText * 6); // each byte may become an escape
            QVERIFY2(std::none_of(text.cbegin(), text.cend(),
                                  [](QChar character) {
                                      return character != u'\n'
                                          && Text::isHiddenCharacter(character.unicode());
                                  }),
                     view);
        }
    }
}

REALTIME_TEST(TestHostileText, QApplication)
#include "tst_hostiletext.moc"
