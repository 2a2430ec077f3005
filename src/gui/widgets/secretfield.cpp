// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/secretfield.h"

#include "ui_secretfield.h"

#include "gui/widgets/labeltext.h"
#include "text/visibletext.h"

#include <QFileInfo>

using SecretKind = SecretReference::Kind;

namespace {

/** `/path/to/config.json#http_api.key`; a path may hold the sign, a key can't. */
SecretReference settingReference(const QString &text)
{
    const qsizetype end = text.lastIndexOf(u'#');
    return {SecretKind::Setting, end < 0 ? text : text.first(end),
            end < 0 ? QString() : text.sliced(end + 1)};
}

bool isReadByOthers(const QFileInfo &file)
{
    return file.permissions()
        & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
           | QFileDevice::WriteOther);
}

QString placeholder(SecretKind kind)
{
    if (kind == SecretKind::Setting) {
        return SecretField::tr("/path/to/config.json#http_api.key");
    }
    return kind == SecretKind::File ? SecretField::tr("/path/to/secret")
                                    : SecretField::tr("MY_VARIABLE");
}

} // namespace

SecretField::SecretField(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SecretField>())
{
    m_ui->setupUi(this);
    setFocusProxy(m_ui->sourceBox);
    styleQuiet(m_ui->noteLabel);
    m_ui->sourceBox->addItem(tr("None"), int(SecretKind::None));
    m_ui->sourceBox->addItem(tr("Typed"), int(SecretKind::Session));
    m_ui->sourceBox->addItem(tr("Variable"), int(SecretKind::Environment));
    m_ui->sourceBox->addItem(tr("File"), int(SecretKind::File));
    m_ui->sourceBox->addItem(tr("Key in file"), int(SecretKind::Setting));
    const auto announce = [this] {
        refresh();
        Q_EMIT edited();
    };
    connect(m_ui->sourceBox, &QComboBox::currentIndexChanged, this, announce);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, announce);
    connect(m_ui->typedEdit, &QLineEdit::textChanged, this, announce);
    connect(m_ui->keepBox, &QCheckBox::toggled, this, announce);
    refresh();
}

SecretField::~SecretField() = default;

void SecretField::setLabel(const QString &label)
{
    m_ui->sourceBox->setAccessibleName(tr("%1: where it comes from").arg(label));
    m_ui->nameEdit->setAccessibleName(tr("%1: variable or file").arg(label));
    m_ui->typedEdit->setAccessibleName(label);
    m_ui->keepBox->setAccessibleName(tr("%1: keep it in a file that only I can read").arg(label));
}

void SecretField::setValue(const SecretReference &reference, const Secret &typed, Known known)
{
    const QSignalBlocker quiet(this);
    m_known = known;
    const bool isStored = reference.kind == SecretKind::Stored;
    m_ui->sourceBox->setCurrentIndex(
        m_ui->sourceBox->findData(int(isStored ? SecretKind::Session : reference.kind)));
    m_ui->nameEdit->setText(reference.kind == SecretKind::Setting
                                ? reference.name + u'#' + reference.key
                                : reference.name);
    m_ui->typedEdit->setText(QString::fromUtf8(typed.reveal()));
    m_ui->keepBox->setChecked(isStored);
    refresh();
}

SecretReference SecretField::reference() const
{
    const auto kind = SecretKind(m_ui->sourceBox->currentData().toInt());
    if (kind == SecretKind::Environment || kind == SecretKind::File) {
        return {kind, m_ui->nameEdit->text().trimmed()};
    }
    if (kind == SecretKind::Setting) {
        return settingReference(m_ui->nameEdit->text().trimmed());
    }
    return {kind == SecretKind::Session && m_ui->keepBox->isChecked() ? SecretKind::Stored : kind,
            {}};
}

void SecretField::setKeepOffered(bool isOffered)
{
    m_isKeepOffered = isOffered;
    if (!isOffered) {
        m_ui->keepBox->setChecked(false);
    }
    refresh();
}

Secret SecretField::typed() const
{
    const auto kind = reference().kind;
    return kind == SecretKind::Session || kind == SecretKind::Stored
        ? Secret(m_ui->typedEdit->text().toUtf8())
        : Secret();
}

void SecretField::refresh()
{
    const SecretKind kind = reference().kind;
    const bool isTyped = kind == SecretKind::Session || kind == SecretKind::Stored;
    m_ui->nameEdit->setVisible(kind != SecretKind::None && !isTyped);
    m_ui->nameEdit->setPlaceholderText(placeholder(kind));
    m_ui->typedEdit->setVisible(isTyped);
    m_ui->typedEdit->setPlaceholderText(typedHint());
    m_ui->keepBox->setVisible(isTyped && m_isKeepOffered);
    const QString text = note();
    m_ui->noteLabel->setVisible(!text.isEmpty());
    showPlain(m_ui->noteLabel, text);
}

/** What an empty field means. */
QString SecretField::typedHint() const
{
    if (m_known == Known::Yes) {
        return tr("typed before; empty keeps it");
    }
    return m_isKeepOffered ? tr("asked for when you connect, if empty") : tr("none if empty");
}

/** A hint on the source as it is now; never reads the secret. */
QString SecretField::note() const
{
    const SecretReference reference = this->reference();
    switch (reference.kind) {
    case SecretKind::Stored:
        return tr("Anyone with access to your files can use it. A variable or a file of your own "
                  "is safer.");
    case SecretKind::Environment:
        return isVariableName(reference.name)
                && !qEnvironmentVariableIsSet(reference.name.toLatin1().constData())
            ? tr("Not set now; it is read when you connect.")
            : QString();
    case SecretKind::File:
    case SecretKind::Setting: {
        const QFileInfo file(reference.name);
        if (!reference.name.isEmpty() && !file.exists()) {
            return tr("Not there now; it is read when you connect.");
        }
        if (!isReadByOthers(file)) {
            return {};
        }
        return reference.kind == SecretKind::Setting
            ? tr("Others on this machine can read this file, and so the secret.")
            : tr("Others on this machine can read it, so it won't be used: chmod 600 %1")
                  .arg(Text::visible(reference.name));
    }
    case SecretKind::Session:
    case SecretKind::None:
        break;
    }
    return {};
}
