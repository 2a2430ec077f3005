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
    connect(m_ui->noTokenBox, &QCheckBox::toggled, this, &TokenDialog::refresh);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &TokenDialog::choose);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

TokenDialog::~TokenDialog() = default;

void TokenDialog::setWithoutToken(bool without)
{
    m_ui->noTokenBox->setChecked(without);
}

void TokenDialog::refresh()
{
    const bool isWithout = m_ui->noTokenBox->isChecked();
    m_ui->tokenEdit->setEnabled(!isWithout);
    if (isWithout) {
        m_ui->buttonBox->button(QDialogButtonBox::Ok)->setEnabled(true);
        showWrapped(
            m_ui->contentsLabel,
            tr("No token is sent: the server has to let in anyone, or to find out by itself "
               "who connects (a connect proxy, a header)."));
        return;
    }
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
    if (m_ui->noTokenBox->isChecked()) {
        Q_EMIT noTokenChosen();
    } else {
        Q_EMIT tokenChosen(token);
    }
    accept();
}
