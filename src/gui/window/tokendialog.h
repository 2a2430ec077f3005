// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/platform/secret.h"

#include <QDialog>

#include <memory>

namespace Ui {
class TokenDialog;
}

/** Asks for a ready connection token, which is hidden while typed and kept in memory only. */
class TokenDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TokenDialog(QWidget *parent = nullptr);
    ~TokenDialog() override;

    /** Whether the connection is without a token at present. */
    void setWithoutToken(bool without);

Q_SIGNALS:
    /** Empty to mint tokens again. */
    void tokenChosen(const Secret &token);
    void noTokenChosen();

private:
    void refresh();
    void choose();

    std::unique_ptr<Ui::TokenDialog> m_ui;
};
