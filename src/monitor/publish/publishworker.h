// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"

#include <QHash>
#include <QObject>

/** The part of Publisher that lives in the I/O thread and owns the API. */
class PublishWorker : public QObject
{
    Q_OBJECT

public:
    explicit PublishWorker(const Centrifuge::Clock &clock);
    ~PublishWorker() override;

    /** For later publishes; the previous API is kept until its publishes have ended. */
    void setOptions(const Centrifuge::ServerApiOptions &options);
    void publish(quint64 id, const Centrifuge::PublishRequest &request);

Q_SIGNALS:
    void finished(quint64 id, const Centrifuge::PublishResult &result);

private:
    void finish(Centrifuge::ServerApi *api, quint64 id, const Centrifuge::PublishResult &result);
    bool hasPublishes(const Centrifuge::ServerApi *api) const;

    const Centrifuge::Clock &m_clock;
    Centrifuge::ServerApi *m_api =
        nullptr; ///< the current one; like the previous ones a child of this
    QHash<Centrifuge::ServerApi *, int> m_underWay;
};
