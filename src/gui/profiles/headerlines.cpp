// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/profiles/headerlines.h"

using SecretKind = SecretReference::Kind;

namespace {

bool isMark(QChar character)
{
    return character == u'$' || character == u'@' || character == u'?';
}

QString valueText(const ProfileHeader &header)
{
    switch (header.secret.kind) {
    case SecretKind::Environment:
        return u'$' + header.secret.name;
    case SecretKind::File:
    case SecretKind::Setting: // not for headers
        return u'@' + header.secret.name;
    case SecretKind::Session:
    case SecretKind::Stored:
        return QStringLiteral("?");
    case SecretKind::None:
        break;
    }
    const bool isMarked = !header.value.isEmpty() && isMark(header.value.front());
    return isMarked ? header.value.front() + header.value : header.value;
}

void setValue(ProfileHeader &header, const QString &text)
{
    if (text.isEmpty() || !isMark(text.front())) {
        header.value = text;
    } else if (text.size() > 1 && text.at(1) == text.front()) {
        header.value = text.mid(1);
    } else if (text.front() == u'?') {
        header.secret = {SecretKind::Session, {}};
    } else {
        header.secret = {text.front() == u'$' ? SecretKind::Environment : SecretKind::File,
                         text.mid(1)};
    }
}

} // namespace

QStringList headerLines(const QList<ProfileHeader> &headers)
{
    QStringList lines;
    for (const ProfileHeader &header : headers) {
        lines.append(header.name + QStringLiteral(": ") + valueText(header));
    }
    return lines;
}

QList<ProfileHeader> headersFrom(const QStringList &lines)
{
    QList<ProfileHeader> headers;
    for (const QString &line : lines) {
        const qsizetype colon = line.indexOf(u':');
        ProfileHeader header;
        header.name = (colon < 0 ? line : line.left(colon)).trimmed();
        if (colon < 0) {
            header.name += u' '; // makes the name invalid
        } else {
            setValue(header, line.mid(colon + 1).trimmed());
        }
        headers.append(header);
    }
    return headers;
}
