// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "text/jsonscanner.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

class PayloadEdit;
struct PayloadContent;

/** Whether the text of an editor is JSON: known at once, but of a large text only when a thread has
 * read it. What it finds of a text that has changed since is void. Main thread. */
class PayloadCheck : public QObject
{
    Q_OBJECT

public:
    /** `edit` outlives this. */
    explicit PayloadCheck(PayloadEdit &edit, QObject *parent = nullptr);

    bool isDone() const { return m_isDone; }
    /** Nothing for JSON, and while it is not done. */
    const std::optional<Text::JsonFault> &fault() const { return m_result.fault; }
    /** Where the fault is and what to do, or else what it is. */
    const QString &words() const { return m_result.words; }
    /** Where it is in the document of the editor. */
    int position() const { return m_result.position; }

Q_SIGNALS:
    void changed();

private:
    struct Result
    {
        std::optional<Text::JsonFault> fault;
        QString words;
        int position = 0;
    };

    static Result check(const PayloadContent &content);
    void start();
    void readInThread();
    void finish(const Result &result);

    PayloadEdit &m_edit;
    QTimer m_pause; ///< until nothing is typed any more
    quint64 m_version = 0; ///< of the text
    bool m_isDone = false;
    Result m_result;
};
