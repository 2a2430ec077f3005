// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include "gui/channels/channeldelegate.h"
#include "gui/channels/channelmodel.h"
#include "gui/channels/shownchannels.h"
#include "gui/widgets/theme.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace {

QStringList numbered(const QString &prefix, int count)
{
    QStringList names;
    for (int i = 1; i <= count; ++i) {
        names += prefix + QString::number(i);
    }
    return names;
}

} // namespace

/** What the list of channels shows, and what can be done with one. */
class TestChannelPane : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheColorOfAChannel();
    void staysPlainWithFewChannels();
    void groupsNamespaces();
    void canBeWithoutGroups();
    void searches();
    void sortsByName();
    void sortsByRateAndLastMessage();
    void holdsTheOrderUnderThePointer();
    void collectsRefusedChannels();
    void retriesAll();
    void showsOnlyOneInTheLog();
    void copiesTheName();
    void publishesHere();
    void everyActionOfTheMenuHasALetter();
    void goesToTheNextWhenOneIsRemoved();
    void keepsTheSelectionWhenRowsMove();
    void saysHowLongAgo_data();
    void saysHowLongAgo();

private:
    bool hasColor(int row, const QColor &color);
    QAbstractItemModel *model() { return list()->model(); }
    /** Of the rows below an index, by default of the first watcher. */
    QStringList names(const QModelIndex &parent = {});
    QModelIndex row(const QString &name, const QModelIndex &parent = {});
    void doubleClick(int row);
    void sort(const char *action) { m_fixture->find<QAction>(action)->trigger(); }
};

bool TestChannelPane::hasColor(int row, const QColor &color)
{
    const QImage image = list()->viewport()->grab(list()->visualRect(channel(row))).toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color) {
                return true;
            }
        }
    }
    return false;
}

QStringList TestChannelPane::names(const QModelIndex &parent)
{
    const QModelIndex above = parent.isValid() ? parent : model()->index(0, 0);
    QStringList names;
    for (int row = 0; row < model()->rowCount(above); ++row) {
        names += model()->index(row, 0, above).data().toString();
    }
    return names;
}

QModelIndex TestChannelPane::row(const QString &name, const QModelIndex &parent)
{
    const QModelIndex above = parent.isValid() ? parent : model()->index(0, 0);
    return model()->index(int(names(above).indexOf(name)), 0, above);
}

void TestChannelPane::doubleClick(int row)
{
    const QPoint place = list()->visualRect(channel(row)).center();
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseRelease(list()->viewport(), Qt::LeftButton, {}, place);
}

void TestChannelPane::showsTheColorOfAChannel()
{
    connectWindow({QStringLiteral("news"), QStringLiteral("chat")});
    NameColors &colors = m_fixture->controller().log().channelColors();
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        m_fixture->theme().setAppearance(appearance);
        const bool isDark = m_fixture->theme().isDark();
        const QColor news = colors.colorOf(QStringLiteral("news"), isDark);
        const QColor chat = colors.colorOf(QStringLiteral("chat"), isDark);
        QVERIFY(hasColor(0, news));
        QVERIFY(!hasColor(0, chat));
        QVERIFY(hasColor(1, chat));
    }
}

void TestChannelPane::staysPlainWithFewChannels()
{
    const QStringList few = numbered(QStringLiteral("plain:"), ChannelArrangement::GroupedFrom - 1);
    connectWindow(few);
    QTRY_COMPARE(names(), few);
    QVERIFY(m_fixture->find<QWidget>("searchRow")->isHidden());
    QVERIFY(!list()->rootIsDecorated());
}

void TestChannelPane::groupsNamespaces()
{
    const QAbstractItemModelTester tester(model());
    connectWindow(numbered(QStringLiteral("plain:"), 8) + numbered(QStringLiteral("history:"), 1)
                  + QStringList{QStringLiteral("news")});
    // A namespace with one channel is no group.
    QTRY_COMPARE(names(),
                 (QStringList{QStringLiteral("plain:"), QStringLiteral("history:1"),
                              QStringLiteral("news")}));
    const QModelIndex group = row(QStringLiteral("plain:"));
    QCOMPARE(names(group), numbered({}, 8));
    QVERIFY(list()->isExpanded(group));
    QVERIFY(list()->rootIsDecorated());
    QCOMPARE(group.data(ShownChannels::GroupRole).toInt(), 8);
    QCOMPARE(group.data(Qt::AccessibleTextRole).toString(), QStringLiteral("plain: channels: 8"));
    // The whole name is in the tool tip.
    QVERIFY(model()
                ->index(0, 0, group)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("plain:1")));
    // What is closed stays closed.
    list()->collapse(group);
    m_fixture->controller().addChannel(QStringLiteral("plain:9"));
    QTRY_COMPARE(names(row(QStringLiteral("plain:"))).size(), 9);
    QVERIFY(!list()->isExpanded(row(QStringLiteral("plain:"))));
}

