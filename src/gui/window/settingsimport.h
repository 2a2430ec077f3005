// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/importedsettings.h"

#include <QObject>

class QAction;
class QMenu;

/** Takes the settings of a server from a file or the clipboard: the actions, the dialog, and files
 * that are dropped on the window. Main thread. */
class SettingsImport : public QObject
{
    Q_OBJECT

public:
    /** `window` outlives this and is its parent. */
    explicit SettingsImport(QWidget *window);

    /** Inserts the actions before `before`. */
    void addTo(QMenu &menu, QAction *before);
    void askForFile();
    void importFile(const QString &path);
    void paste();

Q_SIGNALS:
    void imported(const ImportedSettings &settings);
    void failed(const QString &message);

protected:
    /** Of the window: takes what is dropped, if it has the name of a file of settings. */
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void announce(const Centrifuge::Result<ImportedSettings> &settings);

    QWidget *const m_window;
};

/** By its name: config.json, *.yaml, *.yml, .env and *.env. */
bool isSettingsFileName(const QString &path);
