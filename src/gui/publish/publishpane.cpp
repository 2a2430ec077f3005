// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/publish/publishpane.h"

#include "ui_publishpane.h"

#include "gui/controller/windowcontroller.h"
#include "gui/publish/payloadcheck.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/publish/run.h"
#include "monitor/watch/sessiontext.h"
#include "text/jsonscanner.h"
#include "text/visibletext.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStringListModel>
#include <QTextBlock>

#include <algorithm>

namespace {

const auto FirstMessage = QStringLiteral("{\n  \"type\": \"chat\",\n  \"text\": \"hello\"\n}");

constexpr int RoomForBoth = 90; // in characters

} // namespace

PublishPane::PublishPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PublishPane>())
    , m_channels(new QStringListModel(this))
{
    m_ui->setupUi(this);
    m_ui->channelBox->setModel(m_channels);
    if (auto *list = qobject_cast<QListView *>(m_ui->channelBox->view())) {
        list->setUniformItemSizes(true); // else each of thousands is measured
    }
    setBackgroundRole(QPalette::Base);
    styleCaption(m_ui->publishLabel);
    m_ui->channelBox->lineEdit()->setObjectName(QStringLiteral("channelBoxEdit"));
    m_ui->channelBox->lineEdit()->setPlaceholderText(tr("channel"));
    m_ui->channelBox->lineEdit()->setAccessibleName(m_ui->channelBox->accessibleName());
    m_ui->channelBox->view()->setAccessibleName(tr("Channels to choose from"));
    m_ui->payloadEdit->setPlainText(FirstMessage);
    m_ui->payloadEdit->installEventFilter(this);
    connect(m_ui->payloadEdit, &QPlainTextEdit::textChanged, this,
            [this] { m_publishesWhenChecked &= m_ui->payloadEdit->isInserting(); });
    m_check = new PayloadCheck(*m_ui->payloadEdit, this);
    connect(m_check, &PayloadCheck::changed, this, &PublishPane::followCheck);
    connect(m_ui->payloadEdit, &QPlainTextEdit::textChanged, this,
            &PublishPane::revokeConfirmationIfChanged);
    connect(m_ui->tagBox, &QCheckBox::toggled, this, &PublishPane::revokeConfirmationIfChanged);
    connect(m_ui->channelBox, &QComboBox::editTextChanged, this,
            &PublishPane::revokeConfirmationIfChanged);
    connect(m_ui->channelBox, &QComboBox::editTextChanged, this, &PublishPane::updateConnection);
    connect(m_ui->payloadEdit, &QPlainTextEdit::textChanged, this, &PublishPane::draftChanged);
    connect(m_ui->tagBox, &QCheckBox::toggled, this, &PublishPane::draftChanged);
    connect(m_ui->channelBox, &QComboBox::editTextChanged, this, &PublishPane::draftChanged);
    connect(m_ui->publishButton, &QPushButton::clicked, this, &PublishPane::publish);
    connect(m_ui->refuseButton, &QPushButton::clicked, this, [this] {
        revokeConfirmation();
        focusEditor();
    });
    connect(m_ui->confirmButton, &QPushButton::clicked, this, &PublishPane::confirm);
    wireRuns();
}

PublishPane::~PublishPane() = default;

void PublishPane::wireRuns()
{
    m_ui->publishSplitter->setStretchFactor(0, 2);
    m_ui->publishSplitter->setStretchFactor(1, 3);
    m_ui->publishSplitter->setSizes({2000, 3000}); // a ratio
    connect(m_ui->runsPane, &RunsPane::entryRequested, this, &PublishPane::entryRequested);
    connect(m_ui->runsPane, &RunsPane::againRequested, this, &PublishPane::publishAgain);
    connect(m_ui->runsPane, &RunsPane::editRequested, this, &PublishPane::edit);
}

/** Side by side where both have room. */
void PublishPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() >= fontMetrics().averageCharWidth() * RoomForBoth;
    m_ui->publishSplitter->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
}

void PublishPane::attach(WindowController &controller, const Theme &theme)
{
    m_controller = &controller;
    m_theme = &theme;
    m_ui->payloadEdit->setTheme(&theme);
    m_ui->runsPane->attach(controller, theme);
    connect(&theme, &Theme::changed, this, &PublishPane::updateValidity);
    connect(&controller, &WindowController::connectionChanged, this,
            &PublishPane::updateConnection);
    connect(&controller, &WindowController::connectionChanged, this,
            &PublishPane::revokeConfirmation);
    connect(&controller, &WindowController::channelsChanged, this, &PublishPane::updateChannels);
    updateChannels();
    updateConnection();
    updateValidity();
}

