// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPlainTextEdit>

/** Read-only lines of text as high as needed, up to MaxLines; more lines scroll.
 */
class FittingText : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int MaxLines = 7;

    explicit FittingText(QWidget *parent = nullptr);

    /** Shows untrusted text: plain, with hidden characters made visible. */
    void setLines(const QStringList &lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void hideCutLine();
    QSize sizeOf(int lines) const;
};
