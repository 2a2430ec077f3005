// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "monitor/profile/profilefaults.h"
#include "monitor/profile/servernamespaces.h"

#include <QWidget>

#include <memory>

class SecretKeeper;
class Theme;

namespace Ui {
class ProfileConnectPage;
}

/** The first page of a profile: what it takes to connect. */
class ProfileConnectPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileConnectPage(QWidget *parent = nullptr);
    ~ProfileConnectPage() override;

    void setTheme(const Theme &theme) { m_theme = &theme; }
    void showDraft(const ProfileDraft &draft, const SecretKeeper &secrets);
    /** The address and the user come first, in front of what the other pages add. */
    void readInto(ProfileDraft &draft) const;
    /** Whether typed secrets may be kept in a file. */
    void setKeepOffered(bool isOffered);
    /** The API asks for no key. */
    void omitApiKey(bool omitted);
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(const ProfileFault &fault) const;

Q_SIGNALS:
    void edited();
    void addressChanged(const QString &address);

private:
    void bindFields();
    void showAccess();
    void recognizeToken();
    void updateHint();

    std::unique_ptr<Ui::ProfileConnectPage> m_ui;
    const Theme *m_theme = nullptr;
    ServerNamespaces m_namespaces;
};
