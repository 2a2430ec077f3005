// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/explain/explanation.h"
#include "monitor/publish/publisher.h"
#include "monitor/publish/roundtriptracker.h"

#include <QObject>

#include <memory>
#include <optional>

class IoThread;

/**
 * The publishes of one window: those by hand, of which the last is shown and may be tried again
 * when its outcome is unknown, and the series of the demo traffic. Main thread.
 */
class PublishController : public QObject
{
    Q_OBJECT

public:
    /** The server keeps idempotency keys for 5 minutes; later it would publish a second time. */
    static constexpr std::chrono::minutes RepeatLimit{4};

    /** `io` and `clock`, that of the main thread, outlive this. */
    PublishController(IoThread &io, const Centrifuge::Clock &clock, QObject *parent = nullptr);
    ~PublishController() override;

    /** Later publishes go there; what went elsewhere can't be tried again. */
    void setConnection(const ConnectionSettings &connection);

    /** By hand: carries an idempotency key of its own. */
    void publish(const Centrifuge::PublishRequest &request);
    /** One of a series: without a key, which would cost the server memory and time. */
    void publishOfSeries(const Centrifuge::PublishRequest &request);
    /** A publish by hand that can't be sent, for this reason; shown in place of the last one. */
    void showNotSent(const QString &reason);

    /** Whether the last one by hand may be sent again: same bytes, same key. */
    bool canRepeat() const;
    void repeat();

    /** The user's last, else the last of the series. */
    std::optional<RoundTrip> shownRoundTrip() const;
    /** Of its failure, as the command line gives it: what, why and what to do. Empty when it has
     * not failed. */
    QStringList explanation() const;
    /** Why the last try by hand was not even begun; empty when it was. */
    const QString &whyNotSent() const { return m_whyNotSent; }

    RoundTripTracker &tracker() { return m_tracker; }

Q_SIGNALS:
    void changed();

private:
    /** One publish, and where it went. */
    struct Sent
    {
        quint64 id = 0;
        ExplanationContext context;
    };

    Sent send(const Centrifuge::PublishRequest &request);
    const Sent &shown() const { return m_lastOwn.id != 0 ? m_lastOwn : m_lastOfSeries; }
    void forgetLast();

    const Centrifuge::Clock &m_clock;
    ConnectionSettings m_connection;
    Publisher m_publisher;
    RoundTripTracker m_tracker;
    Centrifuge::Timer *m_repeatTimer;
    std::optional<Centrifuge::PublishRequest> m_last; ///< by hand, while it may be repeated
    std::chrono::nanoseconds m_lastSentAt{0};
    QString m_whyNotSent;
    Sent m_lastOwn;
    Sent m_lastOfSeries;
};
