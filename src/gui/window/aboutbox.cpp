// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/window/aboutbox.h"

#include "monitor/platform/tr.h"

#include <QCoreApplication>
#include <QMessageBox>

void openAboutBox(QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(Tr::tr("About Realtime Monitor"));
    box->setText(Tr::tr("Realtime Monitor %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(Tr::tr("Watches, tests and demonstrates real-time messaging over "
                                   "Centrifugo. MIT licence."));
    box->open();
}
