// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTimer>
#include <QWidget>

#include <memory>

class FilterCompleter;
class LogState;
class Theme;

namespace Ui {
class FilterBar;
}

/**
 * The filter above a log. What is typed is checked after a short pause, and applied if anything
 * matches it; Enter and leaving the field apply it in any case.
 */
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);
    ~FilterBar() override;

    void attach(LogState &log, const Theme &theme);
    void focusField();

Q_SIGNALS:
    /** Enter or Esc was pressed. */
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void applyLeft(Qt::FocusReason reason);
    void refresh();
    void updateNote();
    void explainNothing();
    void updateCount();
    void updateGivenUp();
    void underlineFault();
    void fillIn(const QString &filter);

    std::unique_ptr<Ui::FilterBar> m_ui;
    LogState *m_log = nullptr;
    const Theme *m_theme = nullptr;
    FilterCompleter *m_completer = nullptr;
    QString m_whyNothing; ///< why the filter that is applied shows nothing
    quint64 m_explainedSize = 0; ///< entries of the log when that was asked; 0: not yet
    quint64 m_explanations = 0; ///< how often that was asked
    QTimer m_pause; ///< from the last key until the text is applied
};
