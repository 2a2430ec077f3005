// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>

/**
 * Runs `work`, which owns all it needs, in another thread and gives its result to `then` in the
 * thread of `context`; not at all when `context` is gone by then. Not by QFuture::then(), which in
 * Qt 6.4 takes it for granted that the context is still there.
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
