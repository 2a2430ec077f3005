// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/detailpane.h"

#include "ui_detailpane.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/background.h"
#include "gui/widgets/focusring.h"
#include "gui/widgets/labeltext.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"
#include "monitor/journal/entrylog.h"
#include "monitor/platform/updateintervals.h"
#include "monitor/watch/sessiontext.h"
#include "monitor/watch/watchgroup.h"
#include "monitor/watch/watchsession.h"

#include <QKeyEvent>
#include <QTabBar>
#include <QTimer>

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DetailPane>())
{
    m_ui->setupUi(this);
    m_texts = std::make_unique<PayloadTexts>(*m_ui->formattedView, *m_ui->rawView);
    setBackgroundRole(QPalette::Base);
    styleCaption(m_ui->detailLabel);
    styleQuiet(m_ui->pinLabel);
    styleQuiet(m_ui->sizeLabel);
    for (JsonEdit *text : {m_ui->formattedView, m_ui->rawView, m_ui->metadataView}) {
        new FocusRing(text);
    }
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_ui->titleLabel->setFont(bold);
    // The pane must not move when the label takes the place of the button.
    m_ui->pinLabel->setMinimumHeight(m_ui->followButton->sizeHint().height());
    // The form can't express the order: there a tab widget stands for its bar.
    setTabOrder(m_ui->viewTabs->tabBar(), m_ui->jsonTree);
    setTabOrder(m_ui->jsonTree, m_ui->numberChart);
    setTabOrder(m_ui->numberChart, m_ui->formattedView);
    connect(m_ui->followButton, &QToolButton::clicked, this, &DetailPane::followRequested);
    connect(m_ui->fetchButton, &QPushButton::clicked, this, &DetailPane::fetchGap);
    connect(m_ui->showAllButton, &QPushButton::clicked, this, &DetailPane::showAll);
    connect(m_ui->viewTabs, &QTabWidget::currentChanged, this, &DetailPane::showPage);
}

DetailPane::~DetailPane() = default;

void DetailPane::attach(LogState &log, const Theme &theme, const WatchGroup *watchers)
{
    m_log = &log;
    m_watchers = watchers;
    m_ui->diffPage->attach(log, theme);
    m_ui->jsonTree->setLog(&log);
    m_ui->jsonTree->setTheme(&theme);
    for (JsonEdit *text : {m_ui->formattedView, m_ui->rawView, m_ui->metadataView}) {
        text->setTheme(&theme);
    }
    m_ui->numberChart->attach(log, theme);
    connect(m_ui->jsonTree, &JsonTree::chartRequested, this, &DetailPane::chart);
    connect(m_ui->numberChart, &NumberChart::entryRequested, this, &DetailPane::entryRequested);
    m_ui->messageFind->attach(*m_ui->viewTabs, theme);
    connect(m_ui->messageFind, &MessageFind::textChanged, this, &DetailPane::updateHighlights);
    connect(m_ui->messageFind, &MessageFind::closed, this, &DetailPane::focusText);
    connect(&log, &LogState::filterChanged, this, &DetailPane::updateHighlights);
    connect(&log, &LogState::findChanged, this, &DetailPane::updateHighlights);
    connect(&log, &LogState::entriesAdded, this, &DetailPane::showNewest);
    connect(&log.model(), &JournalModel::modelReset, this, &DetailPane::showNewest);
    connect(&log.model(), &JournalModel::rowsInserted, this, &DetailPane::showNewest);
    connect(&log.model().matches(), &MatchList::progressed, this, &DetailPane::showNewest);
    connect(&log, &LogState::entriesAdded, this, &DetailPane::updateTrimmed);
    connect(&log, &LogState::entriesCleared, this, [this] { pin(0); });
    connect(&log.marks(), &MarkList::changed, this, &DetailPane::updateSize);
    connect(&log, &LogState::displayZoneChanged, this, &DetailPane::showAgain);
    showNothing();
    updatePin();
    showNewest();
}

void DetailPane::focusText()
{
    QWidget *page = m_ui->viewTabs->currentWidget();
    QWidget *view =
        page->focusProxy() ? page->focusProxy() : page->findChild<QAbstractScrollArea *>();
    view->setFocus(Qt::ShortcutFocusReason);
}

void DetailPane::chart(const JsonPath &path)
{
    m_ui->numberChart->chart({m_shownChannel, path});
}

