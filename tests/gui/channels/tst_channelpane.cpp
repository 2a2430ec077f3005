// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "channels/channeltest.h"

#include "gui/widgets/theme.h"
#include "support/testprogram.h"

#include <QApplication>

/** What the list of channels shows, and what can be done with one. */
class TestChannelPane : public ChannelTest
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheColorOfAChannel();

private:
    bool hasColor(int row, const QColor &color);
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

REALTIME_TEST(TestChannelPane, QApplication)
#include "tst_channelpane.moc"
