// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <functional>
#include <memory>

namespace Ui {
class EmptyState;
}

/** What an empty place says: why it is empty and the next thing to do. */
struct EmptyWords
{
    QString title;
    QString text; ///< of ours, may have several lines
    QString action; ///< words of the button, empty for none
    QString reason; ///< why the button can't be used, empty when it can
    std::function<void()> act;
};

/** Fills an empty place in the log. */
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    ~EmptyState() override;

    void setWords(const EmptyWords &words);

private:
    std::unique_ptr<Ui::EmptyState> m_ui;
    std::function<void()> m_act;
};
