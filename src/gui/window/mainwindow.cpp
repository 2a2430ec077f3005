// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/mainwindow.h"

#include "ui_mainwindow.h"

#include "gui/chart/rateview.h"
#include "gui/controller/profileswitch.h"
#include "gui/controller/sharedstate.h"
#include "gui/controller/undosteps.h"
#include "gui/controller/windowcontroller.h"
#include "gui/controller/windowstate.h"
#include "gui/log/logactions.h"
#include "gui/log/logtable.h"
#include "gui/presenter/presenterview.h"
#include "gui/profiles/profilesdialog.h"
#include "gui/profiles/secretprompt.h"
#include "gui/publish/runspane.h"
#include "gui/recording/logexport.h"
#include "gui/recording/recordingactions.h"
#include "gui/widgets/actiontext.h"
#include "gui/widgets/filedrops.h"
#include "gui/widgets/glyph.h"
#include "gui/widgets/textzoom.h"
#include "gui/widgets/theme.h"
#include "gui/window/aboutbox.h"
#include "gui/window/connectionpanel.h"
#include "gui/window/countersbar.h"
#include "gui/window/keptparts.h"
#include "gui/window/palettecommands.h"
#include "gui/window/rowpublishing.h"
#include "gui/window/settingsimport.h"
#include "gui/window/shortcutsdialog.h"
#include "gui/window/shortcutsettings.h"
#include "gui/window/startcontrol.h"
#include "gui/window/tokendialog.h"
#include "gui/window/undostrip.h"
#include "gui/window/watcheractions.h"
#include "gui/window/windowpanes.h"
#include "gui/window/windowtitle.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/profile/profileconnection.h"
#include "monitor/profile/secretkeeper.h"
#include "monitor/watch/sessiontext.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QTableView>

