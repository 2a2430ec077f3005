// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "gui/widgets/cardframe.h"

#include <memory>

class ProfileSwitch;
class Theme;
struct ImportedSettings;

namespace Ui {
class ConnectCard;
}

/** Connects to a server that no profile is kept for, or keeps one for it. */
class ConnectCard : public CardFrame
{
    Q_OBJECT

public:
    explicit ConnectCard(QWidget *parent = nullptr);
    ~ConnectCard() override;

    /** Both outlive the card. */
    void attach(ProfileSwitch &profiles, const Theme &theme);
    /** Fills the form with the settings of somebody else; nothing is connected yet. */
    void showImported(const ImportedSettings &imported);
    /** Begins with the address. */
    void focusAddress();

private:
    void showEmpty();
    void showWarnings();
    ProfileDraft currentDraft() const;
    void connectNow();
    void keepAndConnect(const ProfileDraft &draft);

    std::unique_ptr<Ui::ConnectCard> m_ui;
    ProfileSwitch *m_profiles = nullptr;
    ProfileDraft m_draft;
};
