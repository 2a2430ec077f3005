// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/shortcutsettings.h"

#include "gui/widgets/actiontext.h"

#include <QAction>
#include <QSettings>

#include <algorithm>

namespace {

QString keyOfSetting(const QAction &action)
{
    return QStringLiteral("shortcuts/") + action.objectName();
}

/** Such a key is typed text wherever the focus is in a field. */
bool isTyped(const QKeySequence &keys)
{
    const QKeyCombination first = keys.isEmpty() ? QKeyCombination() : keys[0];
    const bool hasModifier =
        (first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        != 0;
    return !keys.isEmpty() && !hasModifier
        && (first.key() < Qt::Key_F1 || first.key() > Qt::Key_F35);
}

bool overlaps(const QKeySequence &one, const QKeySequence &other)
{
    return one.matches(other) != QKeySequence::NoMatch
        || other.matches(one) != QKeySequence::NoMatch;
}

} // namespace

ShortcutSettings::ShortcutSettings(QSettings &settings, const QList<QAction *> &actions,
                                   QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    for (QAction *action : actions) {
        if (!action->objectName().isEmpty() && action->menu() == nullptr) {
            m_actions.append(action);
            m_defaults.insert(action, action->shortcuts());
            apply(*action);
        }
    }
}

/** A setting that is not understood, or that is somebody else's key by now, is ignored. */
void ShortcutSettings::apply(QAction &action)
{
    const QVariant kept = m_settings.value(keyOfSetting(action));
    const auto keys = QKeySequence(kept.toString(), QKeySequence::PortableText);
    const bool isUsable = kept.isValid() && findFault(action, keys).isEmpty();
    action.setShortcuts(isUsable ? QList<QKeySequence>{keys} : m_defaults.value(&action));
}

bool ShortcutSettings::isChanged(const QAction &action) const
{
    return action.shortcuts() != m_defaults.value(&action);
}

QString ShortcutSettings::findFault(const QAction &action, const QKeySequence &keys) const
{
    if (keys.isEmpty()) {
        return {};
    }
    if (isTyped(keys) && action.shortcutContext() != Qt::WidgetShortcut
        && !m_defaults.value(&action).contains(keys)) {
        return tr("%1 alone is typed into fields: add Ctrl or Alt.")
            .arg(keys.toString(QKeySequence::NativeText));
    }
    for (const QAction *other : m_actions) {
        const QList<QKeySequence> taken = other->shortcuts();
        const bool isTaken = std::any_of(taken.cbegin(), taken.cend(),
                                         [&](const auto &each) { return overlaps(each, keys); });
        if (other != &action && isTaken) {
            return tr("%1 is the key of \u201c%2\u201d already: change that first.")
                .arg(keys.toString(QKeySequence::NativeText), actionText(*other));
        }
    }
    return {};
}

void ShortcutSettings::setKeys(QAction &action, const QKeySequence &keys)
{
    if (!findFault(action, keys).isEmpty()) {
        return;
    }
    m_settings.setValue(keyOfSetting(action), keys.toString(QKeySequence::PortableText));
    apply(action);
    Q_EMIT changed();
}

void ShortcutSettings::reset(QAction &action)
{
    m_settings.remove(keyOfSetting(action));
    apply(action);
    Q_EMIT changed();
}

void ShortcutSettings::resetAll()
{
    for (QAction *action : std::as_const(m_actions)) {
        m_settings.remove(keyOfSetting(*action));
        apply(*action);
    }
    Q_EMIT changed();
}
