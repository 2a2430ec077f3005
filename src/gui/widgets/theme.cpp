// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/theme.h"

#include "gui/widgets/appstyle.h"
#include "gui/widgets/wheelguard.h"

#include <QApplication>
#include <QSettings>

#include <algorithm>
#include <cmath>

namespace {

const auto AppearanceKey = QStringLiteral("appearance");

struct Shade
{
    QRgb light;
    QRgb dark;
};

Shade shadeOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return {0x13733f, 0x4fd58a};
    case Tone::Busy:
        return {0x8f5200, 0xf2b34c};
    case Tone::Bad:
        return {0xb4232a, 0xff8585};
    case Tone::Quiet:
        return {0x566072, 0x9aa5b6};
    case Tone::Accent:
        return {0x1f5fc4, 0x7ab2ff};
    case Tone::Key:
        return {0x1f5fc4, 0x7ab2ff};
    case Tone::Text:
        return {0x13733f, 0x8fd9a8};
    case Tone::Number:
        return {0x9a3f86, 0xe0a3f5};
    case Tone::Outline:
        return {0xd5dae2, 0x343b47};
    case Tone::Surface:
        return {0xeef1f5, 0x232933};
    }
    return {0, 0};
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

bool looksDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

} // namespace

QColor toneColor(Tone tone, bool dark)
{
    const Shade shade = shadeOf(tone);
    return QColor(dark ? shade.dark : shade.light);
}

double contrast(const QColor &first, const QColor &second)
{
    const double a = luminance(first) + 0.05;
    const double b = luminance(second) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

QPalette themePalette(bool dark)
{
    const QColor window(dark ? 0x1b2028 : 0xf6f7f9);
    const QColor base(dark ? 0x14181f : 0xffffff);
    const QColor text(dark ? 0xe4e8ef : 0x1c2430);
    const QColor button(dark ? 0x262c37 : 0xfdfdfe);
    const QColor highlight(dark ? 0x2b4f86 : 0x1f5fc4);
    const QColor quiet = toneColor(Tone::Quiet, dark);

    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, QColor(dark ? 0x181d25 : 0xf9fafb));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, toneColor(Tone::Bad, dark));
    palette.setColor(QPalette::ToolTipBase, QColor(dark ? 0x2a313d : 0xffffff));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, quiet);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, toneColor(Tone::Accent, dark));
    palette.setColor(QPalette::LinkVisited, toneColor(Tone::Accent, dark));
    palette.setColor(QPalette::Mid, toneColor(Tone::Outline, dark));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(dark ? 0x8b95a6 : 0x656e7c));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, toneColor(Tone::Outline, dark));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, text);
    return palette;
}

Theme::Theme(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_systemIsDark(looksDark(QApplication::palette()))
{
    const int stored = m_settings.value(AppearanceKey, int(Appearance::System)).toInt();
    m_appearance = Appearance(std::clamp(stored, int(Appearance::System), int(Appearance::Dark)));
    QApplication::setStyle(new AppStyle);
    qApp->installEventFilter(new WheelGuard(this));
    apply();
}

void Theme::setAppearance(Appearance appearance)
{
    if (m_appearance == appearance) {
        return;
    }
    m_appearance = appearance;
    m_settings.setValue(AppearanceKey, int(appearance));
    apply();
    Q_EMIT changed();
}

void Theme::apply()
{
    m_dark = m_appearance == Appearance::System ? m_systemIsDark : m_appearance == Appearance::Dark;
    QApplication::setPalette(themePalette(m_dark));
}

Tone toneOf(SessionState state)
{
    switch (state) {
    case SessionState::Live:
        return Tone::Good;
    case SessionState::Connecting:
    case SessionState::Partial:
        return Tone::Busy;
    case SessionState::Refused:
        return Tone::Bad;
    case SessionState::Disabled:
    case SessionState::Offline:
        return Tone::Quiet;
    }
    return Tone::Quiet;
}
