// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profileconnectpage.h"

#include "ui_profileconnectpage.h"

#include "gui/profiles/channelentry.h"
#include "gui/profiles/profilesecretspage.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/explain/channelhint.h"
#include "monitor/profile/importedsettings.h"

using SecretKind = SecretReference::Kind;

namespace {

/** How the server knows who connects, in the order of the box and its pages. */
enum class Access { Secret, Token, None };

constexpr int ChannelLines = 3;

Access accessOf(const Profile &profile)
{
    if (profile.withoutToken) {
        return Access::None;
    }
    return profile.token.isSet() ? Access::Token : Access::Secret;
}

QStringList channelLines(const Profile &profile)
{
    QStringList lines;
    for (const QString &channel : profile.channels) {
        lines.append(channelLineText({channel, profile.channelOptions.value(channel)}));
    }
    return lines;
}

/** A line that can't be read stays as it is, as the name of a channel; findProfileFaults() refuses
 * it. */
void readChannels(const QStringList &lines, Profile &profile)
{
    profile.channels.clear();
    profile.channelOptions.clear();
    for (const QString &text : lines) {
        const ChannelLine line = readChannelLine(text).value_or(ChannelLine{text, {}});
        profile.channels.append(line.channel);
        if (line.options != ChannelOptions()) {
            profile.channelOptions.insert(line.channel, line.options);
        }
    }
}

} // namespace

ProfileConnectPage::ProfileConnectPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfileConnectPage>())
{
    m_ui->setupUi(this);
    m_ui->accessBox->addItem(tr("Token secret"), int(Access::Secret));
    m_ui->accessBox->addItem(tr("Ready token"), int(Access::Token));
    m_ui->accessBox->addItem(tr("No token"), int(Access::None));
    styleQuiet(m_ui->noTokenLabel);
    styleQuiet(m_ui->channelHintLabel);
    const int line = fontMetrics().lineSpacing();
    m_ui->channelsEdit->setMinimumHeight(line * ChannelLines + line); // takes the room there is
    QSizePolicy policy = m_ui->channelsEdit->sizePolicy();
    policy.setVerticalPolicy(QSizePolicy::Ignored);
    m_ui->channelsEdit->setSizePolicy(policy);
    m_ui->channelHintLabel->setMinimumHeight(line);
    bindFields();
}

ProfileConnectPage::~ProfileConnectPage() = default;

void ProfileConnectPage::bindFields()
{
    for (const QLineEdit *edit : {m_ui->addressEdit, m_ui->connectUserEdit}) {
        connect(edit, &QLineEdit::textChanged, this, &ProfileConnectPage::edited);
    }
    connect(m_ui->addressEdit, &QLineEdit::textChanged, this, &ProfileConnectPage::addressChanged);
    for (const SecretField *field : {m_ui->hmacField, m_ui->tokenField, m_ui->apiKeyField}) {
        connect(field, &SecretField::edited, this, &ProfileConnectPage::edited);
    }
    connect(m_ui->hmacField, &SecretField::edited, this, &ProfileConnectPage::recognizeToken);
    connect(m_ui->accessBox, &QComboBox::currentIndexChanged, this,
            &ProfileConnectPage::showAccess);
    connect(m_ui->accessBox, &QComboBox::currentIndexChanged, this, &ProfileConnectPage::edited);
    connect(m_ui->channelsEdit, &QPlainTextEdit::textChanged, this, &ProfileConnectPage::edited);
    connect(m_ui->channelsEdit, &QPlainTextEdit::textChanged, this,
            &ProfileConnectPage::updateHint);
    connect(m_ui->channelsEdit, &QPlainTextEdit::cursorPositionChanged, this,
            &ProfileConnectPage::updateHint);
}

void ProfileConnectPage::showDraft(const ProfileDraft &draft, const SecretKeeper &secrets)
{
    const QSignalBlocker quiet(this);
    const Profile &profile = draft.profile;
    m_namespaces = ServerNamespaces::read(profile.serverConfiguration);
    m_ui->addressEdit->setText(profile.webSocketUrls.value(0));
    m_ui->addressEdit->setCursorPosition(0); // its host is what tells it from others
    m_ui->connectUserEdit->setText(profile.users.value(0));
    showSecret(m_ui->hmacField, {HmacSecretSlot, tr("Token secret"), profile.tokenHmacSecret},
               draft, secrets);
    showSecret(m_ui->tokenField, {TokenSlot, tr("Ready token"), profile.token}, draft, secrets);
    showSecret(m_ui->apiKeyField, {ApiKeySlot, tr("API key"), profile.apiKey}, draft, secrets);
    m_ui->accessBox->setCurrentIndex(int(accessOf(profile)));
    omitApiKey(profile.withoutApiKey);
    m_ui->channelsEdit->setPlainText(channelLines(profile).join(u'\n'));
    showAccess();
    updateHint();
}

