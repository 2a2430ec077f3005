// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPlainTextEdit>

/** Some lines to read, select and copy: as high as they need, up to a limit, and then they scroll.
 */
class FittingText : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int MaxLines = 7;

    explicit FittingText(QWidget *parent = nullptr);

    /** Shows text from anywhere: hidden characters visible, and nothing is markup. */
    void setLines(const QStringList &lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void hideCutLine();
    QSize sizeOf(int lines) const;
};
