// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/statusdot.h"

#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

namespace {

const QList<SessionState> States{SessionState::Disabled,   SessionState::Offline,
                                 SessionState::Connecting, SessionState::Live,
                                 SessionState::Refused,    SessionState::Partial};

QImage shapeOf(SessionState state)
{
    QImage image(16, 16, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintStateShape(painter, QRectF(1, 1, 14, 14), state, Qt::black);
    return image;
}

} // namespace

class TestStatusDot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapesDifferWithoutColor();
    void saysTheWord();
    void saysHowManyChannelsAreSubscribed();
    void keepsItsSize();
};

void TestStatusDot::shapesDifferWithoutColor()
{
    for (const SessionState first : States) {
        for (const SessionState second : States) {
            QCOMPARE(shapeOf(first) == shapeOf(second), first == second);
        }
    }
}

void TestStatusDot::saysTheWord()
{
    StatusDot dot;
    for (const SessionState state : States) {
        dot.setState(state, stateText(state));
        QVERIFY(dot.accessibleName().contains(stateText(state)));
    }
}

void TestStatusDot::saysHowManyChannelsAreSubscribed()
{
    StatusDot dot;
    dot.setState(SessionState::Partial, QStringLiteral("128 of 200"));
    QCOMPARE(dot.accessibleName(), QStringLiteral("Connection: 128 of 200 channels subscribed"));
    const int width = dot.sizeHint().width();
    dot.setState(SessionState::Partial, QStringLiteral("12,345 of 100,000"));
    QVERIFY(dot.sizeHint().width() > width); // nothing of it is cut
}

void TestStatusDot::keepsItsSize()
{
    StatusDot dot;
    const QSize size = dot.sizeHint();
    for (const SessionState state : States) {
        dot.setState(state, stateText(state));
        QCOMPARE(dot.sizeHint(), size);
    }
}

REALTIME_TEST(TestStatusDot, QApplication)
#include "tst_statusdot.moc"
