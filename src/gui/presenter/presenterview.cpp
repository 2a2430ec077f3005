// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/presenter/presenterview.h"

#include "ui_presenterview.h"

#include "gui/controller/windowcontroller.h"
#include "gui/presenter/presenterlane.h"
#include "gui/presenter/presentertext.h"
#include "gui/publish/roundtriptext.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"
#include "monitor/entry/entry.h"
#include "monitor/entry/entrytext.h"

#include <QKeyEvent>
#include <QScreen>

#include <algorithm>
#include <map>

namespace {

/** Of the newest rows, which are all that fits on a screen. */
constexpr quint64 RowsAtOnce = 500;
/** A push of an older one is no longer on the screen. */
constexpr quint64 RunsAtOnce = 50;
/** Lines of a message's size in the height of the screen. */
constexpr int LinesInHeight = 24;
/** The narrowest lane, in message sizes. */
constexpr int NarrowestLane = 14;
constexpr int SmallestText = 16;

} // namespace

PresenterView::PresenterView(WindowController &controller, const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_ui(std::make_unique<Ui::PresenterView>())
    , m_controller(controller)
    , m_theme(theme)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->presenterDot->setTheme(&theme);
    m_ui->presenterDot->setFocusPolicy(Qt::NoFocus);
    m_ui->presenterDot->setAttribute(Qt::WA_TransparentForMouseEvents);
    styleQuiet(m_ui->presenterKeys);
    styleQuiet(m_ui->presenterMore);
    connect(&m_frame, &FrameThrottle::due, this, &PresenterView::refresh);
    for (const auto signal :
         {&WindowController::statusChanged, &WindowController::connectionChanged,
          &WindowController::channelsChanged, &WindowController::roundTripChanged}) {
        connect(&controller, signal, &m_frame, &FrameThrottle::request);
    }
    connect(&controller, &WindowController::entriesAppended, &m_frame, &FrameThrottle::request);
    connect(&controller, &WindowController::cleared, this, &PresenterView::startOver);
    connect(&theme, &Theme::changed, this, &PresenterView::startOver);
    setTextSize();
    startOver();
}

PresenterView::~PresenterView() = default;

void PresenterView::startOver()
{
    for (PresenterLane *lane : m_lanes) {
        lane->clear();
    }
    m_next = 0;
    m_frame.request();
}

void PresenterView::refresh()
{
    showState();
    showLanes();
    takeMessages();
    showProof();
}

void PresenterView::showState()
{
    const SessionState state = m_controller.status().state;
    m_ui->presenterDot->setState(state, stateText(state).toUpper());
    showPlain(m_ui->presenterProfile, presentable(m_controller.profileName()));
    m_ui->presenterProduction->setVisible(m_controller.isProduction());
    colorLabel(m_ui->presenterProduction, m_theme.color(Tone::Bad));
}

/** Those for whom there is room, beginning with the first. */
std::vector<WatchSession *> PresenterView::shownWatchers() const
{
    const QList<WatchSession *> all = m_controller.group().sessions();
    const auto room = std::max<qsizetype>(1, width() / (m_textSize * NarrowestLane));
    return {all.cbegin(), all.cbegin() + std::min(room, all.size())};
}

void PresenterView::showLanes()
{
    const std::vector<WatchSession *> watchers = shownWatchers();
    const auto isSame = [](const PresenterLane *lane, const WatchSession *watcher) {
        return lane->watcher() == watcher->watcher();
    };
    if (!std::ranges::equal(m_lanes, watchers, isSame)) {
        qDeleteAll(m_lanes);
        m_lanes.clear();
        for (const WatchSession *watcher : watchers) {
            auto *lane = new PresenterLane(watcher->watcher(), m_theme, this);
            lane->setTextSize(m_textSize);
            m_ui->presenterLanes->addWidget(lane, 1);
            m_lanes.push_back(lane);
        }
        m_next = 0; // their messages are read again
    }
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        const SessionState state = watchers[i]->status().state;
        m_lanes[i]->setState(state, state == SessionState::Live ? QString() : stateText(state));
    }
    const qsizetype hidden = m_controller.group().count() - qsizetype(m_lanes.size());
    showPlain(m_ui->presenterMore,
              hidden == 1 ? tr("and 1 more watcher")
                          : tr("and %1 more watchers").arg(groupedNumber(quint64(hidden))));
    m_ui->presenterMore->setVisible(hidden > 0);
}

