// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

class ProfileConnectPage;
class ProfileNetworkPage;
class ProfilePeoplePage;
class ProfileSecretsPage;
class ProfileServerPage;
class ProfileSwitch;
class SecretKeeper;
class Theme;
struct WatchRequest;

namespace Ui {
class ProfileForm;
}

/** The form of a profile: a first page with what it takes to connect, a test, and further pages. */
class ProfileForm : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);
    ~ProfileForm() override;

    /** Both outlive the form. */
    void attach(ProfileSwitch &profiles, const Theme &theme);
    /** Without the name and the marks of a profile. */
    void hideName();
    /** Whether typed secrets may be kept in a file. */
    void setKeepOffered(bool isOffered);
    /** Whether the further pages can be reached. */
    void setAdvanced(bool isAdvanced);
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
    void addPages();
    void announce();
    Centrifuge::Result<WatchRequest> testRequest() const;
    QList<QWidget *> fieldsOf(const ProfileFault &fault) const;

    std::unique_ptr<Ui::ProfileForm> m_ui;
    ProfileConnectPage *m_connectPage;
    ProfileServerPage *m_serverPage;
    ProfileSecretsPage *m_secretsPage;
    ProfilePeoplePage *m_peoplePage;
    ProfileNetworkPage *m_networkPage;
    const Theme *m_theme = nullptr;
    ProfileSwitch *m_profiles = nullptr;
    ProfileDraft m_shown; ///< what was shown last; the fields may have changed since
    bool m_isShowing = false; ///< the fields are changed by us, not by the user
};
