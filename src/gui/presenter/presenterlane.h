// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/entry/entrykind.h"
#include "monitor/publish/run.h"

#include <QFrame>

#include <deque>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;
class Theme;
struct Entry;

/** One message as a large card. */
class PresenterCard : public QFrame
{
    Q_OBJECT

public:
    PresenterCard(const Entry &entry, const QColor &channelColor, QWidget *parent);

    /** Says whether it is the message of this publish, as it came to the watcher. */
    void prove(const Run &run, const QString &watcher, const Theme &theme);
    void setTextSize(int pixels);

private:
    bool isOf(const RoundTrip &trip) const;

    QLabel *m_message;
    QLabel *m_channel;
    QLabel *m_proof;
    QString m_channelName;
    quint64 m_offset = 0;
    QString m_epoch;
    QString m_tag; ///< value of `rm-id`
};

/** The newest messages of one watcher, newest on top; as many as there is room for. */
class PresenterLane : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t MaxCards = 8;

    /** `theme` outlives this. */
    PresenterLane(const QString &watcher, const Theme &theme, QWidget *parent);

    const QString &watcher() const { return m_watcher; }
    void setState(SessionState state, const QString &text);
    void add(const Entry &entry, const QColor &channelColor);
    void clear();
    void prove(const Run &run);
    void setTextSize(int pixels);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    const QString m_watcher;
    const Theme &m_theme;
    QLabel *m_title;
    QLabel *m_state;
    QHBoxLayout *m_head;
    QVBoxLayout *m_column;
    std::deque<PresenterCard *> m_cards; ///< newest first; children of this
    int m_textSize = 20;
};
