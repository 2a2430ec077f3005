// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include "gui/channels/channeloptionsdialog.h"
#include "support/testprogram.h"

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

namespace {

const QString Ticks = QStringLiteral("tagged:ticks");

QPushButton *okButton(const ChannelOptionsDialog &dialog)
{
    return findIn<QDialogButtonBox>(dialog, "buttonBox")->button(QDialogButtonBox::Ok);
}

} // namespace

/** How a channel is subscribed to, edited through the menu of the list. */
class TestChannelOptionsDialog : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsAndReturnsEverything();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void subscribesAnew();
    void forgetsThemWithTheChannel();
    void keepsItsPlaceInTheStream();
    void leavesTheServersChannelsAlone();

private:
    ChannelOptionsDialog *openDialog();
    void publishSide(const char *side);
};

void TestChannelOptionsDialog::init()
{
    m_server = std::make_unique<TestServer>();
    m_server->addNamespace(QStringLiteral("tagged"),
                           {{QStringLiteral("history_size"), 10},
                            {QStringLiteral("history_ttl"), QStringLiteral("300s")},
                            {QStringLiteral("force_recovery"), true},
                            {QStringLiteral("allow_tags_filter"), true},
                            {QStringLiteral("allow_subscribe_for_client"), true}});
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_fixture = std::make_unique<WindowFixture>();
}

ChannelOptionsDialog *TestChannelOptionsDialog::openDialog()
{
    triggerInMenu("channelOptionsAction");
    return m_fixture->find<ChannelOptionsDialog>("ChannelOptionsDialog");
}

void TestChannelOptionsDialog::publishSide(const char *side)
{
    m_server->call(QStringLiteral("publish"),
                   QByteArray(R"({"channel":"tagged:ticks","data":")") + side
                       + R"(","tags":{"side":")" + side + R"("}})");
}

void TestChannelOptionsDialog::showsAndReturnsEverything()
{
    const ChannelOptions options{QStringLiteral("a=1"), false, true, false, false};
    ChannelOptionsDialog dialog(QStringLiteral("ne\nws"), options);
    QVERIFY(!findIn<QLabel>(dialog, "introLabel")->text().contains(u'\n'));
    QSignalSpy chosen(&dialog, &ChannelOptionsDialog::chosen);
    okButton(dialog)->click();
    QCOMPARE(chosen.size(), 1);
    QVERIFY(chosen.constFirst().constFirst().value<ChannelOptions>() == options);
}

void TestChannelOptionsDialog::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("hasDelta");
    QTest::addColumn<QString>("words");
    QTest::newRow("a half-typed filter")
        << QStringLiteral("a=") << false << QStringLiteral("can't be compared with nothing");
    QTest::newRow("a filter with deltas")
        << QStringLiteral("a=1") << true << QStringLiteral("can't be used together");
    QTest::newRow("fine") << QStringLiteral("a=1") << false << QString();
}

void TestChannelOptionsDialog::saysWhatIsWrong()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, hasDelta);
    QFETCH(const QString, words);
    ChannelOptionsDialog dialog(QStringLiteral("news"), {});
    findIn<QLineEdit>(dialog, "filterEdit")->setText(filter);
    findIn<QCheckBox>(dialog, "deltaBox")->setChecked(hasDelta);
    const auto *fault = findIn<QLabel>(dialog, "faultLabel");
    QCOMPARE(okButton(dialog)->isEnabled(), words.isEmpty());
    QCOMPARE(fault->isVisibleTo(&dialog), !words.isEmpty());
    QVERIFY2(fault->text().contains(words), qPrintable(fault->text()));
}

void TestChannelOptionsDialog::subscribesAnew()
{
    connectWindow({Ticks});
    ChannelOptionsDialog *dialog = openDialog();
    findIn<QLineEdit>(*dialog, "filterEdit")->setText(QStringLiteral("side=sell"));
    okButton(*dialog)->click();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("subscription"), 4, Patience); // twice both states
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    publishSide("buy");
    publishSide("sell");
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 1, Patience);
    QVERIFY(m_fixture->column(JournalModel::Payload).contains(QStringLiteral("\"sell\"")));
    QVERIFY2(channelText().contains(QStringLiteral("options: --filter-tags side=sell")),
             qPrintable(channelText()));
    // It is what the dialog begins with the next time, and again everything without it.
    dialog = openDialog();
    QCOMPARE(findIn<QLineEdit>(*dialog, "filterEdit")->text(), QStringLiteral("side=sell"));
    findIn<QLineEdit>(*dialog, "filterEdit")->clear();
    okButton(*dialog)->click();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("subscription"), 6, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    publishSide("buy");
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 2, Patience);
}

/** A channel that is added again has no filter that nobody sees. */
void TestChannelOptionsDialog::forgetsThemWithTheChannel()
{
    connectWindow({Ticks});
    m_fixture->controller().session().setChannelOptions(
        Ticks, {QStringLiteral("side=sell"), false, false, true, true});
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("subscription"), 4, Patience);
    m_fixture->controller().removeChannel(Ticks);
    m_fixture->controller().addChannel(Ticks);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isSubscribed(Ticks), Patience);
    QVERIFY(!channelText().contains(QStringLiteral("options")));
    publishSide("buy");
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 1, Patience);
}

void TestChannelOptionsDialog::keepsItsPlaceInTheStream()
{
    connectWindow({Ticks});
    publishSide("buy");
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("publication"), 1, Patience);
    ChannelOptionsDialog *dialog = openDialog();
    findIn<QCheckBox>(*dialog, "joinLeaveBox")->setChecked(false);
    okButton(*dialog)->click();
    QTRY_COMPARE_WITH_TIMEOUT(countOfKind("no gap"), 1, Patience);
    QCOMPARE(countOfKind("publication"), 1);
}

void TestChannelOptionsDialog::leavesTheServersChannelsAlone()
{
    connectWindow({});
    m_server->call(QStringLiteral("subscribe"), R"({"user":"alice","channel":"tagged:ticks"})");
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(list()->rootIndex()), 1, Patience);
    const QAction *options = menuAction("channelOptionsAction");
    QVERIFY(!options->isEnabled());
    QVERIFY(options->toolTip().contains(QStringLiteral("with its own options")));
}

REALTIME_TEST(TestChannelOptionsDialog, QApplication)
#include "tst_channeloptionsdialog.moc"
