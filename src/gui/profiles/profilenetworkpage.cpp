// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profilenetworkpage.h"

#include "ui_profilenetworkpage.h"

#include "gui/profiles/headerlines.h"
#include "gui/profiles/profilesecretspage.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/lineslist.h"

namespace {

constexpr int HeaderLines = 5; // more lines scroll

} // namespace

ProfileNetworkPage::ProfileNetworkPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfileNetworkPage>())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->headersHint);
    m_ui->headersEdit->setMaximumHeight(m_ui->headersEdit->fontMetrics().lineSpacing()
                                        * HeaderLines);
    m_ui->proxyBox->addItem(tr("System's"), int(ProfileProxy::Kind::System));
    m_ui->proxyBox->addItem(tr("None"), int(ProfileProxy::Kind::None));
    m_ui->proxyBox->addItem(tr("HTTP"), int(ProfileProxy::Kind::Http));
    m_ui->proxyBox->addItem(tr("SOCKS 5"), int(ProfileProxy::Kind::Socks5));
    m_ui->frameLimitBox->setRange(1, MessageLimits::LargestFrame);
    m_ui->publicationLimitBox->setRange(1, MessageLimits::LargestPublication);
    const auto announce = [this] {
        refresh();
        Q_EMIT edited();
    };
    for (const QLineEdit *edit : {m_ui->caFileEdit, m_ui->certificateEdit, m_ui->keyEdit,
                                  m_ui->originEdit, m_ui->proxyHostEdit, m_ui->proxyUserEdit}) {
        connect(edit, &QLineEdit::textChanged, this, announce);
    }
    connect(m_ui->headersEdit, &QPlainTextEdit::textChanged, this, announce);
    connect(m_ui->unverifiedBox, &QCheckBox::toggled, this, announce);
    connect(m_ui->proxyBox, &QComboBox::currentIndexChanged, this, announce);
    for (const QSpinBox *box :
         {m_ui->proxyPortBox, m_ui->frameLimitBox, m_ui->publicationLimitBox}) {
        connect(box, &QSpinBox::valueChanged, this, announce);
    }
    connect(m_ui->proxyPasswordField, &SecretField::edited, this, announce);
    refresh();
}

ProfileNetworkPage::~ProfileNetworkPage() = default;

void ProfileNetworkPage::setWarningColor(const QColor &color)
{
    colorLabel(m_ui->unverifiedLabel, color);
}

void ProfileNetworkPage::showDraft(const ProfileDraft &draft, const SecretKeeper &secrets)
{
    const QSignalBlocker quiet(this);
    const ProfileNetwork &network = draft.profile.network;
    m_ui->caFileEdit->setText(network.caFile);
    m_ui->certificateEdit->setText(network.certificateFile);
    m_ui->keyEdit->setText(network.keyFile);
    m_ui->unverifiedBox->setChecked(!network.verifyPeer);
    m_ui->originEdit->setText(network.origin);
    m_ui->headersEdit->setPlainText(headerLines(network.headers).join(u'\n'));
    m_ui->proxyBox->setCurrentIndex(m_ui->proxyBox->findData(int(network.proxy.kind)));
    m_ui->proxyHostEdit->setText(network.proxy.host);
    m_ui->proxyPortBox->setValue(network.proxy.port);
    m_ui->proxyUserEdit->setText(network.proxy.user);
    showSecret(m_ui->proxyPasswordField,
               {ProxyPasswordSlot, tr("Proxy password"), network.proxy.password}, draft, secrets);
    m_ui->frameLimitBox->setValue(network.limits.frame);
    m_ui->publicationLimitBox->setValue(network.limits.publication);
    refresh();
}

void ProfileNetworkPage::readInto(ProfileDraft &draft) const
{
    ProfileNetwork &network = draft.profile.network;
    network.caFile = m_ui->caFileEdit->text().trimmed();
    network.certificateFile = m_ui->certificateEdit->text().trimmed();
    network.keyFile = m_ui->keyEdit->text().trimmed();
    network.verifyPeer = !m_ui->unverifiedBox->isChecked();
    network.origin = m_ui->originEdit->text().trimmed();
    network.headers = headersFrom(linesOf(m_ui->headersEdit));
    network.proxy.kind = ProfileProxy::Kind(m_ui->proxyBox->currentData().toInt());
    network.proxy.host = m_ui->proxyHostEdit->text().trimmed();
    network.proxy.port = m_ui->proxyPortBox->value();
    network.proxy.user = m_ui->proxyUserEdit->text();
    network.proxy.password = m_ui->proxyPasswordField->reference();
    readTyped(m_ui->proxyPasswordField, ProxyPasswordSlot, draft);
    network.limits = {m_ui->frameLimitBox->value(), m_ui->publicationLimitBox->value()};
}

QWidget *ProfileNetworkPage::fieldOf(const ProfileFault &fault) const
{
    switch (fault.field) {
    case ProfileField::CaFile:
        return m_ui->caFileEdit;
    case ProfileField::ClientCertificate:
        return m_ui->certificateEdit;
    case ProfileField::Verification:
        return m_ui->unverifiedBox;
    case ProfileField::Origin:
        return m_ui->originEdit;
    case ProfileField::Headers:
        return m_ui->headersEdit;
    case ProfileField::Proxy:
        return m_ui->proxyHostEdit;
    case ProfileField::FrameLimit:
        return m_ui->frameLimitBox;
    case ProfileField::PublicationLimit:
        return m_ui->publicationLimitBox;
    default:
        return nullptr;
    }
}

void ProfileNetworkPage::refresh()
{
    m_ui->unverifiedLabel->setVisible(m_ui->unverifiedBox->isChecked());
    const auto kind = ProfileProxy::Kind(m_ui->proxyBox->currentData().toInt());
    const bool hasAddress = kind == ProfileProxy::Kind::Http || kind == ProfileProxy::Kind::Socks5;
    for (QWidget *field :
         {static_cast<QWidget *>(m_ui->proxyHostEdit), static_cast<QWidget *>(m_ui->proxyPortBox),
          static_cast<QWidget *>(m_ui->proxyUserEdit),
          static_cast<QWidget *>(m_ui->proxyPasswordLabel),
          static_cast<QWidget *>(m_ui->proxyPasswordField)}) {
        field->setVisible(hasAddress);
    }
}
