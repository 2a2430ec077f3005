// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/serverapi.h"

#include "centrifuge/clock.h"
#include "centrifuge/httperror.h"
#include "centrifuge/jsonscanner.h"
#include "centrifuge/networksetup.h"
#include "centrifuge/publishmessage.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace Centrifuge {

namespace {

/** An honest answer has about a hundred bytes. */
constexpr qsizetype MaxAnswerSize = 1 << 20;

Error badArgument(const QString &message)
{
    return {ErrorLayer::Local, static_cast<int>(LocalError::BadArgument), message, false};
}

std::optional<Error> findProblem(const ServerApiOptions &options, const PublishRequest &request)
{
    const QString scheme = options.url.scheme();
    if (options.url.host().isEmpty()
        || (scheme != QLatin1String("http") && scheme != QLatin1String("https"))) {
        return badArgument(ServerApi::tr("The address of the HTTP API must begin with http:// or "
                                         "https:// and name a host."));
    }
    const auto isControl = [](char character) {
        return static_cast<unsigned char>(character) < 0x20 || character == 0x7f;
    };
    if (std::ranges::any_of(options.apiKey, isControl)) {
        return badArgument(ServerApi::tr("The API key contains a line break or another control "
                                         "character."));
    }
    if (auto problem = findNetworkProblem(options.network)) {
        return problem;
    }
    if (const auto fault = findJsonFault(request.data)) {
        return badArgument(ServerApi::tr("The data is not JSON. At byte %1: %2")
                               .arg(fault->offset + 1)
                               .arg(fault->message));
    }
    return std::nullopt;
}

/** Nothing of a user name in the address is sent; it could only be taken for credentials. */
QUrl publishUrl(const QUrl &api)
{
    QUrl url = api.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    url.setPath(url.path() + QLatin1String("/publish"));
    return url;
}

Result<QNetworkRequest> makeRequest(const ServerApiOptions &options)
{
    QNetworkRequest request(publishUrl(options.url));
    if (request.url().scheme() == QLatin1String("https")) {
        const auto tls = makeSslConfiguration(options.network.tls);
        if (!tls) {
            return tls.error();
        }
        request.setSslConfiguration(tls.value());
    }
    setHeaders(request, options.network);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setRawHeader("X-API-Key", options.apiKey);
    // Asking for identity also keeps Qt from inflating: a small answer cannot become a huge one.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    return request;
}

} // namespace

/** One request under way; dies with its reply. */
struct ServerApi::Call
{
    QNetworkReply *reply = nullptr;
    PublishHandler handler;
    std::chrono::nanoseconds sentAt{0};
    QByteArray body;
    HttpFailure failure;
};

ServerApi::ServerApi(ServerApiOptions options, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_clock(clock)
{
}

ServerApi::~ServerApi() = default;

bool ServerApi::isEnabled() const
{
    return !m_options.apiKey.isEmpty();
}

bool ServerApi::publish(const PublishRequest &request, PublishHandler handler)
{
    if (!isEnabled()) {
        return false;
    }
    if (auto problem = findProblem(m_options, request)) {
        deliver(std::move(handler), *problem);
        return true;
    }
    const auto httpRequest = makeRequest(m_options);
    if (!httpRequest) {
        deliver(std::move(handler), httpRequest.error());
        return true;
    }
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        m_network->setProxy(makeProxy(m_options.network.proxy));
    }
    const auto call = std::make_shared<Call>();
    call->handler = std::move(handler);
    call->sentAt = m_clock.monotonic();
    call->failure.network = m_options.network;
    call->reply = m_network->post(httpRequest.value(), publishBody(request));
    watch(call);
    return true;
}

void ServerApi::watch(const std::shared_ptr<Call> &call)
{
    connect(call->reply, &QNetworkReply::readyRead, this, [this, call] { read(*call); });
    connect(call->reply, &QNetworkReply::sslErrors, this,
            [call](const QList<QSslError> &errors) { call->failure.tlsErrors = errors; });
    connect(call->reply, &QNetworkReply::finished, this, [this, call] { finish(*call); });
    // Not the transfer time-out of Qt: each byte that drips in would start it again.
    Timer *timer = m_clock.createTimer(call->reply);
    connect(timer, &Timer::timeout, this, [this, call] { stop(*call, HttpEnd::TimedOut); });
    timer->start(m_options.timeout);
}

void ServerApi::read(Call &call)
{
    call.body += call.reply->read(MaxAnswerSize + 1 - call.body.size());
    if (call.body.size() > MaxAnswerSize) {
        stop(call, HttpEnd::TooLarge);
    }
}

void ServerApi::stop(Call &call, HttpEnd end)
{
    if (call.failure.end == HttpEnd::Finished) {
        call.failure.end = end;
        call.reply->abort(); // ends in finish()
    }
}

void ServerApi::finish(Call &call)
{
    if (call.failure.end == HttpEnd::Finished) {
        call.body += call.reply->read(MaxAnswerSize - call.body.size());
    }
    call.reply->deleteLater();
    if (auto error = findHttpError(*call.reply, call.failure, call.body)) {
        fail(call, std::move(*error));
        return;
    }
    const Result<StreamPosition> position = readPublishAnswer(call.body);
    if (position) {
        deliver(std::exchange(call.handler, {}),
                PublishReply{position.value(), call.sentAt, m_clock.monotonic()});
    } else {
        fail(call, position.error());
    }
}

void ServerApi::fail(Call &call, Error error)
{
    error.message =
        withoutSecret(withoutSecrets(error.message, m_options.network), m_options.apiKey);
    deliver(std::exchange(call.handler, {}), error);
}

/** From the event loop, so that a handler may delete this object. */
void ServerApi::deliver(PublishHandler handler, const PublishResult &result)
{
    QMetaObject::invokeMethod(
        this, [handler = std::move(handler), result] { handler(result); }, Qt::QueuedConnection);
}

bool mayHaveReachedServer(const Error &error)
{
    switch (error.layer) {
    case ErrorLayer::Timeout:
    case ErrorLayer::Protocol:
        return true;
    case ErrorLayer::Tcp:
        return error.code != QNetworkReply::ConnectionRefusedError
            && error.code != QNetworkReply::ProxyConnectionRefusedError
            && error.code != QNetworkReply::ProxyNotFoundError
            && error.code != QNetworkReply::ProxyAuthenticationRequiredError;
    case ErrorLayer::Http:
        return error.code >= 500 || error.code < 300;
    default:
        return false;
    }
}

} // namespace Centrifuge
