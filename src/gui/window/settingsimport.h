// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/importedsettings.h"

#include <QObject>

class QAction;
class QMenu;

/** Takes the settings of a server from a file or the clipboard: the actions and the dialog. Main
 * thread. */
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
    /** Takes what was dropped if it is a file of settings, by its name; else returns false. */
    bool takeDropped(const QString &path);

Q_SIGNALS:
    void imported(const ImportedSettings &settings);
    void failed(const QString &message);

private:
    void announce(const Centrifuge::Result<ImportedSettings> &settings);

    QWidget *const m_window;
};

/** By its name: config.json, *.yaml, *.yml, .env and *.env. */
bool isSettingsFileName(const QString &path);
