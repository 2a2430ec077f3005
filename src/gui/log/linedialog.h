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
        QString text; ///< to begin with
    };

    LineDialog(const Texts &texts, QWidget *parent);

    /** `fault` says what is wrong with a text; only one without a fault is taken. */
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
