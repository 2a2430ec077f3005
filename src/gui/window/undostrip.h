// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFrame>
#include <QTimer>

#include <memory>

class QAction;
class Theme;
class UndoList;

namespace Ui {
class UndoStrip;
}

/** Offers to take back what was just done, for some seconds, in the lower corner of its parent.
 * It moves nothing and takes no focus. */
class UndoStrip : public QFrame
{
    Q_OBJECT

public:
    /** `undo` is the action of the menu, which is enabled while there is something to undo. All
     * outlive this. */
    UndoStrip(UndoList &list, const Theme &theme, QAction &undo, QWidget *parent);
    ~UndoStrip() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void updateAction();
    void offer(const QString &text);
    void place();

    std::unique_ptr<Ui::UndoStrip> m_ui;
    UndoList &m_list;
    QAction &m_undo;
    const Theme &m_theme;
    QTimer m_end;
};
