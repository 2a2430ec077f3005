// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/exportdialog.h"

#include "gui/recording/entrycount.h"
#include "gui/widgets/labeltext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace {

enum class Scope { Everything, Shown, Selected };

constexpr int ExportSteps = 1000;

} // namespace

/** Shared with the thread that writes. */
struct ExportDialog::Job
{
    std::optional<Centrifuge::Outcome> outcome; // read once the thread has finished
    std::uint64_t total = 0;
};

namespace {

/** Hidden until it shows something, as an empty one looks like a field; it keeps its room. */
void prepareProgress(QProgressBar &bar)
{
    bar.setRange(0, ExportSteps);
    bar.setAccessibleName(ExportDialog::tr("Progress"));
    QSizePolicy policy = bar.sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    bar.setSizePolicy(policy);
}

} // namespace

ExportDialog::ExportDialog(ExportSource source, QWidget *parent)
    : QDialog(parent)
    , m_source(std::move(source))
    , m_scope(new QComboBox(this))
    , m_format(new QComboBox(this))
    , m_byteOrderMark(new QCheckBox(tr("Byte order &mark, for Excel"), this))
    , m_progress(new QProgressBar(this))
    , m_label(new QLabel(this))
    , m_exportButton(new QPushButton(tr("&Export…"), this))
    , m_closeButton(new QPushButton(tr("Close"), this))
{
    setWindowTitle(tr("Export"));
    m_scope->setObjectName(QStringLiteral("exportScope"));
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_byteOrderMark->setObjectName(QStringLiteral("exportByteOrderMark"));
    m_byteOrderMark->setToolTip(tr("Without it, Excel does not read CSV as UTF-8"));
    m_label->setObjectName(QStringLiteral("exportText"));
    m_exportButton->setObjectName(QStringLiteral("exportButton"));
    m_closeButton->setObjectName(QStringLiteral("exportCloseButton"));
    m_scope->addItem(tr("Everything"), int(Scope::Everything));
    if (m_source.shown) {
        m_scope->addItem(tr("What the filter shows"), int(Scope::Shown));
    }
    if (m_source.hasSelection && m_source.hasSelection()) {
        m_scope->addItem(tr("The selected rows"), int(Scope::Selected));
    }
    m_format->addItem(tr("JSON lines, can be imported again"), int(ExportFormat::Jsonl));
    m_format->addItem(tr("CSV, for spreadsheets"), int(ExportFormat::Csv));
    prepareProgress(*m_progress);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    auto *form = new QFormLayout(this);
    form->addRow(tr("&What"), m_scope);
    form->addRow(tr("&Format"), m_format);
    form->addRow(QString(), m_byteOrderMark);
    form->addRow(m_progress);
    form->addRow(m_label);
    auto *buttons = new QHBoxLayout();
    buttons->addStretch();
    buttons->addWidget(m_exportButton);
    buttons->addWidget(m_closeButton);
    form->addRow(buttons);
    m_exportButton->setDefault(true);
    connect(&m_work, &WalkThread::progressed, this, &ExportDialog::showProgress);
    connect(&m_work, &WalkThread::finished, this, &ExportDialog::finish);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_exportButton, &QPushButton::clicked, this, &ExportDialog::askForFile);
    connect(m_closeButton, &QPushButton::clicked, this, &ExportDialog::reject);
    refresh();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Export to"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(isCsv() ? QStringLiteral("csv") : QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::exportTo);
    dialog->open();
}

bool ExportDialog::isCsv() const
{
    return m_format->currentData().toInt() == int(ExportFormat::Csv);
}

ExportRequest ExportDialog::request(const QString &path) const
{
    ExportRequest result;
    result.sources = {m_source.entries->snapshot()};
    result.format = ExportFormat(m_format->currentData().toInt());
    result.hasByteOrderMark = m_byteOrderMark->isEnabled() && m_byteOrderMark->isChecked();
    result.path = path;
    if (m_source.fields) {
        result.fields = m_source.fields();
    }
    const Scope scope = Scope(m_scope->currentData().toInt());
    if (scope != Scope::Everything && m_source.shown) {
        result.filter = m_source.shown();
    }
    if (scope == Scope::Selected) {
        result.ranges = m_source.selected();
    }
    return result;
}

void ExportDialog::exportTo(const QString &path)
{
    if (m_work.isRunning()) {
        return;
    }
    m_job = std::make_shared<Job>();
    const ExportRequest wanted = request(path);
    m_job->total = wantedEntries(wanted);
    m_work.start([job = m_job, wanted](WalkProgress &progress) {
        job->outcome = exportToFile(wanted, progress);
    });
    refresh();
}

void ExportDialog::showProgress()
{
    const std::uint64_t total = std::max<std::uint64_t>(m_job->total, 1);
    m_progress->setValue(int(m_work.progress().looked * ExportSteps / total));
    m_label->setText(tr("%1 written").arg(entryCount(m_work.progress().taken)));
}

void ExportDialog::finish()
{
    if (!*m_job->outcome) {
        m_label->setText(m_job->outcome->error().message);
    } else if (m_work.progress().notRead() > 0) {
        m_label->setText(tr("%1 written; %2 missing or not readable")
                             .arg(entryCount(m_work.progress().taken),
                                  groupedNumber(m_work.progress().notRead())));
    }
    refresh();
}

void ExportDialog::refresh()
{
    const bool isBusy = m_work.isRunning();
    m_scope->setEnabled(!isBusy);
    m_format->setEnabled(!isBusy);
    m_byteOrderMark->setEnabled(!isBusy && isCsv());
    m_exportButton->setEnabled(!isBusy);
    m_progress->setVisible(m_job != nullptr);
    m_closeButton->setText(isBusy ? tr("Cancel") : tr("Close"));
}

/** While exporting, only cancels; the dialog stays open for the result. */
void ExportDialog::reject()
{
    if (m_work.isRunning()) {
        m_work.cancel();
    } else {
        QDialog::reject();
    }
}
