// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/yamlsettings.h"

#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QJsonArray>

#include <yaml-cpp/yaml.h>

using Centrifuge::Error;
using Centrifuge::Result;

namespace {

constexpr int DeepestValue = 32;
constexpr int MostValues = 20'000;

/** Turns nodes into values; aliases can make more of them than there are in the text. */
class YamlConverter
{
public:
    QJsonValue convert(const YAML::Node &node, int depth)
    {
        if (++m_count > MostValues || depth > DeepestValue) {
            m_isTooMuch = true;
        }
        if (m_isTooMuch) {
            return {};
        }
        switch (node.Type()) {
        case YAML::NodeType::Map:
            return mapping(node, depth);
        case YAML::NodeType::Sequence:
            return sequence(node, depth);
        case YAML::NodeType::Scalar:
            return QString::fromStdString(node.Scalar());
        case YAML::NodeType::Null:
        case YAML::NodeType::Undefined:
            break;
        }
        return QJsonValue::Null;
    }
    bool isTooMuch() const { return m_isTooMuch; }

private:
    QJsonObject mapping(const YAML::Node &node, int depth)
    {
        QJsonObject object;
        QJsonObject merged;
        for (const auto &pair : node) {
            const QString key = QString::fromStdString(pair.first.Scalar());
            const QJsonValue value = convert(pair.second, depth + 1);
            if (key == QLatin1String("<<")) {
                addMerged(value, merged);
            } else {
                object.insert(key, value);
            }
        }
        for (auto member = merged.constBegin(); member != merged.constEnd(); ++member) {
            if (!object.contains(member.key())) {
                object.insert(member.key(), member.value());
            }
        }
        return object;
    }

    /** `<<: *base` or `<<: [*base, *other]`, the first of which counts most. */
    static void addMerged(const QJsonValue &value, QJsonObject &merged)
    {
        const QJsonArray bases = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue &base : bases) {
            const QJsonObject members = base.toObject();
            for (auto member = members.constBegin(); member != members.constEnd(); ++member) {
                if (!merged.contains(member.key())) {
                    merged.insert(member.key(), member.value());
                }
            }
        }
    }

    QJsonArray sequence(const YAML::Node &node, int depth)
    {
        QJsonArray array;
        for (const auto &element : node) {
            array.append(convert(element, depth + 1));
        }
        return array;
    }

    int m_count = 0;
    bool m_isTooMuch = false;
};

Result<QJsonObject> convert(const YAML::Node &root, const QString &source)
{
    if (!root.IsMap()) {
        return settingsFault(source, 0,
                             Tr::tr("these are no settings: neither JSON, YAML nor variables."));
    }
    YamlConverter converter;
    const QJsonObject values = converter.convert(root, 0).toObject();
    if (converter.isTooMuch()) {
        return settingsFault(
            source, 0,
            Tr::tr("there are more than %1 values, or more than %2 levels of them.")
                .arg(QString::number(MostValues), QString::number(DeepestValue)));
    }
    return values;
}

} // namespace

Error settingsFault(const QString &source, qsizetype line, const QString &why)
{
    return Centrifuge::badArgument(
        line > 0 ? Tr::tr("%1, line %2: %3").arg(source, QString::number(line), why)
                 : Tr::tr("%1: %2").arg(source, why));
}

Result<QJsonObject> readYaml(const QByteArray &text, const QString &source)
{
    try {
        return convert(YAML::Load(text.toStdString()), source);
    } catch (const YAML::Exception &error) {
        return settingsFault(source, error.mark.is_null() ? 0 : error.mark.line + 1,
                             Text::visible(QString::fromStdString(error.msg)));
    }
}
