// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/token.h"
#include "monitor/platform/iothread.h"
#include "support/testprogram.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <semaphore>

#include <openssl/crypto.h>
#include <pthread.h>

namespace {

// OpenSSL takes its functions for memory once in a process, and pthread keys are destroyed in the
// order in which they were made: one before and one after OpenSSL's own enclose its destructor.
pthread_key_t beforeOpenSsl = 0;
pthread_key_t afterOpenSsl = 0;
std::binary_semaphore mayEnd(0);
std::binary_semaphore hasEnded(0);
std::atomic<int> lateFrees = 0;
thread_local bool isPastWait = false;

void freeCounted(void *memory, const char *, int)
{
    lateFrees += memory != nullptr && isPastWait ? 1 : 0;
    std::free(memory);
}

void *allocate(std::size_t size, const char *, int)
{
    return std::malloc(size);
}

void *reallocate(void *memory, std::size_t size, const char *, int)
{
    return std::realloc(memory, size);
}

void waitForTheMainThread(void *)
{
    mayEnd.acquire();
    isPastWait = true;
}

void tellTheEnd(void *)
{
    hasEnded.release();
}

} // namespace

class TestIoThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesNothingToOpenSslPastItsEnd();
};

/** exit() frees what OpenSSL keeps for threads, and QThread::wait() knows nothing of their last
 * destructors: what they free then is freed twice. */
void TestIoThread::leavesNothingToOpenSslPastItsEnd()
{
    QCOMPARE(CRYPTO_set_mem_functions(allocate, reallocate, freeCounted), 1);
    QCOMPARE(pthread_key_create(&beforeOpenSsl, waitForTheMainThread), 0);
    QCOMPARE(OPENSSL_init_crypto(0, nullptr), 1);
    QCOMPARE(pthread_key_create(&afterOpenSsl, tellTheEnd), 0);
    {
        IoThread io;
        QObject worker;
        worker.moveToThread(io.thread());
        bool isMinted = false;
        QMetaObject::invokeMethod(
            &worker,
            [&] {
                pthread_setspecific(beforeOpenSsl, &worker);
                pthread_setspecific(afterOpenSsl, &worker);
                Centrifuge::TokenClaims claims;
                claims.user = QStringLiteral("alice");
                isMinted = bool(
                    Centrifuge::mintToken(claims, QByteArray(32, 's'), std::chrono::seconds(1)));
                worker.moveToThread(QCoreApplication::instance()->thread());
            },
            Qt::BlockingQueuedConnection);
        QVERIFY(isMinted);
    }
    mayEnd.release();
    hasEnded.acquire();
    QCOMPARE(lateFrees, 0);
}

REALTIME_TEST(TestIoThread, QCoreApplication)
#include "tst_iothread.moc"
