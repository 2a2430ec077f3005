// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

class ProfileNetworkPage;
class ProfilePeoplePage;
class ProfileSecretsPage;
class ProfileServerPage;
class SecretKeeper;
class Theme;

namespace Ui {
class ProfileForm;
}

/** One profile with all its parts, as it is edited. */
class ProfileForm : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);
    ~ProfileForm() override;

    void setTheme(const Theme &theme);
    void showDraft(const ProfileDraft &draft, const SecretKeeper &secrets);
    void readInto(ProfileDraft &draft) const;
    /** The first error, or all warnings; each page with an error says so in its tab. */
    void showFaults(const QList<ProfileFault> &faults);
    /** To the place of the fault, whatever page it is on. */
    void goTo(const ProfileFault &fault);
    /** A new profile begins with its name. */
    void beginWithName();

Q_SIGNALS:
    void edited(); ///< by the user

private:
    void announce();
    QList<QWidget *> fieldsOf(ProfileField field) const;

    std::unique_ptr<Ui::ProfileForm> m_ui;
    ProfileServerPage *m_serverPage;
    ProfileSecretsPage *m_secretsPage;
    ProfilePeoplePage *m_peoplePage;
    ProfileNetworkPage *m_networkPage;
    const Theme *m_theme = nullptr;
    bool m_isShowing = false; ///< what the fields say now was typed by nobody
};
