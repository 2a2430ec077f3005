// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/recording/walkthread.h"
#include "monitor/recording/entryexport.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

/** What a log offers to be exported. */
struct ExportSource
{
    EntryLog *entries = nullptr; ///< outlives the dialog
    std::function<Filter()> shown; ///< what is shown; without it there is no such choice
    std::function<bool()> hasSelection; ///< asked when the dialog opens
    /** The selected rows: what the filter shows of these, ascending. */
    std::function<std::vector<NumberRange>()> selected;
};

/** Asks what to export and how, writes it in a thread of its own and shows how far it is. */
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(ExportSource source, QWidget *parent = nullptr);
    ~ExportDialog() override;

    /** Begins, as after the question for the file. */
    void exportTo(const QString &path);

    void reject() override;

private:
    struct Job;

    void askForFile();
    void showProgress();
    void finish();
    void refresh();
    ExportRequest request(const QString &path) const;

    const ExportSource m_source;
    QComboBox *m_scope;
    QComboBox *m_format;
    QProgressBar *m_progress;
    QLabel *m_label;
    QPushButton *m_exportButton;
    QPushButton *m_closeButton;
    std::shared_ptr<Job> m_job;
    WalkThread m_work;
};
