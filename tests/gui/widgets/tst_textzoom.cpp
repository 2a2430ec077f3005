// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/controller/windowstate.h"
#include "gui/widgets/textzoom.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QTableView>
#include <QWheelEvent>

namespace {

/** Turns the wheel above a widget by `angle` eighths of a degree. */
void turn(QWidget *widget, int angle, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, angle),
                      Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

double pointsOf(const QWidget *widget)
{
    return widget->font().pointSizeF();
}

} // namespace

/** The size of the text in log, detail and editor. */
class TestTextZoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enlargesAllViews();
    void rowsAndColumnsGrowToo();
    void wheelNeedsControl();
    void fineWheelsAddUp();
    void hasLimits();
    void takesTheNearestSize();
    void isKept();
};

void TestTextZoom::enlargesAllViews()
{
    WindowFixture fixture;
    const QList<QWidget *> views{
        fixture.find<QWidget>("logView"), fixture.find<QWidget>("formattedView"),
        fixture.find<QWidget>("rawView"), fixture.find<QWidget>("payloadEdit")};
    QList<double> before;
    for (const QWidget *view : views) {
        before.append(pointsOf(view));
    }
    const double menu = pointsOf(fixture.find<QWidget>("menuBar"));
    fixture.trigger("zoomInAction");
    for (qsizetype i = 0; i < views.size(); ++i) {
        QVERIFY2(qAbs(pointsOf(views.at(i)) - before.at(i) * 1.1) < 0.01,
                 qPrintable(views.at(i)->objectName()));
    }
    QCOMPARE(pointsOf(fixture.find<QWidget>("menuBar")), menu);
    fixture.trigger("zoomOutAction");
    fixture.trigger("zoomOutAction");
    for (qsizetype i = 0; i < views.size(); ++i) {
        QVERIFY2(qAbs(pointsOf(views.at(i)) - before.at(i) * 0.9) < 0.01,
                 qPrintable(views.at(i)->objectName()));
    }
    fixture.trigger("zoomResetAction");
    for (qsizetype i = 0; i < views.size(); ++i) {
        QVERIFY2(qAbs(pointsOf(views.at(i)) - before.at(i)) < 0.01,
                 qPrintable(views.at(i)->objectName()));
    }
}

void TestTextZoom::rowsAndColumnsGrowToo()
{
    WindowFixture fixture;
    const auto *log = fixture.find<QTableView>("logView");
    const int row = log->verticalHeader()->defaultSectionSize();
    const int time = log->columnWidth(JournalModel::Time);
    for (int i = 0; i < 4; ++i) {
        fixture.trigger("zoomInAction"); // 175 %
    }
    QVERIFY(log->verticalHeader()->defaultSectionSize() >= log->fontMetrics().height());
    QVERIFY(log->verticalHeader()->defaultSectionSize() > row * 3 / 2);
    QVERIFY(log->columnWidth(JournalModel::Time) > time * 3 / 2);
    fixture.trigger("zoomResetAction");
    QCOMPARE(log->verticalHeader()->defaultSectionSize(), row);
    QVERIFY(qAbs(log->columnWidth(JournalModel::Time) - time) <= 2);
}

void TestTextZoom::wheelNeedsControl()
{
    WindowFixture fixture;
    auto *editor = fixture.find<QPlainTextEdit>("payloadEdit");
    const double before = pointsOf(editor);
    turn(editor->viewport(), 120, Qt::NoModifier);
    QCOMPARE(pointsOf(editor), before);
    turn(editor->viewport(), 120, Qt::ControlModifier);
    QVERIFY(pointsOf(editor) > before);
    turn(editor->viewport(), -240, Qt::ControlModifier);
    QVERIFY(pointsOf(editor) < before);
}

void TestTextZoom::fineWheelsAddUp()
{
    TextZoom zoom;
    QPlainTextEdit view;
    zoom.add(view);
    for (int i = 0; i < 7; ++i) {
        turn(view.viewport(), 15, Qt::ControlModifier);
    }
    QCOMPARE(zoom.percent(), 100);
    turn(view.viewport(), 15, Qt::ControlModifier);
    QCOMPARE(zoom.percent(), 110);
}

void TestTextZoom::hasLimits()
{
    TextZoom zoom;
    for (int i = 0; i < 40; ++i) {
        zoom.enlarge();
    }
    QCOMPARE(zoom.percent(), 300);
    for (int i = 0; i < 40; ++i) {
        zoom.reduce();
    }
    QCOMPARE(zoom.percent(), 50);
}

void TestTextZoom::takesTheNearestSize()
{
    TextZoom zoom;
    zoom.setPercent(-7);
    QCOMPARE(zoom.percent(), 50);
    zoom.setPercent(123);
    QCOMPARE(zoom.percent(), 125);
    zoom.setPercent(1'000'000);
    QCOMPARE(zoom.percent(), 300);
}

void TestTextZoom::isKept()
{
    WindowFixture fixture;
    fixture.trigger("zoomInAction");
    fixture.window().close();
    MainWindow second(fixture.controller(), fixture.profiles(), fixture.shared());
    QCOMPARE(second.findChild<TextZoom *>()->percent(), 110);
}

REALTIME_TEST(TestTextZoom, QApplication)
#include "tst_textzoom.moc"
