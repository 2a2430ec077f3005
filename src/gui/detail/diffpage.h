// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/detail/entrydetails.h"
#include "monitor/json/payloaddiff.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class LogState;
class Theme;

namespace Ui {
class DiffPage;
}

/**
 * What changed from another entry to the one that is shown: by default the publication before it in
 * its channel, else any marked one.
 */
class DiffPage : public QWidget
{
    Q_OBJECT

public:
    explicit DiffPage(QWidget *parent = nullptr);
    ~DiffPage() override;

    /** Both outlive this. */
    void attach(LogState &log, const Theme &theme);
    /** Compares with `number`, whose form is `after`; 0 for nothing. */
    void showEntry(quint64 number, const ShownPayload &after);

private:
    void fillChoices();
    bool hasEntry(quint64 number) const;
    void compare();
    void compareWithTheOneBefore();
    void showFound(quint64 other);
    void compareWith(quint64 other);
    void showDiff(quint64 other, const PayloadDiff &diff);
    void showText(const QString &text);
    void colorLines();

    std::unique_ptr<Ui::DiffPage> m_ui;
    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
    quint64 m_number = 0;
    ShownPayload m_after;
    PayloadDiff m_diff;
    int m_comparison = 0; ///< an answer of an older comparison is void
};