void TestChannelPane::canBeWithoutGroups()
{
    const QStringList channels = numbered(QStringLiteral("plain:"), 10);
    connectWindow(channels);
    QTRY_COMPARE(names(), QStringList{QStringLiteral("plain:")});
    m_fixture->find<QAction>("groupAction")->setChecked(false);
    QCOMPARE(names(), channels);
    QVERIFY(!list()->rootIsDecorated());
}

void TestChannelPane::searches()
{
    connectWindow(numbered(QStringLiteral("plain:"), 12));
    QTRY_VERIFY(!m_fixture->find<QWidget>("searchRow")->isHidden());
    auto *search = m_fixture->find<QLineEdit>("channelSearchEdit");
    search->setText(QStringLiteral("PLAIN:1"));
    const QModelIndex group = row(QStringLiteral("plain:"));
    QCOMPARE(names(group),
             (QStringList{QStringLiteral("1"), QStringLiteral("10"), QStringLiteral("11"),
                          QStringLiteral("12")}));
    QVERIFY(list()->isExpanded(group));
    search->setText(QStringLiteral("nothing"));
    QCOMPARE(names(), QStringList());
    QVERIFY(!m_fixture->find<QWidget>("searchRow")->isHidden()); // else it could not be undone
    search->clear();
    QCOMPARE(names(row(QStringLiteral("plain:"))).size(), 12);
}

void TestChannelPane::sortsByName()
{
    connectWindow({QStringLiteral("room-10"), QStringLiteral("room-9"), QStringLiteral("Alpha"),
                   QStringLiteral("beta")});
    sort("sortNameAction");
    QCOMPARE(names(),
             (QStringList{QStringLiteral("Alpha"), QStringLiteral("beta"), QStringLiteral("room-9"),
                          QStringLiteral("room-10")}));
    sort("sortAddedAction");
    QCOMPARE(names().constFirst(), QStringLiteral("room-10"));
}

void TestChannelPane::sortsByRateAndLastMessage()
{
    const QStringList added{QStringLiteral("plain:a"), QStringLiteral("plain:b"),
                            QStringLiteral("plain:c")};
    connectWindow(added);
    publish(QStringLiteral("plain:c"), 5);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 5, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        row(QStringLiteral("plain:c")).data(ChannelModel::RateRole).toDouble() > 0, Patience);
    sort("sortRateAction");
    QCOMPARE(names(),
             (QStringList{QStringLiteral("plain:c"), QStringLiteral("plain:a"),
                          QStringLiteral("plain:b")}));
    sort("sortLastAction");
    QCOMPARE(names().constFirst(), QStringLiteral("plain:c"));
    publish(QStringLiteral("plain:b"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(names().constFirst(), QStringLiteral("plain:b"), Patience);
    QCOMPARE(names().at(1), QStringLiteral("plain:c"));
}

void TestChannelPane::holdsTheOrderUnderThePointer()
{
    connectWindow({QStringLiteral("plain:a"), QStringLiteral("plain:b")});
    sort("sortLastAction");
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QApplication::sendEvent(list()->viewport(), &enter);
    publish(QStringLiteral("plain:b"), 1);
    QTRY_VERIFY_WITH_TIMEOUT(
        row(QStringLiteral("plain:b")).data(ChannelModel::SilenceRole).toInt() > 2, Patience);
    QCOMPARE(names().constFirst(), QStringLiteral("plain:a"));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(list()->viewport(), &leave);
    QTRY_COMPARE_WITH_TIMEOUT(names().constFirst(), QStringLiteral("plain:b"), Patience);
}

void TestChannelPane::collectsRefusedChannels()
{
    connectWindow(numbered(QStringLiteral("plain:"), 8) + numbered(QStringLiteral("closed:"), 3));
    QTRY_COMPARE(names(), (QStringList{QStringLiteral("plain:"), QStringLiteral("Refused")}));
    const QModelIndex refused = row(QStringLiteral("Refused"));
    QCOMPARE(names(refused), numbered(QStringLiteral("closed:"), 3));
    QVERIFY(!list()->isExpanded(refused));
    m_fixture->find<QLineEdit>("channelSearchEdit")->setText(QStringLiteral("closed"));
    QVERIFY(list()->isExpanded(row(QStringLiteral("Refused"))));
    m_fixture->find<QLineEdit>("channelSearchEdit")->clear();
    QVERIFY(!list()->isExpanded(row(QStringLiteral("Refused"))));
}

void TestChannelPane::retriesAll()
{
    connectWindow({QStringLiteral("plain:a"), QStringLiteral("plain:b")});
    QVERIFY(m_fixture->find<QWidget>("refusedRow")->isHidden());
    for (const QString &name : {QStringLiteral("plain:a"), QStringLiteral("plain:b")}) {
        m_server->call(QStringLiteral("unsubscribe"),
                       R"({"user":"alice","channel":")" + name.toUtf8() + "\"}");
    }
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->find<QWidget>("refusedRow")->isHidden(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->labelText("refusedLabel"),
                              QStringLiteral("Not subscribed: 2"), Patience);
    m_fixture->find<QToolButton>("retryAllButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QVERIFY(m_fixture->find<QWidget>("refusedRow")->isHidden());
}

void TestChannelPane::showsOnlyOneInTheLog()
{
    connectWindow({QStringLiteral("plain:a"), QStringLiteral("plain:b")});
    publish(QStringLiteral("plain:a"), 2);
    publish(QStringLiteral("plain:b"), 3);
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 5, Patience);
    list()->setFocus();
    list()->setCurrentIndex(channel(1));
    QTest::keyClick(list(), Qt::Key_Return);
    QTRY_COMPARE(countOfKind("publication"), 3);
    doubleClick(0);
    QTRY_COMPARE(countOfKind("publication"), 2);
    doubleClick(0);
    QTRY_COMPARE(countOfKind("publication"), 5);
    QVERIFY(m_fixture->controller().log().filterText().isEmpty());
    menuAction("onlyChannelAction", 1)->trigger();
    QTRY_COMPARE(countOfKind("publication"), 3);
    QCOMPARE(menuAction("onlyChannelAction", 1)->text(),
             QStringLiteral("Show a&ll channels in the log"));
}

