// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/filtercompleter.h"

#include "gui/controller/logstate.h"
#include "gui/widgets/labeltext.h"
#include "monitor/filter/filtercompletion.h"

#include <QAbstractItemView>
#include <QLineEdit>

FilterCompleter::FilterCompleter(QLineEdit &edit, LogState &log, QObject *parent)
    : QCompleter(parent)
    , m_edit(edit)
    , m_log(log)
{
    setModel(&m_candidates);
    setWidget(&edit);
    setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    popup()->setFont(fixedFont());
    popup()->setAccessibleName(tr("Completions"));
    connect(&edit, &QLineEdit::textEdited, this, &FilterCompleter::offer);
    connect(this, qOverload<const QString &>(&QCompleter::activated), this,
            &FilterCompleter::insert);
}

void FilterCompleter::offer()
{
    const QString before = m_edit.text().first(m_edit.cursorPosition());
    const QByteArray text = m_edit.text().toUtf8();
    const qsizetype cursor = before.toUtf8().size();
    const FilterCompletion completion =
        completeFilter({text.data(), std::size_t(text.size())}, std::size_t(cursor), m_log.seen());
    m_begin = int(QString::fromUtf8(text.first(qsizetype(completion.offset))).size());
    const QString written = before.sliced(m_begin);
    QStringList candidates;
    for (const std::string &candidate : completion.candidates) {
        candidates.append(QString::fromStdString(candidate));
    }
    candidates.removeAll(written); // nothing to complete
    m_candidates.setStringList(candidates);
    if (candidates.isEmpty() || written.isEmpty()) {
        popup()->hide();
        return;
    }
    QRect place = m_edit.rect();
    place.setLeft(std::max(0,
                           m_edit.inputMethodQuery(Qt::ImCursorRectangle).toRect().left()
                               - m_edit.fontMetrics().horizontalAdvance(written)));
    place.setWidth(std::min(m_edit.width() - place.left(),
                            popup()->sizeHintForColumn(0) + popup()->fontMetrics().height() * 2));
    complete(place);
    popup()->setCurrentIndex({}); // Enter takes what was typed, unless a candidate is chosen
}

void FilterCompleter::insert(const QString &candidate)
{
    const QString text = m_edit.text();
    const int cursor = m_edit.cursorPosition();
    m_edit.setText(text.first(std::min<qsizetype>(m_begin, text.size())) + candidate
                   + text.sliced(cursor));
    m_edit.setCursorPosition(int(m_begin + candidate.size()));
    Q_EMIT completed();
}
