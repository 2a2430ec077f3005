// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/settingsimport.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>

SettingsImport::SettingsImport(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

void SettingsImport::addTo(QMenu &menu, QAction *before)
{
    auto *import = new QAction(tr("&Import settings…"), this);
    import->setObjectName(QStringLiteral("importSettingsAction"));
    import->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+I")));
    import->setToolTip(tr("Centrifugo's configuration, or a .env file"));
    connect(import, &QAction::triggered, this, &SettingsImport::askForFile);
    auto *paste = new QAction(tr("&Paste settings"), this);
    paste->setObjectName(QStringLiteral("pasteSettingsAction"));
    paste->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+V")));
    paste->setToolTip(tr("A URL, a token, or lines with export, from the clipboard"));
    connect(paste, &QAction::triggered, this, &SettingsImport::paste);
    menu.insertActions(before, {import, paste});
    menu.insertSeparator(before);
}

void SettingsImport::askForFile()
{
    auto *dialog = new QFileDialog(m_window, tr("Import the settings of a server"));
    dialog->setObjectName(QStringLiteral("importSettingsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(dialog->filter() | QDir::Hidden); // .env
    dialog->setNameFilters({tr("Settings (*.json *.yaml *.yml *.env .env*)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SettingsImport::importFile);
    dialog->open();
}

void SettingsImport::importFile(const QString &path)
{
    announce(importSettingsFile(path));
}

void SettingsImport::paste()
{
    announce(importSettingsText(QGuiApplication::clipboard()->text()));
}

void SettingsImport::announce(const Centrifuge::Result<ImportedSettings> &settings)
{
    if (settings) {
        Q_EMIT imported(settings.value());
    } else {
        Q_EMIT failed(settings.error().message);
    }
}

bool SettingsImport::takeDropped(const QString &path)
{
    if (!isSettingsFileName(path)) {
        return false;
    }
    const auto settings = importSettingsFile(path);
    if (!settings && path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        return false; // perhaps entries of a log
    }
    announce(settings);
    return true;
}

bool isSettingsFileName(const QString &path)
{
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    return suffix == QLatin1String("json") || suffix == QLatin1String("yaml")
        || suffix == QLatin1String("yml") || suffix == QLatin1String("env")
        || file.fileName().startsWith(QLatin1String(".env"));
}
