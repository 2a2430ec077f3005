// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/api/serverapi.h"

#include "centrifuge/api/historymessage.h"
#include "centrifuge/api/publishmessage.h"
#include "centrifuge/api/querymessage.h"
#include "centrifuge/clock.h"
#include "centrifuge/codes.h"
#include "centrifuge/transport/httpclient.h"
#include "centrifuge/transport/networksetup.h"
#include "text/jsonscanner.h"

#include <algorithm>

namespace Centrifuge {

namespace {

constexpr qsizetype LargestAnswer = 1 << 20; // an honest one to a publish has a hundred bytes

std::optional<Error> optionsProblem(const ServerApiOptions &options)
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
    const auto fault = Text::findJsonFault(data);
    if (!fault) {
        return std::nullopt;
    }
    return badArgument(ServerApi::tr("The data is not JSON. At byte %1: %2")
                           .arg(QString::number(fault->offset + 1), fault->message));
}

/** Nothing of a user name in the address is sent; it could only be taken for credentials. */
QUrl methodUrl(const QUrl &api, const char *method)
{
    QUrl url = api.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    const QString path = url.path() == QLatin1String("/") ? QString() : url.path();
    url.setPath(path + u'/' + QLatin1String(method));
    return url;
}

QList<HttpHeader> makeHeaders(const ServerApiOptions &options)
{
    QList<HttpHeader> headers{{"Content-Type", "application/json"}};
    if (options.needsKey) {
        headers.append({"X-API-Key", options.apiKey});
    }
    if (!options.network.origin.isEmpty()) {
        headers.append({"Origin", options.network.origin});
    }
    return headers + options.network.headers;
}

/** Centrifugo answers so to a wrong key and to none. */
bool isKeyRefusal(const Error &error)
{
    constexpr int NotAuthorized = 401;
    return error.layer == ErrorLayer::Http && error.code == NotAuthorized
        && !error.fromIntermediary;
}

/** With `error_mode: transport` Centrifugo's own errors are the bodies of other statuses. */
std::optional<Error> findApiError(const HttpAnswer &answer)
{
    const bool isJson = answer.header("Content-Type").toLower().startsWith("application/json");
    return answer.status >= 400 && isJson ? readErrorBody(answer.body) : std::nullopt;
}

} // namespace

/** One request under way. */
struct ServerApi::Call
{
    Reader reader;
    std::chrono::nanoseconds sentAt{0};
    std::chrono::nanoseconds answeredAt{0};
    bool isTooLarge = false;
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
    return !m_options.needsKey || !m_options.apiKey.isEmpty();
}

bool ServerApi::publish(const PublishRequest &request, const PublishHandler &handler)
{
    if (!isEnabled()) {
        return false;
    }
    const auto read = [this, handler](const Call &call, const Result<QByteArray> &body) {
        const Result<StreamPosition> position =
            body ? readPublishAnswer(body.value()) : publishRefusal(body.error());
        if (position) {
            handler(PublishReply{position.value(), call.sentAt, call.answeredAt});
        } else {
            handler(maskSecrets(position.error()));
        }
    };
    if (auto problem = findDataProblem(request.data)) {
        callLater([handler, error = *problem] { handler(error); });
    } else {
        post({"publish", publishBody(request), LargestAnswer}, read);
    }
    return true;
}

bool ServerApi::history(const HistoryRequest &request, const HistoryHandler &handler)
{
    if (!isEnabled()) {
        return false;
    }
    post({"history", historyBody(request), m_options.largestHistory},
         [this, handler](const Call &call, const Result<QByteArray> &body) {
             const Result<HistoryResult> history =
                 body ? readHistoryAnswer(body.value()) : historyRefusal(call, body.error());
             handler(history ? history : maskSecrets(history.error()));
         });
    return true;
}

bool ServerApi::presence(const QString &channel, const PresenceHandler &handler)
{
    return query({"presence", presenceBody(channel), LargestList}, readPresenceAnswer, handler);
}

