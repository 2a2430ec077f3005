// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/displayzonesetting.h"

#include <QSettings>

namespace {

const auto UtcKey = QStringLiteral("log/utc");

} // namespace

DisplayZoneSetting::DisplayZoneSetting(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (m_settings.value(UtcKey).toBool()) {
        setDisplayZone(DisplayZone::Utc);
    }
}

void DisplayZoneSetting::setUtc(bool isUtc)
{
    if (isUtc == this->isUtc()) {
        return;
    }
    setDisplayZone(isUtc ? DisplayZone::Utc : DisplayZone::Local);
    m_settings.setValue(UtcKey, isUtc);
    Q_EMIT changed();
}
