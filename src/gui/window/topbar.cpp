// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/topbar.h"

#include "ui_topbar.h"

#include "gui/controller/profileswitch.h"
#include "gui/controller/windowcontroller.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/profilecolors.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/watch/sessiontext.h"

#include <QAction>
#include <QCompleter>
#include <QDateTime>
#include <QPainter>
#include <QStringListModel>

using namespace std::chrono_literals;

namespace {

constexpr auto TokenIsShort = 60;
/** In a narrower bar, in characters, the buttons show their icons only. */
constexpr int WideEnough = 160;
constexpr int StripeHeight = 3;

QString sourceText(const ConnectionSettings &connection)
{
    const QUrl &url = connection.webSocketUrl;
    const QString host = url.port() > 0
        ? QStringLiteral("%1:%2").arg(url.host(), QString::number(url.port()))
        : url.host();
    return connection.source == ConnectionSettings::Source::None ? TopBar::tr("No connection")
                                                                 : host;
}

/** Wide enough for each of the texts that the button may show. */
void fixWidth(QToolButton &button, const QStringList &texts)
{
    const bool hasText = button.toolButtonStyle() != Qt::ToolButtonIconOnly;
    int widest = 0;
    for (const QString &text : texts) {
        widest = std::max(widest, button.fontMetrics().horizontalAdvance(text));
    }
    const int present = button.fontMetrics().horizontalAdvance(button.text());
    button.setFixedWidth(button.sizeHint().width() + (hasText ? widest - present : 0));
}

QString remainingTimeText(qint64 seconds)
{
    const qint64 hours = seconds / 3600;
    const QString rest = QStringLiteral("%1:%2")
                             .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                             .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return hours > 0 ? QStringLiteral("%1:%2").arg(hours).arg(rest) : rest;
}

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TopBar>())
    , m_users(new QStringListModel(this))
{
    m_ui->setupUi(this);
    m_ui->userEdit->setCompleter(new QCompleter(m_users, m_ui->userEdit));
    styleQuiet(m_ui->sourceLabel);
    styleQuiet(m_ui->userLabel);
    for (QLabel *label : {m_ui->productionLabel, m_ui->unverifiedLabel}) {
        QFont font = label->font();
        font.setBold(true);
        label->setFont(font);
    }
    for (QFrame *line : {m_ui->connectLine, m_ui->paneLine}) {
        line->setForegroundRole(QPalette::Mid);
    }
    m_secondTimer.setInterval(1s);
    connect(&m_secondTimer, &QTimer::timeout, this, &TopBar::showTokenTime);
    m_secondTimer.start();
}

TopBar::~TopBar() = default;

void TopBar::attach(WindowController &controller, const Theme &theme, const Actions &actions)
{
    m_controller = &controller;
    m_theme = &theme;
    m_ui->statusDot->setTheme(&theme);
    connect(m_ui->statusDot, &StatusDot::clicked, this, &TopBar::connectionRequested);
    m_ui->pauseButton->setDefaultAction(actions.pause);
    m_ui->clearButton->setDefaultAction(actions.clear);
    m_ui->recordButton->setDefaultAction(actions.record);
    m_ui->paletteButton->setDefaultAction(actions.palette);
    m_ui->channelPaneButton->setDefaultAction(actions.channelPane);
    m_ui->publishPaneButton->setDefaultAction(actions.publishPane);
    m_ui->sidePaneButton->setDefaultAction(actions.sidePane);
    m_actions = actions;
    connect(m_ui->userEdit, &QLineEdit::returnPressed, this,
            [this] { m_controller->connectAs(m_ui->userEdit->text().trimmed()); });
    connect(&controller, &WindowController::connectionChanged, this, &TopBar::updateConnection);
    connect(&controller, &WindowController::statusChanged, this, &TopBar::updateStatus);
    connect(&controller, &WindowController::pausedChanged, this, &TopBar::updateStatus);
    connect(&theme, &Theme::changed, this, &TopBar::updateStatus);
    updateConnection();
    fixWidths();
}

void TopBar::attachProfiles(ProfileSwitch &profiles)
{
    m_profiles = &profiles;
    m_ui->profileButton->attach(profiles, *m_theme);
    connect(m_ui->profileButton, &ProfileButton::manageRequested, this,
            &TopBar::manageProfilesRequested);
    connect(&profiles, &ProfileSwitch::changed, this, &TopBar::updateProfile);
    connect(m_theme, &Theme::changed, this, &TopBar::updateProfile);
    updateProfile();
}

void TopBar::updateProfile()
{
    const auto &profile = m_profiles->profile();
    const QColor warning = m_theme->color(Tone::Bad);
    m_ui->productionLabel->setVisible(m_controller->isProduction());
    colorLabel(m_ui->productionLabel, warning);
    m_ui->unverifiedLabel->setVisible(!m_controller->connection().network.tls.verifyPeer);
    colorLabel(m_ui->unverifiedLabel, warning);
    // A single user needs no completion. The model is kept: Enter in its list leads here.
    const QStringList users = profile && profile->users.size() > 1 ? profile->users : QStringList();
    if (m_users->stringList() != users) {
        m_users->setStringList(users);
    }
    update();
}

/** A stripe in the colour of the profile along the upper edge. */
void TopBar::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    const auto color =
        m_profiles && m_profiles->profile() ? m_profiles->profile()->color : ProfileColor::None;
    const QColor tone = m_theme ? profileTone(color, m_theme->isDark()) : QColor();
    if (tone.isValid()) {
        QPainter(this).fillRect(0, 0, width(), StripeHeight, tone);
    }
}

