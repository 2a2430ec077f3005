// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/startpage.h"

#include "ui_startpage.h"

#include "gui/controller/profileswitch.h"
#include "gui/controller/windowcontroller.h"
#include "gui/recording/recordingcontrol.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entrytext.h"
#include "monitor/localserver/localserverprogram.h"
#include "monitor/profile/importedsettings.h"
#include "monitor/profile/profilestore.h"

#include <QDateTime>
#include <QDir>

namespace {

constexpr qsizetype MostRecordings = 20;
constexpr int TargetRole = Qt::UserRole;

/** "staging · alice", with the mark of production first. */
QString profileLine(const Profile &profile)
{
    QStringList parts{labelText(profile.name)};
    if (!profile.users.isEmpty()) {
        parts += labelText(profile.users.constFirst());
    }
    const QString line = parts.join(QStringLiteral(" \u00b7 "));
    return profile.isProduction ? StartPage::tr("PRODUCTION %1").arg(line) : line;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::StartPage>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    for (QLabel *label : {m_ui->tryHeadLabel, m_ui->openHeadLabel}) {
        label->setFont(bold);
    }
    bold.setPointSizeF(bold.pointSizeF() * 1.35);
    m_ui->startTitleLabel->setFont(bold);
    for (QLabel *label :
         {m_ui->tryTextLabel, m_ui->tryStateLabel, m_ui->openTextLabel, m_ui->importTextLabel}) {
        styleQuiet(label);
    }
    for (QLabel *label : {m_ui->recentProfilesLabel, m_ui->recentRecordingsLabel}) {
        styleCaption(label);
    }
    for (QListWidget *list : {m_ui->recentProfilesList, m_ui->recentRecordingsList}) {
        list->viewport()->setAutoFillBackground(false); // an empty one is no hole in the page
    }
    m_ui->tryStateLabel->setMinimumHeight(fontMetrics().lineSpacing());
    bindButtons();
}

StartPage::~StartPage() = default;

void StartPage::bindButtons()
{
    connect(m_ui->leaveStartButton, &QToolButton::clicked, this, &StartPage::left);
    connect(m_ui->openRecordingButton, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_ui->importButton, &QPushButton::clicked, this, &StartPage::importRequested);
    connect(m_ui->pasteButton, &QPushButton::clicked, this, &StartPage::pasteRequested);
    connect(m_ui->recentRecordingsList, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) {
                Q_EMIT recordingChosen(item->data(TargetRole).toString());
            });
}

void StartPage::attach(WindowController &controller, ProfileSwitch &profiles, const Theme &theme)
{
    m_controller = &controller;
    m_profiles = &profiles;
    m_theme = &theme;
    m_ui->connectCard->attach(profiles, theme);
    connect(m_ui->tryButton, &QPushButton::clicked, &controller, &WindowController::tryLocalServer);
    connect(m_ui->recentProfilesList, &QListWidget::itemActivated, &profiles,
            [&profiles](const QListWidgetItem *item) {
                profiles.choose(item->data(TargetRole).toString());
            });
    connect(&controller, &WindowController::localServerChanged, this, &StartPage::refresh);
    connect(&profiles.store(), &ProfileStore::changed, this, &StartPage::fillProfiles);
    connect(&theme, &Theme::changed, this, &StartPage::fillProfiles);
    refresh();
    fillProfiles();
}

void StartPage::showImported(const ImportedSettings &imported)
{
    m_ui->connectCard->showImported(imported);
}

void StartPage::focusFirst()
{
    if (m_ui->tryButton->isEnabled()) {
        m_ui->tryButton->setFocus(Qt::OtherFocusReason);
    } else {
        m_ui->connectCard->focusAddress();
    }
}

void StartPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fillProfiles();
    fillRecordings();
}

void StartPage::refresh()
{
    const LocalServer::State state = m_controller->localServerState();
    const bool isStarting =
        state == LocalServer::State::Starting || state == LocalServer::State::Restarting;
    m_ui->tryButton->setEnabled(!isStarting && whyNoLocalServer().isEmpty());
    showWrapped(m_ui->tryStateLabel, isStarting ? tr("Starting \u2026") : whyNoLocalServer());
}

void StartPage::fillProfiles()
{
    m_ui->recentProfilesList->clear();
    for (const Profile &profile : m_profiles->recentProfiles()) {
        auto *item = new QListWidgetItem(profileIcon(profile.color, m_theme->isDark()),
                                         profileLine(profile), m_ui->recentProfilesList);
        item->setData(TargetRole, profile.id);
        item->setToolTip(plainToolTip(profileLine(profile)));
    }
    const bool isAny = m_ui->recentProfilesList->count() > 0;
    m_ui->recentProfilesLabel->setVisible(isAny);
    m_ui->recentProfilesList->setFocusPolicy(isAny ? Qt::StrongFocus : Qt::NoFocus);
}

/** Those in the folder of recordings, wherever they came from. */
void StartPage::fillRecordings()
{
    m_ui->recentRecordingsList->clear();
    const QFileInfoList files =
        QDir(RecordingControl::folder())
            .entryInfoList({QStringLiteral("*.rtm")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files.first(std::min(files.size(), MostRecordings))) {
        auto *item = new QListWidgetItem(
            tr("%1 \u00b7 %2")
                .arg(labelText(file.completeBaseName()), sizeText(quint64(file.size()))),
            m_ui->recentRecordingsList);
        item->setData(TargetRole, file.absoluteFilePath());
        item->setToolTip(plainToolTip(file.absoluteFilePath()));
    }
    const bool isAny = m_ui->recentRecordingsList->count() > 0;
    m_ui->recentRecordingsLabel->setVisible(isAny);
    m_ui->recentRecordingsList->setFocusPolicy(isAny ? Qt::StrongFocus : Qt::NoFocus);
}
