// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profilepeoplepage.h"

#include "ui_profilepeoplepage.h"

#include "gui/widgets/lineslist.h"

namespace {

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

ProfilePeoplePage::ProfilePeoplePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfilePeoplePage>())
{
    m_ui->setupUi(this);
    for (const QPlainTextEdit *edit : {m_ui->usersEdit, m_ui->channelsEdit}) {
        connect(edit, &QPlainTextEdit::textChanged, this, &ProfilePeoplePage::edited);
    }
    for (const QLineEdit *edit : {m_ui->tokenClaimsEdit, m_ui->subscriptionClaimsEdit}) {
        connect(edit, &QLineEdit::textChanged, this, &ProfilePeoplePage::edited);
    }
    connect(m_ui->lifetimeBox, &QSpinBox::valueChanged, this, &ProfilePeoplePage::edited);
}

ProfilePeoplePage::~ProfilePeoplePage() = default;

void ProfilePeoplePage::showProfile(const Profile &profile)
{
    const QSignalBlocker quiet(this);
    m_ui->usersEdit->setPlainText(profile.users.join(u'\n'));
    m_ui->channelsEdit->setPlainText(channelLines(profile).join(u'\n'));
    m_ui->tokenClaimsEdit->setText(profile.tokenClaims);
    m_ui->subscriptionClaimsEdit->setText(profile.subscriptionTokenClaims);
    m_ui->lifetimeBox->setValue(int(profile.tokenLifetime.count()));
}

void ProfilePeoplePage::readInto(Profile &profile) const
{
    profile.users = linesOf(m_ui->usersEdit);
    readChannels(linesOf(m_ui->channelsEdit), profile);
    profile.tokenClaims = m_ui->tokenClaimsEdit->text().trimmed();
    profile.subscriptionTokenClaims = m_ui->subscriptionClaimsEdit->text().trimmed();
    profile.tokenLifetime = std::chrono::seconds(m_ui->lifetimeBox->value());
}

QWidget *ProfilePeoplePage::fieldOf(ProfileField field) const
{
    switch (field) {
    case ProfileField::Users:
        return m_ui->usersEdit;
    case ProfileField::Channels:
        return m_ui->channelsEdit;
    case ProfileField::TokenClaims:
        return m_ui->tokenClaimsEdit;
    case ProfileField::SubscriptionTokenClaims:
        return m_ui->subscriptionClaimsEdit;
    case ProfileField::TokenLifetime:
        return m_ui->lifetimeBox;
    default:
        return nullptr;
    }
}
