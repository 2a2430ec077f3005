// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codes.h"
#include "monitor/explain/channelname.h"
#include "monitor/explain/explanation.h"

#include <optional>

/** The context of a failure as it may be shown: all escaped, with the channel's name taken apart.
 */
class ExplanationTemplate
{
public:
    explicit ExplanationTemplate(const ExplanationContext &context);

    const ExplanationContext &context() const { return m_context; }
    const ChannelName &channelName() const { return m_channelName; }
    bool isPublish() const { return m_context.step == ExplainedStep::Publish; }
    bool isQuery() const { return m_context.step == ExplainedStep::Query; }
    bool isApi() const { return isPublish() || isQuery(); }

    /** Whether one was minted for the channel. */
    bool sendsSubscriptionToken() const
    {
        return m_channelName.isPrivate && m_context.canMintSubscriptionToken;
    }

    /** The translated text with {channel}, {namespace}, {user}, {users} and {url} replaced, in one
     * pass, so that a channel may be named "{user}". */
    QString filled(const char *text) const;
    /** Configuration with `options` for the channel's namespace. */
    QString channelSnippet(const char *options) const;

private:
    QString value(QStringView name) const;

    ExplanationContext m_context;
    ChannelName m_channelName;
};

/** Untranslated; filled by ExplanationTemplate. */
struct LayerText
{
    const char *what = "";
    const char *cause = "";
    const char *fix = "";
    QString snippet{};
};

/** An explanation for a URL without a path, or with the path of another endpoint of Centrifugo;
 * nullopt where the path may be right. */
std::optional<LayerText> findWrongPath(const ExplanationTemplate &format);
/** For a TCP connection that did not come about or was ended. */
LayerText tcpText(const Centrifuge::Error &error, const ExplanationTemplate &format);
/** For an HTTP answer other than the expected one. */
LayerText httpText(const Centrifuge::Error &error, const ExplanationTemplate &format);

/** Configuration with these members, as JSON. */
QString topSnippet(const QString &members);
/** What the peer said, escaped and not too long, for the end of a sentence; may be empty. */
QString peerText(const QString &message);

// Each leaves willRetry to explain().
Explanation explainCode(Centrifuge::CodeKind kind, const Centrifuge::Error &error,
                        const ExplanationTemplate &format);
/** The server wants a token, and this connection sends none. */
void explainMissingToken(const ExplanationTemplate &format, Explanation &explanation);
/** Without a token it is a connect proxy that answers so. */
void explainUnknownUser(const ExplanationTemplate &format, Explanation &explanation);
/** Without a token for the connection, that of a subscription names another user. */
void explainForeignUser(const ExplanationTemplate &format, Explanation &explanation);
/** The channel is for users that its name tells, and the connection has none. */
void explainNamedUsers(const ExplanationTemplate &format, Explanation &explanation);
/** Changes the explanation of what expired where no token was sent for it. */
void explainUnrefreshed(Centrifuge::CodeKind kind, std::uint32_t code,
                        const ExplanationTemplate &format, Explanation &explanation);
Explanation explainLayer(const Centrifuge::Error &error, const ExplanationTemplate &format);
/** Without the words of the error, which name the certificate. */
Explanation explainTls(const Centrifuge::Error &error, const ExplanationTemplate &format);
Explanation explainLocalServer(const Centrifuge::Error &error, const ExplanationTemplate &format);
