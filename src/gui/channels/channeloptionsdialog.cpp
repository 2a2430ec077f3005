// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/channels/channeloptionsdialog.h"

#include "ui_channeloptionsdialog.h"

#include "gui/widgets/labeltext.h"

#include <QPushButton>

namespace {

constexpr int MinimumWidth = 60; ///< in characters; narrower, its texts would be columns

} // namespace

ChannelOptionsDialog::ChannelOptionsDialog(const QString &channel, const ChannelOptions &options,
                                           QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ChannelOptionsDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    styleQuiet(m_ui->filterHint);
    showWrapped(m_ui->introLabel,
                tr("How %1 is subscribed to. With OK it is subscribed to again, from where it is.")
                    .arg(channel));
    setMinimumWidth(fontMetrics().averageCharWidth() * MinimumWidth);
    m_ui->filterEdit->setText(options.tagsFilter);
    m_ui->deltaBox->setChecked(options.delta);
    m_ui->positionedBox->setChecked(options.positioned);
    m_ui->recoverableBox->setChecked(options.recoverable);
    m_ui->joinLeaveBox->setChecked(options.joinLeave);
    connect(m_ui->filterEdit, &QLineEdit::textChanged, this, &ChannelOptionsDialog::refresh);
    connect(m_ui->deltaBox, &QCheckBox::toggled, this, &ChannelOptionsDialog::refresh);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(this->options());
        accept();
    });
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_ui->filterEdit->setFocus();
    refresh();
}

ChannelOptionsDialog::~ChannelOptionsDialog() = default;

ChannelOptions ChannelOptionsDialog::options() const
{
    ChannelOptions options;
    options.tagsFilter = m_ui->filterEdit->text().trimmed();
    options.delta = m_ui->deltaBox->isChecked();
    options.positioned = m_ui->positionedBox->isChecked();
    options.recoverable = m_ui->recoverableBox->isChecked();
    options.joinLeave = m_ui->joinLeaveBox->isChecked();
    return options;
}

void ChannelOptionsDialog::refresh()
{
    const QString fault = findOptionsFault(options());
    showWrapped(m_ui->faultLabel, fault);
    m_ui->faultLabel->setVisible(!fault.isEmpty());
    m_ui->buttonBox->button(QDialogButtonBox::Ok)->setEnabled(fault.isEmpty());
}