bool ServerApi::presenceStats(const QString &channel, const PresenceStatsHandler &handler)
{
    return query({"presence_stats", presenceBody(channel), LargestAnswer}, readPresenceStatsAnswer,
                 handler);
}

bool ServerApi::channels(const QString &pattern, const ChannelsHandler &handler)
{
    return query({"channels", channelsBody(pattern), LargestList}, readChannelsAnswer, handler);
}

bool ServerApi::info(const InfoHandler &handler)
{
    return query({"info", "{}", LargestList}, readInfoAnswer, handler);
}

template <typename T>
bool ServerApi::query(const ApiRequest &request, Result<T> (*read)(const QByteArray &body),
                      const std::function<void(const Result<T> &)> &handler)
{
    if (!isEnabled()) {
        return false;
    }
    post(request, [this, read, handler](const Call &call, const Result<QByteArray> &body) {
        if (call.isTooLarge) {
            handler(listTooLargeError());
            return;
        }
        const Result<T> result = body ? read(body.value()) : body.error();
        handler(result ? result : maskSecrets(result.error()));
    });
    return true;
}

Error ServerApi::historyRefusal(const Call &call, const Error &error) const
{
    if (!call.isTooLarge) {
        return error;
    }
    return {ErrorLayer::Protocol, HistoryTooLarge,
            tr("The history sent more than %1 MB at once: what the publication limit allows, and "
               "what belongs to it.")
                .arg(m_options.largestHistory >> 20),
            false};
}

void ServerApi::post(const ApiRequest &request, Reader reader)
{
    const auto call = std::make_shared<Call>();
    call->reader = std::move(reader);
    call->sentAt = m_clock.monotonic();
    if (auto problem = optionsProblem(m_options)) {
        callLater([this, call, error = *problem] {
            m_answerSize = 0;
            call->reader(*call, error);
        });
        return;
    }
    if (!m_http) {
        m_http = new HttpClient(m_options.network, m_clock, this);
    }
    const QUrl url = methodUrl(m_options.url, request.method);
    m_http->post(
        {url, makeHeaders(m_options), request.body, request.largestAnswer, m_options.timeout},
        [this, call, url](const HttpOutcome &outcome) { finish(*call, url, outcome); });
}

void ServerApi::finish(Call &call, const QUrl &url, const HttpOutcome &outcome)
{
    call.answeredAt = m_clock.monotonic();
    call.isTooLarge = outcome.end == HttpEnd::TooLarge;
    auto error = findHttpError(outcome, url, m_options.network);
    if (const auto apiError = findApiError(outcome.answer); error && apiError) {
        error = apiError;
    } else if (error && !m_options.needsKey && isKeyRefusal(*error)) {
        error->message = tr("The server wants an API key, and none was sent (HTTP status 401).");
    }
    m_answerSize = outcome.answer.body.size();
    // A handler may delete this object, and with it the call.
    const auto reader = std::exchange(call.reader, {});
    const Call answered = call;
    reader(answered, error ? Result<QByteArray>(*error) : Result<QByteArray>(outcome.answer.body));
}

Error ServerApi::maskSecrets(Error error) const
{
    error.message =
        withoutSecret(withoutSecrets(error.message, m_options.network), m_options.apiKey);
    return error;
}

/** From the event loop, so that a handler may delete this object. */
void ServerApi::callLater(std::function<void()> call)
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
        return error.code == QAbstractSocket::RemoteHostClosedError;
    case ErrorLayer::Http:
        return error.code >= 500 || error.code < 300 || error.code == 408;
    case ErrorLayer::Server:
        return error.code == int(ErrorCode::InternalServerError);
    default:
        return false;
    }
}

bool wasRefused(const Error &error)
{
    return !mayHaveReachedServer(error)
        && (error.layer == ErrorLayer::Http || error.layer == ErrorLayer::Server);
}

} // namespace Centrifuge
