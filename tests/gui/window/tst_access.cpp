// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "windowfixture.h"

#include "gui/window/tokendialog.h"
#include "support/patience.h"
#include "support/testprogram.h"

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

/** Who connects, and whether with a token, as the window says it. */
class TestAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsNoUserFromNoToken();
    void connectsWithoutToken();
    void explainsThatNoUserIsNamed();

private:
    void start(const QString &option = {});
    QLineEdit *userEdit() { return m_fixture->find<QLineEdit>("userEdit"); }
    TokenDialog *openTokenDialog();

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestAccess::init()
{
    if (!TestServer::isAvailable()) {
        QSKIP("there is no local server to test with");
    }
    m_server = std::make_unique<TestServer>();
    m_server->addNamespace(QStringLiteral("anyone"),
                           {{QStringLiteral("allow_subscribe_for_client"), true},
                            {QStringLiteral("allow_subscribe_for_anonymous"), true}});
}

void TestAccess::cleanup()
{
    m_fixture.reset();
    m_server.reset();
}

void TestAccess::start(const QString &option)
{
    if (!option.isEmpty()) {
        m_server->setOption(option, true);
    }
    QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    m_fixture = std::make_unique<WindowFixture>();
}

TokenDialog *TestAccess::openTokenDialog()
{
    m_fixture->trigger("tokenAction");
    return m_fixture->find<TokenDialog>("TokenDialog");
}

void TestAccess::tellsNoUserFromNoToken()
{
    start();
    QCOMPARE(userEdit()->placeholderText(), QStringLiteral("Connect as \u2026"));
    ConnectionSettings connection = serverConnection(*m_server);
    m_fixture->controller().setConnection(connection);
    QCOMPARE(userEdit()->placeholderText(), QStringLiteral("no user (anonymous)"));
    QVERIFY(userEdit()->toolTip().contains(QStringLiteral("the token is for no user")));
    connection.withoutToken = true;
    m_fixture->controller().setConnection(connection);
    QCOMPARE(userEdit()->placeholderText(), QStringLiteral("no token"));
    QVERIFY(userEdit()->isEnabled()); // a subscription token must name the user
    QVERIFY(userEdit()->toolTip().contains(QStringLiteral("in subscription tokens only")));
    connection.tokenHmacSecret = {};
    m_fixture->controller().setUser(QStringLiteral("alice"));
    m_fixture->controller().setConnection(connection);
    QCOMPARE(userEdit()->text(), QString());
    QVERIFY(!userEdit()->isEnabled());
    QCOMPARE(m_fixture->find<QLineEdit>("channelEdit")->placeholderText(),
             QStringLiteral("Add a channel"));
    QVERIFY(userEdit()->toolTip().contains(QStringLiteral("the server decides who you are")));
}

void TestAccess::connectsWithoutToken()
{
    start(QStringLiteral("client.allow_anonymous_connect_without_token"));
    ConnectionSettings connection = serverConnection(*m_server);
    connection.tokenHmacSecret = Secret("not the server's");
    m_fixture->controller().addChannel(QStringLiteral("anyone:a"));
    m_fixture->controller().setConnection(connection);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->controller().status().state, SessionState::Refused,
                              Patience);
    const TokenDialog *dialog = openTokenDialog();
    findIn<QCheckBox>(*dialog, "noTokenBox")->setChecked(true);
    QVERIFY(!findIn<QLineEdit>(*dialog, "tokenEdit")->isEnabled());
    QVERIFY(findIn<QLabel>(*dialog, "contentsLabel")->text().contains(u"No token is sent"));
    findIn<QDialogButtonBox>(*dialog, "buttonBox")->button(QDialogButtonBox::Ok)->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isLive(), Patience);
    QCOMPARE(userEdit()->placeholderText(), QStringLiteral("no token"));
    const TokenDialog *again = openTokenDialog();
    QVERIFY(findIn<QCheckBox>(*again, "noTokenBox")->isChecked());
    // Back to signing tokens, which this server does not take.
    m_fixture->controller().useToken({});
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->controller().status().state, SessionState::Refused,
                              Patience);
}

/** The namespace allows subscribing, but not for nobody. */
void TestAccess::explainsThatNoUserIsNamed()
{
    start();
    m_fixture->controller().addChannel(QStringLiteral("plain:b"));
    m_fixture->controller().setConnection(serverConnection(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->find<QWidget>("errorCard")->isVisible(), Patience);
    const QString cause = m_fixture->labelText("causeLabel");
    QVERIFY2(cause.contains(QStringLiteral("The connection has no user")), qPrintable(cause));
    const QString fix = m_fixture->labelText("fixLabel");
    QVERIFY2(fix.contains(QStringLiteral("Type a user")), qPrintable(fix));
    const QString snippet = m_fixture->labelText("snippetLabel");
    QVERIFY2(snippet.contains(QStringLiteral("allow_subscribe_for_anonymous")),
             qPrintable(snippet));
}

REALTIME_TEST(TestAccess, QApplication)
#include "tst_access.moc"
