// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/connectcard.h"

#include "ui_connectcard.h"

#include "gui/controller/profileswitch.h"
#include "monitor/profile/importedsettings.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <algorithm>

using SecretKind = SecretReference::Kind;

namespace {

/** Where nothing was typed, there is no secret. */
void dropIfEmpty(SecretReference &reference, const QString &slot, const ProfileDraft &draft)
{
    const bool isTyped =
        reference.kind == SecretKind::Session || reference.kind == SecretKind::Stored;
    if (isTyped && draft.typed.value(slot).isEmpty()) {
        reference = {};
    }
}

QString hostOf(const Profile &profile)
{
    return QUrl(profile.webSocketUrls.value(0)).host();
}

ProfileFault faultOf(ProfileField field, const QString &message)
{
    return {field, 0, message, ProfileFault::Weight::Error};
}

/** All that keeps the draft from being connected, and warnings. */
QList<ProfileFault> connectFaults(const ProfileDraft &draft)
{
    const Profile &profile = draft.profile;
    QList<ProfileFault> faults = findProfileFaults(profile);
    if (const auto fault = findTypedFault(draft)) {
        faults.append(*fault);
    }
    if (!profile.tokenHmacSecret.isSet() && !profile.token.isSet() && !profile.withoutToken
        && !profile.apiKey.isSet()) {
        faults.append(faultOf(ProfileField::TokenHmacSecret,
                              ConnectCard::tr("Enter the server's token secret or a token, or "
                                              "choose No token.")));
    }
    return faults;
}

} // namespace

ConnectCard::ConnectCard(QWidget *parent)
    : CardFrame(parent)
    , m_ui(std::make_unique<Ui::ConnectCard>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->connectHeadLabel->setFont(bold);
    m_ui->connectForm->hideName();
    m_ui->connectForm->setKeepOffered(false);
    m_ui->connectForm->setAdvanced(false);
    setAccessibleName(m_ui->connectHeadLabel->text());
}

ConnectCard::~ConnectCard() = default;

void ConnectCard::attach(ProfileSwitch &profiles, const Theme &theme)
{
    m_profiles = &profiles;
    m_ui->connectForm->attach(profiles, theme);
    connect(m_ui->advancedBox, &QCheckBox::toggled, m_ui->connectForm, &ProfileForm::setAdvanced);
    connect(m_ui->connectForm, &ProfileForm::edited, this, &ConnectCard::showWarnings);
    connect(m_ui->keepProfileBox, &QCheckBox::toggled, this, [this](bool isKept) {
        m_ui->connectForm->setKeepOffered(isKept);
        m_ui->keepNameEdit->setEnabled(isKept);
        m_ui->keepNameEdit->setPlaceholderText(hostOf(currentDraft().profile));
    });
    connect(m_ui->connectNowButton, &QPushButton::clicked, this, &ConnectCard::connectNow);
    showEmpty();
}

void ConnectCard::showEmpty()
{
    m_draft = {};
    m_draft.profile = newProfile({});
    m_draft.profile.tokenHmacSecret = {SecretKind::Session, {}};
    m_draft.profile.apiKey = {SecretKind::Session, {}};
    m_ui->connectForm->showDraft(m_draft, m_profiles->secrets());
    m_ui->connectForm->showFaults({});
}

void ConnectCard::showImported(const ImportedSettings &imported)
{
    m_draft = {};
    m_draft.profile = imported.profile;
    m_draft.typed = imported.typed;
    if (!m_draft.profile.tokenHmacSecret.isSet() && !m_draft.profile.token.isSet()) {
        m_draft.profile.tokenHmacSecret = {SecretKind::Session, {}};
    }
    if (!m_draft.profile.apiKey.isSet()) {
        m_draft.profile.apiKey = {SecretKind::Session, {}};
    }
    m_ui->keepNameEdit->setText(imported.profile.name);
    m_ui->connectForm->showDraft(m_draft, m_profiles->secrets());
    QList<ProfileFault> notes;
    for (const QString &note : imported.notes) {
        notes.append({ProfileField::WebSocketUrls, 0, note, ProfileFault::Weight::Warning});
    }
    m_ui->connectForm->showFaults(notes);
    focusAddress();
}

void ConnectCard::focusAddress()
{
    m_ui->connectForm->goTo(faultOf(ProfileField::WebSocketUrls, {}));
}

/** What is wrong is said when somebody connects, not while they type. */
void ConnectCard::showWarnings()
{
    QList<ProfileFault> faults = findProfileFaults(currentDraft().profile);
    faults.removeIf(
        [](const ProfileFault &fault) { return fault.weight == ProfileFault::Weight::Error; });
    m_ui->connectForm->showFaults(faults);
}

ProfileDraft ConnectCard::currentDraft() const
{
    ProfileDraft draft = m_draft;
    Profile &profile = draft.profile;
    m_ui->connectForm->readInto(draft);
    dropIfEmpty(profile.tokenHmacSecret, HmacSecretSlot, draft);
    dropIfEmpty(profile.subscriptionHmacSecret, SubscriptionHmacSecretSlot, draft);
    dropIfEmpty(profile.token, TokenSlot, draft);
    dropIfEmpty(profile.apiKey, ApiKeySlot, draft);
    const QString name = m_ui->keepNameEdit->text().trimmed();
    profile.name = m_ui->keepProfileBox->isChecked() && !name.isEmpty() ? name : hostOf(profile);
    if (profile.name.isEmpty()) {
        profile.name = tr("Server"); // what is wrong with the address is said there
    }
    return draft;
}

void ConnectCard::connectNow()
{
    ProfileDraft draft = currentDraft();
    draft.profile.name = m_profiles->store().freeName(draft.profile.name);
    const QList<ProfileFault> faults = connectFaults(draft);
    m_ui->connectForm->showFaults(faults);
    const auto error =
        std::ranges::find(faults, ProfileFault::Weight::Error, &ProfileFault::weight);
    if (error != faults.end()) {
        m_ui->connectForm->goTo(*error);
    } else if (m_ui->keepProfileBox->isChecked()) {
        keepAndConnect(draft);
    } else {
        m_profiles->use(profileForNow(draft, m_profiles->secrets()));
        showEmpty();
    }
}

void ConnectCard::keepAndConnect(const ProfileDraft &draft)
{
    const auto saved = saveDraft(draft, m_profiles->store(), m_profiles->secrets());
    if (!saved) {
        m_ui->connectForm->showFaults({faultOf(ProfileField::Name, saved.error().message)});
        return;
    }
    m_ui->keepProfileBox->setChecked(false);
    m_ui->keepNameEdit->clear();
    m_profiles->choose(draft.profile.id);
    showEmpty();
}
