// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/publish/roundtriptracker.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <chrono>

class QWidget;
class WindowController;

/**
 * Renders the window into a file once there is something to see, then ends the program: with 0, or
 * with 1 when the session was not live in time (the picture is written all the same).
 */
class Screenshot : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString file;
        std::chrono::seconds timeout{30};
        bool withTraffic = false; ///< wait for messages and a proven round trip
    };

    Screenshot(QWidget &window, WindowController &controller, const Options &options,
               QObject *parent = nullptr);

private:
    void checkReady();
    bool isReady() const;
    void take();

    QPointer<QWidget> m_window;
    WindowController &m_controller;
    const Options m_options;
    QTimer m_limit;
    QTimer m_settle;
};
