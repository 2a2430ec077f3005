// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/api/serverapi.h"
#include "centrifuge/clock.h"
#include "support/fakehttpserver.h"

#include <QTest>

#include <memory>
#include <optional>

inline constexpr char Key[] = "CANARY-key-51c2";

inline Centrifuge::PublishRequest request(const QByteArray &data = "{}")
{
    return {QStringLiteral("chat"), data, {}, {}};
}

/** An API on a fake server, anew for each test; no error may ever hold the key. */
class ServerApiFixture : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void init();
    void cleanup();

protected:
    Centrifuge::ServerApi &api(const QUrl &url,
                               std::chrono::milliseconds timeout = std::chrono::seconds(5))
    {
        m_api = std::make_unique<Centrifuge::ServerApi>(
            Centrifuge::ServerApiOptions{.url = url, .apiKey = Key, .timeout = timeout}, m_clock);
        return *m_api;
    }
    /** Publishes and waits for the end. */
    void run(Centrifuge::ServerApi &serverApi,
             const Centrifuge::PublishRequest &publishRequest = request())
    {
        QVERIFY(serverApi.publish(publishRequest, [this](const Centrifuge::PublishResult &result) {
            m_result = result;
            ++m_calls;
        }));
        QCOMPARE(m_calls, 0);
        QTRY_COMPARE(m_calls, 1);
    }
    void runAgainstServer() { run(api(m_server->url(QStringLiteral("/api")))); }
    const Centrifuge::Error &error() const { return m_result->error(); }

    Centrifuge::SystemClock m_clock;
    std::unique_ptr<FakeHttpServer> m_server;
    std::unique_ptr<Centrifuge::ServerApi> m_api;
    std::optional<Centrifuge::PublishResult> m_result;
    int m_calls = 0;
};

inline void ServerApiFixture::init()
{
    m_server = std::make_unique<FakeHttpServer>();
    m_server->setJson(R"({"result":{}})");
    m_result.reset();
    m_calls = 0;
}

inline void ServerApiFixture::cleanup()
{
    if (m_result && !m_result->isOk()) {
        QVERIFY(!error().message.isEmpty());
        QVERIFY(!error().message.contains(QString::fromLatin1(Key)));
    }
    m_api.reset();
    m_server.reset();
}
