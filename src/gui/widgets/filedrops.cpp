// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/widgets/filedrops.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace {

QStringList localFiles(const QMimeData &data)
{
    QStringList result;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile()) {
            result += url.toLocalFile();
        }
    }
    return result;
}

bool isDrop(QEvent::Type type)
{
    return type == QEvent::DragEnter || type == QEvent::DragMove || type == QEvent::Drop;
}

} // namespace

FileDrops::FileDrops(QWidget &window)
    : QObject(&window)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
    for (QWidget *part : window.findChildren<QWidget *>()) {
        if (part->acceptDrops()) {
            part->installEventFilter(this);
        }
    }
}

bool FileDrops::eventFilter(QObject *watched, QEvent *event)
{
    if (!isDrop(event->type())) {
        return QObject::eventFilter(watched, event);
    }
    auto *drop = static_cast<QDropEvent *>(event); // a drag that enters or moves is one, too
    const QStringList paths = localFiles(*drop->mimeData());
    if (paths.isEmpty()) {
        return QObject::eventFilter(watched, event); // text, for whoever takes it
    }
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) {
        Q_EMIT dropped(paths);
    }
    return true;
}
