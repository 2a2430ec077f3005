// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/controller/demotraffic.h"

#include <array>

using namespace std::chrono_literals;

namespace {

constexpr auto Pause = 700ms;

QByteArray chatMessage(quint64 number)
{
    static const std::array<QByteArray, 6> Lines{
        "Order 4711 has left the warehouse", "Who takes the 14:30 call?",
        "Deploy finished, all checks green", "Grüße aus Zürich",
        "The invoice is on its way",         "Lunch at 12:15?",
    };
    static const std::array<QByteArray, 4> Names{"alice", "bob", "carol", "dave"};
    return R"({"type":"chat","id":)" + QByteArray::number(8200 + number) + R"(,"from":")"
        + Names[number % Names.size()] + R"(","text":")" + Lines[number % Lines.size()] + R"("})";
}

QByteArray priceMessage(quint64 number)
{
    static const std::array<QByteArray, 4> Symbols{"EURUSD", "GBPUSD", "USDCHF", "EURJPY"};
    const double price = 1.0842 + double((number * 7919) % 97) / 10000;
    return R"({"type":"price","symbol":")" + Symbols[number % Symbols.size()] + R"(","bid":)"
        + QByteArray::number(price, 'f', 4) + R"(,"ask":)"
        + QByteArray::number(price + 0.0002, 'f', 4) + R"(,"volume":)"
        + QByteArray::number((number * 104729) % 5000) + "}";
}

QByteArray orderMessage(quint64 number)
{
    static const std::array<QByteArray, 4> States{"created", "paid", "packed", "shipped"};
    return R"({"type":"order","order":{"id":"A-)" + QByteArray::number(4700 + number / 4)
        + R"(","state":")" + States[number % States.size()]
        + R"(","items":[{"sku":"KB-87","quantity":1,"price":89.90},)"
          R"({"sku":"CBL-2M","quantity":2,"price":7.50}],"total":104.90},"test":true})";
}

QByteArray presenceMessage(quint64 number)
{
    return R"({"type":"typing","user":"bob","room":"support","active":)"
        + QByteArray(number % 2 == 0 ? "true" : "false") + "}";
}

QByteArray metricMessage(quint64 number)
{
    return R"({"type":"metric","host":"web-)" + QByteArray::number(1 + number % 3) + R"(","cpu":)"
        + QByteArray::number(12.5 + double((number * 31) % 40), 'f', 1) + R"(,"memory":)"
        + QByteArray::number(412000000 + (number * 65537) % 9000000) + R"(,"alerts":null})";
}

} // namespace

DemoTraffic::DemoTraffic(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(Pause);
    connect(&m_timer, &QTimer::timeout, this, &DemoTraffic::send);
}

void DemoTraffic::setRunning(bool running)
{
    if (running && !m_timer.isActive()) {
        m_timer.start();
    } else if (!running) {
        m_timer.stop();
    }
}

void DemoTraffic::setChannels(const QStringList &channels)
{
    m_channels = channels;
}

QByteArray DemoTraffic::message(quint64 number)
{
    switch (number % 7) {
    case 0:
    case 4:
        return chatMessage(number);
    case 1:
    case 5:
        return priceMessage(number);
    case 2:
        return orderMessage(number);
    case 3:
        return presenceMessage(number);
    default:
        return metricMessage(number);
    }
}

void DemoTraffic::send()
{
    if (m_channels.isEmpty()) {
        return;
    }
    const QString channel =
        m_channels.at(qsizetype((m_count / 2 + m_count) % quint64(m_channels.size())));
    Q_EMIT messageReady(channel, message(m_count));
    ++m_count;
}
