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
class WatchGroup;

/**
 * The publishes of one window: those by hand, of which the last can be repeated when its outcome is
 * unknown, and the series of the demo traffic. Main thread.
 */
class PublishController : public QObject
{
    Q_OBJECT

public:
    /** Shorter than the 5 minutes for which the server keeps an idempotency key. */
    static constexpr std::chrono::minutes RepeatLimit{4};

    /** `io` and `clock` (that of the main thread) outlive this. */
    PublishController(IoThread &io, const Centrifuge::Clock &clock, QObject *parent = nullptr);
    ~PublishController() override;

    /** Whose pushes prove a publish. `group` outlives this. */
    void setWatchers(const WatchGroup &group) { m_watchers = &group; }
    /** Later publishes go to `connection`; earlier ones can't be repeated any more. */
    void setConnection(const ConnectionSettings &connection);

    /** A publish by hand; gets an idempotency key. */
    void publish(const Centrifuge::PublishRequest &request);
    /** One of a series; has no idempotency key, which would cost the server memory. */
    void publishOfSeries(const Centrifuge::PublishRequest &request);
    /** A publish by hand that can't be sent, for this reason; shown instead of the last one. */
    void showNotSent(const QString &reason);

    /** Whether the last publish by hand can be sent again, with the same data and key. */
    bool canRepeat() const;
    void repeat();

    /** The last publish by hand, else the last of the series. */
    std::optional<RoundTrip> shownRoundTrip() const;
    /** Explains the failure of the shown round trip in lines; empty when it has not failed. */
    QStringList explanation() const;
    /** Why the last publish by hand was not sent; empty when it was. */
    const QString &whyNotSent() const { return m_whyNotSent; }

    RoundTripTracker &tracker() { return m_tracker; }

Q_SIGNALS:
    void changed();

private:
    /** A publish and the context for its explanation. */
    struct Sent
    {
        quint64 id = 0;
        ExplanationContext context;
    };

    Sent send(const Centrifuge::PublishRequest &request);
    const Sent &shown() const { return m_lastOwn.id != 0 ? m_lastOwn : m_lastOfSeries; }
    void forgetLast();

    const Centrifuge::Clock &m_clock;
    const WatchGroup *m_watchers = nullptr;
    ConnectionSettings m_connection;
    Publisher m_publisher;
    RoundTripTracker m_tracker;
    Centrifuge::Timer *m_repeatTimer;
    std::optional<Centrifuge::PublishRequest> m_last; ///< by hand, while it can be repeated
    std::chrono::nanoseconds m_lastSentAt{0};
    QString m_whyNotSent;
    Sent m_lastOwn;
    Sent m_lastOfSeries;
};
