// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/profiles/profiledraft.h"
#include "monitor/profile/profilefaults.h"

#include <QDialog>
#include <QHash>

#include <memory>
#include <optional>

class ProfileSwitch;
class QListWidgetItem;
class Theme;

namespace Ui {
class ProfilesDialog;
}

/**
 * Creates, edits, duplicates and deletes profiles. Changes are a draft until they are saved; the
 * last deletion can be undone while the dialog is open.
 */
class ProfilesDialog : public QDialog
{
    Q_OBJECT

public:
    ProfilesDialog(ProfileSwitch &profiles, const Theme &theme, QWidget *parent = nullptr);
    ~ProfilesDialog() override;

public Q_SLOTS:
    void reject() override;

private:
    void bindButtons();
    void reload(const QString &selectId);
    void addItem(const Profile &profile);
    void updateItem(QListWidgetItem *item);
    void showCurrent();
    void applyEdit();
    void refresh();
    QList<ProfileFault> faultsOf(const ProfileDraft &draft) const;

    void makeNew();
    void duplicate();
    void deleteCurrent();
    void undoDelete();
    void forgetDeleted();
    /** Returns false after showing what is wrong. */
    bool save();
    void saveAndConnect();
    void askAboutConflict(const QString &id, const QString &message);
    void showError(const QString &message);

    QString currentId() const;
    ProfileDraft draftOf(const QString &id) const;
    bool isChanged(const QString &id) const;

    std::unique_ptr<Ui::ProfilesDialog> m_ui;
    ProfileSwitch &m_profiles;
    const Theme &m_theme;
    QHash<QString, ProfileDraft> m_drafts; ///< by id; only unsaved ones
    std::optional<Profile> m_deleted; ///< its deletion can be undone
    bool m_isFilling = false; ///< the list is being filled
};
