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
    for (const QPlainTextEdit *edit : {m_ui->usersEdit, m_ui->channelsEdit}) {
        connect(edit, &QPlainTextEdit::textChanged, this, &ProfilePeoplePage::edited);
    }
    connect(m_ui->lifetimeBox, &QSpinBox::valueChanged, this, &ProfilePeoplePage::edited);
}

ProfilePeoplePage::~ProfilePeoplePage() = default;

void ProfilePeoplePage::showProfile(const Profile &profile)
{
    const QSignalBlocker quiet(this);
    m_ui->usersEdit->setPlainText(profile.users.join(u'\n'));
    m_ui->channelsEdit->setPlainText(profile.channels.join(u'\n'));
    m_ui->lifetimeBox->setValue(int(profile.tokenLifetime.count()));
}

void ProfilePeoplePage::readInto(Profile &profile) const
{
    profile.users = linesOf(m_ui->usersEdit);
    profile.channels = linesOf(m_ui->channelsEdit);
    profile.tokenLifetime = std::chrono::seconds(m_ui->lifetimeBox->value());
}

QWidget *ProfilePeoplePage::fieldOf(ProfileField field) const
{
    switch (field) {
    case ProfileField::Users:
        return m_ui->usersEdit;
    case ProfileField::Channels:
        return m_ui->channelsEdit;
    case ProfileField::TokenLifetime:
        return m_ui->lifetimeBox;
    default:
        return nullptr;
    }
}
