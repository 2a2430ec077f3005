// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clientfixture.h"

/** A publication with the data 1. */
inline QByteArray publication(int offset, const QByteArray &epoch = {})
{
    return "{\"data\":1,\"epoch\":\"" + epoch + "\",\"offset\":" + QByteArray::number(offset) + '}';
}

inline QByteArray push(int offset, const QByteArray &epoch = {})
{
    return R"({"push":{"channel":"news","pub":)" + publication(offset, epoch) + "}}";
}

inline QByteArray accepted(const QByteArray &epoch, int offset, const QByteArray &more = {})
{
    return "\"subscribe\":{\"recoverable\":true,\"epoch\":\"" + epoch
        + "\",\"offset\":" + QByteArray::number(offset) + more + '}';
}

/** The recovery part of the last subscribe, for example "e 7"; "none" where it asks for none. */
inline QString askedFor(const ClientFixture &f)
{
    const QJsonValue request =
        f.transport()->last(QStringLiteral("subscribe news"))[QLatin1String("subscribe")];
    if (!request[QLatin1String("recover")].toBool()) {
        return QStringLiteral("none");
    }
    return QStringLiteral("%1 %2")
        .arg(request[QLatin1String("epoch")].toString())
        .arg(request[QLatin1String("offset")].toInteger());
}

/** A fixture with `news` subscribed by `reply`. */
class News : public ClientFixture
{
public:
    explicit News(const QByteArray &reply, const Centrifuge::SubscriptionOptions &options = {},
                  const Centrifuge::ClientOptions &clientOptions = {})
        : ClientFixture(clientOptions)
    {
        news = subscribe(QStringLiteral("news"), options);
        QObject::connect(news, &Centrifuge::Subscription::subscribed, news,
                         [this](const Centrifuge::SubscribedEvent &event) { last = event; });
        connectWith();
        transport()->reply(QStringLiteral("subscribe news"), reply);
        takeEvents();
    }
    void comeBack(const QByteArray &reply)
    {
        transport()->breakDown();
        reconnect();
        takeEvents();
        transport()->reply(QStringLiteral("subscribe news"), reply);
    }

    Centrifuge::Subscription *news;
    Centrifuge::SubscribedEvent last;
};