void PublishPane::focusEditor()
{
    m_ui->payloadEdit->setFocus(Qt::ShortcutFocusReason);
}

bool PublishPane::canPublish() const
{
    return m_controller->whyNoPublish().isEmpty() && !chosenChannel().isEmpty();
}

/** The list shows texts with hidden characters made visible; the publish needs the name. */
QString PublishPane::chosenChannel() const
{
    const QString text = m_ui->channelBox->currentText();
    return m_nameByText.value(text, text.trimmed());
}

void PublishPane::publish()
{
    if (!canPublish()) {
        const QString why = m_controller->whyNoPublish();
        m_controller->publishing().showNotSent(why.isEmpty() ? tr("Name a channel first.") : why);
        return;
    }
    if (!m_check->isDone()) {
        m_publishesWhenChecked = true;
        updateValidity();
    } else if (m_check->fault()) {
        m_controller->publishing().showNotSent(tr("This is not JSON, %1").arg(m_check->words()));
        selectFault();
    } else {
        send(currentRequest());
    }
}

void PublishPane::send(const Centrifuge::PublishRequest &request)
{
    if (m_controller->mustConfirmPublish()) {
        askForConfirmation(request);
    } else {
        m_controller->publish(request);
    }
}

/** The same channel and bytes, with a tag of its own. */
void PublishPane::publishAgain(const Run &run)
{
    send(requestFor(run.trip.channel, run.trip.payload, !run.trip.tag.isEmpty()));
}

void PublishPane::edit(const Run &run)
{
    m_ui->tagBox->setChecked(!run.trip.tag.isEmpty());
    load(run.trip.channel, run.trip.payload);
}

Centrifuge::PublishRequest PublishPane::currentRequest() const
{
    return requestFor(chosenChannel(), m_ui->payloadEdit->text().toUtf8(), isDraftTagged());
}

Centrifuge::PublishRequest PublishPane::requestFor(const QString &channel,
                                                   const QByteArray &payload, bool isTagged)
{
    Centrifuge::PublishRequest request;
    request.channel = channel;
    request.data = payload;
    if (isTagged) {
        request.tags.insert(QString::fromLatin1(RoundTripTagKey), RoundTripTracker::newTag());
    }
    return request;
}

void PublishPane::load(const QString &channel, const QByteArray &payload)
{
    m_ui->payloadEdit->setText(QString::fromUtf8(payload));
    publishTo(channel);
}

void PublishPane::publishCopy(const QString &channel, const QByteArray &payload)
{
    const QString why = m_controller->whyNoPublish();
    if (!why.isEmpty()) {
        m_controller->publishing().showNotSent(why);
    } else if (!Text::isJson(payload)) {
        m_controller->publishing().showNotSent(tr("This is not JSON."));
    } else {
        send(requestFor(channel, payload, isDraftTagged()));
    }
}

/** Asks below the editor, so that the message stays readable. */
void PublishPane::askForConfirmation(const Centrifuge::PublishRequest &request)
{
    m_unconfirmed = request;
    m_ui->confirmLabel->setFullText(
        tr("%1 is PRODUCTION. Send to %2?").arg(m_controller->profileName(), request.channel));
    colorLabel(m_ui->confirmLabel, m_theme->color(Tone::Bad));
    m_ui->confirmBar->show();
    m_ui->refuseButton->setFocus(Qt::OtherFocusReason); // Enter must not confirm by accident
}

/** Publishes exactly the request that was shown, whatever the fields hold now. */
void PublishPane::confirm()
{
    if (!m_unconfirmed) {
        return;
    }
    const Centrifuge::PublishRequest asked = *m_unconfirmed;
    revokeConfirmation();
    m_controller->confirmPublish();
    m_controller->publish(asked);
}

/** A change of what would be sent requires another confirmation. */
void PublishPane::revokeConfirmationIfChanged()
{
    if (!m_unconfirmed) {
        return;
    }
    const Centrifuge::PublishRequest now = currentRequest();
    if (now.channel != m_unconfirmed->channel || now.data != m_unconfirmed->data
        || now.tags.isEmpty() != m_unconfirmed->tags.isEmpty()) {
        revokeConfirmation();
    }
}

void PublishPane::revokeConfirmation()
{
    m_unconfirmed.reset();
    m_ui->confirmBar->hide();
}

