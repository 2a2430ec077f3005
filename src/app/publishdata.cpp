// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/publishdata.h"

#include "monitor/platform/inputfile.h"
#include "monitor/publish/payloadhint.h"
#include "text/jsonscanner.h"
#include "text/jsonspace.h"
#include "text/views.h"
#include "text/visibletext.h"

#include <QFile>

#include <unistd.h>

using Centrifuge::badArgument;
using Centrifuge::Result;

namespace {

constexpr qint64 Megabyte = qint64(1024) * 1024;

Result<QByteArray> readStandardInput(qint64 most)
{
    QFile input;
    // Not stdin: Qt would make it non-blocking, also for other processes that share it.
    if (!input.open(STDIN_FILENO, QIODevice::ReadOnly)) {
        return badArgument(QStringLiteral("standard input can't be read: ") + input.errorString());
    }
    // A read from a pipe may return only a part.
    QByteArray data;
    QByteArray piece;
    do {
        piece = input.read(most - data.size());
        data += piece;
    } while (!piece.isEmpty());
    if (input.error() != QFileDevice::NoError) {
        return badArgument(QStringLiteral("standard input can't be read: ") + input.errorString());
    }
    return data;
}

/** What DATA names, as messages call it. */
struct DataSource
{
    explicit DataSource(const QString &argument)
    {
        if (argument == QStringLiteral("-") || argument == QStringLiteral("@-")) {
            kind = PayloadSource::File;
            name = QStringLiteral("standard input");
        } else if (argument.startsWith(u'@')) {
            kind = PayloadSource::File;
            path = argument.mid(1);
            name = Text::visible(path);
        }
    }

    PayloadSource kind = PayloadSource::Shell;
    QString path; ///< empty for standard input
    QString name = QStringLiteral("DATA");
};

Result<QByteArray> readBytes(const DataSource &source, const QString &argument, qint64 most)
{
    if (source.kind == PayloadSource::Shell) {
        return argument.toUtf8();
    }
    return source.path.isEmpty() ? readStandardInput(most) : readPlainFile(source.path, most);
}

} // namespace

Result<QByteArray> readPublishData(const QString &argument, const MessageLimits &limits)
{
    const DataSource source(argument);
    if (argument == QStringLiteral("@")) {
        return badArgument(QStringLiteral("DATA is @ without the name of a file, nothing is sent"));
    }
    const qint64 most = limits.publication * Megabyte;
    auto read = readBytes(source, argument, most + 1);
    if (!read) {
        return badArgument(QStringLiteral("nothing is sent: ") + read.error().message);
    }
    const QByteArray data = read.takeValue();
    if (data.size() > most) {
        return badArgument(
            QStringLiteral("%1 holds more than %2 MB, nothing is sent (see --publication-limit)")
                .arg(source.name, QString::number(limits.publication)));
    }
    QByteArrayView value(data);
    if (value.startsWith(ByteOrderMark)) {
        value = value.sliced(ByteOrderMark.size());
    }
    if (const auto fault = Text::findJsonFault(value)) {
        const QString hint = payloadHint(value, source.kind);
        const QString words =
            QStringLiteral("%1 is not JSON, nothing is sent: line %2, column %3: ")
                .arg(source.name, QString::number(fault->line), QString::number(fault->column));
        return badArgument(words + fault->message + (hint.isEmpty() ? QString() : u' ' + hint));
    }
    return QByteArrayView(Text::trimmedJson(Text::view(value))).toByteArray();
}
