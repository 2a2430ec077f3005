// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/watcherdialog.h"

#include "ui_watcherdialog.h"

#include "centrifuge/token.h"
#include "gui/widgets/labeltext.h"
#include "monitor/profile/connectionsettings.h"

#include <QCompleter>
#include <QPushButton>

using Kind = WatcherIdentity::Kind;

WatcherDialog::WatcherDialog(Choices choices, QWidget *parent)
    : QDialog(parent)
    , m_choices(std::move(choices))
    , m_ui(std::make_unique<Ui::WatcherDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    styleQuiet(m_ui->hintLabel);
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setText(tr("Add"));
    m_ui->kindBox->addItem(tr("A user"), int(Kind::User));
    m_ui->kindBox->addItem(tr("A ready token"), int(Kind::Token));
    m_ui->kindBox->addItem(tr("Another address of the server"), int(Kind::Node));
    if (!m_choices.profiles.isEmpty()) {
        m_ui->kindBox->addItem(tr("Another profile"), int(Kind::Profile));
    }
    m_ui->nodeBox->addItems(m_choices.addresses);
    m_ui->nodeBox->setCurrentIndex(-1);
    m_ui->nodeBox->lineEdit()->setPlaceholderText(
        QStringLiteral("ws://host:8000/connection/websocket"));
    for (const ProfileChoice &each : m_choices.profiles) {
        m_ui->profileBox->addItem(labelText(each.name));
    }
    connect(m_ui->kindBox, &QComboBox::currentIndexChanged, this, &WatcherDialog::offerUsers);
    connect(m_ui->profileBox, &QComboBox::currentIndexChanged, this, &WatcherDialog::offerUsers);
    connect(m_ui->userEdit, &QLineEdit::textChanged, this, &WatcherDialog::refresh);
    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &WatcherDialog::refresh);
    connect(m_ui->nodeBox, &QComboBox::currentTextChanged, this, &WatcherDialog::refresh);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &WatcherDialog::choose);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    offerUsers();
    m_ui->userEdit->setFocus();
}

WatcherDialog::~WatcherDialog() = default;

Kind WatcherDialog::kind() const
{
    return Kind(m_ui->kindBox->currentData().toInt());
}

/** The chosen one; there has to be one. */
const WatcherDialog::ProfileChoice &WatcherDialog::profile() const
{
    return m_choices.profiles.at(std::max(0, m_ui->profileBox->currentIndex()));
}

/** Those of the profile; a foreign profile's first is suggested. */
void WatcherDialog::offerUsers()
{
    const bool isForeign = kind() == Kind::Profile;
    const QStringList users = isForeign ? profile().users : m_choices.users;
    m_ui->userEdit->setCompleter(new QCompleter(users, m_ui->userEdit));
    if (isForeign) {
        m_ui->userEdit->setText(users.value(0));
    }
    refresh();
}

/** Why what is typed can't be used; empty when it can. */
QString WatcherDialog::fault() const
{
    switch (kind()) {
    case Kind::User:
        return m_choices.whyNoUser;
    case Kind::Profile:
        return profile().whyNot;
    case Kind::Token: {
        const QString token = m_ui->tokenEdit->text().trimmed();
        if (token.isEmpty()) {
            return tr("Paste the connection token of somebody.");
        }
        const auto contents = Centrifuge::decodeToken(token);
        return contents ? QString() : contents.error().message;
    }
    case Kind::Node:
        break;
    }
    const QUrl url(m_ui->nodeBox->currentText().trimmed(), QUrl::StrictMode);
    const bool isWebSocket =
        url.scheme() == QStringLiteral("ws") || url.scheme() == QStringLiteral("wss");
    return url.isValid() && isWebSocket && !url.host().isEmpty()
        ? QString()
        : tr("An address begins with ws:// or wss://.");
}

/** What will happen. */
QString WatcherDialog::hint() const
{
    switch (kind()) {
    case Kind::Token:
        return tr("Its owner watches the same channels. The token is kept in memory only.");
    case Kind::Node:
        return tr("The same user watches the same channels there, for example at another node.");
    case Kind::Profile:
        if (profile().hasNoToken) {
            return tr("The profile sends no token: its server decides who this is. The channels "
                      "are the same.");
        }
        break;
    case Kind::User:
        break;
    }
    return m_ui->userEdit->text().trimmed().isEmpty()
        ? tr("Left empty, the token is for no user (anonymous).")
        : tr("A token is minted for this user, who then watches the same channels.");
}

void WatcherDialog::refresh()
{
    const Kind chosen = kind();
    const bool hasUser = chosen == Kind::User || (chosen == Kind::Profile && !profile().hasNoToken);
    m_ui->userLabel->setVisible(hasUser);
    m_ui->userEdit->setVisible(hasUser);
    m_ui->tokenLabel->setVisible(chosen == Kind::Token);
    m_ui->tokenEdit->setVisible(chosen == Kind::Token);
    m_ui->nodeLabel->setVisible(chosen == Kind::Node);
    m_ui->nodeBox->setVisible(chosen == Kind::Node);
    m_ui->profileLabel->setVisible(chosen == Kind::Profile);
    m_ui->profileBox->setVisible(chosen == Kind::Profile);
    const QString why = fault();
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setEnabled(why.isEmpty());
    showWrapped(m_ui->hintLabel, why.isEmpty() ? hint() : why);
}

void WatcherDialog::choose()
{
    WatcherIdentity identity;
    identity.kind = kind();
    identity.user = m_ui->userEdit->text().trimmed();
    if (identity.kind == Kind::Token) {
        identity.token = Secret(m_ui->tokenEdit->text().trimmed().toUtf8());
    } else if (identity.kind == Kind::Node) {
        identity.node = QUrl(m_ui->nodeBox->currentText().trimmed(), QUrl::StrictMode);
    }
    m_ui->tokenEdit->clear();
    const QString id = identity.kind == Kind::Profile ? profile().id : QString();
    accept();
    Q_EMIT chosen(identity, id);
}
