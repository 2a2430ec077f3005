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
 * Saves a picture of the window once the session is live, then ends the program with 0; with 1 if
 * the session was not live in time, in which case the picture is saved, too.
 */
class Screenshot : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString file;
        std::chrono::seconds timeout{30};
        bool withTraffic = false; ///< also wait for messages and a proven round trip
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
