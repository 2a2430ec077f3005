// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/rowpublishing.h"

#include "gui/controller/windowcontroller.h"
#include "gui/publish/publishpane.h"
#include "monitor/entry/entry.h"

RowPublishing rowPublishing(PublishPane &pane, const WindowController &controller)
{
    const auto calling = [&pane](auto act) {
        return [&pane, act](const Entry &entry) {
            (pane.*act)(QString::fromUtf8(entry.channel),
                        QByteArrayView(entry.payload).toByteArray());
        };
    };
    return {calling(&PublishPane::load), calling(&PublishPane::publishCopy),
            [&controller] { return controller.whyNoPublish(); }};
}
