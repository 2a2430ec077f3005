// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/sidepane.h"

#include <QAction>
#include <QEvent>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace {

constexpr int FirstWidth = 400;
constexpr int FirstHeight = 220;

const auto WidthMember = QStringLiteral("width");
const auto HeightMember = QStringLiteral("height");
const auto BesideMember = QStringLiteral("beside");
const auto BelowMember = QStringLiteral("below");
const auto OwnWindowMember = QStringLiteral("own");
const auto GeometryMember = QStringLiteral("geometry");

} // namespace

int keptLength(const QJsonObject &kept, const QString &member, int first)
{
    constexpr int Least = 80;
    constexpr int Most = 10'000;
    const int length = kept.value(member).toInt(first);
    return length < Least || length > Most ? first : length;
}

SidePane::SidePane(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_width(FirstWidth)
    , m_height(FirstHeight)
{
    connect(parts.shown, &QAction::toggled, this, &SidePane::setWanted);
    connect(parts.own, &QAction::toggled, this, &SidePane::setOwn);
    fit();
    update();
}

int SidePane::width() const
{
    return m_place == Place::Beside && m_parts.tabs->isVisible() ? m_parts.tabs->width() : m_width;
}

int SidePane::height() const
{
    return m_place == Place::Below && m_parts.tabs->isVisible() ? m_parts.tabs->height() : m_height;
}

QJsonObject SidePane::save() const
{
    const QByteArray geometry = m_window ? m_window->saveGeometry() : m_geometry;
    return {{WidthMember, width()},
            {HeightMember, height()},
            {BesideMember, m_isWantedBeside},
            {BelowMember, m_isWantedBelow},
            {OwnWindowMember, m_isOwn},
            {GeometryMember, QString::fromLatin1(geometry.toBase64())}};
}

void SidePane::restore(const QJsonObject &kept)
{
    m_width = keptLength(kept, WidthMember, FirstWidth);
    m_height = keptLength(kept, HeightMember, FirstHeight);
    m_isWantedBeside = kept.value(BesideMember).toBool(true);
    m_isWantedBelow = kept.value(BelowMember).toBool();
    m_isOwn = kept.value(OwnWindowMember).toBool();
    m_geometry = QByteArray::fromBase64(kept.value(GeometryMember).toString().toLatin1());
    moveTo(wantedPlace());
}

SidePane::Place SidePane::wantedPlace() const
{
    if (m_isOwn) {
        return Place::Window;
    }
    return m_parts.window->width() < WidthBeside ? Place::Below : Place::Beside;
}

bool SidePane::isWanted() const
{
    return m_place == Place::Beside ? m_isWantedBeside
                                    : m_place == Place::Window || m_isWantedBelow;
}

void SidePane::fit()
{
    if (wantedPlace() != m_place) {
        noteSize();
        moveTo(wantedPlace());
    }
}

/** Hiding tabs that have a window of their own brings them back, hidden. */
void SidePane::setWanted(bool wanted)
{
    if (wanted == isWanted()) {
        return;
    }
    noteSize();
    m_isOwn = false;
    m_place = wantedPlace();
    (m_place == Place::Beside ? m_isWantedBeside : m_isWantedBelow) = wanted;
    moveTo(m_place);
    Q_EMIT changed();
}

void SidePane::setOwn(bool own)
{
    if (own != m_isOwn) {
        m_isOwn = own;
        fit();
        Q_EMIT changed();
    }
}

/** Before the tabs leave their place. */
void SidePane::noteSize()
{
    if (!m_parts.tabs->isVisible()) {
        return;
    }
    if (m_place == Place::Beside) {
        m_width = m_parts.tabs->width();
    } else if (m_place == Place::Below) {
        m_height = m_parts.tabs->height();
    } else if (m_window) {
        m_geometry = m_window->saveGeometry();
    }
}

void SidePane::moveTo(Place place)
{
    m_place = place;
    QWidget *before = m_window;
    if (place == Place::Beside) {
        insertBeside();
    } else if (place == Place::Below) {
        insertBelow();
    } else if (m_window == nullptr) {
        openWindow();
    }
    if (place != Place::Window && before != nullptr) {
        before->hide();
        before->deleteLater(); // it may be in an event
        m_window = nullptr;
    }
    update();
}

void SidePane::insertBeside()
{
    const int channels = m_parts.across->sizes().constFirst();
    m_parts.across->addWidget(m_parts.tabs);
    m_parts.tabs->setVisible(isWanted()); // a hidden one would get no size
    const int centre = m_parts.across->width() - channels - m_width;
    m_parts.across->setSizes({channels, centre, m_width});
}

/** Between the log and the editor, which stays as high as it is. */
void SidePane::insertBelow()
{
    const int publish = m_parts.down->sizes().constLast();
    m_parts.down->insertWidget(1, m_parts.tabs);
    m_parts.tabs->setVisible(isWanted());
    const int log = m_parts.down->height() - publish - m_height;
    m_parts.down->setSizes({log, m_height, publish});
}

void SidePane::openWindow()
{
    m_window = new QWidget(m_parts.window, Qt::Window);
    m_window->setObjectName(QStringLiteral("sideWindow"));
    m_window->setWindowTitle(m_parts.tabs->accessibleName());
    auto *column = new QVBoxLayout(m_window);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_parts.tabs);
    m_window->installEventFilter(this);
    m_window->resize(m_width * 3 / 2, m_parts.window->height());
    m_window->restoreGeometry(m_geometry);
    m_window->show();
}

/** The user closes the window: the tabs come back. The program closes it at its end. */
bool SidePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Close && event->spontaneous()) {
        noteSize();
        setOwn(false);
    }
    return QObject::eventFilter(watched, event);
}

void SidePane::update()
{
    m_parts.tabs->setVisible(isWanted());
    m_parts.shown->setChecked(isWanted());
    m_parts.own->setChecked(m_isOwn);
}
