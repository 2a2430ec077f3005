// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

class SecretKeeper;

namespace Ui {
class ProfileNetworkPage;
}

/** The page of a profile for TLS, headers, proxy and limits. */
class ProfileNetworkPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileNetworkPage(QWidget *parent = nullptr);
    ~ProfileNetworkPage() override;

    void showDraft(const ProfileDraft &draft, const SecretKeeper &secrets);
    void readInto(ProfileDraft &draft) const;
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(const ProfileFault &fault) const;
    /** The colour of the warning about certificates that are not verified. */
    void setWarningColor(const QColor &color);

Q_SIGNALS:
    void edited();

private:
    void refresh();

    std::unique_ptr<Ui::ProfileNetworkPage> m_ui;
};
