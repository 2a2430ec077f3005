// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDialog>

#include <functional>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

/** Asks for one line of text. Deletes itself when it is closed. */
class LineDialog : public QDialog
{
    Q_OBJECT

public:
    struct Texts
    {
        QString title;
        QString label;
        QString text; ///< initial text of the field
    };

    LineDialog(const Texts &texts, QWidget *parent);

    /** Enables OK only for texts for which `fault` returns an empty string. */
    void acceptOnly(std::function<QString(const QString &)> fault);

Q_SIGNALS:
    void chosen(const QString &text);

private:
    void refresh();

    QLineEdit *m_edit;
    QLabel *m_fault;
    QDialogButtonBox *m_buttons;
    std::function<QString(const QString &)> m_findFault;
};
