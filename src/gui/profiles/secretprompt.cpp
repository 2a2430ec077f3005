// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/secretprompt.h"

#include "ui_secretprompt.h"

#include "gui/controller/profileswitch.h"
#include "gui/widgets/labeltext.h"
#include "monitor/profile/profileconnection.h"
#include "monitor/profile/secretkeeper.h"
#include "text/secretmask.h"

#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

SecretPrompt::SecretPrompt(const Profile &profile, const QList<ProfileSecret> &wanted,
                           QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SecretPrompt>())
{
    m_ui->setupUi(this);
    showPlain(m_ui->introLabel,
              tr("The profile %1 needs this. It is kept in memory until the program ends.")
                  .arg(profile.name));
    for (const ProfileSecret &secret : wanted) {
        auto *edit = new QLineEdit(this);
        edit->setObjectName(secret.slot + QStringLiteral("Edit"));
        edit->setEchoMode(QLineEdit::Password);
        edit->setAccessibleName(secret.label);
        edit->setPlaceholderText(tr("at least %1 characters").arg(Text::ShortestSecret));
        auto *label = new QLabel(secret.label, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(edit);
        m_ui->rowsLayout->addRow(label, edit);
        m_edits.append({secret.slot, edit});
        connect(edit, &QLineEdit::textChanged, this, &SecretPrompt::refresh);
    }
    if (!m_edits.isEmpty()) {
        m_edits.constFirst().second->setFocus();
    }
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setText(tr("Connect"));
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setDefault(true);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &SecretPrompt::finish);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

SecretPrompt::~SecretPrompt() = default;

void SecretPrompt::refresh()
{
    const bool isComplete = std::all_of(m_edits.begin(), m_edits.end(), [](const auto &pair) {
        return pair.second->text().size() >= Text::ShortestSecret;
    });
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setEnabled(isComplete);
}

void SecretPrompt::finish()
{
    QHash<QString, Secret> secrets;
    for (const auto &[slot, edit] : std::as_const(m_edits)) {
        secrets.insert(slot, Secret(edit->text().toUtf8()));
        edit->clear();
    }
    accept();
    Q_EMIT typed(secrets);
}

void askForSecrets(const Profile &profile, ProfileSwitch &profiles, QWidget *parent)
{
    auto *dialog = new SecretPrompt(profile, secretsToType(profile, profiles.secrets()), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &SecretPrompt::typed, &profiles,
                     [&profiles, profile](const QHash<QString, Secret> &secrets) {
                         for (const auto &[slot, secret] : secrets.asKeyValueRange()) {
                             profiles.secrets().setSession(profile, slot, secret);
                         }
                         profiles.use(profile);
                     });
    dialog->open();
}
