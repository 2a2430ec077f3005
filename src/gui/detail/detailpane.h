// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/detail/entrydetails.h"
#include "gui/detail/payloadtexts.h"
#include "monitor/json/jsonpath.h"
#include "monitor/watch/offsetgap.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

class LogState;
class Theme;
class WatchGroup;
class WatchSession;
struct Entry;

namespace Ui {
class DetailPane;
}

/**
 * Shows one entry of a log, live or recorded, in full: as a tree, as text, as bytes, compared with
 * another one, and its metadata. The selected entry, else the newest publication.
 */
class DetailPane : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPane(QWidget *parent = nullptr);
    ~DetailPane() override;

    /** All outlive this. Without watchers gaps can't be fetched. */
    void attach(LogState &log, const Theme &theme, const WatchGroup *watchers = nullptr);
    /** Shows the entry with this number until the next call; 0 follows the newest. */
    void pin(quint64 number);
    /** Shows `newer`, and what changed from `older` to it. */
    void showDifference(quint64 older, quint64 newer);
    void focusText();
    /** Where a tab above has the same words. */
    void hideCaption();

Q_SIGNALS:
    void followRequested();
    void entryRequested(quint64 number); ///< the log should go to it

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showNewest();
    void show(quint64 number);
    void showAgain();
    void showEntry(const Entry &entry);
    void showTexts();
    void showPage();
    void showNothing();
    void showAll();
    void checkPayload();
    void updateSize();
    void updateHighlights();
    void chart(const JsonPath &path);
    void updateFetch(const Entry &entry);
    void fetchGap();
    void updatePin();
    void updateTrimmed();
    bool isTrimmed() const;
    QString newestNote() const;

    std::unique_ptr<Ui::DetailPane> m_ui;
    LogState *m_log = nullptr;
    const WatchGroup *m_watchers = nullptr;
    QPointer<WatchSession> m_gapWatcher; ///< whose gap is shown
    quint64 m_pinned = 0;
    quint64 m_shown = 0;
    ShownPayload m_payload; ///< of the shown entry
    std::unique_ptr<PayloadTexts> m_texts;
    bool m_showsAll = false;
    bool m_isScheduled = false;
    bool m_wasTrimmed = false; ///< what the note says
    std::string m_shownChannel; ///< of the shown entry
    QString m_channel; ///< of the shown gap
    std::optional<OffsetGap> m_gap;
    QString m_gapNote; ///< why it can't be fetched
};
