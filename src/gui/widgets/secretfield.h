// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "monitor/profile/secretreference.h"

#include <QWidget>

#include <memory>

namespace Ui {
class SecretField;
}

/** The source of a secret. A typed secret is hidden and is never stored in the profile. */
class SecretField : public QWidget
{
    Q_OBJECT

public:
    enum class Known { No, Yes };

    explicit SecretField(QWidget *parent = nullptr);
    ~SecretField() override;

    /** The accessible name, for screen readers. */
    void setLabel(const QString &label);
    /** With Known::Yes the secret was typed before, and an empty field keeps it. */
    void setValue(const SecretReference &reference, const Secret &typed, Known known);
    /** Whether a typed secret may be kept in a file. */
    void setKeepOffered(bool isOffered);
    SecretReference reference() const;
    Secret typed() const;

Q_SIGNALS:
    void edited();

private:
    void refresh();
    QString note() const;
    QString typedHint() const;

    std::unique_ptr<Ui::SecretField> m_ui;
    Known m_known = Known::No;
    bool m_isKeepOffered = true;
};
