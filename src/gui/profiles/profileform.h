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

/** The form to edit a profile, with its pages. */
class ProfileForm : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);
    ~ProfileForm() override;

    void setTheme(const Theme &theme);
    void showDraft(const ProfileDraft &draft, const SecretKeeper &secrets);
    void readInto(ProfileDraft &draft) const;
    /** Shows the first error, or else all warnings, and marks the tabs of pages with errors. */
    void showFaults(const QList<ProfileFault> &faults);
    /** Moves the focus to the field with the fault. */
    void goTo(const ProfileFault &fault);
    /** Moves the focus to the name, for a new profile. */
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
    bool m_isShowing = false; ///< the fields are changed by us, not by the user
};
