// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/profileform.h"

#include "ui_profileform.h"

#include "gui/controller/profileswitch.h"
#include "gui/profiles/profileconnectpage.h"
#include "gui/profiles/profilenetworkpage.h"
#include "gui/profiles/profilepeoplepage.h"
#include "gui/profiles/profilesecretspage.h"
#include "gui/profiles/profileserverpage.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/lineslist.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/watch/watchsession.h"

#include <QScopedValueRollback>
#include <QScrollArea>
#include <QTabBar>

namespace {

const auto FaultMark = QStringLiteral("\u2715 ");

/** A page that grows with what is chosen on it: it scrolls in a small dialog. */
QScrollArea *scrolled(QWidget *page, const QString &name)
{
    auto *scroll = new QScrollArea(page->parentWidget());
    scroll->setObjectName(name);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // it follows the focus of its fields
    scroll->setWidget(page);
    return scroll;
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProfileForm>())
    , m_connectPage(new ProfileConnectPage(this))
    , m_serverPage(new ProfileServerPage(this))
    , m_secretsPage(new ProfileSecretsPage(this))
    , m_peoplePage(new ProfilePeoplePage(this))
    , m_networkPage(new ProfileNetworkPage(this))
{
    m_ui->setupUi(this);
    m_ui->faultLabel->setMinimumHeight(fontMetrics().lineSpacing()); // nothing moves for a message
    addPages();
    for (const ProfileColor color : profileColors()) {
        m_ui->colorBox->addItem(profileColorName(color), int(color));
    }
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &ProfileForm::announce);
    connect(m_ui->colorBox, &QComboBox::currentIndexChanged, this, &ProfileForm::announce);
    connect(m_ui->productionBox, &QCheckBox::toggled, this, &ProfileForm::announce);
}

/** In the order of fieldsOf(). */
void ProfileForm::addPages()
{
    QTabWidget *tabs = m_ui->pageTabs;
    tabs->addTab(scrolled(m_connectPage, QStringLiteral("connectScroll")), tr("Connection"));
    tabs->addTab(m_serverPage, tr("Server"));
    tabs->addTab(scrolled(m_secretsPage, QStringLiteral("secretsScroll")), tr("Secrets"));
    tabs->addTab(m_peoplePage, tr("People"));
    tabs->addTab(scrolled(m_networkPage, QStringLiteral("networkScroll")), tr("TLS and network"));
    connect(m_connectPage, &ProfileConnectPage::edited, this, &ProfileForm::announce);
    connect(m_serverPage, &ProfileServerPage::edited, this, &ProfileForm::announce);
    connect(m_secretsPage, &ProfileSecretsPage::edited, this, &ProfileForm::announce);
    connect(m_peoplePage, &ProfilePeoplePage::edited, this, &ProfileForm::announce);
    connect(m_networkPage, &ProfileNetworkPage::edited, this, &ProfileForm::announce);
    connect(m_connectPage, &ProfileConnectPage::addressChanged, m_serverPage,
            &ProfileServerPage::setAddress);
    connect(m_secretsPage, &ProfileSecretsPage::apiKeyOmitted, m_connectPage,
            &ProfileConnectPage::omitApiKey);
}

ProfileForm::~ProfileForm() = default;

void ProfileForm::attach(ProfileSwitch &profiles, const Theme &theme)
{
    m_profiles = &profiles;
    m_theme = &theme;
    m_connectPage->setTheme(theme);
    m_ui->testPanel->attach(profiles.io(), theme, [this] { return testRequest(); });
    const auto refresh = [this] {
        m_networkPage->setWarningColor(m_theme->color(Tone::Bad));
        for (int i = 0; i < m_ui->colorBox->count(); ++i) {
            const auto color = ProfileColor(m_ui->colorBox->itemData(i).toInt());
            m_ui->colorBox->setItemIcon(i, profileIcon(color, m_theme->isDark()));
        }
    };
    connect(&theme, &Theme::changed, this, refresh);
    refresh();
}

void ProfileForm::hideName()
{
    m_ui->headWidget->hide();
}

void ProfileForm::setKeepOffered(bool isOffered)
{
    m_connectPage->setKeepOffered(isOffered);
}

void ProfileForm::setAdvanced(bool isAdvanced)
{
    if (!isAdvanced) {
        m_ui->pageTabs->setCurrentIndex(0);
    }
    m_ui->pageTabs->tabBar()->setVisible(isAdvanced);
}

void ProfileForm::announce()
{
    if (!m_isShowing) {
        m_ui->testPanel->reset();
        Q_EMIT edited();
    }
}

