// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profileserverpage.h"

#include "ui_profileserverpage.h"

#include "gui/widgets/lineslist.h"

using Centrifuge::WireFormat;

ProfileServerPage::ProfileServerPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfileServerPage>())
{
    m_ui->setupUi(this);
    m_ui->wireBox->addItem(tr("Protobuf"), int(WireFormat::Protobuf));
    m_ui->wireBox->addItem(tr("JSON"), int(WireFormat::Json));
    connect(m_ui->webSocketUrlsEdit, &QPlainTextEdit::textChanged, this,
            &ProfileServerPage::edited);
    connect(m_ui->webSocketUrlsEdit, &QPlainTextEdit::textChanged, this,
            &ProfileServerPage::refresh);
    connect(m_ui->apiUrlEdit, &QLineEdit::textChanged, this, &ProfileServerPage::edited);
    connect(m_ui->wireBox, &QComboBox::currentIndexChanged, this, &ProfileServerPage::edited);
}

ProfileServerPage::~ProfileServerPage() = default;

void ProfileServerPage::showProfile(const Profile &profile)
{
    const QSignalBlocker quiet(this);
    m_ui->webSocketUrlsEdit->setPlainText(profile.webSocketUrls.join(u'\n'));
    m_ui->apiUrlEdit->setText(profile.apiUrl);
    m_ui->wireBox->setCurrentIndex(m_ui->wireBox->findData(int(profile.wireFormat)));
    refresh();
}

void ProfileServerPage::readInto(Profile &profile) const
{
    profile.webSocketUrls = linesOf(m_ui->webSocketUrlsEdit);
    profile.apiUrl = m_ui->apiUrlEdit->text().trimmed();
    profile.wireFormat = WireFormat(m_ui->wireBox->currentData().toInt());
}

QWidget *ProfileServerPage::fieldOf(ProfileField field) const
{
    switch (field) {
    case ProfileField::WebSocketUrls:
        return m_ui->webSocketUrlsEdit;
    case ProfileField::ApiUrl:
        return m_ui->apiUrlEdit;
    default:
        return nullptr;
    }
}

/** Shows the default of the API URL, which depends on the WebSocket URL. */
void ProfileServerPage::refresh()
{
    m_ui->apiUrlEdit->setPlaceholderText(apiUrlBeside(linesOf(m_ui->webSocketUrlsEdit).value(0)));
}
