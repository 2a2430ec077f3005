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
    struct Choices
    {
        QStringList users; ///< of the profile, to complete a name
        QStringList addresses; ///< of the server
        QList<std::pair<QString, QString>> profiles; ///< id and name, without the one in use
    };

    explicit WatcherDialog(const Choices &choices, QWidget *parent = nullptr);
    ~WatcherDialog() override;

Q_SIGNALS:
    /** For a profile, only its id is known here. */
    void chosen(const WatcherIdentity &identity, const QString &profileId);

private:
    WatcherIdentity::Kind kind() const;
    QString fault() const;
    void refresh();
    void choose();

    std::unique_ptr<Ui::WatcherDialog> m_ui;
};
