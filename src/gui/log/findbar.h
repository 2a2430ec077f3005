// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTimer>
#include <QWidget>

#include <memory>

class LogState;
class Theme;

namespace Ui {
class FindBar;
}

/** The search below a log; hidden while it is not in use. */
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);
    ~FindBar() override;

    void attach(LogState &log, const Theme &theme);
    void open();
    void close();
    /** Shows the position of `row` among the matches; -1 for none. */
    void showPlace(int row);

Q_SIGNALS:
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void refresh();

    std::unique_ptr<Ui::FindBar> m_ui;
    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
    int m_row = -1;
    QTimer m_pause; ///< from the last key until the text is searched
};
