// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class Theme;
class WindowController;
struct Run;

namespace Ui {
class RunDetails;
}

/** Below the list of what was sent: what the API answered to the selected publish, who has received
 * it, and why others have not. */
class RunDetails : public QWidget
{
    Q_OBJECT

public:
    explicit RunDetails(QWidget *parent = nullptr);
    ~RunDetails() override;

    void attach(WindowController &controller, const Theme &theme);

    void show(const Run &run, bool isWatched);
    /** Nothing left the program, for this reason. */
    void showNotSent(const QString &reason);
    /** There is no run. */
    void showNone();
    /** Beside what is shown; until something else is. */
    void showNote(const QString &note);

private:
    void showExplanation(const Run &run);
    void showButton(const Run &run, bool canRepeat);
    void watchOrRepeat();

    std::unique_ptr<Ui::RunDetails> m_ui;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    QString m_unwatched; ///< the channel that the button adds; empty if it repeats the publish
};