QWidget *TopBar::statusDot() const
{
    return m_ui->statusDot;
}

void TopBar::focusUser()
{
    m_ui->userEdit->setFocus(Qt::ShortcutFocusReason);
    m_ui->userEdit->selectAll();
}

void TopBar::updateConnection()
{
    const ConnectionSettings &connection = m_controller->connection();
    m_ui->sourceLabel->setFullText(sourceText(connection));
    if (!m_ui->userEdit->hasFocus()) {
        m_ui->userEdit->setText(m_controller->user());
    }
    updateUserEdit(connection);
    updateStatus();
}

/** An empty field is an anonymous user, and not the same as no token: both say so. */
void TopBar::updateUserEdit(const ConnectionSettings &connection)
{
    QString hint = tr("Enter mints a token for this user and connects. Left empty, the token is "
                      "for no user: such clients may do only what the server lets anonymous users "
                      "do.");
    QString placeholder = connection.source == ConnectionSettings::Source::None
        ? tr("Connect as \u2026")
        : tr("no user (anonymous)");
    bool isEnabled = connection.mintsTokens();
    if (connection.withoutToken) {
        // A subscription token must name the user whom the server sees.
        isEnabled = !connection.subscriptionSecret().isEmpty();
        placeholder = tr("no token");
        hint = isEnabled
            ? tr("No token is sent, so the server decides who you are. A user typed here is named "
                 "in subscription tokens only.")
            : tr("No token is sent, so the server decides who you are.");
        if (!isEnabled) {
            m_ui->userEdit->clear(); // whoever it is, nobody here knows
        }
    } else if (!isEnabled) {
        hint = tr("A ready token is used, which determines the user.");
    }
    m_ui->userEdit->setEnabled(isEnabled);
    m_ui->userEdit->setPlaceholderText(placeholder);
    setPlainToolTip(m_ui->userEdit, hint);
}

void TopBar::updateStatus()
{
    const SessionStatus &status = m_controller->status();
    updateConnectButton();
    m_ui->statusDot->setState(status.state, statusText(status));
    const QString reason = codeAndReason(publicCode(status.layer, status.code), status.reason);
    QStringList tip;
    if (!reason.isEmpty()) {
        tip += reason;
    }
    const WatchGroup &group = m_controller->group();
    if (group.count() > 1) {
        tip += tr("the first of %1 watchers, %2 live").arg(group.count()).arg(group.liveCount());
    }
    tip += tr("Press to see the steps of the connection");
    setPlainToolTip(m_ui->statusDot, tip.join(QStringLiteral(" · ")));
    m_ui->pausedLabel->setVisible(m_controller->isPaused());
    colorLabel(m_ui->pausedLabel, m_theme->color(Tone::Busy));
    if (m_controller->connection().usesReadyToken()) {
        m_ui->userEdit->setText(labelText(status.user));
    }
    showTokenTime();
}

void TopBar::showTokenTime()
{
    if (!m_controller) {
        return;
    }
    const auto expires = m_controller->status().tokenExpiresAt;
    if (!expires) {
        m_ui->tokenLabel->clear(); // its place stays
        m_ui->tokenLabel->setToolTip({});
        return;
    }
    const qint64 left =
        std::max<qint64>(0, expires->count() / 1'000'000 - QDateTime::currentSecsSinceEpoch());
    colorLabel(m_ui->tokenLabel, m_theme->color(left < TokenIsShort ? Tone::Busy : Tone::Quiet));
    showPlain(m_ui->tokenLabel, remainingTimeText(left));
    setPlainToolTip(m_ui->tokenLabel,
                    m_controller->connection().mintsTokens()
                        ? tr("Time left of the token; a new one is minted before it expires.")
                        : tr("Time left of the token that was given; it can't be renewed here."));
}

/** One button: connects without a connection, and ends one or the attempts to get one. */
void TopBar::updateConnectButton()
{
    QAction *wanted = isUp(m_controller->status().state) ? m_actions.disconnect : m_actions.connect;
    QAction *present = m_ui->connectButton->defaultAction();
    if (present != wanted) {
        m_ui->connectButton->removeAction(present);
        m_ui->connectButton->setDefaultAction(wanted);
    }
}

/** The widest text decides, so that nothing moves when another is shown. */
void TopBar::fixWidths()
{
    const auto style = m_isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    for (QToolButton *button : {m_ui->pauseButton, m_ui->clearButton, m_ui->recordButton}) {
        button->setToolButtonStyle(style);
    }
    m_ui->userLabel->setVisible(m_isWide);
    const int character = fontMetrics().averageCharWidth();
    m_ui->userEdit->setFixedWidth(character * (m_isWide ? 22 : 13));
    m_ui->sourceLabel->setMinimumWidth(1); // it gives way first
    m_ui->tokenLabel->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")));
    fixWidth(*m_ui->pauseButton, {tr("Pause"), tr("Resume")});
    if (m_actions.connect != nullptr) {
        fixWidth(*m_ui->connectButton,
                 {m_actions.connect->iconText(), m_actions.disconnect->iconText()});
    }
}

void TopBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fixWidths();
    }
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() > fontMetrics().averageCharWidth() * WideEnough;
    if (m_isWide != isWide) {
        m_isWide = isWide;
        fixWidths();
    }
}
