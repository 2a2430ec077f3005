// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTableView>

class HexModel;

/** A payload as offsets, hexadecimal bytes and characters: 16 per line, fewer in a narrow view.
 */
class HexView : public QTableView
{
    Q_OBJECT

public:
    explicit HexView(QWidget *parent = nullptr);

    void showBytes(const QByteArray &bytes);
    const QByteArray &bytes() const;
    /** Goes to the line of an offset. */
    void showOffset(qsizetype offset);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fitBytes();
    void copyLines();

    HexModel *m_model;
};
