// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/startcontrol.h"

#include "gui/controller/windowcontroller.h"
#include "gui/recording/recordingactions.h"
#include "gui/window/settingsimport.h"
#include "gui/window/startpage.h"

#include <QAction>
#include <QMenu>

StartControl::StartControl(WindowController &controller, const Parts &parts, QWidget *window)
    : QObject(window)
    , m_controller(controller)
    , m_parts(parts)
    , m_import(new SettingsImport(window))
{
    m_import->addTo(*parts.fileMenu, parts.fileMenu->actions().constLast());
    connect(m_import, &SettingsImport::imported, this, &StartControl::showImported);
    connect(m_import, &SettingsImport::failed, &controller, [&controller](const QString &message) {
        controller.notices().showFailure(NoticeCenter::FailedTask::OpenFile, message);
    });
    connect(parts.page, &StartPage::importRequested, m_import, &SettingsImport::askForFile);
    connect(parts.page, &StartPage::pasteRequested, m_import, &SettingsImport::paste);
    connect(parts.page, &StartPage::left, this, &StartControl::leave);
    connect(parts.showPage, &QAction::triggered, this, &StartControl::show);
    connect(&controller, &WindowController::connectionChanged, this, [this] {
        if (m_controller.connection().source != ConnectionSettings::Source::None) {
            leave();
        }
    });
}

void StartControl::attachRecordings(RecordingActions &recordings)
{
    connect(m_parts.page, &StartPage::openRequested, &recordings, &RecordingActions::askForFiles);
    connect(m_parts.page, &StartPage::recordingChosen, &recordings,
            [&recordings](const QString &path) { recordings.openFiles({path}); });
}

void StartControl::show()
{
    m_parts.panes->hide();
    m_parts.page->show();
    m_parts.page->focusFirst();
}

void StartControl::leave()
{
    m_parts.page->hide();
    m_parts.panes->show();
}

void StartControl::showImported(const ImportedSettings &settings)
{
    show();
    m_parts.page->showImported(settings);
}