/** With one watcher the rows do not say whose they are. */
PresenterLane *PresenterView::laneOf(const Entry &entry) const
{
    const QString name = QString::fromUtf8(entry.watcher);
    const auto found = std::ranges::find(m_lanes, name, &PresenterLane::watcher);
    if (found != m_lanes.end()) {
        return *found;
    }
    return entry.watcher.empty() && !m_lanes.empty() ? m_lanes.front() : nullptr;
}

/** Only what arrived live: what was fetched is older than what is on the screen. Of a flood, only
 * what has room. */
void PresenterView::takeMessages()
{
    const Journal &journal = m_controller.journal();
    const quint64 first = journal.firstNumber();
    const quint64 end = first + journal.size();
    const quint64 from = std::max({m_next, first, end - std::min(end, RowsAtOnce)});
    m_next = end;
    std::map<PresenterLane *, std::vector<Entry>> messages; // newest first
    for (quint64 number = end; number > from; --number) {
        const Entry entry = journal.at(std::size_t(number - 1 - first));
        const bool isLive =
            entry.kind == EntryKind::Publication && (entry.flags & (Fetched | NotKept)) == 0;
        PresenterLane *lane = isLive ? laneOf(entry) : nullptr;
        if (lane != nullptr && messages[lane].size() < PresenterLane::MaxCards) {
            messages[lane].push_back(entry);
        }
    }
    NameColors &colors = m_controller.log().channelColors();
    for (const auto &[lane, entries] : messages) {
        std::for_each(entries.crbegin(), entries.crend(), [&, lane = lane](const Entry &entry) {
            lane->add(entry, colors.colorOf(QString::fromUtf8(entry.channel), m_theme.isDark()));
        });
    }
}

void PresenterView::showProof()
{
    const RunList &runs = m_controller.publishing().runs();
    const quint64 oldest =
        std::max(runs.firstNumber(), runs.endNumber() - std::min(runs.endNumber(), RunsAtOnce));
    for (quint64 number = oldest; number < runs.endNumber(); ++number) {
        for (PresenterLane *lane : m_lanes) {
            lane->prove(*runs.find(number));
        }
    }
    const Run *newest = runs.find(runs.endNumber() - 1);
    if (newest == nullptr) {
        showPlain(m_ui->presenterProofLabel, tr("Nothing has been published yet."));
        colorLabel(m_ui->presenterProofLabel, m_theme.color(Tone::Quiet));
        return;
    }
    const bool isWatched =
        std::ranges::any_of(m_controller.group().sessions(), [newest](const WatchSession *watcher) {
            const auto status = watcher->channel(newest->trip.channel);
            return status && status->state == ChannelState::Subscribed;
        });
    showWrapped(m_ui->presenterProofLabel, presentedProof(*newest, isWatched));
    colorLabel(m_ui->presenterProofLabel, m_theme.color(roundTripTone(newest->trip, isWatched)));
}

/** As large as can be read from the last row. */
void PresenterView::setTextSize()
{
    m_textSize = std::max(SmallestText, height() / LinesInHeight);
    const auto setSize = [this](QWidget *widget, double factor, QFont::Weight weight) {
        QFont large = font();
        large.setPixelSize(int(m_textSize * factor));
        large.setWeight(weight);
        widget->setFont(large);
    };
    setSize(m_ui->presenterDot, 1.0, QFont::DemiBold);
    setSize(m_ui->presenterProfile, 0.8, QFont::Normal);
    setSize(m_ui->presenterProduction, 0.8, QFont::Bold);
    setSize(m_ui->presenterProofLabel, 1.1, QFont::DemiBold);
    setSize(m_ui->presenterMore, 0.6, QFont::Normal);
    setSize(m_ui->presenterKeys, 0.6, QFont::Normal);
    m_ui->presenterLayout->setContentsMargins(m_textSize, m_textSize, m_textSize, m_textSize);
    m_ui->presenterLayout->setSpacing(m_textSize);
    m_ui->presenterLanes->setSpacing(m_textSize);
    for (PresenterLane *lane : m_lanes) {
        lane->setTextSize(m_textSize);
    }
}

void PresenterView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setTextSize();
    m_frame.request(); // there may be room for another lane
}

void PresenterView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F11) {
        close();
    } else if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        Q_EMIT publishRequested();
    } else {
        QWidget::keyPressEvent(event);
    }
}

PresenterView *showPresenter(WindowController &controller, const Theme &theme, QWidget *window)
{
    if (auto *open = window->findChild<PresenterView *>()) {
        open->activateWindow();
        return open;
    }
    auto *view = new PresenterView(controller, theme, window);
    view->setGeometry(window->screen()->geometry()); // without a window manager nobody else does
    view->showFullScreen();
    return view;
}
