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
    for (const SecretField *field :
         {m_ui->hmacField, m_ui->subscriptionHmacField, m_ui->tokenField, m_ui->apiKeyField}) {
        connect(field, &SecretField::edited, this, &ProfileSecretsPage::edited);
    }
    for (const QCheckBox *box : {m_ui->noTokenBox, m_ui->noApiKeyBox}) {
        connect(box, &QCheckBox::toggled, this, [this] {
            refresh();
            Q_EMIT edited();
        });
    }
}

ProfileSecretsPage::~ProfileSecretsPage() = default;

void ProfileSecretsPage::showDraft(const ProfileDraft &draft, const SecretKeeper &secrets)
{
    const QSignalBlocker quiet(this);
    const Profile &profile = draft.profile;
    showSecret(m_ui->hmacField, {HmacSecretSlot, tr("Token secret"), profile.tokenHmacSecret},
               draft, secrets);
    showSecret(m_ui->subscriptionHmacField,
               {SubscriptionHmacSecretSlot, tr("Subscription token secret"),
                profile.subscriptionHmacSecret},
               draft, secrets);
    showSecret(m_ui->tokenField, {TokenSlot, tr("Ready token"), profile.token}, draft, secrets);
    showSecret(m_ui->apiKeyField, {ApiKeySlot, tr("API key"), profile.apiKey}, draft, secrets);
    m_ui->noTokenBox->setChecked(profile.withoutToken);
    m_ui->noApiKeyBox->setChecked(profile.withoutApiKey);
    refresh();
}

/** What is not used can't be edited. */
void ProfileSecretsPage::refresh()
{
    m_ui->tokenField->setEnabled(!m_ui->noTokenBox->isChecked());
    m_ui->apiKeyField->setEnabled(!m_ui->noApiKeyBox->isChecked());
}

void ProfileSecretsPage::readInto(ProfileDraft &draft) const
{
    draft.profile.tokenHmacSecret = m_ui->hmacField->reference();
    draft.profile.subscriptionHmacSecret = m_ui->subscriptionHmacField->reference();
    draft.profile.withoutToken = m_ui->noTokenBox->isChecked();
    draft.profile.withoutApiKey = m_ui->noApiKeyBox->isChecked();
    draft.profile.token = m_ui->tokenField->reference();
    draft.profile.apiKey = m_ui->apiKeyField->reference();
    readTyped(m_ui->hmacField, HmacSecretSlot, draft);
    readTyped(m_ui->subscriptionHmacField, SubscriptionHmacSecretSlot, draft);
    readTyped(m_ui->tokenField, TokenSlot, draft);
    readTyped(m_ui->apiKeyField, ApiKeySlot, draft);
}

QWidget *ProfileSecretsPage::fieldOf(ProfileField field) const
{
    switch (field) {
    case ProfileField::TokenHmacSecret:
        return m_ui->hmacField;
    case ProfileField::SubscriptionHmacSecret:
        return m_ui->subscriptionHmacField;
    case ProfileField::Token:
        return m_ui->tokenField;
    case ProfileField::ApiKey:
        return m_ui->apiKeyField;
    default:
        return nullptr;
    }
}
