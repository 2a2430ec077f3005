// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"

#include <QFrame>

#include <memory>

class Theme;

namespace Ui {
class ProblemCard;
}

/** Why the server did not answer what a page asked for: what happened, why, what to do, and the
 * configuration to copy. Hidden while there is no problem. */
class ProblemCard : public QFrame
{
    Q_OBJECT

public:
    explicit ProblemCard(QWidget *parent = nullptr);
    ~ProblemCard() override;

    /** `theme` outlives this. */
    void setTheme(const Theme *theme);
    void show(const Explanation &problem);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::unique_ptr<Ui::ProblemCard> m_ui;
    const Theme *m_theme = nullptr;
    Explanation m_problem;
};
