// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/secretreference.h"

#include <QWidget>

#include <memory>

namespace Ui {
class SecretField;
}

/** Where a secret comes from; what is typed is hidden and never goes into the profile. */
class SecretField : public QWidget
{
    Q_OBJECT

public:
    enum class Known { No, Yes };

    explicit SecretField(QWidget *parent = nullptr);
    ~SecretField() override;

    /** The accessible name, for screen readers. */
    void setLabel(const QString &label);
    /** `known`: it was typed before, so that an empty field means to keep that. */
    void setValue(const SecretReference &reference, const Secret &typed, Known known);
    SecretReference reference() const;
    Secret typed() const;

Q_SIGNALS:
    void edited();

private:
    void refresh();
    QString note() const;

    std::unique_ptr<Ui::SecretField> m_ui;
    Known m_known = Known::No;
};
