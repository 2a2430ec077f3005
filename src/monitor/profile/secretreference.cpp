// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/secretreference.h"

#include "monitor/platform/privatefile.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/connectionsettings.h"
#include "monitor/profile/settingsfile.h"
#include "text/visibletext.h"

#include <QProcessEnvironment>
#include <QRegularExpression>

using Centrifuge::Error;
using Centrifuge::Result;

namespace {

constexpr qint64 LongestSecret = 64 * 1024;
constexpr qsizetype LongestKey = 200;

Error missing(const QString &message)
{
    return Centrifuge::localError(Centrifuge::LocalError::MissingSecret, message);
}

} // namespace

bool isVariableName(const QString &name)
{
    static const QRegularExpression Name(
        QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z_][A-Za-z0-9_]{0,254}")));
    return Name.match(name).hasMatch();
}

Result<Secret> readSecretVariable(const QProcessEnvironment &environment, const QString &name)
{
    const QString value = environment.value(name);
    if (value.isEmpty()) {
        return missing(Tr::tr("the environment variable %1 is not set.").arg(Text::visible(name)));
    }
    return checkedSecret(value, Tr::tr("The environment variable %1").arg(Text::visible(name)));
}

bool isSettingKey(const QString &key)
{
    static const QRegularExpression Key(QRegularExpression::anchoredPattern(
        QStringLiteral("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+){0,9}")));
    return key.size() <= LongestKey && Key.match(key).hasMatch();
}

Result<Secret> readSecretSetting(const QString &path, const QString &key)
{
    const auto settings = readSettingsFile(path);
    if (!settings) {
        return settings.error();
    }
    const QString value = settings.value().text(key);
    const QString place = Tr::tr("%1 in %2").arg(Text::visible(key), Text::visible(path));
    return value.isEmpty() ? missing(Tr::tr("%1 is not set.").arg(place))
                           : checkedSecret(value, place);
}

Result<Secret> readSecretFile(const QString &path)
{
    auto content = readPrivateFile(path, LongestSecret);
    if (!content) {
        return content.error();
    }
    auto secret = checkedSecret(QString::fromUtf8(content.value()), Text::visible(path));
    if (secret && secret.value().isEmpty()) {
        return missing(Tr::tr("%1 is empty.").arg(Text::visible(path)));
    }
    return secret;
}
