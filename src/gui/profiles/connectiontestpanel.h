// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/result.h"

#include <QWidget>

#include <functional>
#include <memory>

class ConnectionTest;
class IoThread;
class Theme;
struct WatchRequest;

namespace Ui {
class ConnectionTestPanel;
}

/** The button that tests a connection, and how far it came. Its height does not change. */
class ConnectionTestPanel : public QWidget
{
    Q_OBJECT

public:
    /** What to connect to, or why that can't be. */
    using Request = std::function<Centrifuge::Result<WatchRequest>()>;

    explicit ConnectionTestPanel(QWidget *parent = nullptr);
    ~ConnectionTestPanel() override;

    /** Both outlive the panel. */
    void attach(IoThread &io, const Theme &theme, Request request);
    /** Forgets a result that is about other settings. */
    void reset();

private:
    void start();
    void refresh();
    void showResult(const QString &text, bool isBad);

    std::unique_ptr<Ui::ConnectionTestPanel> m_ui;
    const Theme *m_theme = nullptr;
    Request m_request;
    ConnectionTest *m_test = nullptr;
};
