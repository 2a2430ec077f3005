// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/widgets/framethrottle.h"

#include <QWidget>

#include <memory>

class RunModel;
class Theme;
class WindowController;
struct Run;

namespace Ui {
class RunsPane;
}

/** The list of what was sent, newest on top, and the details of the selected publish. */
class RunsPane : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPane(QWidget *parent = nullptr);
    ~RunsPane() override;

    void attach(WindowController &controller, const Theme &theme);

    /** Selects the publish with this round trip, if the list still has it. */
    void showTrip(quint64 id);
    /** Copies the selected one to the clipboard. */
    void copyEvidence();
    void copyCurl();
    /** Asks for a file and writes the whole list: CSV if its name says so, else JSON lines. */
    void askForExport();
    void exportTo(const QString &path);

Q_SIGNALS:
    /** Its row in the log is to be shown. */
    void entryRequested(quint64 number);
    /** The same message is to be published once more, as a publish of its own. */
    void againRequested(const Run &run);
    void editRequested(const Run &run);

protected:
    void changeEvent(QEvent *event) override;

private:
    const Run *selected() const;
    void refresh();
    void selectNewest();
    void showOther();
    void showSelected();
    void goToEntry();
    void showMenu(const QPoint &place);
    void fitColumns();

    std::unique_ptr<Ui::RunsPane> m_ui;
    WindowController *m_controller = nullptr;
    RunModel *m_model = nullptr;
    FrameThrottle m_frame;
    quint64 m_newest = 0; ///< the number that the newest row had
};
