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
 * Shows what changed from another entry to the shown one: from the previous publication of its
 * channel, or from any marked entry.
 */
class DiffPage : public QWidget
{
    Q_OBJECT

public:
    explicit DiffPage(QWidget *parent = nullptr);
    ~DiffPage() override;

    /** Both outlive this. */
    void attach(LogState &log, const Theme &theme);
    /** Compares another entry with `number`, whose payload is `after`; 0 for no entry. */
    void showEntry(quint64 number, const ShownPayload &after);
    /** Compares with this entry, which stays among the choices until another is given. */
    void compareTo(quint64 other);

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
    quint64 m_given = 0; ///< by compareTo(); 0 for none
    ShownPayload m_after;
    PayloadDiff m_diff;
    int m_comparison = 0; ///< results of older comparisons are discarded
};
