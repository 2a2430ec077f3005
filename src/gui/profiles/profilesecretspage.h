// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "monitor/profile/profilefaults.h"

#include <QWidget>

#include <memory>

class SecretField;
class SecretKeeper;

namespace Ui {
class ProfileSecretsPage;
}

/** The page of a profile for what few servers need of secrets. */
class ProfileSecretsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileSecretsPage(QWidget *parent = nullptr);
    ~ProfileSecretsPage() override;

    void showDraft(const ProfileDraft &draft, const SecretKeeper &secrets);
    void readInto(ProfileDraft &draft) const;
    /** The widget of a field; nullptr if it is on another page. */
    QWidget *fieldOf(const ProfileFault &fault) const;

Q_SIGNALS:
    void edited();
    void apiKeyOmitted(bool omitted); ///< the API asks for none

private:
    std::unique_ptr<Ui::ProfileSecretsPage> m_ui;
};

/** Shows one secret of a draft in its field. */
void showSecret(SecretField *field, const ProfileSecret &secret, const ProfileDraft &draft,
                const SecretKeeper &secrets);
/** Reads a typed secret into the draft. */
void readTyped(const SecretField *field, const QString &slot, ProfileDraft &draft);
