// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFrame>
#include <QTimer>

#include <memory>

class Theme;
class WindowController;

namespace Ui {
class ErrorCard;
}

/** The strip above the log that shows the current notice: what happened, why, what to do, and when
 * the next attempt is made. Never modal. */
class ErrorCard : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorCard(QWidget *parent = nullptr);
    ~ErrorCard() override;

    void attach(WindowController &controller, const Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showNotice();
    void updateTheme();
    void showCountdown();

    std::unique_ptr<Ui::ErrorCard> m_ui;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    QTimer m_countdown;
};