/** What the log's filter and search, and the search in the message, look for. */
void DetailPane::updateHighlights()
{
    QStringList texts = m_log->highlightedTexts();
    if (const QString text = m_ui->messageFind->text(); !text.isEmpty()) {
        texts += text;
    }
    for (JsonEdit *edit : {m_ui->formattedView, m_ui->rawView, m_ui->metadataView}) {
        edit->setHighlights(texts);
    }
    m_ui->jsonTree->setHighlights(texts);
}

/** The log has the same keys: here they are meant for the message. */
bool DetailPane::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->matches(QKeySequence::FindNext)
            || key->matches(QKeySequence::FindPrevious)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void DetailPane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        m_ui->messageFind->open();
    } else if (event->matches(QKeySequence::FindNext)) {
        m_ui->messageFind->findNext();
    } else if (event->matches(QKeySequence::FindPrevious)) {
        m_ui->messageFind->findPrevious();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void DetailPane::hideCaption()
{
    m_ui->detailLabel->clear(); // it keeps what is beside it at the right
}

void DetailPane::pin(quint64 number)
{
    m_pinned = number;
    m_showsAll = false;
    updatePin();
    if (number != 0) {
        show(number);
        updateSize(); // it may be shown already, as the newest
    } else {
        m_shown = 0;
        showNewest();
    }
}

void DetailPane::showDifference(quint64 older, quint64 newer)
{
    pin(newer);
    m_ui->viewTabs->setCurrentWidget(m_ui->diffPage);
    m_ui->diffPage->compareTo(older);
}

/** Shows the newest publication, at most ten times a second. */
void DetailPane::showNewest()
{
    if (m_pinned != 0 || m_isScheduled || m_log->model().isFrozen()) {
        return;
    }
    m_isScheduled = true;
    QTimer::singleShot(UpdateInterval::Numbers, this, [this] {
        m_isScheduled = false;
        if (m_pinned == 0) {
            show(newestPublication(m_log->model()));
        }
    });
}

void DetailPane::show(quint64 number)
{
    const EntryLog &source = m_log->source();
    if (number < source.firstNumber() || number >= source.firstNumber() + source.size()) {
        showNothing();
        return;
    }
    if (number != m_shown) {
        m_shown = number;
        showEntry(source.at(std::size_t(number - source.firstNumber())));
    }
}

void DetailPane::showAgain()
{
    const quint64 number = std::exchange(m_shown, 0);
    if (number != 0) {
        show(number);
    }
}

void DetailPane::showEntry(const Entry &entry)
{
    m_ui->titleLabel->setFullText(entryTitle(entry));
    m_ui->metadataView->showBytes(entryMetadata(entry).toUtf8(), JsonEdit::Language::PlainText);
    m_shownChannel = std::string(entry.channel);
    m_payload = shownPayload(entry);
    m_showsAll = false;
    updateFetch(entry);
    showTexts();
    showPage();
    m_ui->viewTabs->setEnabled(true);
    checkPayload();
}

void DetailPane::showTexts()
{
    m_texts->show(m_payload, m_showsAll);
    m_texts->fill(*m_ui->viewTabs->currentWidget());
}

/** Fills only the visible page. */
void DetailPane::showPage()
{
    const QWidget *page = m_ui->viewTabs->currentWidget();
    if (page == m_ui->treePage) {
        m_ui->jsonTree->showBytes(m_payload.bytes, m_payload.isJson);
    } else if (page == m_ui->hexPage) {
        m_ui->hexView->showBytes(m_payload.bytes);
    } else if (page == m_ui->diffPage) {
        m_ui->diffPage->showEntry(m_shown, m_payload);
    }
    m_texts->fill(*page);
    updateSize();
    m_ui->messageFind->searchAgain();
}

/** Validates a large payload in another thread. */
void DetailPane::checkPayload()
{
    if (!m_payload.isGuessed) {
        return;
    }
    inBackground<QString>(
        this, [bytes = m_payload.bytes] { return jsonFaultNote(bytes); },
        [this, number = m_shown](const QString &note) {
            if (number != m_shown) {
                return;
            }
            m_payload.isGuessed = false;
            m_payload.note = note;
            if (m_payload.isJson != note.isEmpty()) {
                m_payload.isJson = note.isEmpty();
                showTexts();
                m_ui->jsonTree->showBytes({}, false);
                showPage();
            }
            updateSize();
        });
}

void DetailPane::showNothing()
{
    m_shown = 0;
    m_payload = {};
    m_gapNote.clear();
    m_ui->titleLabel->setFullText(m_log->source().size() > 0 && m_log->model().matches().isActive()
                                      ? tr("No entry matches the filter")
                                      : tr("Nothing to show yet"));
    m_ui->metadataView->clear();
    showTexts();
    showPage();
    m_ui->fetchButton->hide();
    m_ui->viewTabs->setEnabled(false);
}

/** Only the pages of text are cut; tree and bytes load what is visible. */
void DetailPane::updateSize()
{
    const QWidget *page = m_ui->viewTabs->currentWidget();
    const bool isCut = !m_showsAll && m_payload.bytes.size() > PayloadTexts::ShownAtOnce
        && (page == m_ui->formattedPage || page == m_ui->rawPage);
    m_wasTrimmed = isTrimmed();
    const QString mark = m_log->marks().note(m_shown);
    QStringList notes{mark.isEmpty() ? QString() : QStringLiteral("\u270e ") + mark, newestNote(),
                      m_payload.note, m_gapNote};
    if (m_wasTrimmed) {
        notes += tr("The log has let go of this entry. It stays here until another one is shown.");
    }
    if (isCut) {
        notes += tr("Shown: the first %1 of %2.")
                     .arg(sizeText(std::size_t(PayloadTexts::ShownAtOnce)),
                          sizeText(std::size_t(m_payload.bytes.size())));
    }
    notes.removeAll(QString());
    showWrapped(m_ui->sizeLabel, notes.join(u' '));
    m_ui->sizeLabel->setVisible(!notes.isEmpty());
    m_ui->showAllButton->setVisible(isCut);
    m_ui->messageFind->setCut(isCut);
}

/** Offers to fetch what is missing, for a gap or an incomplete fetch. */
void DetailPane::updateFetch(const Entry &entry)
{
    const bool isGap = m_watchers
        && (entry.kind == EntryKind::Gap || entry.kind == EntryKind::PossibleGap
            || (entry.kind == EntryKind::Fetch && !entry.info.empty()));
    m_gapNote.clear();
    m_ui->fetchButton->setVisible(isGap);
    if (!isGap) {
        return;
    }
    m_channel = QString::fromUtf8(entry.channel);
    m_gap = gapOf(entry);
    m_gapWatcher = m_watchers->find(QString::fromUtf8(entry.watcher));
    m_gapNote = !m_gapWatcher ? tr("The watcher is not connected here any more.")
        : m_gap
        ? whyNoGapFetch(*m_gapWatcher, m_channel, m_gap)
        : tr("The channel had no position when the gap came, so the history can't be asked for "
             "it.");
    m_ui->fetchButton->setEnabled(m_gapNote.isEmpty());
}

void DetailPane::fetchGap()
{
    if (m_gap && m_gapWatcher) {
        m_gapWatcher->fetchGap(m_channel, *m_gap);
    }
}

void DetailPane::showAll()
{
    m_showsAll = true;
    showTexts();
    updateSize();
}

/** The shown entry stays when the log trims it; a note says so. */
void DetailPane::updateTrimmed()
{
    if (isTrimmed() != m_wasTrimmed) {
        updateSize();
    }
}

bool DetailPane::isTrimmed() const
{
    return m_pinned != 0 && m_pinned == m_shown && m_shown < m_log->source().firstNumber();
}

/** Says why no publication is shown although the newest is followed. */
QString DetailPane::newestNote() const
{
    const bool isNewest = m_pinned == 0 && m_shown != 0;
    return isNewest && m_log->model().entryOf(m_shown).kind != EntryKind::Publication
            && std::size_t(m_log->model().rowCount()) > SearchedForNewest
        ? tr("There is no publication among the newest %1 entries.")
              .arg(groupedNumber(SearchedForNewest))
        : QString();
}

void DetailPane::updatePin()
{
    showPlain(m_ui->pinLabel, m_pinned != 0 ? tr("selected") : tr("newest"));
    m_ui->pinLabel->setVisible(m_pinned == 0);
    m_ui->followButton->setVisible(m_pinned != 0);
}
