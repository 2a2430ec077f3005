// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/actiontext.h"

#include <QAction>
#include <QCoreApplication>
#include <QVariant>

namespace {

constexpr const char *ReasonProperty = "whyNot";

} // namespace

QString actionText(const QAction &action)
{
    return action.text().remove(u'&').remove(QChar(0x2026));
}

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &shortcut : action.shortcuts()) {
        keys += shortcut.toString(QKeySequence::NativeText);
    }
    return keys.join(QCoreApplication::translate("ActionText", " or "));
}

void enableUnless(QAction &action, const QString &whyNot)
{
    action.setProperty(ReasonProperty, whyNot);
    action.setEnabled(whyNot.isEmpty());
}

QString whyNot(const QAction &action)
{
    const QString reason = action.property(ReasonProperty).toString();
    return reason.isEmpty() ? QCoreApplication::translate("ActionText", "Not available now.")
                            : reason;
}
