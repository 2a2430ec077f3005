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

WatcherDialog::WatcherDialog(const Choices &choices, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::WatcherDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    styleQuiet(m_ui->hintLabel);
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setText(tr("Add"));
    m_ui->kindBox->addItem(tr("A user"), int(Kind::User));
    m_ui->kindBox->addItem(tr("A ready token"), int(Kind::Token));
    m_ui->kindBox->addItem(tr("Another address of the server"), int(Kind::Node));
    if (!choices.profiles.isEmpty()) {
        m_ui->kindBox->addItem(tr("Another profile"), int(Kind::Profile));
    }
    m_ui->userEdit->setCompleter(new QCompleter(choices.users, this));
    m_ui->nodeBox->addItems(choices.addresses);
    m_ui->nodeBox->setCurrentIndex(-1);
    m_ui->nodeBox->lineEdit()->setPlaceholderText(
        QStringLiteral("ws://host:8000/connection/websocket"));
    for (const auto &[id, name] : choices.profiles) {
        m_ui->profileBox->addItem(labelText(name), id);
    }
    connect(m_ui->kindBox, &QComboBox::currentIndexChanged, this, &WatcherDialog::refresh);
    connect(m_ui->userEdit, &QLineEdit::textChanged, this, &WatcherDialog::refresh);
    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &WatcherDialog::refresh);
    connect(m_ui->nodeBox, &QComboBox::currentTextChanged, this, &WatcherDialog::refresh);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &WatcherDialog::choose);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
    m_ui->userEdit->setFocus();
}

WatcherDialog::~WatcherDialog() = default;

Kind WatcherDialog::kind() const
{
    return Kind(m_ui->kindBox->currentData().toInt());
}

/** Why what is typed can't be used; empty when it can. */
QString WatcherDialog::fault() const
{
    if (kind() == Kind::Token) {
        const QString token = m_ui->tokenEdit->text().trimmed();
        if (token.isEmpty()) {
            return tr("Paste the connection token of somebody.");
        }
        const auto contents = Centrifuge::decodeToken(token);
        return contents ? QString() : contents.error().message;
    }
    if (kind() == Kind::Node) {
        const QUrl url(m_ui->nodeBox->currentText().trimmed(), QUrl::StrictMode);
        const bool isWebSocket =
            url.scheme() == QStringLiteral("ws") || url.scheme() == QStringLiteral("wss");
        return url.isValid() && isWebSocket && !url.host().isEmpty()
            ? QString()
            : tr("An address begins with ws:// or wss://.");
    }
    return {};
}

void WatcherDialog::refresh()
{
    const Kind chosen = kind();
    const bool hasUser = chosen == Kind::User || chosen == Kind::Profile;
    m_ui->userLabel->setVisible(hasUser);
    m_ui->userEdit->setVisible(hasUser);
    m_ui->tokenLabel->setVisible(chosen == Kind::Token);
    m_ui->tokenEdit->setVisible(chosen == Kind::Token);
    m_ui->nodeLabel->setVisible(chosen == Kind::Node);
    m_ui->nodeBox->setVisible(chosen == Kind::Node);
    m_ui->profileLabel->setVisible(chosen == Kind::Profile);
    m_ui->profileBox->setVisible(chosen == Kind::Profile);
    QString hint = fault();
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setEnabled(hint.isEmpty());
    if (hint.isEmpty()) {
        switch (chosen) {
        case Kind::User:
        case Kind::Profile:
            hint = m_ui->userEdit->text().trimmed().isEmpty()
                ? tr("Left empty, the token is for no user (anonymous).")
                : tr("A token is minted for this user, who then watches the same channels.");
            break;
        case Kind::Token:
            hint = tr("Its owner watches the same channels. The token is kept in memory only.");
            break;
        case Kind::Node:
            hint =
                tr("The same user watches the same channels there, for example at another node.");
            break;
        }
    }
    showWrapped(m_ui->hintLabel, hint);
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
    const QString profile =
        identity.kind == Kind::Profile ? m_ui->profileBox->currentData().toString() : QString();
    accept();
    Q_EMIT chosen(identity, profile);
}