/** A test message shall appear in the log. */
void PublishPane::chooseWatchedChannel()
{
    const QStringList watched = subscribedNames(m_controller->channels());
    if (!watched.isEmpty() && !watched.contains(chosenChannel())) {
        chooseChannel(watched.constFirst());
    }
}

void PublishPane::chooseChannel(const QString &channel)
{
    const auto index = int(m_channelNames.indexOf(channel));
    if (index >= 0) {
        m_ui->channelBox->setCurrentIndex(index);
    } else { // the list is updated later
        m_nameByText.insert(Text::visible(channel), channel);
        m_ui->channelBox->setEditText(Text::visible(channel));
    }
}

void PublishPane::publishTo(const QString &channel)
{
    chooseChannel(channel);
    focusEditor();
}

void PublishPane::publishTestMessage()
{
    chooseWatchedChannel();
    if (m_check->fault()) {
        m_ui->payloadEdit->setPlainText(FirstMessage);
    }
    publish();
}

bool PublishPane::isDraftTagged() const
{
    return m_ui->tagBox->isChecked();
}

std::optional<QString> PublishPane::draftText(qsizetype most) const
{
    const bool isLong = m_ui->payloadEdit->document()->characterCount() > most;
    return isLong ? std::nullopt : std::optional(m_ui->payloadEdit->text());
}

void PublishPane::setDraft(const QString &channel, const QString &text, bool isTagged)
{
    m_ui->payloadEdit->setPlainText(text);
    m_ui->tagBox->setChecked(isTagged);
    // Without hidden characters, or it would be the name of another
    if (m_channelNames.contains(channel) || Text::visible(channel) == channel) {
        chooseChannel(channel);
    }
}

void PublishPane::selectFault()
{
    m_ui->payloadEdit->setCursorPosition(m_check->position());
    m_ui->payloadEdit->setFocus(Qt::OtherFocusReason);
}

void PublishPane::followCheck()
{
    updateValidity();
    if (m_check->isDone() && std::exchange(m_publishesWhenChecked, false)) {
        publish();
    }
}

void PublishPane::updateValidity()
{
    if (!m_theme) {
        return;
    }
    Tone tone = Tone::Good;
    QString text = QStringLiteral("\u2713 ") + tr("JSON");
    if (!m_check->isDone()) {
        tone = Tone::Quiet;
        text = QStringLiteral("\u2026 ")
            + (m_publishesWhenChecked ? tr("checking, then publishing") : tr("checking"));
    } else if (m_check->fault()) {
        tone = Tone::Bad;
        text = QStringLiteral("\u2715 ") + m_check->words();
    }
    colorLabel(m_ui->validityLabel, m_theme->color(tone));
    m_ui->validityLabel->setFullText(text);
}

void PublishPane::updateConnection()
{
    if (!m_controller) {
        return;
    }
    m_ui->publishButton->setEnabled(canPublish());
    QString tip = m_controller->whyNoPublish();
    if (tip.isEmpty()) {
        tip = canPublish() ? tr("Publish through the HTTP API (Ctrl+Enter)")
                           : tr("Name a channel first.");
    }
    setPlainToolTip(m_ui->publishButton, tip);
}

/** Keeps the chosen channel; chooses the first one if there was none or it was removed. */
void PublishPane::updateChannels()
{
    QStringList names;
    for (const ChannelStatus &status : m_controller->channels()) {
        names.append(status.channel);
    }
    if (names == m_channelNames) {
        return;
    }
    const QString chosen = chosenChannel();
    const bool isGone = m_channelNames.contains(chosen) && !names.contains(chosen);
    const QSignalBlocker quiet(m_ui->channelBox); // the list is empty meanwhile
    setChannelNames(names);
    const auto index = int(names.indexOf(chosen));
    if (index >= 0 || chosen.isEmpty() || isGone) {
        m_ui->channelBox->setCurrentIndex(std::max(0, index));
    } else {
        m_ui->channelBox->setEditText(chosen);
    }
    m_ui->channelBox->lineEdit()->setCursorPosition(0); // show the beginning of a long name
    revokeConfirmationIfChanged();
    updateConnection();
}

void PublishPane::setChannelNames(const QStringList &names)
{
    m_channelNames = names;
    m_nameByText.clear();
    QStringList shown;
    for (const QString &name : names) {
        shown.append(Text::visible(name));
        if (!m_nameByText.contains(shown.constLast())) {
            m_nameByText.insert(shown.constLast(), name);
        }
    }
    m_channels->setStringList(shown);
}

bool PublishPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->payloadEdit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            publish();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
