// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <functional>
#include <memory>

class WindowController;

namespace Ui {
class EmptyState;
}

/** What is shown in place of rows: why there are none, and what to do next. */
struct EmptyStateContent
{
    QString title; ///< empty: nothing is shown
    QString text; ///< our own, may have several lines
    QString buttonText; ///< empty for no button
    QString whyDisabled; ///< why the button can't be used; empty when it can
    std::function<void()> onClick;
};

/** Shown in the log while it has no rows. */
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    ~EmptyState() override;

    void setContent(const EmptyStateContent &content);

private:
    std::unique_ptr<Ui::EmptyState> m_ui;
    std::function<void()> m_onClick;
};

/**
 * What an empty log says: nothing is connected, no channel is watched, nothing has arrived yet, or
 * the filter hides everything. The title is empty where the log needs no explanation. `addChannel`
 * and `testMessage` are called by the button.
 */
EmptyStateContent emptyStateContent(WindowController &controller,
                                    const std::function<void()> &addChannel,
                                    const std::function<void()> &testMessage);
