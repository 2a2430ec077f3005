// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/tokendialog.h"

#include "ui_tokendialog.h"

#include "centrifuge/token.h"
#include "gui/widgets/labeltext.h"
#include "monitor/profile/connectionsettings.h"

#include <QDateTime>
#include <QPushButton>

TokenDialog::TokenDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::TokenDialog>())
{
    m_ui->setupUi(this);
    styleQuiet(m_ui->contentsLabel);
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setText(tr("Connect"));
    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &TokenDialog::refresh);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &TokenDialog::choose);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

TokenDialog::~TokenDialog() = default;

void TokenDialog::refresh()
{
    const QString token = m_ui->tokenEdit->text().trimmed();
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setEnabled(!isTooShort(Secret(token.toUtf8())));
    if (token.isEmpty()) {
        showWrapped(m_ui->contentsLabel, tr("Left empty, tokens are minted again."));
        return;
    }
    const auto contents = Centrifuge::decodeToken(token);
    if (!contents) {
        showWrapped(m_ui->contentsLabel, contents.error().message);
        return;
    }
    const QString user = contents.value().user;
    const QString expiry = contents.value().expiresAt
        ? tr("expires %1")
              .arg(QDateTime::fromSecsSinceEpoch(contents.value().expiresAt->count())
                       .toString(Qt::ISODate))
        : tr("never expires");
    showWrapped(m_ui->contentsLabel,
                tr("For %1, %2.").arg(user.isEmpty() ? tr("an anonymous user") : user, expiry));
}

void TokenDialog::choose()
{
    const Secret token(m_ui->tokenEdit->text().trimmed().toUtf8());
    m_ui->tokenEdit->clear();
    Q_EMIT tokenChosen(token);
    accept();
}
