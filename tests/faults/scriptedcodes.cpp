// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "faults/scriptedcodes.h"

#include "centrifuge/codes.h"

using namespace Centrifuge;

namespace {

template <typename IsRetried>
QList<ScriptedCode> codesOf(CodeKind kind, const QByteArray &word, Fate fate, IsRetried isRetried)
{
    QList<ScriptedCode> codes;
    for (const CodeEntry &entry : allCodes()) {
        const Fate own = isRetried(entry.code) ? Fate::Retried : Fate::Refused;
        if (entry.kind == kind && own == fate) {
            const QByteArray name = entry.name.toUtf8();
            codes.append(
                {word + ' ' + QByteArray::number(entry.code) + ", " + name, int(entry.code), name});
        }
    }
    return codes;
}

} // namespace

QList<ScriptedCode> disconnectCodes(Fate fate)
{
    return codesOf(CodeKind::Disconnect, "close", fate, [](quint32 code) { return code < 3500; });
}

QList<ScriptedCode> errorCodes(Fate fate)
{
    return codesOf(CodeKind::Error, "error", fate,
                   [](quint32 code) { return code == 100 || code == 111 || code == 113; });
}

QByteArray errorReply(int code, const QByteArray &message, bool isTemporary)
{
    return "\"error\":{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message + '"'
        + (isTemporary ? ",\"temporary\":true}" : "}");
}
