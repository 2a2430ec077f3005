// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>

class Theme;
class WindowController;
struct RoundTrip;

namespace Ui {
class RoundTripCard;
}

/** Shows the last publish: the answer of the API and whether the message came back to a
 * subscription. */
class RoundTripCard : public QWidget
{
    Q_OBJECT

public:
    explicit RoundTripCard(QWidget *parent = nullptr);
    ~RoundTripCard() override;

    void attach(WindowController &controller, const Theme &theme);

private:
    void refresh();
    void show(const RoundTrip &trip);
    void showNotSent(const QString &reason);
    void showNone();
    void showExplanation();
    void watchOrRepeat();

    std::unique_ptr<Ui::RoundTripCard> m_ui;
    WindowController *m_controller = nullptr;
    const Theme *m_theme = nullptr;
    QString m_unwatched; ///< the channel that the button adds; empty if it repeats the publish
};
