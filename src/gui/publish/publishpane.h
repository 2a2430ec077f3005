// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"

#include <QHash>
#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>

class PayloadCheck;
class QStringListModel;
class Theme;
class WindowController;
struct Run;

namespace Ui {
class PublishPane;
}

/** The editor for messages to publish through the HTTP API. A message appears in the log only when
 * a subscription delivers it. */
class PublishPane : public QWidget
{
    Q_OBJECT

public:
    explicit PublishPane(QWidget *parent = nullptr);
    ~PublishPane() override;

    void attach(WindowController &controller, const Theme &theme);
    void focusEditor();
    /** Makes the editor ready for a message to `channel`. */
    void publishTo(const QString &channel);
    /** Publishes the message in the editor; if it is not JSON, moves the cursor to the fault. */
    void publish();
    /** Puts a message into the editor, where it can be undone. */
    void load(const QString &channel, const QByteArray &payload);
    /** Publishes this message, whatever is in the editor; in production it asks first. */
    void publishCopy(const QString &channel, const QByteArray &payload);
    bool canPublish() const;
    /** Publishes to the chosen channel if it is subscribed, else to the first one that is. */
    void publishTestMessage();

    /** What is written and not sent, to be kept for the next time. */
    QString draftChannel() const { return chosenChannel(); }
    bool isDraftTagged() const;
    /** Nothing for one of more than `most` characters. */
    std::optional<QString> draftText(qsizetype most) const;
    void setDraft(const QString &channel, const QString &text, bool isTagged);

Q_SIGNALS:
    void draftChanged();
    /** A row of the log is to be shown. */
    void entryRequested(quint64 number);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Centrifuge::PublishRequest currentRequest() const;
    void wireRuns();
    void send(const Centrifuge::PublishRequest &request);
    void publishAgain(const Run &run);
    void edit(const Run &run);
    static Centrifuge::PublishRequest requestFor(const QString &channel, const QByteArray &payload,
                                                 bool isTagged);
    void askForConfirmation(const Centrifuge::PublishRequest &request);
    void revokeConfirmationIfChanged();
    void revokeConfirmation();
    void confirm();
    void updateValidity();
    void followCheck();
    void selectFault();
    void updateConnection();
    void updateChannels();
    void setChannelNames(const QStringList &names);
    void chooseWatchedChannel();
    void chooseChannel(const QString &channel);
    QString chosenChannel() const;

    std::unique_ptr<Ui::PublishPane> m_ui;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    QStringListModel *m_channels; ///< names with hidden characters made visible
    QStringList m_channelNames;
    QHash<QString, QString> m_nameByText; ///< the name behind each text of the list
    PayloadCheck *m_check; ///< of the text of the editor
    bool m_publishesWhenChecked = false; ///< the user has asked for it
    std::optional<Centrifuge::PublishRequest> m_unconfirmed; ///< waits for the confirmation
};
