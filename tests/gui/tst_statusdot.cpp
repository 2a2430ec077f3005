// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/statusdot.h"

#include "gui/theme.h"
#include "monitor/eventjson.h"

#include <QPainter>
#include <QTest>

namespace {

const QList<SessionState> States{SessionState::Disabled, SessionState::Offline,
                                 SessionState::Connecting, SessionState::Live,
                                 SessionState::Refused};

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
        dot.setState(state);
        QVERIFY(dot.accessibleName().endsWith(stateWord(state)));
    }
}

void TestStatusDot::keepsItsSize()
{
    StatusDot dot;
    const QSize size = dot.sizeHint();
    for (const SessionState state : States) {
        dot.setState(state);
        QCOMPARE(dot.sizeHint(), size);
    }
}

QTEST_MAIN(TestStatusDot)
#include "tst_statusdot.moc"
