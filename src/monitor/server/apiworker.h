// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"

#include <QMetaType>
#include <QObject>

#include <variant>

/** What the API answered, and how large that was. */
struct ApiAnswer
{
    std::variant<Centrifuge::Error, Centrifuge::PresenceResult, Centrifuge::ChannelsResult,
                 Centrifuge::InfoResult>
        content{};
    qsizetype bytes = 0;

    const Centrifuge::Error *error() const { return std::get_if<Centrifuge::Error>(&content); }
};

Q_DECLARE_METATYPE(ApiAnswer)

/** The part of ApiQueries that lives in the I/O thread and owns the API. */
class ApiWorker : public QObject
{
    Q_OBJECT

public:
    ApiWorker(const Centrifuge::ServerApiOptions &options, const Centrifuge::Clock &clock);

    void askPresence(quint64 id, const QString &channel);
    void askChannels(quint64 id, const QString &pattern);
    void askInfo(quint64 id);

Q_SIGNALS:
    void answered(quint64 id, const ApiAnswer &answer);

private:
    template <typename T> void finish(quint64 id, const Centrifuge::Result<T> &result);

    Centrifuge::ServerApi *const m_api; ///< a child: it moves to the thread with this
};
