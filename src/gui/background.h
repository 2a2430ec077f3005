// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>

/**
 * Runs `work`, which owns all it needs, in another thread and gives its result to `then` in the
 * thread of `context`; not at all when `context` is gone by then.
 */
template <typename Result, typename Work, typename Then>
void inBackground(QObject *context, Work work, Then then)
{
    const auto promise = std::make_shared<QPromise<Result>>();
    promise->future().then(context, std::move(then));
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}
