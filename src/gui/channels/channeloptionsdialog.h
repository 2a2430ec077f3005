// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/channeloptions.h"

#include <QDialog>

#include <memory>

namespace Ui {
class ChannelOptionsDialog;
}

/** Edits how one channel is subscribed to; says what is wrong while it is typed. */
class ChannelOptionsDialog : public QDialog
{
    Q_OBJECT

public:
    ChannelOptionsDialog(const QString &channel, const ChannelOptions &options,
                         QWidget *parent = nullptr);
    ~ChannelOptionsDialog() override;

Q_SIGNALS:
    void chosen(const ChannelOptions &options);

private:
    ChannelOptions options() const;
    void refresh();

    std::unique_ptr<Ui::ChannelOptionsDialog> m_ui;
};
