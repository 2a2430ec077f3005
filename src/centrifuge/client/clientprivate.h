// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/client/client.h"
#include "centrifuge/client/commandsender.h"
#include "centrifuge/client/generation.h"
#include "centrifuge/client/messagedispatcher.h"
#include "centrifuge/client/pendingnotifications.h"
#include "centrifuge/client/reconnector.h"
#include "centrifuge/client/recoveryguard.h"
#include "centrifuge/client/serversubscriptions.h"
#include "centrifuge/client/session.h"
#include "centrifuge/client/stepreporter.h"
#include "centrifuge/client/subscriptionhost.h"
#include "centrifuge/client/subscriptionregistry.h"

#include <optional>

namespace Centrifuge {

/**
 * The state machine of a Client: makes a Session for each attempt and decides what follows when it
 * ends. I/O thread.
 */
class ClientPrivate final : public SubscriptionHost
{
public:
    using State = Client::State;

    ClientPrivate(Client &client, ClientOptions options, TransportFactory transports,
                  const Clock &clock);
    ~ClientPrivate();
    Q_DISABLE_COPY_MOVE(ClientPrivate)

    State state() const { return m_state; }
    QUrl url() const { return m_reconnector.url(); }
    SubscriptionRegistry &registry() { return m_registry; }
    const ServerSubscriptions &serverSubscriptions() const { return m_serverSubscriptions; }
    CommandSender &commands() { return m_commands; }

    void connectToServer();
    void disconnectFromServer();
    void retryNow();
    void networkChanged();

    Subscription *createSubscription(const QString &channel, const SubscriptionOptions &options);

    // SubscriptionHost
    const ClientOptions &options() const override { return m_options; }
    const Clock &clock() const override { return m_clock; }
    StepReporter &steps() override { return m_steps; }
    bool canSend() const override { return m_commands.canSubscribe(); }
    void call(Request request, CallHandler handler) override;
    void flush() override { m_commands.flush(); }
    void endConnection(const Error &error, std::uint32_t clientCode) override;
    void loseConnection(const StateChange &change) override;

private:
    Generation setState(State state);
    void startAttempt();
    void useToken(const Result<QString> &token);
    void openSession(const QString &token);
    void sendConnect();
    void readConnectReply(const CallResult &result, std::chrono::nanoseconds receivedAt);
    void handleUnreadableConnect();
    void becomeConnected(const ConnectResult &result, std::chrono::nanoseconds receivedAt);
    void readMessage(const Message &message, std::chrono::nanoseconds receivedAt);
    void readUndecodable(const UndecodableMessage &message);

    void failAttempt(const Error &error);
    void reconnect(const StateChange &change, const std::optional<Error> &error);
    void finish(const StateChange &change, Session::Ending ending = Session::Ending::Abrupt);
    PendingNotifications releaseSession(Session::Ending ending);

    Client &q;
    ClientOptions m_options;
    const TransportFactory m_transports;
    const Clock &m_clock;
    State m_state = State::Disconnected;
    GenerationCounter m_generations;
    StepReporter m_steps;
    Reconnector m_reconnector;
    SubscriptionRegistry m_registry;
    ServerSubscriptions m_serverSubscriptions;
    MessageDispatcher m_dispatcher;
    RecoveryGuard m_recoveryGuard;
    CommandSender m_commands;
    Session *m_session = nullptr; ///< of the attempt or the connection
};

} // namespace Centrifuge
