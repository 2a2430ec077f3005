// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profilesecretspage.h"

#include "ui_profilesecretspage.h"

void showSecret(SecretField *field, const ProfileSecret &secret, const ProfileDraft &draft,
                const SecretKeeper &secrets)
{
    const bool isKnown = hasTypedBefore(draft, secret.slot, secrets);
    field->setLabel(secret.label);
    field->setValue(secret.reference, draft.typed.value(secret.slot),
                    isKnown ? SecretField::Known::Yes : SecretField::Known::No);
}

void readTyped(const SecretField *field, const QString &slot, ProfileDraft &draft)
{
    const Secret typed = field->typed();
    if (typed.isEmpty()) {
        draft.typed.remove(slot);
    } else {
        draft.typed.insert(slot, typed);
    }
}

ProfileSecretsPage::ProfileSecretsPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfileSecretsPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->subscriptionHmacField, &SecretField::edited, this, &ProfileSecretsPage::edited);
    connect(m_ui->noApiKeyBox, &QCheckBox::toggled, this, &ProfileSecretsPage::apiKeyOmitted);
    connect(m_ui->noApiKeyBox, &QCheckBox::toggled, this, &ProfileSecretsPage::edited);
}

ProfileSecretsPage::~ProfileSecretsPage() = default;

void ProfileSecretsPage::showDraft(const ProfileDraft &draft, const SecretKeeper &secrets)
{
    const QSignalBlocker quiet(this);
    const Profile &profile = draft.profile;
    showSecret(m_ui->subscriptionHmacField,
               {SubscriptionHmacSecretSlot, tr("Subscription token secret"),
                profile.subscriptionHmacSecret},
               draft, secrets);
    m_ui->noApiKeyBox->setChecked(profile.withoutApiKey);
}

void ProfileSecretsPage::readInto(ProfileDraft &draft) const
{
    draft.profile.subscriptionHmacSecret = m_ui->subscriptionHmacField->reference();
    draft.profile.withoutApiKey = m_ui->noApiKeyBox->isChecked();
    readTyped(m_ui->subscriptionHmacField, SubscriptionHmacSecretSlot, draft);
}

QWidget *ProfileSecretsPage::fieldOf(const ProfileFault &fault) const
{
    return fault.field == ProfileField::SubscriptionHmacSecret ? m_ui->subscriptionHmacField
                                                               : nullptr;
}