/** With the fields as they are now. */
Centrifuge::Result<WatchRequest> ProfileForm::testRequest() const
{
    ProfileDraft draft = m_shown;
    readInto(draft);
    if (draft.profile.name.isEmpty()) {
        draft.profile.name = tr("Test"); // a name is needed only to keep it
    }
    return requestOf(draft, m_profiles->secrets());
}

void ProfileForm::showDraft(const ProfileDraft &draft, const SecretKeeper &secrets)
{
    const QScopedValueRollback quiet(m_isShowing, true);
    m_shown = draft;
    m_ui->testPanel->reset();
    m_ui->nameEdit->setText(draft.profile.name);
    m_ui->colorBox->setCurrentIndex(m_ui->colorBox->findData(int(draft.profile.color)));
    m_ui->productionBox->setChecked(draft.profile.isProduction);
    m_connectPage->showDraft(draft, secrets);
    m_serverPage->showProfile(draft.profile);
    m_peoplePage->showProfile(draft.profile);
    m_secretsPage->showDraft(draft, secrets);
    m_networkPage->showDraft(draft, secrets);
}

void ProfileForm::readInto(ProfileDraft &draft) const
{
    draft.profile.name = m_ui->nameEdit->text();
    draft.profile.color = ProfileColor(m_ui->colorBox->currentData().toInt());
    draft.profile.isProduction = m_ui->productionBox->isChecked();
    m_connectPage->readInto(draft); // the first: the others add to it
    m_serverPage->readInto(draft.profile);
    m_peoplePage->readInto(draft.profile);
    m_secretsPage->readInto(draft);
    m_networkPage->readInto(draft);
}

/** One for each page; nullptr where the page has no such field. */
QList<QWidget *> ProfileForm::fieldsOf(const ProfileFault &fault) const
{
    return {m_connectPage->fieldOf(fault), m_serverPage->fieldOf(fault),
            m_secretsPage->fieldOf(fault), m_peoplePage->fieldOf(fault),
            m_networkPage->fieldOf(fault)};
}

void ProfileForm::showFaults(const QList<ProfileFault> &faults)
{
    QStringList warnings;
    QString error;
    bool isLoud = false;
    QList<bool> isWrong(m_ui->pageTabs->count(), false);
    for (const ProfileFault &fault : faults) {
        if (fault.weight == ProfileFault::Weight::Warning) {
            warnings.append(fault.message);
            isLoud = isLoud || fault.field == ProfileField::Verification;
            continue;
        }
        error = error.isEmpty() ? fault.message : error;
        const QList<QWidget *> fields = fieldsOf(fault);
        for (qsizetype page = 0; page < fields.size(); ++page) {
            isWrong[page] = isWrong.at(page) || fields.at(page) != nullptr;
        }
    }
    for (int page = 0; page < m_ui->pageTabs->count(); ++page) {
        QString text = m_ui->pageTabs->tabText(page);
        text = text.startsWith(FaultMark) ? text.mid(FaultMark.size()) : text;
        m_ui->pageTabs->setTabText(page, isWrong.at(page) ? FaultMark + text : text);
    }
    colorLabel(m_ui->faultLabel,
               m_theme->color(error.isEmpty() && !isLoud ? Tone::Busy : Tone::Bad));
    showPlain(m_ui->faultLabel, error.isEmpty() ? warnings.join(u' ') : FaultMark + error);
}

void ProfileForm::goTo(const ProfileFault &fault)
{
    const QList<QWidget *> fields = fieldsOf(fault);
    for (int page = 0; page < fields.size(); ++page) {
        QWidget *field = fields.at(page);
        if (field == nullptr) {
            continue;
        }
        setAdvanced(page > 0 || m_ui->pageTabs->tabBar()->isVisible());
        m_ui->pageTabs->setCurrentIndex(page);
        field->setFocus(Qt::OtherFocusReason);
        if (auto *lines = qobject_cast<QPlainTextEdit *>(field)) {
            const bool isFurther =
                fault.field == ProfileField::WebSocketUrls || fault.field == ProfileField::Users;
            goToLine(lines, isFurther ? fault.line - 1 : fault.line);
        }
        return;
    }
    m_ui->nameEdit->setFocus(Qt::OtherFocusReason);
}

void ProfileForm::beginWithName()
{
    m_ui->pageTabs->setCurrentIndex(0);
    m_ui->nameEdit->setFocus(Qt::OtherFocusReason);
    m_ui->nameEdit->selectAll();
}
