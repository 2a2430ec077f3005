// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class ChannelModel;
class QMenu;
class Theme;
class WindowController;
struct ChannelStatus;

namespace Ui {
class ChannelPane;
}

/** The list of channels, with a field to add one that suggests the personal channel of the user. */
class ChannelPane : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelPane(QWidget *parent = nullptr);
    ~ChannelPane() override;

    void attach(WindowController &controller, const Theme &theme);
    void focusList();
    void focusField();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offerChannels();
    void addTyped();
    void removeSelected();
    void acknowledgeSelected();
    void showMenu(const QPoint &position);
    void addSubscribeActions(QMenu &menu, const ChannelStatus &status);
    void addOptionsAction(QMenu &menu, const ChannelStatus &status);
    void editOptions(const QString &channel);
    void subscribeSelectedAgain();
    void subscribeAllAgain();
    void updateCount();
    void showCount();
    void updateRemoval();
    QString ownChannel() const;

    std::unique_ptr<Ui::ChannelPane> m_ui;
    WindowController *m_controller = nullptr;
    ChannelModel *m_model = nullptr;
};
