// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/streamhole.h"

#include <QWidget>

#include <memory>
#include <optional>

class Theme;
class WindowController;
struct Entry;

namespace Ui {
class DetailPane;
}

/**
 * One entry in full: formatted from its exact bytes, raw, and all that is known about it. Shows the
 * selected entry, else the newest.
 */
class DetailPane : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPane(QWidget *parent = nullptr);
    ~DetailPane() override;

    void attach(WindowController &controller, const Theme &theme);
    /** Stays on this entry; 0 follows the newest. */
    void pin(quint64 number);
    void focusText();

Q_SIGNALS:
    void followRequested();

private:
    void showNewest();
    void show(quint64 number);
    void showEntry(const Entry &entry);
    void showPayload(const Entry &entry);
    void showNothing();
    void showAll();
    void reflectFetch(const Entry &entry);
    void fetchHole();
    void reflectPin();

    std::unique_ptr<Ui::DetailPane> m_ui;
    WindowController *m_controller = nullptr;
    quint64 m_pinned = 0;
    quint64 m_shown = 0;
    bool m_showsAll = false;
    bool m_isScheduled = false;
    QString m_channel; ///< of the gap that is shown
    std::optional<StreamHole> m_hole;
};
