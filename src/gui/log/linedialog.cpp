// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/log/linedialog.h"

#include "gui/widgets/labeltext.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

LineDialog::LineDialog(const Texts &texts, QWidget *parent)
    : QDialog(parent)
    , m_edit(new QLineEdit(texts.text, this))
    , m_fault(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(texts.title);
    auto *label = new QLabel(texts.label, this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_edit);
    m_edit->setObjectName(QStringLiteral("lineEdit"));
    m_edit->setAccessibleName(texts.label);
    m_edit->setMinimumWidth(fontMetrics().averageCharWidth() * 44);
    m_edit->selectAll();
    m_fault->setObjectName(QStringLiteral("lineFaultLabel"));
    styleQuiet(m_fault);
    auto *column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(m_edit);
    column->addWidget(m_fault);
    column->addWidget(m_buttons);
    m_fault->hide();
    connect(m_edit, &QLineEdit::textChanged, this, &LineDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(m_edit->text());
        accept();
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void LineDialog::acceptOnly(std::function<QString(const QString &)> fault)
{
    m_findFault = std::move(fault);
    refresh();
}

void LineDialog::refresh()
{
    if (!m_findFault) {
        return;
    }
    const QString fault = m_findFault(m_edit->text());
    showPlain(m_fault, fault);
    m_fault->setVisible(!fault.isEmpty());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fault.isEmpty());
}
