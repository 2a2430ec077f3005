// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/server/patternwatch.h"
#include "monitor/server/sortedtable.h"

#include <QUrl>
#include <QWidget>

#include <memory>

class PacedUpdate;
class Theme;
class WindowController;

namespace Ui {
class ServerChannelsPage;
}

/** The channels of the server that match a pattern, with their subscribers; they can be watched one
 * by one, or as they appear. */
class ServerChannelsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ServerChannelsPage(QWidget *parent = nullptr);
    ~ServerChannelsPage() override;

    /** Both outlive this. */
    void attach(WindowController &controller, const Theme &theme);
    /** The pattern that is watched; nullopt for none. */
    std::optional<QString> watchedPattern() const;

Q_SIGNALS:
    void whoRequested(const QString &channel);
    void watchedPatternChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void useTyped();
    void setPatternWatched(bool watched);
    void followConnection();
    void followPattern();
    void watchSelected();
    void updateButtons();
    void showSample();
    OwnChannels own() const;
    QString summary() const;
    QString patternNote() const;
    std::vector<TableRow> rows() const;

    std::unique_ptr<Ui::ServerChannelsPage> m_ui;
    WindowController *m_controller = nullptr;
    ChannelSampler *m_sampler = nullptr;
    PatternWatch m_pattern;
    SortedTable m_table;
    QUrl m_apiUrl; ///< of the last connection
    PacedUpdate *const m_update;
};
