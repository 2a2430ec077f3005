// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/channelhint.h"

#include "monitor/profile/servernamespaces.h"
#include "support/testprogram.h"

namespace {

ServerNamespaces namespacesOf(const char *text)
{
    const auto settings = readSettings(text, QStringLiteral("file"));
    return settings ? ServerNamespaces(settings.value()) : ServerNamespaces();
}

constexpr auto NewSettings = R"({"channel": {
  "without_namespace": {"allow_user_limited_channels": true},
  "namespaces": [
    {"name": "chat", "history_size": 100, "history_ttl": "300s", "force_recovery": true,
     "presence": true, "allow_subscribe_for_client": true},
    {"name": "open", "history_size": 10, "allow_recovery": true}]}})";

constexpr auto OldSettings =
    "presence: true\nallow_subscribe_for_client: true\n"
    "namespaces:\n  - name: chat\n    history_size: 5\n    history_ttl: 1m\n";

constexpr auto Boundaries = R"({"channel": {"namespace_boundary": "/", "private_prefix": "",
  "namespaces": [{"name": "chat", "allow_subscribe_for_client": "true"}]}})";

constexpr auto Variables = R"(CENTRIFUGO_CHANNEL_NAMESPACES='[{"name":"chat","presence":true}]')";

} // namespace

/** What the configuration says of a channel that is typed. */
class TestChannelHint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explains_data();
    void explains();
    void saysNothingWithoutAConfiguration();
};

void TestChannelHint::explains_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("text");
    const QString unknown = QStringLiteral("The server has no namespace x: 102 unknown channel");
    QTest::newRow("history, recovery and presence")
        << QByteArray(NewSettings) << QStringLiteral("chat:a")
        << QStringLiteral("Namespace chat: history 100 for 300s, recovery, presence");
    QTest::newRow("history without a time is none")
        << QByteArray(NewSettings) << QStringLiteral("open:a")
        << QStringLiteral("Namespace open: no history, recovery on request, no presence, needs a "
                          "subscription token");
    QTest::newRow("private") << QByteArray(NewSettings) << QStringLiteral("$chat:a")
                             << QStringLiteral("Namespace chat: history 100 for 300s, recovery, "
                                               "presence, needs a subscription token");
    QTest::newRow("a user's own") << QByteArray(NewSettings) << QStringLiteral("user#alice")
                                  << QStringLiteral("Without a namespace: no history, no recovery, "
                                                    "no presence");
    QTest::newRow("unknown") << QByteArray(NewSettings) << QStringLiteral("x:a") << unknown;
    QTest::newRow("version 5") << QByteArray(OldSettings) << QStringLiteral("chat:a")
                               << QStringLiteral(
                                      "Namespace chat: history 5 for 1m, no recovery, no "
                                      "presence, needs a subscription token");
    QTest::newRow("version 5 without a namespace")
        << QByteArray(OldSettings) << QStringLiteral("news")
        << QStringLiteral("Without a namespace: no history, no recovery, presence");
    QTest::newRow("version 5, unknown")
        << QByteArray(OldSettings) << QStringLiteral("x:") << unknown;
    QTest::newRow("other separators")
        << QByteArray(Boundaries) << QStringLiteral("chat/a:b")
        << QStringLiteral("Namespace chat: no history, no recovery, no presence");
    QTest::newRow("variables") << QByteArray(Variables) << QStringLiteral("x:a") << unknown;
}

void TestChannelHint::explains()
{
    QFETCH(const QByteArray, configuration);
    QFETCH(const QString, channel);
    QFETCH(const QString, text);
    const ChannelHint hint = channelHint(namespacesOf(configuration), channel);
    QCOMPARE(hint.text, text);
    QCOMPARE(hint.isProblem, text.contains(QStringLiteral("102")));
}

void TestChannelHint::saysNothingWithoutAConfiguration()
{
    QCOMPARE(channelHint({}, QStringLiteral("x:a")), ChannelHint());
    QCOMPARE(channelHint(namespacesOf("CENTRIFUGO_API_KEY=key1"), QStringLiteral("x:a")),
             ChannelHint());
    QCOMPARE(channelHint(namespacesOf(NewSettings), {}), ChannelHint());
}

REALTIME_TEST(TestChannelHint, QCoreApplication)
#include "tst_channelhint.moc"
