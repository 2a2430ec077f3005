// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/transport/tlserror.h"
#include "monitor/explain/explanation.h"
#include "support/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Centrifuge;
using namespace Qt::StringLiterals;

namespace {

ExplanationContext contextFor(ExplainedStep step, const QString &url = u"wss://host.test:8443/x"_s)
{
    ExplanationContext context;
    context.step = step;
    context.url = url;
    return context;
}

Error tlsError(int code)
{
    return {ErrorLayer::Tls, code, u"peer words"_s, true};
}

QString tlsText(const Explanation &explanation)
{
    return QStringList{explanation.title, explanation.cause, explanation.fix, explanation.snippet}
        .join(u'\n');
}

} // namespace

/** Each way in which TLS fails has words and a remedy of its own. */
class TestExplanationTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEachProblem_data();
    void tellsEachProblem();
    void tellsThemApart();
    void tellsWhatTheTransportFinds();
    void namesTheHostOfTheAddress_data();
    void namesTheHostOfTheAddress();
    void namesTheFileThatIsSetAlready();
    void isAtNoLossForAnUnknownProblem();
};

void TestExplanationTls::tellsEachProblem_data()
{
    QTest::addColumn<TlsProblem>("problem");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("fix");
    QTest::addColumn<QString>("snippet");
    QTest::newRow("unknown authority") << TlsProblem::UnknownAuthority << u"not trusted"_s
                                       << u"Own authority"_s << u"update-ca-certificates"_s;
    QTest::newRow("self-signed") << TlsProblem::SelfSigned << u"self-signed"_s << u"Own authority"_s
                                 << u"cert_pem"_s;
    QTest::newRow("expired") << TlsProblem::Expired << u"expired"_s << u"Renew"_s << u"cert_pem"_s;
    QTest::newRow("not yet valid")
        << TlsProblem::NotYetValid << u"not valid yet"_s << u"clock"_s << u"set-ntp"_s;
    QTest::newRow("wrong name") << TlsProblem::WrongName << u"another host"_s << u"name"_s
                                << u"subjectAltName = DNS:host.test"_s;
    QTest::newRow("bad certificate")
        << TlsProblem::BadCertificate << u"can't be used"_s << u"new one"_s << u"serverAuth"_s;
    QTest::newRow("old protocol") << TlsProblem::OldProtocol << u"too old"_s << u"TLS 1.2"_s
                                  << u"TLSv1.3"_s;
    QTest::newRow("client certificate wanted")
        << TlsProblem::ClientCertificateWanted << u"wants a client certificate"_s
        << u"Client certificate"_s << u"client_ca_pem"_s;
    QTest::newRow("client certificate refused")
        << TlsProblem::ClientCertificateRefused << u"does not accept the client certificate"_s
        << u"profile"_s << u"client_ca_pem"_s;
    QTest::newRow("not TLS") << TlsProblem::NotTls << u"no TLS"_s << u"ws://"_s
                             << u"\"enabled\": true"_s;
    QTest::newRow("refused without a reason")
        << TlsProblem::HandshakeRefused << u"refused"_s << u"log of the server"_s << QString();
    QTest::newRow("a plain address")
        << TlsProblem::PlainAddress << u"expects TLS"_s << u"https://"_s << QString();
    QTest::newRow("other") << TlsProblem::Other << u"No secure connection"_s << u"log of the"_s
                           << QString();
}

