// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "support/testprogram.h"
#include "windowfixture.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtTest/qtestspontaneevent.h>

namespace {

/** One notch down, as from a mouse: only then Qt takes an ignored one to the parent. */
void turnWheel(QWidget *widget)
{
    const QPoint place = widget->rect().center();
    QWheelEvent event(place, widget->mapToGlobal(place), {}, QPoint(0, -120), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);
    qApp->notify(widget, &event);
}

/** A box and a number in a page that scrolls. */
struct ScrolledFields
{
    ScrolledFields()
    {
        auto *page = new QWidget;
        auto *layout = new QVBoxLayout(page);
        box = new QComboBox(page);
        box->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        number = new QSpinBox(page);
        number->setValue(5);
        auto *rest = new QLabel(page);
        rest->setObjectName(QStringLiteral("rest"));
        rest->setMinimumHeight(2000);
        layout->addWidget(box);
        layout->addWidget(number);
        layout->addWidget(rest);
        area.setWidget(page);
        area.resize(200, 200);
        area.show();
    }

    QScrollArea area;
    QComboBox *box = nullptr;
    QSpinBox *number = nullptr;
};

} // namespace

/** The wheel and fields that somebody scrolls past. */
class TestWheelGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scrollsPastFieldsWithoutFocus();
    void changesTheFieldWithFocus();
    void publishTargetStays();
    void wheelGivesNoFocus();

private:
    WindowFixture m_fixture;
};

void TestWheelGuard::scrollsPastFieldsWithoutFocus()
{
    ScrolledFields fields;
    QVERIFY(QTest::qWaitForWindowExposed(&fields.area));
    QTRY_VERIFY(fields.area.verticalScrollBar()->maximum() > 500);
    turnWheel(fields.area.findChild<QLabel *>(QStringLiteral("rest")));
    QCOMPARE(fields.area.verticalScrollBar()->value(), 60);
    fields.area.verticalScrollBar()->setValue(0);
    for (QWidget *field :
         {static_cast<QWidget *>(fields.box), static_cast<QWidget *>(fields.number)}) {
        field->clearFocus();
        const int before = fields.area.verticalScrollBar()->value();
        turnWheel(field);
        QVERIFY2(fields.area.verticalScrollBar()->value() > before,
                 field->metaObject()->className());
    }
    QCOMPARE(fields.box->currentText(), QStringLiteral("a"));
    QCOMPARE(fields.number->value(), 5);
}

void TestWheelGuard::changesTheFieldWithFocus()
{
    ScrolledFields fields;
    fields.area.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fields.area));
    fields.box->setFocus();
    turnWheel(fields.box);
    QCOMPARE(fields.box->currentText(), QStringLiteral("b"));
    fields.number->setFocus();
    turnWheel(fields.number);
    QCOMPARE(fields.number->value(), 4);
}

void TestWheelGuard::publishTargetStays()
{
    auto *target = m_fixture.find<QComboBox>("channelBox");
    target->addItems({QStringLiteral("news"), QStringLiteral("other")});
    target->setCurrentIndex(0);
    const QString before = target->currentText();
    turnWheel(target);
    QCOMPARE(target->currentText(), before);
}

/** Qt gives the focus to what the wheel is turned over, if it allows that. */
void TestWheelGuard::wheelGivesNoFocus()
{
    int seen = 0;
    for (const QWidget *widget : m_fixture.window().findChildren<QWidget *>()) {
        const bool isField = qobject_cast<const QComboBox *>(widget) != nullptr
            || qobject_cast<const QAbstractSpinBox *>(widget) != nullptr;
        if (isField && widget->isVisible()) {
            ++seen;
            QVERIFY2(!(widget->focusPolicy() & (Qt::WheelFocus & ~Qt::StrongFocus)),
                     qPrintable(widget->objectName()));
        }
    }
    QVERIFY(seen > 0);
}

REALTIME_TEST(TestWheelGuard, QApplication)
#include "tst_wheelguard.moc"