void ProfileConnectPage::readInto(ProfileDraft &draft) const
{
    Profile &profile = draft.profile;
    const auto access = Access(m_ui->accessBox->currentIndex());
    const QString address = m_ui->addressEdit->text().trimmed();
    const QString user = m_ui->connectUserEdit->text().trimmed();
    profile.webSocketUrls = address.isEmpty() ? QStringList() : QStringList{address};
    profile.users = user.isEmpty() ? QStringList() : QStringList{user};
    profile.withoutToken = access == Access::None;
    profile.tokenHmacSecret = m_ui->hmacField->reference();
    profile.apiKey = m_ui->apiKeyField->reference();
    readTyped(m_ui->hmacField, HmacSecretSlot, draft);
    readTyped(m_ui->apiKeyField, ApiKeySlot, draft);
    if (access == Access::Secret) { // a token would take its place
        profile.token = {};
        draft.typed.remove(TokenSlot);
    } else {
        profile.token = m_ui->tokenField->reference();
        readTyped(m_ui->tokenField, TokenSlot, draft);
    }
    readChannels(typedChannels(m_ui->channelsEdit->toPlainText()), profile);
}

void ProfileConnectPage::setKeepOffered(bool isOffered)
{
    for (SecretField *field : {m_ui->hmacField, m_ui->tokenField, m_ui->apiKeyField}) {
        field->setKeepOffered(isOffered);
    }
}

void ProfileConnectPage::omitApiKey(bool omitted)
{
    m_ui->apiKeyField->setEnabled(!omitted);
}

QWidget *ProfileConnectPage::fieldOf(const ProfileFault &fault) const
{
    switch (fault.field) {
    case ProfileField::WebSocketUrls:
        return fault.line <= 1 ? m_ui->addressEdit : nullptr;
    case ProfileField::Users:
        return fault.line <= 1 ? m_ui->connectUserEdit : nullptr;
    case ProfileField::TokenHmacSecret:
        return m_ui->hmacField;
    case ProfileField::Token:
        return m_ui->tokenField;
    case ProfileField::ApiKey:
        return m_ui->apiKeyField;
    case ProfileField::Channels:
        return m_ui->channelsEdit;
    default:
        return nullptr;
    }
}

/** A ready token names its user. */
void ProfileConnectPage::showAccess()
{
    const auto access = Access(m_ui->accessBox->currentIndex());
    m_ui->accessPages->setCurrentIndex(m_ui->accessBox->currentIndex());
    if (access == Access::Token && !m_ui->tokenField->reference().isSet()) {
        m_ui->tokenField->setValue({SecretKind::Session, {}}, {}, SecretField::Known::No);
    }
    m_ui->connectUserEdit->setEnabled(access != Access::Token);
}

/** Somebody who pastes a token where the secret belongs means the token. */
void ProfileConnectPage::recognizeToken()
{
    const Secret typed = m_ui->hmacField->typed();
    if (!looksLikeToken(QString::fromUtf8(typed.reveal()))) {
        return;
    }
    m_ui->tokenField->setValue({SecretKind::Session, {}}, typed, SecretField::Known::No);
    m_ui->hmacField->setValue({}, {}, SecretField::Known::No);
    m_ui->accessBox->setCurrentIndex(int(Access::Token));
    m_ui->tokenField->setFocus(Qt::OtherFocusReason);
}

/** Of the channel at the cursor. */
void ProfileConnectPage::updateHint()
{
    const QString line = typedChannelAt(m_ui->channelsEdit->toPlainText(),
                                        m_ui->channelsEdit->textCursor().position());
    const QString channel = readChannelLine(line).value_or(ChannelLine{line, {}}).channel;
    const ChannelHint hint = channelHint(m_namespaces, channel);
    if (m_theme != nullptr) {
        colorLabel(m_ui->channelHintLabel,
                   m_theme->color(hint.isProblem ? Tone::Bad : Tone::Quiet));
    }
    m_ui->channelHintLabel->setFullText(hint.text);
}
