// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/platform/secret.h"
#include "monitor/profile/profile.h"

#include <QDialog>
#include <QHash>

#include <memory>

class ProfileSwitch;
class QLineEdit;

namespace Ui {
class SecretPrompt;
}

/** Asks for the secrets of a profile that are kept in memory only. */
class SecretPrompt : public QDialog
{
    Q_OBJECT

public:
    SecretPrompt(const Profile &profile, const QList<ProfileSecret> &wanted,
                 QWidget *parent = nullptr);
    ~SecretPrompt() override;

Q_SIGNALS:
    /** All of them, by slot. */
    void typed(const QHash<QString, Secret> &secrets);

private:
    void refresh();
    void finish();

    std::unique_ptr<Ui::SecretPrompt> m_ui;
    QList<std::pair<QString, QLineEdit *>> m_edits; ///< by slot
};

/** Asks for the secrets of `profile` that have to be typed, then uses it. */
void askForSecrets(const Profile &profile, ProfileSwitch &profiles, QWidget *parent);
