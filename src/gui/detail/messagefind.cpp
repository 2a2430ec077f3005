// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "gui/detail/messagefind.h"

#include "ui_messagefind.h"

#include "gui/detail/hexview.h"
#include "gui/detail/jsontree.h"
#include "gui/detail/jsontreemodel.h"
#include "gui/widgets/jsonedit.h"
#include "gui/widgets/labeltext.h"
#include "gui/widgets/theme.h"

#include <QKeyEvent>
#include <QTabWidget>

namespace {

constexpr std::size_t MostPlaces = 10'000;

/** In both cases of ASCII letters. */
std::vector<qsizetype> placesIn(const QByteArray &bytes, const QByteArray &text)
{
    const QByteArray folded = bytes.toLower();
    const QByteArray wanted = text.toLower();
    std::vector<qsizetype> places;
    for (qsizetype at = folded.indexOf(wanted); at >= 0 && places.size() < MostPlaces;
         at = folded.indexOf(wanted, at + wanted.size())) {
        places.push_back(at);
    }
    return places;
}

std::vector<qsizetype> placesIn(const QString &shown, const QString &text)
{
    std::vector<qsizetype> places;
    for (qsizetype at = shown.indexOf(text, 0, Qt::CaseInsensitive);
         at >= 0 && places.size() < MostPlaces;
         at = shown.indexOf(text, at + text.size(), Qt::CaseInsensitive)) {
        places.push_back(at);
    }
    return places;
}

} // namespace

MessageFind::MessageFind(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::MessageFind>())
{
    m_ui->setupUi(this);
    m_ui->messageFindEdit->setFont(fixedFont());
    m_ui->messageFindEdit->installEventFilter(this);
    setFocusProxy(m_ui->messageFindEdit);
    connect(m_ui->messageFindEdit, &QLineEdit::textChanged, this, [this] {
        searchAgain();
        Q_EMIT textChanged();
    });
    connect(m_ui->nextPlaceButton, &QToolButton::clicked, this, &MessageFind::findNext);
    connect(m_ui->previousPlaceButton, &QToolButton::clicked, this, &MessageFind::findPrevious);
    connect(m_ui->closeMessageFindButton, &QToolButton::clicked, this, &MessageFind::close);
    hide();
}

MessageFind::~MessageFind() = default;

void MessageFind::attach(const QTabWidget &pages, const Theme &theme)
{
    m_pages = &pages;
    m_theme = &theme;
    connect(&pages, &QTabWidget::currentChanged, this, &MessageFind::searchAgain);
    connect(&theme, &Theme::changed, this, &MessageFind::refresh);
}

void MessageFind::open()
{
    show();
    m_ui->messageFindEdit->setFocus(Qt::ShortcutFocusReason);
    m_ui->messageFindEdit->selectAll();
    searchAgain();
    Q_EMIT textChanged();
}

void MessageFind::close()
{
    hide();
    m_places.clear();
    Q_EMIT textChanged();
    Q_EMIT closed();
}

QString MessageFind::text() const
{
    return isHidden() ? QString() : m_ui->messageFindEdit->text();
}

void MessageFind::setCut(bool cut)
{
    if (m_isCut != cut) {
        m_isCut = cut;
        searchAgain();
    }
}

void MessageFind::searchAgain()
{
    m_places = text().isEmpty() ? std::vector<qsizetype>() : placesInPage();
    m_current = -1;
    refresh();
}

std::vector<qsizetype> MessageFind::placesInPage() const
{
    const QWidget *page = m_pages->currentWidget();
    if (const auto *edit = page->findChild<JsonEdit *>()) {
        return placesIn(edit->toPlainText(), text());
    }
    if (const auto *tree = page->findChild<JsonTree *>()) {
        return placesIn(tree->treeModel()->bytes(), text().toUtf8());
    }
    const auto *hex = page->findChild<HexView *>();
    return hex != nullptr ? placesIn(hex->bytes(), text().toUtf8()) : std::vector<qsizetype>();
}

bool MessageFind::canSearchPage() const
{
    const QWidget *page = m_pages->currentWidget();
    return page->findChild<JsonEdit *>() != nullptr || page->findChild<JsonTree *>() != nullptr
        || page->findChild<HexView *>() != nullptr;
}

/** Wraps around. */
void MessageFind::go(int step)
{
    const int count = int(m_places.size());
    if (count == 0) {
        return;
    }
    const bool isFirst = m_current < 0;
    m_current = isFirst ? (step > 0 ? 0 : count - 1) : (m_current + step + count) % count;
    showPlace();
    refresh();
}

void MessageFind::showPlace()
{
    const qsizetype place = m_places.at(std::size_t(m_current));
    const QWidget *page = m_pages->currentWidget();
    if (auto *edit = page->findChild<JsonEdit *>()) {
        edit->showRange(place, text().size());
    } else if (auto *tree = page->findChild<JsonTree *>()) {
        tree->showOffset(std::size_t(place));
    } else if (auto *hex = page->findChild<HexView *>()) {
        hex->showOffset(place);
    }
}

void MessageFind::refresh()
{
    const QString count = groupedNumber(m_places.size())
        + (m_places.size() == MostPlaces ? QStringLiteral("+") : QString());
    QString place;
    Tone tone = Tone::Quiet;
    if (!canSearchPage()) {
        place = tr("not in this view");
    } else if (text().isEmpty()) {
        place = QString();
    } else if (m_places.empty()) {
        place = m_isCut ? tr("not in this part") : tr("not found");
        tone = Tone::Busy;
    } else if (m_current < 0) {
        place = m_isCut ? tr("%1 in this part").arg(count) : tr("%1 found").arg(count);
    } else {
        place = tr("%1 of %2").arg(groupedNumber(quint64(m_current) + 1), count);
    }
    colorLabel(m_ui->messagePlaceLabel, m_theme->color(tone));
    showPlain(m_ui->messagePlaceLabel, place);
    m_ui->nextPlaceButton->setEnabled(!m_places.empty());
    m_ui->previousPlaceButton->setEnabled(!m_places.empty());
}

bool MessageFind::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->messageFindEdit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            go(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}
