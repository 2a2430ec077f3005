// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "monitor/profilefolder.h"

#include "monitor/privatefile.h"
#include "monitor/visibletext.h"

#include <QCoreApplication>

#include <chrono>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Patience = 2s;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ProfileStore)
};

} // namespace

Centrifuge::Result<std::unique_ptr<QLockFile>> lockProfileFolder(const QString &folder)
{
    const Centrifuge::Outcome made = makePrivateFolder(folder);
    if (!made) {
        return made.error();
    }
    auto lock = std::make_unique<QLockFile>(folder + QStringLiteral("/profiles.lock"));
    if (!lock->tryLock(int(Patience.count()))) {
        return Centrifuge::badArgument(
            Text::tr("Another program holds %1.").arg(visibleText(folder)));
    }
    return lock;
}
