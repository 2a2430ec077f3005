// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>

/**
 * Runs `work`, which owns all it needs, in a thread of the pool and passes its result to `then` in
 * the thread of `context`, unless `context` was destroyed meanwhile. QFuture::then() can't be used:
 * in Qt 6.4 it requires the context to exist.
 */
template <typename Result, typename Work, typename Then>
void inBackground(QObject *context, Work work, Then then)
{
    const auto promise = std::make_shared<QPromise<Result>>();
    auto *watcher = new QFutureWatcher<Result>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, then = std::move(then)] {
                         watcher->deleteLater();
                         then(watcher->result());
                     });
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}
