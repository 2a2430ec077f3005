// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

#include <vector>

class QAbstractScrollArea;
class QAction;

/** The size of the text in the views of a window, in percent. Ctrl and the wheel change it, too.
 * Main thread. */
class TextZoom : public QObject
{
    Q_OBJECT

public:
    static constexpr int Normal = 100;

    using QObject::QObject;

    /** The present size of its font is 100 %. The view outlives this, or has the same parent. */
    void add(QAbstractScrollArea &view);
    /** All lists and texts in it. */
    void addTextIn(const QWidget &pane);
    void bind(QAction &larger, QAction &smaller, QAction &normal);

    int percent() const { return m_percent; }
    /** Takes the nearest size that there is. */
    void setPercent(int percent);
    void enlarge();
    void reduce();
    void reset() { setPercent(Normal); }

Q_SIGNALS:
    void changed(int percent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct View
    {
        QAbstractScrollArea *view = nullptr;
        double points = 0; ///< at 100 %
    };

    void apply(const View &view) const;

    std::vector<View> m_views;
    int m_percent = Normal;
    int m_turned = 0; ///< of the wheel, in eighths of a degree, not used yet
};
