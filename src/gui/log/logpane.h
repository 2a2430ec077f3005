// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class EmptyState;
class LogTable;
class QPushButton;
class QTableView;
class RateView;
class Theme;
class WindowController;

namespace Ui {
class LogPane;
}

/**
 * The log with notices and the chart of rates. Follows the newest entry while the last row is
 * visible; scrolling up stops that, End or the button "N new" resumes it. Rows do not move while
 * the mouse selects, nor while older rows are being read.
 */
class LogPane : public QWidget
{
    Q_OBJECT

public:
    explicit LogPane(QWidget *parent = nullptr);
    ~LogPane() override;

    void attach(WindowController &controller, const Theme &theme);
    LogTable *table() const;
    QTableView *view() const;
    RateView *rates() const;
    bool isFollowing() const { return m_following; }
    void follow();
    void selectNothing();
    /** Selects and shows the row of the entry, in whatever form the log was shown. */
    void goTo(quint64 number);
    void setAddChannelAction(std::function<void()> act) { m_addChannel = std::move(act); }
    void setTestMessageAction(std::function<void()> act) { m_testMessage = std::move(act); }

Q_SIGNALS:
    /** The entry to show in detail; 0 if none is selected. */
    void selectionChanged(quint64 number);
    /** Two cards of lanes, to be compared. */
    void pairSelected(quint64 older, quint64 newer);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void attachRules();
    void followScrollBar();
    void updateDragging();
    void keepEnd();
    bool movesToEnd() const;
    void setFollowing(bool following);
    void showReset();
    void showNewRows(int first, int last);
    void keepPlace(int first, int last);
    void refresh();
    void updatePill();
    void updateEmptyState();
    void placeOverlays();

    std::unique_ptr<Ui::LogPane> m_ui;
    WindowController *m_controller = nullptr;
    QPushButton *m_pill;
    EmptyState *m_empty;
    bool m_hasNothing = true; ///< the empty state is shown if there is room for it
    bool m_following = true;
    bool m_isKeepingPlace = false; ///< the scroll bar is moved by us, not by the user
    qsizetype m_unseen = 0; ///< rows added while not following
    std::function<void()> m_addChannel;
    std::function<void()> m_testMessage;
};
