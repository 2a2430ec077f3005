// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profile/profilefolder.h"

#include "monitor/platform/privatefile.h"
#include "monitor/platform/tr.h"
#include "text/visibletext.h"

#include <QFileInfo>

#include <chrono>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds ScanPatience = 2s;

} // namespace

Centrifuge::Result<std::unique_ptr<QLockFile>> lockProfileFolder(const QString &folder)
{
    const Centrifuge::Outcome made = makePrivateFolder(folder);
    if (!made) {
        return made.error();
    }
    const QString name = folder + QStringLiteral("/profiles.lock");
    if (QFileInfo::exists(name) && !QFileInfo(name).isFile()) { // QLockFile would read it
        return Centrifuge::badArgument(Tr::tr("%1 is no plain file.").arg(Text::visible(name)));
    }
    auto lock = std::make_unique<QLockFile>(name);
    if (!lock->tryLock(int(ScanPatience.count()))) {
        return Centrifuge::badArgument(
            Tr::tr("Another program holds %1.").arg(Text::visible(folder)));
    }
    return lock;
}
