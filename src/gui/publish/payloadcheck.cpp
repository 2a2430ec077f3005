// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/payloadcheck.h"

#include "gui/widgets/background.h"
#include "gui/widgets/payloadedit.h"
#include "monitor/publish/payloadhint.h"

#include <chrono>

using namespace std::chrono_literals;

PayloadCheck::PayloadCheck(PayloadEdit &edit, QObject *parent)
    : QObject(parent)
    , m_edit(edit)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(200ms);
    connect(&m_pause, &QTimer::timeout, this, &PayloadCheck::readInThread);
    connect(&edit, &QPlainTextEdit::textChanged, this, &PayloadCheck::start);
    start();
}

PayloadCheck::Result PayloadCheck::check(const PayloadContent &content)
{
    const QByteArray payload = content.text().toUtf8();
    Result result{Text::findJsonFault(payload), {}, 0};
    if (result.fault) {
        result.position = content.positionOf(result.fault->offset);
        const QString hint = payloadHint(payload, PayloadSource::Editor);
        result.words =
            tr("line %1:%2 %3")
                .arg(QString::number(result.fault->line), QString::number(result.fault->column),
                     hint.isEmpty() ? result.fault->message : hint);
    }
    return result;
}

void PayloadCheck::start()
{
    ++m_version;
    if (m_edit.isLarge() || m_edit.isInserting()) {
        m_isDone = false;
        m_result = {};
        m_pause.start();
        Q_EMIT changed();
    } else {
        m_pause.stop();
        finish(check(m_edit.content()));
    }
}

void PayloadCheck::readInThread()
{
    if (m_edit.isInserting()) {
        m_pause.start();
        return;
    }
    inBackground<Result>(
        this, [content = m_edit.content()] { return check(content); },
        [this, version = m_version](const Result &result) {
            if (version == m_version) {
                finish(result);
            }
        });
}

void PayloadCheck::finish(const Result &result)
{
    m_isDone = true;
    m_result = result;
    Q_EMIT changed();
}
