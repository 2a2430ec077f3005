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
    for (const QLineEdit *edit : {m_ui->apiUrlEdit, m_ui->configurationEdit}) {
        connect(edit, &QLineEdit::textChanged, this, &ProfileServerPage::edited);
    }
    connect(m_ui->wireBox, &QComboBox::currentIndexChanged, this, &ProfileServerPage::edited);
}

ProfileServerPage::~ProfileServerPage() = default;

void ProfileServerPage::showProfile(const Profile &profile)
{
    const QSignalBlocker quiet(this);
    m_ui->webSocketUrlsEdit->setPlainText(profile.webSocketUrls.mid(1).join(u'\n'));
    m_ui->apiUrlEdit->setText(profile.apiUrl);
    m_ui->wireBox->setCurrentIndex(m_ui->wireBox->findData(int(profile.wireFormat)));
    m_ui->configurationEdit->setText(profile.serverConfiguration);
    setAddress(profile.webSocketUrls.value(0));
}

void ProfileServerPage::readInto(Profile &profile) const
{
    profile.webSocketUrls += linesOf(m_ui->webSocketUrlsEdit);
    profile.apiUrl = m_ui->apiUrlEdit->text().trimmed();
    profile.wireFormat = WireFormat(m_ui->wireBox->currentData().toInt());
    profile.serverConfiguration = m_ui->configurationEdit->text().trimmed();
}

QWidget *ProfileServerPage::fieldOf(const ProfileFault &fault) const
{
    switch (fault.field) {
    case ProfileField::WebSocketUrls:
        return fault.line > 1 ? m_ui->webSocketUrlsEdit : nullptr;
    case ProfileField::ApiUrl:
        return m_ui->apiUrlEdit;
    default:
        return nullptr;
    }
}

void ProfileServerPage::setAddress(const QString &address)
{
    m_ui->apiUrlEdit->setPlaceholderText(apiUrlBeside(address));
}
