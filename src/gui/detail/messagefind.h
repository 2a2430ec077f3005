// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

#include <memory>
#include <vector>

class QTabWidget;
class Theme;

namespace Ui {
class MessageFind;
}

/** The search inside the shown message, in the page that is visible: text, tree or bytes. Hidden
 * while it is not in use. */
class MessageFind : public QWidget
{
    Q_OBJECT

public:
    explicit MessageFind(QWidget *parent = nullptr);
    ~MessageFind() override;

    /** Both outlive this. */
    void attach(const QTabWidget &pages, const Theme &theme);
    void open();
    void close();
    void findNext() { go(1); }
    void findPrevious() { go(-1); }
    /** Call when the message or the page has changed; the search goes on in what is there now. */
    void searchAgain();
    /** Whether the page shows only the beginning of the message. */
    void setCut(bool cut);
    /** What is searched for; empty while it is hidden. */
    QString text() const;

Q_SIGNALS:
    void textChanged();
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::vector<qsizetype> placesInPage() const;
    bool canSearchPage() const;
    void showPlace();
    void go(int step);
    void refresh();

    std::unique_ptr<Ui::MessageFind> m_ui;
    const QTabWidget *m_pages = nullptr;
    const Theme *m_theme = nullptr;
    std::vector<qsizetype> m_places; ///< characters of a text, else bytes
    int m_current = -1; ///< one of the places; -1 before the first step
    bool m_isCut = false;
};
