// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/explain/explanationsources.h"

#include "text/shortened.h"
#include "text/visibletext.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace {

/** Longer texts from outside say nothing more, but push the fix out of sight. */
constexpr qsizetype MaxValueCharacters = 300;

QString shortened(const QString &text)
{
    return Text::visible(Text::shortened(text, MaxValueCharacters));
}

QString quoted(const QString &text)
{
    return QChar(0x201C) + shortened(text) + QChar(0x201D);
}

/** What a profile calls it, where an explanation names a variable of the environment. */
QString inProfileText(QString text)
{
    static const std::array<std::pair<QLatin1String, const char *>, 8> Names{
        {{QLatin1String("CENTRIFUGO_NO_TOKEN=1"),
          QT_TRANSLATE_NOOP("Explanation", "\"Connect without a token\" in the profile")},
         {QLatin1String("CENTRIFUGO_NO_API_KEY=1"),
          QT_TRANSLATE_NOOP("Explanation", "\"The API asks for no key\" in the profile")},
         {QLatin1String("CENTRIFUGO_SUBSCRIPTION_TOKEN_HMAC_SECRET"),
          QT_TRANSLATE_NOOP("Explanation", "the subscription token secret of the profile")},
         {QLatin1String("CENTRIFUGO_SUBSCRIPTION_TOKEN_CLAIMS"),
          QT_TRANSLATE_NOOP("Explanation", "the claims of subscription tokens in the profile")},
         {QLatin1String("CENTRIFUGO_TOKEN_CLAIMS"),
          QT_TRANSLATE_NOOP("Explanation", "the claims of connection tokens in the profile")},
         {QLatin1String("CENTRIFUGO_TOKEN_HMAC_SECRET"),
          QT_TRANSLATE_NOOP("Explanation", "the token secret of the profile")},
         {QLatin1String("CENTRIFUGO_TOKEN"),
          QT_TRANSLATE_NOOP("Explanation", "the ready token of the profile")},
         {QLatin1String("CENTRIFUGO_API_KEY"),
          QT_TRANSLATE_NOOP("Explanation", "the API key of the profile")}}};
    for (const auto &[variable, words] : Names) {
        text.replace(variable, QCoreApplication::translate("Explanation", words));
    }
    if (!text.isEmpty()) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

/** With a token file it is that file to which a new token is written. */
QString inTokenFileText(QString text)
{
    const QString file = QCoreApplication::translate("Explanation", "in the file {tokenfile}");
    text.replace(QLatin1String("set it as CENTRIFUGO_TOKEN."),
                 QCoreApplication::translate("Explanation", "write it to the file {tokenfile}."));
    return text.replace(QLatin1String("(CENTRIFUGO_TOKEN)"), u'(' + file + u')');
}

/** A JSON string. Hidden characters are escaped already, as \uXXXX, by Text::visible(). */
QString jsonString(const QString &text)
{
    QString plain = text;
    plain.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + Text::visible(plain) + u'"';
}

} // namespace

ExplanationTemplate::ExplanationTemplate(const ExplanationContext &context)
    : m_context(context)
    , m_channelName(readChannelName(context.channel))
{
}

QString ExplanationTemplate::filled(const char *text) const
{
    QString translated = QCoreApplication::translate("Explanation", text);
    if (!m_context.tokenFile.isEmpty()) {
        translated = inTokenFileText(translated);
    }
    if (m_context.usesProfile) {
        translated = inProfileText(translated);
    }
    QString result;
    qsizetype position = 0;
    while (position < translated.size()) {
        const qsizetype open = translated.indexOf(u'{', position);
        const qsizetype close = open < 0 ? -1 : translated.indexOf(u'}', open);
        if (close < 0) {
            break;
        }
        result += QStringView(translated).mid(position, open - position);
        result += value(QStringView(translated).mid(open + 1, close - open - 1));
        position = close + 1;
    }
    result += QStringView(translated).mid(position);
    return result;
}

QString ExplanationTemplate::value(QStringView name) const
{
    if (name == QLatin1String("channel")) {
        return quoted(m_context.channel);
    }
    if (name == QLatin1String("namespace")) {
        return m_channelName.nameSpace.isEmpty()
            ? QCoreApplication::translate("Explanation", "(channels without namespace)")
            : quoted(m_channelName.nameSpace);
    }
    if (name == QLatin1String("user")) {
        return m_context.user.isEmpty()
            ? QCoreApplication::translate("Explanation", "(nobody: no user is given)")
            : quoted(m_context.user);
    }
    if (name == QLatin1String("users")) {
        return quoted(m_channelName.users.join(QStringLiteral(", ")));
    }
    if (name == QLatin1String("tokenfile")) {
        return quoted(m_context.tokenFile);
    }
    return name == QLatin1String("url") ? shortened(m_context.url) : name.toString();
}

QString ExplanationTemplate::channelSnippet(const char *options) const
{
    const QString members = QString::fromLatin1(options);
    if (m_channelName.nameSpace.isEmpty()) {
        return topSnippet(QStringLiteral("\"channel\": {\"without_namespace\": {") + members
                          + QStringLiteral("}}"));
    }
    return topSnippet(QStringLiteral("\"channel\": {\"namespaces\": [{\"name\": ")
                      + jsonString(m_channelName.nameSpace) + QStringLiteral(", ") + members
                      + QStringLiteral("}]}"));
}

QString topSnippet(const QString &members)
{
    return u'{' + members + u'}';
}

QString peerText(const QString &message)
{
    return shortened(message);
}
