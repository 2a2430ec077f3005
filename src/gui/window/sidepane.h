// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QPointer>

class QAction;
class QSplitter;
class QTabWidget;
class QWidget;

/** A length of a pane as it was kept, or `first` where it is spoilt. */
int keptLength(const QJsonObject &kept, const QString &member, int first);

/**
 * Where the tabs of detail and server stand: beside the log, below it in a narrow window, where
 * they are closed at first, or in a window of their own.
 */
class SidePane : public QObject
{
    Q_OBJECT

public:
    /** All outlive this. */
    struct Parts
    {
        QWidget *window = nullptr;
        QSplitter *across = nullptr; ///< channels, centre, tabs
        QSplitter *down = nullptr; ///< log, publish
        QTabWidget *tabs = nullptr;
        QAction *shown = nullptr; ///< shows and hides the tabs
        QAction *own = nullptr; ///< gives them a window of their own
    };

    /** A narrower window has no room for the tabs beside the log. */
    static constexpr int WidthBeside = 1200;

    SidePane(const Parts &parts, QObject *parent);

    /** To be called after the window was resized. */
    void fit();
    int width() const; ///< of the tabs beside the log
    int height() const; ///< of the tabs below it
    QJsonObject save() const;
    void restore(const QJsonObject &kept);

Q_SIGNALS:
    /** The user has moved, shown or hidden the tabs. */
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Place { Beside, Below, Window };

    Place wantedPlace() const;
    bool isWanted() const;
    void setWanted(bool wanted);
    void setOwn(bool own);
    void moveTo(Place place);
    void noteSize();
    void insertBeside();
    void insertBelow();
    void openWindow();
    void update();

    const Parts m_parts;
    QPointer<QWidget> m_window; ///< of the tabs alone
    QByteArray m_geometry; ///< of that window
    Place m_place = Place::Beside;
    bool m_isOwn = false;
    bool m_isWantedBeside = true;
    bool m_isWantedBelow = false;
    int m_width;
    int m_height;
};
