// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profilepeoplepage.h"

#include "ui_profilepeoplepage.h"

#include "gui/widgets/lineslist.h"

ProfilePeoplePage::ProfilePeoplePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfilePeoplePage>())
{
    m_ui->setupUi(this);
    connect(m_ui->usersEdit, &QPlainTextEdit::textChanged, this, &ProfilePeoplePage::edited);
    for (const QLineEdit *edit : {m_ui->tokenClaimsEdit, m_ui->subscriptionClaimsEdit}) {
        connect(edit, &QLineEdit::textChanged, this, &ProfilePeoplePage::edited);
    }
    connect(m_ui->lifetimeBox, &QSpinBox::valueChanged, this, &ProfilePeoplePage::edited);
}

ProfilePeoplePage::~ProfilePeoplePage() = default;

void ProfilePeoplePage::showProfile(const Profile &profile)
{
    const QSignalBlocker quiet(this);
    m_ui->usersEdit->setPlainText(profile.users.mid(1).join(u'\n'));
    m_ui->tokenClaimsEdit->setText(profile.tokenClaims);
    m_ui->subscriptionClaimsEdit->setText(profile.subscriptionTokenClaims);
    m_ui->lifetimeBox->setValue(int(profile.tokenLifetime.count()));
}

void ProfilePeoplePage::readInto(Profile &profile) const
{
    profile.users += linesOf(m_ui->usersEdit);
    profile.tokenClaims = m_ui->tokenClaimsEdit->text().trimmed();
    profile.subscriptionTokenClaims = m_ui->subscriptionClaimsEdit->text().trimmed();
    profile.tokenLifetime = std::chrono::seconds(m_ui->lifetimeBox->value());
}

QWidget *ProfilePeoplePage::fieldOf(const ProfileFault &fault) const
{
    switch (fault.field) {
    case ProfileField::Users:
        return fault.line > 1 ? m_ui->usersEdit : nullptr;
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
