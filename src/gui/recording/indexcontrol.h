// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/recording/walkthread.h"

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QStatusBar;
class Recording;

/** *Build index* of a recording's window: the action, and the progress and result in the status
 * bar, which is hidden before. */
class IndexControl : public QObject
{
    Q_OBJECT

public:
    /** Both outlive this. */
    IndexControl(Recording &recording, QStatusBar &bar, QObject *parent);
    ~IndexControl() override;

    QAction *action() const { return m_action; }

private:
    struct Job;

    void build();
    void showProgress();
    void finish();
    void refresh();

    Recording &m_recording;
    QStatusBar &m_bar;
    QAction *m_action;
    QLabel *m_label;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    std::shared_ptr<Job> m_job;
    WalkThread m_work;
};
