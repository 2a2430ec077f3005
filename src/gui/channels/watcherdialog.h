// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/controller/watcherlist.h"

#include <QDialog>

#include <memory>

namespace Ui {
class WatcherDialog;
}

/** Asks who is to watch beside the first watcher. A ready token is hidden while typed. */
class WatcherDialog : public QDialog
{
    Q_OBJECT

public:
    struct ProfileChoice
    {
        QString id;
        QString name;
        QStringList users;
        bool hasNoToken = false; ///< so nobody can be named
        QString whyNot; ///< why it can't be used now; empty when it can
    };
    struct Choices
    {
        QStringList users; ///< of the profile, to complete a name
        QStringList addresses; ///< of the server
        QList<ProfileChoice> profiles; ///< without the one in use
        QString whyNoUser; ///< why no token can be signed; empty when one can
    };

    explicit WatcherDialog(Choices choices, QWidget *parent = nullptr);
    ~WatcherDialog() override;

Q_SIGNALS:
    /** For a profile, only its id is known here. */
    void chosen(const WatcherIdentity &identity, const QString &profileId);

private:
    WatcherIdentity::Kind kind() const;
    const ProfileChoice &profile() const;
    QString fault() const;
    QString hint() const;
    void offerUsers();
    void refresh();
    void choose();

    const Choices m_choices;
    std::unique_ptr<Ui::WatcherDialog> m_ui;
};
