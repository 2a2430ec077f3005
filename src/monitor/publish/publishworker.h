// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"

#include <QHash>
#include <QObject>

/** Publisher's other half, in the I/O thread; owns the API. */
class PublishWorker : public QObject
{
    Q_OBJECT

public:
    explicit PublishWorker(const Centrifuge::Clock &clock);
    ~PublishWorker() override;

    /** Later publishes go there; an API with publishes under way is kept until they end. */
    void setOptions(const Centrifuge::ServerApiOptions &options);
    void publish(quint64 id, const Centrifuge::PublishRequest &request);

Q_SIGNALS:
    void finished(quint64 id, const Centrifuge::PublishResult &result);

private:
    void finish(Centrifuge::ServerApi *api, quint64 id, const Centrifuge::PublishResult &result);
    bool hasPublishes(const Centrifuge::ServerApi *api) const;

    const Centrifuge::Clock &m_clock;
    Centrifuge::ServerApi *m_api = nullptr; ///< the current one; like the older ones our child
    QHash<Centrifuge::ServerApi *, int> m_underWay;
};
