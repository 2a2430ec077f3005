// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/server/servernodes.h"
#include "monitor/server/sortedtable.h"

#include <QWidget>

#include <memory>
#include <vector>

class NodeProbe;
class NodeWatch;
class Theme;
class WindowController;

namespace Ui {
class NodesPage;
}

/** The nodes of the server, and, where it has several addresses, which node's messages reach which.
 */
class NodesPage : public QWidget
{
    Q_OBJECT

public:
    explicit NodesPage(QWidget *parent = nullptr);
    ~NodesPage() override;

    /** Both outlive this. */
    void attach(WindowController &controller, const Theme &theme);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void followConnection();
    void showNodes();
    void showProblem();
    QString summary() const;
    QString note() const;
    void toggleMeasuring(bool wanted);
    void askBeforeMeasuring();
    void startOrStop();
    void updateMeasuring();
    void showMatrix();
    QString matrixText() const;
    QString whyNoMeasuring() const;

    std::unique_ptr<Ui::NodesPage> m_ui;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    NodeWatch *m_watch = nullptr;
    NodeProbe *m_probe = nullptr;
    std::vector<ServerNode> m_nodes;
    SortedTable m_table;
};