void TestExplanationTls::tellsEachProblem()
{
    QFETCH(TlsProblem, problem);
    QFETCH(QString, title);
    QFETCH(QString, fix);
    QFETCH(QString, snippet);
    const Explanation told = explain(tlsError(int(problem)), contextFor(ExplainedStep::Connect));
    QVERIFY2(told.title.contains(title), qPrintable(told.title));
    QVERIFY2(told.fix.contains(fix), qPrintable(told.fix));
    QVERIFY2(told.snippet.contains(snippet), qPrintable(told.snippet));
    QCOMPARE(told.snippet.isEmpty(), snippet.isEmpty());
    QVERIFY2(told.cause.endsWith(u"peer words"_s), qPrintable(told.cause));
    QVERIFY2(told.cause.contains(u"wss://host.test:8443/x"_s), qPrintable(told.cause));
    QVERIFY2(!(told.title + told.cause + told.fix).contains(u'{'), qPrintable(tlsText(told)));
    QVERIFY2(!told.snippet.startsWith(u'{')
                 || QJsonDocument::fromJson(told.snippet.toUtf8()).isObject(),
             qPrintable(told.snippet));
    QVERIFY(told.willRetry);
    QVERIFY(!explain(tlsError(int(problem)), contextFor(ExplainedStep::Publish)).willRetry);
}

void TestExplanationTls::tellsThemApart()
{
    QStringList titles;
    for (int code = int(TlsProblem::Other); code <= int(TlsProblem::PlainAddress); ++code) {
        titles.append(explain(tlsError(code), contextFor(ExplainedStep::Connect)).title);
    }
    QCOMPARE(titles.size(), 13);
    QCOMPARE(titles.removeDuplicates(), 0);
}

void TestExplanationTls::tellsWhatTheTransportFinds()
{
    const Error expired =
        makeTlsError({u"host.test"_s, {QSslError(QSslError::CertificateExpired)}, {}, false});
    QVERIFY(explain(expired, contextFor(ExplainedStep::Connect)).title.contains(u"expired"_s));
    const Error wanted =
        makeTlsError({u"host.test"_s, {}, u"tlsv13 alert certificate required"_s, false});
    QVERIFY(explain(wanted, contextFor(ExplainedStep::Connect))
                .title.contains(u"wants a client certificate"_s));
}

void TestExplanationTls::namesTheHostOfTheAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("snippet");
    QTest::newRow("a name") << u"wss://a.test/x"_s << u"subjectAltName = DNS:a.test"_s;
    QTest::newRow("a number") << u"wss://127.0.0.1:8000"_s << u"subjectAltName = IP:127.0.0.1"_s;
    QTest::newRow("a long number") << u"wss://[::1]:8000"_s << u"subjectAltName = IP:::1"_s;
    QTest::newRow("none") << u"not an address"_s << QString();
}

void TestExplanationTls::namesTheHostOfTheAddress()
{
    QFETCH(QString, url);
    const Error error = tlsError(int(TlsProblem::WrongName));
    QTEST(explain(error, contextFor(ExplainedStep::Connect, url)).snippet, "snippet");
}

void TestExplanationTls::namesTheFileThatIsSetAlready()
{
    const auto fixOf = [](TlsProblem problem) {
        return explain(tlsError(int(problem)), contextFor(ExplainedStep::Connect)).fix;
    };
    for (const TlsProblem problem : {TlsProblem::UnknownAuthority, TlsProblem::SelfSigned}) {
        qunsetenv("SSL_CERT_FILE");
        QVERIFY(fixOf(problem).contains(u"name it in the variable SSL_CERT_FILE"_s));
        qputenv("SSL_CERT_FILE", "/some.pem");
        const QString told = fixOf(problem);
        qunsetenv("SSL_CERT_FILE");
        QVERIFY2(told.contains(u"add it to the file that SSL_CERT_FILE names"_s)
                     && !told.contains(u"in the variable"_s),
                 qPrintable(told));
    }
}

void TestExplanationTls::isAtNoLossForAnUnknownProblem()
{
    const Explanation told = explain(tlsError(99), contextFor(ExplainedStep::Connect));
    QCOMPARE(told.title, u"No secure connection"_s);
    QVERIFY(!told.cause.isEmpty() && !told.fix.isEmpty());
}

REALTIME_TEST(TestExplanationTls, QCoreApplication)
#include "tst_explanationtls.moc"
