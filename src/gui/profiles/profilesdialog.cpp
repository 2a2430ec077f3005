// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profilesdialog.h"

#include "ui_profilesdialog.h"

#include "gui/controller/profileswitch.h"
#include "gui/profiles/profileform.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/profile/profilestore.h"
#include "monitor/profile/secretkeeper.h"

#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

namespace {

constexpr QSize DialogSize(860, 580);
constexpr int IdRole = Qt::UserRole;

using Weight = ProfileFault::Weight;

} // namespace

ProfilesDialog::ProfilesDialog(ProfileSwitch &profiles, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ProfilesDialog>())
    , m_profiles(profiles)
    , m_theme(theme)
{
    m_ui->setupUi(this);
    bindButtons();
    resize(DialogSize);
    m_ui->undoButton->hide();
    colorLabel(m_ui->errorLabel, m_theme.color(Tone::Bad));
    m_ui->profileForm->attach(m_profiles, m_theme);
    const auto loaded = m_profiles.store().load();
    showError(loaded ? QString() : loaded.error().message);
    reload(m_profiles.profile() ? m_profiles.profile()->id : QString());
}

ProfilesDialog::~ProfilesDialog()
{
    forgetDeleted();
}

void ProfilesDialog::bindButtons()
{
    connect(m_ui->profileList, &QListWidget::currentItemChanged, this,
            &ProfilesDialog::showCurrent);
    connect(m_ui->profileForm, &ProfileForm::edited, this, &ProfilesDialog::applyEdit);
    connect(m_ui->newButton, &QPushButton::clicked, this, &ProfilesDialog::makeNew);
    connect(m_ui->duplicateButton, &QPushButton::clicked, this, &ProfilesDialog::duplicate);
    connect(m_ui->deleteButton, &QPushButton::clicked, this, &ProfilesDialog::deleteCurrent);
    connect(m_ui->undoButton, &QPushButton::clicked, this, &ProfilesDialog::undoDelete);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &ProfilesDialog::save);
    connect(m_ui->connectButton, &QPushButton::clicked, this, &ProfilesDialog::saveAndConnect);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &ProfilesDialog::reject);
}

/** Fills the list: stored profiles, then new drafts. */
void ProfilesDialog::reload(const QString &selectId)
{
    {
        const QScopedValueRollback quiet(m_isFilling, true);
        m_ui->profileList->clear();
        QStringList stored;
        for (const Profile &profile : m_profiles.store().profiles()) {
            stored.append(profile.id);
            addItem(profile);
        }
        for (const ProfileDraft &draft : std::as_const(m_drafts)) {
            if (!stored.contains(draft.profile.id)) {
                addItem(draft.profile);
            }
        }
        int row = 0;
        for (int i = 0; i < m_ui->profileList->count(); ++i) {
            row = m_ui->profileList->item(i)->data(IdRole).toString() == selectId ? i : row;
        }
        m_ui->profileList->setCurrentRow(row);
    }
    showCurrent();
}

void ProfilesDialog::addItem(const Profile &profile)
{
    auto *item = new QListWidgetItem(m_ui->profileList);
    item->setData(IdRole, profile.id);
    updateItem(item);
}

void ProfilesDialog::updateItem(QListWidgetItem *item)
{
    const QString id = item->data(IdRole).toString();
    const Profile profile = draftOf(id).profile;
    const QString name = profile.name.isEmpty() ? tr("(no name)") : profile.name;
    item->setText(isChanged(id) ? tr("%1 •").arg(name) : name);
    item->setIcon(profileIcon(profile.color, m_theme.isDark()));
    item->setToolTip(isChanged(id) ? tr("Not saved yet") : QString());
}

