// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/numberseries.h"

#include "gui/controller/logstate.h"
#include "monitor/entry/entry.h"
#include "monitor/journal/entrylog.h"
#include "monitor/json/jsonchildren.h"
#include "monitor/json/jsonnumber.h"
#include "text/jsonstring.h"

#include <QByteArrayView>
#include <QElapsedTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto SlicePause = 20ms;
constexpr auto FollowPause = 250ms;
constexpr int SliceMilliseconds = 4;
constexpr std::size_t LargestData = std::size_t(1024) * 1024;
/** So many entries before the newest one are looked through. */
constexpr quint64 FarthestBack = 50'000;

bool isKeyOf(std::string_view quoted, const std::string &key)
{
    const std::string_view inside = quoted.substr(1, quoted.size() - 2);
    return inside == key
        || (inside.find('\\') != std::string_view::npos && Text::unescaped(inside) == key);
}

/** Empty for none; of repeated keys the first counts. */
std::string_view childAt(std::string_view json, const JsonStep &step)
{
    const bool isMember = step.kind == JsonStep::Kind::Member;
    if (json.empty() || json.front() != (isMember ? '{' : '[')) {
        return {};
    }
    std::size_t index = 0;
    for (const JsonChild &child : jsonChildren(json)) {
        if (isMember ? isKeyOf(child.key.of(json), step.key) : index == step.index) {
            return child.value.of(json);
        }
        ++index;
    }
    return {};
}

} // namespace

std::optional<double> numberIn(const Entry &entry, const NumberField &field)
{
    if (entry.kind != EntryKind::Publication || entry.channel != field.channel
        || entry.payload.size() > LargestData) {
        return {};
    }
    std::string_view value = trimmedSpan(entry.payload).of(entry.payload);
    for (const JsonStep &step : field.path) {
        value = childAt(value, step);
    }
    if (!isJsonNumber(value)) {
        return {};
    }
    bool fits = false;
    const double number = QByteArrayView(value).toDouble(&fits);
    return fits ? std::optional(number) : std::nullopt;
}

NumberSeries::NumberSeries(LogState &log, NumberField field, QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_field(std::move(field))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &NumberSeries::readSome);
    connect(&log, &LogState::entriesAdded, this, [this] {
        if (!m_timer.isActive()) {
            m_timer.start(FollowPause);
        }
    });
    connect(&log, &LogState::entriesCleared, this, &NumberSeries::startOver);
    startOver();
}

void NumberSeries::startOver()
{
    const EntryLog &source = m_log.source();
    m_points.clear();
    m_next = m_first = source.firstNumber() + source.size();
    m_oldest = m_first - std::min<quint64>(source.size(), FarthestBack);
    m_timer.start(0ms);
    Q_EMIT changed();
}

void NumberSeries::readSome()
{
    QElapsedTimer timer;
    timer.start();
    const bool isBehind = readNewer(SliceMilliseconds);
    const bool hasOlder = !isBehind && readOlder(SliceMilliseconds - timer.elapsed());
    if (isBehind || hasOlder) {
        m_timer.start(SlicePause);
    }
    Q_EMIT changed();
}

/** For so many milliseconds; returns whether there is more to read. */
bool NumberSeries::readNewer(qint64 until)
{
    const EntryLog &source = m_log.source();
    const quint64 end = source.firstNumber() + source.size();
    QElapsedTimer timer;
    timer.start();
    for (m_next = std::max<quint64>(m_next, source.firstNumber()); m_next < end; ++m_next) {
        if (timer.elapsed() > until) {
            return true;
        }
        const Entry entry = source.at(std::size_t(m_next - source.firstNumber()));
        if (const auto value = numberIn(entry, m_field)) {
            m_points.push_back({m_next, *value});
        }
    }
    while (m_points.size() > MostPoints) {
        m_points.pop_front();
    }
    return false;
}

bool NumberSeries::readOlder(qint64 until)
{
    const EntryLog &source = m_log.source();
    const quint64 oldest = std::max<quint64>(m_oldest, source.firstNumber());
    QElapsedTimer timer;
    timer.start();
    while (m_first > oldest && m_points.size() < MostPoints) {
        if (timer.elapsed() > until) {
            return true;
        }
        --m_first;
        const Entry entry = source.at(std::size_t(m_first - source.firstNumber()));
        if (const auto value = numberIn(entry, m_field)) {
            m_points.push_front({m_first, *value});
        }
    }
    return false;
}
