// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "text/jsonscanner.h"

#include <QHash>
#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>

class QStringListModel;
class Theme;
class WindowController;

namespace Ui {
class PublishPane;
}

/** Where a message is currentRequest and sent through the HTTP API. Never echoes. */
class PublishPane : public QWidget
{
    Q_OBJECT

public:
    explicit PublishPane(QWidget *parent = nullptr);
    ~PublishPane() override;

    void attach(WindowController &controller, const Theme &theme);
    void focusEditor();
    /** Sends what is currentRequest; with a fault in it, the caret goes there and nothing is sent.
     */
    void publish();
    bool canPublish() const;
    /** A message to begin with, for the chosen channel where that is watched, else the first one
     * that is. */
    void publishTestMessage();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Centrifuge::PublishRequest currentRequest() const;
    void askForConfirmation(const Centrifuge::PublishRequest &request);
    void revokeConfirmationIfChanged();
    void revokeConfirmation();
    void confirm();
    void validate();
    void updateValidity();
    void selectFault();
    void updateConnection();
    void updateChannels();
    void setChannelNames(const QStringList &names);
    void chooseWatchedChannel();
    QString chosenChannel() const;

    std::unique_ptr<Ui::PublishPane> m_ui;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    QStringListModel *m_channels; ///< the offered ones, made harmless
    QStringList m_channelNames;
    QHash<QString, QString> m_nameByText; ///< of what the list shows
    std::optional<Centrifuge::JsonFault> m_fault; ///< of the payload as it is currentRequest
    std::optional<Centrifuge::PublishRequest> m_unconfirmed; ///< while the question stands
};