QString ProfilesDialog::currentId() const
{
    const QListWidgetItem *item = m_ui->profileList->currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

ProfileDraft ProfilesDialog::draftOf(const QString &id) const
{
    const auto draft = m_drafts.constFind(id);
    if (draft != m_drafts.cend()) {
        return *draft;
    }
    const auto stored = m_profiles.store().find(id);
    return {stored.value_or(Profile()), {}, stored, {}};
}

bool ProfilesDialog::isChanged(const QString &id) const
{
    return m_drafts.contains(id);
}

void ProfilesDialog::showCurrent()
{
    if (m_isFilling) {
        return;
    }
    const bool isAny = !currentId().isEmpty();
    m_ui->profileForm->setVisible(isAny);
    m_ui->emptyLabel->setVisible(!isAny);
    m_ui->profileForm->showDraft(draftOf(currentId()), m_profiles.secrets());
    refresh();
}

/** Takes the changed fields into the draft. */
void ProfilesDialog::applyEdit()
{
    const QString id = currentId();
    if (id.isEmpty()) {
        return;
    }
    ProfileDraft draft = draftOf(id);
    m_ui->profileForm->readInto(draft);
    const auto stored = m_profiles.store().find(id);
    if (stored == draft.profile && draft.typed.isEmpty()) {
        m_drafts.remove(id);
    } else {
        m_drafts.insert(id, draft);
    }
    updateItem(m_ui->profileList->currentItem());
    refresh();
}

void ProfilesDialog::refresh()
{
    const QString id = currentId();
    const bool isAny = !id.isEmpty();
    const bool isStored = m_profiles.store().find(id).has_value();
    m_ui->duplicateButton->setEnabled(isAny);
    m_ui->deleteButton->setEnabled(isAny);
    m_ui->saveButton->setEnabled(isAny && isChanged(id));
    m_ui->connectButton->setEnabled(isAny);
    m_ui->connectButton->setText(isChanged(id) || !isStored ? tr("Save and c&onnect")
                                                            : tr("C&onnect"));
    m_ui->profileForm->showFaults(isAny ? faultsOf(draftOf(id)) : QList<ProfileFault>());
}

QList<ProfileFault> ProfilesDialog::faultsOf(const ProfileDraft &draft) const
{
    const Profile &profile = draft.profile;
    QList<ProfileFault> faults = findProfileFaults(profile);
    if (const auto fault = findTypedFault(draft)) {
        faults.append(*fault);
    }
    const auto isTwin = [this, &profile](const Profile &other) {
        return other.id != profile.id && draftOf(other.id).profile.name == profile.name;
    };
    const QList<Profile> &stored = m_profiles.store().profiles();
    if (std::any_of(stored.begin(), stored.end(), isTwin)) {
        faults.prepend(
            {ProfileField::Name, 0, tr("Another profile has this name."), Weight::Error});
    }
    return faults;
}

void ProfilesDialog::makeNew()
{
    const Profile profile = newProfile(m_profiles.store().freeName(tr("New profile")));
    m_drafts.insert(profile.id, {profile, {}, {}, {}});
    reload(profile.id);
    m_ui->profileForm->beginWithName();
}

/** Copies known secrets, too; they are stored under the new id when the copy is saved. */
void ProfilesDialog::duplicate()
{
    const ProfileDraft before = draftOf(currentId());
    QString fault;
    std::optional<SecretsOrigin> origin;
    if (const auto stored = m_profiles.store().find(before.profile.id)) {
        auto known = m_profiles.secrets().known(*stored);
        fault = known ? QString() : known.error().message;
        origin = {*stored, known ? known.takeValue() : ProfileSecrets()};
    }
    const QString name = m_profiles.store().freeName(tr("%1 copy").arg(before.profile.name));
    const ProfileDraft draft = duplicateOf(before, name, origin);
    m_drafts.insert(draft.profile.id, draft);
    reload(draft.profile.id);
    showError(fault);
}

void ProfilesDialog::deleteCurrent()
{
    const QString id = currentId();
    forgetDeleted();
    const auto stored = m_profiles.store().find(id);
    if (stored) {
        const auto removed = m_profiles.store().remove(id);
        if (!removed) {
            showError(removed.error().message);
            return;
        }
        m_deleted = stored;
        showPlain(m_ui->undoLabel, tr("Deleted %1.").arg(stored->name));
        m_ui->undoButton->show();
    }
    m_drafts.remove(id);
    reload({});
}

void ProfilesDialog::undoDelete()
{
    const Profile profile = *m_deleted;
    const auto saved = m_profiles.store().save(profile);
    if (saved) {
        m_deleted.reset();
        m_ui->undoLabel->clear();
        m_ui->undoButton->hide();
    }
    showError(saved ? QString() : saved.error().message);
    reload(profile.id);
}

/** Makes the deletion final and removes the secrets. */
void ProfilesDialog::forgetDeleted()
{
    if (m_deleted) {
        const auto forgotten = m_profiles.secrets().forget(m_deleted->id);
        showError(forgotten ? QString() : forgotten.error().message);
        m_deleted.reset();
    }
    m_ui->undoLabel->clear();
    m_ui->undoButton->hide();
}

bool ProfilesDialog::save()
{
    const QString id = currentId();
    const ProfileDraft draft = draftOf(id);
    for (const ProfileFault &fault : faultsOf(draft)) {
        if (fault.weight == Weight::Error) {
            m_ui->profileForm->goTo(fault);
            return false;
        }
    }
    const auto saved = saveDraft(draft, m_profiles.store(), m_profiles.secrets());
    if (!saved) {
        showError(saved.error().message);
        if (m_profiles.store().find(id) != draft.baseRevision) {
            askAboutConflict(id, saved.error().message);
        }
        return false;
    }
    m_drafts.remove(id);
    const QString aside = m_profiles.store().setAsideFile();
    QStringList messages;
    if (!saved.value().isEmpty()) {
        messages.append(
            tr("The profile leads to another server now; what was typed for the old one "
               "is forgotten: %1.")
                .arg(saved.value().join(QStringLiteral(", "))));
    }
    if (!aside.isEmpty()) {
        messages.append(tr("The broken file of profiles is kept as %1.").arg(aside));
    }
    showError(messages.join(u' '));
    reload(id);
    return true;
}

/** The stored profile was changed or deleted since editing began. */
void ProfilesDialog::askAboutConflict(const QString &id, const QString &message)
{
    const auto stored = m_profiles.store().find(id);
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, windowTitle(), message, QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("conflictBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    if (stored && stored->isProduction) {
        box->setInformativeText(tr("It is marked PRODUCTION there."));
    }
    auto *load = box->addButton(stored ? tr("&Load what is stored") : tr("&Drop my changes"),
                                QMessageBox::AcceptRole);
    load->setObjectName(QStringLiteral("loadButton"));
    auto *overwrite = box->addButton(stored ? tr("&Overwrite it") : tr("&Save it again"),
                                     QMessageBox::DestructiveRole);
    overwrite->setObjectName(QStringLiteral("overwriteButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(load, &QAbstractButton::clicked, this, [this, id] {
        m_drafts.remove(id);
        showError({});
        reload(id);
    });
    connect(overwrite, &QAbstractButton::clicked, this, [this, id, stored] {
        m_drafts[id].baseRevision = stored;
        static_cast<void>(save());
    });
    box->open();
}

void ProfilesDialog::saveAndConnect()
{
    const QString id = currentId();
    const bool mustSave = isChanged(id);
    if (mustSave && (!save() || !m_ui->errorLabel->text().isEmpty())) {
        return; // the message has to be read first
    }
    accept();
    m_profiles.choose(id);
}

void ProfilesDialog::showError(const QString &message)
{
    showPlain(m_ui->errorLabel, message);
    m_ui->errorLabel->setVisible(!message.isEmpty());
}

void ProfilesDialog::reject()
{
    if (m_drafts.isEmpty()) {
        QDialog::reject();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::NoIcon, windowTitle(),
                                tr("There are profiles that are not saved."),
                                QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("unsavedBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box->button(QMessageBox::Discard), &QAbstractButton::clicked, this, [this] {
        m_drafts.clear();
        QDialog::reject();
    });
    box->open();
}
