// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/run.h"

#include <QByteArrayView>
#include <QString>

/** `text` for a room that looks on: without secrets, tokens and addresses. */
QString presentable(const QString &text);

/** The beginning of a payload as one line. */
QString presentedMessage(QByteArrayView payload);

/** Whether the newest publish is proven, and on how many watchers. */
QString presentedProof(const Run &run, bool isWatched);
