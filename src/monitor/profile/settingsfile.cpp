// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/settingsfile.h"

#include "monitor/platform/inputfile.h"
#include "monitor/platform/tr.h"
#include "monitor/profile/yamlsettings.h"
#include "text/visibletext.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

constexpr qint64 LargestFile = 512 * 1024;
const auto VariablePrefix = QStringLiteral("CENTRIFUGO_");

/** `export NAME=value`; the value as it stands. */
const QRegularExpression &assignment()
{
    static const QRegularExpression Pattern(
        QStringLiteral(R"(^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$)"));
    return Pattern;
}

/** The first line that says something. */
QString firstLine(const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        const QString trimmed = line.trimmed();
        if (!trimmed.isEmpty() && !trimmed.startsWith(u'#')) {
            return trimmed;
        }
    }
    return {};
}

/** Without quotes, escapes and a comment; nothing where only a shell knows what it means. */
std::optional<QString> variableValue(const QString &written)
{
    const QString text = written.trimmed();
    const QChar quote = text.isEmpty() ? QChar() : text.front();
    if (quote == u'\'') {
        const qsizetype end = text.indexOf(u'\'', 1);
        return end < 0 ? std::nullopt : std::optional(text.mid(1, end - 1));
    }
    static const QRegularExpression Shell(QStringLiteral(R"([`]|\$[({A-Za-z_])"));
    if (quote != u'"') {
        static const QRegularExpression Comment(QStringLiteral(R"(\s+#.*$)"));
        const QString value = QString(text).remove(Comment);
        return value.contains(Shell) ? std::nullopt : std::optional(value);
    }
    QString value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i) == u'"') {
            return value.contains(Shell) ? std::nullopt : std::optional(value);
        }
        if (text.at(i) == u'\\' && i + 1 < text.size()) {
            ++i;
        }
        value += text.at(i);
    }
    return std::nullopt;
}

Result<SettingsContent> readVariables(const QString &text, const QString &source)
{
    SettingsContent settings{SettingsContent::Kind::Environment, {}};
    qsizetype number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        const auto match = assignment().match(line);
        if (!match.captured(1).startsWith(VariablePrefix)) {
            continue;
        }
        const auto value = variableValue(match.captured(2));
        if (!value) {
            return settingsFault(
                source, number,
                Tr::tr("the value of %1 is not a plain text: a quote is open, or it needs "
                       "a shell.")
                    .arg(match.captured(1)));
        }
        settings.values.insert(match.captured(1), *value);
    }
    return settings;
}

Result<SettingsContent> readJson(const QByteArray &text, const QString &source)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const qsizetype end = std::min<qsizetype>(error.offset, text.size());
        return settingsFault(source, text.first(end).count('\n') + 1, error.errorString());
    }
    return SettingsContent{SettingsContent::Kind::Configuration, document.object()};
}

} // namespace

QJsonValue SettingsContent::at(const QString &key) const
{
    if (kind == Kind::Environment) {
        return values.value(key);
    }
    QJsonValue value = values;
    for (const QString &part : key.split(u'.')) {
        value = value.toObject().value(part);
    }
    return value;
}

QString SettingsContent::text(const QString &key) const
{
    const QJsonValue value = at(key);
    return value.isObject() || value.isArray() || value.isNull() ? QString()
                                                                 : value.toVariant().toString();
}

bool SettingsContent::isTrue(const QString &key) const
{
    const QString value = text(key).toLower();
    return value == QLatin1String("true") || value == QLatin1String("1")
        || value == QLatin1String("yes") || value == QLatin1String("on");
}

Result<SettingsContent> readSettings(const QByteArray &text, const QString &source)
{
    if (text.size() > LargestFile) {
        return badArgument(Tr::tr("%1 is larger than %2 KB: that is no file of settings.")
                               .arg(source, QString::number(LargestFile / 1024)));
    }
    const QString first = firstLine(QString::fromUtf8(text));
    if (first.startsWith(u'{')) {
        return readJson(text, source);
    }
    if (assignment().match(first).hasMatch()) {
        return readVariables(QString::fromUtf8(text), source);
    }
    const auto values = readYaml(text, source);
    if (!values) {
        return values.error();
    }
    return SettingsContent{SettingsContent::Kind::Configuration, values.value()};
}

Result<SettingsContent> readSettingsFile(const QString &path)
{
    const auto content = readPlainFile(path, LargestFile + 1);
    return content ? readSettings(content.value(), Text::visible(path)) : content.error();
}
