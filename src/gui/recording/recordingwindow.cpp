// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/recording/recordingwindow.h"

#include "gui/controller/sharedstate.h"
#include "gui/detail/detailpane.h"
#include "gui/log/logactions.h"
#include "gui/log/logtable.h"
#include "gui/recording/entrycount.h"
#include "gui/recording/indexcontrol.h"
#include "gui/recording/logexport.h"
#include "gui/widgets/labeltext.h"
#include "monitor/platform/displaytime.h"
#include "text/shortened.h"
#include "text/visibletext.h"

#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTableView>
#include <QVBoxLayout>

namespace {

QString shortTimeText(std::chrono::microseconds wall)
{
    constexpr qsizetype UpToSeconds = 19;
    return QString::fromStdString(dateAndClockTime(wall)).left(UpToSeconds);
}

/** "alice, bob and 18 others" */
QString namesText(const std::vector<std::string> &names)
{
    constexpr qsizetype MaxNames = 5;
    constexpr qsizetype LongestName = 40;
    QStringList all;
    for (const std::string &name : names) {
        all += Text::shortened(QString::fromStdString(name), LongestName);
    }
    if (all.size() <= MaxNames + 1) {
        return all.join(QStringLiteral(", "));
    }
    return RecordingWindow::tr("%1 and %2 others")
        .arg(all.first(MaxNames).join(QStringLiteral(", ")),
             QString::number(all.size() - MaxNames));
}

} // namespace

RecordingWindow::RecordingWindow(EntryFile opened, const SharedState &shared)
    : m_opened(std::move(opened))
    , m_log(*m_opened.recording)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("recordingWindow"));
    setWindowTitle(tr("%1 – recording").arg(Text::visible(QFileInfo(m_opened.path).fileName())));
    m_log.setRules(&shared.rules);
    m_log.setFilterHistory(&shared.filterHistory);
    m_log.setColumns(&shared.columns);
    m_log.setDisplayZone(&shared.displayZone);
    build(shared.theme);
    resize(1180, 760);
}

RecordingWindow::~RecordingWindow()
{
    delete takeCentralWidget(); // before the log that its widgets show
}

void RecordingWindow::build(const Theme &theme)
{
    auto *centre = new QWidget(this);
    auto *metadata = new QLabel(centre);
    metadata->setObjectName(QStringLiteral("recordingMetadata"));
    metadata->setTextFormat(Qt::PlainText);
    metadata->setWordWrap(true);
    metadata->setMargin(8);
    metadata->setText(metadataText());
    auto *splitter = new QSplitter(centre);
    splitter->setChildrenCollapsible(false);
    auto *table = new LogTable(splitter);
    table->attach(m_log, theme);
    auto *detail = new DetailPane(splitter);
    detail->attach(m_log, theme);
    splitter->addWidget(table);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(metadata);
    column->addWidget(splitter, 1);
    setCentralWidget(centre);
    connect(table, &LogTable::selectionChanged, detail, &DetailPane::pin);
    connect(table, &LogTable::pairSelected, detail, &DetailPane::showDifference);
    connect(detail, &DetailPane::followRequested, table, &LogTable::selectNothing);
    connect(detail, &DetailPane::entryRequested, table, &LogTable::goTo);

    auto *actions = new LogActions(*table, m_log, theme, this);
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Export…"), QKeySequence(QStringLiteral("Ctrl+E")), this, [this, table] {
        auto *dialog = new ExportDialog(exportSource(m_log, *table->view()), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    file->addAction(tr("&Close"), QKeySequence(QKeySequence::Close), this, &QWidget::close);
    QMenu *search = menuBar()->addMenu(tr("&Search"));
    actions->addSearchActions(*search);
    search->addSeparator();
    search->addAction((new IndexControl(*m_opened.recording, *statusBar(), this))->action());
    actions->addViewActions(*menuBar()->addMenu(tr("&View")));
    table->view()->setFocus();
}

/** Identifies the recording, and tells the window apart from a live one. */
QString RecordingWindow::metadataText() const
{
    const RecordingMetadata &metadata = m_opened.recording->metadata();
    QStringList parts{tr("Recording, not live"), entryCount(m_opened.recording->size())};
    const std::vector<std::string> watchers = m_opened.recording->watchers();
    const QString who =
        watchers.size() > 1 ? namesText(watchers) : QString::fromStdString(metadata.user);
    for (const QString &part :
         {QString::fromStdString(metadata.profile), who, QString::fromStdString(metadata.url)}) {
        if (!part.isEmpty()) {
            parts += Text::visible(part);
        }
    }
    if (metadata.startedAt && metadata.startedAt->count() > 0) {
        parts += tr("from %1").arg(shortTimeText(*metadata.startedAt));
    }
    if (metadata.endedAt && metadata.endedAt->count() > 0) {
        parts += tr("to %1").arg(shortTimeText(*metadata.endedAt));
    }
    QStringList lines{parts.join(QStringLiteral(" · "))};
    if (const quint64 hidden = m_log.model().beyondRowLimit(); hidden > 0) {
        lines +=
            tr("The list holds the newest %1 entries, a window can't show more; a filter looks "
               "through all of them, as do Export… of everything and the commands grep and "
               "export. Not in the list: the first %2.")
                .arg(groupedNumber(JournalModel::MaxRows), groupedNumber(hidden));
    }
    return (lines + m_opened.warnings).join(u'\n');
}
