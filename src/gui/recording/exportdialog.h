// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/recording/walkthread.h"
#include "monitor/recording/entryexport.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

/** What can be exported of a log. */
struct ExportSource
{
    EntryLog *entries = nullptr; ///< all of them; outlives the dialog
    std::function<Filter()> shown; ///< the filter in effect; null if there is none to offer
    std::function<bool()> hasSelection; ///< called when the dialog opens
    /** The selected rows as ascending ranges, to which the filter applies. */
    std::function<std::vector<NumberRange>()> selected;
    std::function<std::vector<EntryField>()> fields; ///< further columns of CSV
};

/** Asks what to export and in which format, writes it in a thread and shows the progress. */
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(ExportSource source, QWidget *parent = nullptr);
    ~ExportDialog() override;

    /** Starts the export, as if the user had chosen `path`. */
    void exportTo(const QString &path);

    void reject() override;

private:
    struct Job;

    void askForFile();
    void showProgress();
    void finish();
    void refresh();
    bool isCsv() const;
    ExportRequest request(const QString &path) const;

    const ExportSource m_source;
    QComboBox *m_scope;
    QComboBox *m_format;
    QCheckBox *m_byteOrderMark;
    QProgressBar *m_progress;
    QLabel *m_label;
    QPushButton *m_exportButton;
    QPushButton *m_closeButton;
    std::shared_ptr<Job> m_job;
    WalkThread m_work;
};
