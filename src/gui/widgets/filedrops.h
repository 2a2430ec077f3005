// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

/** Files that are dropped anywhere on a window, also on fields that would take them as text. */
class FileDrops : public QObject
{
    Q_OBJECT

public:
    /** Owned by the window. */
    explicit FileDrops(QWidget &window);

Q_SIGNALS:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};