MainWindow::MainWindow(WindowController &controller, ProfileSwitch &profiles,
                       const SharedState &shared, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_controller(controller)
    , m_profiles(profiles)
    , m_theme(shared.theme)
    , m_state(new WindowState(profiles, this))
    , m_zoom(new TextZoom(this))
    , m_recording(new RecordingActions(controller, shared, this))
{
    m_ui->setupUi(this);
    controller.log().setRules(&shared.rules);
    controller.log().setFilterHistory(&shared.filterHistory);
    controller.log().setColumns(&shared.columns);
    controller.log().setDisplayZone(&shared.displayZone);
    m_ui->barLine->setForegroundRole(QPalette::Mid);
    m_connectionPanel = new ConnectionPanel(controller, m_theme, this);
    m_ui->statusBar->addWidget(new CountersBar(controller, m_theme, this), 1);
    attachPanes();
    attachRecording();
    attachStart();
    new WindowTitle(controller, profiles, this);
    bindConnectionActions();
    bindWatchers();
    bindViewActions();
    bindAppearance();
    bindTextZoom();
    bindPublishActions();
    bindHelpActions();
    bindUndo();
    keepState();
    m_shortcuts = new ShortcutSettings(shared.settings, menuActions(*m_ui->menuBar), this);
    updateActions();
}

MainWindow::~MainWindow() = default;

void MainWindow::attachPanes()
{
    m_ui->pauseAction->setIcon(glyphIcon(Glyph::Pause));
    m_ui->clearAction->setIcon(glyphIcon(Glyph::Clear));
    m_ui->paletteAction->setIcon(glyphIcon(Glyph::Find));
    m_ui->channelPaneAction->setIcon(glyphIcon(Glyph::LeftPane));
    m_ui->publishPaneAction->setIcon(glyphIcon(Glyph::BottomPane));
    m_ui->sidePaneAction->setIcon(glyphIcon(Glyph::RightPane));
    m_ui->reconnectAction->setIconText(tr("Connect"));
    m_ui->logPane->setAddChannelAction([this] { m_ui->channelPane->focusField(); });
    m_ui->logPane->setTestMessageAction([this] { m_ui->publishPane->publishTestMessage(); });
    m_ui->topBar->attach(m_controller, m_theme,
                         {m_ui->pauseAction, m_ui->clearAction, m_recording->recordAction(),
                          m_ui->reconnectAction, m_ui->disconnectAction, m_ui->paletteAction,
                          m_ui->channelPaneAction, m_ui->publishPaneAction, m_ui->sidePaneAction});
    m_ui->topBar->attachProfiles(m_profiles);
    m_ui->channelPane->attach(m_controller, m_theme);
    m_ui->logPane->attach(m_controller, m_theme);
    m_ui->detailPane->attach(m_controller.log(), m_theme, &m_controller.group());
    m_ui->publishPane->attach(m_controller, m_theme);
    attachServerPane();
    connect(m_ui->channelPane, &ChannelPane::publishRequested, m_ui->publishPane,
            &PublishPane::publishTo);
    connect(m_ui->logPane, &LogPane::selectionChanged, m_ui->detailPane, &DetailPane::pin);
    connect(m_ui->logPane, &LogPane::pairSelected, m_ui->detailPane, &DetailPane::showDifference);
    connect(m_ui->detailPane, &DetailPane::followRequested, m_ui->logPane, &LogPane::selectNothing);
    connect(m_ui->detailPane, &DetailPane::entryRequested, m_ui->logPane->table(), &LogTable::goTo);
    connect(&m_controller, &WindowController::statusChanged, this, &MainWindow::updateActions);
    connect(&m_controller, &WindowController::connectionChanged, this, &MainWindow::updateActions);
    connect(&m_controller, &WindowController::localServerChanged, this, &MainWindow::updateActions);
    connect(&m_controller, &WindowController::pausedChanged, this, &MainWindow::updateActions);
    connect(&m_controller, &WindowController::demoTrafficChanged, this, &MainWindow::updateActions);
}

void MainWindow::attachServerPane()
{
    m_ui->detailPane->hideCaption(); // the tab says it
    m_ui->serverPane->attach(m_controller, m_theme);
    connect(m_ui->channelPane, &ChannelPane::channelSelected, m_ui->serverPane,
            &ServerPane::setChannel);
    connect(m_ui->serverPane, &ServerPane::titleChanged, this, [this] {
        m_ui->sideTabs->setTabText(m_ui->sideTabs->indexOf(m_ui->serverPane),
                                   m_ui->serverPane->title());
    });
}

void MainWindow::attachRecording()
{
    m_recording->addTo(*m_ui->fileMenu);
    m_recording->addTo(*m_ui->statusBar);
    m_recording->setExportSource(exportSource(m_controller.log(), *m_ui->logPane->view()));
    connect(new FileDrops(*this), &FileDrops::dropped, this, &MainWindow::openDropped);
}

/** The one place that decides what a dropped file is. */
void MainWindow::openDropped(const QStringList &paths)
{
    if (paths.size() != 1 || !m_start->settingsImport().takeDropped(paths.constFirst())) {
        m_recording->openFiles(paths);
    }
}

void MainWindow::attachStart()
{
    m_ui->errorCard->attach(m_controller, m_theme);
    m_ui->startPage->attach(m_controller, m_profiles, m_theme);
    m_start = new StartControl(
        m_controller, {m_ui->startPage, m_ui->mainSplitter, m_ui->fileMenu, m_ui->startPageAction},
        this);
    m_start->attachRecordings(*m_recording);
}

void MainWindow::bindConnectionActions()
{
    connect(m_ui->quitAction, &QAction::triggered, qApp, &QApplication::closeAllWindows);
    connect(m_ui->reconnectAction, &QAction::triggered, &m_controller,
            &WindowController::reconnect);
    connect(m_ui->disconnectAction, &QAction::triggered, &m_controller,
            &WindowController::disconnectFromServer);
    connect(m_ui->retryAction, &QAction::triggered, &m_controller, &WindowController::retryNow);
    const auto toggleSteps = [this] { m_connectionPanel->toggle(m_ui->topBar->statusDot()); };
    connect(m_ui->stepsAction, &QAction::triggered, this, toggleSteps);
    connect(m_ui->topBar, &TopBar::connectionRequested, this, toggleSteps);
    connect(m_ui->profilesAction, &QAction::triggered, this, &MainWindow::manageProfiles);
    connect(m_ui->topBar, &TopBar::manageProfilesRequested, this, &MainWindow::manageProfiles);
    connect(&m_profiles, &ProfileSwitch::secretsNeeded, this,
            [this](const Profile &profile) { askForSecrets(profile, m_profiles, this); });
    connect(&m_profiles, &ProfileSwitch::failed, this, [this](const QString &message) {
        m_controller.notices().showFailure(NoticeCenter::FailedTask::UseProfile, message);
    });
    connect(m_ui->tokenAction, &QAction::triggered, this, &MainWindow::askForToken);
    connect(m_ui->startServerAction, &QAction::triggered, &m_controller,
            &WindowController::startLocalServer);
    connect(m_ui->restartServerAction, &QAction::triggered, &m_controller,
            &WindowController::restartLocalServer);
}

void MainWindow::bindWatchers()
{
    auto *actions = new WatcherActions(m_controller, m_profiles, this);
    actions->attach(*m_ui->addWatcherAction, *m_ui->channelPane);
    connect(m_ui->channelPane, &ChannelPane::stepsRequested, this, [this](WatchSession *watcher) {
        m_connectionPanel->toggle(m_ui->topBar->statusDot(), watcher);
    });
}

void MainWindow::bindViewActions()
{
    connect(m_ui->pauseAction, &QAction::toggled, &m_controller,
            [this](bool isOn) { m_controller.setPaused(isOn); });
    connect(m_ui->followAction, &QAction::triggered, m_ui->logPane, &LogPane::follow);
    connect(m_ui->clearAction, &QAction::triggered, &m_controller, &WindowController::clear);
    bindPanes();
    connect(m_ui->userAction, &QAction::triggered, m_ui->topBar, &TopBar::focusUser);
    limitToLog(m_ui->pauseAction);
    limitToLog(m_ui->followAction);
    auto *actions = new LogActions(*m_ui->logPane->table(), m_controller.log(), m_theme, this);
    actions->addSearchActions(*m_ui->searchMenu);
    m_ui->viewMenu->addSeparator();
    actions->addViewActions(*m_ui->viewMenu);
}

/** A pane that is hidden is shown before it gets the focus. */
void MainWindow::bindPanes()
{
    connect(m_ui->channelsAction, &QAction::triggered, this, [this] {
        m_ui->channelPaneAction->setChecked(true);
        m_ui->channelPane->focusList();
    });
    connect(m_ui->logAction, &QAction::triggered, m_ui->logPane->view(),
            [this] { m_ui->logPane->view()->setFocus(Qt::ShortcutFocusReason); });
    connect(m_ui->detailAction, &QAction::triggered, this, [this] {
        m_ui->sidePaneAction->setChecked(true);
        m_ui->sideTabs->setCurrentWidget(m_ui->detailPane);
        m_ui->detailPane->focusText();
    });
    connect(m_ui->serverAction, &QAction::triggered, this, [this] {
        m_ui->sidePaneAction->setChecked(true);
        m_ui->sideTabs->setCurrentWidget(m_ui->serverPane);
        m_ui->serverPane->focusPage();
    });
    connect(m_ui->editorAction, &QAction::triggered, this, [this] {
        m_ui->publishPaneAction->setChecked(true);
        m_ui->publishPane->focusEditor();
    });
}

/** Shortcuts of a single key work in the log only: elsewhere they are typed text. */
void MainWindow::limitToLog(QAction *action)
{
    action->setShortcutContext(Qt::WidgetShortcut);
    m_ui->logPane->view()->addAction(action);
}

void MainWindow::bindAppearance()
{
    auto *group = new QActionGroup(this);
    const QList<std::pair<QAction *, Appearance>> choices{{m_ui->systemAction, Appearance::System},
                                                          {m_ui->lightAction, Appearance::Light},
                                                          {m_ui->darkAction, Appearance::Dark}};
    for (const auto &[action, appearance] : choices) {
        group->addAction(action);
        action->setChecked(m_theme.appearance() == appearance);
        connect(action, &QAction::triggered, this,
                [this, wanted = appearance] { m_theme.setAppearance(wanted); });
    }
}

void MainWindow::bindTextZoom()
{
    m_zoom->bind(*m_ui->zoomInAction, *m_ui->zoomOutAction, *m_ui->zoomResetAction);
    m_zoom->addTextIn(*m_ui->logPane);
    m_zoom->addTextIn(*m_ui->detailPane);
    m_zoom->addTextIn(*m_ui->publishPane);
}

void MainWindow::bindPublishActions()
{
    connect(m_ui->publishPane, &PublishPane::entryRequested, m_ui->logPane, &LogPane::goTo);
    connect(m_ui->publishAction, &QAction::triggered, m_ui->publishPane, &PublishPane::publish);
    connect(m_ui->demoAction, &QAction::toggled, &m_controller, &WindowController::setDemoTraffic);
    m_ui->logPane->table()->setPublishing(rowPublishing(*m_ui->publishPane, m_controller));
    connect(m_ui->logPane->table(), &LogTable::publishRequested, this, [this](quint64 id) {
        m_ui->publishPaneAction->setChecked(true);
        m_ui->publishPane->findChild<RunsPane *>()->showTrip(id);
    });
    connect(m_ui->presenterAction, &QAction::triggered, this, [this] {
        connect(showPresenter(m_controller, m_theme, this), &PresenterView::publishRequested,
                m_ui->publishPane, &PublishPane::publish, Qt::UniqueConnection);
    });
}

void MainWindow::bindHelpActions()
{
    m_ui->shortcutsAction->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    connect(m_ui->shortcutsAction, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_ui->paletteAction, &QAction::triggered, this, &MainWindow::showPalette);
    connect(m_ui->aboutAction, &QAction::triggered, this, [this] { openAboutBox(this); });
}

/** A disabled action has a reason, which the list of commands shows. */
void MainWindow::updateActions()
{
    const SessionState state = m_controller.status().state;
    const auto unless = [](bool isPossible, const QString &why) {
        return isPossible ? QString() : why;
    };
    enableUnless(*m_ui->reconnectAction,
                 unless(m_controller.connection().canConnect(),
                        tr("Choose a profile, or start the local server.")));
    enableUnless(*m_ui->disconnectAction, unless(isUp(state), tr("There is no connection.")));
    enableUnless(
        *m_ui->retryAction,
        unless(m_controller.status().retryAt.has_value(), tr("No attempt to connect is waiting.")));
    enableUnless(*m_ui->demoAction,
                 m_controller.isProduction()
                     ? tr("Demo traffic is never sent to a production profile.")
                     : m_controller.whyNoPublish());
    m_ui->demoAction->setChecked(m_controller.hasDemoTraffic());
    m_ui->pauseAction->setChecked(m_controller.isPaused());
    m_ui->pauseAction->setIcon(glyphIcon(m_controller.isPaused() ? Glyph::Play : Glyph::Pause));
    m_ui->pauseAction->setIconText(m_controller.isPaused() ? tr("Resume") : tr("Pause"));

    const LocalServer::State server = m_controller.localServerState();
    const bool isDown =
        server == LocalServer::State::Stopped || server == LocalServer::State::Failed;
    enableUnless(*m_ui->startServerAction,
                 isDown ? whyNoLocalServer() : tr("It is running already."));
    enableUnless(*m_ui->restartServerAction, unless(!isDown, tr("It is not running.")));
}

/** What was kept of the last time is restored when its profile is chosen. */
void MainWindow::keepState()
{
    m_panes = new WindowPanes({this,
                               m_ui->mainSplitter,
                               m_ui->centreSplitter,
                               {m_ui->channelPane, m_ui->channelPaneAction},
                               {m_ui->publishPane, m_ui->publishPaneAction},
                               m_ui->sideTabs,
                               m_ui->sidePaneAction,
                               m_ui->sideWindowAction,
                               {m_ui->logPane->rates(), m_ui->ratesAction}},
                              *m_state, this);
    keepLog(*m_state, m_controller.log());
    keepDraft(*m_state, *m_ui->publishPane);
    keepWatchers(*m_state, m_controller);
    keepOrder(*m_state, m_ui->channelPane->rows());
    keepTextZoom(*m_state, *m_zoom);
    m_state->start();
    m_ui->logPane->view()->setFocus();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_state->saveNow();
    QMainWindow::closeEvent(event);
}

void MainWindow::askForToken()
{
    auto *dialog = new TokenDialog(this);
    dialog->setWithoutToken(m_controller.connection().withoutToken);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TokenDialog::tokenChosen, &m_controller, &WindowController::useToken);
    connect(dialog, &TokenDialog::noTokenChosen, &m_controller, &WindowController::useNoToken);
    dialog->open();
}

void MainWindow::manageProfiles()
{
    auto *dialog = new ProfilesDialog(m_profiles, m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::bindUndo()
{
    followDeletions(m_controller.undoList(), *m_controller.log().rules(), m_profiles);
    new UndoStrip(m_controller.undoList(), m_theme, *m_ui->undoAction, m_ui->logPane);
}

void MainWindow::showPalette()
{
    auto *palette =
        new CommandPalette(paletteCommands(*m_ui->menuBar, m_controller, m_profiles,
                                           [this](const QString &channel) {
                                               m_ui->channelPaneAction->setChecked(true);
                                               m_ui->channelPane->select(channel);
                                           }),
                           this);
    palette->open();
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(*m_shortcuts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}
