// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDialog>

#include <functional>
#include <memory>
#include <vector>

namespace Ui {
class CommandPalette;
}

/** One thing that can be done. */
struct PaletteCommand
{
    QString text; ///< plain text
    QString topic; ///< the menu it is in, or what it is about
    QString keys; ///< empty for none
    QString whyNot; ///< why it can't be run now; empty if it can
    std::function<void()> run;
};

/** A list of commands, searched by what is typed. Enter runs the chosen one. Deletes itself when it
 * is closed. */
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    /** The commands in the order in which they are listed until something is typed. */
    CommandPalette(std::vector<PaletteCommand> commands, QWidget *parent);
    ~CommandPalette() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void addRow(std::size_t index);
    void showReason();
    void runChosen();

    std::unique_ptr<Ui::CommandPalette> m_ui;
    const std::vector<PaletteCommand> m_commands;
    std::vector<std::size_t> m_shown; ///< by row
};
