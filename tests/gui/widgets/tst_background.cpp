// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/background.h"
#include "support/testprogram.h"

#include <QSemaphore>
#include <QTest>

/** What is worked out in another thread for an object that may be gone by then. */
class TestBackground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheResultInItsOwnThread();
    void saysNothingToWhatIsGone();
};

void TestBackground::givesTheResultInItsOwnThread()
{
    QObject context;
    int result = 0;
    const QThread *thread = nullptr;
    inBackground<int>(
        &context, [] { return 42; },
        [&](int number) {
            result = number;
            thread = QThread::currentThread();
        });
    QTRY_COMPARE(result, 42);
    QCOMPARE(thread, QThread::currentThread());
    QTRY_VERIFY(context.children().isEmpty());
}

void TestBackground::saysNothingToWhatIsGone()
{
    auto context = std::make_unique<QObject>();
    const auto mayEnd = std::make_shared<QSemaphore>();
    bool isKindShown = false;
    inBackground<int>(
        context.get(),
        [mayEnd] {
            mayEnd->acquire();
            return 1;
        },
        [&isKindShown](int) { isKindShown = true; });
    context.reset();
    mayEnd->release();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!isKindShown);
}

REALTIME_TEST(TestBackground, QCoreApplication)

#include "tst_background.moc"
