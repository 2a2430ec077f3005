// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/serverapi.h"

#include "centrifuge/clock.h"
#include "centrifuge/historymessage.h"
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

/** An honest answer to a publish has about a hundred bytes; a page of a history may be large. */
constexpr qsizetype LargestAnswer = 1 << 20;
constexpr qsizetype LargestHistory = qsizetype(16) << 20;

std::optional<Error> findProblem(const ServerApiOptions &options)
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
    return findNetworkProblem(options.network);
}

std::optional<Error> findDataProblem(const QByteArray &data)
{
    const auto fault = findJsonFault(data);
    if (!fault) {
        return std::nullopt;
    }
    return badArgument(ServerApi::tr("The data is not JSON. At byte %1: %2")
                           .arg(fault->offset + 1)
                           .arg(fault->message));
}

/** Nothing of a user name in the address is sent; it could only be taken for credentials. */
QUrl methodUrl(const QUrl &api, const char *method)
{
    QUrl url = api.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    url.setPath(url.path() + u'/' + QLatin1String(method));
    return url;
}

Result<QNetworkRequest> makeRequest(const ServerApiOptions &options, const char *method)
{
    QNetworkRequest request(methodUrl(options.url, method));
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
    Reader reader;
    std::chrono::nanoseconds sentAt{0};
    std::chrono::nanoseconds answeredAt{0};
    QByteArray body;
    qsizetype largest = 0;
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
    const auto read = [this, handler](const Call &call, const Result<QByteArray> &body) {
        const Result<StreamPosition> position =
            body ? readPublishAnswer(body.value()) : Result<StreamPosition>(body.error());
        if (position) {
            handler(PublishReply{position.value(), call.sentAt, call.answeredAt});
        } else {
            handler(withoutOurSecrets(position.error()));
        }
    };
    if (auto problem = findDataProblem(request.data)) {
        later([handler, error = *problem] { handler(error); });
    } else {
        post({"publish", publishBody(request), LargestAnswer}, read);
    }
    return true;
}

bool ServerApi::history(const HistoryRequest &request, HistoryHandler handler)
{
    if (!isEnabled()) {
        return false;
    }
    post({"history", historyBody(request), LargestHistory},
         [this, handler](const Call &, const Result<QByteArray> &body) {
             const Result<HistoryResult> history =
                 body ? readHistoryAnswer(body.value()) : Result<HistoryResult>(body.error());
             handler(history ? history : withoutOurSecrets(history.error()));
         });
    return true;
}

void ServerApi::post(const Question &question, Reader reader)
{
    const auto call = std::make_shared<Call>();
    call->reader = std::move(reader);
    call->largest = question.largestAnswer;
    call->sentAt = m_clock.monotonic();
    call->failure.network = m_options.network;
    auto problem = findProblem(m_options);
    const auto request =
        problem ? Result<QNetworkRequest>(*problem) : makeRequest(m_options, question.method);
    if (!request) {
        later([call, error = request.error()] { call->reader(*call, error); });
        return;
    }
    if (!m_network) {
        m_network = new QNetworkAccessManager(this);
        m_network->setProxy(makeProxy(m_options.network.proxy));
    }
    call->reply = m_network->post(request.value(), question.body);
    watch(call);
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
    call.body += call.reply->read(call.largest + 1 - call.body.size());
    if (call.body.size() > call.largest) {
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
        call.body += call.reply->read(call.largest - call.body.size());
    }
    call.reply->deleteLater();
    call.answeredAt = m_clock.monotonic();
    auto error = findHttpError(*call.reply, call.failure, call.body);
    const Result<QByteArray> body = error ? Result<QByteArray>(std::move(*error))
                                          : Result<QByteArray>(std::exchange(call.body, {}));
    const auto reader = std::exchange(call.reader, {});
    later([reader, answered = call, body] { reader(answered, body); });
}

Error ServerApi::withoutOurSecrets(Error error) const
{
    error.message =
        withoutSecret(withoutSecrets(error.message, m_options.network), m_options.apiKey);
    return error;
}

/** From the event loop, so that a handler may delete this object. */
void ServerApi::later(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
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