void TestChannelPane::copiesTheName()
{
    connectWindow({QStringLiteral("plain:a"), QStringLiteral("plain:b")});
    list()->setFocus();
    list()->setCurrentIndex(channel(1));
    QTest::keySequence(list(), QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("plain:b"));
    menuAction("copyChannelAction", 0)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("plain:a"));
}

void TestChannelPane::publishesHere()
{
    connectWindow({QStringLiteral("plain:a"), QStringLiteral("plain:b")});
    menuAction("publishHereAction", 1)->trigger();
    QCOMPARE(m_fixture->find<QComboBox>("channelBox")->currentText(), QStringLiteral("plain:b"));
    QVERIFY(m_fixture->find<QWidget>("payloadEdit")->hasFocus());
}

/** So that all of them can be reached by key. */
void TestChannelPane::everyActionOfTheMenuHasALetter()
{
    connectWindow({QStringLiteral("plain:a")});
    QStringList letters;
    for (const QAction *action : openMenu()->actions()) {
        const auto mark = action->text().indexOf(u'&');
        if (!action->isSeparator()) {
            QVERIFY2(mark >= 0, qPrintable(action->text()));
            letters += action->text().mid(mark + 1, 1).toLower();
        }
    }
    QCOMPARE(letters.size(), 9);
    QCOMPARE(letters.removeDuplicates(), 0);
}

void TestChannelPane::goesToTheNextWhenOneIsRemoved()
{
    connectWindow(
        {QStringLiteral("plain:a"), QStringLiteral("plain:b"), QStringLiteral("plain:c")});
    list()->setFocus();
    list()->setCurrentIndex(channel(1));
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(names(), (QStringList{QStringLiteral("plain:a"), QStringLiteral("plain:c")}));
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("plain:c"));
    QVERIFY(m_fixture->find<QToolButton>("removeButton")->isEnabled());
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(names(), QStringList{QStringLiteral("plain:a")});
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("plain:a"));
}

void TestChannelPane::keepsTheSelectionWhenRowsMove()
{
    connectWindow({QStringLiteral("plain:b"), QStringLiteral("plain:a")});
    list()->setCurrentIndex(channel(0));
    sort("sortNameAction");
    QCOMPARE(list()->currentIndex().row(), 1);
    QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("plain:b"));
    QCOMPARE(list()->selectionModel()->selectedIndexes(), QModelIndexList{list()->currentIndex()});
}

void TestChannelPane::saysHowLongAgo_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("no message yet") << qint64(-1) << "0/s";
    QTest::newRow("just now") << qint64(0) << "0/s";
    QTest::newRow("seconds") << qint64(59) << "59 s ago";
    QTest::newRow("minutes") << qint64(61) << "1 min ago";
    QTest::newRow("hours") << qint64(7200) << "2 h ago";
    QTest::newRow("days") << qint64(200'000) << "2 d ago";
}

void TestChannelPane::saysHowLongAgo()
{
    QFETCH(const qint64, seconds);
    QFETCH(const QString, text);
    ChannelStatus status;
    status.state = ChannelState::Subscribed;
    QCOMPARE(channelMarks(status, {.silence = seconds}).constFirst().text, text);
    QCOMPARE(channelMarks(status, {.rate = 2, .silence = seconds}).constFirst().text,
             QStringLiteral("2/s"));
}

REALTIME_TEST(TestChannelPane, QApplication)
#include "tst_channelpane.moc"
